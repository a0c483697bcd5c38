"""What the figures of one paired comparison share: its published shares and its identified sets."""

from collabstudy.published.paired_set import PairedIdentifiedSet
from collabstudy.reporting.languages.phrases import compared, phrase
from collabstudy.reporting.results import Missing
from collabstudy.reporting.tables.claims import figure_sets
from collabstudy.study import Comparison, Figure, Study

Rungs = dict[str, PairedIdentifiedSet]
Pair = tuple[Figure, Figure]


def paired(study: Study, comparison: Comparison, drawing: str) -> tuple[Pair, Rungs] | Missing:
    """The two figures and the rungs that take seconds, or in one sentence why there is no ``drawing``."""
    figures, name = study.figures_for(comparison), compared(comparison)
    if figures is None:
        return Missing(phrase("not both published", "missing", name=name))
    sets, named = figure_sets(study, comparison), phrase(f"drawing {drawing}", "missing")
    if sets is None:
        return Missing(phrase("map unpaired", "missing", name=name, drawing=named))
    if not sets:
        return Missing(phrase("map too many", "missing", respondents=study.respondents, drawing=named, name=name))
    return figures, sets
