"""The ladder of assumptions: the range of p over every consistent data set, rung by rung."""

from collabstudy.published.paired_set import MEANING, PairedIdentifiedSet
from collabstudy.reporting.plots.style import BLUE, GREEN, INK, LIGHT, ORANGE, RED, canvas, svg
from collabstudy.reporting.published_tables import figure_sets
from collabstudy.reporting.results import NO_COMPARISON, Missing, Plot
from collabstudy.reporting.words import count, pvalue
from collabstudy.study import Comparison, Figure, Study

COLOURS = {"none": BLUE, "some": ORANGE, "all": GREEN}
EVIDENCE = ("published", "identified", "assumed")
Rungs = dict[str, PairedIdentifiedSet]
Pair = tuple[Figure, Figure]


def ladder_plot(study: Study) -> Plot | Missing:
    """For each comparison and each assumption the smallest and largest exact McNemar p."""
    ladders = [
        (comparison, figures, sets)
        for comparison in study.comparisons
        if (figures := study.figures_for(comparison)) and (sets := figure_sets(study, comparison))
    ]
    if not ladders:
        return NO_COMPARISON
    alpha = study.analysis.alpha
    title = "What the published percentages leave open about significance"
    alt = " ".join(_sentence(figures, sets) for _, figures, sets in ladders)
    rows = [(comparison, figures, *rung) for comparison, figures, sets in ladders for rung in sets.items()]
    with canvas(1.3 + 0.42 * len(rows) + 0.3 * len(ladders), title, EVIDENCE) as (figure, axes):
        heights, y = [], 0.0
        for comparison, figures, rung, rung_set in rows:
            if rung == "any":
                y += 0.85
                axes.text(0.00011, y - 0.62, _heading(comparison, figures), fontsize=9, fontweight="bold", va="center")
            heights.append(y)
            _draw(axes, y, rung_set, alpha)
            y += 1
        axes.axvline(alpha, color=RED, linewidth=1, linestyle=(0, (4, 3)), zorder=0)
        axes.text(alpha, y - 0.35, f" alpha {alpha}", color=RED, fontsize=8, va="center")
        axes.set_xscale("log")
        axes.set_xlim(0.0001, 9)
        axes.set_xticks([0.0001, 0.001, 0.01, 0.1, 1], ["≤ .0001", ".001", ".01", ".1", "1"])
        axes.minorticks_off()
        axes.set_yticks(heights, [MEANING[rung] for _, _, rung, _ in rows], fontsize=8)
        axes.set_ylim(y, -0.1)
        axes.set_xlabel(
            f"exact McNemar p (log scale) over all consistent data sets; {study.respondents} respondents, "
            f"rounding {study.analysis.rounding}",
            fontsize=8,
        )
        return Plot(svg(figure, title, alt), title, alt, EVIDENCE)


def _draw(axes: object, y: float, found: PairedIdentifiedSet, alpha: float) -> None:
    text = {"va": "center", "fontsize": 8, "color": INK}
    if not found.cells:
        axes.text(1.25, y, "assumptions refuted", **text)  # type: ignore[attr-defined]
        return
    low, high = found.bounds("mcnemar", "exact")
    verdict = found.reach(alpha).verdict
    style = {"linewidth": 8, "solid_capstyle": "butt"}
    axes.plot([0.0001, 1], [y, y], color=LIGHT, linewidth=0.6, zorder=0)  # type: ignore[attr-defined]
    axes.plot([max(low, 0.0001), high], [y, y], color=COLOURS[verdict], **style)  # type: ignore[attr-defined]
    words = f"{verdict} of {count(len(found.cells), 'table')}"
    axes.text(1.25, y, words, **text)  # type: ignore[attr-defined]


def _heading(comparison: Comparison, figures: Pair) -> str:
    first, second = figures
    return f"{first.wording} beside {second.wording}  ({comparison.name.replace('_', ' / ')})"


def _sentence(figures: Pair, sets: Rungs) -> str:
    parts = []
    for rung, found in sets.items():
        if not found.cells:
            parts.append(f"{MEANING[rung]}: no data set can have printed both")
            continue
        low, high = found.bounds("mcnemar", "exact")
        parts.append(f"{MEANING[rung]}: p from {pvalue(low)} to {pvalue(high)}")
    first, second = figures
    return f"{first.wording} beside {second.wording}: {'; '.join(parts)}."
