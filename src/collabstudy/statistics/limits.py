"""Limits for one share among independent respondents: bare arithmetic, one function a method.

Every function takes a count, its base, and either z, the normal deviate that leaves half of alpha above it,
or `tail`, half of alpha; it returns (lower, upper) between 0 and 1. Count and base may be fractions of a person
(an effective sample size) in all but the exact ones, `mid_p_limits` and `blaker.blaker_limits`. What each
method promises, and when not to use it, stands with `proportion_interval`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from statistics import NormalDist

Limits = tuple[float, float]


def critical_value(confidence: Fraction) -> float:
    """The normal deviate z that leaves (1 - confidence) / 2 above it."""
    return -NormalDist().inv_cdf(float((1 - confidence) / 2))


def root(function: Callable[[float], float], low: float, high: float) -> float:
    """Where a function, at or below 0 at `low` and above 0 at `high`, changes sign, by halving.

    Halves until no float lies between, so that no tolerance has to be chosen; `low` may lie above `high`.
    """
    while True:
        middle = (low + high) / 2
        if middle in (low, high):
            return middle
        if function(middle) > 0:
            high = middle
        else:
            low = middle


def wilson_limits(count: float, base: float, z: float) -> Limits:
    """The two roots p of |count / base - p| = z sqrt(p (1 - p) / base) (Wilson 1927)."""
    share = count / base
    centre = count + z * z / 2
    half = z * math.sqrt(count * (base - count) / base + z * z / 4)
    # rounding can put a root a hair past count / base, 0 or 1
    return _around(share, (centre - half) / (base + z * z), (centre + half) / (base + z * z))


def wilson_cc_limits(count: float, base: float, z: float) -> Limits:
    """As `wilson_limits`, with the distance from p lessened by 1 / (2 base) (Newcombe 1998, method 4)."""

    def upper(yes: float) -> float:
        if yes >= base:
            return 1.0
        share, other = yes / base, (base - yes) / base
        radicand = z * z + 2 - 1 / base + 4 * share * (base * other - 1)
        return (2 * yes + z * z + 1 + z * math.sqrt(max(0.0, radicand))) / (2 * (base + z * z))

    return _around(count / base, 1 - upper(base - count), upper(count))


def clopper_pearson_limits(count: float, base: float, tail: float) -> Limits:
    """The shares under which `count` or more, and `count` or fewer, has probability `tail`."""
    from scipy.special import betaincinv

    lower = 0.0 if count == 0 else float(betaincinv(count, base - count + 1, tail))
    upper = 1.0 if count == base else 1 - float(betaincinv(base - count, count + 1, tail))
    return lower, upper


def mid_p_limits(count: int, base: int, tail: float) -> Limits:
    """The shares under which more than `count`, or fewer, with half of P(count), has probability `tail`.

    With every or no respondent in `count` one end is 1 or 0. At a confidence of a few percent the two ends can
    lie on one side of count / base.
    """
    from scipy.special import bdtrc

    def lower(yes: int) -> float:
        if yes == 0:
            return 0.0

        def excess(share: float) -> float:
            return float(bdtrc(yes - 1, base, share) + bdtrc(yes, base, share)) / 2 - tail

        return root(excess, 0.0, 1.0)

    return lower(count), 1 - lower(base - count)


def jeffreys_limits(count: float, base: float, tail: float) -> Limits:
    """Quantiles `tail` and 1 - `tail` of Beta(count + 1/2, base - count + 1/2); 0 and 1 at the boundaries.

    The lower limit is 0 where nobody is in `count` and the upper 1 where everybody is, or coverage would fall
    to 0 near these shares (Brown, Cai and DasGupta 2001, section 3).
    """
    from scipy.special import betaincinv

    lower = 0.0 if count == 0 else float(betaincinv(count + 0.5, base - count + 0.5, tail))
    upper = 1.0 if count == base else 1 - float(betaincinv(base - count + 0.5, count + 0.5, tail))
    return lower, upper


def added_limits(count: float, base: float, z: float, added: float) -> Limits:
    """Wald's limits after adding `added` to those in `count` and as many to the others, cut off at 0 and 1."""
    base += 2 * added
    share = (count + added) / base
    half = z * math.sqrt(share * (1 - share) / base)
    return max(0.0, share - half), min(1.0, share + half)


def _around(share: float, lower: float, upper: float) -> Limits:
    return max(0.0, min(lower, share)), min(1.0, max(upper, share))
