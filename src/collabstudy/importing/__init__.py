"""From the bytes of an export to a table of text and a log of how it was read; one file a format."""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pyarrow.compute as pc

from collabstudy.errors import Fault, StudyError
from collabstudy.files import FIELD, file_hash
from collabstudy.importing.magic import is_workbook
from collabstudy.importing.recognising import HEADINGS, check_text, recognised
from collabstudy.importing.table import MAX_COLUMNS, Field, ImportLog, Note, Options, Reader, TextTable
from collabstudy.study import Question, Study

__all__ = ["Field", "ImportLog", "Note", "Options", "TextTable", "read_export", "read_study_export"]

# Format -> module of this package, which is imported when it is needed: some bring a library of their own.
READERS = {
    "limesurvey": "limesurvey",
    "qualtrics": "qualtrics",
    "googleforms": "googleforms",
    "msforms": "msforms",
    "surveymonkey": "surveymonkey",
    "alchemer": "alchemer",
    "kobo": "kobo",
    "csv": "delimited",
    "xlsx": "workbook",
    "spss": "spss",
    "stata": "stata",
    "parquet": "parquet",
}
TEXT = {*HEADINGS, "csv"}


def read_export(
    path: str | Path, format: str | None = None, options: Options | None = None
) -> tuple[TextTable, ImportLog]:
    """Read an export; every cell stays the text that it was.

    ``format`` is one of ``READERS``; ``None`` goes by the file's content. Raises :class:`StudyError` where the file
    is missing, is not of that form or has no responses, and ``ValueError`` for an unknown format.
    """
    if format is not None and format not in READERS:
        raise ValueError(f"unknown format {format!r}: use one of {', '.join(READERS)}")
    path, options = Path(path), options or Options()
    if not path.is_file():
        raise StudyError([_missing(path)])
    table, log = _read(path, format or recognised(path, options), options)
    if not len(table):
        message = "the file has headings and no responses"
        raise StudyError([Fault(path.name, message, mend="export it again when somebody has answered")])
    if faults := list(_size_faults(path, table)):
        raise StudyError(faults)
    return table, log


def _size_faults(path: Path, table: TextTable) -> Iterator[Fault]:
    """Too many columns, or the first cell of a column with more characters than are read, whatever the format."""
    if len(table.columns) > MAX_COLUMNS:
        yield Fault(path.name, f"the header has {len(table.columns):,} columns", mend="export fewer questions")
    for name, cells in zip(table.columns, table.cells, strict=True):
        long = pc.greater(pc.utf8_length(cells), FIELD)
        if pc.any(long).as_py():
            place = pc.index(long, True).as_py()
            message = f"the cell has more than {FIELD:,} characters"
            yield Fault(path.name, message, int(table.lines[place]), name, mend="shorten it")


def _read(path: Path, format: str, options: Options) -> tuple[TextTable, ImportLog]:
    if format in HEADINGS and is_workbook(path):
        workbook: Reader = import_module("collabstudy.importing.workbook").read
        return workbook(path, options, format)
    if format in TEXT:
        check_text(path)
    reader: Reader = import_module(f"collabstudy.importing.{READERS[format]}").read
    return reader(path, options)


def read_study_export(study: Study, progress: Callable[[int], None] | None = None) -> tuple[TextTable, ImportLog]:
    """Read the export of a study as its ``study.toml`` and codebook say; ``progress`` is told the records so far.

    Raises :class:`StudyError` as :func:`read_export` and where the file changed meanwhile, and ``ValueError`` where
    the study has no responses.
    """
    said = study.responses
    if said is None:
        raise ValueError("the study has no responses")
    expected = tuple(column for question in study.questions for column in _columns(study, question) if column)
    options = Options(expected, said.encoding, said.header_rows, said.sheet, progress)
    path = study.folder / said.file
    before = file_hash(path) if path.is_file() else ""
    table, log = read_export(path, said.format, options)
    if not path.is_file() or file_hash(path) != before:
        mend = "run it again when nothing writes to the file any more"
        raise StudyError([Fault(said.file, "the file changed while it was read", mend=mend)])
    return table, log


def _columns(study: Study, question: Question) -> list[str]:
    return [question.column, *(choice.column for choice in study.choices_of(question))]


def _missing(path: Path) -> Fault:
    """A file that is not there, or a folder, with what is there instead."""
    folder = path if path.is_dir() else path.parent
    files = sorted(file.name for file in folder.iterdir() if file.is_file()) if folder.is_dir() else []
    if folder == path:
        held = f"it holds {', '.join(files[:10])}" if files else "it holds no file"
        return Fault(path.name, f"this is a folder, not a file; {held}", mend="give the file with the responses")
    if path.exists():
        return Fault(path.name, "this is no ordinary file", mend="give the file with the responses")
    there = f"; there are {', '.join(files[:10])}" if files else ""
    return Fault(path.name, f"there is no such file in {path.parent.name or '.'}{there}")
