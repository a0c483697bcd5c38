"""Alchemer's (SurveyGizmo's) CSV export: one header row, ``Option:Question`` where a question has several columns."""

from collections.abc import Sequence
from pathlib import Path

from collabstudy.importing.delimited import one_row, read_delimited
from collabstudy.importing.groups import grouped
from collabstudy.importing.separator import Heading
from collabstudy.importing.table import ImportLog, Options, TextTable


def read(path: Path, options: Options) -> tuple[TextTable, ImportLog]:
    """The export as text; no-break spaces in headers become spaces, with a note."""
    return read_delimited(path, options, "alchemer", headings)


def headings(heads: Sequence[Sequence[str]]) -> Heading:
    """The fields of the one header row; ``group`` is what stands behind the colon."""
    heading = one_row(heads)
    return Heading(grouped(heading.fields, lambda name: name.partition(":")[2].strip()), 1, heading.notes)
