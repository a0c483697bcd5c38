"""Intervals for the share among a finite population of invited persons, some of whom answered."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

from collabstudy.statistics.checks import whole_number
from collabstudy.statistics.hypergeometric import count_limits
from collabstudy.statistics.limits import critical_value
from collabstudy.statistics.results import Interval
from collabstudy.statistics.wang import wang_limits

SAMPLED = "those who answered are a simple random sample of the invited, drawn without replacement"
MOVED_OUT = "an end moved out to the observed share, which lies between two whole numbers of persons"
Ends = tuple[Fraction | float, Fraction | float]


def equal_tail_limits(count: int, base: int, population: int, level: Fraction) -> tuple[int, int]:
    """The persons in the population under whom neither tail is at or below half of 1 - level."""
    return count_limits(count, base, population, (1 - level) / 2)


def wald_limits(count: int, base: int, population: int, level: Fraction) -> Ends:
    """Share -/+ z times its standard error with finite population correction, cut off at 0 and 1."""
    share = count / base
    half = critical_value(level) * _standard_error(count, base, population, "wald")
    return max(0.0, share - half), min(1.0, share + half)


def logit_limits(count: int, base: int, population: int, level: Fraction) -> Ends:
    """Limits on the logit scale, t with base - 1 degrees of freedom, as R's survey::svyciprop(method="logit")."""
    error = _standard_error(count, base, population, "logit")
    share = count / base
    if error == 0:
        return share, share
    from scipy.special import expit, stdtrit

    centre, spread = math.log(count / (base - count)), error * base * base / (count * (base - count))
    half = -float(stdtrit(base - 1, float((1 - level) / 2))) * spread
    return float(expit(centre - half)), float(expit(centre + half))


def _standard_error(count: int, base: int, population: int, method: str) -> float:
    """Of the share, with n - 1 and 1 - n/N (Cochran 1977, chapter 3); 0 where everyone answered."""
    if base == population:
        return 0.0
    if count in (0, base):
        raise ValueError(
            f"method {method} gives no interval for {count} of {base}: its standard error is 0 where all answered "
            "alike; use hypergeometric or wang"
        )
    share = count / base
    return math.sqrt(share * (1 - share) / (base - 1) * (1 - base / population))


WHOLE_PERSONS: dict[str, Callable[[int, int, int, Fraction], tuple[int, int]]] = {
    "hypergeometric": equal_tail_limits,
    "wang": wang_limits,
}
APPROXIMATE: dict[str, Callable[[int, int, int, Fraction], Ends]] = {"wald": wald_limits, "logit": logit_limits}
SOURCES = {
    "hypergeometric": "Buonaccorsi (1987), Am. Stat. 41:215",
    "wang": "Wang (2015), J. Am. Stat. Assoc. 110:1491",
    "wald": "Cochran (1977), Sampling Techniques, chapter 3",
    "logit": "Lumley (2010), Complex Surveys; R survey::svyciprop, method logit",
}


def finite_interval(
    count: int, base: int, method: str, level: Fraction, confidence: float, population: object
) -> Interval:
    """The interval of a finite-population method; over a population (low, high), the widest over every size."""
    low, high = ends = population_ends(population, base, method)
    sizes = range(low, high + 1)
    persons: list[tuple[int, int]] = []
    if method in WHOLE_PERSONS:
        persons = [WHOLE_PERSONS[method](count, base, size, level) for size in sizes]
        shares: list[Ends] = [(Fraction(a, n), Fraction(b, n)) for (a, b), n in zip(persons, sizes, strict=True)]
    else:
        shares = [APPROXIMATE[method](count, base, size, level) for size in sizes]
    lower, upper = min(one for one, _ in shares), max(other for _, other in shares)
    return Interval(
        estimate=count / base,
        lower=min(float(lower), count / base),
        upper=max(float(upper), count / base),
        method=method,
        confidence=confidence,
        assumptions=(*_assumptions(count, base, method, ends, (lower, upper)),),
        source=SOURCES[method],
        lower_count=min(one for one, _ in persons) if persons else None,
        upper_count=max(other for _, other in persons) if persons else None,
        population=ends,
    )


def _assumptions(count: int, base: int, method: str, ends: tuple[int, int], found: Ends) -> list[str]:
    (low, high), exact = ends, method in WHOLE_PERSONS
    invited = f"{low}" if low == high else f"{low} to {high}"
    notes = [f"target: the finite population of the {invited} persons invited", SAMPLED]
    notes.append("coverage at least the confidence" if exact else "coverage approximate, poor at few or nearly all")
    if low < high:
        notes.append("population known only as an interval: the widest result over every size in it")
    if exact and not found[0] <= Fraction(count, base) <= found[1]:
        notes.append(MOVED_OUT)
    certain = Fraction(count, high), 1 - Fraction(base - count, high)
    if not exact and (found[0] < certain[0] or found[1] > certain[1]):
        notes.append(f"an end lies where those who answered already rule it out, outside {certain[0]} to {certain[1]}")
    return notes


def population_ends(population: object, base: int, what: str) -> tuple[int, int]:
    """Persons invited as (low, high), neither below the base. Raises ValueError."""
    if population is None:
        raise ValueError(f"method {what} needs population: persons invited, or (low, high)")
    ends = population if isinstance(population, (tuple, list)) else (population, population)
    if hasattr(population, "__len__") and not isinstance(population, (tuple, list, str)):
        raise ValueError(f"population must be one number or a tuple (low, high), not {type(population).__name__}")
    if len(ends) != 2:
        raise ValueError(f"population must be one number or (low, high), not {population!r}")
    low, high = (whole_number(end, "population") for end in ends)
    if low > high:
        raise ValueError(f"population must be given as (low, high), but {low} is above {high}")
    if low < base:
        raise ValueError(f"population must not be below the base, but {low} is below {base}")
    return low, high
