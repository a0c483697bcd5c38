"""Design effects against a direct computation of the variance, and what the grid widens."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabstudy.statistics import dependence_grid, design_effect, kish_cluster_size, proportion_interval


@given(st.lists(st.integers(1, 6), min_size=1, max_size=8), st.floats(0, 1))
def test_design_effect_is_the_variance_over_that_of_independent_answers(sizes: list[int], rho: float) -> None:
    blocks = np.repeat(np.arange(len(sizes)), sizes)
    covariance = np.where(blocks[:, None] == blocks[None, :], rho, 0.0)
    np.fill_diagonal(covariance, 1.0)
    assert design_effect(kish_cluster_size(sizes), rho) == pytest.approx(covariance.sum() / len(blocks))


@pytest.mark.parametrize("method", ["wilson", "clopper_pearson"])
@pytest.mark.parametrize("count", [0, 1, 17, 31])
def test_no_dependence_changes_nothing_and_more_widens(method: str, count: int) -> None:
    plain = proportion_interval(count, 31, method)
    grid = dependence_grid(count, 31, (1, 2, 3), (0, 0.2, 1), method)
    assert len(grid) == 9
    for cell in grid:
        assert cell.interval.lower <= plain.lower + 1e-12
        assert cell.interval.upper >= plain.upper - 1e-12
        assert cell.effective_base == pytest.approx(31 / cell.design_effect)
        assert cell.interval.lower <= count / 31 <= cell.interval.upper
        assert any("not known" in note for note in cell.interval.assumptions)
        if cell.design_effect == 1:
            assert (cell.interval.lower, cell.interval.upper) == pytest.approx((plain.lower, plain.upper), abs=1e-12)


def test_pairs_that_answer_alike_are_one_respondent() -> None:
    (cell,) = dependence_grid(16, 32, (2,), (1,))
    halved = proportion_interval(8, 16)
    assert (cell.interval.lower, cell.interval.upper) == pytest.approx((halved.lower, halved.upper), abs=1e-12)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((0.5, 0.1), "cluster_size must be 1 or more"),
        ((math.nan, 0.1), "cluster_size must be a number"),
        ((2, -0.1), "correlation must be between"),
        ((2, 1.1), "correlation must be between"),
        ((2, math.nan), "correlation must be a number"),
        ((True, 0.1), "cluster_size must be a number"),
    ],
)
def test_design_effect_refuses(arguments: tuple[float, float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        design_effect(*arguments)


def test_grid_refuses() -> None:
    with pytest.raises(ValueError, match="above the base"):
        dependence_grid(17, 31, (32,))
    with pytest.raises(ValueError, match="method must be one of"):
        dependence_grid(17, 31, method="blaker")
    with pytest.raises(ValueError, match="above its base"):
        dependence_grid(32, 31)
    for sizes in ([], [0, 0]):
        with pytest.raises(ValueError, match="hold nobody"):
            kish_cluster_size(sizes)
