"""Statistics for small paired surveys: counts in, frozen results out.

Nothing here reads a file or knows a question. numpy and scipy are imported inside the functions that need
them, so the exact core (`discordant`, `hypergeometric`, `binomial`) runs on the standard library.
"""

from collabstudy.statistics.binomial import binomial_test
from collabstudy.statistics.fisher import conditional_odds_ratio, fisher
from collabstudy.statistics.freeman_halton import fisher_freeman_halton
from collabstudy.statistics.homogeneity import marginal_homogeneity
from collabstudy.statistics.independent import chi_square, cohen_h, cramers_v, independent_difference
from collabstudy.statistics.multiplicity import adjust_pvalues
from collabstudy.statistics.ordered import level_differences, signed_rank
from collabstudy.statistics.paired import cohen_g, mcnemar, paired_difference
from collabstudy.statistics.paired_odds import paired_odds_ratio
from collabstudy.statistics.proportions import proportion_interval
from collabstudy.statistics.results import AdjustedPvalues, EffectSize, HypothesisTest, Interval, PairwiseTest
from collabstudy.statistics.several import cochran_q, pairwise_mcnemar
from collabstudy.statistics.unconditional import barnard, boschloo

__all__ = [
    "AdjustedPvalues",
    "EffectSize",
    "HypothesisTest",
    "Interval",
    "PairwiseTest",
    "adjust_pvalues",
    "barnard",
    "binomial_test",
    "boschloo",
    "chi_square",
    "cochran_q",
    "cohen_g",
    "cohen_h",
    "conditional_odds_ratio",
    "cramers_v",
    "fisher",
    "fisher_freeman_halton",
    "independent_difference",
    "level_differences",
    "marginal_homogeneity",
    "mcnemar",
    "paired_difference",
    "paired_odds_ratio",
    "pairwise_mcnemar",
    "proportion_interval",
    "signed_rank",
]
