"""Exact interval for the number of yes-sayers in a finite population, in integers, standard library only.

A population of N persons holds M who would say yes; `base` of them answered, drawn at random without
replacement, and `count` said yes. M is kept when neither tail of the hypergeometric distribution is at or
below (1 - confidence) / 2: the inversion of two one-sided tests (Buonaccorsi 1987).
"""

from __future__ import annotations

import math
from fractions import Fraction


def samples_up_to(count: int, base: int, marked: int, population: int) -> int:
    """How many of the C(population, base) samples hold at most `count` of the `marked` persons.

    Needs marked <= population - (base - count): with more, no sample holds so few.
    """
    fewest = max(0, base - (population - marked))
    samples = term = math.comb(marked, fewest) * math.comb(population - marked, base - fewest)
    for k in range(fewest, min(count, marked, base)):
        term = term * (marked - k) * (base - k) // ((k + 1) * (population - marked - base + k + 1))
        samples += term
    return samples


def upper_count(count: int, base: int, population: int, tail: Fraction) -> int:
    """The largest M under which `count` or fewer has a probability above `tail`."""
    limit = math.floor(tail * math.comb(population, base))
    kept, dropped = count, population - (base - count) + 1
    while dropped - kept > 1:  # the probability falls as M grows, so halving finds the last M kept
        middle = (kept + dropped) // 2
        if samples_up_to(count, base, middle, population) > limit:
            kept = middle
        else:
            dropped = middle
    return kept


def count_limits(count: int, base: int, population: int, tail: Fraction) -> tuple[int, int]:
    """The smallest and the largest M kept (persons in the population); `tail` is (1 - confidence) / 2."""
    most_without = upper_count(base - count, base, population, tail)
    return population - most_without, upper_count(count, base, population, tail)
