"""Every two-by-two table of those who answered both questions that two printed shares allow.

Given the feasible counts of two figures and the number of respondents, a table of those who answered
both is consistent if somebody's answers to only one of the questions can fill each share up to a
feasible count. Whether they can depends on the margins of the table alone. So a set is described by
*strips*: so many answered both, so many of them said yes to the first question, and then the second
question can have any number of yes from ``low`` to ``high``. Each table lies in exactly one strip, a
set of N respondents has at most of the order of N squared strips, and no table is made unless asked for.

Three assumptions about who answered, from weak to strong: ``any`` bases; ``equal_bases``, perhaps of
other persons; ``complete``: the same persons answered both. Three formats of the questions:
``two_questions``; ``single_choice``, where both shares are options of one question and exclude each
other; ``routed``, where only who says yes to the first is asked the second.

Feasible counts must come from one share interval each. The smallest count of such an interval grows by
at most one when the base grows by one and the largest never falls, so a larger base allows whatever a
smaller one does: that is why the largest base that fits is enough.
"""

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from collabstudy.published.feasible import Feasible

OVERLAPS = ("any", "equal_bases", "complete")
FORMATS = {"two_questions": OVERLAPS, "single_choice": ("complete",), "routed": ("any", "complete")}


class PairedTable(NamedTuple):
    """Persons by their answers to the first and the second question."""

    yes_yes: int
    yes_no: int
    no_yes: int
    no_no: int


class Strip(NamedTuple):
    """Tables of ``both`` persons of whom ``first_yes`` said yes to the first question, and from ``low`` to
    ``high`` to the second."""

    both: int
    first_yes: int
    low: int
    high: int


def checked_format(question_format: str, overlap: str) -> None:
    """Raise ``ValueError`` unless the format is known and the overlap means something in it."""
    if question_format not in FORMATS:
        raise ValueError(f"unknown question format {question_format!r}: use one of {', '.join(FORMATS)}")
    if overlap not in OVERLAPS:
        raise ValueError(f"unknown overlap {overlap!r}: use one of {', '.join(OVERLAPS)}")
    if overlap not in FORMATS[question_format]:
        allowed = " or ".join(FORMATS[question_format])
        raise ValueError(f"questions of the format {question_format} have the overlap {allowed}, not {overlap}")


def strips(
    first: Feasible, second: Feasible, respondents: int, overlap: str, question_format: str = "two_questions"
) -> Iterator[Strip]:
    """The strips of a set by growing number of persons who answered both, then of yes to the first question.

    Raises ``ValueError`` for an unknown overlap or format, or an overlap that the format does not have.
    """
    checked_format(question_format, overlap)
    if question_format == "single_choice":
        yield from _single_choice(first, second)
    elif question_format == "routed":
        yield from _routed(first, second, overlap)
    else:
        for both in range(respondents + 1):
            yield from strips_at(both, first, second, respondents, overlap)


def strips_at(both: int, first: Feasible, second: Feasible, respondents: int, overlap: str) -> Iterator[Strip]:
    """The strips of two separate questions in which so many persons answered both."""
    if overlap == "any":
        yield from _any_bases(both, first, second, respondents)
        return
    bases = [both] if overlap == "complete" else range((respondents + both) // 2, both - 1, -1)
    base = next((base for base in bases if base in first and base in second), None)
    if base is not None:
        ones, others = _reached(first, both, base), _reached(second, both, base)
        yield from (Strip(both, yes, others.start, others.stop - 1) for yes in ones if others)


def _any_bases(both: int, first: Feasible, second: Feasible, respondents: int) -> Iterator[Strip]:
    """Each number of yes to the first at the smallest base that reaches it, which leaves most to the second."""
    smallest: dict[int, int] = {}
    for base in sorted(base for base in first if base >= both):
        for yes in _reached(first, both, base):
            smallest.setdefault(yes, base)
    others = sorted(base for base in second if base >= both)
    for yes in sorted(smallest):
        at = bisect_right(others, respondents + both - smallest[yes])
        if at:
            reached = _reached(second, both, others[at - 1])
            yield Strip(both, yes, reached.start, reached.stop - 1)


def _reached(feasible: Feasible, both: int, base: int) -> range:
    """How many of those who answered both can have said yes, if ``base`` persons answered this question."""
    counts = feasible[base]
    return range(max(0, counts.start - (base - both)), min(both, counts.stop - 1) + 1)


def _single_choice(first: Feasible, second: Feasible) -> Iterator[Strip]:
    for base in sorted(set(first) & set(second)):
        for yes in first[base]:
            high = min(second[base].stop - 1, base - yes)
            if high >= second[base].start:
                yield Strip(base, yes, second[base].start, high)


def _routed(first: Feasible, second: Feasible, overlap: str) -> Iterator[Strip]:
    """Who says no to the first counts as no to the second; who was asked and skipped the second is left out."""
    found: dict[tuple[int, int], range] = {}
    for base in first:
        for yes in first[base]:
            for asked in [yes] if overlap == "complete" else range(yes + 1):
                if asked in second:
                    found[base - yes + asked, asked] = second[asked]
    for both, asked in sorted(found):
        yield Strip(both, asked, found[both, asked].start, found[both, asked].stop - 1)


def joint_cell(both: int, first_yes: int, second_yes: int, question_format: str = "two_questions") -> range:
    """How many can have said yes twice, given the margins (the bounds of Frechet and Hoeffding)."""
    if question_format == "single_choice":
        return range(1)
    if question_format == "routed":
        return range(second_yes, second_yes + 1)
    return range(max(0, first_yes + second_yes - both), min(first_yes, second_yes) + 1)


def table_from(both: int, first_yes: int, second_yes: int, yes_yes: int) -> PairedTable:
    """The table with these margins and this many persons who said yes twice."""
    return PairedTable(yes_yes, first_yes - yes_yes, second_yes - yes_yes, both - first_yes - second_yes + yes_yes)


def tables_in(strip: Strip, question_format: str = "two_questions") -> Iterator[PairedTable]:
    """Each table of a strip."""
    for second_yes in range(strip.low, strip.high + 1):
        for yes_yes in joint_cell(strip.both, strip.first_yes, second_yes, question_format):
            yield table_from(strip.both, strip.first_yes, second_yes, yes_yes)


def number_of_tables(strip: Strip, question_format: str = "two_questions") -> int:
    """How many tables a strip holds, by a sum in closed form."""
    both, yes, low, high = strip
    width = high - low + 1
    if question_format != "two_questions":
        return width
    reach = min(high, yes)  # up to here the second question has the fewer yes
    smaller = _sum(low, reach) + yes * (high - max(reach, low - 1))
    forced = _sum(max(low, both - yes + 1), high) - (both - yes) * max(0, high - max(low - 1, both - yes))
    return smaller - forced + width


def _sum(low: int, high: int) -> int:
    return (low + high) * (high - low + 1) // 2 if high >= low else 0
