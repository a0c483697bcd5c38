"""Statistics for small paired surveys: counts in, frozen results out.

Nothing here reads a file or knows a question. numpy and scipy are imported inside the functions that need
them, so the exact core (`discordant`, `hypergeometric`, `wang`, `binomial`, `nonresponse`, `response_rates`) runs
on the standard library.
"""

from collabstudy.statistics.binomial import binomial_test
from collabstudy.statistics.coverage import Coverage, interval_coverage
from collabstudy.statistics.dependence import (
    ClusteredInterval,
    dependence_grid,
    design_effect,
    kish_cluster_size,
    mcnemar_largest_effect,
)
from collabstudy.statistics.fisher import conditional_odds_ratio, fisher
from collabstudy.statistics.freeman_halton import fisher_freeman_halton
from collabstudy.statistics.homogeneity import marginal_homogeneity
from collabstudy.statistics.independent import chi_square, cohen_h, cramers_v, independent_difference
from collabstudy.statistics.multiplicity import adjust_pvalues
from collabstudy.statistics.nonresponse import break_even, item_nonresponse, share_bounds
from collabstudy.statistics.ordered import level_differences, signed_rank
from collabstudy.statistics.paired import cohen_g, mcnemar, paired_difference
from collabstudy.statistics.paired_odds import paired_odds_ratio
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
    PairwiseTest,
    Rate,
)
from collabstudy.statistics.several import cochran_q, pairwise_mcnemar
from collabstudy.statistics.unconditional import barnard, boschloo

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
    "PairwiseTest",
    "Rate",
    "RequiredRespondents",
    "Size",
    "adjust_pvalues",
    "barnard",
    "binomial_test",
    "boschloo",
    "break_even",
    "chi_square",
    "cochran_q",
    "cohen_g",
    "cohen_h",
    "conditional_odds_ratio",
    "cramers_v",
    "dependence_grid",
    "design_effect",
    "fisher",
    "fisher_freeman_halton",
    "independent_difference",
    "interval_coverage",
    "item_nonresponse",
    "kish_cluster_size",
    "level_differences",
    "marginal_homogeneity",
    "mcnemar",
    "mcnemar_largest_effect",
    "mcnemar_power",
    "mcnemar_size",
    "minimum_detectable_difference",
    "paired_difference",
    "paired_odds_ratio",
    "pairwise_mcnemar",
    "proportion_interval",
    "respondents_for_width",
    "response_rates",
    "share_bounds",
    "signed_rank",
    "worst_width",
]
