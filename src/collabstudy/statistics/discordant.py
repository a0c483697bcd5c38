"""P-values of McNemar's tests from the two discordant counts, with the standard library only.

`b` and `c` are the numbers of respondents who said yes to the first question only and to the second only.
Given b + c, b is binomial with share 1/2 if both questions have the same share of yes (McNemar 1947). All
four functions are symmetric in b and c, give 1 for b = c = 0, and are cached: identified sets ask for
thousands of tables with the same few discordant counts.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import lru_cache
from operator import index

CACHE = 2**14


def _smaller_and_total(b: int, c: int) -> tuple[int, int]:
    """The smaller count and the sum, as Python ints (a numpy int64 would overflow in 2**n)."""
    first, second = index(b), index(c)
    if min(first, second) < 0:
        raise ValueError(f"discordant counts must not be negative, they are {first} and {second}")
    return min(first, second), first + second


def _orderings_up_to(count: int, total: int) -> int:
    """C(total, 0) + ... + C(total, count)."""
    term = orderings = 1
    for k in range(count):
        term = term * (total - k) // (k + 1)
        orderings += term
    return orderings


@lru_cache(maxsize=CACHE)
def mcnemar_exact_pvalue(b: int, c: int) -> Fraction:
    """Exact conditional two-sided p: twice the smaller binomial tail, at most 1.

    Source: Fagerland, Lydersen and Laake 2013, supplement, equation 1. Raises ValueError for a negative
    count.
    """
    smaller, total = _smaller_and_total(b, c)
    return min(Fraction(1), Fraction(2 * _orderings_up_to(smaller, total), 2**total))


@lru_cache(maxsize=CACHE)
def mcnemar_mid_pvalue(b: int, c: int) -> Fraction:
    """Mid-p: the exact p less the probability of the observed b; for b = c, 1 less half that probability.

    Source: Fagerland, Lydersen and Laake 2013, supplement, equation 2. Raises ValueError for a negative
    count.
    """
    smaller, total = _smaller_and_total(b, c)
    if total == 0:
        return Fraction(1)
    observed = Fraction(math.comb(total, smaller), 2**total)
    if 2 * smaller == total:
        return 1 - observed / 2
    return mcnemar_exact_pvalue(b, c) - observed


@lru_cache(maxsize=CACHE)
def mcnemar_asymptotic_pvalue(b: int, c: int) -> float:
    """P of (b - c)^2 / (b + c) against chi-square with one degree of freedom, no continuity correction.

    Source: McNemar 1947. Raises ValueError for a negative count.
    """
    smaller, total = _smaller_and_total(b, c)
    if total == 0:
        return 1.0
    return math.erfc((total - 2 * smaller) / math.sqrt(2 * total))


@lru_cache(maxsize=CACHE)
def mcnemar_corrected_pvalue(b: int, c: int) -> float:
    """As the asymptotic one, the distance |b - c| less 1, not below 0: the continuity correction.

    Source: Edwards 1948. Raises ValueError for a negative count.
    """
    smaller, total = _smaller_and_total(b, c)
    if total == 0:
        return 1.0
    return math.erfc(max(0, total - 2 * smaller - 1) / math.sqrt(2 * total))
