"""Exact test of one share, in integers; standard library only."""

from __future__ import annotations

from fractions import Fraction

from collabstudy.statistics.checks import count_and_base, fraction_between, one_of
from collabstudy.statistics.results import HypothesisTest


def binomial_test(
    count: int, base: int, share: Fraction | float = Fraction(1, 2), method: str = "exact"
) -> HypothesisTest:
    """Exact two-sided test that the share behind `count` out of `base` equals `share`.

    p is the probability, under `share`, of all counts no more likely than the one observed (minimum
    likelihood; Fagerland, Lydersen and Laake 2017, chapter 2). At one half, the question whether there is a
    majority, that is twice the smaller tail. Compared in integers, so equally likely counts are never told
    apart by rounding. Method `mid_p` counts those exactly as likely as the observed one by half: more powerful,
    without the guarantee (the same source). Not for the share among a small invited population most of whom
    answered: the test speaks of a superpopulation.

    Args:
        count: respondents who gave the answer, 0 to base.
        base: respondents who answered the item, 1 or more.
        share: the share under the null, between 0 and 1, both excluded; the float 2 / 3 is read as 2/3.

    Returns:
        HypothesisTest with `statistic` the count and `pvalue_exact` a Fraction.

    Raises:
        ValueError: a count that is not whole, is negative or above its base; base 0; share not between 0
        and 1; an unknown method.
    """
    one_of(method, ("exact", "mid_p"))
    count, base = count_and_base(count, base)
    null = fraction_between(share, "share")
    weights = _weights(base, null)
    likely = sum(weight for weight in weights if weight <= weights[count])
    halved = sum(weight for weight in weights if weight == weights[count]) if method == "mid_p" else 0
    exact = Fraction(2 * likely - halved, 2 * null.denominator**base)
    return HypothesisTest(
        pvalue=float(exact),
        statistic=float(count),
        method=method,
        pvalue_exact=exact,
        assumptions=(
            "target: a superpopulation of which the respondents are independent draws",
            f"null hypothesis: a share of {null}",
            "two-sided by minimum likelihood",
        ),
        source="Fagerland, Lydersen and Laake (2017), Statistical Analysis of Contingency Tables, chapter 2",
    )


def _weights(base: int, share: Fraction) -> list[int]:
    """The probabilities of 0 to base, times denominator**base."""
    hit, miss = share.numerator, share.denominator - share.numerator
    weights = [miss**base]
    for k in range(base):
        weights.append(weights[-1] * (base - k) * hit // ((k + 1) * miss))
    return weights
