"""Two shares of one comparison on a line, each drawn as the range that it can have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from collabstudy.counting import Counts
from collabstudy.published.verdicts import printed
from collabstudy.reporting.gate import share_format, unmarked_counts
from collabstudy.reporting.languages.numbers import between, decimals, whole
from collabstudy.reporting.plots.drawing import Values, drawing, selection_said, selection_texts
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
from collabstudy.reporting.tables.claims import figure_sets
from collabstudy.reporting.words import percent
from collabstudy.study import Comparison, Figure, Selection, Study

if TYPE_CHECKING:
    from matplotlib.axes import Axes

EVIDENCE = ("published", "identified", "assumed")


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


def published_dumbbell(study: Study) -> Plot | Missing:
    """The comparisons whose shares were both published, each share as the range of its feasible values.

    Of a paired comparison the range of the difference is told too, if the same persons answered both.
    """
    pairs = [pair for comparison in study.comparisons if (pair := _published(study, comparison))]
    if not pairs:
        return Missing("Of no comparison can both published shares be drawn.") if study.comparisons else NO_COMPARISON
    return drawing("published_dumbbell", draw_published, {"pairs": pairs}, Framing(EVIDENCE))


def response_dumbbell(counts: dict[str, Counts], study: Study) -> Plot | Missing:
    """The comparisons as counted in responses, each share among those who answered that question."""
    if study.responses is None:
        return NO_RESPONSES
    counts = unmarked_counts(counts, study)
    pairs: list[dict[str, Any]] = []
    for comparison in study.comparisons:
        first, second = (_counted(counts, study, selection) for selection in (comparison.first, comparison.second))
        if first and second:
            pairs.append({"name": comparison.name, "sides": [first, second]})
    if not pairs:
        return Missing("Of no comparison were both questions answered.") if study.comparisons else NO_COMPARISON
    bases = [side["base"] for pair in pairs for side in pair["sides"]]
    values = {"pairs": pairs, "decimals": int(share_format(study, bases)[1])}
    releases = of_counts(study, {name: counts[name] for name in _columns(study, counts)})
    return drawing("response_dumbbell", draw_counted, values, Framing((study.evidence,), releases))


def _published(study: Study, comparison: Comparison) -> dict[str, Any] | None:
    figures = study.figures_for(comparison)
    sides = [side for figure in figures or () if (side := _feasible(study, figure))]
    if len(sides) < 2:
        return None
    complete = (figure_sets(study, comparison) or {}).get("complete")
    together = None if complete is None else [] if complete.is_empty else complete.bounds("difference")
    return {"name": comparison.name, "sides": sides, "together": together}


def _feasible(study: Study, figure: Figure) -> dict[str, Any] | None:
    side = printed(study, figure)
    if not side.counts:
        return None
    low, high = map(float, side.shares)
    selection = selection_texts(study, Selection(figure.question, figure.answers))
    return {"low": low, "high": high, "wording": figure.wording, "selection": selection}


def _counted(counts: dict[str, Counts], study: Study, selection: Selection) -> dict[str, Any] | None:
    item, answers = counts.get(selection.question), selection.answers
    if item is None:  # a question with several answers has a column for each
        item, answers = counts.get(f"{selection.question}.{selection.answers[0]}"), ("yes",)
    if item is None or item.base == 0:
        return None
    return {"count": item.of(answers), "base": item.base, "selection": selection_texts(study, selection)}


def _columns(study: Study, counts: Mapping[str, Counts]) -> list[str]:
    """The counted columns that comparisons look at."""
    sides = [side for comparison in study.comparisons for side in (comparison.first, comparison.second)]
    names = [name for side in sides for name in (side.question, f"{side.question}.{side.answers[0]}")]
    return [name for name in dict.fromkeys(names) if name in counts]


def draw_published(values: Values, framing: Framing) -> Plot:
    """The dumbbells of published shares."""
    pairs = []
    for pair in values["pairs"]:
        first, second = (
            Side(side["low"], side["high"], selection_said(side["selection"], framing), side["wording"])
            for side in pair["sides"]
        )
        below, together = _together(pair["together"], framing)
        said = f"{_sentence(pair['name'], first, second, 1, framing)} {together}".rstrip()
        pairs.append(Pair(pair["name"], (first, second), below, said))
    return _draw(pairs, framing.words("published dumbbell title"), framing.words("published dumbbell axis"), framing)


def _together(bounds: list[float] | None, framing: Framing) -> tuple[str, str]:
    """What is said on the figure and in its alt text of the difference on the strongest rung."""
    if bounds is None:
        return "", ""
    if not bounds:
        return framing.words("together refuted"), framing.words("together said refuted")
    gap = _gap(bounds[0], bounds[1], 1, framing)
    return framing.words("together", gap=gap), framing.words("together said", gap=gap)


def draw_counted(values: Values, framing: Framing) -> Plot:
    """The dumbbells of counted shares."""
    pairs = []
    for pair in values["pairs"]:
        first, second = (_counted_side(side, framing) for side in pair["sides"])
        said = _sentence(pair["name"], first, second, values["decimals"], framing)
        pairs.append(Pair(pair["name"], (first, second), said=said))
    title = framing.words("synthetic dumbbell title" if framing.synthetic else "response dumbbell title")
    return _draw(pairs, title, framing.words("response dumbbell axis"), framing)


def _counted_side(side: Values, framing: Framing) -> Side:
    share = side["count"] / side["base"]
    count, base = (whole(side[name], framing.language) for name in ("count", "base"))
    counted = framing.words("counted", count=count, base=base)
    return Side(share, share, selection_said(side["selection"], framing), f"{percent(share)}, {counted}")


def _draw(pairs: Sequence[Pair], title: str, caption: str, framing: Framing) -> Plot:
    alt = " ".join(pair.said for pair in pairs)
    lines = [[wrapped(f"{side.value}: {side.name}", ROOM - 0.15) for side in pair.sides] for pair in pairs]
    for pair, texts in zip(pairs, lines, strict=True):
        texts += [wrapped(pair.below)] if pair.below else []
    headings = [wrapped(pair.heading.replace("_", " / "), ROOM / BOLD) for pair in pairs]
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


def _gap(low: float, high: float, places: int, framing: Framing) -> str:
    """A difference of shares in percentage points, or the two between which it lies."""
    language = framing.language
    ends = [decimals(percent(end, places)[:-1], language) for end in (low, high)]
    return between(ends[0], ends[1], language)


def _sentence(name: str, first: Side, second: Side, places: int, framing: Framing) -> str:
    gap = _gap(first.low - second.high, first.high - second.low, places, framing)
    sides = {"first": first.name, "first_value": first.value, "second": second.name, "second_value": second.value}
    return framing.words("dumbbell said", name=name.replace("_", " / "), gap=gap, **sides)
