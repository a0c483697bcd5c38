import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from collabstudy.statistics import binomial_test
from collabstudy.statistics.discordant import mcnemar_exact_pvalue


@pytest.mark.parametrize("share", [0.5, 0.3, 0.1, 0.75, 2 / 3])
@pytest.mark.parametrize("base", [1, 2, 10, 31])
def test_against_scipy_at_every_count(base: int, share: float) -> None:
    for count in range(base + 1):
        assert binomial_test(count, base, share).pvalue == pytest.approx(binomtest(count, base, share).pvalue, rel=1e-9)


def test_majority_of_thirty_one_by_hand() -> None:
    upper_tail = sum(math.comb(31, k) for k in range(22, 32))
    result = binomial_test(22, 31)
    assert result.pvalue_exact == Fraction(2 * upper_tail, 2**31)
    assert result.pvalue == 2 * upper_tail / 2**31
    assert result.statistic == 22


def test_equally_likely_counts_are_tied_exactly() -> None:
    # under 1/3, 0 and 2 of 3 have weights 8 and 6, 1 has 12, 3 has 1; under 1/4, 0 and 1 of 3 both have 27
    assert binomial_test(2, 3, Fraction(1, 3)).pvalue_exact == Fraction(7, 27)
    assert binomial_test(0, 3, Fraction(1, 4)).pvalue_exact == 1
    assert binomial_test(1, 3, 0.25).pvalue_exact == 1


def test_decimal_share_is_read_as_written() -> None:
    assert binomial_test(0, 1, 0.3).pvalue_exact == 1
    assert binomial_test(1, 1, 0.3).pvalue_exact == Fraction(3, 10)
    assert binomial_test(1, 1, 0.12345678901).pvalue_exact == Fraction(12345678901, 10**11)


def test_float_share_is_read_as_the_fraction_it_stands_for() -> None:
    # under 2/3, 1 and 2 of 2 are equally likely, 4/9 each; as a float 2/3 lies a little below
    assert binomial_test(2, 2, 2 / 3) == binomial_test(2, 2, Fraction(2, 3))
    assert binomial_test(2, 2, 2 / 3).pvalue_exact == 1


@given(st.integers(0, 80), st.integers(0, 80))
def test_mirrors_and_equals_mcnemar_at_one_half(yes: int, no: int) -> None:
    if yes + no == 0:
        return
    p = binomial_test(yes, yes + no).pvalue_exact
    assert p == binomial_test(no, yes + no).pvalue_exact == mcnemar_exact_pvalue(yes, no)
    assert 0 < p <= 1


@given(st.integers(1, 40), st.data(), st.fractions(Fraction(1, 50), Fraction(49, 50), max_denominator=50))
def test_mirrors_with_the_share(base: int, data: st.DataObject, share: Fraction) -> None:
    count = data.draw(st.integers(0, base))
    p = binomial_test(count, base, share).pvalue_exact
    assert p == binomial_test(base - count, base, 1 - share).pvalue_exact
    assert 0 < p <= 1


@pytest.mark.parametrize(
    ("count", "base", "share", "message"),
    [
        (17, 16, 0.5, "above its base"),
        (-1, 16, 0.5, "negative"),
        (0, 0, 0.5, "base must be at least 1"),
        (1.5, 16, 0.5, "whole number"),
        (math.nan, 16, 0.5, "whole number"),
        (True, 16, 0.5, "whole number"),
        (13, 16, 0, "share must be"),
        (13, 16, 1, "share must be"),
        (13, 16, 50, "share must be"),
        (13, 16, math.nan, "share must be"),
        (13, 16, "1/2", "share must be"),
    ],
)
def test_arguments_that_make_no_sense(count: object, base: object, share: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        binomial_test(count, base, share)
