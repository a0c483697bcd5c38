"""What published percentages can and cannot tell: exact intervals, counts, bases, identified sets."""

from collections.abc import Mapping

import pandas as pd

from collabstudy.published.bases import smallest_covers
from collabstudy.published.breakdown import Breakdown, breakdowns
from collabstudy.published.feasible import counts_at, feasible
from collabstudy.published.invited_table import invited_difference_table, invited_table
from collabstudy.published.paired_set import PairedIdentifiedSet, paired_identified_set
from collabstudy.published.rounding import RULES, ShareInterval
from collabstudy.published.several import AdjustedBounds, holm_bounds
from collabstudy.published.wording import HEDGES, is_hedged, share_interval

__all__ = [
    "HEDGES",
    "RULES",
    "AdjustedBounds",
    "Breakdown",
    "PairedIdentifiedSet",
    "ShareInterval",
    "base_table",
    "breakdowns",
    "feasible_counts",
    "holm_bounds",
    "invited_difference_table",
    "invited_table",
    "is_hedged",
    "paired_identified_set",
    "rule_table",
    "share_interval",
    "smallest_covers",
]


def feasible_counts(wording: str, respondents: int, rounding: str = "half_up") -> pd.DataFrame:
    """Every ``count`` out of every ``base`` from 1 to ``respondents`` that prints as the wording.

    One row a pair, sorted by base and count. Raises ``ValueError`` for an unknown wording or rule,
    or fewer than one respondent.
    """
    found = feasible(share_interval(wording, rounding), _bases(respondents))
    pairs = [(count, base) for base, counts in found.items() for count in counts]
    return pd.DataFrame(pairs, columns=["count", "base"], dtype="int64")


def base_table(wordings: Mapping[str, str], respondents: int, rounding: str = "half_up") -> pd.DataFrame:
    """At which bases each figure can be printed: one row a base (1 to ``respondents``), one boolean column a figure."""
    intervals = {name: share_interval(wording, rounding) for name, wording in wordings.items()}
    index = pd.Index(_bases(respondents), name="base")
    columns = {name: [bool(counts_at(interval, base)) for base in index] for name, interval in intervals.items()}
    return pd.DataFrame(columns, index=index, dtype=bool)


def rule_table(wordings: Mapping[str, str], base: int) -> pd.DataFrame:
    """Whether each figure (row) can come from ``base`` answers under each rounding rule (boolean column)."""
    columns = {
        rule: [bool(counts_at(share_interval(wording, rule), base)) for wording in wordings.values()] for rule in RULES
    }
    return pd.DataFrame(columns, index=pd.Index(list(wordings), name="figure"), dtype=bool)


def _bases(respondents: int) -> range:
    if respondents < 1:
        raise ValueError("give at least one respondent")
    return range(1, respondents + 1)
