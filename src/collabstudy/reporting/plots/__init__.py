"""Figures as SVG with a written alt text and their evidence class on them."""

from collabstudy.reporting.plots.breakdown import breakdown_plot
from collabstudy.reporting.plots.coverage import coverage_plot, finite_coverage_plot, size_plot
from collabstudy.reporting.plots.dumbbell import published_dumbbell, response_dumbbell
from collabstudy.reporting.plots.feasibility import feasibility_map
from collabstudy.reporting.plots.identified_set import identified_set_plot
from collabstudy.reporting.plots.intervals import dot_interval
from collabstudy.reporting.plots.ladder import ladder_plot
from collabstudy.reporting.plots.likert import likert
from collabstudy.reporting.plots.multiverse import multiverse_plot
from collabstudy.reporting.plots.planning import detectable_plot

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
    "response_dumbbell",
    "size_plot",
]
