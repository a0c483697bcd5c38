"""The breakdown point drawn: p for each number who can have said yes to both questions."""

from collections.abc import Mapping, Sequence
from math import log10
from typing import TYPE_CHECKING, Any

from collabstudy.published import Breakdown, breakdowns
from collabstudy.reporting.languages.numbers import between, counted, decimals, p_digits, whole
from collabstudy.reporting.languages.phrases import compared, plain
from collabstudy.reporting.plots.drawing import Values, beside, drawing
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
from collabstudy.study import Comparison, Study

if TYPE_CHECKING:
    from matplotlib.axes import Axes

EVIDENCE = ("published", "identified", "assumed")
SHOWN = 8  # lines of one comparison; more are too many to read, and then some of them are drawn
DOTTED = 40  # numbers of persons that get a dot each on a line


def breakdown_plot(study: Study, *comparisons: Comparison) -> Plot | Missing:
    """For each pair of margins the exact p of every possible joint cell, and where it turns; all comparisons of the
    study unless some are named."""
    alpha = study.analysis.alpha
    found = [_turning(study, comparison, alpha) for comparison in comparisons or study.comparisons]
    turnings = [item for item in found if not isinstance(item, Missing)]
    if not turnings:
        return next((item for item in found if isinstance(item, Missing)), NO_COMPARISON)
    values = {"respondents": study.respondents, "rounding": study.analysis.rounding, "alpha": alpha}
    return drawing("breakdown", draw, {**values, "turnings": turnings}, Framing(EVIDENCE))


def _turning(study: Study, comparison: Comparison, alpha: float) -> dict[str, Any] | Missing:
    """A comparison with its breakdown for each pair of margins; none where the same persons cannot have answered."""
    found = paired(study, comparison, "breakdown")
    if isinstance(found, Missing):
        return found
    figures, sets = found
    every = list(breakdowns(sets["complete"])) if "complete" in sets else []
    kinds = by_kind(every, alpha)
    return {
        "name": plain(compared(comparison)),
        "wordings": [figure.wording for figure in figures],
        "pairs": len(every),
        **{kind: len(items) for kind, items in kinds.items()},
        "shown": [_plain(item, alpha) for item in _shown(every, kinds)],
    }


def by_kind(found: Sequence[Breakdown], alpha: float) -> dict[str, list[Breakdown]]:
    """By where p comes down to ``alpha``: ``never``, ``from`` some number who said yes twice on, or ``always``."""
    kinds: dict[str, list[Breakdown]] = {"never": [], "from": [], "always": []}
    for item in found:
        needed = item.needed(alpha)
        kinds["never" if needed is None else "always" if needed == item.joint[0] else "from"].append(item)
    return kinds


def _shown(found: list[Breakdown], kinds: Mapping[str, list[Breakdown]]) -> list[Breakdown]:
    """Those that are drawn: all, or where they are too many the first and the last of each kind."""
    if len(found) <= SHOWN:
        return found
    return [end for kind in kinds.values() for end in dict.fromkeys((*kind[:1], *kind[-1:]))]


def _plain(item: Breakdown, alpha: float) -> dict[str, Any]:
    return {
        "base": item.base,
        "first_yes": item.first_yes,
        "second_yes": item.second_yes,
        "fewest": item.joint[0],
        "pvalues": [float(p) for p in item.pvalues],
        "needed": item.needed(alpha),
    }


def draw(values: Values, framing: Framing) -> Plot:
    """The lines of all comparisons, one below the other."""
    words, alpha = framing.words, values["alpha"]
    level = decimals(str(alpha), framing.language)
    title = words("breakdown title")
    rows = [row for item in values["turnings"] for row in _rows(item, level, framing)]
    heights, total = stacked([f"{heading}\n{text}".lstrip() for heading, text, _ in rows], gap=0.42)
    with canvas(total + 0.4, title, framing) as (figure, axes):
        for y, (heading, text, item) in zip(heights, rows, strict=True):
            text_above(axes, y, text, SMALLEST_P)
            if heading:
                text_above(axes, y - LINE * (1 + text.count("\n")), heading, SMALLEST_P, fontweight="bold")
            if item:
                _draw(axes, y, item)
        axes.set_ylim(total + 0.12, 0)
        rule = words(values["rounding"], "rounding")
        caption = words("breakdown axis"), words("rounded", respondents=values["respondents"], rule=rule)
        p_axis(axes, total, alpha, *caption, language=framing.language)
        alt = " ".join(_sentence(item, level, framing) for item in values["turnings"])
        return drawn(figure, title, alt, framing)


def _rows(turning: Values, level: str, framing: Framing) -> list[tuple[str, str, Values | None]]:
    """A heading for the first row, the words above each line and what is drawn on it."""
    heading = wrapped(beside(turning, framing), ROOM / BOLD)
    shown = turning["shown"]
    if not shown:
        return [(heading, wrapped(framing.words("breakdown refuted")), None)]
    if turning["pairs"] > len(shown):
        pairs = whole(turning["pairs"], framing.language)
        heading += "\n" + wrapped(framing.words("outer pairs", shown=len(shown), pairs=pairs), ROOM / BOLD)
    texts = [wrapped(f"{_margins(item, framing)}: {_turn(item, level, framing)}") for item in shown]
    return [(heading if at == 0 else "", text, item) for at, (text, item) in enumerate(zip(texts, shown, strict=True))]


def _margins(item: Values, framing: Framing) -> str:
    return framing.words("margins", base=item["base"], first=item["first_yes"], second=item["second_yes"])


def _turn(item: Values, level: str, framing: Framing) -> str:
    """Where p comes down to alpha, in words."""
    needed, most = item["needed"], item["fewest"] + len(item["pvalues"]) - 1
    if needed is None:
        return framing.words("turns never", alpha=level)
    if needed == item["fewest"]:
        return framing.words("turns always", alpha=level)
    return framing.words("turns from", alpha=level, needed=needed, most=most)


def _draw(axes: "Axes", y: float, item: Values) -> None:
    """The line with its dots: hollow above alpha and filled up to it, the numbers of persons below."""
    places = {item["fewest"] + at: max(p, SMALLEST_P) for at, p in enumerate(item["pvalues"])}
    needed, ends = item["needed"], [max(places), min(places)]
    marked = ends if needed is None else [needed, *ends]
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


def _sentence(turning: Values, level: str, framing: Framing) -> str:
    heading, pairs, language = beside(turning, framing), turning["pairs"], framing.language
    if not pairs:
        return framing.words("breakdown refuted said", heading=heading)
    if pairs <= SHOWN:
        return f"{heading}: {'; '.join(_line(item, level, framing) for item in turning['shown'])}."
    numbers = {kind: whole(turning[kind], language) for kind in ("always", "never", "from")}
    return framing.words(
        "breakdown said",
        heading=heading,
        pairs=counted("pair", pairs, language),
        alpha=level,
        always=numbers["always"],
        never=numbers["never"],
        turning=numbers["from"],
    )


def _line(item: Values, level: str, framing: Framing) -> str:
    first, last = (p_digits(item["pvalues"][end], framing.language) for end in (0, -1))
    return framing.words(
        "breakdown line",
        margins=_margins(item, framing),
        fewest=item["fewest"],
        most=item["fewest"] + len(item["pvalues"]) - 1,
        p=between(first, last, framing.language),
        turn=_turn(item, level, framing),
    )
