"""The ladder of assumptions: the range of p over every consistent data set, rung by rung."""

from typing import TYPE_CHECKING

from collabstudy.published import RULES
from collabstudy.published.paired_set import MEANING, PairedIdentifiedSet
from collabstudy.reporting.plots.pairs import Rungs
from collabstudy.reporting.plots.style import (
    BLUE,
    BOLD,
    GREEN,
    LIGHT,
    LINE,
    ORANGE,
    ROOM,
    SMALLEST_P,
    canvas,
    drawn,
    p_axis,
    stacked,
    text_above,
    wrapped,
)
from collabstudy.reporting.results import NO_COMPARISON, Missing, Plot
from collabstudy.reporting.tables.claims import figure_sets
from collabstudy.reporting.words import beside, count, pvalue, span
from collabstudy.study import Study

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = {"none": BLUE, "some": ORANGE, "all": GREEN}
EVIDENCE = ("published", "identified", "assumed")


def ladder_plot(study: Study) -> Plot | Missing:
    """For each comparison and each assumption the smallest and largest exact McNemar p."""
    ladders = [
        (wrapped(beside(comparison, figures), ROOM / BOLD), sets)
        for comparison in study.comparisons
        if (figures := study.figures_for(comparison)) and (sets := figure_sets(study, comparison))
    ]
    if not study.comparisons:
        return NO_COMPARISON
    if not ladders:
        return Missing("Of no paired comparison were both shares published, so there is no ladder.")
    title = "What the published percentages leave open about significance"
    alt = " ".join(_sentence(heading, sets, study.analysis.alpha) for heading, sets in ladders)
    rows = [
        (heading if rung == next(iter(sets)) else "", MEANING[rung], found)
        for heading, sets in ladders
        for rung, found in sets.items()
    ]
    heights, total = stacked([f"{heading}\n{rung}".lstrip() for heading, rung, _ in rows], gap=0.3)
    with canvas(total + 0.4, title, EVIDENCE) as (figure, axes):
        for y, (heading, rung, found) in zip(heights, rows, strict=True):
            text_above(axes, y, rung, SMALLEST_P)
            if heading:
                text_above(axes, y - LINE, heading, SMALLEST_P, fontweight="bold")
            _draw(axes, y, found, study.analysis.alpha)
        axes.set_ylim(total + 0.12, 0)
        p_axis(
            axes,
            total,
            study.analysis.alpha,
            "Exact McNemar p, smallest to largest over all consistent tables (log scale).",
            f"{study.respondents} respondents; rounded {RULES[study.analysis.rounding].meaning}.",
        )
        return drawn(figure, title, alt, EVIDENCE)


def _draw(axes: "Axes", y: float, found: PairedIdentifiedSet, alpha: float) -> None:
    if found.is_empty:
        text_above(axes, y, "assumptions refuted", 1, ha="right")
        return
    low, high = found.bounds("mcnemar", "exact")
    ends = [max(low, SMALLEST_P), max(high, SMALLEST_P)]
    colour = COLOURS[found.reach(alpha).verdict]
    axes.plot([SMALLEST_P, 1], [y, y], color=LIGHT, linewidth=0.8, zorder=1)
    axes.plot(ends, [y, y], color=colour, linewidth=8, solid_capstyle="butt", zorder=2)
    axes.plot(ends, [y, y], "|", color=colour, markersize=8, markeredgewidth=2, zorder=2)
    text_above(axes, y, f"p ≤ {alpha} in {_reached(found, alpha)}", 1, ha="right")


def _reached(found: PairedIdentifiedSet, alpha: float) -> str:
    reach = found.reach(alpha)
    return f"{reach.verdict} of {count(reach.tables, 'table')}"


def _sentence(heading: str, sets: Rungs, alpha: float) -> str:
    parts = []
    for rung, found in sets.items():
        if found.is_empty:
            parts.append(f"{MEANING[rung]}: no data set can have printed both")
            continue
        low, high = found.bounds("mcnemar", "exact")
        parts.append(
            f"{MEANING[rung]}: p {span(pvalue(low), pvalue(high))}, at most {alpha} in {_reached(found, alpha)}"
        )
    return f"{' '.join(heading.split())}: {'; '.join(parts)}."
