"""How a specification curve is drawn: ranges of p side by side, and below them which reading each one uses."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from math import log10, nan
from typing import TYPE_CHECKING

from collabstudy.published.multiverse import Universe
from collabstudy.reporting.plots.style import (
    BLUE,
    GREEN,
    INK,
    LIGHT,
    LINE,
    ORANGE,
    PALE,
    RED,
    SMALLEST_P,
    wrapped,
)
from collabstudy.reporting.words import count

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = {"none": BLUE, "some": ORANGE, "all": GREEN}
LEFT, RIGHT = 1.3, 5.2  # where the columns are, in inches
TALL = 2.2  # inches from p = 1 down to the smallest p
ROW, GAP = 0.155, 0.1  # inches of a row of the matrix, and between groups of rows
WIDEST = 0.2  # inches of a column
READINGS = {
    "rounding": "Rounding",
    "overlap": "Who answered both",
    "question_format": "Questions",
    "cut": "Cut of hedge words",
    "test": "McNemar test",
}
NAMES = {
    "any": "any bases",
    "equal_bases": "equal bases",
    "complete": "same persons",
    "two_questions": "two, yes or no",
    "single_choice": "one with options",
    "nearest_5": "to fives",
    "mid_p": "mid-p",
    1: "1 point",
}
Run = tuple[int, int]


class Curve:
    """The columns ``shown``, out of ``every`` combination, in the order given; ``height`` in inches."""

    def __init__(
        self, shown: Sequence[Universe], every: Sequence[Universe], alpha: float, notes: Sequence[str]
    ) -> None:
        self.shown, self.alpha = shown, alpha
        self.width = min(WIDEST, (RIGHT - LEFT) / len(shown))
        self.matrix = matrix(shown, every)
        self.legend = [
            (COLOURS[verdict], f"p at most {alpha} in {verdict} of the tables: {count(number, 'combination')}")
            for verdict in COLOURS
            if (number := Counter(item.verdict for item in shown)[verdict])
        ]
        self.notes = wrapped(
            "One column a combination: from the smallest to the largest p over its consistent tables (log scale)."
            + (f" Not drawn: {'; '.join(notes)}." if notes else "")
        )
        self.top = (LINE + 0.05) * len(self.legend) + 0.12
        self.below = self.top + TALL + 0.2
        rows = sum(len(rows) for rows in self.matrix.values())
        self.end = self.below + rows * ROW + len(self.matrix) * (LINE + GAP)
        self.height = self.end + 0.1 + LINE * (1 + self.notes.count("\n"))

    def draw(self, axes: "Axes") -> None:
        """Legend, ranges, matrix and notes from top to bottom."""
        for at, (colour, text) in enumerate(self.legend):
            y = (LINE + 0.05) * at + LINE / 2
            axes.plot(0.06, y, "s", color=colour, markersize=8)
            axes.text(0.18, y, text, va="center")
        self._scale(axes)
        self._ranges(axes)
        self._matrix(axes)
        axes.text(0, self.height, self.notes, va="bottom")

    def level(self, p: float) -> float:
        """Where a p-value stands, in inches from the top."""
        return self.top + TALL * log10(max(p, SMALLEST_P)) / log10(SMALLEST_P)

    def _scale(self, axes: "Axes") -> None:
        right, at = LEFT + self.width * len(self.shown), self.level(self.alpha)
        for p, name in ((SMALLEST_P, "≤ .0001"), (0.001, ".001"), (0.01, ".01"), (0.1, ".1"), (1.0, "p = 1")):
            axes.plot([LEFT - 0.05, right], [self.level(p)] * 2, color=LIGHT, linewidth=0.7, zorder=0)
            if abs(self.level(p) - at) > 0.95 * LINE:
                axes.text(LEFT - 0.1, self.level(p), name, ha="right", va="center")
        axes.plot([LEFT - 0.05, right], [at, at], color=RED, linewidth=1, linestyle=(0, (4, 3)), zorder=3)
        axes.text(LEFT - 0.1, at, f"alpha {self.alpha}", ha="right", va="center", color=RED)

    def _ranges(self, axes: "Axes") -> None:
        """One broken line a verdict, so that hundreds of columns take few bytes; a dot at each lowest p."""
        thick = max(self.width * 72 * 0.72, 0.6)
        for verdict, colour in COLOURS.items():
            xs: list[float] = []
            ys: list[float] = []
            for at, item in enumerate(self.shown):
                if item.verdict == verdict and item.lowest is not None and item.highest is not None:
                    x, low, high = LEFT + (at + 0.5) * self.width, self.level(item.lowest), self.level(item.highest)
                    xs += [x, x, nan]
                    ys += [low + 0.015, high - 0.015, nan]  # a range of one p is still to be seen
            axes.plot(xs, ys, color=colour, linewidth=thick, solid_capstyle="butt", zorder=2)

    def _matrix(self, axes: "Axes") -> None:
        y = self.below
        for group, rows in self.matrix.items():
            axes.text(0, y + GAP, group, va="top", fontweight="bold")
            y += GAP + LINE
            for name, used in rows.items():
                middle = y + ROW / 2
                axes.text(0.08, middle, name, va="center")
                if any(used):
                    self._row(axes, middle, [(0, len(used))], PALE)
                    self._row(axes, middle, list(runs(used)), INK)
                else:
                    axes.text(LEFT, middle, "refuted", va="center")
                y += ROW

    def _row(self, axes: "Axes", y: float, found: list[Run], colour: str) -> None:
        """Stretches of columns as bars, in one broken line."""
        xs = [x for start, end in found for x in (LEFT + start * self.width, LEFT + end * self.width, nan)]
        axes.plot(xs, [y] * len(xs), color=colour, linewidth=7, solid_capstyle="butt")


def matrix(shown: Sequence[Universe], every: Sequence[Universe]) -> dict[str, dict[str, list[bool]]]:
    """By what is read and by reading: which columns use it. Readings without a test have no row, nor has what
    is read in one way only; a reading of which no column is left has an empty row."""
    found = {}
    for field, group in READINGS.items():
        values = dict.fromkeys(getattr(item, field) for item in every if item.test is not None)
        if len(values) > 1:
            found[group] = {_name(value): [getattr(item, field) == value for item in shown] for value in values}
    return found


def runs(used: Sequence[bool]) -> Iterator[Run]:
    """The stretches of columns in use, each from its first column to the one after its last."""
    for flag, group in groupby(enumerate(used), key=lambda pair: pair[1]):
        columns = [at for at, _ in group]
        if flag:
            yield columns[0], columns[-1] + 1


def _name(value: str | int) -> str:
    return NAMES.get(value) or (f"{value} points" if isinstance(value, int) else value.replace("_", " "))
