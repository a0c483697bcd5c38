"""Blaker's interval for a binomial share, by exact inversion.

A share p is kept where the probability of all counts whose smaller tail is no larger than that of the observed
count exceeds alpha (Blaker 2000, Can. J. Stat. 28:783). Below count / base that probability is
P(X >= count) + P(X <= k), with k the largest count whose lower tail is no larger than P(X >= count). k never
falls as p grows, and jumps where the two tails are equal, so each k has one stretch of p; within it the
probability first falls and then rises, so it crosses alpha upwards at most once. What is kept can have gaps
(Klaschka 2010): the interval is its hull, from the lowest share kept to the highest.
"""

from __future__ import annotations

from collections.abc import Callable

from collabstudy.statistics.limits import Limits, clopper_pearson_limits, root


def blaker_limits(count: int, base: int, alpha: float) -> Limits:
    """The ends of the hull of the shares kept; precise to rounding, as no grid or tolerance is involved."""
    return _lowest_kept(count, base, alpha), 1 - _lowest_kept(base - count, base, alpha)


def _lowest_kept(count: int, base: int, alpha: float) -> float:
    from scipy.special import bdtr, bdtrc

    if count == 0:
        return 0.0

    def upper_tail(share: float) -> float:
        return float(bdtrc(count - 1, base, share))

    def lower_tail(k: int, share: float) -> float:
        return float(bdtr(k, base, share)) if k >= 0 else 0.0

    kept = alpha * (1 - 1e-12)  # a probability equal to alpha but for rounding ends the interval
    # the probability lies between the upper tail and twice it, hence the lowest share kept between these two
    start, stop = (clopper_pearson_limits(count, base, tail)[0] for tail in (alpha / 2, alpha))
    k = -1
    while k + 1 < count and lower_tail(k + 1, start) <= upper_tail(start):
        k += 1
    left = start
    while k + 1 < count:
        jump = root(_excess(upper_tail, lower_tail, k + 1), left, 1.0)
        if jump >= stop:
            break
        if upper_tail(jump) + lower_tail(k, jump) >= kept:  # crossed within the stretch of k
            stop = jump
            break
        if upper_tail(jump) + lower_tail(k + 1, jump) >= kept:  # crossed by the jump itself
            return jump
        left, k = jump, k + 1
    return root(lambda share: upper_tail(share) + lower_tail(k, share) - alpha, left, stop)


def _excess(
    upper_tail: Callable[[float], float], lower_tail: Callable[[int, float], float], k: int
) -> Callable[[float], float]:
    return lambda share: upper_tail(share) - lower_tail(k, share)
