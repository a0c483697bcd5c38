"""Columns that belong to one question, told by their headers."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from collabstudy.importing.table import Field


def grouped(fields: Sequence[Field], question: Callable[[str], str]) -> tuple[Field, ...]:
    """The fields with their ``group``: what ``question`` says of a header, where at least two columns share it."""
    said = [question(field.name) for field in fields]
    times = Counter(said)
    return tuple(
        replace(field, group=group) if group and times[group] > 1 else field
        for field, group in zip(fields, said, strict=True)
    )
