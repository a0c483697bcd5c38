"""Tables, each with its evidence class; a study that lacks what one needs gets a sentence in its place."""

from collabstudy.reporting.tables.asking import asking_table
from collabstudy.reporting.tables.bases import (
    conflict_table,
    dropout,
    invited_shares,
    misprint_table,
    same_question_table,
    sensitivity_table,
)
from collabstudy.reporting.tables.claims import claim_table, ladder_table
from collabstudy.reporting.tables.cleaning import (
    account_table,
    import_table,
    missing_table,
    participation_table,
    repair_table,
)
from collabstudy.reporting.tables.comparisons import cross_table, difference_table, pair_table, significance_table
from collabstudy.reporting.tables.methods import finite_method_table, interval_method_table, mcnemar_method_table
from collabstudy.reporting.tables.nonresponse import dependence_table, nonresponse_table, rate_table
from collabstudy.reporting.tables.paired_sets import (
    assumption_table,
    effect_table,
    holm_table,
    measure_table,
    multiverse_table,
)
from collabstudy.reporting.tables.paraphrases import paraphrase_table
from collabstudy.reporting.tables.planning import cluster_table, detectable_table, needed_table
from collabstudy.reporting.tables.published import (
    count_table,
    cover_sizes_table,
    cover_table,
    figure_table,
    hedge_table,
    impossible_table,
)
from collabstudy.reporting.tables.responses import number_table, share_table
from collabstudy.reporting.tables.validation import hidden_table, printed_table, rule_validation_table, width_table

__all__ = [
    "account_table",
    "asking_table",
    "assumption_table",
    "claim_table",
    "cluster_table",
    "conflict_table",
    "count_table",
    "cover_sizes_table",
    "cover_table",
    "cross_table",
    "dependence_table",
    "detectable_table",
    "difference_table",
    "dropout",
    "effect_table",
    "figure_table",
    "finite_method_table",
    "hedge_table",
    "hidden_table",
    "holm_table",
    "import_table",
    "impossible_table",
    "interval_method_table",
    "invited_shares",
    "ladder_table",
    "mcnemar_method_table",
    "measure_table",
    "misprint_table",
    "missing_table",
    "multiverse_table",
    "needed_table",
    "nonresponse_table",
    "number_table",
    "pair_table",
    "paraphrase_table",
    "participation_table",
    "printed_table",
    "rate_table",
    "repair_table",
    "rule_validation_table",
    "same_question_table",
    "sensitivity_table",
    "share_table",
    "significance_table",
    "width_table",
]
