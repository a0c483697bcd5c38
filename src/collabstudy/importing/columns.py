"""What is said of whole columns once they are read: their headers, and what their cells held that was taken out."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from collabstudy.errors import Fault
from collabstudy.importing.characters import encoded_twice, read_once_more, without_controls
from collabstudy.importing.decoding import TWICE, Decoding
from collabstudy.importing.metadata import meaning
from collabstudy.importing.separator import Heading, Headings
from collabstudy.importing.table import Field, Note, Options, TextTable
from collabstudy.personal import form

INDEX = "index"
SHOWN = 3  # cells encoded twice that are given one by one, a column


class Column:
    """One column while it is read: takes control characters out, and finds text that was encoded twice."""

    def __init__(self, name: str, decoded: Decoding) -> None:
        self.name, self.decoded = name, decoded
        self.controls = self.repaired = 0
        self.twice: list[tuple[int, str]] = []

    def plain(self, cells: Sequence[str], lines: Sequence[int]) -> Sequence[str]:
        """The cells as they are kept."""
        if self.decoded.controls:
            cells, count = without_controls(cells)
            self.controls += count
        if not self.decoded.leads or not (self.decoded.checked or self.decoded.repaired):
            return cells
        found = encoded_twice(cells)
        if found and self.decoded.repaired:
            self.repaired += len(found)
            return [read_once_more(cell) for cell in cells]
        self.twice += [(lines[place], cells[place]) for place in found]
        return cells

    def faults(self, file: str) -> Iterator[Fault]:
        """One fault a cell that was encoded twice, and one for all beyond the first few."""
        for line, cell in self.twice[:SHOWN]:
            more = len(self.twice) - SHOWN
            rest = f" and {more} more in this column" if more > 0 and line == self.twice[SHOWN - 1][0] else ""
            mend = f"write encoding = {TWICE!r} in study.toml to repair it"
            yield Fault(file, f"the text was encoded twice{rest}", line, self.name, mend=mend, form=form(cell))

    def notes(self) -> Iterator[Note]:
        """What was changed in this column."""
        if self.controls:
            yield Note("control characters taken out", self.name, self.controls)
        if self.repaired:
            yield Note("text that was encoded twice decoded once more", self.name, self.repaired)


def repaired(heads: Sequence[Sequence[str]], headings: Headings, decoded: Decoding) -> Heading:
    """What the first records say, decoded once more where the study says that text was encoded twice, with a note."""
    if not decoded.repaired:
        return headings(heads)
    found = headings([[read_once_more(cell) for cell in head] for head in heads])
    count = sum(len(encoded_twice(head)) for head in heads[: found.rows])
    notes = [Note("headings that were encoded twice decoded once more", cells=count)] if count else []
    return replace(found, notes=[*found.notes, *notes])


def twice(file: str, heads: Sequence[tuple[int, Sequence[str]]], decoded: Decoding) -> Iterator[Fault]:
    """A fault for each of the first few headings that were encoded twice; ``heads`` are the header rows by line."""
    if not decoded.leads or not decoded.checked:
        return
    found = [(line, head[place]) for line, head in heads for place in encoded_twice(head)]
    for line, cell in found[:SHOWN]:
        message = f"the heading was encoded twice; read once more it is {read_once_more(cell)[:60]!r}"
        yield Fault(file, message, line, value=cell, mend=f"write encoding = {TWICE!r} in study.toml to repair it")


def double(file: str, fields: Sequence[Field], options: Options, line: int) -> Iterator[Fault]:
    """A codebook that names a header which several columns have, and which are therefore numbered."""
    names = {field.name for field in fields}
    for name in dict.fromkeys(options.expected):
        if name not in names and f"{name} [1]" in names and f"{name} [2]" in names:
            mend = f"write {name + ' [1]'!r} or {name + ' [2]'!r} in the codebook, in the order of the file"
            yield Fault(file, "two columns have the same header", line, name, mend=mend)


def headed(
    file: str, fields: Sequence[Field], cells: Sequence[pa.ChunkedArray], line: int
) -> tuple[tuple[Field, ...], list[pa.ChunkedArray], list[Fault], list[Note]]:
    """Only columns with a name. One without is dropped where it is empty, and named ``index`` where it is first and
    holds distinct whole numbers, as pandas and R write them; any other is a fault."""
    kept: list[tuple[Field, pa.ChunkedArray]] = []
    faults, notes = [], []
    taken = Counter(field.name for field in fields)
    for place, (field, column) in enumerate(zip(fields, cells, strict=True)):
        if field.name:
            kept.append((field, column))
        elif not len(column) or not pc.any(pc.not_equal(column, "")).as_py():
            notes.append(Note(f"column {place + 1} has no header and is empty; dropped"))
        elif place == 0 and INDEX not in taken and _is_index(column):
            kept.append((replace(field, name=INDEX), column))
            notes.append(Note("the first column has no header; its distinct whole numbers are named so", INDEX))
        else:
            message = f"column {place + 1} has no header, and cells that are filled"
            faults.append(Fault(file, message, line, mend="give it a header in the survey, or export it again"))
    return tuple(field for field, _ in kept), [column for _, column in kept], faults, notes


def _is_index(column: pa.ChunkedArray) -> bool:
    whole = pc.all(pc.match_substring_regex(column, r"^[0-9]{1,18}$")).as_py()
    return bool(whole) and pc.count_distinct(column).as_py() == len(column)


def first_cells(fields: Sequence[Field], cells: Sequence[pa.ChunkedArray]) -> list[str] | None:
    """First and last cell of the first column, where that is an id or a time by its header and all but the last are
    filled and distinct; else ``None``."""
    if not cells or len(cells[0]) < 3 or meaning(fields[0].name) not in {"id", "started", "submitted"}:
        return None
    column = cells[0]
    before = column.slice(0, len(column) - 1)
    filled = pc.all(pc.not_equal(before, "")).as_py()
    return (
        [column[0].as_py(), column[-1].as_py()] if filled and pc.count_distinct(before).as_py() == len(before) else None
    )


def located(notes: Sequence[Note], table: TextTable, first: tuple[int, int] | None) -> list[Note]:
    """The note of a decoding, with the column of the first cell that needed it."""
    if first is None or not len(table):
        return list(notes)
    row = int(np.searchsorted(table.lines, first[0], side="right")) - 1
    odd = [name for name, cells in zip(table.columns, table.cells, strict=True) if not cells[row].as_py().isascii()]
    where = odd[0] if row >= 0 and odd else ""
    return [replace(note, where=where) if note.what.startswith("decoded as windows-1252") else note for note in notes]
