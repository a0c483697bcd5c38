"""Small multiples: the same axes several times over, each with its name and a line of words above it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from collabstudy.reporting.plots.style import BOLD, LINE, ROOM, SLACK, WIDTH, Framing, canvas, drawn, inch_axes, wrapped
from collabstudy.reporting.results import Plot

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ACROSS = WIDTH - 0.09  # inches of a canvas
LEFT, BELOW, ABOVE, GAP = 0.44, 0.26, 0.08, 0.1  # inches around an axis, numbers included, and between panels


@dataclass(frozen=True)
class Panel:
    """One of the axes: its name in bold, words below that, and what draws in it."""

    name: str
    words: str
    draw: Callable[["Axes"], None]


@dataclass(frozen=True)
class Look:
    """What is common to all panels: how many stand side by side, and the height of each in inches."""

    columns: int = 2
    tall: float = 0.92


def small_multiples(
    panels: Sequence[Panel], title: str, alt: str, caption: Sequence[str], look: Look, framing: Framing
) -> Plot:
    """The panels row by row with the caption below them."""
    wide = ACROSS / look.columns
    names = [wrapped(panel.name, (wide - GAP) / BOLD) for panel in panels]
    words = [wrapped(panel.words, wide - GAP) for panel in panels]
    lines = [_lines(name) + _lines(text) for name, text in zip(names, words, strict=True)]
    rows = [max(lines[at : at + look.columns]) for at in range(0, len(panels), look.columns)]
    below = "\n".join(wrapped(line, ROOM) for line in caption)
    height = sum(LINE * row + ABOVE + look.tall + BELOW + GAP for row in rows) + LINE * (1 + below.count("\n")) + 0.1
    with canvas(height - SLACK, title, framing) as (figure, axes):
        inch_axes(axes, height)
        for at, panel in enumerate(panels):
            row, column = divmod(at, look.columns)
            top = sum(LINE * used + ABOVE + look.tall + BELOW + GAP for used in rows[:row])
            left, upper = column * wide, top + LINE * rows[row] + ABOVE
            axes.text(left, top, names[at], fontweight="bold", va="top")
            axes.text(left, top + LINE * _lines(names[at]), words[at], va="top")
            place = (left + LEFT) / ACROSS, 1 - (upper + look.tall) / height
            inset = axes.inset_axes((*place, (wide - LEFT - GAP) / ACROSS, look.tall / height))
            inset.tick_params(length=0, pad=3)
            inset.tick_params(axis="x", pad=6)  # clear of the lowest number beside it
            panel.draw(inset)
        axes.text(0, height, below, va="bottom")
        return drawn(figure, title, alt, framing)


def _lines(text: str) -> int:
    return 1 + text.count("\n")
