"""The ``constraint`` column (XLSForm): which numbers or dates can be an answer.

Of the language only comparisons with the answer itself are read, joined by ``and``: ``. >= 0 and . <= 120``,
``. >= date('2026-01-01')``.
"""

import datetime
import operator
import re
from collections.abc import Callable
from fractions import Fraction

from collabstudy.study.contracts import CONSTRAINT_TERM

Value = Fraction | datetime.date
COMPARISONS: dict[str, Callable[[Value, Value], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "!=": operator.ne,
    "=": operator.eq,
}


def allows(constraint: str) -> Callable[[Value], bool]:
    """Whether an answer satisfies a constraint; an empty one allows every answer.

    ``ValueError`` where the constraint is none, or compares with a date that does not exist.
    """
    terms = [_term(text) for text in constraint.split(" and ")] if constraint else []
    return lambda value: all(compare(value, limit) for compare, limit in terms)


def _term(text: str) -> tuple[Callable[[Value, Value], bool], Value]:
    match = re.fullmatch(CONSTRAINT_TERM, text)
    if match is None:
        raise ValueError(f"{text!r} is no constraint")
    limit = Fraction(match["number"]) if match["number"] else datetime.date.fromisoformat(match["date"])
    return COMPARISONS[match["compare"]], limit
