"""Sentences against literal text (tests/reference/sentences.csv): their numbers come from publications or from
arithmetic, named beside each; none was printed by the code."""

import csv
import itertools
import re
import string
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabstudy import statistics as stats
from collabstudy.reporting import sentences
from collabstudy.reporting.languages import templates
from collabstudy.reporting.languages.numbers import number, p_value
from collabstudy.reporting.languages.phrases import Row, Value, said

FILE = Path(__file__).parents[1] / "reference" / "sentences.csv"
BENTLEY = [[1, 1], [7, 12]]  # Fagerland, Lydersen and Laake 2013: exact p .0703, mid-p .0391; Newcombe -.507 to -.026
MYERS = [[7, 25], [2, 68]]  # Fagerland et al. 2014: exact interval of the ratio 25/2, 3.1169 to 108.8892
DRUGS = {"FFF": 6, "FFU": 16, "FUF": 2, "FUU": 4, "UFF": 2, "UFU": 4, "UUF": 6, "UUU": 6}  # Agresti 2002: 8.4706, .0145
JOBS = [[1, 3, 10, 6], [2, 3, 10, 7], [1, 6, 14, 12], [0, 1, 9, 11]]  # Agresti 2002, p. 57: .7827
UEBERSAX = [[20, 10, 5], [3, 30, 15], [0, 5, 40]]  # 13.7647, .001026


def drugs() -> dict[tuple[str, ...], int]:
    return {tuple("yes" if answer == "F" else "no" for answer in name): persons for name, persons in DRUGS.items()}


def mcnemar(table: list[list[int]], method: str = "exact", synthetic: bool = False) -> Value:
    (a, b), (c, d) = table
    test, apart = stats.mcnemar(table, method), stats.paired_difference(table)
    return sentences.mcnemar((a, b, c, d), test, apart, synthetic)


def first(found: Value, at: int = 0) -> Value:
    """One of several parts."""
    assert isinstance(found, Row)
    return found.parts[at]


CASES: dict[str, Callable[[], Value]] = {
    "share_wilson": lambda: sentences.share(15, 148, stats.proportion_interval(15, 148)),
    "share_clopper_pearson_synthetic": lambda: sentences.share(
        15, 148, stats.proportion_interval(15, 148, "clopper_pearson"), True
    ),
    "finite_hypergeometric": lambda: sentences.share(
        17, 31, stats.proportion_interval(17, 31, "hypergeometric", population=70)
    ),
    "finite_wald": lambda: sentences.share(3, 10, stats.proportion_interval(3, 10, "wald", population=50)),
    "mcnemar_exact": lambda: mcnemar(BENTLEY),
    "mcnemar_mid_p_synthetic": lambda: mcnemar(BENTLEY, "mid_p", synthetic=True),
    "mcnemar_alike": lambda: mcnemar([[1, 0], [0, 1]]),
    "odds_ratio": lambda: sentences.odds_ratio(stats.paired_odds_ratio(MYERS)),
    "odds_ratio_infinite": lambda: sentences.odds_ratio(stats.paired_odds_ratio([[0, 8], [0, 0]])),
    "cochran": lambda: sentences.cochran(stats.cochran_q(drugs())),
    "stuart_maxwell": lambda: sentences.marginal_homogeneity(stats.marginal_homogeneity(UEBERSAX)),
    "stuart_maxwell_alike_synthetic": lambda: sentences.marginal_homogeneity(
        stats.marginal_homogeneity([[3, 0], [0, 4]]), True
    ),
    "signed_rank": lambda: sentences.signed_rank(stats.signed_rank([1, 2, 3, 4, 5, 6])),
    "fisher_p": lambda: first(sentences.fisher(stats.fisher([[3, 1], [1, 3]]))),
    "fisher_odds_ratio": lambda: first(sentences.fisher(stats.fisher([[7, 15], [58, 472]])), 1),
    "freeman_halton": lambda: sentences.freeman_halton(stats.fisher_freeman_halton(JOBS)),
    "effect": lambda: sentences.effect(stats.cramers_v([[4, 0], [0, 4]])),
    "effect_undefined": lambda: sentences.effect(stats.cramers_v([[4, 0], [5, 0]], bias_corrected=True)),
    "holm": lambda: sentences.adjusted(3 * 0.0703125, 3, "holm"),
    "bounds": lambda: sentences.bounds(stats.share_bounds(16, 29, 31, (65, 75)), (65, 75), True),
    "break_even_falls": lambda: sentences.break_even(stats.break_even(16, 29, 70)),
    "break_even_rises": lambda: sentences.break_even(stats.break_even(12, 29, 70)),
    "break_even_never": lambda: sentences.break_even(stats.break_even(28, 31, 40)),
    "clustered": lambda: sentences.clustered(stats.dependence_grid(16, 32, (2,), (1,))[0]),
    "fisher_mid_p": lambda: first(sentences.fisher(stats.fisher([[0, 16], [15, 57]], "mid_p"))),
    "boschloo": lambda: sentences.unconditional(stats.boschloo([[10, 25], [24, 37]])),
    "barnard_synthetic": lambda: sentences.unconditional(stats.barnard([[4, 8], [9, 2]]), True),
    "chi_square": lambda: sentences.chi_square(stats.chi_square([[3, 1], [1, 3]])),
    "chi_square_alike": lambda: sentences.chi_square(stats.chi_square([[3, 1], [0, 0]])),
    "binomial": lambda: sentences.binomial(4, stats.binomial_test(4, 4), Fraction(1, 2)),
    "binomial_mid_p": lambda: sentences.binomial(4, stats.binomial_test(4, 4, method="mid_p"), Fraction(1, 2)),
    "cohen_g": lambda: sentences.effect(stats.cohen_g([[1, 150], [86, 1]])),
    "cohen_g_undefined": lambda: sentences.effect(stats.cohen_g([[1, 0], [0, 1]])),
    "break_even_never_one": lambda: sentences.break_even(stats.break_even(28, 31, 32)),
    "break_even_falls_one": lambda: sentences.break_even(stats.break_even(16, 31, 32)),
    "break_even_rises_one": lambda: sentences.break_even(stats.break_even(15, 31, 32)),
    "cohen_h": lambda: sentences.effect(stats.cohen_h(0.75, 0.5)),
}


with FILE.open(encoding="utf-8", newline="") as file:
    EXPECTED = {row["case"]: row for row in csv.DictReader(file)}


@pytest.mark.parametrize("case", CASES)
def test_each_result_in_one_sentence(case: str) -> None:
    assert said(CASES[case](), "en") == EXPECTED[case]["english"]
    assert said(CASES[case](), "nl") == EXPECTED[case]["dutch"]


def test_a_sentence_of_another_test_is_refused() -> None:
    groups, chi = stats.boschloo([[3, 1], [1, 3]]), stats.chi_square([[3, 1], [1, 3]])
    for sentence, test in (
        (sentences.fisher, groups),
        (sentences.fisher, chi),
        (sentences.unconditional, stats.fisher([[3, 1], [1, 3]])),
        (sentences.chi_square, groups),
    ):
        with pytest.raises(ValueError, match="this sentence is for a test by "):
            sentence(test)
    with pytest.raises(ValueError, match="not by boschloo"):
        sentences.binomial(4, groups)


def test_the_two_intervals_of_agresti_and_coull_have_names_of_their_own() -> None:
    for language in ("en", "nl"):
        found = [stats.proportion_interval(3, 9, name) for name in ("agresti_coull", "agresti_coull_z2")]
        assert len({said(sentences.share(3, 9, one), language).rpartition("(")[2] for one in found}) == 2


def test_every_expected_sentence_is_asked_for() -> None:
    assert CASES.keys() == EXPECTED.keys()


def test_random_tables_are_named_with_seed_and_standard_error() -> None:
    test = stats.fisher_freeman_halton(JOBS, "monte_carlo", samples=2000, seed=5)
    text = said(sentences.freeman_halton(test, samples=2000, seed=5), "nl")
    pattern = r"toets van Fisher-Freeman-Halton, p = (0,\d{3}) \(Monte Carlo, 2\.000 aselecte tabellen, seed 5, "
    found = re.fullmatch(pattern + r"standaardfout (0,\d{4})\)", text)
    assert found
    p, error = (float(text.replace(",", ".")) for text in found.groups())
    assert error == pytest.approx((0.7827 * 0.2173 / 2000) ** 0.5, abs=5e-4)
    assert p == pytest.approx(0.7827, abs=4 * error)


@pytest.mark.parametrize(
    ("value", "english", "dutch"),
    [
        (0.38769, "p = .388", "p = 0,388"),
        (0.00418, "p = .0042", "p = 0,0042"),
        (0.00001, "p < .0001", "p < 0,0001"),
        (0.0, "p < .0001", "p < 0,0001"),
        (1.0, "p = 1", "p = 1"),
    ],
)
def test_p_values(value: float, english: str, dutch: str) -> None:
    assert (p_value(value, "en"), p_value(value, "nl")) == (english, dutch)


@pytest.mark.parametrize(
    ("value", "text"), [(1234.5, "1.234"), (42.8, "42,80"), (0.025, "0,025"), (0.5449, "0,54"), (0.0, "0")]
)
def test_numbers_in_dutch(value: float, text: str) -> None:
    assert number(value, "nl") == text


def test_both_languages_have_the_same_templates() -> None:
    english, dutch = templates("en"), templates("nl")
    assert english.keys() == dutch.keys()
    for section, words in english.items():
        assert words.keys() == dutch[section].keys()
        for name, text in words.items():
            if isinstance(text, str):
                assert fields(text) == fields(dutch[section][name]), name


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_a_language_without_templates_is_refused() -> None:
    with pytest.raises(ValueError, match="no sentences in the language 'fr': use one of en, nl"):
        said(sentences.share(1, 2, stats.proportion_interval(1, 2)), "fr")


def every_sentence(cells: tuple[int, int, int, int], language: str) -> list[str]:
    """All that can be said of four counts of persons."""
    a, b, c, d = cells
    table, base = [[a, b], [c, d]], sum(cells)
    mine: dict[str, Any] = {"synthetic": True}
    found = [
        sentences.share(a, base, stats.proportion_interval(a, base), **mine),
        sentences.share(a, base, stats.proportion_interval(a, base, "hypergeometric", population=base + 3), **mine),
        *(mcnemar(table, method, True) for method in ("exact", "mid_p", "asymptotic", "asymptotic_cc")),
        sentences.fisher(stats.fisher(table), **mine),
        sentences.freeman_halton(stats.fisher_freeman_halton(table), **mine),
        sentences.effect(stats.cramers_v(table, bias_corrected=True), **mine),
        sentences.marginal_homogeneity(stats.marginal_homogeneity(table), **mine),
        sentences.signed_rank(stats.signed_rank(stats.level_differences(table)), **mine),
        sentences.cochran(stats.cochran_q(table, "exact"), **mine),
        sentences.adjusted(stats.mcnemar(table).pvalue, 2, "holm", **mine),
        sentences.bounds(stats.share_bounds(a, base, base, base + 3), (base + 3, base + 3), **mine),
    ]
    if b + c:
        found.append(sentences.odds_ratio(stats.paired_odds_ratio(table), **mine))
    if 2 * a != base:
        found.append(sentences.break_even(stats.break_even(a, base, base + 3, Fraction(1, 2)), **mine))
    return [said(sentence, language) for sentence in found]


counts = st.integers(0, 9)


@given(st.tuples(counts, counts, counts, counts).filter(any))
def test_no_sentence_says_what_is_no_number(cells: tuple[int, int, int, int]) -> None:
    for language, mark in (("en", "(synthetic responses)"), ("nl", "(synthetische antwoorden)")):
        for text in every_sentence(cells, language):
            assert not re.search(r"nan|None|inf\b|\{|\}|p = 0(?![,.]\d)|p = 0,000\b|p = \.000\b|e-\d", text)
            assert text.endswith(mark)


def test_every_corner_of_base_one() -> None:
    for at, language in itertools.product(range(4), ("en", "nl")):
        cells = tuple(int(place == at) for place in range(4))
        assert all(every_sentence(cells, language))  # type: ignore[arg-type]
