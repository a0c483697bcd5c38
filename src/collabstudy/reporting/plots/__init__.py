"""Figures as SVG with a written alt text and their evidence class on them."""

from collections.abc import Mapping
from typing import Any

from collabstudy.disclosure import Release
from collabstudy.reporting.plots import (
    breakdown,
    coverage,
    dumbbell,
    feasibility,
    identified_set,
    intervals,
    ladder,
    multiverse,
    planning,
    published_shares,
)
from collabstudy.reporting.plots import likert as likert_bars
from collabstudy.reporting.plots import response_picture as response_picture_drawing
from collabstudy.reporting.plots.breakdown import breakdown_plot
from collabstudy.reporting.plots.coverage import coverage_plot, finite_coverage_plot, size_plot
from collabstudy.reporting.plots.drawing import Draw, drawing
from collabstudy.reporting.plots.dumbbell import published_dumbbell, response_dumbbell
from collabstudy.reporting.plots.feasibility import feasibility_map
from collabstudy.reporting.plots.identified_set import identified_set_plot
from collabstudy.reporting.plots.intervals import dot_interval
from collabstudy.reporting.plots.ladder import ladder_plot
from collabstudy.reporting.plots.likert import likert
from collabstudy.reporting.plots.multiverse import multiverse_plot
from collabstudy.reporting.plots.planning import detectable_plot
from collabstudy.reporting.plots.published_shares import published_shares_plot
from collabstudy.reporting.plots.response_picture import response_picture
from collabstudy.reporting.plots.style import Framing
from collabstudy.reporting.results import Plot

__all__ = [
    "breakdown_plot",
    "coverage_plot",
    "detectable_plot",
    "dot_interval",
    "feasibility_map",
    "finite_coverage_plot",
    "identified_set_plot",
    "ladder_plot",
    "likert",
    "multiverse_plot",
    "published_dumbbell",
    "published_shares_plot",
    "redrawn",
    "response_dumbbell",
    "response_picture",
    "size_plot",
]

DRAWINGS: Mapping[str, Draw] = {
    "breakdown": breakdown.draw,
    "coverage": coverage.draw_coverage,
    "detectable": planning.draw,
    "dot_interval": intervals.draw,
    "feasibility_map": feasibility.draw,
    "identified_set": identified_set.draw,
    "ladder": ladder.draw,
    "likert": likert_bars.draw,
    "multiverse": multiverse.draw,
    "published_dumbbell": dumbbell.draw_published,
    "published_shares": published_shares.draw,
    "response_picture": response_picture_drawing.draw,
    "response_dumbbell": dumbbell.draw_counted,
    "size": coverage.draw_size,
}


def redrawn(result: Mapping[str, Any], language: str) -> Plot:
    """The figure of a result, by its values in ``build/<study>/results/<notebook>.json``, in a language.

    Raises ``KeyError`` for a result that is no figure.
    """
    told = tuple(Release.of_plain(release) for release in result.get("releases", ()))
    framing = Framing(tuple(result["evidence"]), told, language)
    return drawing(result["drawing"], DRAWINGS[result["drawing"]], result["data"], framing)
