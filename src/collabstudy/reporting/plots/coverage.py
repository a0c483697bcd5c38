"""How the methods behave at a study's size: exact coverage of intervals, exact size of McNemar's tests."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from collabstudy.reporting.defaults import ROLES, TEST_ROLES
from collabstudy.reporting.methods import (
    DESIGN,
    NAMES,
    exact_percent,
    finite_coverages,
    mcnemar_sizes,
    near,
    share_coverages,
)
from collabstudy.reporting.plots.panels import Look, Panel, small_multiples
from collabstudy.reporting.plots.style import BLUE, GREY, RED, RUST
from collabstudy.reporting.results import Missing, Plot
from collabstudy.reporting.words import count, percent
from collabstudy.statistics import Coverage, Size
from collabstudy.study import Study

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DEPTH = 4  # the axis of coverage goes so many times as far below 100% as the level does
DASHED = (0, (4, 3))


def coverage_plot(study: Study) -> Plot | Missing:
    """Coverage of each interval for a share against the true share, the infimum marked."""
    found = share_coverages(study)
    if isinstance(found, Missing):
        return found
    title = f"Coverage of intervals from {count(study.respondents, 'respondent')}"
    return _coverages(found, title, "Shares above 50% mirror those below.")


def finite_coverage_plot(study: Study) -> Plot | Missing:
    """The same about the invited, at the largest number that the study gives."""
    found = finite_coverages(study)
    if isinstance(found, Missing):
        return found
    title = f"Coverage of intervals from {study.respondents} of {next(iter(found.values())).population} invited"
    most = "The largest number that may have been invited; true if those who answered are a simple random sample."
    return _coverages(found, title, most)


def size_plot(study: Study) -> Plot | Missing:
    """Size of each McNemar test against the discordance, the largest marked."""
    found = mcnemar_sizes(study)
    if isinstance(found, Missing):
        return found
    alpha = study.analysis.alpha
    top = max(1.3 * alpha, *(1.12 * item.maximum for item in found.values()))
    panels = [
        Panel(_named(name, TEST_ROLES), f"at most {percent(item.maximum, 1)}", partial(_size, item=item, top=top))
        for name, item in found.items()
    ]
    title = f"False rejections by McNemar's tests of {count(study.respondents, 'pair')}"
    caption = (
        "Across: share of persons who answer the two questions differently. Up: chance of p at most alpha where both "
        f"ways are equally likely. Dashed: alpha {alpha}. Mark: the largest. Blue: used here.",
    )
    parts = [f"{NAMES[name]} {percent(item.maximum, 1)}" for name, item in found.items()]
    alt = (
        f"Largest chance that McNemar's test of {count(study.respondents, 'pair')} rejects falsely at alpha {alpha}, "
        f"over every discordance: {', '.join(parts)}."
    )
    return small_multiples(panels, title, alt, DESIGN, caption, Look())


def _coverages(found: Mapping[str, Coverage], title: str, *more: str) -> Plot:
    panels = [
        Panel(
            _named(name, ROLES),
            f"least {percent(item.minimum, 1)}, mean {percent(item.mean, 1)}",
            partial(_coverage, item=item, colour=_colour(name, ROLES)),
        )
        for name, item in found.items()
    ]
    first = next(iter(found.values()))
    level = exact_percent(first.confidence)
    caption = (
        f"Across: true share. Up: chance that the interval covers it. Dashed: the {level} asked for. Mark: the least; "
        "at the bottom edge where it is lower still. Blue: used here.",
        *more,
    )
    parts = [
        f"{NAMES[name]} at least {percent(item.minimum, 1)} (at a share of {percent(near(item.minimum_at), 1)}) and "
        f"{percent(item.mean, 1)} on average"
        for name, item in found.items()
    ]
    alt = f"Exact coverage of {count(len(found), 'interval')} where {level} is asked for: {'; '.join(parts)}."
    return small_multiples(panels, title, alt, DESIGN, caption, Look())


def _coverage(axes: "Axes", item: Coverage, colour: str) -> None:
    bottom = max(0.0, 1 - DEPTH * (1 - item.confidence))
    half = item.shares <= 0.5
    axes.axhline(item.confidence, color=RED, linewidth=1, linestyle=DASHED, zorder=1)
    axes.plot(item.shares[half], item.coverage[half], color=colour, linewidth=0.9, zorder=2)
    lowest = max(item.minimum, bottom)
    axes.plot(near(item.minimum_at), lowest, "v", color=RUST, markersize=6, clip_on=False, zorder=3)
    axes.set_ylim(bottom, 1.004)
    axes.set_xlim(-0.008, 0.508)
    axes.set_xticks([0, 0.25, 0.5], ["0%", "25%", "50%"])
    axes.set_yticks([bottom, item.confidence, 1], [exact_percent(bottom), exact_percent(item.confidence), "100%"])


def _size(axes: "Axes", item: Size, top: float) -> None:
    axes.axhline(item.alpha, color=RED, linewidth=1, linestyle=DASHED, zorder=1)
    axes.plot(item.discordances, item.size, color=_colour(item.method, TEST_ROLES), linewidth=1.2, zorder=2)
    axes.plot(item.maximum_at, item.maximum, "^", color=RUST, markersize=6, clip_on=False, zorder=3)
    axes.set_ylim(0, top)
    axes.set_xlim(-0.015, 1.015)
    axes.set_xticks([0, 0.5, 1], ["0%", "50%", "100%"])
    axes.set_yticks([0, item.alpha], ["0%", exact_percent(item.alpha)])


def _named(name: str, roles: Mapping[str, str]) -> str:
    return f"{NAMES[name]}: {roles[name]}" if name in roles else NAMES[name]


def _colour(name: str, roles: Mapping[str, str]) -> str:
    return BLUE if name in roles else GREY
