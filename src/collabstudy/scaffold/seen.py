"""What one column of an export holds: its distinct answers in order of appearance, and how often each stands there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pyarrow.compute as pc

from collabstudy.importing import Field, TextTable
from collabstudy.scaffold.names import Header, header


@dataclass(frozen=True)
class Seen:
    """A column as guessing sees it; ``texts`` are trimmed as cleaning trims them, blank cells left out."""

    field: Field
    texts: Mapping[str, int]
    rows: int

    @cached_property
    def header(self) -> Header:
        """The parts of its header."""
        return header(self.field.name, self.field.label, self.field.group)

    @cached_property
    def filled(self) -> int:
        """The cells that are not blank."""
        return sum(self.texts.values())

    @property
    def tells_rows_apart(self) -> bool:
        """Whether every record has a text of its own."""
        return 0 < self.rows == len(self.texts) == self.filled

    @property
    def sayable(self) -> bool:
        """Whether ``raw`` in choices.csv can hold each text: no bar, no line break, no star, which means any text."""
        return "*" not in self.texts and not any(mark in text for text in self.texts for mark in "|\n\r\0")


def seen(table: TextTable) -> list[Seen]:
    """Every column of an export, in order; a text counts once whatever blanks stand around it."""
    return [Seen(field, _counted(cells), len(table)) for field, cells in zip(table.fields, table.cells, strict=True)]


def together(columns: Iterable[Seen]) -> Seen:
    """Several columns as one, such as those of the same set of answers."""
    columns = list(columns)
    texts: dict[str, int] = {}
    for column in columns:
        for text, cells in column.texts.items():
            texts[text] = texts.get(text, 0) + cells
    return Seen(columns[0].field, texts, sum(column.rows for column in columns))


def _counted(cells: object) -> dict[str, int]:
    texts: dict[str, int] = {}
    for pair in pc.value_counts(cells).to_pylist():
        text = pair["values"].replace("\u00a0", " ").strip()
        if text:
            texts[text] = texts.get(text, 0) + pair["counts"]
    return texts
