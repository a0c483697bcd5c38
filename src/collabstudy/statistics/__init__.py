"""Statistics for small paired surveys: counts in, frozen results out.

Nothing here reads a file or knows a question. numpy and scipy are imported inside the functions that need
them, so the exact core (`discordant`, `hypergeometric`, `binomial`) runs on the standard library.
"""

from collabstudy.statistics.binomial import binomial_test
from collabstudy.statistics.multiplicity import adjust_pvalues
from collabstudy.statistics.paired import cohen_g, mcnemar, paired_difference
from collabstudy.statistics.proportions import proportion_interval
from collabstudy.statistics.results import AdjustedPvalues, EffectSize, HypothesisTest, Interval

__all__ = [
    "AdjustedPvalues",
    "EffectSize",
    "HypothesisTest",
    "Interval",
    "adjust_pvalues",
    "binomial_test",
    "cohen_g",
    "mcnemar",
    "paired_difference",
    "proportion_interval",
]
