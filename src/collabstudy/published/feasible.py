"""Which counts, out of which bases, print as a given wording (GRIM: Brown and Heathers 2017).

The bounds are whole-number formulas, so that one formula serves one base or an array of them.
"""

from collections.abc import Iterable
from typing import Any

from collabstudy.published.rounding import ShareInterval

Feasible = dict[int, range]


def smallest_count(interval: ShareInterval, base: Any) -> Any:
    """The smallest count whose share of ``base`` (an int, or an array of them) is not below the interval."""
    p, q = interval.lower.numerator, interval.lower.denominator
    return -(-base * p // q) if interval.includes_lower else base * p // q + 1


def largest_count(interval: ShareInterval, base: Any) -> Any:
    """The largest count whose share of ``base`` is not above the interval."""
    p, q = interval.upper.numerator, interval.upper.denominator
    return base * p // q if interval.includes_upper else -(-base * p // q) - 1


def counts_at(interval: ShareInterval, base: int) -> range:
    """Every count out of one base that prints as the wording; empty where none does."""
    if interval.is_empty or base < 1:
        return range(0)
    return range(max(0, smallest_count(interval, base)), min(base, largest_count(interval, base)) + 1)


def feasible(interval: ShareInterval, bases: Iterable[int]) -> Feasible:
    """The feasible counts by base, for those of ``bases`` that have any."""
    found = {base: counts_at(interval, base) for base in bases}
    return {base: counts for base, counts in found.items() if counts}
