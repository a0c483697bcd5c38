"""Fisher's exact test of two groups, in integers, and the conditional odds ratio."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING

from collabstudy.statistics.checks import fraction_between, one_of, two_by_two
from collabstudy.statistics.results import HypothesisTest, Interval

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

GROUPS = (
    "target: a superpopulation of which the respondents are independent draws",
    "two or more groups of different respondents",
)
LARGEST = 20_000  # respondents; some twenty seconds
ALTERNATIVES = ("two-sided", "greater", "less")
SOURCES = {
    "exact": "Fisher (1935), J. R. Stat. Soc. 98:39; Fagerland, Lydersen and Laake (2017), chapter 4",
    "mid_p": "Lancaster (1961), J. Am. Stat. Assoc. 56:223; Fagerland, Lydersen and Laake (2017), chapter 4",
}


def fisher(
    table: ArrayLike, method: str = "exact", alternative: str = "two-sided", confidence: float = 0.95
) -> HypothesisTest:
    """Fisher's exact test of no association in a 2 x 2 table, rows two groups of different respondents.

    Methods:
    - `exact`: given both margins the count in the corner is hypergeometric. Two-sided: the probability of all
      tables no more likely than the observed one (minimum likelihood), compared in integers.
    - `mid_p`: the same less half the probability of the observed table and, two-sided, of all tables exactly
      as likely (Fagerland et al. 2017, chapter 4).
      Not where a guarantee against exceeding alpha is asked for.
    Not for paired answers; at few respondents Boschloo's test is never worse.

    Returns:
        HypothesisTest; `statistic` is the count in the corner, `pvalue_exact` a Fraction, `odds_ratio` the
        conditional one (None where a margin is empty; p is then 1).

    Raises:
        ValueError: a table that is not 2 x 2 whole counts of 0 or more, or of more than 20,000 respondents, for whom
            whole numbers take minutes; an unknown method or alternative; confidence not between 0 and 1.
    """
    one_of(method, SOURCES)
    one_of(alternative, ALTERNATIVES, "alternative")
    fraction_between(confidence, "confidence")
    a, b, c, d = two_by_two(table, paired=False)
    first, second, yes = a + b, c + d, a + c
    if first + second > LARGEST:
        raise ValueError(f"table counts {first + second:,} respondents, above {LARGEST:,}: use chi_square for so many")
    empty = not (first and second and yes and b + d)
    exact = fisher_pvalues(first, second, yes, alternative)[a - max(0, yes - second)]
    if method == "mid_p" and not empty:
        exact -= _as_likely(first, second, yes, a, both=alternative == "two-sided") / 2
    notes = [*GROUPS, "conditional on both margins", f"alternative: {alternative}"]
    notes += ["two-sided by minimum likelihood"] if alternative == "two-sided" else []
    notes += ["an empty margin: p is 1 by definition"] if empty else []
    return HypothesisTest(
        pvalue=float(exact),
        statistic=float(a),
        method=method,
        assumptions=tuple(notes),
        source=SOURCES[method],
        pvalue_exact=exact,
        odds_ratio=None if empty else conditional_odds_ratio(table, confidence),
    )


def fisher_pvalues(first: int, second: int, yes: int, alternative: str) -> list[Fraction]:
    """Fisher's p for each count of yes in the first group, from the fewest possible to the most.

    `first` and `second` are the sizes of the groups, `yes` the yes-sayers in both.
    """
    counts = range(max(0, yes - second), min(first, yes) + 1)
    ways = [math.comb(first, x) * math.comb(second, yes - x) for x in counts]
    total = math.comb(first + second, yes)
    if alternative == "less":
        return [Fraction(up_to, total) for up_to in accumulate(ways)]
    if alternative == "greater":
        return [Fraction(from_on, total) for from_on in accumulate(reversed(ways))][::-1]
    up_to_as_likely: dict[int, int] = {}
    so_far = 0
    for value in sorted(ways):
        so_far += value
        up_to_as_likely[value] = so_far  # the last of equal values stands
    return [Fraction(up_to_as_likely[value], total) for value in ways]


def _as_likely(first: int, second: int, yes: int, count: int, both: bool) -> Fraction:
    """The probability of the observed count, or of `both` it and every count exactly as likely."""
    counts = range(max(0, yes - second), min(first, yes) + 1) if both else (count,)
    ways = [math.comb(first, x) * math.comb(second, yes - x) for x in counts]
    observed = math.comb(first, count) * math.comb(second, yes - count)
    return Fraction(sum(value for value in ways if value == observed), math.comb(first + second, yes))


def conditional_odds_ratio(table: ArrayLike, confidence: float = 0.95) -> Interval:
    """The odds ratio of largest likelihood given both margins, with its exact central interval.

    scipy's `contingency.odds_ratio` (conditional) solves it: right to 1e-8 where R's fisher.test stops at 1e-5.
    The ends are 0 and infinity where a corner is at its smallest or largest (Cornfield 1956). It may exclude 1
    where the two-sided p is above alpha, and the reverse: the interval is central, the test is not.
    Not for paired answers (`paired_odds_ratio`), and not as a ratio of shares, which is nearer to 1.

    Raises:
        ValueError: a table that is not 2 x 2 whole counts, or has an empty margin; confidence not in (0, 1).
    """
    from scipy.stats.contingency import odds_ratio

    a, b, c, d = two_by_two(table, paired=False)
    if not (a + b and c + d and a + c and b + d):
        raise ValueError("a margin of the table is empty: an odds ratio is not defined")
    level = float(fraction_between(confidence, "confidence"))
    found = odds_ratio([[a, b], [c, d]], kind="conditional")
    ends = found.confidence_interval(level)
    return Interval(
        estimate=float(found.statistic),
        lower=float(ends.low),
        upper=float(ends.high),
        method="conditional",
        confidence=level,
        assumptions=(*GROUPS, "conditional on both margins", "coverage at least the confidence"),
        source="Cornfield (1956), Proc. Third Berkeley Symp. 4:135",
    )
