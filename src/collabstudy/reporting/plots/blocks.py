"""Parts that are drawn one below the other on axes of inches: paragraphs, squares of persons, bars."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from collabstudy.reporting.plots.drawing import Values
from collabstudy.reporting.plots.style import BLUE, BOLD, GREY, LINE, PALE, ROOM, SKY, text_width, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes

A_ROW = 25  # squares beside each other
PITCH, SIDE = ROOM / A_ROW, 0.155  # inches from square to square, and along one
BAR = 0.11  # inches that a bar is high
STYLES: dict[str, dict[str, Any]] = {
    "used": {"facecolor": BLUE, "edgecolor": BLUE},
    "unused": {"facecolor": SKY, "edgecolor": BLUE},
    "silent": {"facecolor": PALE, "edgecolor": GREY},
    "perhaps": {"facecolor": "white", "edgecolor": GREY, "linestyle": (0, (2, 1.5))},
}


@dataclass(frozen=True)
class Block:
    """A part of the drawing: its height in inches, and what draws it from a top edge on."""

    height: float
    paint: Callable[["Axes", float], None]


def text_block(text: str, after: float = 0.06, **style: Any) -> Block:
    """A paragraph, bold where a style is given."""
    lines = wrapped(text, ROOM / BOLD if style else ROOM)

    def paint(axes: "Axes", top: float) -> None:
        axes.text(0, top, lines, va="top", in_layout=False, **style)

    return Block(LINE * (1 + lines.count("\n")) + after, paint)


def waffle(squares: list[str]) -> Block:
    """Squares in rows, each of a kind of :data:`STYLES`."""

    def paint(axes: "Axes", top: float) -> None:
        for at, kind in enumerate(squares):
            square(axes, at % A_ROW * PITCH, top + at // A_ROW * PITCH, SIDE, kind)

    return Block(-(-len(squares) // A_ROW) * PITCH + 0.1, paint)


def legend_row(kind: str, text: str) -> Block:
    """One square with what it means."""
    lines = wrapped(text, ROOM - 0.25)

    def paint(axes: "Axes", top: float) -> None:
        square(axes, 0, top, SIDE, kind)
        axes.text(0.24, top + 0.02, lines, va="top", in_layout=False)

    return Block(LINE * (1 + lines.count("\n")) + 0.07, paint)


def wide(text: str) -> float:
    """Inches that the widest line of a text takes."""
    return max(text_width(line) for line in text.split("\n")) / 72


def bar(name: str, place: tuple[float, float], item: Values, answered: int, text: str) -> Block:
    """So many surely answered, so many at most, and so many who did not."""
    left, length = place[0], place[1] - place[0]
    borders = [0, item["least"], item["most"], answered]

    def paint(axes: "Axes", top: float) -> None:
        axes.text(0, top + 0.01, name, va="top", in_layout=False)
        for kind, start, end in zip(("used", "unused", "silent"), borders, borders[1:], strict=False):
            if end > start:
                square(axes, left + length * start / answered, top + 0.02, length * (end - start) / answered, kind)
        axes.text(ROOM, top + 0.01, text, va="top", ha="right", in_layout=False)

    return Block(LINE * (1 + name.count("\n")) + 0.08, paint)


def square(axes: "Axes", x: float, y: float, width: float, kind: str) -> None:
    """A square, or a bar of another width, with its upper left corner at x, y in inches."""
    from matplotlib.patches import Rectangle

    height = SIDE if width == SIDE else BAR
    axes.add_patch(Rectangle((x + 0.01, y), width, height, linewidth=0.9, **STYLES[kind]))
