"""How many labelled data sets stand behind the tables of a set, and in how many of them a test reaches alpha.

A labelled data set says of each respondent what he or she answered to both questions, or that an answer is
missing. Tables are not equally many data sets: one with balanced cells stands for more of them. Neither the
share of tables nor the share of labelled data sets is a probability, because nothing makes tables, or data
sets, equally likely; both are reported so that nobody rests a conclusion on one of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import comb, factorial

from collabstudy.published.feasible import Feasible
from collabstudy.published.identified import PairedTable, joint_cell, strips, table_from

Weights = Mapping[tuple[int, int, int], int]


@dataclass(frozen=True)
class LabelledReach:
    """Of how many labelled data sets a test reaches alpha in how many; exact whole numbers."""

    data_sets: int
    reached: int

    @property
    def share(self) -> Fraction | None:
        """The share of labelled data sets that reach alpha; ``None`` where there are none. No probability."""
        return Fraction(self.reached, self.data_sets) if self.data_sets else None


def margin_weights(
    first: Feasible, second: Feasible, respondents: int, overlap: str, question_format: str = "two_questions"
) -> Weights:
    """By persons who answered both, yes to the first and yes to the second: in how many ways respondents can be
    chosen, and those who answered only one question can have answered, around any one labelling of the table.

    Times the multinomial coefficient of a table this is the number of labelled data sets with that table.
    Raises ``ValueError`` for routed questions and what :func:`strips` refuses.
    """
    if question_format == "routed":
        raise ValueError("labelled data sets are not counted for routed questions")
    if overlap == "complete":
        return {
            (both, yes, other): comb(respondents, both)
            for both, yes, low, high in strips(first, second, respondents, overlap, question_format)
            for other in range(low, high + 1)
        }
    found: dict[tuple[int, int, int], int] = {}
    for both in range(respondents + 1):
        ones, others = _fillings(first, both), _fillings(second, both)
        for base, fillings in ones.items():
            sums = _chosen(both, base, others, respondents, overlap)
            for yes, ways in fillings.items():
                for other, rest in sums.items():
                    key = both, yes, other
                    found[key] = found.get(key, 0) + ways * rest
    return found


def _fillings(feasible: Feasible, both: int) -> dict[int, dict[int, int]]:
    """By base and by yes among those who answered both: the ways in which the others can make the count feasible."""
    return {
        base: {
            yes: ways
            for yes in range(both + 1)
            if (ways := sum(comb(base - both, count - yes) for count in counts if yes <= count))
        }
        for base, counts in feasible.items()
        if base >= both
    }


def _chosen(both: int, base: int, others: dict[int, dict[int, int]], respondents: int, overlap: str) -> dict[int, int]:
    """By yes to the second question: the ways to choose who answered what, times those to fill it up."""
    sums: dict[int, int] = {}
    for other_base, fillings in others.items():
        neither = respondents - base - other_base + both
        if neither < 0 or (overlap == "equal_bases" and other_base != base):
            continue
        ways = factorial(respondents) // (
            factorial(both) * factorial(base - both) * factorial(other_base - both) * factorial(neither)
        )
        for yes, filled in fillings.items():
            sums[yes] = sums.get(yes, 0) + ways * filled
    return sums


def labelled_reach(
    weights: Weights, question_format: str, pvalue: Callable[[int, int], Fraction | float], level: Fraction
) -> LabelledReach:
    """In how many of the labelled data sets p is at most ``level``."""
    total = reached = 0
    for (both, yes, other), weight in weights.items():
        for yes_yes in joint_cell(both, yes, other, question_format):
            table = table_from(both, yes, other, yes_yes)
            number = weight * multinomial(table)
            total += number
            if pvalue(table.yes_no, table.no_yes) <= level:
                reached += number
    return LabelledReach(total, reached)


def multinomial(table: PairedTable) -> int:
    """In how many ways the persons of a table can be assigned to its four cells."""
    yes_yes, yes_no, no_yes, no_no = table
    both = sum(table)
    return comb(both, yes_yes) * comb(both - yes_yes, yes_no) * comb(no_yes + no_no, no_yes)
