"""Wang's admissible interval for the number of yes-sayers in a finite population, in integers.

From the equal-tail limits of every count, the limits are drawn in one person at a time, from the middle counts
outwards, the lower limit of a count before its upper one, and the mirrored limits of base - count with them: as
far as every number M of yes-sayers stays covered with at least the confidence (Wang 2015, J. Am. Stat. Assoc.
110:1491, after Wang 2014, Stat. Sinica 24:1389). That stops each at its one-sided limit at the latest. No limit that is
left can be drawn in alone, so no shorter interval lies inside (admissible).

A limit that leaves M uncovers that M only, so one coverage is looked at a step, and as whole samples out of
C(population, base): no rounding decides. Two rules keep the result an interval at any confidence: a step that
would let the limits of a count cross, or pass those of a neighbouring count, is not taken.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import lru_cache

from collabstudy.statistics.hypergeometric import count_limits


@lru_cache(maxsize=64)
def wang_limits(count: int, base: int, population: int, level: Fraction) -> tuple[int, int]:
    """The smallest and the largest M (persons in the population) for `count` yes-sayers among `base`."""
    shrinking = _Shrinking(base, population, level)
    for one in range(base // 2, min(count, base - count) - 1, -1):
        shrinking.raise_lower(one)
        if 2 * one != base:  # in the middle the mirrored upper limit went along
            shrinking.raise_lower(base - one)
    return shrinking.lower[count], population - shrinking.lower[base - count]


class _Shrinking:
    """The lower limits of all counts; the upper limit of a count is population - lower[base - count]."""

    def __init__(self, base: int, population: int, level: Fraction) -> None:
        self.base, self.population = base, population
        self.needed = math.ceil(level * math.comb(population, base))
        self.lower = [count_limits(count, base, population, (1 - level) / 2)[0] for count in range(base + 1)]
        self.covered: dict[int, int] = {}

    def raise_lower(self, count: int) -> None:
        """Draw in the lower limit of `count`, and the upper limit of its mirror image, as far as may be."""
        while self._may_step(count):
            left = self.lower[count]
            for uncovered, by in {(left, count), (self.population - left, self.base - count)}:
                self.covered[uncovered] = self._covered(uncovered) - self._samples(by, uncovered)
            self.lower[count] += 1

    def _may_step(self, count: int) -> bool:
        left, mirrored = self.lower[count], self.base - count
        highest = self.population - self.lower[mirrored] - (count == mirrored)  # in the middle both ends step
        if count < self.base:
            highest = min(highest, self.lower[count + 1])
        if left >= highest:
            return False
        lost = self._samples(count, left)
        if 2 * left == self.population and count != mirrored:  # the mirrored step uncovers the same M
            lost *= 2
        return self._covered(left) - lost >= self.needed

    def _covered(self, marked: int) -> int:
        """The samples, of those with `marked` yes-sayers to draw from, whose limits hold `marked`."""
        if marked not in self.covered:
            self.covered[marked] = sum(
                self._samples(count, marked)
                for count in range(self.base + 1)
                if self.lower[count] <= marked <= self.population - self.lower[self.base - count]
            )
        return self.covered[marked]

    def _samples(self, count: int, marked: int) -> int:
        return math.comb(marked, count) * math.comb(self.population - marked, self.base - count)
