"""LimeSurvey's CSV export: one header row, semicolons, every field quoted, line breaks inside fields.

Form after LimeSurvey's own CSV writer: UTF-8, often with a byte order mark, and a blank record at the end.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from collabstudy.errors import Fault, StudyError
from collabstudy.importing.table import ImportLog, TextTable

SEPARATOR = ";"
BOM = b"\xef\xbb\xbf"


def read(path: Path) -> tuple[TextTable, ImportLog]:
    """The export as text. Strict: every fault of its form is reported, none is guessed away.

    Raises :class:`StudyError` where the file is not UTF-8, is empty, has a column twice, has a broken
    quote or a row with more or fewer cells than the header.
    """
    data = path.read_bytes()
    text = _decoded(data, path.name)
    records = list(_records(text, path.name))
    if not records or not records[0][1]:
        message = "its first line is empty" if records else "the file is empty"
        raise StudyError([Fault(path.name, message, mend="export it again with its headings")])
    # as questions.csv gives them, where an editor has trimmed cells and unified line ends
    columns = tuple(name.replace("\r\n", "\n").strip() for name in records[0][1])
    faults = [*_header_faults(path.name, columns), *_row_faults(path.name, len(columns), records[1:])]
    if faults:
        raise StudyError(faults)
    filled = [(line, record) for line, record in records[1:] if record and any(record)]
    table = TextTable(path.name, columns, tuple(tuple(row) for _, row in filled), tuple(line for line, _ in filled))
    encoding = "utf-8 with byte order mark" if data.startswith(BOM) else "utf-8"
    blank = len(records) - 1 - len(filled)
    return table, ImportLog(path.name, "limesurvey", encoding, SEPARATOR, len(filled), len(columns), blank)


def _decoded(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise StudyError([Fault(file, "this is not UTF-8", line, mend="export it again as UTF-8")]) from None


def _records(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the physical line on which it begins (a quoted field may span several)."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=SEPARATOR, strict=True)
    line = 1
    try:
        for record in reader:
            yield line, record
            line = reader.line_num + 1
    except csv.Error as error:
        mend = "export the file again; an editor may have removed a quote"
        raise StudyError([Fault(file, f"the quoting is broken ({error})", line, mend=mend)]) from None


def _header_faults(file: str, columns: tuple[str, ...]) -> Iterator[Fault]:
    if len(columns) == 1:
        mend = "export it with semicolons between the fields"
        yield Fault(file, "the header has a single column when read with semicolons", 1, value=columns[0], mend=mend)
    for name in dict.fromkeys(columns):
        if columns.count(name) > 1:
            yield Fault(file, "two columns have the same header", 1, name, mend="export question codes and texts")


def _row_faults(file: str, width: int, records: list[tuple[int, list[str]]]) -> Iterator[Fault]:
    for line, record in records:
        if record and len(record) != width and any(record):
            message = f"the row has {len(record)} cells where the header has {width}"
            yield Fault(file, message, line, mend="look for a stray semicolon or quote in it")
