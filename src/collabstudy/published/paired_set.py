"""The identified set of two published shares, and the sharp bounds of statistics over it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import pandas as pd

from collabstudy.published.feasible import feasible
from collabstudy.published.identified import PairedTable, paired_tables
from collabstudy.published.rounding import ShareInterval
from collabstudy.published.wording import share_interval
from collabstudy.statistics import paired_difference
from collabstudy.statistics.discordant import (
    mcnemar_asymptotic_pvalue,
    mcnemar_exact_pvalue,
    mcnemar_mid_pvalue,
)

MEANING = {
    "any": "any bases, perhaps other persons",
    "equal_bases": "equal bases, perhaps other persons",
    "complete": "the same persons answered both",
}
Number = Fraction | float
LISTED, LISTED_COMPLETE = 120, 600  # respondents up to which a set is listed, in seconds and in memory
PVALUES: dict[str, Callable[[int, int], Number]] = {
    "exact": mcnemar_exact_pvalue,
    "mid_p": mcnemar_mid_pvalue,
    "asymptotic": mcnemar_asymptotic_pvalue,
}


@dataclass(frozen=True)
class Reach:
    """In how many tables of a set a test reaches alpha: ``verdict`` is all, some or none of them,
    or ``assumptions refuted`` where there is no table."""

    tables: int
    reached: int

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
    question where it is known.
    """

    first: ShareInterval
    second: ShareInterval
    respondents: int
    overlap: str
    bases: tuple[int | None, int | None] = (None, None)

    @property
    def is_listed(self) -> bool:
        """Whether the set is small enough to list table by table; it grows with the fourth power of the
        respondents, and on the strongest rung with the square."""
        return self.respondents <= (LISTED_COMPLETE if self.overlap == "complete" else LISTED)

    @cached_property
    def cells(self) -> tuple[PairedTable, ...]:
        """The tables, each once. Raises ``ValueError`` where there are too many to list."""
        if not self.is_listed:
            raise ValueError(
                f"{self.respondents} respondents allow too many tables to list for: {MEANING[self.overlap]}"
            )
        first, second = (
            feasible(interval, [base] if base else range(1, self.respondents + 1))
            for interval, base in zip((self.first, self.second), self.bases, strict=True)
        )
        return tuple(paired_tables(first, second, self.respondents, self.overlap))

    @property
    def tables(self) -> pd.DataFrame:
        """One row a table: ``yes_yes``, ``yes_no``, ``no_yes``, ``no_no``, in persons."""
        return pd.DataFrame(self.cells, columns=list(PairedTable._fields), dtype="int64")

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What the set rests on, one short phrase each."""
        named = f"{self.respondents} respondents", f"rounding {self.first.rounding}", MEANING[self.overlap]
        return (*named, *(("our reading of the hedge words",) if self.first.hedged or self.second.hedged else ()))

    def bounds(self, statistic: str, method: str | None = None, confidence: float = 0.95) -> tuple[float, float]:
        """The smallest and the largest value over all tables of the set.

        ``statistic`` is ``mcnemar`` (method ``exact``, ``mid_p`` or ``asymptotic``; exact by default),
        ``difference`` (first minus second share of those who answered both; with method ``newcombe``
        the lowest lower and the highest upper end of that interval) or ``odds_ratio`` (conditional).
        Tables in which a statistic is not defined (nobody answered both; no discordant pair for the
        odds ratio) are left out of its bounds.

        Raises ``ValueError`` where no table is consistent, for an unknown statistic or method.
        """
        if not self.cells:
            raise ValueError("no data set is consistent with both figures: the assumptions are refuted")
        values = list(self._values(statistic, method, confidence))
        if not values:
            raise ValueError(f"{statistic} is defined in no table of the set")
        return float(min(low for low, _ in values)), float(max(high for _, high in values))

    def reach(self, alpha: float, method: str = "exact") -> Reach:
        """In how many tables McNemar's test reaches ``alpha`` (p at most alpha)."""
        pvalue = _pvalue(method)
        level = Fraction(str(alpha))
        return Reach(len(self.cells), sum(pvalue(table.yes_no, table.no_yes) <= level for table in self.cells))

    def attaining(self, lowest: bool, method: str = "exact") -> PairedTable:
        """A table in which McNemar's p is the lowest (or the highest) of the set."""
        pvalue = _pvalue(method)
        choose = min if lowest else max
        return choose(self.cells, key=lambda table: pvalue(table.yes_no, table.no_yes))

    def _values(self, statistic: str, method: str | None, confidence: float) -> Iterator[tuple[Number, Number]]:
        if statistic == "mcnemar":
            pvalue = _pvalue(method or "exact")
            for b, c in {(table.yes_no, table.no_yes) for table in self.cells}:
                yield (pvalue(b, c),) * 2
        elif statistic == "difference" and method is None:
            for table in self.cells:
                if sum(table):
                    yield (Fraction(table.yes_no - table.no_yes, sum(table)),) * 2
        elif statistic == "difference" and method == "newcombe":
            for table in self.cells:
                if sum(table):
                    result = paired_difference([table[:2], table[2:]], method=method, confidence=confidence)
                    yield result.lower, result.upper
        elif statistic == "odds_ratio" and method is None:
            for b, c in {(table.yes_no, table.no_yes) for table in self.cells} - {(0, 0)}:
                yield (Fraction(b, c) if c else float("inf"),) * 2
        else:
            raise ValueError(f"there are no bounds of {statistic!r} by the method {method!r}")


def paired_identified_set(
    first: str, second: str, respondents: int, rounding: str = "half_up", overlap: str = "complete"
) -> PairedIdentifiedSet:
    """The identified set of two printed shares of the same ``respondents``.

    ``overlap`` is ``any``, ``equal_bases`` or ``complete``. Raises ``ValueError`` for a wording,
    a rule or an overlap that is not known, or fewer than one respondent.
    """
    if respondents < 1:
        raise ValueError("give at least one respondent")
    if overlap not in MEANING:
        raise ValueError(f"unknown overlap {overlap!r}: use one of {', '.join(MEANING)}")
    return PairedIdentifiedSet(share_interval(first, rounding), share_interval(second, rounding), respondents, overlap)


def _pvalue(method: str) -> Callable[[int, int], Number]:
    if method not in PVALUES:
        raise ValueError(f"unknown method {method!r} of McNemar's test: use one of {', '.join(PVALUES)}")
    return PVALUES[method]
