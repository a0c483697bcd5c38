"""The identified set of a paired comparison: its tables over their two discordant counts, p as colour."""

import numpy as np

from collabstudy.published import RULES
from collabstudy.published.paired_set import MEANING
from collabstudy.reporting.plots.pairs import Pair, Rungs, paired
from collabstudy.reporting.plots.points import Grid, Points, discordant
from collabstudy.reporting.plots.sheet import Sheet, Words
from collabstudy.reporting.plots.style import SLACK, Framing, canvas, drawn, inch_axes
from collabstudy.reporting.results import Missing, Plot
from collabstudy.reporting.words import beside, count, pvalue, selection_name, span
from collabstudy.study import Comparison, Study

EVIDENCE = ("published", "identified", "assumed")
DRAWN = 600  # respondents beyond which a point is far smaller than what a screen can show


def identified_set_plot(study: Study, comparison: Comparison) -> Plot | Missing:
    """Each consistent table as a square over its discordant counts, with p as colour and the rungs marked."""
    found = paired(study, comparison, "the drawing of an identified set")
    if isinstance(found, Missing):
        return found
    figures, sets = found
    if study.respondents > DRAWN:
        return Missing(f"{study.respondents} respondents allow more tables than a drawing can show.")
    if next(iter(sets.values())).is_empty:
        return Missing(f"{beside(comparison, figures)}: no data set can have printed both; assumptions refuted.")
    points = discordant(sets, study.analysis.alpha)
    title = f"Every consistent table: {beside(comparison, figures)}"
    sheet = Sheet(points, _words(study, comparison, figures, sets))
    with canvas(sheet.height - SLACK, title, Framing(EVIDENCE)) as (figure, axes):
        inch_axes(axes, sheet.height)
        sheet.draw(axes)
        return drawn(figure, title, _sentence(study, comparison, figures, sets, points), Framing(EVIDENCE))


def _words(study: Study, comparison: Comparison, figures: Pair, sets: Rungs) -> Words:
    names = [selection_name(study, selection) for selection in (comparison.first, comparison.second)]
    axes = [
        f"Persons who say yes to this one only ({figure.wording}): {name}"
        for figure, name in zip(figures, names, strict=True)
    ]
    rungs = (
        f"{MEANING[rung]}: " + ("refuted" if found.is_empty else count(found.size, "table"))
        for rung, found in sets.items()
    )
    first, second = figures
    caption = (
        f"A square can stand for several tables. {study.respondents} respondents; "
        f"rounded {RULES[study.analysis.rounding].meaning}."
    )
    return Words((axes[0], axes[1]), (f"{first.wording} larger", f"{second.wording} larger"), tuple(rungs), caption)


def _sentence(study: Study, comparison: Comparison, figures: Pair, sets: Rungs, points: Points) -> str:
    alpha = study.analysis.alpha
    parts = []
    for rung, found in sets.items():
        if rung not in points.rungs:
            parts.append(f"{MEANING[rung]}: refuted")
            continue
        low, high = found.bounds("mcnemar", "exact")
        reach = found.reach(alpha)
        number = count(int(points.rungs[rung].sum()), "point")
        parts.append(
            f"{MEANING[rung]}: {count(reach.tables, 'table')} on {number}, exact p {span(pvalue(low), pvalue(high))}, "
            f"at most {alpha} in {f'{reach.reached:,}' if reach.reached else 'none'} of them"
        )
    sides = _sides(next(reversed(points.rungs.values())), figures)
    return f"{beside(comparison, figures)}: {'; '.join(parts)}. On the strongest rung that is not refuted, {sides}."


def _sides(grid: Grid, figures: Pair) -> str:
    """Which of the two shares is the larger among those who answered both."""
    larger = [figure.wording for figure, half in zip(figures, (grid.T, grid), strict=True) if np.triu(half, 1).any()]
    if len(larger) == 1 and not np.diagonal(grid).any():
        return f"{larger[0]} is the larger in every table"
    return "either can be the larger" if len(larger) == 2 else "the two shares can be equal"
