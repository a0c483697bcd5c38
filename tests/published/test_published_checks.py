"""Frames of figures against an enumeration that divides with remainder, and their errors."""

import numpy as np
import pandas as pd
import pytest

from collabstudy.published import RULES, check_figures
from collabstudy.published.feasible import counts_at
from collabstudy.published.wording import share_interval

LARGEST = 120
BASE = np.repeat(np.arange(1, LARGEST + 1), np.arange(2, LARGEST + 2))
COUNT = np.concatenate([np.arange(base + 1) for base in range(1, LARGEST + 1)])


def printed(decimals: int, rounding: str) -> list[np.ndarray]:
    """What each count out of each base prints as, in units of the last digit: once for each way a half may go."""
    step = 5 if rounding == "nearest_5" else 1
    whole, rest = np.divmod(COUNT * 100 * 10**decimals, BASE * step)
    twice, whole_base = 2 * rest, BASE * step
    nearest = whole + (twice > whole_base)
    tie = twice == whole_base
    ways = {
        "half_up": [nearest + tie],
        "half_down": [nearest],
        "half_even": [nearest + (tie & (nearest % 2 == 1))],
        "floor": [whole],
        "ceiling": [whole + (rest > 0)],
    }
    return [step * units for units in ways.get(rounding, [nearest, nearest + tie])]


@pytest.mark.parametrize("rounding", RULES)
@pytest.mark.parametrize("decimals", [0, 1])
def test_every_percentage_out_of_every_base_to_120(decimals: int, rounding: str) -> None:
    top = 100 * 10**decimals
    fits = np.zeros((top + 1, LARGEST + 1, LARGEST + 1), dtype=bool)
    if rounding != "nearest_5" or decimals == 0:
        for units in printed(decimals, rounding):
            fits[units, BASE, COUNT] = True
    wordings = [f"{unit}%" if decimals == 0 else f"{unit // 10}.{unit % 10}%" for unit in range(top + 1)]
    bases = np.tile(np.arange(1, LARGEST + 1), top + 1)
    found = check_figures(pd.DataFrame({"wording": np.repeat(wordings, LARGEST), "base": bases}), rounding)
    expected = fits[np.repeat(np.arange(top + 1), LARGEST), bases]
    assert (found["consistent"].to_numpy() == expected.any(axis=1)).all()
    assert (found["counts"].to_numpy() == expected.sum(axis=1)).all()
    some = found["consistent"].to_numpy()
    assert (found["smallest_count"][some].astype(int) == expected[some].argmax(axis=1)).all()
    assert (found["largest_count"][some].astype(int) == LARGEST - expected[some][:, ::-1].argmax(axis=1)).all()
    for wording in wordings[:: 10**decimals]:
        unit = wordings.index(wording)
        interval = share_interval(wording, rounding)
        for base in range(1, LARGEST + 1):
            assert list(counts_at(interval, base)) == list(np.flatnonzero(fits[unit, base])), (wording, base)
    if rounding == "nearest_5" and decimals:
        return
    possible = fits.any(axis=2)
    for row in found.loc[~found["consistent"]].iloc[:: 7**decimals].itertuples():
        unit, base = row.Index // LARGEST, row.base
        below, above = np.flatnonzero(possible[:unit, base]), np.flatnonzero(possible[unit:, base]) + unit
        assert (wordings[below[-1]] if len(below) else None) == (
            None if pd.isna(row.nearest_below) else row.nearest_below
        )
        assert (wordings[above[0]] if len(above) else None) == (
            None if pd.isna(row.nearest_above) else row.nearest_above
        )


def test_open_bases_values_and_large_numbers() -> None:
    frame = pd.DataFrame(
        {"wording": ["41%", "41%", "63%"], "base": [31, None, 31], "respondents": 31, "minimum_base": 20}
    )
    found = check_figures(frame)
    # 41% by hand: 9/22, 11/27, 12/29
    assert found["consistent"].tolist() == [False, True, False]
    assert found.loc[1, ["smallest_count", "largest_count", "counts", "bases"]].tolist() == [9, 12, 3, 3]
    assert found.loc[0, ["nearest_below", "nearest_above"]].tolist() == ["39%", "42%"]
    values = check_figures(pd.DataFrame({"value": [62.5, 41.0], "decimals": [1, 0], "base": [8, 31]}))
    assert values["consistent"].tolist() == [True, False]
    huge = 10**30
    found = check_figures(pd.DataFrame({"wording": ["50%", "33.3%"], "base": pd.Series([2 * huge, 3], dtype=object)}))
    assert (
        found["smallest_count"].tolist() == [huge * 99 // 100, None] or found["smallest_count"][0] == 99 * huge // 100
    )
    assert found["consistent"].tolist() == [True, True]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"wording": ["41%", "150%"], "base": [3, 3]}, "row 1, column 'wording', value '150%': .*more than 100%"),
        ({"wording": ["41%", "41%"], "base": [3, 0]}, "row 1, column 'base', value .*0.*: give a whole number"),
        ({"wording": ["41%", "41%"], "base": [3, 2.5]}, "row 1, column 'base', value .*2.5.*: this is no whole number"),
        ({"wording": ["41%", None], "base": [3, 3]}, "row 1, column 'wording', value .*: this is missing"),
        ({"wording": ["41%"] * 2, "base": [3, 3], "rounding": ["floor", "x"]}, "row 1, column 'rounding', value 'x'"),
        ({"value": [41.0, 41.5], "base": [3, 3]}, "row 0, column 'value', value .*lost its trailing zeros"),
        ({"wording": ["41%"], "base": [40], "respondents": [31]}, "row 0, column 'base', value .*40.*larger than"),
        ({"wording": ["41%"]}, "needs a column 'base'"),
        ({"base": [3]}, "needs a column 'wording'"),
    ],
)
def test_a_wrong_cell_is_one_sentence(cells: dict[str, list[object]], message: str) -> None:
    with pytest.raises(ValueError, match=message) as refused:
        check_figures(pd.DataFrame(cells))
    assert "\n" not in str(refused.value)


def test_an_empty_frame_stays_empty() -> None:
    assert check_figures(pd.DataFrame({"wording": pd.Series([], dtype=str), "base": pd.Series([], dtype=int)})).empty
