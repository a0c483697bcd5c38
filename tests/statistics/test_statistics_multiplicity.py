import math
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabstudy.statistics import adjust_pvalues

pvalue_lists = st.lists(st.fractions(0, 1, max_denominator=1000), min_size=1, max_size=12)


def closed_testing(pvalues: list[Fraction]) -> list[Fraction]:
    """Holm as what it is: the closure of Bonferroni tests, every set of hypotheses tried."""
    adjusted = [Fraction(0)] * len(pvalues)
    for members in range(1, 2 ** len(pvalues)):
        chosen = [i for i in range(len(pvalues)) if members >> i & 1]
        bonferroni = min(Fraction(1), len(chosen) * min(pvalues[i] for i in chosen))
        for i in chosen:
            adjusted[i] = max(adjusted[i], bonferroni)
    return adjusted


@given(st.lists(st.fractions(0, 1, max_denominator=40), min_size=1, max_size=6))
def test_holm_is_the_closure_of_bonferroni(pvalues: list[Fraction]) -> None:
    assert list(adjust_pvalues(pvalues).pvalues_exact) == closed_testing(pvalues)


def test_keeps_the_order_given() -> None:
    assert list(adjust_pvalues([0.5, 0.01, 0.04])) == pytest.approx([0.5, 0.03, 0.08], abs=1e-15)


def test_later_values_are_raised_to_earlier_ones_and_capped() -> None:
    assert list(adjust_pvalues([0.02, 0.021, 0.9])) == pytest.approx([0.06, 0.06, 0.9], abs=1e-15)
    assert list(adjust_pvalues([0.6, 0.7, 1])) == [1.0, 1.0, 1.0]


def test_fractions_stay_exact_and_floats_have_no_exact_form() -> None:
    assert adjust_pvalues([Fraction(1, 3), Fraction(1, 7)]).pvalues_exact == (Fraction(1, 3), Fraction(2, 7))
    assert adjust_pvalues([Fraction(1, 3), 0.5]).pvalues_exact is None


@given(pvalue_lists, st.randoms(use_true_random=False))
def test_permutation_goes_through_and_nothing_falls(pvalues: list[Fraction], random: object) -> None:
    order = list(range(len(pvalues)))
    random.shuffle(order)
    adjusted = adjust_pvalues(pvalues).pvalues_exact
    assert adjust_pvalues([pvalues[i] for i in order]).pvalues_exact == tuple(adjusted[i] for i in order)
    assert all(before <= after <= 1 for before, after in zip(pvalues, adjusted, strict=True))


@pytest.mark.parametrize("pvalues", [(0.01, 0.04), np.array([0.01, 0.04]), pd.Series([0.01, 0.04])])
def test_any_iterable(pvalues: object) -> None:
    adjusted = adjust_pvalues(pvalues)
    assert len(adjusted) == 2
    assert (adjusted[0], adjusted[-1]) == (0.02, 0.04)
    assert np.asarray(adjusted).tolist() == [0.02, 0.04]


def test_no_test_and_one_test() -> None:
    assert adjust_pvalues([]).pvalues == ()
    assert adjust_pvalues([0.03]).pvalues == (0.03,)


@pytest.mark.parametrize("bad", [-0.1, 1.1, math.nan, True, None, "0.05"])
def test_values_that_are_no_pvalue(bad: object) -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        adjust_pvalues([0.01, bad])


def test_unknown_method() -> None:
    with pytest.raises(ValueError, match="method must be one of holm"):
        adjust_pvalues([0.01], method="sidak")
