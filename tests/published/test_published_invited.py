"""The invited: every answer that the silent could have given, counted one by one."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest

from collabstudy.published import invited_difference_table, invited_table
from collabstudy.published.feasible import feasible
from collabstudy.published.invited import invited_difference, invited_share
from collabstudy.published.wording import share_interval

Pair = tuple[int, int]


def pairs(percentage: str, respondents: int) -> list[Pair]:
    """Every count and base that prints as a whole percentage, halves upwards."""
    printed = Decimal(percentage.removesuffix("%"))
    return [
        (count, base)
        for base in range(1, respondents + 1)
        for count in range(base + 1)
        if (Decimal(100 * count) / base).quantize(printed, ROUND_HALF_UP) == printed
    ]


@pytest.mark.parametrize("percentage", ["0%", "33%", "50%", "75%", "90%", "100%"])
@pytest.mark.parametrize("respondents", [4, 10])
@pytest.mark.parametrize("invited", [10, 11, 15])
def test_a_share_against_every_answer_of_the_silent(percentage: str, respondents: int, invited: int) -> None:
    known = pairs(percentage, respondents)
    if not known:
        return
    found = invited_share(feasible(share_interval(percentage), range(1, respondents + 1)), invited)
    shares = [Fraction(count + yes, invited) for count, base in known for yes in range(invited - base + 1)]
    assert found.bounds == (min(shares), max(shares))
    yes_needed, no_needed = [], []
    for count, base in known:
        silent = invited - base
        making = [yes for yes in range(silent + 1) if 2 * (count + yes) > invited]
        against = [no for no in range(silent + 1) if 2 * (count + silent - no) <= invited]
        # where none of the silent's answers do it, the count that it would take lies above them
        yes_needed.append((min(making) if making else invited // 2 + 1 - count, silent))
        no_needed.append((min(against) if against else silent + 1, silent))
    assert (found.yes_for_majority.fewest, found.yes_for_majority.most) == (min(yes_needed)[0], max(yes_needed)[0])
    assert (found.no_against_majority.fewest, found.no_against_majority.most) == (min(no_needed)[0], max(no_needed)[0])
    shares_needed = [Fraction(needed, silent) for needed, silent in yes_needed if silent]
    if all(silent for _, silent in yes_needed):
        assert found.yes_for_majority.smallest_share == min(shares_needed)
        assert found.yes_for_majority.largest_share == max(shares_needed)
    assert found.silent == (min(invited - base for _, base in known), max(invited - base for _, base in known))


@pytest.mark.parametrize("equal_bases", [False, True])
@pytest.mark.parametrize(("first", "second"), [("75%", "50%"), ("50%", "67%"), ("100%", "33%")])
def test_a_difference_against_every_answer_of_the_silent(first: str, second: str, equal_bases: bool) -> None:
    respondents, invited = 5, 7
    both = [
        (one, other)
        for one in pairs(first, respondents)
        for other in pairs(second, respondents)
        if one[1] == other[1] or not equal_bases
    ]
    counts = [feasible(share_interval(wording), range(1, respondents + 1)) for wording in (first, second)]
    if not both:
        with pytest.raises(ValueError, match="both shares"):
            invited_difference(*counts, invited, equal_bases)
        return
    found = invited_difference(*counts, invited, equal_bases)
    values, excess = [], []
    for (count, base), (other_count, other_base) in both:
        answers = [(yes, other) for yes in range(invited - base + 1) for other in range(invited - other_base + 1)]
        values += [Fraction(count + yes - other_count - other, invited) for yes, other in answers]
        excess.append(count - other_count)
    assert found.bounds == (min(values), max(values))
    assert found.excess_to_turn == (min(excess), max(excess))


def test_the_article_s_largest_figure_by_hand() -> None:
    """Just over 95% of at most 31 is 20/21 to 30/31. Of 65 invited 33 make a majority: 3 of the 34 silent at 30/31,
    13 of the 44 at 20/21. Of 75 it takes 38: 8 of 44, or 18 of 54."""
    table = invited_table({"F1": "ruim 95%"}, 31, (65, 75)).set_index("invited")
    assert list(table.index) == list(range(65, 76))
    assert table.loc[65, ["yes_needed_from", "yes_needed_to"]].tolist() == [3, 13]
    assert table.loc[75, ["yes_needed_from", "yes_needed_to"]].tolist() == [8, 18]
    assert table.loc[75, ["yes_share_from", "yes_share_to"]].tolist() == [8 / 44, 18 / 54]
    assert table.loc[65, ["lower", "upper"]].tolist() == [20 / 65, 64 / 65]
    assert table.loc[65, ["silent_from", "silent_to"]].tolist() == [34, 44]
    # 32 yes of 65 are no majority: at 30/31 all but 2 of the 34 must have said no, at 20/21 all but 12 of 44
    assert table.loc[65, ["no_needed_from", "no_needed_to"]].tolist() == [32, 32]


def test_a_printed_base_is_used() -> None:
    table = invited_table({"a": "50%"}, 10, (12, 12), bases={"a": 4})
    assert table.loc[0, ["lower", "upper"]].tolist() == [2 / 12, 10 / 12]


def test_a_comparison_by_hand() -> None:
    """54/83 at equal bases: 13 and 20 of 24, the first base that prints both, or 7 more at the most."""
    table = invited_difference_table({"processes": ("83%", "54%")}, 31, (65, 65)).set_index("bases")
    known = [(one, other) for one in pairs("83%", 31) for other in pairs("54%", 31)]
    equal = [(one[0] - other[0]) for one, other in known if one[1] == other[1]]
    assert table.loc["equal_bases", ["excess_from", "excess_to"]].tolist() == [min(equal), max(equal)]
    every = [one[0] - other[0] for one, other in known]
    assert table.loc["any", ["excess_from", "excess_to"]].tolist() == [min(every), max(every)]
    assert table.loc["any", "lower"] == min(one[0] - other[0] - 65 + other[1] for one, other in known) / 65


def test_a_comparison_without_a_shared_base_is_left_empty() -> None:
    table = invited_difference_table({"a": ("50%", "67%")}, 4, (9, 9)).set_index("bases")
    assert table.loc["equal_bases", ["lower", "excess_from"]].isna().all()
    assert table.loc["any", ["lower", "excess_from"]].notna().all()


@pytest.mark.parametrize(
    ("wording", "invited", "said"),
    [("60%", (9, 9), "refuted"), ("50%", (3, 3), "4 cannot have answered where 3"), ("50%", (9, 8), "smaller first")],
)
def test_what_cannot_be_is_said(wording: str, invited: Pair, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        invited_table({"a": wording}, 4, invited)
