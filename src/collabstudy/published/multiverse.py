"""The multiverse of one comparison: every combination of defensible readings, each with its identified set.

Varied are the rounding rule, who answered both, the format of the questions, the cut points of hedge words
and the test (Steegen, Tuerlinckx, Gelman and Vanpaemel 2016, Perspectives on Psychological Science 11:702).
No combination is preferred, and a share of combinations is no more a probability than a share of tables.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from collabstudy.published.extremes import PVALUES
from collabstudy.published.hedges import HEDGES, Readings
from collabstudy.published.identified import FORMATS
from collabstudy.published.paired_set import LABELLED, PairedIdentifiedSet
from collabstudy.published.rounding import RULES
from collabstudy.published.wording import share_interval

CUTS = (1, 2, 3, 5, 10)  # percentage points beside the number
NO_TEST = "no test"


@dataclass(frozen=True)
class Universe:
    """One combination of readings and what follows from it.

    ``cut`` is ``None`` where no wording is hedged with a cut point of ours; ``test`` is ``None``, and
    ``verdict`` says "no test", where the questions are routed. ``lowest`` and ``highest`` bound p;
    ``share_of_tables`` and ``share_of_data_sets`` (labelled) reach alpha, neither a probability; the
    latter is ``None`` where the set is too large to go through.
    """

    rounding: str
    overlap: str
    question_format: str
    cut: int | None
    test: str | None
    tables: int
    lowest: float | None
    highest: float | None
    reached: int | None
    share_of_data_sets: Fraction | None
    verdict: str

    @property
    def share_of_tables(self) -> Fraction | None:
        """The share of tables in which the test reaches alpha."""
        return Fraction(self.reached, self.tables) if self.reached is not None and self.tables else None


def multiverse(
    first: str,
    second: str,
    respondents: int,
    alpha: float = 0.05,
    bases: tuple[int | None, int | None] = (None, None),
) -> Iterator[Universe]:
    """Every combination for two wordings of figures of the same ``respondents``, in a fixed order.

    Raises ``ValueError`` for a wording that is not known.
    """
    for rounding in RULES:
        for cut, readings in cut_points(first, second):
            intervals = share_interval(first, rounding, readings), share_interval(second, rounding, readings)
            for question_format, overlaps in FORMATS.items():
                for overlap in overlaps:
                    found = PairedIdentifiedSet(
                        *intervals, respondents, overlap, bases, question_format=question_format
                    )
                    for test in PVALUES if question_format != "routed" else (None,):
                        yield _universe(found, rounding, cut, test, alpha)


def cut_points(*wordings: str) -> list[tuple[int | None, Readings | None]]:
    """The cut points to vary, each as the readings of all hedge words; one of ``None`` where nothing depends on them."""
    if all(_interval(wording, 1) == _interval(wording, 2) for wording in wordings):
        return [(None, None)]
    return [(cut, _readings(cut)) for cut in CUTS]


@lru_cache
def _readings(cut: int) -> Mapping[str, tuple[Fraction, Fraction]]:
    widened = [hedge.widened(cut) for hedge in HEDGES if hedge.has_cut_point]
    return {words: (Fraction(hedge.low), Fraction(hedge.high)) for hedge in widened for words in hedge.words}


def _interval(wording: str, cut: int) -> tuple[Fraction, Fraction]:
    found = share_interval(wording, "half_up", _readings(cut))
    return found.lower, found.upper


def _universe(found: PairedIdentifiedSet, rounding: str, cut: int | None, test: str | None, alpha: float) -> Universe:
    if test is None or found.is_empty or not found.is_tractable:
        verdict = "assumptions refuted" if found.is_empty else NO_TEST if test is None else "not computed"
        empty = (found.size if test is None else 0, None, None, None, None)
        return Universe(rounding, found.overlap, found.question_format, cut, test, *empty, verdict)
    low, high = found.bounds("mcnemar", test)
    reach = found.reach(alpha, test)
    share = found.labelled(alpha, test).share if found.size <= LABELLED else None
    values = reach.tables, low, high, reach.reached, share, reach.verdict
    return Universe(rounding, found.overlap, found.question_format, cut, test, *values)
