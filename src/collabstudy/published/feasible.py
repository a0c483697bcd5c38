"""Which counts, out of which bases, print as a given wording (GRIM: Brown and Heathers 2017).

The bounds are whole-number formulas, so that one formula serves one base or an array of them.
"""

from collections.abc import Iterable
from operator import index
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


def possible_bases(
    respondents: int,
    base: int | Iterable[int] | None = None,
    minimum_base: int = 1,
    largest: int | None = None,
) -> list[int] | range:
    """The bases to try: those given, or all from ``minimum_base`` to the largest there can be.

    ``largest`` is the number of respondents, or of mentions where respondents gave several answers.
    Raises ``ValueError`` for fewer than one respondent and for a base below the minimum or above the largest.
    """
    if respondents < 1:
        raise ValueError("give at least one respondent")
    largest = respondents if largest is None else largest
    if not 1 <= minimum_base <= largest:
        raise ValueError(f"the minimum base must be a whole number from 1 to {largest}; it is {minimum_base}")
    if base is None:
        return range(minimum_base, largest + 1)
    bases = sorted({index(given) for given in ([base] if isinstance(base, int) else base)})
    for given in bases:
        if given < minimum_base:
            raise ValueError(f"the base {given} is smaller than {minimum_base}, the smallest that there can be")
        if given > largest:
            raise ValueError(
                f"the base {given} is larger than {largest}, the largest that there can be; "
                "percentages of mentions, several answers each, need mentions=True"
            )
    return bases


def most_mentions(respondents: int, max_base: int | None, options: int | None) -> int:
    """How many mentions there can be at most: as stated, or each respondent naming each option.

    Raises ``ValueError`` where neither is given, both are, or either is below one.
    """
    if (max_base is None) == (options is None):
        raise ValueError("percentages of mentions need either max_base, the most mentions, or options, how many")
    if (max_base or options or 0) < 1:
        raise ValueError("max_base and options are whole numbers of at least 1")
    return max_base if max_base is not None else respondents * (options or 0)
