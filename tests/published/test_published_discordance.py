"""The identified discordance against every table of a set, gone through one by one."""

from fractions import Fraction

import pytest

from collabstudy.published import paired_identified_set
from collabstudy.published.discordance import discordance_bounds

SHARES = [("58%", "42%"), ("50%", "50%"), ("17%", "83%"), ("100%", "25%"), ("ruim 30%", "bijna de helft"), ("0%", "0%")]
SETS = [("any", "two_questions"), ("equal_bases", "two_questions"), ("complete", "two_questions")]
SETS += [("complete", "single_choice"), ("complete", "routed"), ("any", "routed")]


@pytest.mark.parametrize(("overlap", "question_format"), SETS)
@pytest.mark.parametrize(("first", "second"), SHARES)
def test_the_ends_are_those_of_all_tables(first: str, second: str, overlap: str, question_format: str) -> None:
    found = paired_identified_set(first, second, 14, overlap=overlap, question_format=question_format)
    shares = [Fraction(cell.yes_no + cell.no_yes, sum(cell)) for cell in found.cells if sum(cell)]
    expected = (min(shares), max(shares)) if shares else None
    assert discordance_bounds(found.strips(), question_format) == expected


def test_where_the_second_share_is_wide_the_largest_is_inside_a_strip() -> None:
    """Counts from a quarter to three quarters of 12: with 5 yes to the first nobody differs most at either end."""
    found = paired_identified_set("42%", "50%", 12)
    strip = next(iter(found.strips()))._replace(both=12, first_yes=5, low=3, high=9)
    differing = [
        5 + other - 2 * joint for other in range(3, 10) for joint in range(max(0, 5 + other - 12), min(5, other) + 1)
    ]
    assert max(differing) == 12
    assert discordance_bounds([strip], "two_questions") == (Fraction(min(differing), 12), Fraction(12, 12))


def test_nobody_answered_both() -> None:
    assert discordance_bounds([], "two_questions") is None
