"""One published figure, or two as one question, as data frames."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from collabstudy.published.feasible import counts_at, feasible, most_mentions, possible_bases
from collabstudy.published.hedges import Points, Readings, reading, split_hedge
from collabstudy.published.printing import as_percentage, printable_units
from collabstudy.published.rounding import HALF, RULES
from collabstudy.published.wording import normalised, share_interval

CUT_POINTS = (1, 2, 3, 5, 10)  # percentage points


def feasible_counts(
    wording: str,
    respondents: int,
    rounding: str = "half_up",
    *,
    base: int | Iterable[int] | None = None,
    minimum_base: int = 1,
    mentions: bool = False,
    max_base: int | None = None,
    options: int | None = None,
    hedges: Readings | None = None,
) -> pd.DataFrame:
    """Every ``count`` out of every ``base`` that prints as the wording (GRIM for shares: Brown and Heathers 2017).

    Bases go from ``minimum_base`` to ``respondents``, or are those given by ``base`` (one or several). With
    ``mentions=True`` the percentages are of mentions, several answers each: bases go up to ``max_base``, or to
    ``options`` times the respondents, and a column ``unit`` says "mentions".

    One row a pair, sorted by base and count. Raises ``ValueError`` for an unknown wording, rule or hedge,
    fewer than one respondent, or a base that there cannot be.
    """
    if not mentions and (max_base is not None or options is not None):
        raise ValueError("max_base and options are about mentions: give mentions=True with them")
    interval = share_interval(wording, rounding, hedges)
    largest = most_mentions(respondents, max_base, options) if mentions else None
    found = feasible(interval, possible_bases(respondents, base, minimum_base, largest))
    pairs = [(count, size) for size, counts in found.items() for count in counts]
    frame = pd.DataFrame(pairs, columns=["count", "base"], dtype="int64")
    return frame.assign(unit="mentions") if mentions else frame


def base_table(
    wordings: Mapping[str, str], respondents: int, rounding: str = "half_up", *, hedges: Readings | None = None
) -> pd.DataFrame:
    """At which bases each figure can be printed: one row a base (1 to ``respondents``), one boolean column a figure."""
    intervals = {name: share_interval(wording, rounding, hedges) for name, wording in wordings.items()}
    index = pd.Index(possible_bases(respondents), name="base")
    columns = {name: [bool(counts_at(interval, base)) for base in index] for name, interval in intervals.items()}
    return pd.DataFrame(columns, index=index, dtype=bool)


def rule_table(wordings: Mapping[str, str], base: int, *, hedges: Readings | None = None) -> pd.DataFrame:
    """Whether each figure (row) can come from ``base`` answers under each rounding rule (boolean column)."""
    columns = {
        rule: [bool(counts_at(share_interval(wording, rule, hedges), base)) for wording in wordings.values()]
        for rule in RULES
    }
    return pd.DataFrame(columns, index=pd.Index(list(wordings), name="figure"), dtype=bool)


def same_question(first: str, second: str, respondents: int, *, hedges: Readings | None = None) -> pd.DataFrame:
    """What prints as both wordings, rule by rule: could they be one question, printed twice?

    One row a rule: ``rounding``, ``pairs`` (tuples of count and base, base 1 to ``respondents``), ``bases``
    and ``verdict``: "possible", "refuted up to N respondents" or "refuted at any base", where no share
    at all prints as both. Raises ``ValueError`` as :func:`share_interval` does, and for nobody.
    """
    rows = []
    for rule in RULES:
        one, other = share_interval(first, rule, hedges), share_interval(second, rule, hedges)
        pairs = tuple(
            (count, base)
            for base in possible_bases(respondents)
            for count in counts_at(one, base)
            if count in counts_at(other, base)
        )
        refuted = f"refuted up to {respondents} respondents" if one.meets(other) else "refuted at any base"
        rows.append((rule, pairs, tuple(dict.fromkeys(base for _, base in pairs)), "possible" if pairs else refuted))
    return pd.DataFrame(rows, columns=["rounding", "pairs", "bases", "verdict"])


def printable_shares(base: int, decimals: int = 0, rounding: str = "half_up") -> tuple[str, ...]:
    """Every percentage that some count out of ``base`` prints as, ascending: 32 of the 101 whole ones at 31.

    Few are possible at a small base, so a figure that is not points to another base before it points to an error.
    Raises ``ValueError`` for an unknown rule, no base or negative decimals.
    """
    return tuple(as_percentage(units, decimals) for units in printable_units(base, decimals, rounding))


def hedge_sensitivity(
    wording: str, respondents: int, rounding: str = "half_up", *, cut_points: Sequence[Points] = CUT_POINTS
) -> pd.DataFrame:
    """How what a hedged wording allows moves with our cut point.

    One row a cut point (percentage points beside the number): ``cut_point``, ``shares`` (the interval),
    ``counts`` (those at ``respondents``, a tuple), ``bases`` (how many bases 1 to ``respondents`` have any) and
    ``more_than_half``: in "all", "some" or "none" of the consistent counts, or "assumptions refuted" without any.

    Raises ``ValueError`` where the wording has no hedge with a cut point of ours, as :func:`share_interval`
    does, and for nobody.
    """
    share_interval(wording, rounding)
    words, _ = split_hedge(normalised(wording))
    if words is None or not reading(words).has_cut_point:
        raise ValueError(f"{wording!r:.60} has no cut point of ours that could be varied")
    rows = []
    for points in cut_points:
        hedge = reading(words).widened(points)
        interval = share_interval(wording, rounding, {words: (hedge.low, hedge.high)})
        found = feasible(interval, possible_bases(respondents))
        above = {count > base * HALF for base, counts in found.items() for count in counts}
        verdict = (
            "assumptions refuted" if not above else "some" if len(above) > 1 else "all" if True in above else "none"
        )
        rows.append((points, str(interval), tuple(found.get(respondents, ())), len(found), verdict))
    return pd.DataFrame(rows, columns=["cut_point", "shares", "counts", "bases", "more_than_half"])
