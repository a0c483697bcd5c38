"""The rows of one sheet as a table of text."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from python_calamine import CalamineSheet

from collabstudy.errors import Fault, StudyError
from collabstudy.importing.columns import first_cells
from collabstudy.importing.delimited import HEADS, one_row
from collabstudy.importing.recognising import HEADINGS, of_headers
from collabstudy.importing.records import Form
from collabstudy.importing.separator import check_heading
from collabstudy.importing.sheet_scan import Scan, letters
from collabstudy.importing.table import Note, Options, TextTable
from collabstudy.importing.values import cell_text

# as Excel prints them in English and Dutch; in a text cell, an error that was pasted as text
ERRORS = {"#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"}
ERRORS |= {"#N/B", "#WAARDE!", "#VERW!", "#DEEL/0!", "#NAAM?", "#GETAL!", "#LEEG!"}
SUSPECT = ERRORS | {"00:00:00"}
CHUNK = 10_000  # rows
SHOWN = 20  # faults of one kind


def cell_fault(path: Path, sheet: str, place: str, message: str, mend: str, value: str | None = None) -> Fault:
    """A fault of one cell or of a range of cells, such as ``C5`` or ``I5:J5``."""
    line = re.match(r"[A-Z]+(\d+)", place)
    cells = "cells" if ":" in place else "cell"
    what = f"{cells} {place} of sheet {sheet!r} {message}"
    return Fault(path.name, what, int(line[1]) if line else None, None, value, mend)


@dataclass(frozen=True)
class Sheet:
    """A sheet once it is read: whose headers it has, in how many rows, and how many blank rows were left out."""

    table: TextTable
    format: str
    header_rows: int
    blank: int
    notes: Sequence[Note]


def sheet_table(path: Path, name: str, sheet: CalamineSheet, scan: Scan, options: Options, platform: str = "") -> Sheet:
    """The table, with what was seen on the way. Raises :class:`StudyError` with the faults of the sheet's form."""
    rows = sheet.iter_rows()
    first = sheet.start[1] if sheet.start else 0  # the columns before it are empty
    heads = list(islice(rows, HEADS))
    texts = [[cell_text(cell) for cell in row] for row in heads]
    if not texts or not any(texts[0]):
        message = f"the first row of sheet {name!r} is empty"
        raise StudyError([Fault(path.name, message, 1, mend="remove what stands above the headers")])
    format = platform or of_headers(texts).replace("csv", "xlsx")
    heading = HEADINGS.get(format, one_row)(texts)
    check_heading(path.name, heading, options, 1)
    rows = chain(heads[heading.rows :], rows)
    marks = [letters(first + place + 1) for place in range(len(heading.fields))]
    body = _Body(path, name, marks, Form(path.name, "", len(marks), texts[: heading.rows]), scan)
    read = heading.rows
    while chunk := list(islice(rows, CHUNK)):
        body.take(chunk, read + 1)
        read += len(chunk)
        if options.progress:
            options.progress(len(body.lines))
    columns, lines, faults = body.columns, body.lines, body.faults
    kept, dropped = _kept(path, name, [field.name for field in heading.fields], marks, columns, faults)
    all_cells = [pa.chunked_array(chunks, pa.string()) for chunks in columns]
    faults = faults[:SHOWN] + body.form.ended(len(lines), first_cells(heading.fields, all_cells))
    if faults:
        raise StudyError(faults)
    fields, kept_cells = tuple(heading.fields[place] for place in kept), tuple(all_cells[place] for place in kept)
    table = TextTable(path.name, fields, kept_cells, np.asarray(lines, dtype=np.int64))
    return Sheet(table, format, heading.rows, read - heading.rows - len(lines), [*heading.notes, *dropped])


class _Body:
    """Takes the rows below the headings, and keeps their cells as Arrow arrays, a chunk at a time."""

    def __init__(self, path: Path, name: str, marks: Sequence[str], form: Form, scan: Scan) -> None:
        self.path, self.name, self.marks, self.form, self.scan = path, name, marks, form, scan
        self.columns: list[list[pa.Array]] = [[] for _ in marks]
        self.lines: list[int] = []
        self.faults: list[Fault] = []

    def take(self, rows: Sequence[Sequence[object]], first: int) -> None:
        """The rows, of which the first stands on row ``first`` of the sheet; blank ones are left out."""
        filled = [(line, row) for line, row in enumerate(rows, first) if any(cell != "" for cell in row)]
        self.lines += [line for line, _ in filled]
        texts = [[cell_text(row[place]) for _, row in filled] for place in range(len(self.marks))]
        for (line, _), record in zip(filled, zip(*texts, strict=True), strict=True):
            self.form.accepts(line, list(record))
        for chunks, letter, cells, place in zip(self.columns, self.marks, texts, range(len(texts)), strict=True):
            chunks.append(pa.array(cells, pa.string()))
            suspect = [at for at, text in enumerate(cells) if text in SUSPECT]
            places = [(f"{letter}{filled[at][0]}", filled[at][1][place], cells[at]) for at in suspect]
            self.faults += _value_faults(self.path, self.name, places, self.scan)


def _value_faults(path: Path, name: str, places: Sequence[tuple[str, object, str]], scan: Scan) -> Iterator[Fault]:
    """Errors that were pasted as text, and dates before the first that a workbook can hold (read as midnight)."""
    for place, value, text in places:
        if text in ERRORS:
            yield cell_fault(path, name, place, "holds an error, pasted as text", "correct or empty the cell", text)
        elif value == dt.time(0) and place in scan.negative_dates:
            yield cell_fault(path, name, place, "holds a negative date", "write the date as text, such as 1899-12-31")


def _kept(
    path: Path,
    name: str,
    names: Sequence[str],
    marks: Sequence[str],
    columns: list[list[pa.Array]],
    faults: list[Fault],
) -> tuple[list[int], list[Note]]:
    """The places of the columns with a header; one without any cell is dropped, one with cells is a fault."""
    notes = []
    for place, letter in enumerate(marks):
        if names[place]:
            continue
        cells = sum(pc.sum(pc.not_equal(chunk, "")).as_py() or 0 for chunk in columns[place])
        if cells:
            message = f"column {letter} of sheet {name!r} has no header, and answers: {cells}"
            faults.append(Fault(path.name, message, 1, letter, mend="give it a header or remove it"))
        else:
            notes.append(Note("an empty column without a header was left out", letter))
    return [place for place, column in enumerate(names) if column], notes
