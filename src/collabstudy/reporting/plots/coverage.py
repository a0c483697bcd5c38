"""How the methods behave at a study's size: exact coverage of intervals, exact size of McNemar's tests."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from collabstudy.reporting.defaults import ROLES, TEST_ROLES
from collabstudy.reporting.languages.numbers import counted, level
from collabstudy.reporting.languages.phrases import Row, Value, phrase, quantity
from collabstudy.reporting.methods import DESIGN, finite_coverages, mcnemar_sizes, near, share_coverages
from collabstudy.reporting.plots.drawing import Values, drawing
from collabstudy.reporting.plots.panels import Look, Panel, small_multiples
from collabstudy.reporting.plots.style import BLUE, GREY, RED, RUST, Framing
from collabstudy.reporting.results import Missing, Plot
from collabstudy.statistics import Coverage
from collabstudy.study import Study

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SECTION = "method_figures"
DEPTH = 4  # the axis of coverage goes so many times as far below 100% as the level does
DIGITS = 6  # of a point of a curve; more cannot be seen
DASHED = (0, (4, 3))


def coverage_plot(study: Study) -> Plot | Missing:
    """Coverage of each interval for a share against the true share, the infimum marked."""
    return _coverage_plot(study, share_coverages(study))


def finite_coverage_plot(study: Study) -> Plot | Missing:
    """The same about the invited, at the largest number that the study gives."""
    return _coverage_plot(study, finite_coverages(study))


def _coverage_plot(study: Study, found: Mapping[str, Coverage] | Missing) -> Plot | Missing:
    if isinstance(found, Missing):
        return found
    first = next(iter(found.values()))
    values = {
        "respondents": study.respondents,
        "invited": first.population,
        "confidence": first.confidence,
        "intervals": [_interval(name, item) for name, item in found.items()],
    }
    return drawing("coverage", draw_coverage, values, Framing(DESIGN))


def _interval(name: str, item: Coverage) -> dict[str, Any]:
    half = item.shares <= 0.5
    least = {"least": item.minimum, "least_at": near(item.minimum_at), "mean": item.mean}
    return {"name": name, **least, "curve": _written(item.shares[half], item.coverage[half])}


def size_plot(study: Study) -> Plot | Missing:
    """Size of each McNemar test against the discordance, the largest marked."""
    found = mcnemar_sizes(study)
    if isinstance(found, Missing):
        return found
    tests = [
        {
            "name": name,
            "largest": item.maximum,
            "largest_at": item.maximum_at,
            "curve": _written(item.discordances, item.size),
        }
        for name, item in found.items()
    ]
    values = {"pairs": study.respondents, "alpha": study.analysis.alpha, "tests": tests}
    return drawing("size", draw_size, values, Framing(DESIGN))


def _written(xs: NDArray[np.float64], ys: NDArray[np.float64]) -> str:
    """A curve in one line, for who reads the notebook."""
    return " ".join(f"{x:.{DIGITS}g},{y:.{DIGITS}g}" for x, y in zip(xs, ys, strict=True))


def _read(curve: str) -> tuple[list[float], list[float]]:
    points = [tuple(map(float, point.split(","))) for point in curve.split()]
    return [x for x, _ in points], [y for _, y in points]


def draw_coverage(values: Values, framing: Framing) -> Plot:
    """Coverage of several intervals, one of the axes for each."""
    language, asked = framing.language, level(values["confidence"], framing.language)
    panels = [
        Panel(
            _named(item["name"], ROLES, framing),
            framing.said(phrase("coverage panel", SECTION, **_least(item))),
            partial(_coverage, item=item, confidence=values["confidence"], language=language),
        )
        for item in values["intervals"]
    ]
    finite = values["invited"] is not None
    answered = counted("person answering", values["respondents"], language)
    title = framing.words(
        "finite coverage title" if finite else "coverage title",
        SECTION,
        respondents=values["respondents"] if finite else answered,
        invited=values["invited"],
    )
    last = framing.words("finite coverage note" if finite else "coverage note", SECTION)
    caption = framing.words("coverage axes", SECTION, asked=asked), last
    said = [phrase("coverage of", SECTION, name=_method(item["name"]), **_least(item)) for item in values["intervals"]]
    intervals = counted("interval", len(said), language)
    alt = framing.words("coverage said", SECTION, intervals=intervals, asked=asked, each=framing.said(Row(said, "; ")))
    return small_multiples(panels, title, alt, caption, Look(), framing)


def _least(item: Values) -> dict[str, Value]:
    return {
        "least": quantity("percent 1", item["least"]),
        "at": quantity("percent 1", item["least_at"]),
        "mean": quantity("percent 1", item["mean"]),
    }


def _coverage(axes: "Axes", item: Values, confidence: float, language: str) -> None:
    bottom = max(0.0, 1 - DEPTH * (1 - confidence))
    axes.axhline(confidence, color=RED, linewidth=1, linestyle=DASHED, zorder=1)
    axes.plot(*_read(item["curve"]), color=_colour(item["name"], ROLES), linewidth=0.9, zorder=2)
    axes.plot(item["least_at"], max(item["least"], bottom), "v", color=RUST, markersize=6, clip_on=False, zorder=3)
    axes.set_ylim(bottom, 1.004)
    axes.set_xlim(-0.008, 0.508)
    axes.set_xticks([0, 0.25, 0.5], ["0%", "25%", "50%"])
    axes.set_yticks([bottom, confidence, 1], [level(bottom, language), level(confidence, language), "100%"])


def draw_size(values: Values, framing: Framing) -> Plot:
    """Size of several tests, one of the axes for each."""
    language, alpha, tests = framing.language, values["alpha"], values["tests"]
    top = max(1.3 * alpha, *(1.12 * item["largest"] for item in tests))
    panels = [
        Panel(
            _named(item["name"], TEST_ROLES, framing),
            framing.said(phrase("size panel", SECTION, largest=quantity("percent 1", item["largest"]))),
            partial(_size, item=item, alpha=alpha, top=top, language=language),
        )
        for item in tests
    ]
    words = {"pairs": counted("pair", values["pairs"], language), "alpha": framing.said(quantity("plain", alpha))}
    said = [Row([_method(item["name"]), quantity("percent 1", item["largest"])], " ") for item in tests]
    alt = framing.words("size said", SECTION, **words, each=framing.said(Row(said, ", ")))
    caption = (framing.words("size axes", SECTION, alpha=words["alpha"]),)
    return small_multiples(
        panels, framing.words("size title", SECTION, pairs=words["pairs"]), alt, caption, Look(), framing
    )


def _size(axes: "Axes", item: Values, alpha: float, top: float, language: str) -> None:
    axes.axhline(alpha, color=RED, linewidth=1, linestyle=DASHED, zorder=1)
    axes.plot(*_read(item["curve"]), color=_colour(item["name"], TEST_ROLES), linewidth=1.2, zorder=2)
    axes.plot(item["largest_at"], item["largest"], "^", color=RUST, markersize=6, clip_on=False, zorder=3)
    axes.set_ylim(0, top)
    axes.set_xlim(-0.015, 1.015)
    axes.set_xticks([0, 0.5, 1], ["0%", "50%", "100%"])
    axes.set_yticks([0, alpha], ["0%", level(alpha, language)])


def _method(name: str) -> Value:
    return phrase(name, "methods")


def _named(name: str, roles: Mapping[str, str], framing: Framing) -> str:
    """A method with its role in the collection, if it has one."""
    method = framing.said(_method(name))
    return f"{method}: {framing.words(roles[name], 'roles')}" if name in roles else method


def _colour(name: str, roles: Mapping[str, str]) -> str:
    return BLUE if name in roles else GREY
