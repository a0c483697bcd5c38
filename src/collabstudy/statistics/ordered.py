"""Wilcoxon's signed rank test for ordered answers: exact with ties, in integers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction
from numbers import Real
from typing import TYPE_CHECKING, Any

from collabstudy.statistics.checks import contingency_table, one_of, same_order, whole_number
from collabstudy.statistics.fisher import ALTERNATIVES
from collabstudy.statistics.paired import PAIRED
from collabstudy.statistics.results import HypothesisTest

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

SOURCES = {
    "wilcoxon": "Wilcoxon (1945), Biometrics Bull. 1:80; Hollander and Wolfe (1973), Nonparametric Statistical Methods",
    "pratt": "Pratt (1959), J. Am. Stat. Assoc. 54:655",
}


def level_differences(table: ArrayLike) -> dict[int, int]:
    """Persons by difference of levels (first less second) in a square table of ordered answers, for `signed_rank`.

    Levels count as their position, 0, 1, 2 ..., so that one step is one step everywhere. Not for answers
    without order. Raises ValueError for a table that is not square whole counts, or whose labels are ordered
    differently by row and by column.
    """
    same_order(table)
    cells = contingency_table(table)
    if len(cells) != len(cells[0]):
        raise ValueError(f"table must be square, not {len(cells)} x {len(cells[0])}")
    found: dict[int, int] = {}
    for first, row in enumerate(cells):
        for second, persons in enumerate(row):
            found[first - second] = found.get(first - second, 0) + persons
    return found


def signed_rank(
    differences: Iterable[float] | Mapping[float, int], alternative: str = "two-sided", zeros: str = "wilcoxon"
) -> HypothesisTest:
    """Wilcoxon's signed rank test that differences within respondents are symmetric around 0.

    The absolute differences are ranked, equal ones sharing their mean rank, and each sign is a fair coin under
    the null. The exact distribution of V, the sum of the ranks of positive differences, is counted over all
    2^m signs, with ties as they are. Two-sided p is twice the smaller tail, at most 1.

    Differences of 0: `wilcoxon` drops them before ranking (the default); `pratt` ranks them and drops their
    ranks. With none but zeros p is 1. Not where the size of a step between levels means nothing at all: the
    ranks compare steps (then McNemar on a cut, or marginal homogeneity). Floats are compared as they are:
    round measured differences first, or equal ones may not tie. Some seconds at 600 differences without ties; the
    time grows as the fourth power of their number.

    Args:
        differences: one number a respondent (first less second), or a mapping from difference to persons.
        alternative: `two-sided`, `greater` (positive differences prevail) or `less`.
        zeros: `wilcoxon` or `pratt`.

    Returns:
        HypothesisTest; `statistic` is V, `pvalue_exact` a Fraction.

    Raises:
        ValueError: no difference at all, one that is not a finite number, persons that are no whole count, an
            unknown alternative or treatment of zeros.
    """
    one_of(alternative, ALTERNATIVES, "alternative")
    one_of(zeros, SOURCES, "zeros")
    persons = _persons(differences)
    ranks = _doubled_ranks(persons, zeros)
    above = sum(rank * up for rank, up, _ in ranks)
    flips = [rank for rank, up, down in ranks for _ in range(up + down)]
    exact = _pvalue(flips, above, alternative)
    dropped = persons.get(0, 0)
    notes = [*PAIRED, "differences symmetric around their middle", f"alternative: {alternative}"]
    notes += [f"{dropped} differences of 0 {'dropped before' if zeros == 'wilcoxon' else 'kept in'} ranking"]
    notes += [] if flips else ["no difference other than 0: p is 1 by definition"]
    return HypothesisTest(
        pvalue=float(exact),
        statistic=above / 2,
        method="exact",
        assumptions=tuple(notes),
        source=SOURCES[zeros],
        pvalue_exact=exact,
    )


def _persons(differences: Iterable[float] | Mapping[float, int]) -> dict[float, int]:
    pairs: Iterable[tuple[Any, int]] = (
        differences.items() if isinstance(differences, Mapping) else ((value, 1) for value in differences)
    )
    persons: dict[float, int] = {}
    for value, count in pairs:
        number: Any = value
        if isinstance(number, bool) or not isinstance(number, Real) or not math.isfinite(number):
            raise ValueError(f"each difference must be a finite number, not {value!r}")
        persons[value] = persons.get(value, 0) + whole_number(count, "each count of persons")
    if not any(persons.values()):
        raise ValueError("there is no difference to test")
    return persons


def _doubled_ranks(persons: dict[float, int], zeros: str) -> list[tuple[int, int, int]]:
    """Twice the mean rank of each absolute difference (a whole number), and how many are above and below 0."""
    below = persons.get(0, 0) if zeros == "pratt" else 0
    found = []
    for size in sorted({abs(value) for value in persons if value}):
        up, down = persons.get(size, 0), persons.get(-size, 0)
        found.append((2 * below + up + down + 1, up, down))
        below += up + down
    return found


def _pvalue(ranks: list[int], above: int, alternative: str) -> Fraction:
    if not ranks:
        return Fraction(1)
    total = sum(ranks)
    if alternative == "less":  # all signs turned around
        return _pvalue(ranks, total - above, "greater")
    if alternative == "two-sided":
        return min(Fraction(1), 2 * _pvalue(ranks, max(above, total - above), "greater"))
    step = math.gcd(*ranks)
    return Fraction(_signs_from(above // step, [rank // step for rank in ranks]), 2 ** len(ranks))


def _signs_from(least: int, ranks: list[int]) -> int:
    """In how many of the 2^m choices of signs the positive ranks add up to `least` or more.

    The numbers of choices for each sum are the digits of one long integer in base 2^width: to add a rank with
    either sign is to add the integer to itself shifted. No digit overflows, as all together are 2^m < 2^width
    - 1, and for the same reason the remainder by 2^width - 1 is the sum of the digits.
    """
    width = len(ranks) + 1
    choices = 1
    for rank in ranks:
        choices += choices << (rank * width)
    return (choices >> (least * width)) % (2**width - 1)
