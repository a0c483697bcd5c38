"""Fisher, Freeman-Halton, chi-square, differences and effect sizes of different respondents."""

import math
from fractions import Fraction
from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from scipy.special import xlogy
from scipy.stats import chi2_contingency, fisher_exact
from scipy.stats.contingency import association
from statsmodels.stats.proportion import confint_proportions_2indep
from statsmodels.stats.proportion import test_proportions_2indep as score_test

from collabstudy.statistics import (
    barnard,
    boschloo,
    chi_square,
    cohen_h,
    conditional_odds_ratio,
    cramers_v,
    fisher,
    fisher_freeman_halton,
    freeman_halton,
    independent_difference,
)

ALTERNATIVES = ["two-sided", "greater", "less"]
JOB = [[1, 3, 10, 6], [2, 3, 10, 7], [1, 6, 14, 12], [0, 1, 9, 11]]  # Agresti 2002, p. 57
TABLES = [[[3, 1], [1, 3]], [[0, 16], [15, 57]], [[8, 2], [1, 5]], [[5, 0], [0, 5]], [[7, 15], [58, 472]]]
cells = st.integers(0, 30)
tables = st.tuples(cells, cells, cells, cells).filter(any).map(lambda four: [[four[0], four[1]], [four[2], four[3]]])
wide = st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=2, max_size=4).filter(
    lambda rows: any(map(any, rows))
)
levels = st.floats(0.01, 0.999)


def test_cohen_h_of_any_real_shares() -> None:
    for half in (Fraction(1, 2), np.float32(0.5)):  # asin(1) less asin(sqrt(1/2)), doubled
        assert cohen_h(1, half).estimate == pytest.approx(math.pi / 2)


def test_fisher_says_from_where_it_takes_minutes() -> None:
    with pytest.raises(ValueError, match="counts 200,000 respondents, above 20,000: use chi_square"):
        fisher([[50_000, 50_000], [50_000, 50_000]])


def test_larger_groups_than_can_be_counted_are_answered_at_random() -> None:
    assert fisher_freeman_halton([[50_000, 50_000], [50_000, 50_000]], samples=10).method == "monte_carlo"


def by_permuting(table: list[list[int]]) -> Fraction:
    """Each respondent keeps a group, answers are dealt out in every order: the share of tables as unlikely."""
    groups = [at for at, row in enumerate(table) for _ in range(sum(row))]
    answers = [at for row in table for at, count in enumerate(row) for _ in range(count)]

    def unlikeliness(order: tuple[int, ...]) -> int:
        counted = [[0] * len(table[0]) for _ in table]
        for group, answer in zip(groups, order, strict=True):
            counted[group][answer] += 1
        return math.prod(math.factorial(count) for row in counted for count in row)

    observed = unlikeliness(tuple(answers))
    every = [unlikeliness(order) >= observed for order in permutations(answers)]
    return Fraction(sum(every), len(every))


@pytest.mark.parametrize("function", [fisher, boschloo, barnard, independent_difference, conditional_odds_ratio])
def test_groups_have_no_diagonal(function: object) -> None:
    # two groups by what they were asked to do and what they did: the same labels, and no order to be kept
    for rows, columns in ((["yes", "no"], ["no", "yes"]), (["no", "yes"], ["no", "yes"]), ([1, 0], [0, 1])):
        assert function(pd.DataFrame([[7, 3], [2, 9]], index=rows, columns=columns)) == function([[7, 3], [2, 9]])


@pytest.mark.parametrize("alternative", ALTERNATIVES)
@pytest.mark.parametrize("table", TABLES)
def test_fisher_agrees_with_scipy(table: list[list[int]], alternative: str) -> None:
    result = fisher(table, alternative=alternative)
    assert result.pvalue == pytest.approx(fisher_exact(table, alternative).pvalue, rel=1e-9)
    assert result.pvalue == float(result.pvalue_exact)


def test_fisher_mid_p_by_hand() -> None:
    # tea: 1, 16, 36, 16, 1 of 70; two tables as likely as the observed one
    assert fisher([[3, 1], [1, 3]], "mid_p").pvalue_exact == Fraction(1 + 1 + 16, 70)
    assert fisher([[3, 1], [1, 3]], "mid_p", "greater").pvalue_exact == Fraction(1 + 8, 70)
    assert fisher([[3, 1], [1, 3]], "mid_p", "less").pvalue_exact == Fraction(1 + 16 + 36 + 8, 70)


@settings(deadline=None, max_examples=50)
@given(tables)
def test_fisher_properties(table: list[list[int]]) -> None:
    (a, b), (c, d) = table
    result, mid = fisher(table), fisher(table, "mid_p")
    assert 0 < mid.pvalue <= result.pvalue <= 1
    for other in ([[a, c], [b, d]], [[d, c], [b, a]], [[c, d], [a, b]]):
        assert fisher(other).pvalue_exact == result.pvalue_exact
        assert fisher(other, "mid_p").pvalue_exact == mid.pvalue_exact
    mirrored = fisher([[c, d], [a, b]])
    assert mirrored.odds_ratio is None if result.odds_ratio is None else True
    if result.odds_ratio:
        assert result.odds_ratio.lower <= result.odds_ratio.estimate <= result.odds_ratio.upper
        assert not math.isnan(result.odds_ratio.lower + mirrored.odds_ratio.lower)


@pytest.mark.parametrize("table", [[[0, 0], [0, 0]], [[4, 3], [0, 0]], [[0, 4], [0, 5]]])
def test_fisher_with_an_empty_margin(table: list[list[int]]) -> None:
    assert fisher(table).pvalue_exact == fisher(table, "mid_p").pvalue_exact == 1
    assert fisher(table).odds_ratio is None
    with pytest.raises(ValueError, match="a margin of the table is empty"):
        conditional_odds_ratio(table)


def test_infinite_and_zero_odds() -> None:
    interval = conditional_odds_ratio([[5, 0], [2, 3]])
    assert (interval.estimate, interval.upper) == (math.inf, math.inf)
    interval = conditional_odds_ratio([[0, 5], [2, 3]])
    assert (interval.estimate, interval.lower) == (0, 0)


@pytest.mark.parametrize(
    "table",
    [[[2, 0, 1], [0, 3, 1]], [[3, 1], [2, 0], [0, 2]], [[1, 1, 1], [1, 0, 2]], [[2, 0], [0, 1], [1, 1], [0, 3]]],
)
def test_freeman_halton_by_permuting_every_respondent(table: list[list[int]]) -> None:
    assert fisher_freeman_halton(table).pvalue_exact == by_permuting(table)


@pytest.mark.parametrize("table", TABLES)
def test_freeman_halton_of_two_by_two_is_fisher(table: list[list[int]]) -> None:
    assert fisher_freeman_halton(table).pvalue_exact == fisher(table).pvalue_exact


def test_freeman_halton_at_alpha_is_at_alpha() -> None:
    assert fisher_freeman_halton([[0, 3], [3, 0]]).pvalue == 0.1  # 2 of the 20 tables


@pytest.mark.parametrize(
    "table", [[[25, 30, 10], [15, 20, 22]], [[40, 35, 50], [38, 44, 43]], [[9, 0, 60], [1, 80, 2]]]
)
def test_freeman_halton_of_two_groups_in_whole_numbers(table: list[list[int]]) -> None:
    # two free cells: every table listed, each with its number of ways
    columns, first = [sum(column) for column in zip(*table, strict=True)], sum(table[0])
    ways = {
        (a, b): math.comb(columns[0], a) * math.comb(columns[1], b) * math.comb(columns[2], first - a - b)
        for a in range(columns[0] + 1)
        for b in range(columns[1] + 1)
        if 0 <= first - a - b <= columns[2]
    }
    extreme = sum(value for value in ways.values() if value <= ways[table[0][0], table[0][1]])
    found = fisher_freeman_halton(table)
    assert found.pvalue_exact == Fraction(extreme, math.comb(sum(columns), first))
    assert (
        fisher_freeman_halton([list(column) for column in zip(*table, strict=True)]).pvalue_exact == found.pvalue_exact
    )


@settings(deadline=None, max_examples=50)
@given(wide, st.randoms(use_true_random=False))
def test_order_of_rows_and_columns(table: list[list[int]], shuffler: object) -> None:
    result = fisher_freeman_halton(table)
    assert 0 < result.pvalue <= 1
    rows = shuffler.sample(table, len(table))
    columns = shuffler.sample(range(3), 3)
    shuffled = [[row[at] for at in columns] for row in rows]
    for other in (shuffled, [list(column) for column in zip(*table, strict=True)], [*table, [0, 0, 0]]):
        assert fisher_freeman_halton(other).pvalue == pytest.approx(result.pvalue, rel=1e-9)
        assert chi_square(other).pvalue == pytest.approx(chi_square(table).pvalue, rel=1e-9)
        estimates = [cramers_v(either).estimate for either in (other, table)]
        assert estimates == [None, None] or estimates[0] == pytest.approx(estimates[1], abs=1e-7)


def test_monte_carlo_is_near_seeded_and_named() -> None:
    exact, drawn = fisher_freeman_halton(JOB), fisher_freeman_halton(JOB, "monte_carlo", samples=20_000)
    assert (exact.method, drawn.method, exact.standard_error) == ("exact", "monte_carlo", None)
    assert abs(drawn.pvalue - exact.pvalue) < 4 * drawn.standard_error
    assert drawn == fisher_freeman_halton(JOB, "monte_carlo", samples=20_000)
    assert drawn.pvalue != fisher_freeman_halton(JOB, "monte_carlo", samples=20_000, seed=2).pvalue


def test_too_large_for_the_exact_method(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(freeman_halton, "LARGEST_WORK", 1000)
    result = fisher_freeman_halton(JOB, samples=1000)
    assert result.method == "monte_carlo"
    assert result.standard_error > 0
    assert "too large for the exact method" in result.assumptions


@pytest.mark.parametrize("table", [JOB, [[3, 1], [1, 3]], [[100, 150], [203, 322], [420, 700], [320, 210]]])
def test_chi_square_and_v_agree_with_scipy(table: list[list[int]]) -> None:
    expected = chi2_contingency(table, correction=False)
    result = chi_square(table)
    assert (result.statistic, result.pvalue, result.degrees_of_freedom) == pytest.approx(tuple(expected)[:3], rel=1e-9)
    assert cramers_v(table).estimate == pytest.approx(association(table, "cramer"), rel=1e-9)
    noted = any("expected counts are below 5" in text for text in result.assumptions)
    assert noted == bool((expected.expected_freq < 5).any())


def test_one_row_only() -> None:
    assert chi_square([[3, 4], [0, 0]]).pvalue == fisher_freeman_halton([[3, 4]]).pvalue == 1
    assert cramers_v([[3, 4], [0, 0]]).estimate is None
    assert cramers_v([[1, 0], [0, 1]], bias_corrected=True).estimate is None  # two respondents correct to 0 / 0


@pytest.mark.parametrize("function", [fisher_freeman_halton, chi_square, cramers_v])
@pytest.mark.parametrize(
    ("table", "message"),
    [
        ([[0, 0], [0, 0]], "counts nobody"),
        ([[3, -1], [1, 3]], "must not be negative"),
        ([[3, 1.5], [1, 3]], "whole number"),
        ([[3, math.nan], [1, 3]], "whole number"),
        ([3, 1], "rows and columns"),
        ([], "rows and columns"),
        ([[3, 1], [1]], "rows"),
    ],
)
def test_tables_that_are_none(function: object, table: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        function(table)


@pytest.mark.parametrize("method", ["newcombe", "miettinen_nurminen"])
@settings(deadline=None, max_examples=60)
@given(tables.filter(lambda table: all(map(any, table))), st.tuples(levels, levels).map(sorted))
def test_difference_properties(method: str, table: list[list[int]], confidences: list[float]) -> None:
    narrow, broad = (independent_difference(table, method, level) for level in confidences)
    assert -1 <= broad.lower <= narrow.lower + 1e-9
    assert narrow.lower <= narrow.estimate <= narrow.upper
    assert narrow.upper - 1e-9 <= broad.upper <= 1
    for mirrored in (table[::-1], [row[::-1] for row in table]):
        other = independent_difference(mirrored, method, confidences[0])
        assert (other.lower, other.upper) == pytest.approx((-narrow.upper, -narrow.lower), abs=1e-9)


GROUPS = [[[7, 27], [1, 33]], [[15, 5], [9, 22]], [[12, 8], [4, 9]]]


def score(table: list[list[int]], difference: float) -> float:
    """The score statistic, its variance where the likelihood is largest, found by search."""
    (a, b), (c, d) = table
    first, second = a + b, c + d

    def unlikeliness(share: float) -> float:
        other = share + difference
        return -(xlogy(a, other) + xlogy(b, 1 - other) + xlogy(c, share) + xlogy(d, 1 - share))

    bounds = max(0, -difference), min(1, 1 - difference)
    share = minimize_scalar(unlikeliness, bounds=bounds, method="bounded", options={"xatol": 1e-14}).x
    other = share + difference
    variance = other * (1 - other) / first + share * (1 - share) / second
    return (a / first - c / second - difference) / math.sqrt(variance * (first + second) / (first + second - 1))


@pytest.mark.parametrize("table", GROUPS)
def test_miettinen_nurminen_is_where_the_score_statistic_is_z(table: list[list[int]]) -> None:
    found = independent_difference(table, "miettinen_nurminen")
    assert score(table, found.lower) == pytest.approx(1.959963984540054, abs=1e-6)
    assert score(table, found.upper) == pytest.approx(-1.959963984540054, abs=1e-6)


@pytest.mark.parametrize("table", GROUPS)
def test_differences_beside_statsmodels(table: list[list[int]]) -> None:
    (a, b), (c, d) = table
    newcombe = independent_difference(table)
    expected = confint_proportions_2indep(a, a + b, c, c + d, method="newcomb", compare="diff")
    assert (newcombe.lower, newcombe.upper) == pytest.approx(expected, abs=1e-9)
    # its score statistic has count0 where the cubic of Miettinen and Nurminen 1985 has the size of the group
    upper = independent_difference(table, "miettinen_nurminen").upper
    theirs = score_test(a, a + b, c, c + d, value=upper, method="score", compare="diff", correction=True)
    assert abs(theirs.statistic - score(table, upper)) > 1e-3


@pytest.mark.parametrize("method", ["newcombe", "miettinen_nurminen"])
def test_difference_of_an_empty_group(method: str) -> None:
    with pytest.raises(ValueError, match="a group has nobody"):
        independent_difference([[0, 0], [3, 4]], method)
    assert independent_difference([[1, 0], [0, 1]], method).upper == 1


@given(st.floats(0, 1), st.floats(0, 1))
def test_cohen_h(first: float, second: float) -> None:
    assert cohen_h(first, second).estimate == -cohen_h(second, first).estimate
    assert abs(cohen_h(first, second).estimate) <= math.pi
    assert cohen_h(1, 0).estimate == pytest.approx(math.pi)


@pytest.mark.parametrize("share", [-0.1, 1.1, math.nan, True, "half"])
def test_cohen_h_of_no_share(share: object) -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        cohen_h(share, 0.5)


def test_numpy_tables() -> None:
    assert fisher_freeman_halton(np.array(JOB)) == fisher_freeman_halton(JOB)
