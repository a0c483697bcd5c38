"""Worst-case bounds, break-even and response rates, against every way the silent could have answered."""

import math
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabstudy.statistics import break_even, item_nonresponse, response_rates, share_bounds

HALF = Fraction(1, 2)


@st.composite
def survey(draw: st.DrawFn) -> tuple[int, int, int, int]:
    base = draw(st.integers(1, 25))
    respondents = base + draw(st.integers(0, 10))
    return draw(st.integers(0, base)), base, respondents, respondents + draw(st.integers(0, 25))


@given(survey())
def test_bounds_are_what_the_silent_can_do(drawn: tuple[int, int, int, int]) -> None:
    count, base, respondents, invited = drawn
    for found, size in (
        (share_bounds(count, base), base),
        (share_bounds(count, base, respondents), respondents),
        (share_bounds(count, base, respondents, invited), invited),
    ):
        possible = [Fraction(count + yes, size) for yes in range(size - base + 1)]
        assert (found.lower, found.upper) == (min(possible), max(possible))
        assert found.among_those_who_answered == Fraction(count, base)
        mirrored = share_bounds(base - count, base, respondents, invited)
    assert (1 - mirrored.upper, 1 - mirrored.lower) == (found.lower, found.upper)


def test_item_and_unit_nonresponse_are_told_apart() -> None:
    found = share_bounds(17, 29, respondents=31, invited=(65, 75))
    assert (found.lower, found.upper) == (Fraction(17, 75), Fraction(75 - 12, 75))
    assert (found.item_silent, found.unit_silent) == (2, (34, 44))
    assert any("widest" in note for note in found.assumptions)
    assert share_bounds(17, 29, 31).assumptions[0] == "target: the respondents"


@given(survey(), st.fractions(Fraction(1, 10), Fraction(9, 10), max_denominator=12))
def test_break_even_by_trying_every_number(drawn: tuple[int, int, int, int], threshold: Fraction) -> None:
    count, base, _, invited = drawn
    share = Fraction(count, base)
    if invited == base or share == threshold:
        with pytest.raises(ValueError, match=r"nobody is silent|no side to lose"):
            break_even(count, base, invited, threshold)
        return
    found = break_even(count, base, invited, threshold)
    whole = {yes: Fraction(count + yes, invited) for yes in range(invited - base + 1)}
    if share > threshold:
        crossing = [yes for yes, total in whole.items() if total <= threshold]
        expected = max(crossing, default=None)
    else:
        crossing = [yes for yes, total in whole.items() if total >= threshold]
        expected = min(crossing, default=None)
    assert found.persons == expected
    assert (count + found.silent_share * (invited - base)) / invited == threshold
    assert found.difference == share - found.silent_share


def test_break_even_of_the_default_study() -> None:
    # by hand: 17 of 31 is a majority; of 70 invited, 35 are half, so 18 of the 39 silent may have said yes
    found = break_even(17, 31, 70)
    assert (found.above, found.silent, found.persons) == (True, 39, 18)
    assert found.silent_share == Fraction(18, 39)
    assert found.difference == Fraction(17, 31) - Fraction(18, 39)
    assert break_even(30, 31, 40).persons is None  # 30 are more than half of 40 whatever the other 9 say


def test_break_even_over_an_interval_takes_the_most_fragile_size() -> None:
    ones = [break_even(17, 31, size) for size in range(65, 76)]
    found = break_even(17, 31, (65, 75))
    assert abs(found.difference) == min(abs(one.difference) for one in ones)
    assert any("65 to 75" in note for note in found.assumptions)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((32, 31, 70), "above its base"),
        ((0, 0, 70), "base must be at least 1"),
        ((-1, 31, 70), "negative"),
        ((math.nan, 31, 70), "whole number"),
        ((17, 31, 30), "below the base"),
        ((17, 31, (75, 65)), "above"),
        ((17, 31, 70, 1), "threshold must be"),
        ((17, 31, 70, math.nan), "threshold must be"),
        ((15, 30, 70), "no side to lose"),
        ((17, 31, 31), "nobody is silent"),
    ],
)
def test_break_even_refuses(arguments: tuple[object, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        break_even(*arguments)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((17, 31, 30), "respondents must not be below the base"),
        ((17, 31, 31, 30), "below the base"),
        ((17, 31, 31.5), "whole number"),
        ((32, 31), "above its base"),
    ],
)
def test_bounds_refuse(arguments: tuple[object, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        share_bounds(*arguments)


def test_item_nonresponse_leaves_out_those_not_asked() -> None:
    assert item_nonresponse(29, 31).lower == item_nonresponse(29, 31).upper == Fraction(2, 31)
    assert item_nonresponse(20, 31, not_asked=7).lower == Fraction(4, 24)
    assert item_nonresponse(0, 3).lower == 1
    for arguments in ((0, 0), (0, 3, 3), (32, 31), (-1, 3), (2.5, 3), (math.nan, 3)):
        with pytest.raises(ValueError, match=r"asked|negative|whole"):
            item_nonresponse(*arguments)


DISPOSITIONS = ("refusals", "noncontacts", "other", "unknown_eligibility")


def rates(i: int, p: int, r: int, nc: int, o: int, u: int) -> dict[str, list[Fraction]]:
    """AAPOR's formulas, one by one; e at its two ends."""
    total = i + p + r + nc + o + u
    return {
        "participation": [Fraction(i + p, total)],
        "RR1": [Fraction(i, total)],
        "RR2": [Fraction(i + p, total)],
        "RR3": [Fraction(i, total - u + e * u) for e in (0, 1)],
        "RR4": [Fraction(i + p, total - u + e * u) for e in (0, 1)],
        "RR5": [Fraction(i, total - u)],
        "RR6": [Fraction(i + p, total - u)],
        "COOP1": [Fraction(i, i + p + r + o)],
        "REF1": [Fraction(r, total)],
        "CON1": [Fraction(i + p + r + o, total)],
    }


@pytest.mark.parametrize("known", list(product([False, True], repeat=5)))
def test_rates_are_bounded_by_every_way_to_divide_the_silent(known: tuple[bool, ...]) -> None:
    truth = {"partial": 1, "refusals": 2, "noncontacts": 1, "other": 1, "unknown_eligibility": 2}
    given_ = {name: value for (name, value), told in zip(truth.items(), known, strict=True) if told}
    expected: dict[str, list[Fraction]] = {}
    for p, r, nc, o in product(range(4), range(7), range(7), range(7)):
        u = 6 - r - nc - o
        case = dict(zip(truth, (p, r, nc, o, u), strict=True))
        if u >= 0 and all(case[name] == value for name, value in given_.items()):
            for name, values in rates(3 - p, p, r, nc, o, u).items():
                expected.setdefault(name, []).extend(values)
    found = response_rates(3, 9, **given_)
    assert {name: (one.lower, one.upper) for name, one in found.items()} == {
        name: (min(values), max(values)) for name, values in expected.items()
    }


def test_rates_say_what_is_unknown() -> None:
    found = response_rates(31, (65, 75))
    assert (found["participation"].lower, found["participation"].upper) == (Fraction(31, 75), Fraction(31, 65))
    assert found["RR2"].unknown == ("number invited, known as an interval",)
    assert found["RR5"].unknown[:2] == ("partial", "unknown_eligibility")
    full = response_rates(31, 70, 0, 5, 30, 4, 0)
    assert all(rate.unknown == () and rate.lower == rate.upper for rate in full.values())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"respondents": 0, "invited": 70}, "respondents must be at least 1"),
        ({"respondents": 31, "invited": 30}, "below the base"),
        ({"respondents": 31, "invited": 70, "partial": 32}, "above respondents"),
        ({"respondents": 31, "invited": 70, "refusals": 40}, "count 71 persons, but 70"),
        ({"respondents": 31, "invited": 70, **dict.fromkeys(DISPOSITIONS, 0)}, "say where 39 are"),
        ({"respondents": 31, "invited": 70, "other": math.nan}, "whole number"),
        ({"respondents": 31, "invited": 70, "other": -1}, "negative"),
    ],
)
def test_rates_refuse(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        response_rates(**arguments)
