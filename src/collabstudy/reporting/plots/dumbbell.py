"""Two shares of one comparison on a line, each drawn as the range that it can have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from collabstudy.counting import Counts
from collabstudy.disclosure import Release
from collabstudy.published.verdicts import printed
from collabstudy.reporting.gate import unmarked_counts
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
from collabstudy.reporting.released import of_counts
from collabstudy.reporting.results import NO_COMPARISON, NO_RESPONSES, Missing, Plot
from collabstudy.reporting.words import percent, selection_name
from collabstudy.study import Comparison, Figure, Selection, Study

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Side:
    """One share of a comparison: its lowest and highest value, and how it is named and printed."""

    low: float
    high: float
    name: str
    value: str


Pair = tuple[str, Side, Side]


def published_dumbbell(study: Study) -> Plot | Missing:
    """The comparisons whose shares were both published, each share as the range of its feasible values."""
    pairs = [pair for comparison in study.comparisons if (pair := _published(study, comparison))]
    caption = "Share of those who answered; a mark spans all shares that print as the figure (a dot: only one)."
    title = "Published shares that are set side by side"
    if not pairs:
        return Missing("Of no comparison can both published shares be drawn.") if study.comparisons else NO_COMPARISON
    return _plot(pairs, title, caption, ("published", "identified", "assumed"))


def response_dumbbell(counts: dict[str, Counts], study: Study) -> Plot | Missing:
    """The comparisons as counted in responses, each share among those who answered that question."""
    if study.responses is None:
        return NO_RESPONSES
    counts = unmarked_counts(counts, study)
    pairs = []
    for comparison in study.comparisons:
        first, second = (_counted(counts, study, selection) for selection in (comparison.first, comparison.second))
        if first and second:
            pairs.append((comparison.name, first, second))
    if not pairs:
        return Missing("Of no comparison were both questions answered.") if study.comparisons else NO_COMPARISON
    title = "The comparisons in the " + ("synthetic responses" if study.synthetic else "responses")
    releases = of_counts(study, {name: counts[name] for name in _columns(study, counts)})
    return _plot(pairs, title, "Share of those who answered that question.", (study.evidence,), releases)


def _published(study: Study, comparison: Comparison) -> Pair | None:
    sides = [_feasible(study, figure) for figure in study.figures_for(comparison) or ()]
    first, second = sides or (None, None)
    return (comparison.name, first, second) if first and second else None


def _feasible(study: Study, figure: Figure) -> Side | None:
    side = printed(study, figure)
    if not side.counts:
        return None
    low, high = side.shares
    return Side(
        float(low), float(high), selection_name(study, Selection(figure.question, figure.answers)), figure.wording
    )


def _counted(counts: dict[str, Counts], study: Study, selection: Selection) -> Side | None:
    item, answers = counts.get(selection.question), selection.answers
    if item is None:  # a question with several answers has a column for each
        item, answers = counts.get(f"{selection.question}.{selection.answers[0]}"), ("yes",)
    if item is None or item.base == 0:
        return None
    share = item.of(answers) / item.base
    return Side(
        share, share, selection_name(study, selection), f"{percent(share)}, {item.of(answers):,} of {item.base:,}"
    )


def _columns(study: Study, counts: Mapping[str, Counts]) -> list[str]:
    """The counted columns that comparisons look at."""
    sides = [side for comparison in study.comparisons for side in (comparison.first, comparison.second)]
    names = [name for side in sides for name in (side.question, f"{side.question}.{side.answers[0]}")]
    return [name for name in dict.fromkeys(names) if name in counts]


def _plot(
    pairs: Sequence[Pair], title: str, caption: str, evidence: tuple[str, ...], releases: tuple[Release, ...] = ()
) -> Plot:
    alt = " ".join(_sentence(*pair) for pair in pairs)
    names = [[wrapped(f"{side.value}: {side.name}", ROOM - 0.15) for side in sides] for _, *sides in pairs]
    headings = [wrapped(name.replace("_", " / "), ROOM / BOLD) for name, *_ in pairs]
    heights, total = stacked(["\n".join([head, *lines]) for head, lines in zip(headings, names, strict=True)], gap=0.5)
    with canvas(total + 0.3, title, Framing(evidence, releases)) as (figure, axes):
        for y, head, lines, (_, first, second) in zip(heights, headings, names, pairs, strict=True):
            _write(axes, y - 0.06, head, lines)
            middles = [(side.low + side.high) / 2 for side in (first, second)]
            axes.plot(middles, [y - 0.055, y + 0.055], color=GREY, linewidth=1.2, zorder=1)
            _mark(axes, y - 0.055, first, BLUE)
            _mark(axes, y + 0.055, second, ORANGE)
        axes.set_ylim(total, 0)
        percent_axis(axes, heights, caption)
        return drawn(figure, title, alt, Framing(evidence, releases))


def _write(axes: "Axes", bottom: float, heading: str, lines: list[str]) -> None:
    """The comparison's name and, with a square of its colour, each share's, up from ``bottom``."""
    for text, colour in ((lines[1], ORANGE), (lines[0], BLUE)):
        height = LINE * (1 + text.count("\n"))
        axes.plot(0.007, bottom - 0.11 - height + LINE / 2, "s", color=colour, markersize=6, zorder=5)
        text_above(axes, bottom, text, 0.028)
        bottom -= height
    text_above(axes, bottom, heading, fontweight="bold")


def _mark(axes: "Axes", y: float, side: Side, colour: str) -> None:
    """A range as long as it is; a single share, which has no length, as a dot."""
    if side.low == side.high:
        axes.plot(side.low, y, "o", color=colour, markersize=7, zorder=2)
    else:
        axes.plot([side.low, side.high], [y, y], color=colour, linewidth=8, solid_capstyle="butt", zorder=2)


def _sentence(name: str, first: Side, second: Side) -> str:
    low, high = first.low - second.high, first.high - second.low
    gap = " to ".join(dict.fromkeys(f"{end * 100:.1f}" for end in (low, high)))
    return (
        f"{name.replace('_', ' / ')}: {first.name}, {first.value}, beside {second.name}, {second.value}: "
        f"a difference of {gap} percentage points."
    )
