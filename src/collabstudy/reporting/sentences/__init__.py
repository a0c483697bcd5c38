"""Results of the statistics in one sentence each, English and Dutch, in the field's style."""

from collabstudy.reporting.sentences.estimates import (
    bounds,
    break_even,
    clustered,
    difference,
    ends,
    marked,
    odds_ratio,
    share,
    target,
)
from collabstudy.reporting.sentences.significance import (
    adjusted,
    binomial,
    chi_square,
    cochran,
    effect,
    fisher,
    freeman_halton,
    marginal_homogeneity,
    mcnemar,
    signed_rank,
    unconditional,
)

__all__ = [
    "adjusted",
    "binomial",
    "bounds",
    "break_even",
    "chi_square",
    "clustered",
    "cochran",
    "difference",
    "effect",
    "ends",
    "fisher",
    "freeman_halton",
    "marginal_homogeneity",
    "marked",
    "mcnemar",
    "odds_ratio",
    "share",
    "signed_rank",
    "target",
    "unconditional",
]
