"""The breakdown point: what the unpublished joint cell must be for a verdict of significance to turn."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from collabstudy.published.identified import joint_cell, table_from
from collabstudy.published.paired_set import PairedIdentifiedSet

Number = Fraction | float


@dataclass(frozen=True)
class Breakdown:
    """For one pair of margins on the strongest rung: the p-value for each number who said yes twice.

    ``base`` persons answered both, ``first_yes`` and ``second_yes`` of them said yes; ``joint`` are the
    numbers that can have said yes twice, ``pvalues`` the p-value of each, which falls as agreement grows.
    """

    base: int
    first_yes: int
    second_yes: int
    joint: range
    pvalues: tuple[Number, ...]

    def needed(self, alpha: float) -> int | None:
        """The smallest number who said yes twice at which p is at most ``alpha``; ``None`` where none suffices."""
        level = Fraction(str(alpha))
        return next((number for number, p in zip(self.joint, self.pvalues, strict=True) if p <= level), None)


def breakdowns(found: PairedIdentifiedSet, method: str = "exact") -> Iterator[Breakdown]:
    """One breakdown for each base and pair of counts that can have printed both shares.

    With the margins fixed, each further person who said yes twice takes away one discordant pair on either
    side, so p can only fall. Raises ``ValueError`` for a set in which other persons may have answered, for
    questions that are options of one question or routed (their joint cell is known), and an unknown method.
    """
    if found.overlap != "complete" or found.question_format != "two_questions":
        raise ValueError("a breakdown point needs two questions that the same persons answered")
    pvalue = found.pvalue(method)
    for base, yes, low, high in found.strips():
        for other in range(low, high + 1):
            joint = joint_cell(base, yes, other)
            tables = (table_from(base, yes, other, number) for number in joint)
            yield Breakdown(base, yes, other, joint, tuple(pvalue(table.yes_no, table.no_yes) for table in tables))
