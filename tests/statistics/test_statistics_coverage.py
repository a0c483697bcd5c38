"""Coverage, size and power against sums written out here, and the figures the defaults rest on."""

import math
from fractions import Fraction

import numpy as np
import pytest
from scipy.stats import binom, binomtest, hypergeom, multinomial

from collabstudy.statistics import (
    interval_coverage,
    mcnemar,
    mcnemar_power,
    mcnemar_size,
    minimum_detectable_difference,
    proportion_interval,
    respondents_for_width,
    worst_width,
)

METHODS = [
    *("wilson", "wilson_cc", "clopper_pearson", "mid_p", "jeffreys", "agresti_coull", "agresti_coull_z2", "blaker")
]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("base", [1, 5, 31])
def test_coverage_on_a_dense_grid(method: str, base: int) -> None:
    found = interval_coverage(base, method)
    shares = (np.arange(20000) + 0.5) / 20000
    ends = [proportion_interval(count, base, method) for count in range(base + 1)]
    covered = sum(
        binom.pmf(count, base, shares) * ((one.lower <= shares) & (shares <= one.upper))
        for count, one in enumerate(ends)
    )
    assert found.minimum <= covered.min() + 1e-9
    assert covered.min() - found.minimum < 0.01  # the grid comes close to, seldom upon, the infimum
    assert found.mean == pytest.approx(covered.mean(), abs=2e-4)
    assert found.mean_width == pytest.approx(np.mean([one.upper - one.lower for one in ends]))
    assert (np.diff(found.shares) >= 0).all()
    assert ((found.coverage >= -1e-12) & (found.coverage <= 1 + 1e-9)).all()


@pytest.mark.parametrize("method", METHODS)
def test_a_jump_stands_twice_before_and_after(method: str) -> None:
    found = interval_coverage(7, method, points=2)
    ends = [proportion_interval(count, 7, method) for count in range(8)]

    def covered(share: float) -> float:
        held = [count for count, one in enumerate(ends) if one.lower <= share <= one.upper]
        return float(binom.pmf(held, 7, share).sum())

    jumps = np.flatnonzero(np.diff(found.shares) == 0)
    assert len(jumps)
    for at in jumps:
        share = found.shares[at]
        assert found.coverage[at] == pytest.approx(covered(share - 1e-9), abs=1e-6)
        assert found.coverage[at + 1] == pytest.approx(covered(share + 1e-9), abs=1e-6)


@pytest.mark.parametrize("method", ["clopper_pearson", "blaker"])
@pytest.mark.parametrize("base", [1, 2, 7, 20, 31])
@pytest.mark.parametrize("confidence", [0.8, 0.95])
def test_guarantees_hold(method: str, base: int, confidence: float) -> None:
    assert interval_coverage(base, method, confidence).minimum >= confidence - 1e-9


def test_the_figures_that_the_defaults_rest_on() -> None:
    """As the docstring prints them, to three decimals; each is checked against a grid above."""
    printed = {
        "wilson": (0.837, 0.952, 0.267),
        "blaker": (0.950, 0.963, 0.278),
        "clopper_pearson": (0.952, 0.973, 0.294),
        "mid_p": (0.924, 0.958, 0.272),
    }
    for method, figures in printed.items():
        found = interval_coverage(31, method)
        assert (found.minimum, found.mean, found.mean_width) == pytest.approx(figures, abs=6e-4), method
    wilson = interval_coverage(31)
    inner = (wilson.shares >= 0.05) & (wilson.shares <= 0.95)
    assert wilson.coverage[inner].min() == pytest.approx(0.920, abs=6e-4)


@pytest.mark.parametrize("method", ["hypergeometric", "wang", "wald", "logit"])
def test_coverage_of_a_finite_population(method: str) -> None:
    base, population = 9, 20
    found = interval_coverage(base, method, population=population)
    for marked in range(population + 1):
        total = 0.0
        for count in range(base + 1):
            if method in ("wald", "logit") and count in (0, base):
                continue
            one = proportion_interval(count, base, method, population=population)
            if one.lower - 1e-12 <= marked / population <= one.upper + 1e-12:
                total += hypergeom.pmf(count, population, marked, base)
        assert found.coverage[marked] == pytest.approx(total, abs=1e-9), marked
    assert found.mean == pytest.approx(found.coverage.mean())
    if method in ("hypergeometric", "wang"):
        assert found.minimum >= 0.95


@pytest.mark.parametrize("method", ["exact", "mid_p", "asymptotic"])
@pytest.mark.parametrize(("first_only", "second_only"), [(0.2, 0.2), (0.4, 0.1), (0.3, 0.0), (0.0, 0.0), (0.5, 0.5)])
def test_power_and_size_by_adding_up_multinomials(method: str, first_only: float, second_only: float) -> None:
    base, expected = 9, 0.0
    for b in range(base + 1):
        for c in range(base - b + 1):
            if mcnemar([[0, b], [c, base - b - c]], method).pvalue <= 0.05:
                cells = [first_only, second_only, 1 - first_only - second_only]
                expected += multinomial.pmf([b, c, base - b - c], base, cells)
    found = mcnemar_power(base, first_only - second_only, first_only + second_only, method)
    assert found.power == pytest.approx(expected, abs=1e-12)
    mirrored = mcnemar_power(base, second_only - first_only, first_only + second_only, method)
    assert mirrored.power == pytest.approx(expected, abs=1e-12)
    if first_only == second_only:
        sizes = mcnemar_size(base, method, points=101)
        at = round(100 * (first_only + second_only))
        assert sizes.size[at] == pytest.approx(expected, abs=1e-12)


def test_power_where_everybody_is_discordant_is_that_of_a_binomial_test() -> None:
    rejects = [k for k in range(32) if binomtest(k, 31).pvalue <= 0.05]
    expected = sum(binom.pmf(k, 31, 0.7) for k in rejects)
    assert mcnemar_power(31, 0.4, 1.0).power == pytest.approx(expected, abs=1e-12)


def test_sizes_at_31() -> None:
    assert mcnemar_size(31, "exact").maximum == pytest.approx(0.034, abs=6e-4)
    assert mcnemar_size(31, "mid_p").maximum == pytest.approx(0.048, abs=6e-4)
    assert mcnemar_size(31, "asymptotic").maximum == pytest.approx(0.071, abs=6e-4)


@pytest.mark.parametrize("method", ["exact", "mid_p"])
def test_minimum_detectable_difference_has_just_the_power(method: str) -> None:
    found = minimum_detectable_difference(31, [0.05, 0.1, 0.3, 0.6, 1.0], 0.8, method)
    assert [one.difference is None for one in found] == [True, True, False, False, False]
    for one in found:
        if one.difference is None:
            assert one.largest_power < 0.8
            continue
        assert mcnemar_power(31, one.difference, one.discordance, method).power == pytest.approx(0.8, abs=1e-9)
        assert mcnemar_power(31, one.difference - 0.001, one.discordance, method).power < 0.8


@pytest.mark.parametrize(("population", "width"), [(1, 0.5), (12, 0.3), (30, 0.2), (30, 0.9), (70, 0.25)])
def test_respondents_by_trying_every_number(population: int, width: float) -> None:
    def widest(base: int) -> Fraction:
        found = [proportion_interval(k, base, "hypergeometric", population=population) for k in range(base + 1)]
        return Fraction(max(one.upper_count - one.lower_count for one in found), population)

    widths = {base: widest(base) for base in range(1, population + 1)}
    wanted = Fraction(str(width))
    expected = min(n for n in widths if all(widths[more] <= wanted for more in range(n, population + 1)))
    found = respondents_for_width(width, population)
    assert (found.respondents, found.worst_width) == (expected, widths[expected])
    assert worst_width(expected, population) == widths[expected]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: interval_coverage(0), "base must be 1 or more"),
        (lambda: interval_coverage(31, "nothing"), "method must be one of"),
        (lambda: interval_coverage(31, "wang"), "needs population"),
        (lambda: interval_coverage(31, "wang", population=(65, 75)), "population must be a whole number"),
        (lambda: interval_coverage(31, points=1), "points 2 or more"),
        (lambda: mcnemar_size(31, "nothing"), "method must be one of"),
        (lambda: mcnemar_size(0), "base must be 1 or more"),
        (lambda: mcnemar_size(31, alpha=1), "alpha must be"),
        (lambda: mcnemar_power(0, 0.1, 0.2), "base must be at least 1"),
        (lambda: mcnemar_power(31, 0.3, 0.2), "needs a discordance"),
        (lambda: mcnemar_power(31, math.nan, 0.2), "difference must be a number"),
        (lambda: mcnemar_power(31, 0.1, 1.2), "discordance must be a number"),
        (lambda: minimum_detectable_difference(31, [0.0]), "discordance must be above 0"),
        (lambda: minimum_detectable_difference(31, [0.3], 0.01), "power must be above alpha"),
        (lambda: respondents_for_width(0, 70), "width must be"),
        (lambda: respondents_for_width(0.2, 0), "population must be from 1"),
        (lambda: respondents_for_width(0.2, 501), "population must be from 1 to 500"),
        (lambda: worst_width(71, 70), "above the population"),
        (lambda: worst_width(0, 70), "at least 1"),
    ],
)
def test_what_cannot_be_planned_is_refused(call: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
