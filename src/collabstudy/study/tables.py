"""The CSV files of a study folder: strict reading, every fault with its physical line."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path

from collabstudy.errors import Fault
from collabstudy.files import FIELD
from collabstudy.safe_text import plain
from collabstudy.study.guarding import BYTES, LABELS, too_long, unsafe

LABEL = "label::"
OTHERS = {";": "semicolons", "\t": "tabs"}  # what spreadsheet programs write in place of commas


@dataclass(frozen=True)
class Column:
    """One column of a table: the pattern that each cell must match, and what to write instead.

    An ``optional`` column may be left out of the header, and its cells are empty then.
    """

    name: str
    pattern: str = ".*"
    mend: str = ""
    optional: bool = False


@dataclass(frozen=True)
class Row:
    """One record: its cells by column, and the line of the file on which it begins."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def labels(self) -> dict[str, str]:
        """The row's labels by language, empty ones left out."""
        return {name[len(LABEL) :]: text for name, text in self.cells.items() if name.startswith(LABEL) and text}


def read_table(path: Path, columns: Iterable[Column], faults: list[Fault]) -> list[Row]:
    """The rows of a study's CSV file; what is wrong is appended to ``faults``.

    Columns may stand in any order; further ``label::<language>`` columns are welcome,
    any other column is a fault. Cells are trimmed at both ends, and lose the quote with which
    :func:`collabstudy.safe_text.neutral` keeps a spreadsheet from computing them. A row with a fault is left out.
    """
    known = {column.name: column for column in columns}
    before = len(faults)
    records = list(_records(path, set(known), faults))
    if not records:
        if len(faults) == before:
            faults.append(Fault(path.name, "the file is empty", mend="write at least the header"))
        return []
    header = [cell.strip() for cell in records[0][1]]
    before = len(faults)
    faults.extend(_header_faults(path.name, records[0][0], header, known))
    if len(faults) > before:
        return []
    rows = []
    for line, record in records[1:]:
        if len(record) != len(header):
            faults.append(
                Fault(
                    path.name,
                    f"the row has {len(record)} cells where the header has {len(header)}",
                    line,
                    mend="put cells that contain a comma between double quotes",
                )
            )
            continue
        row = Row(
            line,
            {
                **dict.fromkeys(known, ""),
                **{name: plain(cell.strip()) for name, cell in zip(header, record, strict=True)},
            },
        )
        wrong = list(_cell_faults(path.name, row, known.values()))
        faults.extend(wrong)
        if not wrong:
            rows.append(row)
    return rows


def _records(path: Path, known: Set[str], faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    if (fault := unsafe(path)) is not None:
        faults.append(fault)
        return
    csv.field_size_limit(BYTES)  # longer cells are told of by line and column
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        faults.append(Fault(path.name, "the file is missing", mend="add it; docs/studies.md shows its columns"))
        return
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        faults.append(Fault(path.name, "this is not UTF-8", line, mend="save the file as CSV UTF-8"))
        return
    separators = _other_separator(text, known)
    if separators:
        mend = (
            "save it as CSV UTF-8 with commas (LibreOffice asks which separator;"
            " Excel takes the list separator of Windows' regional settings)"
        )
        faults.append(Fault(path.name, f"the file is separated by {separators}, not by commas", mend=mend))
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for record in reader:
            if any(cell.strip() for cell in record):
                yield line, record
            line = reader.line_num + 1
    except csv.Error as error:
        faults.append(
            Fault(path.name, f"the quoting is broken ({error})", line, mend='write a quote inside a cell as ""')
        )


def _other_separator(text: str, known: Set[str]) -> str | None:
    """What separates the cells where that is not commas: under it more of the known columns are found."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    found = {
        separator: len(known & {cell.strip() for cell in next(csv.reader([header], delimiter=separator))})
        for separator in [",", *OTHERS]
    }
    return OTHERS.get(max(found, key=lambda separator: found[separator]))


def _header_faults(file: str, line: int, header: list[str], known: dict[str, Column]) -> Iterator[Fault]:
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            yield Fault(file, "the column stands twice in the header", line, name, mend="remove one")
        if name not in known and not re.fullmatch(LABEL + "[a-z]{2}", name):
            yield Fault(file, "unknown column", line, name, mend=f"known here: {', '.join(known)}")
    for name, column in known.items():
        if name not in header and not column.optional:
            yield Fault(file, "the column is missing", line, name, mend="add it, if need be with empty cells")


def _cell_faults(file: str, row: Row, columns: Iterable[Column]) -> Iterator[Fault]:
    for name, cell in row.cells.items():
        yield from too_long(file, row.line, name, cell, LABELS if name.startswith(LABEL) else FIELD)
    for column in columns:
        if not re.fullmatch(column.pattern, row[column.name], re.DOTALL):
            yield Fault(file, "this value is not allowed", row.line, column.name, row[column.name], column.mend)
