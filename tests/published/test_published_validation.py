"""Printed, hidden and looked at again: on small frames by hand, on statsmodels' data, and on real exports."""

import csv
import os
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest
from scipy.stats import binomtest

from collabstudy.published import validation
from collabstudy.published.microdata import EVERY, economics_class, voters
from collabstudy.published.printing import printed_percentages
from collabstudy.published.rounding import RULES
from collabstudy.published.validation import as_yes_no, validate

DECIMAL = {
    "half_up": ROUND_HALF_UP,
    "half_down": ROUND_HALF_DOWN,
    "half_even": ROUND_HALF_EVEN,
    "floor": ROUND_FLOOR,
    "ceiling": ROUND_CEILING,
}
YES, NO, NONE = True, False, pd.NA


def answers(**columns: list[object]) -> pd.DataFrame:
    return pd.DataFrame(columns).astype("boolean")


# five persons; the same four answered a and b, another four answered c
SMALL = answers(a=[YES, YES, NO, NO, NONE], b=[YES, NO, NO, NO, NONE], c=[NONE, YES, YES, YES, NO])


@pytest.mark.parametrize("rule", DECIMAL)
@pytest.mark.parametrize("decimals", [0, 1])
def test_printing_as_decimal_rounds(rule: str, decimals: int) -> None:
    for base in range(1, 81):
        for count in range(base + 1):
            share = (Decimal(100 * count) / base).quantize(Decimal(10) ** -decimals, DECIMAL[rule])
            assert printed_percentages(count, base, rule, decimals) == (f"{share}%",), (count, base)


def test_a_tie_either_way_prints_as_two() -> None:
    assert printed_percentages(1, 8, "half_any") == ("12%", "13%")
    assert printed_percentages(1, 8, "half_any", 1) == ("12.5%",)
    assert printed_percentages(1, 40, "nearest_5") == ("0%", "5%")
    assert printed_percentages(1, 39, "nearest_5") == ("5%",)


def test_shares_by_hand() -> None:
    """2 of 4 prints 50%, as do 1 of 2; 1 of 4 prints 25%, alone up to five; 3 of 4 likewise."""
    shares = validate(SMALL).shares.set_index("question")
    assert shares["printed"].to_dict() == {"a": "50%", "b": "25%", "c": "75%"}
    assert shares[["count", "base", "pairs"]].to_numpy().tolist() == [[2, 4, 2], [1, 4, 1], [3, 4, 1]]
    assert shares["inside"].all()


def test_rungs_by_hand() -> None:
    """a and b: the same four; a and c: three persons in common, so that the last rung is not true of them."""
    found = validate(SMALL, compared=[("a", "b"), ("a", "c")]).tables.set_index(["second", "rung"])
    assert found["true_of_data"].tolist() == [True, True, True, True, True, False]
    assert found["inside"].tolist()[:5] == [True] * 5
    assert pd.isna(found.loc[("c", "complete"), "inside"])
    assert found.loc[("b", "complete"), "p"] == 1.0
    assert found.loc[("b", "complete"), "difference"] == 0.25
    # two of four and one of four: the joint cell is nought or one
    assert found.loc[("b", "complete"), "tables"] == 2
    # both answered by three: (yes, yes), (no, yes), (no, yes)
    assert found.loc[("c", "any"), "difference"] == -2 / 3
    assert found.loc[("c", "any"), "p"] == 0.5


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("frame", [economics_class(), voters()], ids=["economics_class", "voters"])
def test_every_truth_lies_inside(frame: pd.DataFrame, rule: str) -> None:
    found = validate(frame, rule)
    assert found.misses == 0
    assert len(found.tables) >= 3 * len(list(combinations(frame.columns, 2)))
    assert validate(frame, rule, decimals=1).misses == 0 if rule != "nearest_5" else True


def test_true_values_are_those_of_another_library() -> None:
    frame = voters()
    for row in validate(frame).tables.itertuples():
        both = frame[[row.first, row.second]].dropna().astype(int)
        b = int((both[row.first] > both[row.second]).sum())
        c = int((both[row.first] < both[row.second]).sum())
        assert row.p == pytest.approx(binomtest(b, b + c).pvalue if b + c else 1.0)
        assert row.difference == pytest.approx(both[row.first].mean() - both[row.second].mean())


def test_a_share_printed_wrongly_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """One point too high, every count and every set must miss the truth: the check can fail."""
    monkeypatch.setattr(validation, "printed_percentages", lambda count, base, *rest: (f"{100 * count // base + 2}%",))
    found = validate(economics_class())
    assert not found.shares["inside"].any()
    assert found.misses == len(found.shares) + len(found.tables)


def test_levels_become_questions() -> None:
    frame = pd.DataFrame({"size": ["small", None, "large"], "ok": pd.array([True, None, False], "boolean")})
    found = as_yes_no(frame)
    assert list(found.columns) == ["size = large", "size = small", "ok"]
    assert found["size = small"].tolist() == [True, pd.NA, False]
    assert found["ok"].tolist() == [True, pd.NA, False]


def test_what_statsmodels_brings() -> None:
    assert economics_class().shape == (32, 3)
    assert economics_class()[["grade_improved", "new_method"]].sum().tolist() == [11, 14]  # statsmodels' own means
    assert len(voters()) == -(-944 // EVERY)
    assert voters()["strong_partisan"].isna().any()


def test_what_cannot_be_printed_is_said() -> None:
    with pytest.raises(ValueError, match="nobody answered 'a'"):
        validate(answers(a=[NONE, NONE]))
    with pytest.raises(ValueError, match="no question"):
        validate(pd.DataFrame())


EXPORTS = os.environ.get("COLLABSTUDY_EXPORTS", "")
needs_exports = pytest.mark.skipif(
    not (EXPORTS and Path(EXPORTS).is_dir()),
    reason="COLLABSTUDY_EXPORTS names no folder of real survey exports",
)


def yes_no_columns(name: str, header_rows: int = 1, encoding: str = "utf-8-sig") -> pd.DataFrame:
    """The columns of an export in which everybody wrote Yes, No or nothing, both of the two at least once."""
    with (Path(EXPORTS) / name).open(encoding=encoding, newline="") as file:
        rows = list(csv.reader(file))
    body = rows[header_rows:]
    columns = {}
    for at in range(len(rows[0])):
        cells = [row[at].strip() for row in body]
        if {"Yes", "No"} <= set(cells) <= {"Yes", "No", ""}:
            columns[f"column {at}"] = pd.array([{"Yes": True, "No": False}.get(cell) for cell in cells], "boolean")
    return pd.DataFrame(columns)


@needs_exports
@pytest.mark.parametrize("rule", RULES)
def test_dutch_research_software_engineers(rule: str) -> None:
    """77 persons who skipped some questions; every share, and the pairs of the questions skipped most unevenly."""
    frame = yes_no_columns("limesurvey_rse2017_nl.csv")
    assert len(frame) == 77
    assert len(frame.columns) > 40
    assert validate(frame, rule, compared=[]).misses == 0
    bases = frame.notna().sum()
    skipped = list(bases[bases < 77].index)
    assert len(skipped) >= 10
    found = validate(frame[skipped[:7]], rule)
    assert found.misses == 0
    assert not found.tables["true_of_data"].all()


@needs_exports
def test_a_larger_survey_in_its_first_persons() -> None:
    """550 answers are a published poll; sixty of them are a small survey. All the shares, and a few pairs."""
    frame = yes_no_columns("surveymonkey_two_header_steak.csv", header_rows=2)
    assert len(frame) == 550
    for rule in RULES:
        assert validate(frame, rule, decimals=0, compared=[]).misses == 0
    few = frame.iloc[:60].dropna(axis="columns", how="all")
    assert validate(few).misses == 0


@needs_exports
def test_levels_of_a_scale() -> None:
    """Every level of every short scale of the Dutch export as a yes/no question."""
    with (Path(EXPORTS) / "limesurvey_rse2017_nl.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    scales = [name for name in rows[0] if name.startswith("likert3")]
    assert scales
    frame = as_yes_no(pd.DataFrame({name: [row[name] or None for row in rows] for name in scales}))
    for rule in RULES:
        assert validate(frame, rule, compared=[]).misses == 0
