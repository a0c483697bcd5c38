"""What the figures of one paired comparison share: its published shares and its identified sets."""

from collabstudy.published.paired_set import PairedIdentifiedSet
from collabstudy.reporting.results import Missing
from collabstudy.reporting.tables.claims import figure_sets
from collabstudy.study import Comparison, Figure, Study

Rungs = dict[str, PairedIdentifiedSet]
Pair = tuple[Figure, Figure]


def paired(study: Study, comparison: Comparison, drawing: str) -> tuple[Pair, Rungs] | Missing:
    """The two figures and the rungs that take seconds, or in one sentence why there is no ``drawing``."""
    figures, name = study.figures_for(comparison), comparison.name
    if figures is None:
        return Missing(f"The shares of the comparison {name!r} were not both published.")
    sets = figure_sets(study, comparison)
    if sets is None:
        return Missing(f"The comparison {name!r} is not paired, and {drawing} is about pairs.")
    if not sets:
        return Missing(f"{study.respondents} respondents allow too many tables for {drawing} of {name!r}.")
    return figures, sets
