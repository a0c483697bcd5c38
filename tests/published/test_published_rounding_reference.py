"""Every row of tests/reference/rounding.csv: shares that others have judged, with what exact arithmetic says.

`published_consistent` is the peer's verdict, known to be wrong in some rows; `exact_consistent` is right. `exact_k`
lists the counts, in two rows only those near the printed value.
"""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from collabstudy.published import feasible_counts, share_interval

FILE = Path(__file__).parents[1] / "reference" / "rounding.csv"
with FILE.open(encoding="utf-8", newline="") as handle:
    ROWS = list(csv.DictReader(handle))

RULES = {
    "up": "half_up",
    "down": "half_down",
    "even": "half_even",
    "up_or_down": "half_any",
    "floor": "floor",
    "ceiling": "ceiling",
}
# (value, base): exact_k shows six counts out of ten; all ten, by hand: 14.5% to 15.5% and 15.5% to 16.5% of 1000
WINDOWS = {("15", "1000"): range(145, 155), ("16", "1000"): range(155, 165)}
Row = dict[str, str]


def wording(row: Row) -> str:
    """The row as a percentage; a proportion printed with three decimals is a percentage with one."""
    value, decimals = Decimal(row["value"]), int(row["decimals"])
    if row["kind"] == "proportion":
        value, decimals = value.scaleb(2), decimals - 2
    return f"{value:.{decimals}f}%"


def counts(row: Row) -> list[int]:
    found = feasible_counts(wording(row), int(row["n"]), RULES[row["rounding"]])
    return list(found.loc[found["base"] == int(row["n"]), "count"])


def name(row: Row) -> str:
    return f"{row['value']} of {row['n']} {row['rounding']}"


POSSIBLE = [row for row in ROWS if Decimal(row["value"]) <= 100]
ABOVE = [row for row in ROWS if Decimal(row["value"]) > 100]


def test_every_row_is_taken() -> None:
    assert (len(POSSIBLE), len(ABOVE)) == (25, 3)
    assert all(row["source"] for row in ROWS)
    assert {row["kind"] for row in ROWS} == {"percent", "proportion"}


@pytest.mark.parametrize("row", POSSIBLE, ids=name)
def test_consistent_where_exact_arithmetic_says_so(row: Row) -> None:
    assert bool(counts(row)) == (row["exact_consistent"] == "True")


@pytest.mark.parametrize("row", [row for row in POSSIBLE if row["exact_k"]], ids=name)
def test_counts_are_those_listed(row: Row) -> None:
    listed = [int(count) for count in row["exact_k"].split()]
    whole = WINDOWS.get((row["value"], row["n"]))
    if whole is not None:
        assert set(listed) < set(whole)
    assert counts(row) == (listed if whole is None else list(whole))


@pytest.mark.parametrize("row", ABOVE, ids=name)
def test_more_than_everybody_is_refused(row: Row) -> None:
    assert row["exact_consistent"] == "False"
    with pytest.raises(ValueError, match="more than 100%"):
        share_interval(wording(row), RULES[row["rounding"]])


def test_a_peer_is_wrong_in_some_rows() -> None:
    wrong = [row for row in ROWS if row["published_consistent"] != row["exact_consistent"]]
    assert [(row["value"], row["n"]) for row in wrong] == [("521", "28"), ("150", "40"), ("99", "1")]
