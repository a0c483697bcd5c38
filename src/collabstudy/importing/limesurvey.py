"""LimeSurvey's CSV export: one header row, every field quoted, line breaks inside fields.

Form after LimeSurvey's own CSV writer: UTF-8, often with a byte order mark, and a blank record at the end;
between the fields the semicolon, comma or tab that was chosen on exporting.
"""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from collabstudy.errors import Fault, StudyError
from collabstudy.importing.table import ImportLog, Options, TextTable

SEPARATORS = {";": "semicolon", ",": "comma", "\t": "tab"}
USUAL = ";"  # where the header does not say
BOM = b"\xef\xbb\xbf"


def read(path: Path, options: Options) -> tuple[TextTable, ImportLog]:
    """The export as text. Strict: every fault of its form is reported, none is guessed away.

    The separator is the character after the first, quoted header; the import log records it.
    Raises :class:`StudyError` where the file is not UTF-8, is empty, has a column twice, has a broken
    quote or a row with more or fewer cells than the header.
    """
    data = path.read_bytes()
    text = _decoded(data, path.name)
    separator = _separator(text)
    records = list(_records(text, path.name, separator))
    if not records or not records[0][1]:
        message = "its first line is empty" if records else "the file is empty"
        raise StudyError([Fault(path.name, message, mend="export it again with its headings")])
    # as questions.csv gives them, where an editor has trimmed cells and unified line ends
    columns = tuple(name.replace("\r\n", "\n").strip() for name in records[0][1])
    rows = records[1:]
    faults = [*_header_faults(path.name, columns), *_row_faults(path.name, len(columns), rows, separator)]
    if faults:
        raise StudyError(faults)
    filled = [(line, record) for line, record in records[1:] if record and any(record)]
    table = TextTable.of(path.name, columns, [row for _, row in filled], [line for line, _ in filled])
    encoding = "utf-8 with byte order mark" if data.startswith(BOM) else "utf-8"
    blank = len(records) - 1 - len(filled)
    shown = separator if separator.strip() else SEPARATORS[separator]
    return table, ImportLog(path.name, "limesurvey", encoding, shown, len(filled), len(columns), blank)


def _decoded(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise StudyError([Fault(file, "this is not UTF-8", line, mend="export it again as UTF-8")]) from None


def _separator(text: str) -> str:
    after_first = re.match(r'"(?:[^"]|"")*"([;,\t])', text)
    return after_first[1] if after_first else USUAL


def _records(text: str, file: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the physical line on which it begins (a quoted field may span several)."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for record in reader:
            if line == 1 and len(record) == 1:  # read on, and commas would pass for broken quoting
                raise StudyError([_single_column(file, record[0])])
            yield line, record
            line = reader.line_num + 1
    except csv.Error as error:
        mend = "export the file again; an editor may have removed a quote"
        raise StudyError([Fault(file, f"the quoting is broken ({error})", line, mend=mend)]) from None


def _single_column(file: str, header: str) -> Fault:
    message = "the header has a single column when read with semicolons"
    mend = "export it again with every field between double quotes"
    return Fault(file, message, 1, value=header.strip(), mend=mend)


def _header_faults(file: str, columns: tuple[str, ...]) -> Iterator[Fault]:
    for name in dict.fromkeys(columns):
        if columns.count(name) > 1:
            yield Fault(file, "two columns have the same header", 1, name, mend="export question codes and texts")


def _row_faults(file: str, width: int, records: list[tuple[int, list[str]]], separator: str) -> Iterator[Fault]:
    for line, record in records:
        if record and len(record) != width and any(record):
            message = f"the row has {len(record)} cells where the header has {width}"
            yield Fault(file, message, line, mend=f"look for a stray {SEPARATORS[separator]} or quote in it")
