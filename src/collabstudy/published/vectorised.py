"""The whole-number formulas of the exact core on arrays: a hundred thousand figures at once, no float.

Arrays are int64 where every product fits, and hold Python's own integers (slower, of any size) where one would not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
import pandas as pd

from collabstudy.published.printing import as_percentage, printed_units
from collabstudy.published.rounding import ANY_RULE, ShareInterval

FITS = 2**62
CHUNK = 2_000_000  # bases tried at a time


@dataclass(frozen=True)
class Ends:
    """The lower (or upper) ends of intervals: ``numerator / denominator`` and what to add before dividing."""

    numerator: np.ndarray
    denominator: Any  # one number, or an array
    shift: np.ndarray

    def counts(self, cases: np.ndarray, bases: np.ndarray) -> np.ndarray:
        """For each case (a place among the intervals) and base: the first (or last) count inside."""
        divisor = self.denominator if np.ndim(self.denominator) == 0 else self.denominator[cases]
        products = self.numerator[cases] * bases
        products += self.shift[cases]
        return products // divisor


def lower_ends(intervals: Sequence[ShareInterval], largest_base: int) -> Ends:
    """The smallest count is (numerator * base + denominator - belongs) // denominator."""
    return _ends([item.lower for item in intervals], [item.includes_lower for item in intervals], True, largest_base)


def upper_ends(intervals: Sequence[ShareInterval], largest_base: int) -> Ends:
    """The largest count is (numerator * base - 1 + belongs) // denominator."""
    return _ends([item.upper for item in intervals], [item.includes_upper for item in intervals], False, largest_base)


def _ends(ends: list[Fraction], belongs: list[bool], lower: bool, largest_base: int) -> Ends:
    denominators = [end.denominator for end in ends]
    common = lcm(*denominators)
    if 2 * common * (largest_base + 1) < FITS:
        denominators = [common] * len(ends)  # one divisor for all: several times faster
    kind = np.int64 if 4 * max(denominators, default=1) * (largest_base + 1) < FITS else object
    numerators = [int(end * denominator) for end, denominator in zip(ends, denominators, strict=True)]
    shifts = [
        denominator - belonging if lower else belonging - 1
        for denominator, belonging in zip(denominators, belongs, strict=True)
    ]
    divisor = common if set(denominators) == {common} else np.array(denominators, dtype=kind)
    return Ends(np.array(numerators, dtype=kind), divisor, np.array(shifts, dtype=kind))


@dataclass(frozen=True)
class Summary:
    """Of each figure whose base is not known: over all bases that there can be."""

    smallest: np.ndarray
    largest: np.ndarray
    counts: np.ndarray
    bases: np.ndarray


def over_bases(lower: Ends, upper: Ends, cases: np.ndarray, low: np.ndarray, high: np.ndarray) -> Summary:
    """For each case, over the bases ``low`` to ``high``: smallest and largest count, how many pairs of
    count and base, and how many bases have any."""
    parts = []
    tried = np.cumsum(high - low + 1) // CHUNK
    for chunk in np.unique(tried):
        rows = np.flatnonzero(tried == chunk)
        lengths = (high - low + 1)[rows]
        starts = np.cumsum(lengths) - lengths
        owner = np.repeat(np.arange(len(rows)), lengths)
        bases = np.arange(lengths.sum()) - starts[owner] + low[rows][owner]
        first, last = lower.counts(cases[rows][owner], bases), upper.counts(cases[rows][owner], bases)
        fits = first <= last
        parts.append(
            (
                np.minimum.reduceat(np.where(fits, first, high.max() + 1), starts),
                np.maximum.reduceat(np.where(fits, last, -1), starts),
                np.add.reduceat(np.where(fits, last - first + 1, 0), starts),
                np.add.reduceat(fits.astype(np.int64), starts),
            )
        )
    return Summary(*(np.concatenate(column) for column in zip(*parts, strict=True)))


@dataclass(frozen=True)
class Printed:
    """Of each case: the printed number in units of its last digit, its decimals and its rule."""

    units: np.ndarray
    decimals: np.ndarray
    rules: list[str]

    def nearest(self, cases: np.ndarray, bases: np.ndarray, below: np.ndarray, above: np.ndarray) -> tuple[Any, Any]:
        """The nearest smaller and larger percentages that can be printed, as text; missing where there is none.

        ``below`` and ``above`` are the counts next to the (empty) interval. Nothing is said of wordings that are
        no printed percentage (decimals -1), under ``any_rule``, and of decimals under ``nearest_5``.
        """
        codes = np.full((2, len(cases)), -1, dtype=np.int64)
        texts: list[str] = []
        kinds = list(zip(self.decimals.tolist(), self.rules, strict=True))
        groups = {kind: number for number, kind in enumerate(dict.fromkeys(kinds))}
        mine = np.array([groups[kind] for kind in kinds], dtype=np.int64)[cases]
        for (decimals, rule), number in groups.items():
            if decimals < 0 or rule == ANY_RULE or (rule == "nearest_5" and decimals > 0):
                continue
            rows = slice(None) if len(groups) == 1 else np.flatnonzero(mine == number)
            units = self.units[cases[rows]]
            found = _nearest(units, bases[rows], below[rows], above[rows], decimals, rule)
            for side, values in enumerate(found):
                places, distinct = pd.factorize(values)
                codes[side, rows] = np.where(values < 0, -1, places + len(texts))
                texts += [as_percentage(max(0, int(value)), decimals) for value in distinct]
        known = pd.array(texts, dtype="str")
        return known.take(codes[0], allow_fill=True), known.take(codes[1], allow_fill=True)


def _nearest(
    units: np.ndarray, bases: np.ndarray, below: np.ndarray, above: np.ndarray, decimals: int, rule: str
) -> tuple[np.ndarray, np.ndarray]:
    """In units of the last digit; -1 where no count lies on that side."""
    if len(bases) and 400 * 10**decimals * (int(bases.max()) + 1) >= FITS:
        bases, below, above = (values.astype(object) for values in (bases, below, above))
    off_grid = units % 5 != 0 if rule == "nearest_5" else np.zeros(len(units), dtype=bool)
    if off_grid.any():  # never printed: the border runs half-way between the multiples on either side
        border = (2 * (units // 5 * 5) + 5) * bases
        below, above = np.where(off_grid, border // 200, below), np.where(off_grid, -(-border // 200), above)
    smaller = printed_units(np.maximum(below, 0), bases, decimals, rule, ties_up=True)
    larger = printed_units(np.minimum(above, bases), bases, decimals, rule, ties_up=False)
    if off_grid.any():
        smaller = np.where(off_grid, np.minimum(smaller, units // 5 * 5), smaller)
        larger = np.where(off_grid, np.maximum(larger, units // 5 * 5 + 5), larger)
    return np.where(below < 0, -1, smaller), np.where(above > bases, -1, larger)
