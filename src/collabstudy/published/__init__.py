"""What published percentages can and cannot tell: exact intervals, counts, bases, identified sets."""

from collabstudy.published.bases import smallest_covers
from collabstudy.published.breakdown import Breakdown, breakdowns
from collabstudy.published.checks import check_figures
from collabstudy.published.distribution import Distribution
from collabstudy.published.figures import (
    base_table,
    feasible_counts,
    hedge_sensitivity,
    printable_shares,
    rule_table,
    same_question,
)
from collabstudy.published.hedges import HEDGES, Hedge
from collabstudy.published.invited_table import invited_difference_table, invited_table
from collabstudy.published.paired_set import PairedIdentifiedSet, paired_identified_set
from collabstudy.published.rounding import ANY_RULE, RULES, ShareInterval
from collabstudy.published.several import AdjustedBounds, holm_bounds
from collabstudy.published.together import (
    base_conflicts,
    distribution_bases,
    distribution_counts,
    dropout_table,
    explaining_bases,
    leave_one_figure_out,
    list_vectors,
)
from collabstudy.published.wording import is_hedged, share_interval

__all__ = [
    "ANY_RULE",
    "HEDGES",
    "RULES",
    "AdjustedBounds",
    "Breakdown",
    "Distribution",
    "Hedge",
    "PairedIdentifiedSet",
    "ShareInterval",
    "base_conflicts",
    "base_table",
    "breakdowns",
    "check_figures",
    "distribution_bases",
    "distribution_counts",
    "dropout_table",
    "explaining_bases",
    "feasible_counts",
    "hedge_sensitivity",
    "holm_bounds",
    "invited_difference_table",
    "invited_table",
    "is_hedged",
    "leave_one_figure_out",
    "list_vectors",
    "paired_identified_set",
    "printable_shares",
    "rule_table",
    "same_question",
    "share_interval",
    "smallest_covers",
]
