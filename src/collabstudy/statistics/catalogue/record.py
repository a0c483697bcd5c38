"""One method of the catalogue: the question it answers, the call, and what holds it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Method:
    """A method in one variant.

    `call` is what one types after `from collabstudy.statistics import *`, on the names of `INPUTS`. `references`
    are values of the column `method` of tests/reference/statistics.csv; `wrong` are those whose published value is in
    error and must not be repeated. `target` and `source` are set only where the result itself carries none.
    """

    question: str
    call: str
    not_for: str
    references: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    target: str = ""
    source: str = ""
