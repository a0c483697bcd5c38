"""What the next survey could find: the smallest detectable difference against the number of pairs."""

from collections.abc import Sequence
from functools import partial
from math import ceil, nan
from typing import TYPE_CHECKING

from collabstudy.reporting.languages.numbers import counted, level
from collabstudy.reporting.languages.phrases import Row, Value, compared, phrase, plain, quantity
from collabstudy.reporting.planning import detectable, pair_numbers, planned
from collabstudy.reporting.plots.drawing import Values, beside, drawing
from collabstudy.reporting.plots.panels import Look, Panel, small_multiples
from collabstudy.reporting.plots.style import BLUE, GREY, PALE, RUST, Framing
from collabstudy.reporting.results import Missing, Plot
from collabstudy.study import Study

if TYPE_CHECKING:
    from matplotlib.axes import Axes

EVIDENCE = ("published", "identified", "assumed")
SECTION = "method_figures"
DRAWN = 6  # comparisons; more would take long to work out and to read
DIGITS = 9  # of a difference; more would differ between processors


def detectable_plot(study: Study, power: float = 0.8) -> Plot | Missing:
    """For each paired comparison the difference that the exact McNemar test finds with this power, as a band from the
    lowest to the highest identified discordance, the study's own number marked.

    Raises ``ValueError`` where power is not between alpha and 1.
    """
    found = planned(study)
    if isinstance(found, Missing):
        return found
    every, found = len(found), found[:DRAWN]
    numbers, alpha = pair_numbers(study), study.analysis.alpha
    # numbers outermost: what a number of pairs takes is then worked out once for all comparisons
    each = {pairs: [detectable(item, pairs, power, alpha) for item in found] for pairs in numbers}
    comparisons = [
        {
            "name": plain(compared(item.comparison)),
            "wordings": [figure.wording for figure in item.figures],
            "discordances": [float(item.lowest), float(item.highest)],
            "found": [[end and round(end, DIGITS) for end in each[pairs][at]] for pairs in numbers],
        }
        for at, item in enumerate(found)
    ]
    values = {"power": power, "alpha": alpha, "answered": study.respondents, "pairs": numbers, "every": every}
    return drawing("detectable", draw, values | {"comparisons": comparisons}, Framing(EVIDENCE))


def draw(values: Values, framing: Framing) -> Plot:
    """The bands of all comparisons, one below the other."""
    language, pairs, now, items = framing.language, values["pairs"], values["answered"], values["comparisons"]
    reached = [end for item in items for ends in item["found"] for end in ends if end is not None]
    top = ceil(max([*reached, 0.1]) * 10) / 10
    headings = [beside(item, framing) for item in items]
    words = [framing.said(_words(item, item["found"][pairs.index(now)], now)) for item in items]
    panels = [
        Panel(heading, text, partial(_draw, pairs=pairs, found=item["found"], now=now, top=top))
        for heading, text, item in zip(headings, words, items, strict=True)
    ]
    asked = {"power": level(values["power"], language), "alpha": framing.said(quantity("plain", values["alpha"]))}
    caption = framing.words("detectable axes", SECTION, **asked)
    if values["every"] > len(items):
        caption += framing.words("detectable first", SECTION, shown=len(items), every=values["every"])
    each = "; ".join(f"{heading}: {text}" for heading, text in zip(headings, words, strict=True))
    most = counted("pair", pairs[-1], language)
    alt = framing.words("detectable said", SECTION, **asked, pairs=most, each=each)
    title = framing.words("detectable title", SECTION, power=asked["power"])
    return small_multiples(panels, title, alt, (caption,), Look(columns=1, tall=1.3), framing)


def _words(item: Values, ends: Sequence[float | None], now: int) -> Value:
    """What as many pairs as answered find at the highest and at the lowest discordance."""
    lowest, highest = item["discordances"]
    parts = [
        phrase("detectable found", SECTION, points=_found(end), share=quantity("percent", share))
        for share, end in zip((highest, lowest), reversed(ends), strict=True)
    ]
    found = Row(parts if lowest != highest else parts[:1], ", ")
    return phrase("detectable now", SECTION, pairs=quantity("whole", now), found=found)


def _found(end: float | None) -> Value:
    if end is None:
        return phrase("detectable nothing", SECTION)
    return phrase("detectable points", SECTION, points=quantity("points bare", end))


def _draw(axes: "Axes", pairs: Sequence[int], found: Sequence[Sequence[float | None]], now: int, top: float) -> None:
    lowest, highest = ([nan if end is None else end for end in ends] for ends in zip(*found, strict=True))
    axes.fill_between(pairs, lowest, highest, color=PALE, zorder=1)
    axes.plot(pairs, lowest, color=RUST, linewidth=1.6, linestyle=(0, (4, 2)), zorder=3)
    axes.plot(pairs, highest, color=BLUE, linewidth=1.6, zorder=3)
    axes.axvline(now, color=GREY, linewidth=1, zorder=2)
    axes.set_ylim(0, top)
    last = max(pairs)
    axes.set_xlim(0, last * 1.01)
    ticks = [0, *(at for at in (now, last) if at == last or now < 0.92 * last)]
    axes.set_xticks(ticks, [str(at) for at in ticks])
    axes.set_yticks([0, top / 2, top], [f"{100 * at:.0f}" for at in (0, top / 2, top)])
