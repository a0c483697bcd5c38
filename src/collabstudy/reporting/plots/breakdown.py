"""The breakdown point drawn: p for each number who can have said yes to both questions."""

from dataclasses import dataclass
from math import log10
from typing import TYPE_CHECKING

from collabstudy.published import RULES, Breakdown, breakdowns
from collabstudy.reporting.plots.pairs import paired
from collabstudy.reporting.plots.style import (
    BLUE,
    BOLD,
    LIGHT,
    LINE,
    ROOM,
    RUST,
    SMALLEST_P,
    Framing,
    canvas,
    drawn,
    p_axis,
    stacked,
    text_above,
    text_width,
    wrapped,
)
from collabstudy.reporting.results import NO_COMPARISON, Missing, Plot
from collabstudy.reporting.words import beside, count, pvalue, span
from collabstudy.study import Comparison, Study

if TYPE_CHECKING:
    from matplotlib.axes import Axes

EVIDENCE = ("published", "identified", "assumed")
SHOWN = 8  # lines of one comparison; more are too many to read, and then some of them are drawn
DOTTED = 40  # numbers of persons that get a dot each on a line


@dataclass(frozen=True)
class Turning:
    """A comparison with its breakdown for each pair of margins; none where the same persons cannot have answered."""

    heading: str
    found: tuple[Breakdown, ...]

    def kinds(self, alpha: float) -> dict[str, list[Breakdown]]:
        """By where p comes down to ``alpha``: ``never``, ``from`` some number who said yes twice on, or ``always``."""
        found: dict[str, list[Breakdown]] = {"never": [], "from": [], "always": []}
        for item in self.found:
            needed = item.needed(alpha)
            found["never" if needed is None else "always" if needed == item.joint[0] else "from"].append(item)
        return found

    def shown(self, alpha: float) -> list[Breakdown]:
        """Those that are drawn: all, or where they are too many the first and the last of each kind."""
        if len(self.found) <= SHOWN:
            return list(self.found)
        return [end for kind in self.kinds(alpha).values() for end in dict.fromkeys((*kind[:1], *kind[-1:]))]


def breakdown_plot(study: Study, *comparisons: Comparison) -> Plot | Missing:
    """For each pair of margins the exact p of every possible joint cell, and where it turns; all comparisons of the
    study unless some are named."""
    chosen = comparisons or study.comparisons
    found = [_turning(study, comparison) for comparison in chosen]
    turnings = [item for item in found if isinstance(item, Turning)]
    if not turnings:
        return next((item for item in found if isinstance(item, Missing)), NO_COMPARISON)
    alpha = study.analysis.alpha
    title = "Breakdown point: how many said yes to both"
    rows = [row for item in turnings for row in _rows(item, alpha)]
    heights, total = stacked([f"{heading}\n{text}".lstrip() for heading, text, _ in rows], gap=0.42)
    with canvas(total + 0.4, title, Framing(EVIDENCE)) as (figure, axes):
        for y, (heading, text, item) in zip(heights, rows, strict=True):
            text_above(axes, y, text, SMALLEST_P)
            if heading:
                text_above(axes, y - LINE * (1 + text.count("\n")), heading, SMALLEST_P, fontweight="bold")
            if item:
                _draw(axes, y, item, alpha)
        axes.set_ylim(total + 0.12, 0)
        p_axis(
            axes,
            total,
            alpha,
            "Exact McNemar p (log scale). Each dot is one number of persons who said yes to both, some written below "
            "it; filled: p at most alpha.",
            f"{study.respondents} respondents; rounded {RULES[study.analysis.rounding].meaning}.",
        )
        return drawn(figure, title, " ".join(_sentence(item, alpha) for item in turnings), Framing(EVIDENCE))


def _turning(study: Study, comparison: Comparison) -> Turning | Missing:
    found = paired(study, comparison, "the breakdown point")
    if isinstance(found, Missing):
        return found
    figures, sets = found
    return Turning(beside(comparison, figures), tuple(breakdowns(sets["complete"])) if "complete" in sets else ())


def _rows(turning: Turning, alpha: float) -> list[tuple[str, str, Breakdown | None]]:
    """A heading for the first row, the words above each line and what is drawn on it."""
    heading = wrapped(turning.heading, ROOM / BOLD)
    if not turning.found:
        return [(heading, "assumptions refuted: the same persons cannot have answered both", None)]
    shown = turning.shown(alpha)
    if len(turning.found) > len(shown):
        heading += f"\n{len(shown)} of {len(turning.found):,} pairs of margins: the outer ones of each kind"
    texts = [
        wrapped(f"{item.base} answered both, {item.first_yes} and {item.second_yes} said yes: {_turn(item, alpha)}")
        for item in shown
    ]
    return [(heading if at == 0 else "", text, item) for at, (text, item) in enumerate(zip(texts, shown, strict=True))]


def _turn(item: Breakdown, alpha: float) -> str:
    """Where p comes down to alpha, in words."""
    needed = item.needed(alpha)
    if needed is None:
        return f"p never at most {alpha}"
    if needed == item.joint[0]:
        return f"p always at most {alpha}"
    return f"p at most {alpha} from {needed} of {item.joint[-1]} on"


def _draw(axes: "Axes", y: float, item: Breakdown, alpha: float) -> None:
    """The line with its dots: hollow above alpha and filled up to it, the numbers of persons below."""
    needed, ends = item.needed(alpha), [item.joint[-1], item.joint[0]]
    marked = ends if needed is None else [needed, *ends]
    places = {number: max(float(p), SMALLEST_P) for number, p in zip(item.joint, item.pvalues, strict=True)}
    axes.plot([SMALLEST_P, 1], [y, y], color=LIGHT, linewidth=0.8, zorder=1)
    axes.plot([places[number] for number in ends], [y, y], color=BLUE, linewidth=1.5, zorder=2)
    dotted = places if len(places) <= DOTTED else {number: places[number] for number in marked}
    for reached in (False, True):
        dots = [p for number, p in dotted.items() if (needed is not None and number >= needed) is reached]
        inside, edge = (RUST, RUST) if reached else ("white", BLUE)
        axes.plot(dots, [y] * len(dots), "o", markersize=5, color=inside, markeredgecolor=edge, zorder=3)
    for number in labelled(dotted, marked):
        axes.text(places[number], y + 0.06, str(number), ha="center", va="top", fontsize=7.5)


def labelled(places: dict[int, float], first: list[int]) -> list[int]:
    """The numbers that are written below their dots: those ``first``, then each that has room beside the others."""
    decades = -log10(SMALLEST_P)
    written: list[int] = []
    for number in dict.fromkeys([*first, *places]):
        room = (text_width(str(number)) / 72 + 0.06) * decades / ROOM
        if all(abs(log10(places[number] / places[other])) >= room for other in written):
            written.append(number)
    return sorted(written)


def _sentence(turning: Turning, alpha: float) -> str:
    found = turning.found
    if not found:
        return f"{turning.heading}: that the same persons answered both is refuted."
    if len(found) <= SHOWN:
        return f"{turning.heading}: {'; '.join(_line(item, alpha) for item in found)}."
    numbers = {kind: len(items) for kind, items in turning.kinds(alpha).items()}
    return (
        f"{turning.heading}: of {count(len(found), 'pair')} of margins p is at most {alpha} always in "
        f"{numbers['always']:,}, never in {numbers['never']:,}, and from some number who said yes twice on in "
        f"{numbers['from']:,}."
    )


def _line(item: Breakdown, alpha: float) -> str:
    ends = [pvalue(float(p)) for p in (item.pvalues[0], item.pvalues[-1])]
    return (
        f"{item.base} answered both, {item.first_yes} and {item.second_yes} said yes, {item.joint[0]} to "
        f"{item.joint[-1]} of them twice: exact p {span(*ends)}, {_turn(item, alpha)}"
    )
