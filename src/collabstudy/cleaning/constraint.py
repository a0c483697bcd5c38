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
    """Whether an answer satisfies a constraint whose form and dates loading has checked; an empty one allows all."""
    terms = [_term(match) for match in re.finditer(CONSTRAINT_TERM, constraint)]
    return lambda value: all(compare(value, limit) for compare, limit in terms)


def _term(match: re.Match[str]) -> tuple[Callable[[Value, Value], bool], Value]:
    limit = Fraction(match["number"]) if match["number"] else datetime.date.fromisoformat(match["date"])
    return COMPARISONS[match["compare"]], limit
