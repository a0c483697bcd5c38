"""Which discordant counts can give the smallest and the largest value of a test or an effect.

A table is described here by the difference d = yes_no - no_yes, which its margins fix, and the smaller
discordant count s. Over s and the size of d the p-values of McNemar's tests move one way: with d fixed p
grows with s (the chance that a symmetric walk of 2 s + d steps ends at d or beyond grows with its length
for d of 1 or more), and with s fixed it falls as d grows. So of thousands of margins only a few can hold
the extremes, and only those are evaluated. A table without a discordant pair has p = 1 by definition and
is kept apart.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from collabstudy.published.identified import PairedTable, Strip, joint_cell, table_from

Pairs = tuple[int, int, int, int, int, int]  # size of d, s; both, first yes, second yes, yes twice


class Frontier(NamedTuple):
    """The few tables among which the lowest, and those among which the highest p of a set is."""

    lowest: list[PairedTable]
    highest: list[PairedTable]


def candidates(strips: Iterable[Strip], question_format: str) -> Iterator[Pairs]:
    """Tables among which the extremes of every statistic of d, s and d / both are.

    In a strip d is extreme at its ends; and where it comes closest to 0 the smaller count can be largest,
    because a step of the second margin towards the first never takes room from the smaller count.
    """
    for both, yes, low, high in strips:
        for other in {low, high, min(max(yes, low), high)}:
            cell = joint_cell(both, yes, other, question_format)
            smaller = min(yes, other)
            joints = {cell[0], cell[-1]}
            if yes == other and len(cell) > 1:
                joints.add(cell[-2])  # one pair each way: with d = 0 p is defined apart where there is no pair
            for joint in joints:
                yield abs(yes - other), smaller - joint, both, yes, other, joint


def discordance_bounds(strips: Iterable[Strip], question_format: str) -> tuple[Fraction, Fraction] | None:
    """The smallest and the largest share of those who answered both that answered them differently.

    Over every table; both are attained. With the joint cell at its largest the share falls until the margins are
    equal, at its smallest it rises until they add up to everyone; so in a strip it is extreme there or at its ends.
    ``None`` where nobody answered both.
    """
    found = []
    for both, yes, low, high in strips:
        for other in {low, high, min(max(yes, low), high), min(max(both - yes, low), high)} if both else ():
            cell = joint_cell(both, yes, other, question_format)
            found += [Fraction(yes + other - 2 * joint, both) for joint in (cell[0], cell[-1])]
    return (min(found), max(found)) if found else None


def table_of(pairs: Pairs) -> PairedTable:
    """The table that was described by its discordant pairs."""
    return table_from(*pairs[2:])


def frontier(found: Iterable[Pairs]) -> Frontier:
    """Those that can have an extreme p: the lowest none that another has a larger d and a smaller s than, the
    highest the reverse. One without a discordant pair is among both."""
    fewest: dict[int, Pairs] = {}
    most: dict[int, Pairs] = {}
    without: list[Pairs] = []
    for pairs in found:
        size, smaller = pairs[:2]
        if size == smaller == 0:
            without = without or [pairs]
            continue
        if size not in fewest or smaller < fewest[size][1]:
            fewest[size] = pairs
        if size not in most or smaller > most[size][1]:
            most[size] = pairs
    lowest = _undominated((fewest[size] for size in sorted(fewest, reverse=True)), sign=1)
    highest = _undominated((most[size] for size in sorted(most)), sign=-1)
    return Frontier(*([table_of(pairs) for pairs in (*without, *kept)] for kept in (lowest, highest)))


def _undominated(ordered: Iterable[Pairs], sign: int) -> Iterator[Pairs]:
    """Those whose s is below (``sign`` 1) or above (-1) that of all before."""
    reached: int | None = None
    for pairs in ordered:
        if reached is None or sign * pairs[1] < sign * reached:
            reached = pairs[1]
            yield pairs
