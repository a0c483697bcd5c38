"""Exact tests that leave the number of yes-sayers free: the largest p over the share both groups would have.

With a share p of yes in both groups, m yes-sayers in all have chance C(n, m) p^m (1 - p)^(n - m), and given m
the chance of each table does not depend on p. What is left to do is the largest value of a polynomial.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from collabstudy.statistics.bernstein import largest_value
from collabstudy.statistics.checks import one_of, two_by_two
from collabstudy.statistics.fisher import ALTERNATIVES, GROUPS, fisher_pvalues
from collabstudy.statistics.limits import clopper_pearson_limits
from collabstudy.statistics.results import HypothesisTest

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

BERGER_BOOS_GAMMA = 0.0001
Ranking = Callable[[int, int, int], list[Fraction]]


@lru_cache(maxsize=2**12)
def mcnemar_unconditional_pvalue(b: int, c: int, n: int) -> float:
    """The largest chance of (b - c)^2 / (b + c) as large as observed, plus gamma, at most 1 (see `mcnemar`)."""
    if b + c == 0:
        return 1.0
    low, high = clopper_pearson_limits(b + c, n, BERGER_BOOS_GAMMA / 2)
    chances = [0.0]  # with no discordant pair the statistic is not defined and never rejects
    for m in range(1, n + 1):
        # m - 2 x is the distance with x the smaller count: at least as extreme up to this x
        distance = math.isqrt(max(0, -(-((b - c) ** 2 * m) // (b + c)) - 1)) + 1 if b != c else 0
        smaller = (m - distance) // 2
        ways = 0 if smaller < 0 else sum(math.comb(m, x) for x in range(smaller + 1))
        chances.append(float(min(Fraction(1), Fraction(2 * ways, 2**m))))
    return min(1.0, largest_value(chances, low, high) + BERGER_BOOS_GAMMA)


def boschloo(table: ArrayLike, alternative: str = "two-sided", groups: str = "rows") -> HypothesisTest:
    """Boschloo's exact test that two groups of different respondents have the same share of yes.

    Fisher's p of the same alternative ranks the tables; p is the largest chance, over the common share, of a
    table ranked as low as the observed one (Boschloo 1970). Never above Fisher's p. The two-sided test ranks
    by Fisher's two-sided p by minimum likelihood, as StatXact does; scipy doubles the smaller one-sided p.
    Not for paired answers, and not where both margins were fixed in advance.

    Args:
        table: 2 x 2 counts; rows are the groups and columns yes and no, or the reverse with `groups`.
        alternative: `two-sided`, `greater` (the first group has the larger share) or `less`.
        groups: `rows` or `columns`.

    Returns:
        HypothesisTest; `statistic` is Fisher's p of the observed table.

    Raises:
        ValueError: a table that is not 2 x 2 whole counts; an unknown alternative or side.
    """
    return _unconditional(table, alternative, groups, "boschloo", _by_fisher(alternative), BOSCHLOO)


def barnard(table: ArrayLike, alternative: str = "two-sided", groups: str = "rows") -> HypothesisTest:
    """Barnard's exact test, ranking tables by the score statistic with pooled variance (Suissa and Shuster 1985).

    p is the largest chance, over the common share, of a statistic as large as observed; arguments and errors
    as for `boschloo`, `statistic` is z. More often affected by a few tables at shares far from the observed
    one than `boschloo`: prefer that one. Not for paired answers.
    """
    return _unconditional(table, alternative, groups, "barnard", _by_score(alternative), BARNARD)


BOSCHLOO = "Boschloo (1970), Stat. Neerl. 24:1"
BARNARD = "Barnard (1947), Biometrika 34:123; Suissa and Shuster (1985), J. R. Stat. Soc. A 148:317"


def _by_fisher(alternative: str) -> Ranking:
    return lambda first, second, yes: fisher_pvalues(first, second, yes, alternative)


def _by_score(alternative: str) -> Ranking:
    sign = {"two-sided": 0, "greater": 1, "less": -1}.get(alternative, 0)

    def rank(first: int, second: int, yes: int) -> list[Fraction]:
        """Minus the squared statistic, signed for one side; times first * second * (first + second)."""
        pooled = yes * (first + second - yes)
        values = []
        for x in range(max(0, yes - second), min(first, yes) + 1):
            distance = x * second - (yes - x) * first
            square = Fraction(distance**2, pooled) if pooled else Fraction(0)
            values.append(-square if sign * distance >= 0 else square)
        return values

    return rank


def _unconditional(
    table: ArrayLike, alternative: str, groups: str, method: str, ranking: Ranking, source: str
) -> HypothesisTest:
    one_of(alternative, ALTERNATIVES, "alternative")
    one_of(groups, ("rows", "columns"), "groups")
    a, b, c, d = two_by_two(table, paired=False)
    if groups == "columns":
        b, c = c, b
    first, second, yes = a + b, c + d, a + c
    notes: tuple[str, ...] = (
        *GROUPS,
        f"alternative: {alternative}",
        "the largest p over the share both groups would have",
    )
    if not (first and second and yes and b + d):
        notes = (*notes, "an empty margin: p is 1 by definition")
        return HypothesisTest(pvalue=1.0, statistic=0.0, method=method, assumptions=notes, source=source)
    observed = ranking(first, second, yes)[a - max(0, yes - second)]
    chances = []
    for total in range(first + second + 1):
        low = max(0, total - second)
        values = enumerate(ranking(first, second, total), low)
        ways = sum(math.comb(first, x) * math.comb(second, total - x) for x, value in values if value <= observed)
        chances.append(float(Fraction(ways, math.comb(first + second, total))))
    if method == "boschloo":
        statistic = float(observed)
        notes = (*notes, "two-sided by minimum likelihood") if alternative == "two-sided" else notes
    else:
        share = yes / (first + second)
        statistic = (a / first - c / second) / math.sqrt(share * (1 - share) * (1 / first + 1 / second))
    return HypothesisTest(
        pvalue=largest_value(chances), statistic=statistic, method=method, assumptions=notes, source=source
    )
