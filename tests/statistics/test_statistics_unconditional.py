"""Boschloo, Barnard and the unconditional McNemar test against enumeration on a grid, and their maximum search."""

import math
from fractions import Fraction
from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import barnard_exact, boschloo_exact, fisher_exact

from collabstudy.statistics import barnard, binomial_test, boschloo, chi_square, fisher, mcnemar
from collabstudy.statistics.bernstein import largest_value

ALTERNATIVES = ["two-sided", "greater", "less"]
small = st.integers(0, 8)
tables = st.tuples(small, small, small, small).filter(any).map(lambda four: [[four[0], four[1]], [four[2], four[3]]])


def largest_on_a_grid(table: list[list[int]], alternative: str, points: int = 4001) -> float:
    """Every table of the two groups, ranked by scipy's Fisher p, its chance summed at each point."""
    (a, b), (c, d) = table
    first, second = a + b, c + d
    shares = np.linspace(0, 1, points)
    observed = fisher_exact(table, alternative).pvalue
    chance = np.zeros(points)
    for x, y in product(range(first + 1), range(second + 1)):
        if fisher_exact([[x, first - x], [y, second - y]], alternative).pvalue <= observed * (1 + 1e-9):
            chance += comb(first, x) * comb(second, y) * shares ** (x + y) * (1 - shares) ** (first + second - x - y)
    return float(chance.max())


@pytest.mark.parametrize("alternative", ALTERNATIVES)
@pytest.mark.parametrize("table", [[[3, 1], [1, 3]], [[7, 2], [3, 8]], [[0, 6], [3, 4]], [[5, 0], [2, 2]]])
def test_boschloo_is_the_largest_chance_on_a_grid(table: list[list[int]], alternative: str) -> None:
    found = boschloo(table, alternative).pvalue
    on_grid = largest_on_a_grid(table, alternative)
    assert on_grid - 1e-10 <= found <= on_grid + 2e-6  # a grid can only miss the maximum


@pytest.mark.parametrize("alternative", ["greater", "less"])
@pytest.mark.parametrize("table", [[[3, 1], [1, 3]], [[7, 2], [3, 8]], [[74, 43], [31, 32]]])
def test_one_sided_boschloo_agrees_with_scipy(table: list[list[int]], alternative: str) -> None:
    columns = np.array(table).T  # scipy has the groups in columns
    assert boschloo(table, alternative).pvalue == pytest.approx(boschloo_exact(columns, alternative).pvalue, abs=2e-4)


def test_scipy_misses_what_the_search_finds() -> None:
    # published by SAS: .0215; scipy loses a tied table
    assert barnard([[4, 8], [9, 2]]).pvalue == pytest.approx(0.0215, abs=5e-5)
    assert barnard_exact(np.array([[4, 8], [9, 2]]).T).pvalue == pytest.approx(0.0210, abs=5e-5)


@pytest.mark.parametrize("test", [boschloo, barnard])
@settings(deadline=None, max_examples=40)
@given(tables)
def test_order_of_groups_and_answers(test: object, table: list[list[int]]) -> None:
    (a, b), (c, d) = table
    results = {alternative: test(table, alternative).pvalue for alternative in ALTERNATIVES}
    assert all(0 < value <= 1 for value in results.values())
    for mirrored in ([[c, d], [a, b]], [[b, a], [d, c]]):
        assert test(mirrored).pvalue == pytest.approx(results["two-sided"], abs=1e-10)
        assert test(mirrored, "less").pvalue == pytest.approx(results["greater"], abs=1e-10)
    assert test([[a, c], [b, d]], groups="columns").pvalue == results["two-sided"]


@settings(deadline=None, max_examples=40)
@given(tables, st.sampled_from(ALTERNATIVES))
def test_boschloo_is_never_above_fisher(table: list[list[int]], alternative: str) -> None:
    assert boschloo(table, alternative).pvalue <= fisher(table, alternative=alternative).pvalue + 1e-10


@pytest.mark.parametrize("test", [boschloo, barnard])
@pytest.mark.parametrize("table", [[[0, 0], [0, 0]], [[4, 3], [0, 0]], [[0, 4], [0, 5]]])
def test_an_empty_margin_gives_p_of_one(test: object, table: list[list[int]]) -> None:
    result = test(table)
    assert result.pvalue == 1
    assert "an empty margin: p is 1 by definition" in result.assumptions


@pytest.mark.parametrize("test", [boschloo, barnard])
def test_unknown_words(test: object) -> None:
    with pytest.raises(ValueError, match="alternative must be one of"):
        test([[3, 1], [1, 3]], "larger")
    with pytest.raises(ValueError, match="groups must be one of"):
        test([[3, 1], [1, 3]], groups="both")
    with pytest.raises(ValueError, match="must not be negative"):
        test([[3, -1], [1, 3]])


@pytest.mark.parametrize("table", [[[5, 0], [1, 8]], [[1, 1], [7, 12]], [[10, 4], [0, 3]], [[0, 3], [0, 0]]])
def test_unconditional_mcnemar_on_a_grid(table: list[list[int]]) -> None:
    (a, b), (c, d) = table
    n, gamma = a + b + c + d, 1e-4
    from scipy.stats import binomtest

    ends = binomtest(b + c, n).proportion_ci(1 - gamma, method="exact")
    shares = np.linspace(ends.low, ends.high, 20001)
    chance = np.zeros_like(shares)
    for x, y in product(range(n + 1), repeat=2):
        if 0 < x + y <= n and (x - y) ** 2 * (b + c) >= (b - c) ** 2 * (x + y):
            ways = comb(n, x) * comb(n - x, y)
            chance += ways * (shares / 2) ** (x + y) * (1 - shares) ** (n - x - y)
    expected = min(1, chance.max() + gamma)
    found = mcnemar(table, "exact_unconditional")
    assert found.pvalue == pytest.approx(expected, abs=1e-7)
    assert mcnemar([[d, c], [b, a]], "exact_unconditional").pvalue == pytest.approx(found.pvalue, abs=1e-10)


@pytest.mark.parametrize("n", [1, 5, 40, 150])
def test_the_maximum_of_random_polynomials(n: int) -> None:
    generator = np.random.default_rng(n)
    shares = np.linspace(0.1, 0.8, 100001)
    m = np.arange(n + 1)
    for _ in range(5):
        coefficients = generator.random(n + 1)
        value = np.zeros_like(shares)
        for k in m:
            value += coefficients[k] * float(comb(n, k)) * shares**k * (1 - shares) ** (n - k)
        found = largest_value(coefficients, 0.1, 0.8)
        assert value.max() - 1e-10 <= found <= value.max() + 1e-6


@pytest.mark.parametrize("test", [boschloo, barnard])
@pytest.mark.parametrize("k", [2, 7, 18, 25, 31, 60, 100, 150])
def test_groups_that_answer_opposite_have_two_tables_only(test: object, k: int) -> None:
    # all yes against all no: either this table or its mirror, each with chance (p (1 - p))^k, most at one half
    assert test([[k, 0], [0, k]]).pvalue == pytest.approx(2 * 0.5 ** (2 * k), rel=1e-9, abs=0)


def test_no_p_is_zero_where_floats_end() -> None:
    smallest = math.nextafter(0, 1)
    few, many = [[0, 1200], [0, 0]], [[0, 10**6], [0, 0]]
    assert mcnemar(few).pvalue_exact == Fraction(2, 2**1200)
    for result in (mcnemar(few), mcnemar(few, "mid_p"), mcnemar(many, "asymptotic"), mcnemar(many, "asymptotic_cc")):
        assert result.pvalue == smallest
    assert chi_square([[10**4, 0], [0, 10**4]]).pvalue == smallest
    assert fisher([[600, 0], [0, 600]]).pvalue == binomial_test(1200, 1200).pvalue == smallest


@pytest.mark.parametrize("alternative", ["two-sided", "greater"])
@pytest.mark.parametrize("table", [[[30, 1], [3, 28]], [[40, 2], [1, 35]]])
def test_a_small_p_is_the_largest_chance_on_a_grid(table: list[list[int]], alternative: str) -> None:
    assert boschloo(table, alternative).pvalue == pytest.approx(largest_on_a_grid(table, alternative), rel=1e-5, abs=0)


def test_a_maximum_below_any_fixed_tolerance_is_found() -> None:
    # 1e-40 times C(10, 5) p^5 (1 - p)^5 is largest at one half
    coefficients = np.zeros(11)
    coefficients[5] = 1e-40
    assert largest_value(coefficients) == pytest.approx(1e-40 * comb(10, 5) / 2**10, rel=1e-9, abs=0)


def test_a_narrow_peak_is_found() -> None:
    coefficients = np.zeros(181)
    coefficients[[20, 77]] = 0.5, 1.0  # a broad hill, and a lower one
    peaks = [comb(180, k) * (k / 180) ** k * (1 - k / 180) ** (180 - k) for k in (20, 77)]
    assert largest_value(coefficients) == pytest.approx(max(0.5 * peaks[0], peaks[1]), rel=1e-6)
