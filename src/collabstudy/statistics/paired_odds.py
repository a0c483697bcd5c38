"""The conditional odds ratio of two questions answered by the same respondents."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from collabstudy.statistics.checks import one_of, two_by_two
from collabstudy.statistics.paired import PAIRED
from collabstudy.statistics.proportions import proportion_interval
from collabstudy.statistics.results import Interval

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

METHODS = ("clopper_pearson", "mid_p", "wilson", "blaker")


def paired_odds_ratio(table: ArrayLike, method: str = "clopper_pearson", confidence: float = 0.95) -> Interval:
    """The conditional odds ratio b / c of a paired table, with a confidence interval.

    b said yes to the first question only, c to the second only; which row and column are the yes is read as in
    `paired_difference`. Given b + c, b is binomial with share
    p = ratio / (1 + ratio), so that the limits of p by the named method become those of the ratio p / (1 - p)
    (Fagerland, Lydersen and Laake 2014). `clopper_pearson` guarantees the confidence and agrees with the exact
    McNemar test: it excludes 1 where that p is below 1 - confidence. `blaker` guarantees it too and is
    narrower; `mid_p` and `wilson` cover about the confidence. With c = 0 estimate and upper end are infinite,
    with b = 0 estimate and lower end are 0. Not for different respondents on the two questions, and not as
    the odds ratio of the two margins, which is nearer to 1.

    Raises:
        ValueError: a table that is not 2 x 2 whole counts of 0 or more, or without discordant pair, where the
            ratio is 0 / 0; an unknown method; confidence not between 0 and 1.
    """
    one_of(method, METHODS)
    _, b, c, _ = two_by_two(table)
    if b + c == 0:
        raise ValueError("no discordant pair: the conditional odds ratio is 0 / 0, which is not defined")
    share = proportion_interval(b, b + c, method, confidence)
    mirrored = proportion_interval(c, b + c, method, confidence)  # its lower end is 1 - upper without cancellation
    estimate = b / c if c else math.inf
    upper = (1 - mirrored.lower) / mirrored.lower if mirrored.lower > 0 else math.inf
    return Interval(
        estimate=estimate,
        lower=min(estimate, share.lower / (1 - share.lower)),
        upper=max(estimate, upper),
        method=method,
        confidence=share.confidence,
        assumptions=(*PAIRED, f"conditional on the number of discordant pairs, {b + c}", share.assumptions[-1]),
        source=f"{share.source}; Fagerland, Lydersen and Laake (2014), Stat. Med. 33:2850",
    )
