"""Figures as SVG with a written alt text and their evidence class on them."""

from collabstudy.reporting.plots.breakdown import breakdown_plot
from collabstudy.reporting.plots.dumbbell import published_dumbbell, response_dumbbell
from collabstudy.reporting.plots.feasibility import feasibility_map
from collabstudy.reporting.plots.identified_set import identified_set_plot
from collabstudy.reporting.plots.intervals import dot_interval
from collabstudy.reporting.plots.ladder import ladder_plot
from collabstudy.reporting.plots.likert import likert
from collabstudy.reporting.plots.multiverse import multiverse_plot

__all__ = [
    "breakdown_plot",
    "dot_interval",
    "feasibility_map",
    "identified_set_plot",
    "ladder_plot",
    "likert",
    "multiverse_plot",
    "published_dumbbell",
    "response_dumbbell",
]
