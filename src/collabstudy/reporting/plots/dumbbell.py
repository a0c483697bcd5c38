"""Two shares of one comparison on a line, each drawn as the range that it can have."""

from collections.abc import Mapping
from typing import Any

from collabstudy.counting import Counts
from collabstudy.published.verdicts import printed
from collabstudy.reporting.gate import share_format, unmarked_counts
from collabstudy.reporting.languages.numbers import whole
from collabstudy.reporting.languages.phrases import compared, phrase, plain
from collabstudy.reporting.plots.drawing import Values, drawing, name_said, selection_said, selection_texts
from collabstudy.reporting.plots.pair_marks import Pair, Side, draw_pairs, gap_said, pair_said
from collabstudy.reporting.plots.style import Framing
from collabstudy.reporting.released import of_counts
from collabstudy.reporting.results import NO_COMPARISON, NO_RESPONSES, Missing, Plot
from collabstudy.reporting.tables.claims import figure_sets
from collabstudy.reporting.words import percent
from collabstudy.study import Comparison, Figure, Selection, Study

EVIDENCE = ("published", "identified", "assumed")


def published_dumbbell(study: Study) -> Plot | Missing:
    """The comparisons whose shares were both published, each share as the range of its feasible values.

    Of a paired comparison the range of the difference is told too, if the same persons answered both.
    """
    pairs = [pair for comparison in study.comparisons if (pair := _published(study, comparison))]
    if not pairs:
        return Missing(phrase("no pair drawn", "missing")) if study.comparisons else NO_COMPARISON
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
            pairs.append({"name": plain(compared(comparison)), "sides": [first, second]})
    if not pairs:
        return Missing(phrase("no pair answered", "missing")) if study.comparisons else NO_COMPARISON
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
    return {"name": plain(compared(comparison)), "sides": sides, "together": together}


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
        said = f"{pair_said(name_said(pair, framing), first, second, 1, framing)} {together}".rstrip()
        pairs.append(Pair(name_said(pair, framing), (first, second), below, said))
    return draw_pairs(
        pairs, framing.words("published dumbbell title"), framing.words("published dumbbell axis"), framing
    )


def _together(bounds: list[float] | None, framing: Framing) -> tuple[str, str]:
    """What is said on the figure and in its alt text of the difference on the strongest rung."""
    if bounds is None:
        return "", ""
    if not bounds:
        return framing.words("together refuted"), framing.words("together said refuted")
    gap = gap_said(bounds[0], bounds[1], 1, framing)
    return framing.words("together", gap=gap), framing.words("together said", gap=gap)


def draw_counted(values: Values, framing: Framing) -> Plot:
    """The dumbbells of counted shares."""
    pairs = []
    for pair in values["pairs"]:
        first, second = (_counted_side(side, framing) for side in pair["sides"])
        said = pair_said(name_said(pair, framing), first, second, values["decimals"], framing)
        pairs.append(Pair(name_said(pair, framing), (first, second), said=said))
    title = framing.words("synthetic dumbbell title" if framing.synthetic else "response dumbbell title")
    return draw_pairs(pairs, title, framing.words("response dumbbell axis"), framing)


def _counted_side(side: Values, framing: Framing) -> Side:
    share = side["count"] / side["base"]
    count, base = (whole(side[name], framing.language) for name in ("count", "base"))
    counted = framing.words("counted", count=count, base=base)
    return Side(share, share, selection_said(side["selection"], framing), f"{percent(share)}, {counted}")
