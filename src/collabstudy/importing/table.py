"""What every reader returns: a table of text, and a log of how it was read."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class TextTable:
    """An export as text: ``rows`` of cells under ``columns``, and the line on which each row begins."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    def column(self, name: str) -> tuple[str, ...]:
        """The cells of one column; ``KeyError`` where the export has none of that name."""
        if name not in self.columns:
            raise KeyError(name)
        at = self.columns.index(name)
        return tuple(row[at] for row in self.rows)

    def take(self, rows: Sequence[int]) -> "TextTable":
        """The table with only those rows, in that order."""
        return TextTable(
            self.file, self.columns, tuple(self.rows[row] for row in rows), tuple(self.lines[row] for row in rows)
        )


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
