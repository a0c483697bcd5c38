import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom, norm

from collabstudy.statistics import proportion_interval

SUPERPOPULATION_METHODS = [
    *("wilson", "wilson_cc", "clopper_pearson", "mid_p", "jeffreys", "agresti_coull", "agresti_coull_z2", "blaker")
]
CONFIDENCES = [0.5, 0.8, 0.9, 0.95, 0.99, 0.999]


@st.composite
def count_of_base(draw: st.DrawFn, largest: int = 400) -> tuple[int, int]:
    base = draw(st.integers(1, largest))
    return draw(st.integers(0, base)), base


@st.composite
def sample(draw: st.DrawFn) -> tuple[int, int, int]:
    count, base = draw(count_of_base(60))
    return count, base, base + draw(st.integers(0, 80))


def persons(count: int, base: int, population: int, confidence: float = 0.95) -> tuple[int, int]:
    interval = proportion_interval(count, base, "hypergeometric", confidence, population)
    assert interval.lower_count is not None
    assert interval.upper_count is not None
    return interval.lower_count, interval.upper_count


@pytest.mark.parametrize(("count", "base"), [(1, 29), (15, 148), (17, 31), (28, 31), (499, 500)])
@pytest.mark.parametrize("confidence", CONFIDENCES)
def test_wilson_ends_solve_the_score_equation(count: int, base: int, confidence: float) -> None:
    interval = proportion_interval(count, base, confidence=confidence)
    for end in (interval.lower, interval.upper):
        score = abs(count / base - end) / math.sqrt(end * (1 - end) / base)
        assert score == pytest.approx(norm.isf((1 - confidence) / 2), rel=1e-9)


@pytest.mark.parametrize(("count", "base"), [(1, 29), (15, 148), (17, 31), (28, 31)])
@pytest.mark.parametrize("confidence", CONFIDENCES)
def test_clopper_pearson_ends_leave_half_of_alpha_in_each_tail(count: int, base: int, confidence: float) -> None:
    def probability(counts: range, share: Fraction) -> float:
        return float(sum(math.comb(base, k) * share**k * (1 - share) ** (base - k) for k in counts))

    interval = proportion_interval(count, base, "clopper_pearson", confidence)
    half = pytest.approx((1 - confidence) / 2, rel=1e-9)
    assert probability(range(count, base + 1), Fraction(interval.lower)) == half
    assert probability(range(count + 1), Fraction(interval.upper)) == half


@pytest.mark.parametrize(
    ("count", "base", "population", "expected"),
    [
        (17, 31, 70, (29, 48)),  # R phyper, tail inversion
        (45, 100, 300, (111, 160)),  # R phyper, tail inversion; samplingbook prints 110 and 161
        (1, 1, 2, (1, 2)),  # by hand: with one yes-sayer among two, the one drawn says yes half the time
        (0, 3, 3, (0, 0)),  # everyone answered
        (3, 3, 3, (3, 3)),
        (5, 12, 12, (5, 5)),
        (0, 38, 39, (0, 1)),  # a single yes-sayer is the one missed with chance 1/39, above the tail of 1/40
        (0, 39, 40, (0, 0)),  # with chance 1/40, which is not above it
    ],
)
def test_hypergeometric_persons(count: int, base: int, population: int, expected: tuple[int, int]) -> None:
    assert persons(count, base, population) == expected


@pytest.mark.parametrize("ends", [np.array([65, 75]), range(65, 76)])
def test_a_population_that_is_no_tuple_is_told_of_one(ends: object) -> None:
    with pytest.raises(ValueError, match=r"population must be one number or a tuple \(low, high\), not "):
        proportion_interval(17, 31, "hypergeometric", population=ends)


@pytest.mark.parametrize("population", [1, 2, 7, 31, 40, 41, 70])
@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.99])
def test_hypergeometric_persons_by_trying_every_number(population: int, confidence: float) -> None:
    half = (1 - confidence) / 2
    for base in {1, (population + 1) // 2, max(1, population - 1), population}:
        for count in range(base + 1):
            kept = [
                marked
                for marked in range(population + 1)
                if hypergeom.sf(count - 1, population, marked, base) > half + 1e-12
                and hypergeom.cdf(count, population, marked, base) > half + 1e-12
            ]
            assert persons(count, base, population, confidence) == (kept[0], kept[-1]), (count, base)


def test_hypergeometric_shares_are_persons_over_population() -> None:
    interval = proportion_interval(17, 31, method="hypergeometric", population=70)
    assert (interval.lower, interval.upper) == (29 / 70, 48 / 70)
    assert interval.estimate == 17 / 31
    assert interval.population == (70, 70)
    assert any("simple random sample of the invited" in text for text in interval.assumptions)
    assert any("70 persons" in text for text in interval.assumptions)


def test_hypergeometric_end_moves_out_to_an_estimate_between_two_whole_numbers() -> None:
    # two yes-sayers among 100 would show one or none in 99 with chance 2/100 only, so exactly one is kept
    interval = proportion_interval(1, 99, "hypergeometric", population=100)
    assert (interval.lower_count, interval.upper_count) == (1, 1)
    assert (interval.lower, interval.upper) == (1 / 100, 1 / 99)
    assert any("moved out" in text for text in interval.assumptions)


def test_population_interval_gives_the_widest_result_and_says_so() -> None:
    single = {size: proportion_interval(17, 31, "hypergeometric", population=size) for size in range(65, 76)}
    widest = proportion_interval(17, 31, "hypergeometric", population=(65, 75))
    assert widest.lower == min(one.lower for one in single.values())
    assert widest.upper == max(one.upper for one in single.values())
    assert widest.lower_count == single[65].lower_count
    assert widest.upper_count == single[75].upper_count
    assert widest.lower < single[65].lower or widest.upper > single[65].upper
    assert widest.population == (65, 75)
    assert any("widest result" in text for text in widest.assumptions)
    assert not any("widest result" in text for text in single[70].assumptions)


@settings(deadline=None)
@given(sample(), st.integers(0, 15))
def test_population_interval_holds_that_of_each_size(drawn: tuple[int, int, int], more: int) -> None:
    count, base, low = drawn
    widest = proportion_interval(count, base, "hypergeometric", population=(low, low + more))
    ones = [proportion_interval(count, base, "hypergeometric", population=low + add) for add in range(more + 1)]
    assert widest.lower == min(one.lower for one in ones)
    assert widest.upper == max(one.upper for one in ones)
    assert widest.lower_count == min(one.lower_count for one in ones)
    assert widest.upper_count == max(one.upper_count for one in ones)


@pytest.mark.parametrize("method", SUPERPOPULATION_METHODS)
@pytest.mark.parametrize("base", [1, 2, 3, 7, 20, 31, 49, 1000, 12345])
@pytest.mark.parametrize("confidence", [1e-9, 0.3, 0.95, 0.999999])
def test_ends_at_nobody_and_everybody_are_exact(method: str, base: int, confidence: float) -> None:
    nobody = proportion_interval(0, base, method, confidence)
    everybody = proportion_interval(base, base, method, confidence)
    assert nobody.lower == nobody.estimate == 0.0 <= nobody.upper <= 1.0
    assert everybody.upper == everybody.estimate == 1.0 >= everybody.lower >= 0.0


@pytest.mark.parametrize("method", SUPERPOPULATION_METHODS)
@pytest.mark.parametrize("confidence", [1e-15, 1e-12, 1e-9])
def test_rounding_does_not_lose_the_estimate(method: str, confidence: float) -> None:
    for base in (*range(1, 25), 31, 41, 49, 60, 77, 97, 119):
        for count in range(base + 1):
            interval = proportion_interval(count, base, method, confidence)
            assert 0 <= interval.lower <= interval.estimate <= interval.upper <= 1


@pytest.mark.parametrize("method", SUPERPOPULATION_METHODS)
@given(count_of_base(), st.floats(1e-6, 1 - 1e-6))
@settings(deadline=None)
def test_interval_holds_estimate_and_mirrors(method: str, drawn: tuple[int, int], confidence: float) -> None:
    count, base = drawn
    interval = proportion_interval(count, base, method, confidence)
    mirrored = proportion_interval(base - count, base, method, confidence)
    assert 0 <= interval.lower <= interval.estimate == count / base <= interval.upper <= 1
    assert interval.lower == pytest.approx(1 - mirrored.upper, abs=1e-12)
    assert interval.upper == pytest.approx(1 - mirrored.lower, abs=1e-12)


@pytest.mark.parametrize("method", SUPERPOPULATION_METHODS)
@given(count_of_base(), st.tuples(st.floats(0.01, 0.999), st.floats(0.01, 0.999)).map(sorted))
@settings(deadline=None)
def test_interval_widens_with_confidence(method: str, drawn: tuple[int, int], levels: list[float]) -> None:
    count, base = drawn
    narrow, wide = (proportion_interval(count, base, method, level) for level in levels)
    assert wide.lower <= narrow.lower + 1e-12
    assert wide.upper >= narrow.upper - 1e-12


def test_higher_confidence_is_strictly_wider() -> None:
    for method, population in (("wilson", None), ("clopper_pearson", None), ("hypergeometric", 70)):
        ends = [proportion_interval(17, 31, method, level, population) for level in CONFIDENCES]
        widths = [one.upper - one.lower for one in ends]
        assert widths == sorted(set(widths)), method


@settings(deadline=None)
@given(sample(), st.tuples(st.floats(0.001, 0.999), st.floats(0.001, 0.999)).map(sorted))
def test_hypergeometric_properties(drawn: tuple[int, int, int], levels: list[float]) -> None:
    count, base, population = drawn
    narrow, wide = (proportion_interval(count, base, "hypergeometric", level, population) for level in levels)
    assert count <= wide.lower_count <= narrow.lower_count
    assert narrow.lower_count <= narrow.upper_count <= wide.upper_count <= population - (base - count)
    assert wide.lower <= narrow.lower <= narrow.estimate <= narrow.upper <= wide.upper
    low, high = persons(base - count, base, population, levels[0])
    assert (population - high, population - low) == (narrow.lower_count, narrow.upper_count)


@pytest.mark.parametrize(
    ("count", "base", "message"),
    [
        (32, 31, "above its base"),
        (-1, 31, "negative"),
        (1, -31, "negative"),
        (0, 0, "base must be at least 1"),
        (16.5, 31, "whole number"),
        (17, 31.5, "whole number"),
        (math.nan, 31, "whole number"),
        (17, math.nan, "whole number"),
        (math.inf, 31, "whole number"),
        (True, 31, "whole number"),
        (0, True, "whole number"),
        ("17", 31, "whole number"),
        (None, 31, "whole number"),
    ],
)
@pytest.mark.parametrize("method", [*SUPERPOPULATION_METHODS, "hypergeometric"])
def test_counts_that_are_none(count: object, base: object, message: str, method: str) -> None:
    with pytest.raises(ValueError, match=message):
        proportion_interval(count, base, method, population=70 if method == "hypergeometric" else None)


@pytest.mark.parametrize("confidence", [0, 1, -0.5, 95, math.nan, True, "0.95", None])
def test_confidence_outside_its_range(confidence: object) -> None:
    with pytest.raises(ValueError, match="confidence must be"):
        proportion_interval(17, 31, confidence=confidence)


@pytest.mark.parametrize(
    ("method", "population", "message"),
    [
        ("hypergeometric", None, "needs population"),
        ("hypergeometric", 30, "below the base"),
        ("hypergeometric", (30, 75), "below the base"),
        ("hypergeometric", (75, 65), "above"),
        ("hypergeometric", (65, 70, 75), "one number or"),
        ("hypergeometric", 70.5, "whole number"),
        ("hypergeometric", "70", "whole number"),
        ("hypergeometric", math.nan, "whole number"),
        ("wilson", 70, "hypergeometric, wang, wald, logit only"),
        ("clopper_pearson", (65, 75), "hypergeometric, wang, wald, logit only"),
        ("binom_test", None, "must be one of wilson, wilson_cc, .* logit"),
    ],
)
def test_population_and_method_that_do_not_fit(method: str, population: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        proportion_interval(17, 31, method, population=population)
