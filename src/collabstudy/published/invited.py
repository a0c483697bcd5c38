"""What printed shares say of everyone who was invited, and how different the silent would have to be.

Silent is whoever was invited and gave no answer to the item: unit and item nonresponse together. Nothing is
assumed of them, so a share among the invited lies between two extremes (worst-case bounds: Manski 1989). The
break-even turns this round: how many of the silent must have said yes for the verdict to turn. Whole numbers
over every feasible count and base.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from collabstudy.published.feasible import Feasible
from collabstudy.statistics.nonresponse import worst_case

Bounds = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Needed:
    """How many of the silent, over all feasible data sets: the fewest and the most, in persons, and as a share of
    the silent; more than all of them (a share above 1) means that not even all could do it."""

    fewest: int
    most: int
    smallest_share: Fraction
    largest_share: Fraction


@dataclass(frozen=True)
class InvitedShare:
    """A share among so many invited: its bounds, the silent (fewest, most), the silent yes that make a majority, and
    the silent no that leave none."""

    invited: int
    bounds: Bounds
    silent: tuple[int, int]
    yes_for_majority: Needed
    no_against_majority: Needed


@dataclass(frozen=True)
class InvitedDifference:
    """First minus second share among so many invited: its bounds, and by how many persons the silent must favour the
    second for the first not to be larger (nought or less where it is not larger among those who answered)."""

    invited: int
    bounds: Bounds
    excess_to_turn: tuple[int, int]


def invited_share(counts: Feasible, invited: int) -> InvitedShare:
    """A share among the invited. Raises ``ValueError`` without a feasible count, or for fewer invited than answered."""
    _check(counts, invited)
    pairs = [(count, base) for base, found in counts.items() for count in (found[0], found[-1])]
    ends = [worst_case([count], base, invited) for count, base in pairs]
    silent = [invited - base for _, base in pairs]
    yes = [(yes_needed(count, invited), invited - base) for count, base in pairs]
    no = [(no_needed(count, base, invited), invited - base) for count, base in pairs]
    return InvitedShare(
        invited,
        (min(low for low, _ in ends), max(high for _, high in ends)),
        (min(silent), max(silent)),
        _needed(yes),
        _needed(no),
    )


def invited_difference(first: Feasible, second: Feasible, invited: int, equal_bases: bool = False) -> InvitedDifference:
    """The difference of two shares of the same invited people, over all bases or over equal ones.

    Raises ``ValueError`` without a feasible pair, or for fewer invited than answered.
    """
    _check(first, invited)
    _check(second, invited)
    pairs = list(_pairs(first, second, equal_bases))
    if not pairs:
        raise ValueError("no base is feasible for both shares")
    lows = [ones[0] - others[-1] - invited + other for (_, ones), (other, others) in pairs]
    highs = [ones[-1] + invited - base - others[0] for (base, ones), (_, others) in pairs]
    excess = [end for (_, ones), (_, others) in pairs for end in (ones[0] - others[-1], ones[-1] - others[0])]
    bounds = Fraction(min(lows), invited), Fraction(max(highs), invited)
    return InvitedDifference(invited, bounds, (min(excess), max(excess)))


def yes_needed(count: int, invited: int) -> int:
    """How many of the silent must have said yes for more than half of the invited to have done so."""
    return max(0, invited // 2 + 1 - count)


def no_needed(count: int, base: int, invited: int) -> int:
    """How many of the silent must have said no for at most half of the invited to have said yes; one more than
    there are where it is a majority already."""
    silent = invited - base
    needed = yes_needed(count, invited)
    return max(0, silent - needed + 1) if needed else silent + 1


def _pairs(
    first: Feasible, second: Feasible, equal_bases: bool
) -> Iterator[tuple[tuple[int, range], tuple[int, range]]]:
    for base, ones in first.items():
        for other, others in second.items():
            if base == other or not equal_bases:
                yield (base, ones), (other, others)


def _needed(numbers: list[tuple[int, int]]) -> Needed:
    """``numbers``: persons needed, and persons there are."""
    shares = [Fraction(needed, left) if left else Fraction(2 if needed else 0) for needed, left in numbers]
    needed = [number for number, _ in numbers]
    return Needed(min(needed), max(needed), min(shares), max(shares))


def _check(counts: Feasible, invited: int) -> None:
    if not counts:
        raise ValueError("no count out of any base prints as the share: the assumptions are refuted")
    if invited < max(counts):
        raise ValueError(f"{max(counts)} cannot have answered where {invited} were invited")
