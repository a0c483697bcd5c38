"""Odds ratio, Cochran's Q, marginal homogeneity and signed ranks, of the same respondents."""

import math
from collections import Counter
from fractions import Fraction
from itertools import permutations, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import rankdata, wilcoxon
from statsmodels.stats.contingency_tables import SquareTable, cochrans_q

from collabstudy.statistics import (
    adjust_pvalues,
    cochran_q,
    level_differences,
    marginal_homogeneity,
    mcnemar,
    paired_odds_ratio,
    pairwise_mcnemar,
    several,
    signed_rank,
)

# Agresti 2002, drug response: favourable or not to drugs A, B and C
DRUGS = dict(zip(product((1, 0), repeat=3), (6, 16, 2, 4, 2, 4, 6, 6), strict=True))
ODDS = ["clopper_pearson", "mid_p", "wilson", "blaker"]
answers = st.lists(st.tuples(*[st.integers(0, 1)] * 3), min_size=1, max_size=12)
squares = (
    st.integers(2, 4)
    .flatmap(
        lambda size: st.lists(st.lists(st.integers(0, 9), min_size=size, max_size=size), min_size=size, max_size=size)
    )
    .filter(lambda rows: any(map(any, rows)))
)


@pytest.mark.parametrize("method", ODDS)
@settings(deadline=None, max_examples=50)
@given(st.integers(0, 40), st.integers(0, 40), st.tuples(st.floats(0.3, 0.999), st.floats(0.3, 0.999)).map(sorted))
def test_odds_ratio_properties(method: str, b: int, c: int, confidences: list[float]) -> None:
    if b + c == 0:
        with pytest.raises(ValueError, match="no discordant pair"):
            paired_odds_ratio([[3, b], [c, 4]], method)
        return
    narrow, wide = (paired_odds_ratio([[3, b], [c, 4]], method, level) for level in confidences)
    assert 0 <= wide.lower <= narrow.lower * (1 + 1e-9)
    assert narrow.lower <= narrow.estimate <= narrow.upper
    assert narrow.upper <= wide.upper * (1 + 1e-9)
    mirrored = paired_odds_ratio([[3, c], [b, 4]], method, confidences[0])
    assert mirrored.lower == pytest.approx(1 / narrow.upper if narrow.upper else math.inf, rel=1e-9)
    assert (narrow.upper == math.inf) == (c == 0)
    assert (narrow.lower == 0) == (b == 0)


@pytest.mark.parametrize(("b", "c"), [(0, 5), (0, 6), (1, 7), (1, 8), (2, 9), (6, 16), (9, 9)])
def test_exact_odds_ratio_agrees_with_exact_mcnemar(b: int, c: int) -> None:
    interval = paired_odds_ratio([[3, b], [c, 4]])
    assert (mcnemar([[3, b], [c, 4]]).pvalue <= 0.05) == (not interval.lower <= 1 <= interval.upper)


@pytest.mark.parametrize(("b", "c"), [(1, 0), (3, 3), (3, 4), (6, 16), (0, 40)])
def test_corrected_mcnemar(b: int, c: int) -> None:
    result = mcnemar([[2, b], [c, 2]], "asymptotic_cc")
    assert result.statistic == max(0, abs(b - c) - 1) ** 2 / (b + c)
    assert result.pvalue == pytest.approx(math.erfc(math.sqrt(result.statistic / 2)), rel=1e-12)


@pytest.mark.parametrize("method", ["asymptotic_cc", "exact_unconditional"])
def test_no_discordant_pair(method: str) -> None:
    assert mcnemar([[12, 0], [0, 19]], method).pvalue == 1
    assert mcnemar([[0, 0], [0, 0]], method).pvalue == 1


def q_by_permuting(patterns: list[tuple[int, ...]]) -> Fraction:
    """Every respondent's answers in every order."""
    least = sum(sum(column) ** 2 for column in zip(*patterns, strict=True))
    arranged = product(*(list(permutations(pattern)) for pattern in patterns))
    spreads = [sum(sum(column) ** 2 for column in zip(*rows, strict=True)) >= least for rows in arranged]
    return Fraction(sum(spreads), len(spreads))


@pytest.mark.parametrize(
    "patterns",
    [
        [(1, 0, 0), (1, 1, 0), (1, 0, 1), (1, 1, 1)],
        [(0, 1, 0), (0, 1, 0), (1, 1, 0), (0, 0, 0), (0, 1, 1)],
        [(1, 0, 0), (0, 1, 0), (0, 0, 1)],
        [(1, 0, 1, 0), (1, 0, 0, 0), (1, 1, 0, 1)],
    ],
)
def test_exact_q_by_permuting(patterns: list[tuple[int, ...]]) -> None:
    assert cochran_q(Counter(patterns), "exact").pvalue_exact == q_by_permuting(patterns)


@settings(deadline=None, max_examples=60)
@given(answers, st.permutations(range(3)))
def test_q_properties(patterns: list[tuple[int, ...]], order: list[int]) -> None:
    for method in ("asymptotic", "exact"):
        result = cochran_q(Counter(patterns), method)
        assert 0 < result.pvalue <= 1
        reordered = Counter(tuple(pattern[at] for at in order) for pattern in patterns)
        turned = Counter(tuple(1 - answer for answer in pattern) for pattern in patterns)
        for other in (reordered, turned):
            assert cochran_q(other, method).pvalue == pytest.approx(result.pvalue, rel=1e-12)
            assert cochran_q(other, method).statistic == pytest.approx(result.statistic, abs=1e-12)
    mixed = [pattern for pattern in patterns if 0 < sum(pattern) < 3]
    assert bool(mixed) or (result.pvalue, result.statistic) == (1, 0)
    if mixed:
        expected = cochrans_q(np.array(patterns))
        found = cochran_q(Counter(patterns))
        assert (found.statistic, found.pvalue) == pytest.approx((expected.statistic, expected.pvalue), abs=1e-9)


def test_q_of_two_questions_is_mcnemar() -> None:
    table = [[59, 6], [16, 80]]
    assert cochran_q(table).statistic == pytest.approx(mcnemar(table, "asymptotic").statistic)
    assert cochran_q(table).pvalue == pytest.approx(mcnemar(table, "asymptotic").pvalue)
    assert cochran_q(table, "exact").pvalue_exact == mcnemar(table, "exact").pvalue_exact


def test_patterns_in_every_form() -> None:
    frame = pd.DataFrame(
        [[*("yes" if answer else "no" for answer in pattern), persons] for pattern, persons in DRUGS.items()],
        columns=["a", "b", "c", "persons"],
    )
    array = np.zeros((2, 2, 2), dtype=int)
    for pattern, persons in DRUGS.items():
        array[tuple(1 - answer for answer in pattern)] = persons
    assert cochran_q(frame) == cochran_q(DRUGS) == cochran_q(array)
    assert [(pair.first, pair.second) for pair in pairwise_mcnemar(frame)] == [("a", "b"), ("a", "c"), ("b", "c")]
    frame.loc[len(frame)] = ["yes", "left_empty", "no", 3]
    assert cochran_q(frame).statistic == cochran_q(DRUGS).statistic
    assert any("3 respondents without" in text for text in cochran_q(frame).assumptions)


def test_pairwise_tests_are_mcnemar_with_holm() -> None:
    tables = [[[22, 6], [6, 12]], [[8, 20], [8, 10]], [[8, 20], [8, 10]]]  # DRUGS summed over the third question
    expected = [mcnemar(table).pvalue for table in tables]
    found = pairwise_mcnemar(DRUGS)
    assert [pair.test.pvalue for pair in found] == expected
    assert [pair.adjusted for pair in found] == list(adjust_pvalues(expected))


def test_q_too_large_for_the_exact_method(monkeypatch: pytest.MonkeyPatch) -> None:
    exact = cochran_q(DRUGS, "exact")
    monkeypatch.setattr(several, "LARGEST_WORK", 10)
    drawn = cochran_q(DRUGS, "exact", samples=20_000)
    assert drawn.method == "monte_carlo"
    assert abs(drawn.pvalue - exact.pvalue) < 4 * drawn.standard_error


@pytest.mark.parametrize(
    ("patterns", "message"),
    [
        ({}, "nobody"),
        ({(1, 0): 0}, "nobody"),
        ({("yes", "left_empty"): 4}, "nobody"),
        ({(1,): 4}, "two or more"),
        ({(1, 0): 4, (1, 0, 1): 2}, "two or more"),
        ({(1, 0): -4}, "negative"),
        ({(1, 0): 1.5}, "whole number"),
        ({(1, 0): math.nan}, "whole number"),
        (np.zeros((9, 4)), "two levels a question"),
        (pd.DataFrame({"a": ["yes"], "b": ["no"]}), "persons"),
    ],
)
def test_patterns_that_are_none(patterns: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        cochran_q(patterns)


@settings(deadline=None, max_examples=60)
@given(squares, st.randoms(use_true_random=False))
def test_marginal_homogeneity_properties(table: list[list[int]], shuffler: object) -> None:
    result = marginal_homogeneity(table)
    assert 0 < result.pvalue <= 1
    assert result.statistic >= -1e-12
    order = shuffler.sample(range(len(table)), len(table))
    for other in ([[table[i][j] for j in order] for i in order], [list(column) for column in zip(*table, strict=True)]):
        assert marginal_homogeneity(other).statistic == pytest.approx(result.statistic, abs=1e-8)
        assert marginal_homogeneity(other).degrees_of_freedom == result.degrees_of_freedom
    if len(table) == 2:
        assert result.pvalue == pytest.approx(mcnemar(table, "asymptotic").pvalue, rel=1e-9)


def test_marginal_homogeneity_beside_statsmodels() -> None:
    table = np.array([[20, 10, 5], [3, 30, 15], [0, 5, 40]])
    plain = SquareTable(table, shift_zeros=False).homogeneity()
    assert marginal_homogeneity(table).statistic == pytest.approx(plain.statistic, rel=1e-12)
    assert marginal_homogeneity(table).pvalue == pytest.approx(plain.pvalue, rel=1e-9)
    assert SquareTable(table).homogeneity().statistic == pytest.approx(12.2939, abs=5e-5)  # adds .5 to every cell


def test_levels_that_nobody_links() -> None:
    table = [[3, 5, 0, 0], [1, 2, 0, 0], [0, 0, 4, 2], [0, 0, 6, 1]]
    result = marginal_homogeneity(table)
    assert result.statistic == pytest.approx((5 - 1) ** 2 / 6 + (6 - 2) ** 2 / 8)
    assert result.degrees_of_freedom == 2
    assert marginal_homogeneity([[4, 0], [0, 3]]).pvalue == 1


@pytest.mark.parametrize(
    ("table", "message"),
    [([[1, 2, 3], [4, 5, 6]], "square"), ([[0, 0], [0, 0]], "nobody"), ([[1, math.nan], [0, 2]], "whole number")],
)
def test_squares_that_are_none(table: object, message: str) -> None:
    for function in (marginal_homogeneity, level_differences):
        with pytest.raises(ValueError, match=message):
            function(table)


def ranks_by_flipping(differences: list[int], alternative: str, zeros: str) -> Fraction:
    """Every choice of signs."""
    kept = [value for value in differences if value or zeros == "pratt"]
    ranks = [(2 * rank, value) for rank, value in zip(rankdata(np.abs(kept)), kept, strict=True) if value]
    observed = sum(rank for rank, value in ranks if value > 0)
    choices = product((0, 1), repeat=len(ranks))
    sums = [sum(rank * up for (rank, _), up in zip(ranks, signs, strict=True)) for signs in choices]
    above = Fraction(sum(total >= observed for total in sums), len(sums))
    below = Fraction(sum(total <= observed for total in sums), len(sums))
    return {"greater": above, "less": below, "two-sided": min(Fraction(1), 2 * min(above, below))}[alternative]


@settings(deadline=None, max_examples=80)
@given(
    st.lists(st.integers(-4, 4), min_size=1, max_size=9),
    st.sampled_from(["two-sided", "greater", "less"]),
    st.sampled_from(["wilcoxon", "pratt"]),
)
def test_signed_rank_by_flipping_every_sign(differences: list[int], alternative: str, zeros: str) -> None:
    result = signed_rank(differences, alternative, zeros)
    assert result.pvalue_exact == ranks_by_flipping(differences, alternative, zeros)
    assert signed_rank(Counter(differences), alternative, zeros) == result
    turned = {"greater": "less", "less": "greater"}.get(alternative, alternative)
    assert signed_rank([-value for value in differences], turned, zeros).pvalue_exact == result.pvalue_exact


def test_signed_rank_beside_scipy() -> None:
    untied = [(-1) ** (at // 3) * at for at in range(1, 32)]
    assert signed_rank(untied).pvalue == pytest.approx(wilcoxon(untied, method="exact").pvalue, rel=1e-10)
    assert signed_rank(untied).statistic == sum(value for value in untied if value > 0)
    tied = [1, 1, 2, -1, 2, 3, 1, -2]
    assert signed_rank(tied).pvalue_exact == Fraction(62, 256)
    assert wilcoxon(tied, method="exact").pvalue == 0.25  # takes the tied ranks for untied ones


def test_level_differences_count_first_less_second() -> None:
    table = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
    assert level_differences(table) == {0: 15, -1: 8, -2: 3, 1: 12, 2: 7}
    assert signed_rank(level_differences(table)).statistic > 0


@pytest.mark.parametrize(
    ("differences", "message"),
    [
        ([], "no difference"),
        ({1: 0}, "no difference"),
        ([1, math.nan], "finite number"),
        ([math.inf], "finite number"),
        (["1"], "finite number"),
        ({1: -2}, "negative"),
        ({1: 1.5}, "whole number"),
    ],
)
def test_differences_that_are_none(differences: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        signed_rank(differences)


def test_only_differences_of_zero() -> None:
    assert (signed_rank([0, 0]).pvalue, signed_rank([0, 0], zeros="pratt").pvalue) == (1, 1)


def test_benjamini_hochberg_keeps_fractions_and_order() -> None:
    values = [Fraction(1, 50), Fraction(1, 100), Fraction(1, 4)]
    adjusted = adjust_pvalues(values, "benjamini_hochberg")
    assert adjusted.pvalues_exact == (Fraction(3, 100), Fraction(3, 100), Fraction(1, 4))
