import math
from fractions import Fraction
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, chi2

from collabstudy.statistics import cohen_g, mcnemar, paired_difference, paired_odds_ratio
from collabstudy.statistics.discordant import (
    mcnemar_asymptotic_pvalue,
    mcnemar_exact_pvalue,
    mcnemar_mid_pvalue,
)

METHODS = ["exact", "mid_p", "asymptotic"]
CAVO = [[59, 6], [16, 80]]  # Fagerland, Lydersen and Laake 2017, chapter 8

cells = st.integers(0, 60)
tables = st.tuples(cells, cells, cells, cells).map(lambda four: [[four[0], four[1]], [four[2], four[3]]])
levels = st.floats(0.01, 0.999)


def questions_swapped(table: list[list[int]]) -> list[list[int]]:
    return [[table[0][0], table[1][0]], [table[0][1], table[1][1]]]


def answers_swapped(table: list[list[int]]) -> list[list[int]]:
    return [table[1][::-1], table[0][::-1]]


@pytest.mark.parametrize("b", range(16))
@pytest.mark.parametrize("c", range(16))
def test_exact_is_the_binomial_test_of_the_discordant_pairs(b: int, c: int) -> None:
    expected = binomtest(b, b + c, 0.5).pvalue if b + c else 1.0
    assert float(mcnemar_exact_pvalue(b, c)) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(("b", "c"), [(b, n - b) for n in range(1, 11) for b in range(n + 1)])
def test_both_exact_methods_by_flipping_every_pair(b: int, c: int) -> None:
    # every discordant pair may fall either way: count the assignments further from balance, and as far
    distances = [abs(2 * sum(flips) - (b + c)) for flips in product((0, 1), repeat=b + c)]
    further = sum(distance > abs(b - c) for distance in distances)
    as_far = sum(distance == abs(b - c) for distance in distances)
    assert mcnemar_exact_pvalue(b, c) == Fraction(further + as_far, len(distances))
    assert mcnemar_mid_pvalue(b, c) == Fraction(2 * further + as_far, 2 * len(distances))


@pytest.mark.parametrize(("b", "c"), [(1, 0), (3, 3), (6, 16), (150, 86), (0, 400)])
def test_asymptotic_is_the_chi_square_tail(b: int, c: int) -> None:
    statistic = (b - c) ** 2 / (b + c)
    result = mcnemar([[5, b], [c, 7]], "asymptotic")
    assert result.statistic == pytest.approx(statistic, rel=1e-14)
    assert result.pvalue == pytest.approx(chi2.sf(statistic, 1), rel=1e-10)
    assert result.pvalue_exact is None


@pytest.mark.parametrize(
    ("table", "exact", "mid_p"),
    [
        ([[1, 1], [7, 12]], Fraction(9, 128), Fraction(5, 128)),  # Bentur et al. 2009: .0703125 and .0390625
        ([[3, 0], [4, 9]], Fraction(1, 8), Fraction(1, 16)),
        ([[3, 7], [0, 9]], Fraction(1, 64), Fraction(1, 128)),
        ([[0, 1], [1, 0]], Fraction(1), Fraction(3, 4)),  # equal counts: 1 - (2/4) / 2
        ([[0, 2], [2, 0]], Fraction(1), Fraction(13, 16)),  # equal counts: 1 - (6/16) / 2
    ],
)
def test_exact_fractions(table: list[list[int]], exact: Fraction, mid_p: Fraction) -> None:
    assert mcnemar(table).pvalue_exact == exact
    assert mcnemar(table).pvalue == float(exact)
    assert mcnemar(table, "mid_p").pvalue_exact == mid_p
    assert mcnemar(table, "mid_p").pvalue == float(mid_p)
    assert mcnemar(table).statistic == mcnemar(table, "mid_p").statistic == min(table[0][1], table[1][0])


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("table", [[[0, 0], [0, 0]], [[31, 0], [0, 0]], [[12, 0], [0, 19]]])
def test_no_discordant_pair_gives_p_of_one(method: str, table: list[list[int]]) -> None:
    result = mcnemar(table, method)
    assert (result.pvalue, result.statistic) == (1.0, 0.0)
    assert result.pvalue_exact == (None if method == "asymptotic" else 1)
    assert any("no discordant pair" in text for text in result.assumptions)


def test_numpy_integers_do_not_overflow() -> None:
    assert mcnemar_exact_pvalue(np.int64(0), np.int64(70)) == Fraction(2, 2**70)
    assert mcnemar_mid_pvalue(np.int64(0), np.int64(70)) == Fraction(1, 2**70)


@pytest.mark.parametrize("function", [mcnemar_exact_pvalue, mcnemar_mid_pvalue, mcnemar_asymptotic_pvalue])
@pytest.mark.parametrize("counts", [(-1, 3), (3, -1)])
def test_negative_discordant_counts(function: object, counts: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="must not be negative"):
        function(*counts)


@pytest.mark.parametrize("method", METHODS)
@settings(deadline=None)
@given(tables)
def test_order_of_answers_and_questions_leaves_p_alone(method: str, table: list[list[int]]) -> None:
    result = mcnemar(table, method)
    assert 0 <= result.pvalue <= 1
    for other in (questions_swapped(table), answers_swapped(table)):
        assert mcnemar(other, method).pvalue == result.pvalue
        assert mcnemar(other, method).statistic == result.statistic
        assert cohen_g(other).estimate == cohen_g(table).estimate


@given(st.integers(0, 200), st.integers(0, 200))
def test_mid_p_lies_below_exact_and_falls_with_imbalance(b: int, c: int) -> None:
    assert mcnemar_mid_pvalue(b, c) < mcnemar_exact_pvalue(b, c) or b + c == 0
    if b >= c > 0:
        assert mcnemar_mid_pvalue(b + 1, c - 1) < mcnemar_mid_pvalue(b, c)
        assert mcnemar_exact_pvalue(b + 1, c - 1) < mcnemar_exact_pvalue(b, c)
        assert mcnemar_asymptotic_pvalue(b + 1, c - 1) < mcnemar_asymptotic_pvalue(b, c)


@pytest.mark.parametrize(
    "table",
    [
        tuple(map(tuple, CAVO)),
        np.array(CAVO),
        np.array(CAVO, dtype=float),
        np.array(CAVO, dtype=np.uint8),
        pd.DataFrame(CAVO),
        pd.DataFrame(CAVO, index=["yes", "no"], columns=["yes", "no"]),
        pd.DataFrame(CAVO, index=["agree", "disagree"], columns=["yes", "no"], dtype="Int64"),
    ],
)
def test_table_in_any_shape_numpy_reads(table: object) -> None:
    assert mcnemar(table) == mcnemar(CAVO)
    assert paired_difference(table) == paired_difference(CAVO)
    assert cohen_g(table) == cohen_g(CAVO)


@pytest.mark.parametrize("function", [mcnemar, paired_difference, cohen_g])
@pytest.mark.parametrize(
    ("table", "message"),
    [
        ([[59, -6], [16, 80]], "must not be negative"),
        ([[59, 6.5], [16, 80]], "whole number"),
        ([[59, 6], [16, math.nan]], "whole number"),
        ([[59, math.inf], [16, 80]], "whole number"),
        ([[59, True], [16, 80]], "whole number"),
        (np.array([[True, False], [True, True]]), "whole number"),
        ([[59, "6"], [16, 80]], "whole number"),
        ([[59, None], [16, 80]], "whole number"),
        (pd.DataFrame({"yes": [59, 16], "no": [6, pd.NA]}, dtype="Int64"), "whole number"),
        ([59, 6, 16, 80], "2 rows and 2 columns"),
        ([[59, 6, 0], [16, 80, 0]], "2 rows and 2 columns"),
        ([[59, 6], [16]], "2 rows and 2 columns"),
        ([], "2 rows and 2 columns"),
        (17, "2 rows and 2 columns"),
        (pd.DataFrame(CAVO, index=["more", "less"], columns=["less", "more"]), "same order"),
    ],
)
def test_tables_that_are_none(function: object, table: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        function(table)


LABELS = [("yes", "no"), ("Ja", "nee"), (True, False), (1, 0), (1.0, 0.0), ("1", "0"), ("TRUE", "False"), ("YES", "NO")]


@pytest.mark.parametrize("labels", LABELS)
@settings(deadline=None, max_examples=25)
@given(table=tables.filter(lambda table: table[0][1] + table[1][0]), turned=st.tuples(st.booleans(), st.booleans()))
def test_labelled_answers_may_stand_in_any_order(
    labels: tuple[object, object], table: list[list[int]], turned: tuple[bool, bool]
) -> None:
    frame = pd.DataFrame(table, index=list(labels), columns=list(labels))
    frame = frame.iloc[:: -1 if turned[0] else 1, :: -1 if turned[1] else 1]
    assert paired_difference(frame) == paired_difference(table)
    assert paired_odds_ratio(frame) == paired_odds_ratio(table)
    assert mcnemar(frame) == mcnemar(table)
    assert cohen_g(frame) == cohen_g(table)


def test_a_crosstab_has_the_sign_of_its_answers() -> None:
    first, second = ["yes"] * 7 + ["no"] * 3, ["yes"] * 2 + ["no"] * 8  # 70% less 20%
    for answers in (lambda value: value, lambda value: value == "yes", lambda value: int(value == "yes")):
        table = pd.crosstab(pd.Series(map(answers, first)), pd.Series(map(answers, second)))
        assert paired_difference(table).estimate == 0.5
        assert paired_odds_ratio(table).estimate == math.inf


def test_without_labels_that_say_yes_the_order_given_counts() -> None:
    plain, turned = paired_difference(CAVO), paired_difference(answers_swapped(CAVO))
    assert paired_difference(pd.DataFrame(CAVO)) == plain  # pandas numbers it 0 and 1
    assert paired_difference(pd.DataFrame(CAVO, index=["no", "yes"], columns=["agree", "disagree"])) == plain
    assert paired_difference(pd.DataFrame(CAVO, index=["good", "bad"], columns=["good", "bad"])) == plain
    assert paired_difference(pd.DataFrame(CAVO, index=["no", "yes"], columns=["no", "yes"])) == turned


@pytest.mark.parametrize("function", [mcnemar, paired_difference])
def test_unknown_method(function: object) -> None:
    with pytest.raises(ValueError, match="method must be one of"):
        function(CAVO, method="yates")


def test_difference_is_first_minus_second() -> None:
    assert paired_difference([[10, 5], [1, 4]]).estimate == 0.2  # 15/20 less 11/20
    assert paired_difference([[10, 5], [1, 4]]).lower < 0 < paired_difference([[10, 5], [1, 4]]).upper
    assert paired_difference([[1, 15], [0, 4]]).lower > 0
    assert paired_difference([[1, 0], [15, 4]]).upper < 0


@settings(deadline=None)
@given(tables.filter(lambda table: any(map(any, table))), st.tuples(levels, levels).map(sorted))
def test_difference_properties(table: list[list[int]], confidences: list[float]) -> None:
    narrow, wide = (paired_difference(table, confidence=level) for level in confidences)
    assert -1 <= wide.lower <= narrow.lower + 1e-12
    assert narrow.lower <= narrow.estimate <= narrow.upper
    assert narrow.upper - 1e-12 <= wide.upper <= 1
    for mirrored in (questions_swapped(table), answers_swapped(table)):
        other = paired_difference(mirrored, confidence=confidences[0])
        assert other.estimate == -narrow.estimate
        assert other.lower == pytest.approx(-narrow.upper, abs=1e-9)
        assert other.upper == pytest.approx(-narrow.lower, abs=1e-9)


@pytest.mark.parametrize(
    ("table", "estimate", "lower", "upper"),
    [
        ([[0, 5], [0, 0]], 1.0, None, 1.0),  # all said yes, then no
        ([[0, 0], [5, 0]], -1.0, -1.0, None),
        ([[5, 0], [0, 0]], 0.0, None, None),
        ([[0, 0], [0, 5]], 0.0, None, None),
        ([[1, 0], [0, 0]], 0.0, None, None),  # a base of one
    ],
)
def test_one_sided_tables_have_a_defined_difference(
    table: list[list[int]], estimate: float, lower: float | None, upper: float | None
) -> None:
    interval = paired_difference(table)
    assert interval.estimate == estimate
    assert lower is None or interval.lower == lower
    assert upper is None or interval.upper == upper
    assert -1 <= interval.lower < interval.upper <= 1


def test_difference_of_nobody() -> None:
    with pytest.raises(ValueError, match="counts nobody"):
        paired_difference([[0, 0], [0, 0]])


@pytest.mark.parametrize(
    ("b", "c", "expected"),
    [(6, 16, 5 / 22), (16, 6, 5 / 22), (0, 4, 0.5), (7, 7, 0.0), (15, 5, 0.25), (150, 86, 32 / 236)],
)
def test_cohen_g(b: int, c: int, expected: float) -> None:
    result = cohen_g([[3, b], [c, 8]])
    assert result.estimate == pytest.approx(expected, abs=1e-15)
    assert result.reason == ""


@pytest.mark.parametrize("table", [[[0, 0], [0, 0]], [[12, 0], [0, 19]]])
def test_cohen_g_is_undefined_without_discordant_pair(table: list[list[int]]) -> None:
    result = cohen_g(table)
    assert result.estimate is None
    assert "no discordant pair" in result.reason
