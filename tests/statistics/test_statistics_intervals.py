"""The interval methods against other packages' values, their defining equations and brute force."""

import csv
import math
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta, binom, norm

from collabstudy.statistics import proportion_interval
from collabstudy.statistics.limits import root

FILE = Path(__file__).parents[1] / "reference" / "intervals.csv"
with FILE.open(encoding="utf-8", newline="") as handle:
    ROWS = list(csv.DictReader(handle))
CASES = [(0, 1), (1, 1), (0, 31), (1, 31), (13, 31), (17, 31), (30, 31), (31, 31), (15, 148)]
CONFIDENCES = [0.5, 0.8, 0.95, 0.99]


@pytest.mark.parametrize("method", ["wang", "blaker", "logit"])
def test_values_of_other_packages(method: str) -> None:
    rows = [row for row in ROWS if row["method"] == method]
    assert rows
    for row in rows:
        count, base, confidence = int(row["count"]), int(row["base"]), float(row["confidence"])
        population = int(row["population"]) if row["population"] else None
        found = proportion_interval(count, base, method, confidence, population)
        ends = (found.lower, found.upper) if method != "wang" else (found.lower_count, found.upper_count)
        assert ends == pytest.approx((float(row["lower"]), float(row["upper"])), abs=1e-7), row


@pytest.mark.parametrize(("count", "base"), CASES)
@pytest.mark.parametrize("confidence", CONFIDENCES)
def test_wilson_cc_ends_solve_the_corrected_score_equation(count: int, base: int, confidence: float) -> None:
    found = proportion_interval(count, base, "wilson_cc", confidence)
    share = count / base
    for end, certain in ((found.lower, count == 0), (found.upper, count == base)):
        if not certain:
            score = (abs(share - end) - 1 / (2 * base)) / math.sqrt(end * (1 - end) / base)
            assert score == pytest.approx(norm.isf((1 - confidence) / 2), rel=1e-9)


@pytest.mark.parametrize(("count", "base"), CASES)
@pytest.mark.parametrize("confidence", CONFIDENCES)
def test_mid_p_ends_leave_half_of_alpha(count: int, base: int, confidence: float) -> None:
    found = proportion_interval(count, base, "mid_p", confidence)
    half = pytest.approx((1 - confidence) / 2, rel=1e-9)
    if count > 0:
        assert binom.sf(count, base, found.lower) + binom.pmf(count, base, found.lower) / 2 == half
    if count < base:
        assert binom.cdf(count - 1, base, found.upper) + binom.pmf(count, base, found.upper) / 2 == half


@pytest.mark.parametrize(("count", "base"), CASES)
def test_jeffreys_ends_are_quantiles_but_at_the_boundaries(count: int, base: int) -> None:
    found = proportion_interval(count, base, "jeffreys")
    posterior = beta(count + 0.5, base - count + 0.5)
    assert found.lower == pytest.approx(posterior.ppf(0.025) if count else 0.0, abs=1e-10)
    assert found.upper == pytest.approx(posterior.ppf(0.975) if count < base else 1.0, abs=1e-10)


def test_the_two_variants_of_agresti_and_coull() -> None:
    # by hand: two and two added to 15 of 148 give 17 of 152; z^2 / 2 = 1.9207 gives 16.9207 of 151.8415
    z = 1.959963984540054
    for method, persons, base in (
        ("agresti_coull", 17, 152),
        ("agresti_coull_z2", 15 + z * z / 2, 148 + z * z),
    ):
        share = persons / base
        half = z * math.sqrt(share * (1 - share) / base)
        found = proportion_interval(15, 148, method)
        assert (found.lower, found.upper) == pytest.approx((share - half, share + half), abs=1e-12)


def acceptability(count: int, base: int, shares: np.ndarray) -> np.ndarray:
    """Blaker's acceptability by its definition: all counts whose smaller tail is no larger than the observed."""
    column = shares[:, None]
    counts = np.arange(base + 1)
    smaller = np.minimum(binom.sf(counts - 1, base, column), binom.cdf(counts, base, column))
    return np.where(smaller <= smaller[:, [count]] * (1 + 1e-9), binom.pmf(counts, base, column), 0).sum(axis=1)


@pytest.mark.parametrize("base", [1, 2, 3, 8, 13, 31])
@pytest.mark.parametrize("confidence", CONFIDENCES)
def test_blaker_is_the_hull_of_what_the_test_keeps(base: int, confidence: float) -> None:
    shares = np.linspace(0, 1, 4001)
    for count in range(base + 1):
        kept = shares[acceptability(count, base, shares) > 1 - confidence + 1e-9]
        found = proportion_interval(count, base, "blaker", confidence)
        assert found.lower <= kept[0] + 1e-12
        assert found.upper >= kept[-1] - 1e-12
        assert kept[0] - found.lower <= 1 / 4000 + 1e-9
        assert found.upper - kept[-1] <= 1 / 4000 + 1e-9


def test_what_blakers_test_keeps_can_have_a_gap_and_the_interval_spans_it() -> None:
    # of 31 respondents one: the test keeps shares to .1606, none from there to .1658, and again to .1669
    shares = np.linspace(0, 1, 20001)
    keeps = acceptability(1, 31, shares) > 0.05
    assert int((np.diff(keeps.astype(int)) == 1).sum()) == 2
    found = proportion_interval(1, 31, "blaker")
    assert shares[keeps][-1] <= found.upper <= shares[keeps][-1] + 1 / 20000
    assert shares[keeps][0] - 1 / 20000 <= found.lower <= shares[keeps][0]


@settings(deadline=None)
@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.floats(0.5, 0.999))
def test_blaker_lies_inside_clopper_pearson(drawn: tuple[int, int], confidence: float) -> None:
    inner = proportion_interval(*drawn, "blaker", confidence)
    outer = proportion_interval(*drawn, "clopper_pearson", confidence)
    assert outer.lower <= inner.lower + 1e-12
    assert inner.upper <= outer.upper + 1e-12


@pytest.mark.parametrize("method", ["mid_p", "jeffreys", "agresti_coull"])
def test_an_end_that_moves_out_is_named(method: str) -> None:
    assert not any("moved out" in note for note in proportion_interval(1, 31, method).assumptions)
    low = proportion_interval(1, 31, method, 1e-6)
    assert low.lower <= 1 / 31 <= low.upper
    assert any("moved out" in note for note in low.assumptions)


def test_halving_finds_the_sign_change_from_either_side() -> None:
    assert root(lambda x: x * x - 2, 0.0, 2.0) == pytest.approx(math.sqrt(2), abs=1e-15)
    assert root(lambda x: 2 - x * x, 2.0, 0.0) == pytest.approx(math.sqrt(2), abs=1e-15)


# -- the finite population


def samples(count: int, base: int, marked: int, population: int) -> int:
    return math.comb(marked, count) * math.comb(population - marked, base - count)


def wang(base: int, population: int, confidence: float) -> list[tuple[int, int]]:
    found = [proportion_interval(count, base, "wang", confidence, population) for count in range(base + 1)]
    return [(one.lower_count, one.upper_count) for one in found]


def covers(ends: list[tuple[int, int]], base: int, population: int, level: Fraction) -> bool:
    """Whether every number of yes-sayers is held by intervals of at least `level` of the samples."""
    return all(
        sum(samples(k, base, m, population) for k, (low, high) in enumerate(ends) if low <= m <= high)
        >= level * math.comb(population, base)
        for m in range(population + 1)
    )


SIZES = [(1, 1), (1, 4), (2, 9), (3, 7), (4, 20), (5, 12), (6, 7), (8, 16), (11, 21), (11, 25), (31, 40)]


@pytest.mark.parametrize(("base", "population"), SIZES)
@pytest.mark.parametrize("confidence", [0.05, 0.2, 0.5, 0.8, 0.9, 0.95, 0.99])
def test_wang_keeps_its_promises(base: int, population: int, confidence: float) -> None:
    ends = wang(base, population, confidence)
    level = Fraction(str(confidence))
    assert covers(ends, base, population, level)
    assert all(low <= high for low, high in ends)
    for one, other in pairwise(ends):
        assert one[0] <= other[0]
        assert one[1] <= other[1]
    for count, (low, high) in enumerate(ends):
        assert ends[base - count] == (population - high, population - low)
        outer = proportion_interval(count, base, "hypergeometric", confidence, population)
        assert outer.lower_count <= low <= high <= outer.upper_count


@pytest.mark.parametrize(("base", "population"), SIZES)
@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.99])
def test_no_end_of_wang_can_be_drawn_in(base: int, population: int, confidence: float) -> None:
    ends = wang(base, population, confidence)
    for count, (low, high) in enumerate(ends):
        shorter = list(ends)
        shorter[count] = (low + 1, high if 2 * count != base else high - 1)
        if 2 * count != base:
            mirrored = ends[base - count]
            shorter[base - count] = (mirrored[0], mirrored[1] - 1)
        if all(one <= other for one, other in shorter):
            assert not covers(shorter, base, population, Fraction(str(confidence))), count


def test_wang_need_not_be_nested_in_the_confidence() -> None:
    # R ExactCIone 1.0.5 gives the same two; the equal-tail interval is nested, which another test holds
    ends = [proportion_interval(8, 31, "wang", level, 70) for level in (0.90, 0.91)]
    assert [(one.lower_count, one.upper_count) for one in ends] == [(12, 26), (12, 25)]


def test_extreme_confidence_does_not_overflow() -> None:
    found = proportion_interval(1, 2, "logit", 0.999999, population=3)
    assert (found.lower, found.upper) == pytest.approx((0, 1), abs=1e-12)


@pytest.mark.parametrize("method", ["wald", "logit"])
@pytest.mark.parametrize(("count", "base"), [(0, 31), (31, 31), (0, 1), (1, 1)])
def test_approximations_refuse_where_all_answered_alike(method: str, count: int, base: int) -> None:
    with pytest.raises(ValueError, match=f"{method} gives no interval for {count} of {base}"):
        proportion_interval(count, base, method, population=70)


@pytest.mark.parametrize("method", ["hypergeometric", "wang", "wald", "logit"])
@pytest.mark.parametrize(("count", "base"), [(0, 1), (1, 1), (0, 5), (2, 5), (5, 5)])
def test_where_everyone_answered_the_share_is_known(method: str, count: int, base: int) -> None:
    found = proportion_interval(count, base, method, population=base)
    assert found.lower == found.estimate == found.upper == count / base


@pytest.mark.parametrize("method", ["wang", "wald", "logit"])
def test_an_interval_of_populations_gives_the_widest(method: str) -> None:
    ones = [proportion_interval(17, 31, method, population=size) for size in range(65, 76)]
    widest = proportion_interval(17, 31, method, population=(65, 75))
    assert widest.lower == min(one.lower for one in ones)
    assert widest.upper == max(one.upper for one in ones)
    assert any("widest result" in note for note in widest.assumptions)


def test_wald_says_where_it_passes_what_is_possible() -> None:
    # 26 of 31 said yes, 5 of 70 said no: at most 65 of 70 can say yes, and Wald goes beyond
    found = proportion_interval(26, 31, "wald", population=70)
    assert found.upper > 65 / 70
    assert any("outside 13/35 to 13/14" in note for note in found.assumptions)
    assert not any("outside" in note for note in proportion_interval(17, 31, "wald", population=70).assumptions)


@settings(deadline=None)
@given(
    st.integers(2, 40).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n))),
    st.integers(0, 60),
    st.tuples(st.floats(0.01, 0.999), st.floats(0.01, 0.999)).map(sorted),
    st.sampled_from(["wald", "logit"]),
)
def test_approximations_hold_the_estimate_mirror_and_widen(
    drawn: tuple[int, int], more: int, levels: list[float], method: str
) -> None:
    count, base = drawn
    narrow, wide = (proportion_interval(count, base, method, level, base + more) for level in levels)
    assert 0 <= wide.lower <= narrow.lower + 1e-12
    assert narrow.lower <= narrow.estimate <= narrow.upper <= wide.upper + 1e-12 <= 1 + 1e-12
    mirrored = proportion_interval(base - count, base, method, levels[0], base + more)
    assert (1 - mirrored.upper, 1 - mirrored.lower) == pytest.approx((narrow.lower, narrow.upper), abs=1e-12)


@pytest.mark.parametrize("method", ["wang", "wald", "logit"])
def test_finite_methods_need_a_population(method: str) -> None:
    with pytest.raises(ValueError, match=f"{method} needs population"):
        proportion_interval(17, 31, method)
    with pytest.raises(ValueError, match="below the base"):
        proportion_interval(17, 31, method, population=30)
