"""The words that guessing goes by: small tables, one a subject, read where they are first needed."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def table(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of ``<name>.csv`` beside this file."""
    text = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def parts(cell: str) -> tuple[str, ...]:
    """What stands between the bars of a cell."""
    return tuple(part for part in cell.split("|") if part)
