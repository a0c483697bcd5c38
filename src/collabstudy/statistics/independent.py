"""Groups of different respondents: chi-square test, difference of two shares, effect sizes."""

from __future__ import annotations

import math
from numbers import Real
from typing import TYPE_CHECKING, Any

from collabstudy.statistics.checks import contingency_table, fraction_between, one_of, two_by_two
from collabstudy.statistics.fisher import GROUPS
from collabstudy.statistics.limits import critical_value, wilson_limits
from collabstudy.statistics.results import EffectSize, HypothesisTest, Interval

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

DIFFERENCE_SOURCES = {
    "newcombe": "Newcombe (1998), Stat. Med. 17:873, method 10",
    "miettinen_nurminen": "Miettinen and Nurminen (1985), Stat. Med. 4:213",
}
SMALL_EXPECTED = 5


def chi_square(table: ArrayLike) -> HypothesisTest:
    """Pearson's chi-square test of no association between groups (rows) and answers (columns).

    No continuity correction; empty rows and columns do not count. Where an expected count is below 5 the
    result's `assumptions` say so: use `fisher_freeman_halton` then (Cochran 1954). Not for paired answers.

    Raises:
        ValueError: no table of whole counts of 0 or more, or one that counts nobody.
    """
    from scipy.special import gammaincc

    cells, expected = _expected(table)
    freedom = (cells.shape[0] - 1) * (cells.shape[1] - 1)
    statistic = float(((cells - expected) ** 2 / expected).sum())
    small = int((expected < SMALL_EXPECTED).sum())
    notes = [*GROUPS, f"chi-square approximation with {freedom} degrees of freedom"]
    notes += [f"{small} of {expected.size} expected counts are below 5: the approximation is poor"] if small else []
    notes += [] if freedom else ["one group or one answer only: p is 1 by definition"]
    return HypothesisTest(
        pvalue=float(gammaincc(freedom / 2, statistic / 2)) if freedom else 1.0,
        statistic=statistic,
        method="chi_square",
        assumptions=tuple(notes),
        source="Pearson (1900), Philos. Mag. 50:157; Cochran (1954), Biometrics 10:417",
        degrees_of_freedom=freedom,
    )


def cramers_v(table: ArrayLike, bias_corrected: bool = False) -> EffectSize:
    """Cramer's V: the root of chi-square / n over the smaller number of rows or columns less 1; from 0 to 1.

    Plain V (Cramer 1946, p. 282) is well above 0 without any association where respondents are few;
    `bias_corrected` subtracts that (Bergsma 2013). None where only one row or column is not empty. Not a measure
    of direction or of order.

    Raises:
        ValueError: no table of whole counts of 0 or more, or one that counts nobody.
    """
    cells, expected = _expected(table)
    (rows, columns), n = cells.shape, float(cells.sum())
    method = "cramers_v_bias_corrected" if bias_corrected else "cramers_v"
    source = (
        "Bergsma (2013), J. Korean Stat. Soc. 42:323"
        if bias_corrected
        else "Cramer (1946), Mathematical Methods of Statistics, p. 282"
    )
    square, most = float(((cells - expected) ** 2 / expected).sum()) / n, min(rows, columns) - 1.0
    if bias_corrected and n > 1:
        square = max(0.0, square - (rows - 1) * (columns - 1) / (n - 1))
        most = min(rows - (rows - 1) ** 2 / (n - 1), columns - (columns - 1) ** 2 / (n - 1)) - 1
    if most <= 0:
        reason = "one row or column only, or too few respondents: there is no association to measure"
        return EffectSize(estimate=None, method=method, assumptions=GROUPS, source=source, reason=reason)
    return EffectSize(estimate=min(1.0, math.sqrt(square / most)), method=method, assumptions=GROUPS, source=source)


def cohen_h(first: float, second: float) -> EffectSize:
    """Cohen's h of two shares: 2 asin(sqrt(first)) - 2 asin(sqrt(second)), from -pi to pi (Cohen 1988, chapter 6).

    Not for paired answers (`cohen_g`). Raises ValueError for a share that is no number from 0 to 1.
    """
    for share in (first, second):
        if isinstance(share, bool) or not isinstance(share, Real) or not 0 <= share <= 1:
            raise ValueError(f"each share must be a number from 0 to 1, not {share!r}")
    estimate = 2 * (math.asin(math.sqrt(float(first))) - math.asin(math.sqrt(float(second))))
    source = "Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, chapter 6"
    return EffectSize(estimate=estimate, method="cohen_h", assumptions=GROUPS, source=source)


def independent_difference(table: ArrayLike, method: str = "newcombe", confidence: float = 0.95) -> Interval:
    """The share of yes in the first group less that in the second; rows are groups, columns yes and no.

    - `newcombe`: Wilson's limits of the two shares, squared and added (Newcombe 1998, method 10).
    - `miettinen_nurminen`: the differences that the score test keeps, its variance times n / (n - 1) (Miettinen
      and Nurminen 1985).
    Both cover about, not at least, the confidence. Not for paired answers (`paired_difference`).

    Raises:
        ValueError: a table that is not 2 x 2 whole counts of 0 or more, or with an empty group; an unknown
            method; confidence not between 0 and 1.
    """
    one_of(method, DIFFERENCE_SOURCES)
    a, b, c, d = two_by_two(table, paired=False)
    if not (a + b and c + d):
        raise ValueError("a group has nobody in it: a difference of shares is not defined")
    z = critical_value(fraction_between(confidence, "confidence"))
    limits = _newcombe if method == "newcombe" else _miettinen_nurminen
    lower, upper = limits(a, a + b, c, c + d, z)
    return Interval(
        estimate=a / (a + b) - c / (c + d),
        lower=lower,
        upper=upper,
        method=method,
        confidence=float(confidence),
        assumptions=(*GROUPS, "coverage close to the confidence on average, not guaranteed"),
        source=DIFFERENCE_SOURCES[method],
    )


def _expected(table: ArrayLike) -> tuple[Any, Any]:
    """The counts without empty rows and columns, and those expected from the margins."""
    import numpy as np

    cells = np.array(contingency_table(table), dtype=float)
    cells = cells[cells.any(axis=1)][:, cells.any(axis=0)]
    return cells, cells.sum(axis=1, keepdims=True) * cells.sum(axis=0) / cells.sum()


def _newcombe(x: int, n: int, y: int, m: int, z: float) -> tuple[float, float]:
    first, second = x / n, y / m
    (low, high), (other_low, other_high) = wilson_limits(x, n, z), wilson_limits(y, m, z)
    below, above = math.hypot(first - low, other_high - second), math.hypot(high - first, second - other_low)
    return max(-1.0, first - second - below), min(1.0, first - second + above)


def _miettinen_nurminen(x: int, n: int, y: int, m: int, z: float) -> tuple[float, float]:
    return _score_lower(x, n, y, m, z), -_score_lower(y, m, x, n, z)


def _score_lower(x: int, n: int, y: int, m: int, z: float) -> float:
    """The smallest difference kept, by halving; the score falls as the difference grows."""
    estimate = x / n - y / m
    kept, dropped = estimate, -1.0
    for _ in range(60):
        middle = (kept + dropped) / 2
        second = _restricted_share(x, n, y, m, middle)
        first = second + middle
        variance = (first * (1 - first) / n + second * (1 - second) / m) * (n + m) / (n + m - 1)
        if estimate - middle > z * math.sqrt(max(0.0, variance)):
            dropped = middle
        else:
            kept = middle
    return kept


def _restricted_share(x: int, n: int, y: int, m: int, difference: float) -> float:
    """The most likely share of the second group where the first's is larger by `difference`, by halving.

    The derivative of the log-likelihood falls as the share grows; its sign, multiplied out, has no poles.
    """
    low, high = max(0.0, -difference), min(1.0, 1 - difference)
    for _ in range(60):
        q = (low + high) / 2
        p = q + difference
        slope = (x * (1 - p) - (n - x) * p) * q * (1 - q) + (y * (1 - q) - (m - y) * q) * p * (1 - p)
        low, high = (q, high) if slope > 0 else (low, q)
    return (low + high) / 2
