"""The ladder of assumptions: the range of p over every consistent data set, rung by rung."""

from typing import TYPE_CHECKING

from collabstudy.published.paired_set import PairedIdentifiedSet
from collabstudy.reporting.languages.numbers import between, counted, decimals, p_digits
from collabstudy.reporting.languages.phrases import compared, phrase, plain
from collabstudy.reporting.plots.drawing import Values, beside, drawing
from collabstudy.reporting.plots.style import (
    BLUE,
    BOLD,
    GREEN,
    LIGHT,
    LINE,
    ORANGE,
    ROOM,
    SMALL,
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
from collabstudy.reporting.tables.claims import figure_sets
from collabstudy.study import Study

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = {"none": BLUE, "some": ORANGE, "all": GREEN}
EVIDENCE = ("published", "identified", "assumed")


def ladder_plot(study: Study) -> Plot | Missing:
    """For each comparison and each assumption the smallest and largest exact McNemar p."""
    if not study.comparisons:
        return NO_COMPARISON
    alpha = study.analysis.alpha
    ladders = [
        {
            "name": plain(compared(comparison)),
            "wordings": [figure.wording for figure in figures],
            "rungs": [{"rung": rung, **_range(found, alpha)} for rung, found in sets.items()],
        }
        for comparison in study.comparisons
        if (figures := study.figures_for(comparison)) and (sets := figure_sets(study, comparison))
    ]
    if not ladders:
        return Missing(phrase("no ladder", "missing"))
    values = {"respondents": study.respondents, "rounding": study.analysis.rounding, "alpha": alpha, "ladders": ladders}
    return drawing("ladder", draw, values, Framing(EVIDENCE))


def _range(found: PairedIdentifiedSet, alpha: float) -> dict[str, object]:
    """The smallest and the largest p, and in how many tables it is at most alpha; nothing where there is no table."""
    reach = found.reach(alpha)
    low, high = (None, None) if found.is_empty else found.bounds("mcnemar", "exact")
    return {"low": low, "high": high, "tables": reach.tables, "reached": reach.verdict}


def draw(values: Values, framing: Framing) -> Plot:
    """The ladders of all comparisons, one below the other."""
    words, alpha = framing.words, values["alpha"]
    headings = [beside(ladder, framing) for ladder in values["ladders"]]
    rows = [
        (wrapped(heading, ROOM / BOLD) if rung is ladder["rungs"][0] else "", rung)
        for heading, ladder in zip(headings, values["ladders"], strict=True)
        for rung in ladder["rungs"]
    ]
    names = [_name(rung, alpha, framing) for _, rung in rows]
    labels = [f"{heading}\n{name}".lstrip() for (heading, _), name in zip(rows, names, strict=True)]
    heights, total = stacked(labels, gap=0.3)
    title = words("ladder title")
    with canvas(total + 0.4, title, framing) as (figure, axes):
        for y, (heading, rung), name in zip(heights, rows, names, strict=True):
            text_above(axes, y, name, SMALLEST_P)
            if heading:
                text_above(axes, y - LINE * (1 + name.count("\n")), heading, SMALLEST_P, fontweight="bold")
            _draw(axes, y, rung, alpha, framing)
        axes.set_ylim(total + 0.12, 0)
        rule = words(values["rounding"], "rounding")
        caption = words("ladder axis"), words("rounded", respondents=values["respondents"], rule=rule)
        p_axis(axes, total, alpha, *caption, language=framing.language)
        alt = " ".join(
            _sentence(heading, ladder, alpha, framing)
            for heading, ladder in zip(headings, values["ladders"], strict=True)
        )
        return drawn(figure, title, alt, framing)


def _name(rung: Values, alpha: float, framing: Framing) -> str:
    """The rung's name; with an empty line below it where what was reached has no room beside it."""
    name = framing.words(rung["rung"], "rungs")
    fits = text_width(name) + text_width(_told(rung, alpha, framing)) + SMALL <= ROOM * 72
    return name if fits else f"{name}\n "


def _draw(axes: "Axes", y: float, rung: Values, alpha: float, framing: Framing) -> None:
    text_above(axes, y, _told(rung, alpha, framing), 1, ha="right")
    if rung["low"] is None:
        return
    ends = [max(rung["low"], SMALLEST_P), max(rung["high"], SMALLEST_P)]
    colour = COLOURS[rung["reached"]]
    axes.plot([SMALLEST_P, 1], [y, y], color=LIGHT, linewidth=0.8, zorder=1)
    axes.plot(ends, [y, y], color=colour, linewidth=8, solid_capstyle="butt", zorder=2)
    axes.plot(ends, [y, y], "|", color=colour, markersize=8, markeredgewidth=2, zorder=2)


def _told(rung: Values, alpha: float, framing: Framing) -> str:
    """What stands at the end of a rung: in how many tables alpha is reached."""
    if rung["low"] is None:
        return framing.words("refuted")
    return framing.words("reached", alpha=decimals(str(alpha), framing.language), reached=_reached(rung, framing))


def _reached(rung: Values, framing: Framing) -> str:
    return framing.words(rung["reached"], tables=counted("table", rung["tables"], framing.language))


def _sentence(heading: str, ladder: Values, alpha: float, framing: Framing) -> str:
    parts, language = [], framing.language
    for rung in ladder["rungs"]:
        name = framing.words(rung["rung"], "rungs")
        if rung["low"] is None:
            parts.append(framing.words("nothing printed both", rung=name))
            continue
        p = between(p_digits(rung["low"], language), p_digits(rung["high"], language), language)
        level, reached = decimals(str(alpha), language), _reached(rung, framing)
        parts.append(framing.words("ladder rung", rung=name, p=p, alpha=level, reached=reached))
    return f"{heading}: {'; '.join(parts)}."
