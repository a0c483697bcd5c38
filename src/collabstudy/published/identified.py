"""Every two-by-two table of those who answered both questions that two printed shares allow.

Given the feasible counts of two figures and the number of respondents, a table of those who
answered both is consistent if somebody's answers to only one of the questions can fill each
share up to a feasible count. Whether they can depends on the margins of the table alone, so
margins are decided first and each table is made once.

Three assumptions about who answered, from weak to strong: ``any`` bases; ``equal_bases``, perhaps
of other persons; ``complete``: the same persons answered both.
"""

from collections.abc import Iterator
from typing import NamedTuple

from collabstudy.published.feasible import Feasible

OVERLAPS = ("any", "equal_bases", "complete")


class PairedTable(NamedTuple):
    """Persons by their answers to the first and the second question."""

    yes_yes: int
    yes_no: int
    no_yes: int
    no_no: int


def paired_tables(first: Feasible, second: Feasible, respondents: int, overlap: str) -> Iterator[PairedTable]:
    """Each consistent table once, by growing number of persons who answered both.

    Where nobody need have answered both, the all-zero table belongs to the set. Raises
    ``ValueError`` for an unknown ``overlap``.
    """
    for both, first_yes, second_yes in consistent_margins(first, second, respondents, overlap):
        for yes_yes in range(max(0, first_yes + second_yes - both), min(first_yes, second_yes) + 1):
            no_no = both - first_yes - second_yes + yes_yes
            yield PairedTable(yes_yes, first_yes - yes_yes, second_yes - yes_yes, no_no)


def consistent_margins(
    first: Feasible, second: Feasible, respondents: int, overlap: str
) -> Iterator[tuple[int, int, int]]:
    """Those who answered both, and how many of them said yes to the first and to the second question."""
    if overlap not in OVERLAPS:
        raise ValueError(f"unknown overlap {overlap!r}: use one of {', '.join(OVERLAPS)}")
    for both in range(respondents + 1):
        if overlap == "complete":
            yield from ((both, yes, other) for yes in first.get(both, ()) for other in second.get(both, ()))
            continue
        first_bases = [_bases_reached(first, both, yes) for yes in range(both + 1)]
        second_bases = [_bases_reached(second, both, yes) for yes in range(both + 1)]
        for first_yes, bases in enumerate(first_bases):
            for second_yes, others in enumerate(second_bases):
                if _room(bases, others, both, respondents, overlap):
                    yield both, first_yes, second_yes


def _bases_reached(feasible: Feasible, both: int, yes: int) -> list[int]:
    """The bases at which those who answered only this question can fill the share up to a feasible count."""
    return [
        base
        for base, counts in feasible.items()
        if base >= both and max(counts.start, yes) <= min(counts.stop - 1, base - both + yes)
    ]


def _room(bases: list[int], others: list[int], both: int, respondents: int, overlap: str) -> bool:
    """Whether two such bases, less those who answered both, fit among the respondents."""
    if overlap == "equal_bases":
        return any(2 * base - both <= respondents for base in set(bases) & set(others))
    return bool(bases) and bool(others) and min(bases) + min(others) - both <= respondents
