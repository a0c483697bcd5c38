"""Where everything of the drawing of an identified set stands, in inches, and how it is drawn."""

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

import numpy as np

from collabstudy.published.identified import OVERLAPS as RUNGS
from collabstudy.reporting.languages.numbers import decimals
from collabstudy.reporting.plots.points import Grid, Points, outline
from collabstudy.reporting.plots.style import BOLD, GREY, INK, LINE, ROOM, RUST, Framing, text_width, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# From the smallest p to the largest, orange up to alpha and blue beyond; lighter by even steps, so grey tells as much.
COLOURS = ("#742E06", RUST, "#CB6A14", "#76ADD6", "#AFCEE6", "#E6F0F8")
SEPARATE = 60  # up to so many points a side each is a square of its own; beyond, an image keeps the file small
DOTS = 250  # points of the strongest rung that get a dot each; more get an outline
LARGEST = 0.34  # inches of a square
FEWEST = 4  # rows, so that the diagonal leaves room for the words beside it
GAP = 0.3  # inches from the diagonal to the words beside it
ROW = 0.2  # inches of a row of the legend
SECTION = "set_figures"
LEFT, RIGHT = 0.4, 5.15  # where the squares can be
DOT: dict[str, Any] = {"color": "white", "markeredgecolor": INK}
THIN, THICK = 1, 1.7  # points of an outline


@dataclass(frozen=True)
class Words:
    """What is written around the squares: what the axes count, who is larger on either side of the diagonal, what
    each rung is (weakest first), and a last line."""

    axes: tuple[str, str]
    sides: tuple[str, str]
    rungs: tuple[str, ...]
    caption: str


class Sheet:
    """The squares with their axes, and the legend below them; ``height`` in inches."""

    def __init__(self, points: Points, words: Words, framing: Framing) -> None:
        self.points, self.framing = points, framing
        columns, rows = points.classes.shape
        self.rows = max(rows, ceil(0.3 * columns), FEWEST)
        self.columns = max(columns, ceil(1.35 * self.rows))
        self.cell = min(LARGEST, (RIGHT - LEFT) / self.columns)
        self.diagonal = LEFT + self.rows * self.cell  # where it leaves the squares
        rooms = RIGHT - self.diagonal - GAP, self.diagonal - GAP
        self.sides = [wrapped(side, room) for side, room in zip(words.sides, rooms, strict=True)]
        self.across, self.up = wrapped(f"→ {words.axes[0]}"), wrapped(f"↑ {words.axes[1]}")
        self.notes = [wrapped(text, ROOM - 0.3) for text in words.rungs]
        self.caption = wrapped(words.caption)
        self.first = _lines(self.up) + max(map(_lines, self.sides)) + 0.16
        self.bottom = self.first + self.rows * self.cell
        self.legend = self.bottom + 0.4 + _lines(self.across)
        self.height = self.legend + 3 * ROW + sum(map(_lines, self.notes)) + 0.06 * 3 + 0.2 + _lines(self.caption)

    def place(self, first: Any, second: Any) -> tuple[Any, Any]:
        """Where counts, numbers or arrays, stand: inches from the left and from the top."""
        return LEFT + (first + 0.5) * self.cell, self.bottom - (second + 0.5) * self.cell

    def draw(self, axes: "Axes") -> None:
        """Everything on the sheet."""
        self._squares(axes)
        self._scales(axes)
        self._diagonal(axes)
        self._classes(axes)
        axes.text(0, self.height, self.caption, va="bottom")
        y = self.legend + 3 * ROW + 0.1
        for note, rung in zip(self.notes, RUNGS, strict=True):
            axes.text(0.28, y, note, va="top")
            if rung in self.points.rungs:
                self._marked(axes, self.points.rungs[rung], rung, y + 0.42 * LINE)
            y += _lines(note) + 0.06

    def _squares(self, axes: "Axes") -> None:
        from matplotlib.colors import ListedColormap

        weakest = next(iter(self.points.rungs.values()))
        last = len(self.points.levels)
        shown = np.ma.masked_array(last - self.points.classes, ~weakest).T
        columns, rows = weakest.shape
        colours: dict[str, Any] = {"cmap": ListedColormap(COLOURS[: last + 1]), "vmin": -0.5, "vmax": last + 0.5}
        if max(columns, rows) <= SEPARATE:
            xs, ys = LEFT + np.arange(columns + 1) * self.cell, self.bottom - np.arange(rows + 1) * self.cell
            axes.pcolormesh(xs, ys, shown, edgecolors="white", linewidth=0.8, **colours)
            return
        right, top = LEFT + columns * self.cell, self.bottom - rows * self.cell
        axes.imshow(
            shown[::-1], extent=(LEFT, right, self.bottom, top), interpolation="none", aspect="equal", **colours
        )

    def _scales(self, axes: "Axes") -> None:
        axes.text(0, 0, self.up, va="top")
        axes.text(0, self.bottom + 0.25, self.across, va="top")
        step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if self.columns / step <= 9)
        for at in range(0, self.columns, step):
            axes.text(self.place(at, 0)[0], self.bottom + 0.04, str(at), ha="center", va="top")
        for at in range(0, self.rows, step):
            axes.text(LEFT - 0.07, self.place(0, at)[1], str(at), ha="right", va="center")
        axes.plot(
            [LEFT, LEFT, LEFT + self.columns * self.cell],
            [self.first, self.bottom, self.bottom],
            color=GREY,
            linewidth=0.8,
        )

    def _diagonal(self, axes: "Axes") -> None:
        axes.plot([LEFT, self.diagonal], [self.bottom, self.first], color=INK, linewidth=1, linestyle=(0, (4, 3)))
        y = self.first - 0.05
        axes.text(self.diagonal, y, self.framing.words("set equal", SECTION), ha="center", va="bottom")
        axes.text(self.diagonal + GAP, y, self.sides[0], ha="left", va="bottom")
        axes.text(self.diagonal - GAP, y, self.sides[1], ha="right", va="bottom")

    def _marked(self, axes: "Axes", grid: Grid, rung: str, y: float) -> None:
        """What tells the points of a rung, and the same at its note: nothing, an outline, or a dot each."""
        if rung == RUNGS[0]:
            for at, x in ((2, 0.04), (3, 0.16)):
                axes.plot(x, y, "s", color=COLOURS[at], markersize=7)
        elif rung == RUNGS[-1] and grid.sum() <= DOTS:
            axes.plot(*self.place(*np.nonzero(grid)), "o", markersize=min(6, 30 * self.cell), **DOT)
            axes.plot(0.1, y, "o", markersize=6, **DOT)
        else:
            width = THICK if rung == RUNGS[-1] else THIN
            for colour, extra in (("white", 1.6), (INK, 0)):  # dark squares would swallow a dark line
                axes.plot(*self.place(*map(np.array, outline(grid))), color=colour, linewidth=width + extra)
            axes.plot(0.1, y, "s", color="none", markersize=9, markeredgecolor=INK, markeredgewidth=width)

    def _classes(self, axes: "Axes") -> None:
        """The colours of the classes of p: a row up to alpha and a row beyond."""
        words, language = self.framing.words, self.framing.language
        axes.text(0, self.legend + ROW * 0.5, words("set colour", SECTION), va="center")
        headings = [words(name, SECTION) for name in ("set reached", "set not reached")]
        left = max(1.65, *(text_width(text) * BOLD / 72 + 0.2 for text in headings))
        for at, level in enumerate([*map(float, self.points.levels), 1.0]):
            x, y = left + 1.15 * (at % 3), self.legend + ROW * (at // 3 + 1.5)
            axes.plot(x, y, "s", color=COLOURS[at], markersize=9, markeredgecolor=GREY, markeredgewidth=0.5)
            axes.text(x + 0.13, y, words("set class", SECTION, p=_written(level, language)), va="center")
        for at, text in enumerate(headings):
            axes.text(0, self.legend + ROW * (at + 1.5), text, va="center", fontweight="bold")


def _written(level: float, language: str) -> str:
    """A level of p with as many digits as it has."""
    text = f"{level:.6f}".rstrip("0").rstrip(".")
    return decimals(text, language) if language == "nl" else text.replace("0.", ".")


def _lines(text: str) -> float:
    """How high a text is, in inches."""
    return LINE * (1 + text.count("\n"))
