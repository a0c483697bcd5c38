"""The paired difference by every method: against likelihoods maximised in the test, on numbers and on arrays."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq, minimize_scalar
from scipy.special import xlogy

from collabstudy.statistics import paired_difference
from collabstudy.statistics.paired_limits import (
    bonett_price_limits,
    newcombe_limits,
    tango_limits,
    wald_limits,
)

METHODS = ["newcombe", "tango", "bonett_price", "wald"]
Z = 1.959963984540054
BY_DISCORDANCE = [tango_limits, bonett_price_limits, wald_limits]

cells = st.integers(0, 60)
tables = st.tuples(cells, cells, cells, cells).filter(any).map(lambda four: [[four[0], four[1]], [four[2], four[3]]])
levels = st.floats(0.01, 0.999)


def score(b: int, c: int, n: int, difference: float) -> float:
    """The score statistic, its variance at the likelihood's maximum, found by search."""

    def unlikeliness(share: float) -> float:
        concordant = max(1 - 2 * share - difference, 0)
        return -(xlogy(b, share + difference) + xlogy(c, share) + xlogy(n - b - c, concordant))

    least, most = max(0.0, -difference), (1 - difference) / 2
    found = minimize_scalar(unlikeliness, bounds=(least, most), method="bounded", options={"xatol": 1e-14})
    share = min((least, most, found.x), key=unlikeliness)
    return (b - c - n * difference) / np.sqrt(n * (2 * share + difference - difference**2))


@pytest.mark.parametrize(
    ("b", "c", "n"), [(1, 7, 21), (4, 0, 31), (3, 2, 31), (12, 2, 50), (0, 5, 9), (150, 86, 1600), (9, 9, 20)]
)
def test_tango_is_where_the_score_statistic_is_z(b: int, c: int, n: int) -> None:
    lower, upper = tango_limits(b, c, n, Z)
    estimate = (b - c) / n
    expected_lower = brentq(lambda difference: score(b, c, n, difference) - Z, -0.999999, estimate, xtol=1e-13)
    expected_upper = brentq(lambda difference: score(b, c, n, difference) + Z, estimate, 0.999999, xtol=1e-13)
    # a search for a maximum finds it to the root of the spacing of floats
    assert (lower, upper) == pytest.approx((expected_lower, expected_upper), abs=1e-7)


@pytest.mark.parametrize("n", [1, 2, 31, 70, 10**6])
def test_tango_without_discordant_pair(n: int) -> None:
    # the most likely share of either is the difference itself or 0: n D^2 / (D (1 - D)) = z^2
    assert tango_limits(0, 0, n, Z) == pytest.approx((-Z * Z / (n + Z * Z), Z * Z / (n + Z * Z)), abs=1e-12)


@pytest.mark.parametrize("n", [1, 2, 3, 31])
def test_tango_with_everybody_discordant_one_way(n: int) -> None:
    # the likelihood is (q + D)^n with q at most (1 - D) / 2: q = (1 - D) / 2, variance n (1 - D^2),
    # so n (1 - D)^2 / (1 - D^2) = n (1 - D) / (1 + D) = z^2
    limit = (n - Z * Z) / (n + Z * Z)
    assert tango_limits(n, 0, n, Z) == (pytest.approx(limit, abs=1e-12), 1.0)
    assert tango_limits(0, n, n, Z) == (-1.0, pytest.approx(-limit, abs=1e-12))


def test_arrays_give_what_numbers_give() -> None:
    every = [four for four in product(range(6), repeat=4) if any(four)]
    for dtype in (np.int64, np.uint8, float):
        a, b, c, d = np.array(every, dtype=dtype).T
        n = a + b + c + d
        found = [newcombe_limits(a, b, c, d, Z), *(limits(b, c, n, Z) for limits in BY_DISCORDANCE)]
        for position, (a1, b1, c1, d1) in enumerate(every):
            single = [newcombe_limits(a1, b1, c1, d1, Z)]
            single += [limits(b1, c1, a1 + b1 + c1 + d1, Z) for limits in BY_DISCORDANCE]
            together = [(lower[position], upper[position]) for lower, upper in found]
            assert np.allclose(together, single, rtol=0, atol=1e-14)


def test_large_counts_do_not_overflow() -> None:
    many = np.array([3_000_000_000])
    (lower,), (upper,) = newcombe_limits(many, many // 2, many // 3, many, Z)
    assert (lower, upper) == pytest.approx(newcombe_limits(3e9, 1.5e9, 1e9, 3e9, Z), abs=1e-14)
    assert lower < (1.5e9 - 1e9) / 8.5e9 < upper


@pytest.mark.parametrize("method", METHODS)
@settings(deadline=None)
@given(tables, st.tuples(levels, levels).map(sorted))
def test_properties(method: str, table: list[list[int]], confidences: list[float]) -> None:
    narrow, wide = (paired_difference(table, method, level) for level in confidences)
    assert -1 <= wide.lower <= narrow.lower + 1e-12
    assert narrow.lower <= narrow.estimate <= narrow.upper
    assert narrow.upper - 1e-12 <= wide.upper <= 1
    (a, b), (c, d) = table
    for mirrored in ([[a, c], [b, d]], [[d, c], [b, a]]):
        other = paired_difference(mirrored, method, confidences[0])
        assert other.estimate == -narrow.estimate
        assert (other.lower, other.upper) == pytest.approx((-narrow.upper, -narrow.lower), abs=1e-12)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("table", [[[0, 5], [0, 0]], [[0, 0], [5, 0]], [[5, 0], [0, 0]], [[1, 0], [0, 0]]])
def test_one_sided_tables(method: str, table: list[list[int]]) -> None:
    interval = paired_difference(table, method)
    assert interval.estimate in (-1, 0, 1)
    assert -1 <= interval.lower <= interval.estimate <= interval.upper <= 1
    assert method == "wald" or interval.lower < interval.upper


def test_bonett_price_is_wald_with_one_more_either_way() -> None:
    assert bonett_price_limits(6, 16, 161, Z) == wald_limits(7, 17, 163, Z)
    assert bonett_price_limits(31, 0, 31, 0.1) == (pytest.approx(31 / 33 - 0.1 * np.sqrt(128 / 33**3)), 1.0)
    assert paired_difference([[0, 31], [0, 0]], "bonett_price", 0.05).upper == 1.0
