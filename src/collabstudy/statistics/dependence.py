"""What resemblance among respondents of one cluster (here: one municipality) would do to an interval."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Real
from typing import TYPE_CHECKING

from collabstudy.statistics.checks import count_and_base, fraction_between, one_of, two_by_two, whole_number
from collabstudy.statistics.limits import clopper_pearson_limits, critical_value, wilson_limits
from collabstudy.statistics.results import Interval

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

KISH = "Kish (1965), Survey Sampling, chapter 5"
UNEQUAL = "Eldridge, Ashby and Kerry (2006), Int. J. Epidemiol. 35:1292"
SOURCES = {
    "wilson": f"{KISH}; Wilson (1927), at the effective sample size",
    "clopper_pearson": f"{KISH}; Korn and Graubard (1998), Surv. Methodol. 24:193",
}
UNKNOWN = "cluster size and correlation are assumed: which respondents share a cluster is not known"


@dataclass(frozen=True, kw_only=True)
class ClusteredInterval:
    """An interval at an effective sample size of base / design_effect."""

    cluster_size: float
    correlation: float
    design_effect: float
    effective_base: float
    interval: Interval


def design_effect(cluster_size: float, correlation: float) -> float:
    """1 + (m - 1) rho: how many times the variance of a share grows in clusters of m with correlation rho.

    Kish (1965), chapter 5, for clusters of one size; for unequal ones take m from `kish_cluster_size`. Not for
    negative correlation, which would make a sensitivity analysis narrow the interval.

    Raises:
        ValueError: a cluster size that is no number or below 1; a correlation that is none or outside 0 to 1.
    """
    size, rho = _number(cluster_size, "cluster_size"), _number(correlation, "correlation")
    if size < 1:
        raise ValueError(f"cluster_size must be 1 or more, not {cluster_size!r}")
    if not 0 <= rho <= 1:
        raise ValueError(f"correlation must be between 0 and 1, not {correlation!r}")
    return 1 + (size - 1) * rho


def kish_cluster_size(sizes: Sequence[int]) -> float:
    """The m of `design_effect` for unequal clusters: sum of squared sizes over sum of sizes (Eldridge and others 2006).

    It is the mean size of the respondents' own clusters, mean (1 + cv^2) in the terms of that paper. Not for answers
    that carry weights. Raises ValueError for sizes that are not whole, or if nobody is in a cluster.
    """
    whole = [whole_number(size, "each cluster size") for size in sizes]
    if sum(whole) == 0:
        raise ValueError("the clusters hold nobody: a cluster size is not defined")
    return sum(size * size for size in whole) / sum(whole)


def dependence_grid(
    count: int,
    base: int,
    cluster_sizes: Sequence[float] = (1, 1.5, 2, 3),
    correlations: Sequence[float] = (0, 0.1, 0.3, 0.5, 1),
    method: str = "wilson",
    confidence: float = 0.95,
) -> tuple[ClusteredInterval, ...]:
    """The interval at every cluster size and correlation, sizes first, at the effective sample size.

    The count shrinks with the base, so the share stays. A sensitivity analysis, not an estimate: where the
    clusters are known, give their `kish_cluster_size`; the correlation stays assumed. Not where clusters differ
    in size by design or answers carry weights: then use survey software.

    Raises:
        ValueError: as `design_effect`; a cluster size above the base; a method other than wilson and
            clopper_pearson; a count above its base; confidence not between 0 and 1.
    """
    one_of(method, SOURCES)
    count, base = count_and_base(count, base)
    level = fraction_between(confidence, "confidence")
    found = []
    for size in cluster_sizes:
        for rho in correlations:
            effect = design_effect(size, rho)
            if size > base:
                raise ValueError(f"cluster_size must not be above the base, but {size} is above {base}")
            persons, effective = count / effect, base / effect
            if method == "wilson":
                lower, upper = wilson_limits(persons, effective, critical_value(level))
            else:
                lower, upper = clopper_pearson_limits(persons, effective, float((1 - level) / 2))
            notes = (
                "target: a superpopulation of clusters of which the respondents' are independent draws",
                f"clusters of {float(size):g} respondents, intra-class correlation {float(rho):g}",
                UNKNOWN,
            )
            interval = Interval(
                estimate=count / base,
                lower=min(lower, count / base),
                upper=max(upper, count / base),
                method=method,
                confidence=float(confidence),
                assumptions=notes,
                source=SOURCES[method],
            )
            found.append(
                ClusteredInterval(
                    cluster_size=float(size),
                    correlation=float(rho),
                    design_effect=effect,
                    effective_base=effective,
                    interval=interval,
                )
            )
    return tuple(found)


def mcnemar_largest_effect(table: ArrayLike, alpha: float = 0.05) -> float | None:
    """The largest design effect at which McNemar's asymptotic p stays at or below alpha; None where it never is.

    The chi-square (b - c)^2 / (b + c) is divided by the design effect 1 + (m - 1) rho, with m discordant respondents
    a cluster and rho their intra-class correlation (Eliasziw and Donner 1991, Stat. Med. 10:1981). Asymptotic, so for
    few discordant pairs a rough guide. Not for known clusters: then test the clustered pairs themselves.

    Raises:
        ValueError: a table that is not 2 x 2 whole counts of 0 or more; alpha not between 0 and 1.
    """
    _, b, c, _ = two_by_two(table)
    threshold = critical_value(1 - fraction_between(alpha, "alpha")) ** 2
    effect = (b - c) ** 2 / (b + c) / threshold if b + c else 0.0
    return effect if effect >= 1 else None


def _number(value: object, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, Real) or not math.isfinite(float(value)):
        raise ValueError(f"{name} must be a number, not {value!r}")
    return float(value)
