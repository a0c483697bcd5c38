"""Labelled data sets counted one by one: each respondent's two answers, or their absence."""

from fractions import Fraction
from itertools import product
from math import comb

import pytest

from collabstudy.published import paired_identified_set, share_interval

ANSWERS = ("yes", "no", None)


def data_sets(persons: int) -> list[tuple[tuple[str | None, ...], tuple[str | None, ...]]]:
    columns = list(product(ANSWERS, repeat=persons))
    return list(product(columns, columns))


def mid_p(b: int, c: int) -> Fraction:
    total = b + c
    if total == 0:
        return Fraction(1)
    beyond = sum(comb(total, k) for k in range(min(b, c)))
    doubled = Fraction(2 * beyond + comb(total, min(b, c)), 2**total)
    return 1 - Fraction(comb(total, b), 2 ** (total + 1)) if b == c else doubled


def fits(column: tuple[str | None, ...], interval: object) -> bool:
    base = sum(answer is not None for answer in column)
    return base > 0 and Fraction(column.count("yes"), base) in interval  # type: ignore[operator]


@pytest.mark.parametrize("question_format", ["two_questions", "single_choice"])
@pytest.mark.parametrize("overlap", ["any", "equal_bases", "complete"])
@pytest.mark.parametrize(("first", "second"), [("50%", "33%"), ("ruim 60%", "bijna de helft"), ("75%", "25%")])
def test_every_labelled_data_set_is_counted_once(first: str, second: str, overlap: str, question_format: str) -> None:
    if question_format == "single_choice" and overlap != "complete":
        return
    one, other = share_interval(first), share_interval(second)
    total = reached = 0
    for left, right in data_sets(4):
        if not (fits(left, one) and fits(right, other)):
            continue
        pairs = list(zip(left, right, strict=True))
        if overlap == "equal_bases" and left.count(None) != right.count(None):
            continue
        if overlap == "complete" and any((a is None) != (b is None) for a, b in pairs):
            continue
        if question_format == "single_choice" and ("yes", "yes") in pairs:
            continue
        total += 1
        reached += mid_p(pairs.count(("yes", "no")), pairs.count(("no", "yes"))) <= Fraction(1, 2)
    found = paired_identified_set(first, second, 4, overlap=overlap, question_format=question_format)
    counted = found.labelled(0.5, "mid_p")
    assert (counted.data_sets, counted.reached) == (total, reached)
    assert counted.share == (Fraction(reached, total) if total else None)


def test_there_was_something_to_count() -> None:
    assert len(data_sets(4)) == 9**4
    assert paired_identified_set("50%", "33%", 4, overlap="any").labelled(0.5, "mid_p").reached > 0


def test_any_bases_are_the_product_of_two_questions() -> None:
    """Who answers one question says nothing of the other: the totals multiply."""
    found = paired_identified_set("55%", "41%", 31, overlap="any")
    sides = [
        sum(
            comb(31, base) * comb(base, count)
            for base in range(1, 32)
            for count in range(base + 1)
            if low * base <= 200 * count < (low + 2) * base
        )
        for low in (109, 81)
    ]
    assert found.labelled(0.05).data_sets == sides[0] * sides[1]


def test_routed_questions_and_large_sets_are_refused() -> None:
    with pytest.raises(ValueError, match="routed"):
        paired_identified_set("50%", "50%", 4, question_format="routed").labelled(0.05)
    with pytest.raises(ValueError, match="too many to count labelled data sets"):
        paired_identified_set("55%", "41%", 120, overlap="any").labelled(0.05)
