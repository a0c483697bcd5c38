"""What needs every pair of margins of a set and not only a few: counts of tables, ends of intervals; in numpy.

A set is taken one number of persons at a time, so memory grows with the square of the respondents at most.
"""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from collabstudy.published.identified import Strip
from collabstudy.statistics.checks import fraction_between, one_of
from collabstudy.statistics.paired_limits import newcombe_limits, tango_limits
from collabstudy.statistics.proportions import critical_value

Counts = NDArray[np.int64]
Pvalue = Callable[[int, int], Fraction | float]
Ends = tuple[tuple[float, float], tuple[float, float]]


def margins(strips: Iterable[Strip]) -> Iterator[tuple[int, Counts, Counts]]:
    """By number of persons who answered both: yes to the first and yes to the second question, one entry a margin."""
    for both, group in groupby(strips, key=lambda strip: strip.both):
        rows = np.array([(yes, low, high) for _, yes, low, high in group], dtype=np.int64)
        widths = rows[:, 2] - rows[:, 1] + 1
        within = np.arange(widths.sum()) - np.repeat(np.cumsum(widths) - widths, widths)
        yield both, np.repeat(rows[:, 0], widths), np.repeat(rows[:, 1], widths) + within


def interval_ends(strips: Iterable[Strip], question_format: str, method: str, confidence: float) -> Ends | None:
    """The smallest and largest lower end, and the smallest and largest upper end, of the interval for a
    difference of shares, over every table; ``None`` where nobody answered both.

    With the margins fixed both intervals only widen with the number of discordant pairs: Newcombe's (1998,
    method 10) because the correlation falls, Tango's (1998) because the restricted estimate of the discordant
    share grows, and with it the variance at every difference that is tried. So the two ends of the joint cell
    are enough for each pair of margins. Raises ``ValueError`` for an unknown method.
    """
    one_of(method, ("newcombe", "tango"))
    z = critical_value(fraction_between(confidence, "confidence"))
    found = []
    for both, yes, other in margins(strips):
        for joint in _joint_ends(both, yes, other, question_format) if both else ():
            b, c = yes - joint, other - joint
            if method == "newcombe":
                lower, upper = newcombe_limits(joint, b, c, both - joint - b - c, z)
            else:
                lower, upper = tango_limits(b, c, np.full_like(b, both), z)
            found.append((lower.min(), lower.max(), upper.min(), upper.max()))
    if not found:
        return None
    low, low_high, high_low, high = zip(*found, strict=True)
    return (float(min(low)), float(max(low_high))), (float(min(high_low)), float(max(high)))


def tables_reaching(
    strips: Iterable[Strip], question_format: str, respondents: int, pvalue: Pvalue, level: Fraction
) -> tuple[int, int]:
    """In how many tables p is at most ``level``, and in how many of those the second share is the larger.

    With the difference d of the margins fixed p grows with the smaller discordant count s, so each d has a
    largest s that still reaches the level, found once; a table without a discordant pair has p = 1.
    """
    last = [_last_reaching(0, 0, respondents, pvalue, level)]
    total = second_larger = 0
    for both, yes, other in margins(strips):
        size = np.abs(yes - other)
        while len(last) <= size.max():
            last.append(_last_reaching(len(last), last[-1] if len(last) > 1 else -1, respondents, pvalue, level))
        limit = np.array(last)[size]
        fewest, most = _discordant_ends(both, yes, other, question_format)
        if level < 1:
            fewest = np.maximum(fewest, size == 0)  # no discordant pair
        reached = np.maximum(np.minimum(most, limit) - fewest + 1, 0)
        total += int(reached.sum())
        second_larger += int(reached[other > yes].sum())
    return total, second_larger


def _last_reaching(size: int, known: int, respondents: int, pvalue: Pvalue, level: Fraction) -> int:
    """The largest s at which p reaches the level, sought from one at which it does (or which comes before any)."""
    if level >= 1:
        return respondents
    while known < respondents and pvalue(known + 1 + size, known + 1) <= level:
        known += 1
    return known


def _joint_ends(both: int, yes: Counts, other: Counts, question_format: str) -> tuple[Counts, ...]:
    if question_format == "single_choice":
        return (np.zeros_like(yes),)
    if question_format == "routed":
        return (other,)
    return np.maximum(0, yes + other - both), np.minimum(yes, other)


def _discordant_ends(both: int, yes: Counts, other: Counts, question_format: str) -> tuple[Counts, Counts]:
    """The smallest and the largest smaller discordant count for each pair of margins."""
    smaller = np.minimum(yes, other)
    ends = [smaller - joint for joint in _joint_ends(both, yes, other, question_format)]
    return ends[-1], ends[0]
