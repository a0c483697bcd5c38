"""The identified set of a paired comparison: its tables over their two discordant counts, p as colour."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from collabstudy.published.paired_set import PairedIdentifiedSet
from collabstudy.reporting.languages.phrases import Row, Value, compared, counted, phrase, plain, quantity, span
from collabstudy.reporting.languages.phrases import beside as beside_phrase
from collabstudy.reporting.plots.drawing import Values, beside, drawing, selection_said, selection_texts
from collabstudy.reporting.plots.pairs import paired
from collabstudy.reporting.plots.points import Grid, Points, discordant, read, written
from collabstudy.reporting.plots.sheet import Sheet, Words
from collabstudy.reporting.plots.style import SLACK, Framing, canvas, drawn, inch_axes
from collabstudy.reporting.results import Missing, Plot
from collabstudy.study import Comparison, Study

EVIDENCE = ("published", "identified", "assumed")
SECTION = "set_figures"
DRAWN = 600  # respondents beyond which a point is far smaller than what a screen can show


def identified_set_plot(study: Study, comparison: Comparison) -> Plot | Missing:
    """Each consistent table as a square over its discordant counts, with p as colour and the rungs marked."""
    found = paired(study, comparison, "identified_set")
    if isinstance(found, Missing):
        return found
    figures, sets = found
    if study.respondents > DRAWN:
        return Missing(phrase("more than drawn", "missing", respondents=study.respondents))
    if next(iter(sets.values())).is_empty:
        return Missing(phrase("set refuted", "missing", heading=beside_phrase(comparison, *figures)))
    points = discordant(sets, study.analysis.alpha)
    values = {
        "name": plain(compared(comparison)),
        "wordings": [figure.wording for figure in figures],
        "selections": [selection_texts(study, side) for side in (comparison.first, comparison.second)],
        "respondents": study.respondents,
        "rounding": study.analysis.rounding,
        "alpha": study.analysis.alpha,
        "levels": [str(level) for level in points.levels],
        "classes": written(points.classes),
        "rungs": [_rung(rung, item, points, study.analysis.alpha) for rung, item in sets.items()],
    }
    return drawing("identified_set", draw, values, Framing(EVIDENCE))


def _rung(rung: str, found: PairedIdentifiedSet, points: Points, alpha: float) -> dict[str, Any]:
    """A rung by its name; where it is not refuted with its points, tables and range of p."""
    if rung not in points.rungs:
        return {"rung": rung}
    reached = found.reach(alpha).reached
    numbers = {"tables": found.size, "p": found.bounds("mcnemar", "exact"), "reached": reached}
    return {"rung": rung, **numbers, "points": written(points.rungs[rung])}


def draw(values: Values, framing: Framing) -> Plot:
    """The squares of a comparison with their legend."""
    grids = {rung["rung"]: read(rung["points"]) > 0 for rung in values["rungs"] if "points" in rung}
    points = Points(grids, read(values["classes"]), tuple(map(Fraction, values["levels"])))
    title = framing.words("set title", SECTION, heading=beside(values, framing))
    sheet = Sheet(points, _words(values, framing), framing)
    with canvas(sheet.height - SLACK, title, framing) as (figure, axes):
        inch_axes(axes, sheet.height)
        sheet.draw(axes)
        return drawn(figure, title, framing.said(_sentence(values, points, beside(values, framing))), framing)


def _words(values: Values, framing: Framing) -> Words:
    wordings = values["wordings"]
    axes = [
        framing.words("set axis", SECTION, wording=wording, selection=selection_said(selection, framing))
        for wording, selection in zip(wordings, values["selections"], strict=True)
    ]
    sides = [framing.words("set larger", SECTION, wording=wording) for wording in wordings]
    rungs = tuple(framing.said(phrase("set rung", SECTION, **_named(rung))) for rung in values["rungs"])
    rule = framing.words(values["rounding"], "rounding")
    caption = framing.words("set caption", SECTION, respondents=values["respondents"], rule=rule)
    return Words((axes[0], axes[1]), (sides[0], sides[1]), rungs, caption)


def _named(rung: Mapping[str, Any]) -> dict[str, Value]:
    """What a rung assumes, and how many tables it leaves."""
    tables = counted("table", rung["tables"]) if "tables" in rung else phrase("row refuted", SECTION)
    return {"rung": phrase(rung["rung"], "rungs"), "tables": tables}


def _sentence(values: Values, points: Points, heading: str) -> Value:
    said = [_rung_said(rung, points, values["alpha"]) for rung in values["rungs"]]
    sides = _sides(next(reversed(points.rungs.values())), values["wordings"])
    return phrase("set said", SECTION, heading=heading, rungs=Row(said, "; "), sides=sides)


def _rung_said(rung: Mapping[str, Any], points: Points, alpha: float) -> Value:
    if "points" not in rung:
        return phrase("set rung", SECTION, **_named(rung))
    reached = quantity("whole", rung["reached"]) if rung["reached"] else phrase("set none", SECTION)
    return phrase(
        "set rung said",
        SECTION,
        **_named(rung),
        points=counted("grid point", int(points.rungs[rung["rung"]].sum())),
        p=span("p digits", *rung["p"]),
        alpha=quantity("plain", alpha),
        reached=reached,
    )


def _sides(grid: Grid, wordings: Sequence[str]) -> Value:
    """Which of the two shares is the larger among those who answered both."""
    larger = [wording for wording, half in zip(wordings, (grid.T, grid), strict=True) if np.triu(half, 1).any()]
    if len(larger) == 1 and not np.diagonal(grid).any():
        return phrase("set one larger", SECTION, wording=larger[0])
    return phrase("set either larger" if len(larger) == 2 else "set may equal", SECTION)
