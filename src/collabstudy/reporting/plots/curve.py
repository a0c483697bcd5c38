"""How a specification curve is drawn: ranges of p side by side, and below them which reading each one uses."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from math import log10, nan
from typing import TYPE_CHECKING

from collabstudy.reporting.languages import templates
from collabstudy.reporting.languages.numbers import decimals
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
    Framing,
    wrapped,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from collabstudy.reporting.plots.multiverse import Reading

COLOURS = {"none": BLUE, "some": ORANGE, "all": GREEN}
LEFT, RIGHT = 1.3, 5.2  # where the columns are, in inches
TALL = 2.2  # inches from p = 1 down to the smallest p
ROW, GAP = 0.155, 0.1  # inches of a row of the matrix, and between groups of rows
WIDEST = 0.2  # inches of a column
READINGS = ("rounding", "overlap", "question_format", "cut", "test")  # what is read, in the order of the groups
SECTION = "set_figures"
Run = tuple[int, int]


class Curve:
    """The columns ``shown``, out of ``every`` combination, in the order given; ``height`` in inches."""

    def __init__(
        self, shown: Sequence["Reading"], every: Sequence["Reading"], alpha: float, notes: str, framing: Framing
    ) -> None:
        self.shown, self.alpha, self.framing = shown, alpha, framing
        self.width = min(WIDEST, (RIGHT - LEFT) / len(shown))
        self.matrix = matrix(shown, every)
        level = decimals(str(alpha), framing.language)
        self.legend = [
            (COLOURS[verdict], framing.words(f"curve {verdict}", SECTION, alpha=level, number=f"{number:,}"))
            for verdict in COLOURS
            if (number := Counter(item.verdict for item in shown)[verdict])
        ]
        rest = framing.words("curve rest", SECTION, rest=notes) if notes else ""
        self.notes = wrapped(framing.words("curve note", SECTION) + rest)
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
        for p, name in zip((SMALLEST_P, 0.001, 0.01, 0.1, 1.0), self._ticks(), strict=True):
            axes.plot([LEFT - 0.05, right], [self.level(p)] * 2, color=LIGHT, linewidth=0.7, zorder=0)
            if abs(self.level(p) - at) > 0.95 * LINE:
                axes.text(LEFT - 0.1, self.level(p), name, ha="right", va="center")
        axes.plot([LEFT - 0.05, right], [at, at], color=RED, linewidth=1, linestyle=(0, (4, 3)), zorder=3)
        name = self.framing.words("alpha", alpha=decimals(str(self.alpha), self.framing.language))
        axes.text(LEFT - 0.1, at, name, ha="right", va="center", color=RED)

    def _ticks(self) -> list[str]:
        *rest, last = templates(self.framing.language)["figures"]["p ticks"]
        return [*rest, f"p = {last}"]

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
            axes.text(0, y + GAP, self.framing.words(group, SECTION), va="top", fontweight="bold")
            y += GAP + LINE
            for name, used in rows.items():
                middle = y + ROW / 2
                axes.text(0.08, middle, self._name(name), va="center")
                if any(used):
                    self._row(axes, middle, [(0, len(used))], PALE)
                    self._row(axes, middle, list(runs(used)), INK)
                else:
                    axes.text(LEFT, middle, self.framing.words("row refuted", SECTION), va="center")
                y += ROW

    def _name(self, value: str | int) -> str:
        """How a reading is called."""
        if isinstance(value, int):
            return self.framing.words("one point" if value == 1 else "points", SECTION, points=value)
        return self.framing.words(f"reading {value}", SECTION)

    def _row(self, axes: "Axes", y: float, found: list[Run], colour: str) -> None:
        """Stretches of columns as bars, in one broken line."""
        xs = [x for start, end in found for x in (LEFT + start * self.width, LEFT + end * self.width, nan)]
        axes.plot(xs, [y] * len(xs), color=colour, linewidth=7, solid_capstyle="butt")


def matrix(shown: Sequence["Reading"], every: Sequence["Reading"]) -> dict[str, dict[str | int, list[bool]]]:
    """By what is read and by reading: which columns use it. Readings without a test have no row, nor has what
    is read in one way only; a reading of which no column is left has an empty row."""
    found = {}
    for field in READINGS:
        values = dict.fromkeys(getattr(item, field) for item in every if item.test is not None)
        if len(values) > 1:
            found[field] = {value: [getattr(item, field) == value for item in shown] for value in values}
    return found


def runs(used: Sequence[bool]) -> Iterator[Run]:
    """The stretches of columns in use, each from its first column to the one after its last."""
    for flag, group in groupby(enumerate(used), key=lambda pair: pair[1]):
        columns = [at for at, _ in group]
        if flag:
            yield columns[0], columns[-1] + 1
