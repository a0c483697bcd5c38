"""Feasible counts against an enumeration that rounds every share with `decimal`, and the frames of the public API."""

import decimal
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from collabstudy.published import base_table, feasible_counts, rule_table, share_interval
from collabstudy.published.feasible import counts_at, feasible, largest_count, smallest_count

WAYS = {
    "half_up": [decimal.ROUND_HALF_UP],
    "half_down": [decimal.ROUND_HALF_DOWN],
    "half_even": [decimal.ROUND_HALF_EVEN],
    "half_any": [decimal.ROUND_HALF_UP, decimal.ROUND_HALF_DOWN],
    "floor": [decimal.ROUND_FLOOR],
    "ceiling": [decimal.ROUND_CEILING],
    "nearest_5": [decimal.ROUND_HALF_UP, decimal.ROUND_HALF_DOWN],
}
Pairs = set[tuple[int, int]]


def prints(count: int, base: int, decimals: int, rounding: str) -> set[str]:
    """Every percentage that the share can be printed as. A tie has at most as many digits as its base has factors
    of two and five, so fifty digits hold each tie exactly and keep everything else away from it."""
    if rounding == "nearest_5" and decimals:
        return set()
    step = Decimal(5) if rounding == "nearest_5" else Decimal(1).scaleb(-decimals)
    with decimal.localcontext(prec=50):
        steps = Decimal(count) * 100 / step / base
        numbers = {steps.quantize(Decimal(1), rounding=way) * step for way in WAYS[rounding]}
    return {f"{number:.{decimals}f}%" for number in numbers}


def enumerated(bases: Iterable[int], decimals: int, rounding: str) -> dict[str, Pairs]:
    """All pairs (count, base) by the percentage that they print as."""
    found: dict[str, Pairs] = defaultdict(set)
    for base in bases:
        for count in range(base + 1):
            for wording in prints(count, base, decimals, rounding):
                found[wording].add((count, base))
    return found


@pytest.mark.parametrize("rounding", WAYS)
def test_every_whole_percentage_out_of_every_base_to_60(rounding: str) -> None:
    expected = enumerated(range(1, 61), 0, rounding)
    for percentage in range(101):
        wording = f"{percentage}%"
        found = feasible_counts(wording, 60, rounding)
        pairs = list(found.itertuples(index=False, name=None))
        assert set(pairs) == expected[wording], wording
        assert len(pairs) == len(expected[wording]), wording
    assert set(expected) <= {f"{percentage}%" for percentage in range(101)}


@pytest.mark.parametrize("rounding", WAYS)
@pytest.mark.parametrize(
    ("decimals", "bases"), [(1, [1, 3, 7, 8, 16, 24, 29, 31, 40, 64, 80, 200, 997]), (2, [3, 16, 31, 160, 800])]
)
def test_every_percentage_with_decimals_out_of_some_bases(rounding: str, decimals: int, bases: list[int]) -> None:
    expected = enumerated(bases, decimals, rounding)
    seen = 0
    for unit in range(100 * 10**decimals + 1):
        wording = f"{Decimal(unit).scaleb(-decimals):.{decimals}f}%"
        found = feasible(share_interval(wording, rounding), bases)
        assert {(count, base) for base, counts in found.items() for count in counts} == expected[wording], wording
        seen += len(expected[wording])
    assert seen == sum(map(len, expected.values()))


@pytest.mark.parametrize(
    ("rounding", "shares"),
    [
        # one eighth is 12.5%, three eighths 37.5%: both are ties at 0 decimals
        ("half_up", {"13%": [1], "38%": [3], "12%": [], "37%": []}),
        ("half_down", {"12%": [1], "37%": [3], "13%": [], "38%": []}),
        ("half_even", {"12%": [1], "38%": [3], "13%": [], "37%": []}),
        ("half_any", {"12%": [1], "13%": [1], "37%": [3], "38%": [3]}),
        ("floor", {"12%": [1], "37%": [3], "13%": [], "99%": [], "100%": [8]}),
        ("ceiling", {"13%": [1], "38%": [3], "12%": [], "1%": [], "0%": [0]}),
        ("nearest_5", {"10%": [1], "15%": [1], "35%": [3], "40%": [3], "0%": [0], "12%": []}),
    ],
)
def test_ties_out_of_eight(rounding: str, shares: dict[str, list[int]]) -> None:
    assert {wording: list(counts_at(share_interval(wording, rounding), 8)) for wording in shares} == shares


def test_nearest_5_reaches_two_and_a_half_points_to_either_side() -> None:
    found = {wording: list(counts_at(share_interval(wording, "nearest_5"), 40)) for wording in ("0%", "5%", "100%")}
    assert found == {"0%": [0, 1], "5%": [1, 2, 3], "100%": [39, 40]}
    assert share_interval("50.0%", "nearest_5").is_empty


def test_more_decimals_than_a_float_holds() -> None:
    third = "33." + "3" * 25 + "%"
    assert list(counts_at(share_interval(third), 3)) == [1]
    assert list(counts_at(share_interval(third[:-2] + "4%"), 3)) == []
    assert list(counts_at(share_interval("50.0000000000000000000001%"), 2)) == []


@pytest.mark.parametrize("wording", ["41%", "62.5%", "0%", "100%", "99.9%", "ruim 95%", "bijna de helft", "2/3"])
@pytest.mark.parametrize("rounding", WAYS)
def test_the_formulas_serve_arrays_of_bases_unchanged(wording: str, rounding: str) -> None:
    interval = share_interval(wording, rounding)
    bases = np.arange(1, 5001)
    assert list(smallest_count(interval, bases)) == [smallest_count(interval, int(base)) for base in bases]
    assert list(largest_count(interval, bases)) == [largest_count(interval, int(base)) for base in bases]


def test_no_base_below_one() -> None:
    anything = share_interval("at least 0%")
    assert [list(counts_at(anything, base)) for base in (-1, 0, 1)] == [[], [], [0, 1]]


def test_feasible_counts_is_a_sorted_frame_of_whole_numbers() -> None:
    # 41% by hand: 2/5 is 40, 5/12 is 41.67; 7/17 is 41.18, 9/22 is 40.91, 11/27 is 40.74, 12/29 is 41.38
    expected = pd.DataFrame({"count": [7, 9, 11, 12], "base": [17, 22, 27, 29]}, dtype="int64")
    pd.testing.assert_frame_equal(feasible_counts("41%", respondents=31), expected)
    both = feasible_counts("at least 50%", 2)
    assert list(both.itertuples(index=False, name=None)) == [(1, 1), (1, 2), (2, 2)]


def test_feasible_counts_keeps_its_types_where_nothing_is_feasible() -> None:
    found = feasible_counts("62.5%", 7)
    assert (found.shape, list(found.columns), set(map(str, found.dtypes))) == ((0, 2), ["count", "base"], {"int64"})


def test_base_table_has_one_row_a_base_and_one_boolean_column_a_figure() -> None:
    found = base_table({"a": "54%", "b": "83%"}, respondents=31)
    assert (found.index.name, list(found.index), list(found.columns)) == ("base", list(range(1, 32)), ["a", "b"])
    assert found.index.dtype == "int64"
    assert set(map(str, found.dtypes)) == {"bool"}
    # 54% by hand: 7/13, 13/24, 14/26, 15/28; 83%: 5/6, 10/12, 15/18, 19/23, 20/24, 24/29, 25/30
    assert list(found.index[found["a"]]) == [13, 24, 26, 28]
    assert list(found.index[found["b"]]) == [6, 12, 18, 23, 24, 29, 30]


def test_base_table_serves_a_large_survey() -> None:
    found = base_table({"a": "62.5%", "b": "99.9%"}, respondents=5000)
    assert found.shape == (5000, 2)
    # from 1000 answers on every percentage with one decimal can be printed
    assert found.loc[1000:].all(axis=None)
    assert list(found.index[found["b"]][:2]) == [667, 668]  # 666/667 is 99.850%, 665/666 is 99.8498%


def test_empty_tables_keep_their_shape() -> None:
    assert base_table({}, 3).shape == (3, 0)
    assert rule_table({}, 3).shape == (0, 7)


def test_rule_table_has_one_row_a_figure_and_one_boolean_column_a_rule() -> None:
    found = rule_table({"F": "12%", "G": "13%"}, base=8)
    assert found.index.name == "figure"
    assert set(map(str, found.dtypes)) == {"bool"}
    possible = {name: [rule for rule in found.columns if found.loc[name, rule]] for name in found.index}
    assert list(found.columns) == list(WAYS)
    assert possible == {
        "F": ["half_down", "half_even", "half_any", "floor"],
        "G": ["half_up", "half_any", "ceiling"],
    }


@pytest.mark.parametrize("respondents", [0, -1])
def test_nobody_is_refused(respondents: int) -> None:
    for refused in (lambda: feasible_counts("41%", respondents), lambda: base_table({"a": "41%"}, respondents)):
        with pytest.raises(ValueError, match="at least one respondent"):
            refused()


@pytest.mark.parametrize("rounding", ["", "half up", "HALF_UP", "bankers"])
def test_an_unknown_rule_is_refused(rounding: str) -> None:
    calls = [
        lambda: share_interval("41%", rounding),
        lambda: share_interval("ruim 95%", rounding),
        lambda: feasible_counts("41%", 31, rounding),
        lambda: base_table({"a": "41%"}, 31, rounding),
    ]
    for call in calls:
        with pytest.raises(ValueError, match=f"unknown rounding rule '{rounding}'.*half_any"):
            call()


def test_membership_agrees_with_the_counts() -> None:
    for rounding in WAYS:
        for wording in ("12%", "13%", "0%", "100%", "ruim 95%", "1/8", "bijna 0%"):
            interval = share_interval(wording, rounding)
            inside = [count for count in range(41) if Fraction(count, 40) in interval]
            assert inside == list(counts_at(interval, 40)), (wording, rounding)
