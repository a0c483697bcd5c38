"""Which method to trust at a given base: exact coverage of the intervals (size of the McNemar tests: `rejection`).

Nothing is simulated. Coverage of an interval for a superpopulation is a sum of binomial probabilities that
changes form only at interval ends and rises and then falls between two of them, so its infimum is found at
those ends, from both sides; its mean over a uniform share is a sum of beta probabilities. Coverage for a finite
population is enumerated over every number of yes-sayers. Results are kept in memory.

Defaults that follow at 31 respondents, 95% and alpha .05 (infimum and mean of coverage, mean width):
- a share of a superpopulation: `wilson` (.837, .952, .267), narrow and right on average; its infimum lies at shares
  below 1% and above 99%. Between 5% and 95% it is .920 or more. Where a guarantee is asked for: `blaker` (.950,
  .963, .278), inside `clopper_pearson` (.952, .973, .294). `mid_p` (.924, .958, .272) is between them; `jeffreys`
  (.888) dips at shares near 8%, where `wilson` does not, `agresti_coull` (.930) is wider than `wilson`, and `wilson_cc`
  (.949) has no guarantee for its width.
- a share of 70 invited: `hypergeometric` (.955, .978, .214), equal-tailed and nested in the confidence; `wang` (.951,
  .971, .205) where the shortest guaranteed is wanted. `wald` and `logit` (.886 and .910 on average, no interval where
  all answer alike) for comparison only.
- McNemar: `exact` (largest size .034) where exceeding alpha must be ruled out, beside it `mid_p` (.048);
  `asymptotic` reaches .071 and is no default.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from collabstudy.statistics.checks import whole_number
from collabstudy.statistics.finite import APPROXIMATE
from collabstudy.statistics.proportions import proportion_interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAME_END = 12  # decimals: ends that agree so far are one end, which rounding has split


@dataclass(frozen=True, kw_only=True, eq=False)
class Coverage:
    """Coverage by true share, ready to plot: at an interval end the share stands twice, before and after the jump.

    `minimum` is the infimum, at the share `minimum_at`; `mean` is over a uniform share (or number of
    yes-sayers), `mean_width` over the counts that have an interval, as these are then equally likely.
    """

    method: str
    base: int
    confidence: float
    population: int | None
    shares: NDArray[np.float64]
    coverage: NDArray[np.float64]
    minimum: float
    minimum_at: float
    mean: float
    mean_width: float
    source: str = "Brown, Cai and DasGupta (2001), Stat. Sci. 16:101, section 2"


@lru_cache(maxsize=128)
def interval_coverage(
    base: int, method: str = "wilson", confidence: float = 0.95, population: int | None = None, points: int = 501
) -> Coverage:
    """Exact coverage of a `proportion_interval` method at `base` respondents (Brown, Cai and DasGupta 2001, section 2).

    A count for which `wald` or `logit` has no interval counts as missed. `points` shares from 0 to 1 are added to
    the interval ends for plotting; the minimum does not depend on them. Not for other bases than the one given, and not
    for respondents who chose themselves: coverage is that of independent draws, or of a simple random sample.

    Raises:
        ValueError: a base that is not whole or below 1; a method, confidence or population that
            `proportion_interval` refuses; fewer than two points.
    """
    import numpy as np

    base, points = whole_number(base, "base"), whole_number(points, "points")
    if base < 1 or points < 2:
        raise ValueError(f"base must be 1 or more and points 2 or more, they are {base} and {points}")
    population = None if population is None else whole_number(population, "population")
    lower, upper = np.array([_ends(count, base, method, confidence, population) for count in range(base + 1)]).T
    if population is None:
        shares, covered = _binomial(base, lower, upper, points)
        mean = _mean(base, lower, upper)
    else:
        shares, covered = _finite(base, lower, upper, population)
        mean = float(covered.mean())
    return Coverage(
        method=method,
        base=base,
        confidence=float(confidence),
        population=population,
        shares=_locked(shares),
        coverage=_locked(covered),
        minimum=float(covered.min()),
        minimum_at=float(shares[covered.argmin()]),
        mean=mean,
        mean_width=float(np.mean((upper - lower)[upper >= lower])),
    )


def _ends(count: int, base: int, method: str, confidence: float, population: int | None) -> tuple[float, float]:
    if method in APPROXIMATE and count in (0, base) and population is not None and population > base:
        return math.inf, -math.inf  # no interval: holds nothing
    found = proportion_interval(count, base, method, confidence, population)
    if population is not None and found.lower_count is not None and found.upper_count is not None:
        return found.lower_count / population, found.upper_count / population
    return found.lower, found.upper


def _binomial(
    base: int, lower: NDArray[np.float64], upper: NDArray[np.float64], points: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    import numpy as np
    from scipy.special import gammaln, xlog1py, xlogy

    low, high = lower.round(SAME_END), upper.round(SAME_END)
    ends = np.unique(np.concatenate([low, high]))
    ends = ends[(ends > 0) & (ends < 1)]
    grid = np.setdiff1d(np.linspace(0, 1, points), ends)
    counts = np.arange(base + 1)
    ways = gammaln(base + 1) - gammaln(counts + 1) - gammaln(base - counts + 1)

    def probability(shares: NDArray[np.float64]) -> NDArray[np.float64]:
        column = shares[:, None]
        return np.asarray(np.exp(ways + xlogy(counts, column) + xlog1py(base - counts, -column)))

    column = ends[:, None]
    before = (probability(ends) * ((low < column) & (high >= column))).sum(axis=1)
    after = (probability(ends) * ((low <= column) & (high > column))).sum(axis=1)
    between = (probability(grid) * ((low <= grid[:, None]) & (high >= grid[:, None]))).sum(axis=1)
    shares = np.concatenate([ends, ends, grid])
    order = np.argsort(shares, kind="stable")  # stable: before a jump stays before after
    return shares[order], np.concatenate([before, after, between])[order]


def _mean(base: int, lower: NDArray[np.float64], upper: NDArray[np.float64]) -> float:
    import numpy as np
    from scipy.special import betainc

    counts = np.arange(base + 1)
    held = betainc(counts + 1, base - counts + 1, upper) - betainc(counts + 1, base - counts + 1, lower)
    return float(held.mean())


def _finite(
    base: int, lower: NDArray[np.float64], upper: NDArray[np.float64], population: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    import numpy as np

    shares = np.arange(population + 1) / population
    samples = math.comb(population, base)
    covered = [
        sum(
            math.comb(marked, count) * math.comb(population - marked, base - count)
            for count in range(base + 1)
            if lower[count] <= share <= upper[count]
        )
        for marked, share in enumerate(shares)
    ]
    return shares, np.array([float(Fraction(one, samples)) for one in covered])


def _locked(values: NDArray[np.float64]) -> NDArray[np.float64]:
    values.setflags(write=False)  # the result is shared by all callers
    return values
