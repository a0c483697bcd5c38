"""The tables of identified sets as points over their two discordant counts, without a list of tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from collabstudy.published.margins import discordant_points, levels_reached
from collabstudy.reporting.plots.pairs import Rungs

STEPS = (50, 5, 1, Fraction(1, 2), Fraction(1, 10))  # the classes of p end at alpha divided by these
Grid = NDArray[np.bool_]
Line = tuple[list[float], list[float]]


@dataclass(frozen=True)
class Points:
    """The pairs of discordant counts of each rung, weakest first, and the class of p of every pair.

    Arrays are indexed [yes to the first only, yes to the second only]; class 0 is the largest p, and one is
    added for each of ``levels`` that p is at most.
    """

    rungs: dict[str, Grid]
    classes: NDArray[np.int64]
    levels: tuple[Fraction, ...]


def discordant(sets: Rungs, alpha: float) -> Points:
    """The points of each rung that has any, cut off beyond the largest counts, and their classes of p."""
    grids = {
        rung: discordant_points(found.strips(), found.question_format, found.respondents)
        for rung, found in sets.items()
        if not found.is_empty
    }
    weakest = next(iter(grids.values()))
    columns, rows = (int(np.flatnonzero(weakest.any(axis=axis))[-1]) + 1 for axis in (1, 0))
    levels = tuple(level for step in STEPS if (level := Fraction(str(alpha)) / step) < 1)
    test = next(iter(sets.values())).pvalue("exact")
    classes = levels_reached(max(columns, rows) - 1, test, levels)[:columns, :rows]
    return Points({rung: grid[:columns, :rows] for rung, grid in grids.items()}, classes, levels)


def written(grid: NDArray[np.int64] | Grid) -> list[str]:
    """An array as JSON holds it in few bytes: each row as runs of one value, ``length:value``."""
    return [
        " ".join(f"{len(list(run))}:{value}" for value, run in groupby(map(int, row.tolist())))
        for row in np.asarray(grid)
    ]


def read(rows: Sequence[str]) -> NDArray[np.int64]:
    """What :func:`written` wrote."""
    runs = [[tuple(map(int, run.split(":"))) for run in row.split()] for row in rows]
    return np.array([[value for length, value in row for _ in range(length)] for row in runs], dtype=np.int64)


def outline(grid: Grid) -> Line:
    """The border between the points of a grid and the rest, in counts, as one broken line."""
    xs: list[float] = []
    ys: list[float] = []
    cells = np.pad(grid, 1)
    for across, (fixed, along) in ((cells, (xs, ys)), (cells.T, (ys, xs))):
        border = np.pad((across[1:] != across[:-1]).astype(int), ((0, 0), (1, 1)))
        starts, ends = (np.argwhere(np.diff(border, axis=1) == sign) for sign in (1, -1))
        for (at, start), (_, end) in zip(starts.tolist(), ends.tolist(), strict=True):
            fixed += [at - 0.5, at - 0.5, float("nan")]
            along += [start - 1.5, end - 1.5, float("nan")]
    return xs, ys
