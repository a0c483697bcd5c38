"""Confidence intervals for one share."""

from __future__ import annotations

import math
from fractions import Fraction
from statistics import NormalDist

from collabstudy.statistics.checks import count_and_base, fraction_between, one_of, whole_number
from collabstudy.statistics.hypergeometric import count_limits
from collabstudy.statistics.results import Interval

SOURCES = {
    "wilson": "Wilson (1927), J. Am. Stat. Assoc. 22:209; Newcombe (1998), Stat. Med. 17:857, method 3",
    "clopper_pearson": "Clopper and Pearson (1934), Biometrika 26:404; Newcombe (1998), method 5",
    "hypergeometric": "Buonaccorsi (1987), Am. Stat. 41:215",
}
SUPERPOPULATION = (
    "target: a superpopulation of which the respondents are independent draws",
    "says nothing of those invited who did not answer",
)
SAMPLED = "those who answered are a simple random sample of the invited, drawn without replacement"


def critical_value(confidence: Fraction) -> float:
    """The normal deviate z that leaves (1 - confidence) / 2 above it."""
    return -NormalDist().inv_cdf(float((1 - confidence) / 2))


def wilson_limits(count: int, base: int, z: float) -> tuple[float, float]:
    """The two roots p of |count / base - p| = z sqrt(p (1 - p) / base), between 0 and 1."""
    share = count / base
    centre = count + z * z / 2
    half = z * math.sqrt(count * (base - count) / base + z * z / 4)
    lower, upper = (centre - half) / (base + z * z), (centre + half) / (base + z * z)
    # rounding can put a root a hair past count / base, 0 or 1
    return max(0.0, min(lower, share)), min(1.0, max(upper, share))


def clopper_pearson_limits(count: int, base: int, tail: float) -> tuple[float, float]:
    """The shares under which `count` or more, and `count` or fewer, has probability `tail`."""
    from scipy.special import betaincinv

    lower = 0.0 if count == 0 else float(betaincinv(count, base - count + 1, tail))
    upper = 1.0 if count == base else 1 - float(betaincinv(base - count, count + 1, tail))
    return lower, upper


def proportion_interval(
    count: int,
    base: int,
    method: str = "wilson",
    confidence: float = 0.95,
    population: int | tuple[int, int] | None = None,
) -> Interval:
    """A confidence interval for the share `count / base`.

    Methods:
    - `wilson`: inverts the score test (Wilson 1927; Newcombe 1998, Stat. Med. 17:857, method 3). The
      default. Its coverage is about, not at least, the confidence: not where a guarantee is asked for.
    - `clopper_pearson`: inverts two one-sided binomial tests (Clopper and Pearson 1934; Newcombe 1998,
      method 5). Covers at least the confidence, so it is wide at small bases: not where the shortest fair
      interval is wanted.
    - `hypergeometric`: inverts two one-sided hypergeometric tests (Buonaccorsi 1987), for the share among
      all `population` persons invited. Not for people who chose themselves to answer, unless one is willing
      to treat them as a simple random sample, and not for a wider population than the one named.

    Args:
        count: respondents who gave the answer, 0 to base.
        base: respondents who answered the item, 1 or more.
        confidence: between 0 and 1, both excluded; read as the decimal it is written as.
        population: persons invited, for `hypergeometric` only: an int, or (smallest, largest) where it is
            known only as an interval. An interval gives the widest result: the lowest and highest share and
            the lowest and highest number of persons over every size in it.

    Returns:
        Interval of shares. For `hypergeometric` also `lower_count` and `upper_count`, persons in the
        population; the ends are these divided by the population, except that an end moves out to the
        estimate where whole persons would leave it outside: 1 of 99 among 100 gives 1 to 1 persons, but .01
        is below 1/99 (only when nearly everyone answered or the confidence is low).

    Raises:
        ValueError: a count that is not whole, is negative or above its base; base 0; a population below the
            base, missing for `hypergeometric` or given for another method; an unknown method.
    """
    one_of(method, SOURCES)
    count, base = count_and_base(count, base)
    level = fraction_between(confidence, "confidence")
    if method == "hypergeometric":
        return _finite(count, base, level, float(confidence), _population_ends(population, base))
    if population is not None:
        raise ValueError(f"population is for method hypergeometric only, leave it out for {method}")
    if method == "wilson":
        lower, upper = wilson_limits(count, base, critical_value(level))
        guarantee = "coverage close to the confidence on average, not guaranteed"
    else:
        lower, upper = clopper_pearson_limits(count, base, float((1 - level) / 2))
        guarantee = "coverage at least the confidence"
    return Interval(
        estimate=count / base,
        lower=lower,
        upper=upper,
        method=method,
        confidence=float(confidence),
        assumptions=(*SUPERPOPULATION, guarantee),
        source=SOURCES[method],
    )


def _population_ends(population: object, base: int) -> tuple[int, int]:
    if population is None:
        raise ValueError("method hypergeometric needs population: persons invited, or (low, high)")
    ends = population if isinstance(population, (tuple, list)) else (population, population)
    if len(ends) != 2:
        raise ValueError(f"population must be one number or (low, high), not {population!r}")
    low, high = (whole_number(end, "population") for end in ends)
    if low > high:
        raise ValueError(f"population must be given as (low, high), but {low} is above {high}")
    if low < base:
        raise ValueError(f"population must not be below the base, but {low} is below {base}")
    return low, high


def _finite(count: int, base: int, level: Fraction, confidence: float, ends: tuple[int, int]) -> Interval:
    sizes = range(ends[0], ends[1] + 1)
    limits = [count_limits(count, base, size, (1 - level) / 2) for size in sizes]
    share = Fraction(count, base)
    lower = min(Fraction(low, size) for (low, _), size in zip(limits, sizes, strict=True))
    upper = max(Fraction(high, size) for (_, high), size in zip(limits, sizes, strict=True))
    invited = f"{ends[0]}" if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"
    notes = [f"target: the finite population of the {invited} persons invited", SAMPLED]
    if ends[0] < ends[1]:
        notes.append("population known only as an interval: the widest result over every size in it")
    if not lower <= share <= upper:
        notes.append("an end moved out to the observed share, which lies between two whole numbers of persons")
    return Interval(
        estimate=count / base,
        lower=float(min(lower, share)),
        upper=float(max(upper, share)),
        method="hypergeometric",
        confidence=confidence,
        assumptions=tuple(notes),
        source=SOURCES["hypergeometric"],
        lower_count=min(low for low, _ in limits),
        upper_count=max(high for _, high in limits),
        population=ends,
    )
