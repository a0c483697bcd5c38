"""What the next survey could find: the smallest detectable difference against the number of pairs."""

from functools import partial
from math import ceil, nan
from typing import TYPE_CHECKING

from collabstudy.reporting.methods import exact_percent
from collabstudy.reporting.planning import Planned, detectable, pair_numbers, planned
from collabstudy.reporting.plots.panels import Look, Panel, small_multiples
from collabstudy.reporting.plots.style import BLUE, GREY, PALE, RUST
from collabstudy.reporting.results import Missing, Plot
from collabstudy.reporting.words import count, percent
from collabstudy.study import Study

if TYPE_CHECKING:
    from matplotlib.axes import Axes

EVIDENCE = ("published", "identified", "assumed")
DRAWN = 6  # comparisons; more would take long to work out and to read
Ends = tuple[float | None, float | None]
Curve = dict[int, Ends]  # by number of pairs


def detectable_plot(study: Study, power: float = 0.8) -> Plot | Missing:
    """For each paired comparison the difference that the exact McNemar test finds with this power, as a band from the
    lowest to the highest identified discordance, the study's own number marked.

    Raises ``ValueError`` where power is not between alpha and 1.
    """
    found = planned(study)
    if isinstance(found, Missing):
        return found
    every, found = len(found), found[:DRAWN]
    numbers, alpha, now = pair_numbers(study), study.analysis.alpha, study.respondents
    # numbers outermost: what a number of pairs takes is then worked out once for all comparisons
    each = {pairs: [detectable(item, pairs, power, alpha) for item in found] for pairs in numbers}
    curves = [{pairs: ends[at] for pairs, ends in each.items()} for at in range(len(found))]
    reached = [end for curve in curves for ends in curve.values() for end in ends if end is not None]
    top = ceil(max([*reached, 0.1]) * 10) / 10
    panels = [
        Panel(item.heading, _words(item, curve[now], now), partial(_draw, curve=curve, now=now, top=top))
        for item, curve in zip(found, curves, strict=True)
    ]
    wanted = exact_percent(power)
    title = f"What a next survey would find ({wanted} power)"
    caption = (
        "Across: persons who answer both questions. Differ: answer them differently. Up: true difference of shares, in "
        f"percentage points, that the exact McNemar test finds at alpha {alpha} with {wanted} power. Blue: highest "
        "identified discordance; brown, dashed: lowest, from where that power is reached at all. Grey line: as many as "
        "answered." + (f" The first {DRAWN} of {every} comparisons; the table has all." if every > DRAWN else ""),
    )
    parts = [f"{item.heading}: {_words(item, curve[now], now)}" for item, curve in zip(found, curves, strict=True)]
    alt = (
        f"True difference that the exact McNemar test finds with {wanted} power at alpha {alpha}, up to "
        f"{count(numbers[-1], 'pair')}; {'; '.join(parts)}."
    )
    return small_multiples(panels, title, alt, EVIDENCE, caption, Look(columns=1, tall=1.3))


def _words(item: Planned, ends: Ends, now: int) -> str:
    parts = [
        f"{_found(end)} where {percent(share)} differ"
        for share, end in zip((item.highest, item.lowest), reversed(ends), strict=True)
    ]
    return f"{now} pairs find {parts[0]}" + (f", {parts[1]}" if item.lowest != item.highest else "")


def _found(end: float | None) -> str:
    return "none" if end is None else f"{percent(end, 1)[:-1]} points"


def _draw(axes: "Axes", curve: Curve, now: int, top: float) -> None:
    pairs = list(curve)
    lowest, highest = ([nan if end is None else end for end in ends] for ends in zip(*curve.values(), strict=True))
    axes.fill_between(pairs, lowest, highest, color=PALE, zorder=1)
    axes.plot(pairs, lowest, color=RUST, linewidth=1.6, linestyle=(0, (4, 2)), zorder=3)
    axes.plot(pairs, highest, color=BLUE, linewidth=1.6, zorder=3)
    axes.axvline(now, color=GREY, linewidth=1, zorder=2)
    axes.set_ylim(0, top)
    last = max(curve)
    axes.set_xlim(0, last * 1.01)
    ticks = [0, *(at for at in (now, last) if at == last or now < 0.92 * last)]
    axes.set_xticks(ticks, [str(at) for at in ticks])
    axes.set_yticks([0, top / 2, top], [f"{100 * at:.0f}" for at in (0, top / 2, top)])
