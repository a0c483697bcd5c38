"""From the bytes of an export to a table of text and a log of how it was read; one file a format."""

from pathlib import Path

from collabstudy.errors import Fault, StudyError
from collabstudy.importing import limesurvey
from collabstudy.importing.table import Field, ImportLog, Note, Options, Reader, TextTable
from collabstudy.study import Study

__all__ = ["Field", "ImportLog", "Note", "Options", "TextTable", "read_export", "read_study_export"]

READERS: dict[str, Reader] = {"limesurvey": limesurvey.read}


def read_export(
    path: str | Path, format: str | None = None, options: Options | None = None
) -> tuple[TextTable, ImportLog]:
    """Read an export; every cell stays the text that it was.

    ``format`` names a module of this package; ``None`` goes by the file's content. Raises :class:`StudyError` where
    the file is missing or is not of that form, and ``ValueError`` for an unknown format.
    """
    format = format or "limesurvey"
    if format not in READERS:
        raise ValueError(f"unknown format {format!r}: use one of {', '.join(READERS)}")
    if not Path(path).is_file():
        raise StudyError([Fault(Path(path).name, "there is no such file")])
    return READERS[format](Path(path), options or Options())


def read_study_export(study: Study) -> tuple[TextTable, ImportLog]:
    """Read the export of a study as its ``study.toml`` and codebook say.

    Raises :class:`StudyError` as :func:`read_export`, and ``ValueError`` where the study has no responses.
    """
    if study.responses is None:
        raise ValueError("the study has no responses")
    return read_export(study.folder / study.responses.file, study.responses.format)
