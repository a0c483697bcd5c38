"""Three tiers of verdict for a statement, never mixed.

(a) *among those who answered*: ``holds``, ``fails``, ``not identified``; (b) *significance*: reaches
alpha in ``all``, ``some`` or ``none`` of the consistent data sets, rung by rung; (c) *the invited
population*: worst-case bounds over everyone who did not answer (Manski 1989). Where no data set can
have printed the figures the verdict is ``assumptions refuted``; where only words stand, ``no figure``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from collabstudy.published.feasible import Feasible, feasible
from collabstudy.published.identified import OVERLAPS
from collabstudy.published.invited import invited_difference
from collabstudy.published.invited import invited_share as invited_bounds
from collabstudy.published.paired_set import PairedIdentifiedSet, Reach
from collabstudy.published.rounding import ShareInterval
from collabstudy.published.wording import share_interval
from collabstudy.statistics import binomial_test
from collabstudy.study import Figure, Statement, Study

HOLDS, FAILS, NOT_IDENTIFIED = "holds", "fails", "not identified"
REFUTED, NO_FIGURE, NOT_COMPUTED = "assumptions refuted", "no figure", "not computed"
HALF = Fraction(1, 2)
Bounds = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Assumption:
    """One assumption by its ``code``, with what it sets: a rounding rule, question formats, alpha, how many were
    invited, a test; nothing for the reading of hedge words, which is ours. Reports say it in words."""

    code: str
    setting: str | float | tuple[str, ...] | tuple[int, int] = ""


@dataclass(frozen=True)
class Verdict:
    """What the published figures say of one statement.

    ``significance`` gives the verdict by rung (``any``, ``equal_bases``, ``complete``; for a single
    share only ``any``); ``invited`` is ``None`` where the number of invited people is unknown.
    ``amount`` bounds the share, or the difference of shares, among those who answered;
    ``invited_amount`` the same among the invited.
    """

    statement: Statement
    among: str
    significance: dict[str, str] = field(default_factory=dict)
    invited: str | None = None
    amount: Bounds | None = None
    invited_amount: Bounds | None = None
    assumptions: tuple[Assumption, ...] = ()


@dataclass(frozen=True)
class Printed:
    """A figure with the shares and the counts that can have printed it."""

    figure: Figure
    interval: ShareInterval
    counts: Feasible

    @property
    def shares(self) -> Bounds:
        """The smallest and the largest feasible share."""
        return (
            min(Fraction(counts[0], base) for base, counts in self.counts.items()),
            max(Fraction(counts[-1], base) for base, counts in self.counts.items()),
        )


def printed(study: Study, figure: Figure, rounding: str | None = None) -> Printed:
    """A figure of a study under a rounding rule (by default the study's), at its printed base if there is one."""
    interval = share_interval(figure.wording, rounding or study.analysis.rounding, study.analysis.hedges)
    bases = [figure.base] if figure.base else range(1, study.respondents + 1)
    return Printed(figure, interval, feasible(interval, bases))


def verdict(study: Study, statement: Statement, rounding: str | None = None) -> Verdict:
    """The verdict on a statement from the figures that it names."""
    figures = [study.figure(name) for name in statement.figures]
    if statement.relation == "none" or any(figure.statistic != "share" for figure in figures):
        return Verdict(statement, NO_FIGURE)
    sides = [printed(study, figure, rounding) for figure in figures]
    assumptions = tuple(_assumptions(study, sides))
    if not all(side.counts for side in sides):
        return Verdict(statement, REFUTED, {}, None, None, None, assumptions)
    if len(sides) == 2:
        return _comparison(study, statement, sides[0], sides[1], assumptions)
    return _share(study, statement, sides[0], assumptions)


def identified(study: Study, first: Printed, second: Printed, overlap: str) -> PairedIdentifiedSet:
    """The identified set of two figures of a study, at their printed bases where they have any."""
    bases = first.figure.base, second.figure.base
    return PairedIdentifiedSet(first.interval, second.interval, study.respondents, overlap, bases)


def invited_share(side: Printed, invited: tuple[int, int]) -> Bounds:
    """Worst-case bounds of a share among the invited: those who did not answer may all have said no, or yes.

    ``invited`` is the smallest and the largest number of invited people.
    """
    ends = [invited_bounds(side.counts, number).bounds for number in range(invited[0], invited[1] + 1)]
    return min(low for low, _ in ends), max(high for _, high in ends)


def decided(bounds: Bounds, threshold: Fraction, above: bool) -> str:
    """Whether everything in ``bounds`` lies strictly above (or below) the threshold, strictly on the other
    side or on it, or neither."""
    low, high = bounds
    if low > threshold if above else high < threshold:
        return HOLDS
    return FAILS if (high <= threshold if above else low >= threshold) else NOT_IDENTIFIED


def _share(study: Study, statement: Statement, side: Printed, assumptions: tuple[Assumption, ...]) -> Verdict:
    above = statement.relation == "majority"
    invited = invited_share(side, study.invited) if study.invited and not _partial(side) else None
    return Verdict(
        statement,
        decided(side.shares, HALF, above),
        {} if _partial(side) else {"any": share_reach(side, study.analysis.alpha).verdict},
        decided(invited, HALF, above) if invited else None,
        side.shares,
        invited,
        (*assumptions, Assumption("test", "binomial")),
    )


def _partial(side: Printed) -> bool:
    """Whether a figure is of a group or a wave: then neither the test of pairs nor the invited are about it."""
    return bool(side.figure.group or side.figure.wave)


def share_reach(side: Printed, alpha: float) -> Reach:
    """In how many of the feasible counts the exact binomial test against one half reaches alpha."""
    level = Fraction(str(alpha))
    reached = [rejects_half(count, base, level) for base, counts in side.counts.items() for count in counts]
    return Reach(len(reached), sum(reached))


@lru_cache(maxsize=1_000_000)
def rejects_half(count: int, base: int, level: Fraction) -> bool:
    """Whether the two-sided exact binomial test against one half reaches a level; asked again for every table, and
    slow at large bases, so the answers are kept."""
    pvalue = binomial_test(count, base).pvalue_exact
    return pvalue is not None and pvalue <= level


def _comparison(
    study: Study, statement: Statement, first: Printed, second: Printed, assumptions: tuple[Assumption, ...]
) -> Verdict:
    amount = first.shares[0] - second.shares[1], first.shares[1] - second.shares[0]
    partial = _partial(first) or _partial(second)
    invited = _invited_difference(first, second, study.invited) if study.invited and not partial else None
    sets = {} if partial else {rung: identified(study, first, second, rung) for rung in OVERLAPS}
    reached = {
        rung: found.verdict(study.analysis.alpha) if found.is_tractable else NOT_COMPUTED
        for rung, found in sets.items()
    }
    return Verdict(
        statement,
        decided(amount, Fraction(0), above=True),
        reached,
        decided(invited, Fraction(0), above=True) if invited else None,
        amount,
        invited,
        (*assumptions, Assumption("test", "mcnemar")),
    )


def _invited_difference(first: Printed, second: Printed, invited: tuple[int, int]) -> Bounds:
    """Worst-case bounds of the difference, both shares taken in the same number of invited people."""
    numbers = range(invited[0], invited[1] + 1)
    ends = [invited_difference(first.counts, second.counts, number).bounds for number in numbers]
    return min(low for low, _ in ends), max(high for _, high in ends)


def formats_of(figures: Sequence[Figure]) -> tuple[str, ...]:
    """The formats of the questions behind figures, each once; a yes/no question each where none is declared."""
    return tuple(dict.fromkeys(figure.format for figure in figures if figure.format)) or ("yes_no",)


def format_assumption(figures: Sequence[Figure]) -> str:
    """What is assumed of the questions behind figures, from the ``format`` column."""
    formats = formats_of(figures)
    if formats == ("yes_no",):
        return "one yes/no question each"
    return f"question formats as declared ({', '.join(formats)})"


def _assumptions(study: Study, sides: list[Printed]) -> Iterator[Assumption]:
    yield Assumption("rounding", sides[0].interval.rounding)
    yield Assumption("format", formats_of([side.figure for side in sides]))
    if any(side.interval.hedged for side in sides):
        yield Assumption("hedges")
    yield Assumption("alpha", study.analysis.alpha)
    if study.invited:
        yield Assumption("invited", study.invited)
