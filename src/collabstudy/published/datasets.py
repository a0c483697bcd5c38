"""Labelled data sets counted exactly, and each of them found by its number.

A data set gives every person an answer, or none, to every question. Questions that share nothing are
*blocks* of their own, so the number of data sets is the product over the blocks. A block is a sum over its
*cases*: how many persons fall into each cell, and how each question's answers spread over the cells. A case
is a product of multinomial coefficients. So a number below the total divides, digit by digit in a mixed
radix, into a block's case, the persons of each cell and the answers of each question, in the combinatorial
number system (Knuth 2011, The Art of Computer Programming 4A, section 7.2.1.3). Each number gives another
data set, and each data set has a number.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from math import comb, prod

Atom = tuple[str, ...]  # levels of a question that nothing tells apart
Answers = dict[str, tuple[str | None, ...]]  # by question, the level of each person; None where there is no answer


@dataclass(frozen=True)
class Place:
    """The persons of some ``cells``, and the ``atoms`` that they can have answered."""

    cells: tuple[int, ...]
    atoms: tuple[Atom, ...]


@dataclass(frozen=True)
class Spread:
    """A question's answers over its places: each of ``options`` gives, place by place, the persons at each atom."""

    question: str
    places: tuple[Place, ...]
    options: tuple[tuple[tuple[int, ...], ...], ...]

    @cached_property
    def ends(self) -> list[int]:
        """The number of arrangements of the options up to each one."""
        return list(accumulate(self._arrangements(option) for option in self.options))

    def _arrangements(self, option: Sequence[Sequence[int]]) -> int:
        return prod(
            multinomial(counts) * prod(len(atom) ** number for atom, number in zip(place.atoms, counts, strict=True))
            for place, counts in zip(self.places, option, strict=True)
        )

    def unrank(self, rank: int, cells: Sequence[Sequence[int]]) -> dict[int, str]:
        """The level of each person, for a rank below the last of :attr:`ends`."""
        at, rank = _part(self.ends, rank)
        found: dict[int, str] = {}
        for place, counts in zip(self.places, self.options[at], strict=True):
            persons = sorted(person for cell in place.cells for person in cells[cell])
            rank, digit = divmod(rank, multinomial(counts))
            for atom, group in zip(place.atoms, divided(digit, persons, counts), strict=True):
                for person in group:
                    rank, level = divmod(rank, len(atom))
                    found[person] = atom[level]
        return found


@dataclass(frozen=True)
class Case:
    """``sizes`` persons in each cell, the others without an answer, and each question spread over the cells."""

    sizes: tuple[int, ...]
    spreads: tuple[Spread, ...]

    def total(self, respondents: int) -> int:
        """How many ways there are to fill the case with so many persons."""
        return multinomial((*self.sizes, respondents - sum(self.sizes))) * prod(
            spread.ends[-1] for spread in self.spreads
        )

    def unrank(self, rank: int, respondents: int) -> Answers:
        """The answers of that rank below the total."""
        sizes = (*self.sizes, respondents - sum(self.sizes))
        rank, digit = divmod(rank, multinomial(sizes))
        cells = divided(digit, range(respondents), sizes)
        answers: Answers = {}
        for spread in self.spreads:
            rank, digit = divmod(rank, spread.ends[-1])
            found = spread.unrank(digit, cells)
            answers[spread.question] = tuple(found.get(person) for person in range(respondents))
        return answers


@dataclass(frozen=True)
class Block:
    """Questions that depend on each other, with every consistent case."""

    respondents: int
    cases: tuple[Case, ...]

    @cached_property
    def ends(self) -> list[int]:
        """The number of data sets of the cases up to each one."""
        return list(accumulate(case.total(self.respondents) for case in self.cases))

    @property
    def total(self) -> int:
        return self.ends[-1] if self.ends else 0

    def unrank(self, rank: int) -> Answers:
        """The answers of that rank below the total."""
        at, rank = _part(self.ends, rank)
        return self.cases[at].unrank(rank, self.respondents)


@dataclass(frozen=True)
class DataSets:
    """All data sets: one choice from every block; ``questions`` gives the levels of each by name, in order."""

    questions: Mapping[str, tuple[str, ...]]
    respondents: int
    blocks: tuple[Block, ...]

    @cached_property
    def total(self) -> int:
        """How many there are."""
        return prod(block.total for block in self.blocks)

    def unrank(self, rank: int) -> Answers:
        """The data set of that number. Raises ``IndexError`` unless it lies between 0 and the total less one."""
        if not 0 <= rank < self.total:
            raise IndexError("there is no data set of that number")
        answers: Answers = {}
        for block in self.blocks:
            rank, digit = divmod(rank, block.total)
            answers |= block.unrank(digit)
        return {name: answers[name] for name in self.questions}


def multinomial(sizes: Sequence[int]) -> int:
    """In how many ways as many persons as the sizes add up to divide into groups of these sizes."""
    return prod(comb(upto, size) for upto, size in zip(accumulate(sizes), sizes, strict=True))


def divided(rank: int, persons: Sequence[int], sizes: Sequence[int]) -> list[list[int]]:
    """The division of the persons into groups of these sizes that has that rank."""
    groups, rest = [], list(persons)
    for size in sizes:
        rank, digit = divmod(rank, comb(len(rest), size))
        group, rest = _chosen(digit, rest, size)
        groups.append(group)
    return groups


def _chosen(rank: int, persons: Sequence[int], size: int) -> tuple[list[int], list[int]]:
    """The subset of that size and rank, and the others: subsets with an earlier person come first."""
    group: list[int] = []
    others: list[int] = []
    for place, person in enumerate(persons):
        with_person = comb(len(persons) - place - 1, size - len(group) - 1) if len(group) < size else 0
        if rank < with_person:
            group.append(person)
        else:
            rank -= with_person
            others.append(person)
    return group, others


def _part(ends: Sequence[int], rank: int) -> tuple[int, int]:
    """Which part a rank falls into, and its rank there."""
    at = bisect_right(ends, rank)
    return at, rank - (ends[at - 1] if at else 0)
