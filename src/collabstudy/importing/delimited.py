"""Delimited text of any kind: strict, in chunks, so that a million records never stand in memory as Python objects.

A format gives a function from the first records to its headings; reading on, and every check of the form, is here.
"""

import time
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

import numpy as np
import pyarrow as pa

from collabstudy.errors import Fault, StudyError
from collabstudy.importing import columns, decoding
from collabstudy.importing.headers import named
from collabstudy.importing.records import Form, Record, records
from collabstudy.importing.separator import NAMES, Heading, Headings, check_heading, chosen, declared
from collabstudy.importing.table import MAX_COLUMNS, Field, ImportLog, Note, Options, TextTable

CELLS = 100_000  # cells of a chunk; larger ones leave the processor's cache
MAX_BYTES = 8 << 30
HEADS = 4  # records that are looked at for headings
SECONDS = 1.0  # between two calls of progress


def read(path: Path, options: Options) -> tuple[TextTable, ImportLog]:
    """Any delimited text with one row of headers, among it what Excel saves in Dutch: ``sep=;``, windows-1252."""
    return read_delimited(path, options, "csv", one_row)


def one_row(heads: Sequence[Sequence[str]]) -> Heading:
    """The headings of a file that has them in its first record alone."""
    names, notes = named(heads[0]) if heads else ((), ())
    return Heading([Field(name) for name in names], 1, notes)


@dataclass
class Source:
    """An open export: how it is decoded, from which line it is read, and what separates its fields."""

    path: Path
    decoding: decoding.Decoding
    skipped: int = 0
    separator: str = ""
    quoted: bool = True
    notes: list[Note] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """The physical lines, anew on each call."""
        with self.path.open(encoding=self.decoding.codec, newline="") as file:
            yield from islice(file, self.skipped, None)

    def records(self) -> Iterator[Record]:
        """The records with their physical lines."""
        return records(self.lines(), self.path.name, self.separator, self.quoted, self.skipped + 1)


def opened(path: Path, options: Options, headings: Headings, separator: str = "", quoted: bool = True) -> Source:
    """Decide how to decode and to separate. Raises :class:`StudyError` where that is not certain."""
    if path.stat().st_size > MAX_BYTES:
        message = f"the file has {path.stat().st_size:,} bytes, more than the {MAX_BYTES:,} that are read"
        raise StudyError([Fault(path.name, message, mend="export fewer responses at a time")])
    source = Source(path, decoding.inspect(path, options), quoted=quoted)
    source.notes.extend(source.decoding.notes)
    first = next(source.lines(), "")
    if said := declared(first):
        source.skipped, separator = 1, said
        source.notes.append(Note(f"the first line says {first.strip()!r} (Excel); it is no header"))
    if not next(source.lines(), "").strip("\r\n"):
        message = "its first line is empty" if first else "the file is empty"
        raise StudyError([Fault(path.name, message, mend="export it again with its headings")])
    source.separator, notes = chosen(path.name, source.lines, options, headings, separator)
    source.notes.extend(notes)
    return source


def read_delimited(
    path: Path, options: Options, format: str, headings: Headings, separator: str = "", quoted: bool = True
) -> tuple[TextTable, ImportLog]:
    """The table and its log. Raises :class:`StudyError` with every fault of the file's form at once."""
    source = opened(path, options, headings, separator, quoted)
    stream = source.records()
    heads = list(islice(stream, HEADS))
    heading = columns.repaired([record for _, _, record in heads], headings, source.decoding)
    width = len(heading.fields)
    if width > MAX_COLUMNS:
        raise StudyError([Fault(path.name, f"the header has {width:,} columns", mend="export fewer questions")])
    check_heading(path.name, heading, options, heads[0][0])
    form = Form(path.name, source.separator, width, [record for _, _, record in heads[: heading.rows]])
    for line, _, record in heads[1 : heading.rows]:
        form.accepts_heading(line, record)
    form.faults += columns.twice(path.name, [(line, head) for line, _, head in heads[: heading.rows]], source.decoding)
    sink = _Sink(heading.fields, source.decoding, options)
    try:
        sink.take_all(chain(heads[heading.rows :], stream), form)
    except StudyError as error:
        raise StudyError([*form.faults, *sink.faults(path.name), *error.faults]) from None
    return _finished(source, heading, form, sink, options, format, heads[0][0])


def _finished(
    source: Source, heading: Heading, form: Form, sink: "_Sink", options: Options, format: str, header_line: int
) -> tuple[TextTable, ImportLog]:
    file = source.path.name
    cells = [pa.chunked_array(chunks, pa.string()) for chunks in sink.chunks]
    lines = np.asarray(sink.lines, dtype=np.int64)
    faults = [*columns.double(file, heading.fields, options, header_line)]
    faults += form.ended(len(lines), columns.first_cells(heading.fields, cells))
    fields, cells, unnamed, notes = columns.headed(file, heading.fields, cells, header_line)
    faults += [*unnamed, *sink.faults(file)]
    if faults:
        raise StudyError(sorted(faults, key=lambda fault: (fault.line is None, fault.line or 0)))
    table = TextTable(file, fields, tuple(cells), lines)
    found = [*source.notes, *heading.notes, *notes, *sink.notes()]
    found = columns.located(found, table, source.decoding.first)
    shown = source.separator if source.separator.strip() else NAMES[source.separator]
    name, rows = source.decoding.name, heading.rows
    return table, ImportLog(file, format, name, shown, len(table), len(fields), sink.blank, rows, tuple(found))


class _Sink:
    """Takes records and keeps their cells as Arrow arrays, a chunk at a time."""

    def __init__(self, fields: Sequence[Field], decoded: decoding.Decoding, options: Options) -> None:
        self.names = [field.name for field in fields]
        self.checks = [columns.Column(name, decoded) for name in self.names]
        self.chunks: list[list[pa.Array]] = [[] for _ in fields]
        self.lines = array("q")
        self.blank, self.size = 0, max(1, CELLS // max(1, len(fields)))
        self.progress, self.told = options.progress, time.monotonic()

    def take_all(self, body: Iterator[Record], form: Form) -> None:
        """Every record of ``body`` that ``form`` accepts; blank ones are counted."""
        waiting: list[list[str]] = []
        lines: list[int] = []
        for line, last, record in body:
            if not any(record):
                self.blank += 1
            elif form.accepts(line, record):
                waiting.append(record)
                lines.append(line)
                if last > line:
                    form.look_inside(line, record, self.names)
                if len(waiting) == self.size:
                    self._flush(waiting, lines)
                    waiting, lines = [], []
        if waiting:
            self._flush(waiting, lines)

    def _flush(self, waiting: list[list[str]], lines: list[int]) -> None:
        for check, chunks, cells in zip(self.checks, self.chunks, zip(*waiting, strict=True), strict=True):
            chunks.append(pa.array(check.plain(cells, lines), pa.string()))
        self.lines.extend(lines)
        if self.progress and time.monotonic() - self.told > SECONDS:
            self.progress(len(self.lines))
            self.told = time.monotonic()

    def faults(self, file: str) -> list[Fault]:
        """What is wrong inside cells."""
        return [fault for check in self.checks for fault in check.faults(file)]

    def notes(self) -> list[Note]:
        """What was taken out of cells."""
        return [note for check in self.checks for note in check.notes()]
