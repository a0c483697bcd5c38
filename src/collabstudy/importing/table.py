"""What every reader returns: a table of text, and a log of how it was read."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

MAX_COLUMNS = 20_000


@dataclass(frozen=True)
class Field:
    """A column of an export: its name, and whatever else the file says of it.

    ``label`` is the question's text, ``levels`` the label of each code, ``missing`` the codes that mean no answer,
    ``group`` the set of columns that belong to one question.
    """

    name: str
    label: str = ""
    levels: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True, eq=False)
class TextTable:
    """An export as text: one string array a field, without nulls, and the line (or sheet row, or case) of each record.

    The cells stand in Arrow, so that a million records take little more room than their text.
    """

    file: str
    fields: tuple[Field, ...]
    cells: tuple[pa.ChunkedArray, ...] = field(repr=False)
    lines: NDArray[np.int64] = field(repr=False)

    @classmethod
    def of(
        cls, file: str, columns: Sequence[str | Field], rows: Iterable[Sequence[str]], lines: Sequence[int]
    ) -> "TextTable":
        """A table from rows of cells, each as long as ``columns``."""
        by_column = list(zip(*rows, strict=True)) or [()] * len(columns)
        return cls(
            file,
            tuple(name if isinstance(name, Field) else Field(name) for name in columns),
            tuple(pa.chunked_array([pa.array(cells, pa.string())]) for cells in by_column),
            np.asarray(lines, dtype=np.int64),
        )

    def __len__(self) -> int:
        return len(self.lines)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, TextTable):
            return NotImplemented
        same = (self.file, self.fields, self.lines.tolist()) == (other.file, other.fields, other.lines.tolist())
        return same and all(mine.equals(its) for mine, its in zip(self.cells, other.cells, strict=True))

    __hash__ = None  # type: ignore[assignment]

    @property
    def columns(self) -> tuple[str, ...]:
        """The name of each field, in the order of the export."""
        return tuple(column.name for column in self.fields)

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """The records as tuples of text; made anew on each call, so for small tables."""
        columns = [cells.to_pylist() for cells in self.cells]
        return list(zip(*columns, strict=True)) if columns else [()] * len(self)

    def column(self, name: str) -> tuple[str, ...]:
        """The cells of one column; ``KeyError`` where the export has none of that name."""
        if name not in self.columns:
            raise KeyError(name)
        return tuple(self.cells[self.columns.index(name)].to_pylist())

    def with_lines(self, name: str) -> "TextTable":
        """The table with the line of each record as one more column."""
        texts = pa.chunked_array([pa.array(map(str, self.lines.tolist()), pa.string())])
        return TextTable(self.file, (*self.fields, Field(name)), (*self.cells, texts), self.lines)

    def take(self, rows: Sequence[int]) -> "TextTable":
        """The table with only those records, in that order."""
        places = np.asarray(rows, dtype=np.int64)
        cells = tuple(column.take(pa.array(places)) for column in self.cells)
        return TextTable(self.file, self.fields, cells, self.lines[places])


@dataclass(frozen=True)
class Note:
    """One thing that reading did or saw: what, where (a column, or empty for the file), in how many cells."""

    what: str
    where: str = ""
    cells: int = 0


@dataclass(frozen=True)
class ImportLog:
    """How an export was read: its form, and how many records, columns and blank records it held."""

    file: str
    format: str
    encoding: str
    separator: str
    records: int
    columns: int
    blank_records: int
    header_rows: int = 1
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Options:
    """What a study says of its export before it is opened.

    ``expected`` are the columns that the codebook names: of several separators the one under which they match is
    right. ``encoding`` and ``sheet`` overrule what the file shows; ``header_rows``, where given, must agree with it.
    ``progress`` is called with the records read so far.
    """

    expected: Collection[str] = ()
    encoding: str = ""
    header_rows: int = 0
    sheet: str = ""
    progress: Callable[[int], None] | None = None


Reader = Callable[..., tuple[TextTable, ImportLog]]
