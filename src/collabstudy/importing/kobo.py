"""KoBoToolbox and ODK Central: one header row, ``group/name``, and ``group/name/option`` for several answers."""

from collections.abc import Sequence
from pathlib import Path

from collabstudy.importing.delimited import one_row, read_delimited
from collabstudy.importing.groups import grouped
from collabstudy.importing.separator import Heading
from collabstudy.importing.table import ImportLog, Options, TextTable


def read(path: Path, options: Options) -> tuple[TextTable, ImportLog]:
    """The export as text; a field's ``group`` is the path before its name."""
    return read_delimited(path, options, "kobo", headings)


def headings(heads: Sequence[Sequence[str]]) -> Heading:
    """The fields of the one header row, each with the path before its name."""
    heading = one_row(heads)
    return Heading(grouped(heading.fields, lambda name: name.rpartition("/")[0]), 1, heading.notes)
