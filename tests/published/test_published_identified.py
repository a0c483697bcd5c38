"""Identified sets against every possible assignment of answers to persons."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from itertools import product

import pytest

from collabstudy.published import PairedIdentifiedSet, paired_identified_set, share_interval
from collabstudy.published.identified import FORMATS, OVERLAPS, number_of_tables, strips, tables_in

Table = tuple[int, int, int, int]
# what a person can have done with two questions: the answer to each, or none
KINDS = list(product(("yes", "no", None), repeat=2))
WORDINGS = [
    ("55%", "41%"),
    ("54%", "83%"),
    ("50%", "50%"),
    ("67%", "33%"),
    ("13%", "38%"),
    ("100%", "0%"),
    ("62.5%", "50.0%"),
    ("ruim 60%", "bijna de helft"),
    ("at least 0%", "2/3"),
    ("63%", "25%"),
]
RULES = ["half_up", "half_even", "half_any", "floor", "ceiling", "nearest_5"]


def assignments(persons: int, kinds: int) -> Iterator[tuple[int, ...]]:
    """How many persons are of each kind, in every possible way."""
    if kinds == 1:
        yield (persons,)
        return
    for first in range(persons + 1):
        for rest in assignments(persons - first, kinds - 1):
            yield (first, *rest)


@cache
def outcomes(persons: int) -> list[tuple[Table, tuple[int, int], tuple[int, int], str]]:
    """For every assignment: those who answered both, count and base of either question, the strongest overlap."""
    found = set()
    for numbers in assignments(persons, len(KINDS)):
        of = dict(zip(KINDS, numbers, strict=True))
        table = tuple(of[kind] for kind in (("yes", "yes"), ("yes", "no"), ("no", "yes"), ("no", "no")))
        first, second = (
            (sum(of[kind] for kind in KINDS if kind[side] == "yes"), sum(of[kind] for kind in KINDS if kind[side]))
            for side in (0, 1)
        )
        overlap = "any"
        if first[1] == second[1]:
            overlap = "complete" if sum(table) == first[1] else "equal_bases"
        if first[1] and second[1]:
            found.add((table, first, second, overlap))
    return sorted(found)


def brute_force(
    persons: int, overlap: str, first: Callable[[Fraction], bool], second: Callable[[Fraction], bool]
) -> set[Table]:
    return {
        table
        for table, one, other, strongest in outcomes(persons)
        if OVERLAPS.index(strongest) >= OVERLAPS.index(overlap) and first(Fraction(*one)) and second(Fraction(*other))
    }


def tables(found: PairedIdentifiedSet) -> list[Table]:
    return list(found.tables.itertuples(index=False, name=None))


@pytest.mark.parametrize("overlap", OVERLAPS)
@pytest.mark.parametrize(("first", "second"), WORDINGS)
@pytest.mark.parametrize("persons", [1, 2, 5, 8])
def test_every_assignment_of_answers_and_no_other(persons: int, first: str, second: str, overlap: str) -> None:
    for rounding in RULES:
        one, other = share_interval(first, rounding), share_interval(second, rounding)
        expected = brute_force(persons, overlap, one.__contains__, other.__contains__)
        found = tables(paired_identified_set(first, second, persons, rounding, overlap))
        assert set(found) == expected, rounding
        assert len(found) == len(expected), rounding


def test_the_brute_force_itself_finds_tables() -> None:
    """13% and 38% print from 1 and 3 of 8 alone: with 8 persons everybody answered both."""
    found = brute_force(8, "any", lambda share: share == Fraction(1, 8), lambda share: share == Fraction(3, 8))
    assert found == {(0, 1, 3, 4), (1, 0, 2, 5)}
    assert len(outcomes(2)) > 20


@pytest.mark.parametrize("overlap", OVERLAPS)
@pytest.mark.parametrize("bases", [(8, 8), (4, 8), (8, 6), (4, 4), (5, None), (None, 4), (9, 9), (3, 3)])
def test_known_bases(bases: tuple[int | None, int | None], overlap: str) -> None:
    for first, second in [("50%", "75%"), ("40%", "ruim 60%"), ("at least 0%", "25%")]:
        intervals = share_interval(first), share_interval(second)
        expected = {
            table
            for table, one, other, strongest in outcomes(8)
            if OVERLAPS.index(strongest) >= OVERLAPS.index(overlap)
            and Fraction(*one) in intervals[0]
            and Fraction(*other) in intervals[1]
            and bases[0] in (None, one[1])
            and bases[1] in (None, other[1])
        }
        found = tables(PairedIdentifiedSet(*intervals, 8, overlap, bases))
        assert set(found) == expected, (first, second)
        assert len(found) == len(expected)


def test_with_known_bases_there_is_something_to_compare() -> None:
    half, part = share_interval("50%"), share_interval("75%")
    assert tables(PairedIdentifiedSet(half, part, 8, "complete", (4, 4))) == [(1, 1, 2, 0), (2, 0, 1, 1)]
    assert tables(PairedIdentifiedSet(half, part, 8, "complete", (4, 8))) == []
    assert (0, 0, 0, 0) in tables(PairedIdentifiedSet(half, part, 8, "equal_bases", (4, 4)))
    assert (0, 0, 0, 0) not in tables(PairedIdentifiedSet(half, part, 7, "equal_bases", (4, 4)))


@pytest.mark.parametrize(
    ("first", "second", "persons", "overlap", "member"),
    [
        ("50%", "50%", 4, "any", True),
        ("50%", "50%", 3, "any", False),
        ("50%", "50%", 4, "equal_bases", True),
        ("50%", "50%", 3, "equal_bases", False),
        ("50%", "33%", 5, "any", True),
        ("50%", "33%", 5, "equal_bases", False),  # equal bases are 6 and 6: seven of twelve answered both
        ("50%", "50%", 31, "complete", False),
    ],
)
def test_nobody_need_have_answered_both(first: str, second: str, persons: int, overlap: str, member: bool) -> None:
    assert ((0, 0, 0, 0) in tables(paired_identified_set(first, second, persons, overlap=overlap))) == member


@pytest.mark.parametrize("rounding", RULES)
def test_each_assumption_is_stronger_than_the_one_before(rounding: str) -> None:
    for first, second in [("55%", "41%"), ("54%", "83%"), ("90%", "iets meer dan de helft")]:
        weak, middle, strong = (
            set(tables(paired_identified_set(first, second, 31, rounding, overlap))) for overlap in OVERLAPS
        )
        assert strong <= middle <= weak


@pytest.mark.parametrize("overlap", ["", "Any", "all", "complete "])
def test_an_unknown_overlap_is_refused(overlap: str) -> None:
    with pytest.raises(ValueError, match=r"unknown overlap.*any, equal_bases, complete"):
        list(strips({}, {}, 3, overlap))
    with pytest.raises(ValueError, match="unknown overlap"):
        paired_identified_set("50%", "50%", 3, overlap=overlap)


@pytest.mark.parametrize("overlap", OVERLAPS)
@pytest.mark.parametrize(("first", "second"), [("55%", "41%"), ("54%", "83%"), ("ruim 60%", "bijna de helft")])
@pytest.mark.parametrize("persons", [11, 14])
def test_every_assignment_of_up_to_fourteen_persons(persons: int, first: str, second: str, overlap: str) -> None:
    one, other = share_interval(first), share_interval(second)
    expected = brute_force(persons, overlap, one.__contains__, other.__contains__)
    assert set(tables(paired_identified_set(first, second, persons, overlap=overlap))) == expected


@pytest.mark.parametrize(("first", "second"), WORDINGS)
@pytest.mark.parametrize("persons", [1, 4, 7, 10])
def test_single_choice(persons: int, first: str, second: str) -> None:
    """Options of one question: of any base, so many chose the one, so many the other, nobody both."""
    for rounding in RULES:
        one, other = share_interval(first, rounding), share_interval(second, rounding)
        expected = {
            (0, x, y, base - x - y)
            for base in range(1, persons + 1)
            for x in range(base + 1)
            for y in range(base - x + 1)
            if Fraction(x, base) in one and Fraction(y, base) in other
        }
        found = tables(paired_identified_set(first, second, persons, rounding, question_format="single_choice"))
        assert set(found) == expected
        assert len(found) == len(expected)


@pytest.mark.parametrize("overlap", FORMATS["routed"])
@pytest.mark.parametrize(("first", "second"), WORDINGS)
@pytest.mark.parametrize("persons", [1, 4, 7, 10])
def test_routed(persons: int, first: str, second: str, overlap: str) -> None:
    """Only who said yes to the first is asked the second; the second share is of those who answered it."""
    one, other = share_interval(first), share_interval(second)
    expected = {
        (both, answered - both, 0, base - yes)
        for base in range(1, persons + 1)
        for yes in range(base + 1)
        for answered in range(1, yes + 1)
        for both in range(answered + 1)
        if Fraction(yes, base) in one and Fraction(both, answered) in other
        if overlap == "any" or answered == yes
    }
    found = tables(paired_identified_set(first, second, persons, overlap=overlap, question_format="routed"))
    assert set(found) == expected
    assert len(found) == len(expected)


def test_the_formats_have_something_to_compare() -> None:
    """50% and 25% of 4: two and one person; routed, one of the two who were asked."""
    assert tables(paired_identified_set("50%", "25%", 4, question_format="single_choice")) == [(0, 2, 1, 1)]
    assert tables(paired_identified_set("50%", "50%", 4, question_format="routed")) == [(1, 1, 0, 2)]


@pytest.mark.parametrize(("question_format", "overlap"), [("single_choice", "any"), ("routed", "equal_bases")])
def test_a_format_with_an_overlap_that_it_cannot_have(question_format: str, overlap: str) -> None:
    with pytest.raises(ValueError, match=f"questions of the format {question_format} have the overlap"):
        paired_identified_set("50%", "25%", 4, overlap=overlap, question_format=question_format)
    with pytest.raises(ValueError, match=r"unknown question format 'likert': use one of two_questions"):
        paired_identified_set("50%", "25%", 4, question_format="likert")


@pytest.mark.parametrize("overlap", OVERLAPS)
@pytest.mark.parametrize("minimum", [1, 5, 8])
def test_a_minimum_base_leaves_smaller_ones_out(overlap: str, minimum: int) -> None:
    one, other = share_interval("50%"), share_interval("40%")
    expected = {
        table
        for table, first, second, strongest in outcomes(10)
        if OVERLAPS.index(strongest) >= OVERLAPS.index(overlap)
        and Fraction(*first) in one
        and Fraction(*second) in other
        and min(first[1], second[1]) >= minimum
    }
    found = paired_identified_set("50%", "40%", 10, overlap=overlap, minimum_base=minimum)
    assert set(tables(found)) == expected
    assert (f"bases of at least {minimum}" in found.assumptions) == (minimum > 1)


@pytest.mark.parametrize("question_format", FORMATS)
@pytest.mark.parametrize("persons", [9, 23])
def test_tables_are_counted_without_being_made(persons: int, question_format: str) -> None:
    for overlap in FORMATS[question_format]:
        for first, second in WORDINGS:
            found = paired_identified_set(first, second, persons, overlap=overlap, question_format=question_format)
            listed = {strip: list(tables_in(strip, question_format)) for strip in found.strips()}
            assert {strip: number_of_tables(strip, question_format) for strip in listed} == {
                strip: len(made) for strip, made in listed.items()
            }
            assert found.size == sum(map(len, listed.values()))
            assert found.is_empty == (found.size == 0)


@pytest.mark.parametrize("question_format", FORMATS)
def test_membership_is_that_of_the_list(question_format: str) -> None:
    for overlap in FORMATS[question_format]:
        found = paired_identified_set("60%", "40%", 7, overlap=overlap, question_format=question_format)
        listed = set(tables(found))
        for total in range(8):
            for table in assignments(total, 4):
                assert (table in found) == (table in listed)
        assert (1, 2, 3) not in found
        assert (-1, 1, 0, 0) not in found
        assert "5501" not in found
