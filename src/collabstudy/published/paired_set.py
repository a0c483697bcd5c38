"""The identified set of two published shares, and the sharp bounds of statistics over it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import chain

import pandas as pd

from collabstudy.published.discordance import Frontier, candidates, frontier, table_of
from collabstudy.published.extremes import EFFECTS, PVALUES, Extreme, Number, extreme_effects, extreme_pvalues
from collabstudy.published.feasible import Feasible, feasible
from collabstudy.published.identified import (
    PairedTable,
    Strip,
    checked_format,
    joint_cell,
    number_of_tables,
    strips,
    tables_in,
)
from collabstudy.published.labelled import LabelledReach, Weights, labelled_reach, margin_weights
from collabstudy.published.margins import Ends, interval_ends, tables_reaching
from collabstudy.published.rounding import ShareInterval
from collabstudy.published.wording import share_interval

MEANING = {
    "any": "any bases, perhaps other persons",
    "equal_bases": "equal bases, perhaps other persons",
    "complete": "the same persons answered both",
}
FORMAT_MEANING = {
    "two_questions": "two yes/no questions",
    "single_choice": "one question of which both are options that exclude each other",
    "routed": "the second asked only of who says yes to the first",
}
LISTED = 2_000_000  # tables that fit in memory with ease
LABELLED = 50_000  # tables whose labelled data sets are counted in seconds
SECONDS = {"any": 600, "equal_bases": 1_000, "complete": 3_100}  # respondents up to which a set takes seconds


@dataclass(frozen=True)
class Reach:
    """In how many tables of a set a two-sided test reaches alpha, and in how many of those the second share is
    the larger: ``verdict`` is all, some or none of them, or ``assumptions refuted`` where there is no table."""

    tables: int
    reached: int
    second_larger: int = 0

    @property
    def verdict(self) -> str:
        if self.tables == 0:
            return "assumptions refuted"
        if self.reached == 0:
            return "none"
        return "all" if self.reached == self.tables else "some"


@dataclass(frozen=True)
class PairedIdentifiedSet:
    """Every distinct table of those who answered both questions that could have printed two shares.

    ``first`` and ``second`` are the shares' intervals; ``overlap`` is the assumption about who
    answered both (``any``, ``equal_bases``, ``complete``); ``bases`` holds the base of either
    question where it is known, ``minimum_base`` the smallest that is thought possible otherwise;
    ``question_format`` is ``two_questions``, ``single_choice`` or ``routed``.

    Raises ``ValueError`` for an overlap or a format that is not known or do not go together.
    """

    first: ShareInterval
    second: ShareInterval
    respondents: int
    overlap: str
    bases: tuple[int | None, int | None] = (None, None)
    minimum_base: int = 1
    question_format: str = "two_questions"

    def __post_init__(self) -> None:
        checked_format(self.question_format, self.overlap)

    @cached_property
    def counts(self) -> tuple[Feasible, Feasible]:
        """The feasible counts of either question, by base."""
        lowest = max(self.minimum_base, 1)
        known = (range(base, base + 1) if base else range(lowest, self.respondents + 1) for base in self.bases)
        first, second = zip((self.first, self.second), known, strict=True)
        return feasible(*first), feasible(*second)

    def strips(self) -> Iterator[Strip]:
        """The set as strips of tables, made one after another."""
        return strips(*self.counts, self.respondents, self.overlap, self.question_format)

    @property
    def is_tractable(self) -> bool:
        """Whether bounds and counts take seconds; reports leave larger sets out and say so."""
        return self.respondents <= SECONDS[self.overlap]

    @property
    def is_empty(self) -> bool:
        """Whether no data set is consistent with both figures, so that the assumptions are refuted."""
        return next(self.strips(), None) is None

    @cached_property
    def size(self) -> int:
        """How many tables there are, counted without making them."""
        return sum(number_of_tables(strip, self.question_format) for strip in self.strips())

    @cached_property
    def cells(self) -> tuple[PairedTable, ...]:
        """The tables, each once. Raises ``ValueError``, with their number, where they do not fit in memory."""
        if self.size > LISTED:
            raise ValueError(
                f"{self.size:,} tables are too many to list (at most {LISTED:,}); bounds and counts need no list"
            )
        return tuple(chain.from_iterable(tables_in(strip, self.question_format) for strip in self.strips()))

    @property
    def tables(self) -> pd.DataFrame:
        """One row a table: ``yes_yes``, ``yes_no``, ``no_yes``, ``no_no``, in persons; raises as :attr:`cells`."""
        return pd.DataFrame(self.cells, columns=list(PairedTable._fields), dtype="int64")

    def __contains__(self, table: object) -> bool:
        """Whether four counts in the order of :class:`PairedTable` are a table of the set; nothing is listed."""
        if not isinstance(table, tuple) or len(table) != 4 or min(table) < 0:
            return False
        both, yes, other = sum(table), table[0] + table[1], table[0] + table[2]
        return table[0] in joint_cell(both, yes, other, self.question_format) and any(
            strip.both == both and strip.first_yes == yes and strip.low <= other <= strip.high
            for strip in self.strips()
        )

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What the set rests on, one short phrase each."""
        named = [f"{self.respondents} respondents", f"rounding {self.first.rounding}", MEANING[self.overlap]]
        named += [FORMAT_MEANING[self.question_format]] if self.question_format != "two_questions" else []
        named += [f"bases of at least {self.minimum_base}"] if self.minimum_base > 1 else []
        named += ["our reading of the hedge words"] if self.first.hedged or self.second.hedged else []
        return tuple(named)

    def bounds(self, statistic: str, method: str | None = None, confidence: float = 0.95) -> tuple[float, float]:
        """The smallest and the largest value over all tables of the set; both are attained.

        ``statistic`` is ``mcnemar`` (method ``exact``, ``mid_p`` or ``asymptotic``; exact by default),
        ``difference`` (first minus second share of those who answered both; with method ``newcombe`` or
        ``tango`` the union of those intervals: the lowest lower and the highest upper end),
        ``odds_ratio`` (conditional), ``cohen_g`` or ``joint`` (persons who said yes twice; Frechet and
        Hoeffding). Tables in which a statistic is not defined (nobody answered both; no discordant
        pair for the odds ratio and g) are left out of its bounds.

        Raises ``ValueError`` where no table is consistent, for an unknown statistic or method, for
        McNemar's test of routed questions, and for intervals over more margins than is sensible.
        """
        if statistic == "difference" and method is not None:
            (low, _), (_, high) = self.interval_ends(method, confidence)
            return low, high
        lowest, highest = self._extremes(statistic, method)
        return float(lowest[0]), float(highest[0])

    def attaining(self, statistic: str = "mcnemar", method: str | None = None) -> tuple[PairedTable, PairedTable]:
        """A table in which a statistic is smallest and one in which it is largest; raises as :meth:`bounds`."""
        lowest, highest = self._extremes(statistic, method)
        return lowest[1], highest[1]

    def interval_ends(self, method: str, confidence: float = 0.95) -> Ends:
        """Sharp bounds of the lower end, and of the upper end, of an interval for the difference of shares.

        ``method`` is ``newcombe`` or ``tango``. Raises as :meth:`bounds`.
        """
        self._refuse_empty()
        found = interval_ends(self.strips(), self.question_format, method, confidence)
        if found is None:
            raise ValueError("difference is defined in no table of the set")
        return found

    def reach(self, alpha: float, method: str = "exact") -> Reach:
        """In how many tables McNemar's test reaches ``alpha`` (p at most alpha), counted without a list."""
        pvalue = self.pvalue(method)
        level = Fraction(str(alpha))
        return Reach(self.size, *tables_reaching(self.strips(), self.question_format, self.respondents, pvalue, level))

    def labelled(self, alpha: float, method: str = "exact") -> LabelledReach:
        """In how many labelled data sets the test reaches ``alpha``; a share of them is no probability.

        Raises ``ValueError`` for an unknown method, routed questions, and more tables than can be gone through.
        """
        pvalue = self.pvalue(method)
        if self.size > LABELLED:
            raise ValueError(f"{self.size:,} tables are too many to count labelled data sets of ({LABELLED:,})")
        return labelled_reach(self._weights, self.question_format, pvalue, Fraction(str(alpha)))

    @cached_property
    def _weights(self) -> Weights:
        return margin_weights(*self.counts, self.respondents, self.overlap, self.question_format)

    def verdict(self, alpha: float, method: str = "exact") -> str:
        """Whether the test reaches alpha in ``all``, ``some`` or ``none`` of the tables, from the bounds alone."""
        self.pvalue(method)
        if self.is_empty:
            return "assumptions refuted"
        level = Fraction(str(alpha))
        low, high = self.extreme_pvalues(method)
        if low > level:
            return "none"
        return "all" if high <= level else "some"

    def _extremes(self, statistic: str, method: str | None) -> tuple[Extreme, Extreme]:
        self._refuse_empty()
        if statistic == "mcnemar":
            return extreme_pvalues(self._frontier, self.pvalue(method or "exact"))
        if statistic not in EFFECTS or method is not None:
            raise ValueError(f"there are no bounds of {statistic!r} by the method {method!r}")
        found = extreme_effects(map(table_of, candidates(self.strips(), self.question_format)), EFFECTS[statistic])
        if found is None:
            raise ValueError(f"{statistic} is defined in no table of the set")
        return found

    @cached_property
    def _frontier(self) -> Frontier:
        return frontier(candidates(self.strips(), self.question_format))

    def extreme_pvalues(self, method: str = "exact") -> tuple[Number, Number]:
        """The smallest and the largest p of McNemar's test, as fractions where the method is exact."""
        (low, _), (high, _) = self._extremes("mcnemar", method)
        return low, high

    def pvalue(self, method: str) -> Callable[[int, int], Number]:
        """McNemar's p as a function of the two discordant counts. Raises ``ValueError`` for an unknown
        method and for routed questions."""
        if method not in PVALUES:
            raise ValueError(f"unknown method {method!r} of McNemar's test: use one of {', '.join(PVALUES)}")
        if self.question_format == "routed":
            raise ValueError(
                "routed questions are not compared by McNemar's test: nobody can say yes to the second only"
            )
        return PVALUES[method]

    def _refuse_empty(self) -> None:
        if self.is_empty:
            raise ValueError("no data set is consistent with both figures: the assumptions are refuted")


def paired_identified_set(
    first: str,
    second: str,
    respondents: int,
    rounding: str = "half_up",
    overlap: str = "complete",
    *,
    minimum_base: int = 1,
    question_format: str = "two_questions",
) -> PairedIdentifiedSet:
    """The identified set of two printed shares of the same ``respondents``.

    ``overlap`` is ``any``, ``equal_bases`` or ``complete``; ``question_format`` is ``two_questions``,
    ``single_choice`` (only with ``complete``) or ``routed`` (with ``any``: who was asked the second may
    have skipped it; or ``complete``). No base below ``minimum_base`` is thought possible. Raises
    ``ValueError`` for a wording, a rule, an overlap or a format that is not known, or fewer than one respondent.
    """
    if respondents < 1:
        raise ValueError("give at least one respondent")
    intervals = share_interval(first, rounding), share_interval(second, rounding)
    return PairedIdentifiedSet(
        *intervals, respondents, overlap, minimum_base=minimum_base, question_format=question_format
    )
