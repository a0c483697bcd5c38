"""Statistics for small paired surveys: counts in, frozen results out.

Nothing here reads a file or knows a question. numpy and scipy are imported inside the functions that need
them, so the exact core (`discordant`, `hypergeometric`, `wang`, `binomial`, `nonresponse`, `response_rates`) runs
on the standard library.
"""

from collabstudy.statistics.binomial import binomial_test
from collabstudy.statistics.coverage import Coverage, interval_coverage
from collabstudy.statistics.dependence import ClusteredInterval, dependence_grid, design_effect, kish_cluster_size
from collabstudy.statistics.multiplicity import adjust_pvalues
from collabstudy.statistics.nonresponse import break_even, item_nonresponse, share_bounds
from collabstudy.statistics.paired import cohen_g, mcnemar, paired_difference
from collabstudy.statistics.planning import (
    DetectableDifference,
    PairedPower,
    mcnemar_power,
    minimum_detectable_difference,
)
from collabstudy.statistics.precision import RequiredRespondents, respondents_for_width, worst_width
from collabstudy.statistics.proportions import proportion_interval
from collabstudy.statistics.rejection import Size, mcnemar_size
from collabstudy.statistics.response_rates import response_rates
from collabstudy.statistics.results import (
    AdjustedPvalues,
    Bounds,
    BreakEven,
    EffectSize,
    HypothesisTest,
    Interval,
    Rate,
)

__all__ = [
    "AdjustedPvalues",
    "Bounds",
    "BreakEven",
    "ClusteredInterval",
    "Coverage",
    "DetectableDifference",
    "EffectSize",
    "HypothesisTest",
    "Interval",
    "PairedPower",
    "Rate",
    "RequiredRespondents",
    "Size",
    "adjust_pvalues",
    "binomial_test",
    "break_even",
    "cohen_g",
    "dependence_grid",
    "design_effect",
    "interval_coverage",
    "item_nonresponse",
    "kish_cluster_size",
    "mcnemar",
    "mcnemar_power",
    "mcnemar_size",
    "minimum_detectable_difference",
    "paired_difference",
    "proportion_interval",
    "respondents_for_width",
    "response_rates",
    "share_bounds",
    "worst_width",
]
