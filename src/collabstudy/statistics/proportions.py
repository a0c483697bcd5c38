"""Confidence intervals for one share."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from collabstudy.statistics import finite
from collabstudy.statistics.blaker import blaker_limits
from collabstudy.statistics.checks import count_and_base, fraction_between, one_of
from collabstudy.statistics.limits import (
    Limits,
    added_limits,
    clopper_pearson_limits,
    critical_value,
    jeffreys_limits,
    mid_p_limits,
    wilson_cc_limits,
    wilson_limits,
)
from collabstudy.statistics.results import Interval

SUPERPOPULATION = (
    "target: a superpopulation of which the respondents are independent draws",
    "says nothing of those invited who did not answer",
)
CLOSE, AT_LEAST = "coverage close to the confidence on average, not guaranteed", "coverage at least the confidence"


def _z(level: Fraction) -> float:
    return critical_value(level)


def _tail(level: Fraction) -> float:
    return float((1 - level) / 2)


METHODS: dict[str, tuple[Callable[[int, int, Fraction], Limits], str, str]] = {
    "wilson": (
        lambda count, base, level: wilson_limits(count, base, _z(level)),
        CLOSE,
        "Wilson (1927), J. Am. Stat. Assoc. 22:209; Newcombe (1998), Stat. Med. 17:857, method 3",
    ),
    "wilson_cc": (
        lambda count, base, level: wilson_cc_limits(count, base, _z(level)),
        "coverage mostly, not always, at least the confidence",
        "Newcombe (1998), Stat. Med. 17:857, method 4",
    ),
    "clopper_pearson": (
        lambda count, base, level: clopper_pearson_limits(count, base, _tail(level)),
        AT_LEAST,
        "Clopper and Pearson (1934), Biometrika 26:404; Newcombe (1998), method 5",
    ),
    "mid_p": (
        lambda count, base, level: mid_p_limits(count, base, _tail(level)),
        CLOSE,
        "Newcombe (1998), Stat. Med. 17:857, method 6",
    ),
    "jeffreys": (
        lambda count, base, level: jeffreys_limits(count, base, _tail(level)),
        CLOSE,
        "Brown, Cai and DasGupta (2001), Stat. Sci. 16:101, section 3",
    ),
    "agresti_coull": (
        lambda count, base, level: added_limits(count, base, _z(level), 2),
        CLOSE,
        "Agresti and Coull (1998), Am. Stat. 52:119; Fagerland, Lydersen and Laake (2017), chapter 2",
    ),
    "agresti_coull_z2": (
        lambda count, base, level: added_limits(count, base, _z(level), _z(level) ** 2 / 2),
        CLOSE,
        "Brown, Cai and DasGupta (2001), Stat. Sci. 16:101, section 3",
    ),
    "blaker": (
        lambda count, base, level: blaker_limits(count, base, float(1 - level)),
        AT_LEAST,
        "Blaker (2000), Can. J. Stat. 28:783",
    ),
}


def proportion_interval(
    count: int,
    base: int,
    method: str = "wilson",
    confidence: float = 0.95,
    population: int | tuple[int, int] | None = None,
) -> Interval:
    """A confidence interval for the share `count / base`.

    For the share in a superpopulation of independent draws:
    - `wilson`: inverts the score test (Wilson 1927; Newcombe 1998, Stat. Med. 17:857, method 3). The
      default. Its coverage is about, not at least, the confidence: not where a guarantee is asked for.
    - `wilson_cc`: the same with continuity correction (Newcombe 1998, method 4). Nearly as wide as
      `clopper_pearson` without its guarantee: rarely the one to choose.
    - `clopper_pearson`: inverts two one-sided binomial tests (Clopper and Pearson 1934; Newcombe 1998,
      method 5). Covers at least the confidence, so it is wide at small bases: not where the shortest fair
      interval is wanted.
    - `mid_p`: as `clopper_pearson`, counting half of the observed count's probability (Newcombe 1998,
      method 6). Not where a guarantee is asked for.
    - `jeffreys`: equal-tailed posterior interval under Beta(1/2, 1/2), with 0 and 1 as ends where nobody or
      everybody is counted (Brown, Cai and DasGupta 2001, Stat. Sci. 16:101, section 3). Coverage drops
      just beyond its ends for 0 and for all: not for very rare answers.
    - `agresti_coull`: Wald's interval after adding two in `count` and two others, at any confidence (Agresti
      and Coull 1998, Am. Stat. 52:119; Fagerland, Lydersen and Laake 2017, chapter 2). Made for 95%.
      `agresti_coull_z2` adds z^2 / 2 of each instead (Brown, Cai and DasGupta 2001, section 3): statsmodels'
      variant, .0004 away at 15 of 148 and 95%, more at other confidences. Not at small bases near 0 or 1.
    - `blaker`: inverts Blaker's exact test (Blaker 2000, Can. J. Stat. 28:783): guaranteed as, and inside,
      `clopper_pearson`. What the test keeps may have gaps; the interval is its hull. Not beside a one-sided
      statement: its tails are not equal.

    For the share among all `population` persons invited; not for people who chose themselves to answer, unless
    one is willing to treat them as a simple random sample, and not for a wider population than the one named:
    - `hypergeometric`: inverts two one-sided hypergeometric tests (Buonaccorsi 1987). Guaranteed; wide.
    - `wang`: the equal-tail limits drawn in as far as the guarantee allows (Wang 2015, J. Am. Stat. Assoc.
      110:1491). Not where intervals at several confidences stand together: a higher one can be
      shorter (8 of 31 among 70: 12 to 26 persons at 90%, 12 to 25 at 91%), the price of drawing in.
    - `wald`: share -/+ z standard errors with finite population correction (Cochran 1977, chapter 3). Not at
      small bases, nor near 0 or 1: its guarantee is none.
    - `logit`: the same on the logit scale with t of base - 1 degrees of freedom (R's survey::svyciprop). For
      comparison with survey software; without guarantee.

    Args:
        count: respondents who gave the answer, 0 to base.
        base: respondents who answered the item, 1 or more.
        confidence: between 0 and 1, both excluded; read as the decimal it is written as.
        population: persons invited, for the last four: an int, or (smallest, largest) where it is known only as
            an interval. An interval gives the widest result: the lowest and highest share and the lowest and
            highest number of persons over every size in it.

    Returns:
        Interval of shares, which always holds the estimate: at a confidence of a few percent, or where whole
        persons would leave it outside, an end moves out to it and `assumptions` says so (1 of 99 among 100
        gives 1 to 1 persons, but .01 is below 1/99). For `hypergeometric` and `wang` also `lower_count` and
        `upper_count`, persons in the population; the ends are these divided by the population.

    Raises:
        ValueError: a count that is not whole, is negative or above its base; base 0; a population below the
            base, missing for a method that needs it or given to one that does not; `wald` and `logit` where
            all answered alike, though not everyone answered; an unknown method.
    """
    one_of(method, [*METHODS, *finite.SOURCES])
    count, base = count_and_base(count, base)
    level = fraction_between(confidence, "confidence")
    if method in finite.SOURCES:
        return finite.finite_interval(count, base, method, level, float(confidence), population)
    if population is not None:
        raise ValueError(f"population is for {', '.join(finite.SOURCES)} only, leave it out for {method}")
    limits, guarantee, source = METHODS[method]
    lower, upper = limits(count, base, level)
    share = count / base
    notes = [*SUPERPOPULATION, guarantee]
    if lower > share or upper < share:
        notes.append("an end moved out to the observed share, which the method leaves outside at this confidence")
    return Interval(
        estimate=share,
        lower=min(lower, share),
        upper=max(upper, share),
        method=method,
        confidence=float(confidence),
        assumptions=tuple(notes),
        source=source,
    )
