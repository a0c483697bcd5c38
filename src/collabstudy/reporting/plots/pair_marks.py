"""Pairs of shares as they are drawn and said, whatever the shares were taken from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from collabstudy.reporting.languages.numbers import between, decimals
from collabstudy.reporting.plots.style import (
    BLUE,
    BOLD,
    GREY,
    LINE,
    ORANGE,
    ROOM,
    Framing,
    canvas,
    drawn,
    percent_axis,
    stacked,
    text_above,
    wrapped,
)
from collabstudy.reporting.results import Plot
from collabstudy.reporting.words import percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Side:
    """One share of a comparison: its lowest and highest value, and how it is named and printed."""

    low: float
    high: float
    name: str
    value: str


@dataclass(frozen=True)
class Pair:
    """Two shares of a comparison as they are drawn, and what is said of them: on the figure, and in its alt text."""

    heading: str
    sides: tuple[Side, Side]
    below: str = ""
    said: str = ""


def draw_pairs(pairs: Sequence[Pair], title: str, caption: str, framing: Framing) -> Plot:
    """The pairs one below the other: words above, and a mark for each share."""
    alt = " ".join(pair.said for pair in pairs)
    lines = [[wrapped(f"{side.value}: {side.name}", ROOM - 0.15) for side in pair.sides] for pair in pairs]
    for pair, texts in zip(pairs, lines, strict=True):
        texts += [wrapped(pair.below)] if pair.below else []
    headings = [wrapped(pair.heading, ROOM / BOLD) for pair in pairs]
    heights, total = stacked(["\n".join([head, *texts]) for head, texts in zip(headings, lines, strict=True)], gap=0.5)
    with canvas(total + 0.3, title, framing) as (figure, axes):
        for y, head, texts, pair in zip(heights, headings, lines, pairs, strict=True):
            _write(axes, y - 0.06, head, texts)
            middles = [(side.low + side.high) / 2 for side in pair.sides]
            axes.plot(middles, [y - 0.055, y + 0.055], color=GREY, linewidth=1.2, zorder=1)
            _mark(axes, y - 0.055, pair.sides[0], BLUE)
            _mark(axes, y + 0.055, pair.sides[1], ORANGE)
        axes.set_ylim(total, 0)
        percent_axis(axes, heights, caption)
        return drawn(figure, title, alt, framing)


def _write(axes: "Axes", bottom: float, heading: str, lines: list[str]) -> None:
    """The comparison's name, with a square of its colour each share's, and the difference, up from ``bottom``."""
    for text, colour in reversed(list(zip(lines, (BLUE, ORANGE, GREY), strict=False))):
        height = LINE * (1 + text.count("\n"))
        mark = "_" if colour == GREY else "s"  # as its line in the drawing
        axes.plot(0.007, bottom - 0.11 - height + LINE / 2, mark, color=colour, markersize=6, zorder=5)
        text_above(axes, bottom, text, 0.028)
        bottom -= height
    text_above(axes, bottom, heading, fontweight="bold")


def _mark(axes: "Axes", y: float, side: Side, colour: str) -> None:
    """A range as long as it is; a single share, which has no length, as a dot."""
    if side.low == side.high:
        axes.plot(side.low, y, "o", color=colour, markersize=7, zorder=2)
    else:
        axes.plot([side.low, side.high], [y, y], color=colour, linewidth=8, solid_capstyle="butt", zorder=2)


def gap_said(low: float, high: float, places: int, framing: Framing) -> str:
    """A difference of shares in percentage points, or the two between which it lies."""
    language = framing.language
    ends = [decimals(percent(end, places)[:-1], language) for end in (low, high)]
    return between(ends[0], ends[1], language)


def pair_said(name: str, first: Side, second: Side, places: int, framing: Framing) -> str:
    """Both shares and their difference in one sentence."""
    gap = gap_said(first.low - second.high, first.high - second.low, places, framing)
    sides = {"first": first.name, "first_value": first.value, "second": second.name, "second_value": second.value}
    return framing.words("dumbbell said", name=name, gap=gap, **sides)
