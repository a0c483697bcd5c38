"""Limits of the paired difference of two shares, as plain arithmetic on counts.

`a`, `b`, `c`, `d` are the respondents who said yes to both questions, to the first only, to the second only
and to neither; n = a + b + c + d is at least 1; `z` is the normal deviate of the confidence. Nothing here asks
what it is given: Python numbers and numpy arrays of counts go through the same lines, so that one formula
serves one table and a whole identified set. The limits are those of (b - c) / n, between -1 and 1.
"""

from __future__ import annotations

from typing import Any

Counts = Any  # a number, or a numpy array of them
Limits = tuple[Any, Any]
HALVINGS = 60  # of a range of at most 2: below the spacing of floats


def newcombe_limits(a: Counts, b: Counts, c: Counts, d: Counts, z: float) -> Limits:
    """Wilson's limits of the two shares, squared and added with the correlation of the answers.

    Source: Newcombe 1998, Stat. Med. 17:2635, method 10.
    """
    a, b, c, d = (count * 1.0 for count in (a, b, c, d))  # products of four integers overflow, of floats not
    n = a + b + c + d
    phi = _corrected_phi(a, b, c, d)
    first_below, first_above = _wilson_distances(a + b, n, z)
    second_below, second_above = _wilson_distances(a + c, n, z)
    difference = (b - c) / n
    return _between(
        difference - _joined(first_below, second_above, phi), difference + _joined(first_above, second_below, phi)
    )


def tango_limits(b: Counts, c: Counts, n: Counts, z: float) -> Limits:
    """The differences whose score statistic is -z and z, found by halving; right to 1e-12.

    Source: Tango 1998, Stat. Med. 17:891.
    """
    b, c, n = b * 1.0, c * 1.0, n * 1.0
    return _tango_lower(b, c, n, z), 0.0 - _tango_lower(c, b, n, z)


def wald_limits(b: Counts, c: Counts, n: Counts, z: float) -> Limits:
    """The difference and its estimated standard error times z; of no width where nobody is discordant.

    Source: Fagerland, Lydersen and Laake 2014, Stat. Med. 33:2850.
    """
    b, c, n = b * 1.0, c * 1.0, n * 1.0
    difference = (b - c) / n
    half = z * _root(b + c - (b - c) * difference) / n
    return _between(difference - half, difference + half)


def bonett_price_limits(b: Counts, c: Counts, n: Counts, z: float) -> Limits:
    """Wald's limits after adding one respondent to either discordant count.

    Their centre lies nearer to 0 than the difference; an end that would leave the difference outside (only at
    a confidence below .78) is moved to it.

    Source: Bonett and Price 2012, J. Educ. Behav. Stat. 37:479.
    """
    b, c, n = b * 1.0, c * 1.0, n * 1.0
    difference = (b - c) / n
    lower, upper = wald_limits(b + 1, c + 1, n + 2, z)
    outside_below, outside_above = difference < lower, difference > upper
    return (
        lower * (1 - outside_below) + difference * outside_below,
        upper * (1 - outside_above) + difference * outside_above,
    )


def _tango_lower(b: Counts, c: Counts, n: Counts, z: float) -> Counts:
    """The smallest difference that the score test keeps: the statistic falls in it, so halving finds it."""
    estimate = (b - c) / n
    kept, step = estimate, (estimate + 1) / 2
    for _ in range(HALVINGS):
        lower = kept - step
        kept = kept - step * (b - c - n * lower <= z * _restricted_deviation(b, c, n, lower))
        step = step / 2
    return kept * (kept > -1) - (kept <= -1)


def _restricted_deviation(b: Counts, c: Counts, n: Counts, difference: Counts) -> Counts:
    """Standard deviation of b - c at the most likely share of `c` under that difference (Tango 1998)."""
    linear = (2 * n - b + c) * difference - b - c
    constant = -c * difference * (1 - difference)
    share = (_root(linear * linear - 8 * n * constant) - linear) / (4 * n)
    return _root(n * (2 * share + difference * (1 - difference)))


def _corrected_phi(a: Counts, b: Counts, c: Counts, d: Counts) -> Counts:
    """Phi, its numerator reduced by n / 2, not below 0, where positive; 0 where a margin is empty."""
    product = (a + b) * (c + d) * (a + c) * (b + d)
    numerator = a * d - b * c
    reduced = numerator - (a + b + c + d) / 2
    numerator = numerator * (numerator <= 0) + reduced * (reduced > 0)
    return numerator / _root(product + (product == 0))  # with an empty margin the numerator is 0 too


def _wilson_distances(count: Counts, n: Counts, z: float) -> Limits:
    """How far Wilson's limits lie below and above count / n."""
    share = count / n
    centre, half = count + z * z / 2, z * _root(count * (n - count) / n + z * z / 4)
    below, above = share - (centre - half) / (n + z * z), (centre + half) / (n + z * z) - share
    return below * (below > 0), above * (above > 0)  # rounding can bring a distance of 0 a hair below it


def _joined(first: Counts, second: Counts, phi: Counts) -> Counts:
    return _root(first * first - 2 * phi * first * second + second * second)


def _root(square: Counts) -> Counts:
    """The square root of a number that only rounding can bring below 0."""
    return (square * (square > 0)) ** 0.5


def _between(lower: Counts, upper: Counts) -> Limits:
    return lower * (lower > -1) - (lower <= -1), upper * (upper < 1) + (upper >= 1)
