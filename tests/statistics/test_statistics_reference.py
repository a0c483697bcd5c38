"""Every row of tests/reference/statistics.csv against the public functions; an unmapped row fails."""

import csv
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from methods_table import chosen_by, variant

from collabstudy.statistics import (
    HypothesisTest,
    adjust_pvalues,
    barnard,
    binomial_test,
    boschloo,
    chi_square,
    cochran_q,
    cohen_g,
    cohen_h,
    conditional_odds_ratio,
    cramers_v,
    fisher,
    fisher_freeman_halton,
    independent_difference,
    marginal_homogeneity,
    mcnemar,
    paired_difference,
    paired_odds_ratio,
    proportion_interval,
    signed_rank,
)
from collabstudy.statistics.catalogue import CATALOGUE

FILE = Path(__file__).parents[1] / "reference" / "statistics.csv"
with FILE.open(encoding="utf-8", newline="") as handle:
    ROWS = list(csv.DictReader(handle))

# Benjamini and Hochberg 1995, J. R. Stat. Soc. B 57:289: the p-values of the fifteen comparisons
BH1995 = [
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
    *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
]


def table(inputs: str) -> list[list[int]]:
    a, b, c, d = (int(cell) for cell in inputs.split(" ")[0].split(","))
    return [[a, b], [c, d]]


def named(inputs: str) -> dict[str, float]:
    return {name: float(value) for name, value in (part.split("=") for part in inputs.split(","))}


def difference(method: str, confidence: float = 0.95) -> Callable[[str], list[float]]:
    def ends(inputs: str) -> list[float]:
        interval = paired_difference(table(inputs), method, confidence)
        return [interval.lower, interval.upper]

    return ends


def shares(method: str, confidence: float = 0.95) -> Callable[[str], list[float]]:
    def ends(inputs: str) -> list[float]:
        values = named(inputs)
        interval = proportion_interval(values["x"], values["n"], method, confidence, values.get("N"))
        return [interval.lower, interval.upper]

    return ends


def persons(method: str) -> Callable[[str], list[float]]:
    def ends(inputs: str) -> list[float]:
        values = named(inputs)
        interval = proportion_interval(values["x"], values["n"], method, population=values["N"])
        return [interval.lower_count, interval.upper_count]

    return ends


def discordant(inputs: str) -> list[list[int]]:
    values = named(inputs)
    return [[0, values["b"]], [values["c"], 0]]


def against_share(inputs: str, method: str = "exact") -> list[float]:
    values = named(inputs)
    return [binomial_test(values["x"], values["n"], values["p0"], method).pvalue]


def holm(inputs: str) -> list[float]:
    return list(adjust_pvalues({"BH1995 15 p-values": BH1995}[inputs], method="holm"))


PROPORTIONS: dict[str, Callable[[str], list[float]]] = {
    "wilson": shares("wilson"),
    "wilson_cc": shares("wilson_cc"),
    "clopper_pearson": shares("clopper_pearson"),
    "midp_ci": shares("mid_p"),
    "jeffreys": shares("jeffreys"),
    "agresti_coull_plus4 (85%)": shares("agresti_coull", 0.85),
    "blaker_ci": shares("blaker"),
    "fpc_wald": shares("wald"),
    "svyciprop_logit_fpc": shares("logit"),
    "hypergeom_ci_count equal-tail": persons("hypergeometric"),
    "hypergeom_ci_count (samplingbook, conservative +1 each side)": persons("hypergeometric"),
    "hypergeom_ci_count Wang2015 admissible": persons("wang"),
}


def rows_of(inputs: str) -> list[list[int]]:
    return [[int(cell) for cell in row.split(",")] for row in inputs.removeprefix("Job 4x4: ").split("/")]


def odds(method: str) -> Callable[[str], list[float]]:
    def ends(inputs: str) -> list[float]:
        interval = paired_odds_ratio(table(inputs), method)
        return [interval.lower, interval.upper]

    return ends


def exact_with_odds(inputs: str) -> list[float]:
    return [mcnemar(table(inputs)).pvalue, *odds("clopper_pearson")(inputs)]


def conditional_odds(inputs: str) -> list[float]:
    interval = conditional_odds_ratio(table(inputs))
    return [interval.lower, interval.upper]


def two_groups(inputs: str) -> list[list[int]]:
    values = {name: int(value) for name, value in named(inputs).items()}
    return [[values[f"x{at}"], values[f"n{at}"] - values[f"x{at}"]] for at in (1, 2)]


def independent(method: str) -> Callable[[str], list[float]]:
    def ends(inputs: str) -> list[float]:
        if " v " in inputs:
            pairs = [[int(number) for number in group.split("/")] for group in inputs.split(" v ")]
            cells = [[count, base - count] for count, base in pairs]
        else:
            cells = table(inputs)
        interval = independent_difference(cells, method)
        return [interval.lower, interval.upper]

    return ends


# nine respondents and four questions; the answers are those of statsmodels' test_cochranq
NINE_BY_FOUR = "1011 0111 1110 0100 0100 1010 0100 1111 0100"


def cochran(inputs: str) -> HypothesisTest:
    if inputs.startswith("drugs"):
        drugs = ["FFF6", "FFU16", "FUF2", "FUU4", "UFF2", "UFU4", "UUF6", "UUU6"]
        return cochran_q({tuple(int(letter == "F") for letter in drug[:3]): int(drug[3:]) for drug in drugs})
    return cochran_q(Counter(tuple(map(int, answers)) for answers in NINE_BY_FOUR.split()))


def homogeneity(inputs: str) -> list[float]:
    result = marginal_homogeneity(rows_of(inputs))
    return [result.statistic, result.pvalue]


# Hollander and Wolfe 1973, p. 29: depression before and after
BEFORE = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30]
AFTER = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]


def depression(inputs: str) -> list[float]:
    result = signed_rank([round(x - y, 3) for x, y in zip(BEFORE, AFTER, strict=True)], alternative="greater")
    return [result.statistic, result.pvalue]


def benjamini_hochberg(inputs: str) -> list[float]:
    return list(adjust_pvalues({"BH1995 15 p-values": BH1995}[inputs], method="benjamini_hochberg"))


PAIRED: dict[str, Callable[[str], list[float]]] = {
    "mcnemar_asymptotic_cc_p": lambda inputs: [mcnemar(table(inputs), "asymptotic_cc").pvalue],
    "mcnemar_asymptotic_cc_chi2": lambda inputs: [mcnemar(table(inputs), "asymptotic_cc").statistic],
    "mcnemar_asymptotic_cc_chi2;p": lambda inputs: [
        mcnemar(table(inputs), "asymptotic_cc").statistic,
        mcnemar(table(inputs), "asymptotic_cc").pvalue,
    ],
    "mcnemar_exact_unconditional_p": lambda inputs: [mcnemar(table(inputs), "exact_unconditional").pvalue],
    "mcnemar_exact_p;OR CI central": exact_with_odds,
    "OR_paired_exact_CP": odds("clopper_pearson"),
    "OR_paired_midP": odds("mid_p"),
    "OR_paired_blaker": odds("blaker"),
    "OR_paired_wilson": odds("wilson"),
    "cochran_q": lambda inputs: [cochran(inputs).statistic],
    "cochran_q_p": lambda inputs: [cochran(inputs).pvalue],
    "stuart_maxwell_chi2;p": homogeneity,
    "stuart_maxwell_chi2": lambda inputs: homogeneity(inputs)[:1],
    "wilcoxon_signed_rank_exact_ties_p": lambda inputs: [signed_rank(map(int, inputs.split(","))).pvalue],
    "wilcoxon_signed_rank_exact V;p_greater": depression,
    "bh_adjusted": benjamini_hochberg,
    "bh_rejections_at_.05": lambda inputs: [sum(value <= 0.05 for value in benjamini_hochberg(inputs))],
}

# scipy's and Mehta's tables have the groups in columns; exact2x2's "greater" is the second group above the first
INDEPENDENT: dict[str, Callable[[str], list[float]]] = {
    "fisher_2x2_p": lambda inputs: [fisher(table(inputs)).pvalue],
    "fisher_2x2_p_greater": lambda inputs: [fisher(table(inputs), alternative="greater").pvalue],
    "fisher_midp_p": lambda inputs: [fisher(table(inputs), "mid_p").pvalue],
    "OR_conditional_exact_ci": conditional_odds,
    "fisher_freeman_halton_p": lambda inputs: [fisher_freeman_halton(rows_of(inputs)).pvalue],
    "boschloo_p_greater": lambda inputs: [boschloo(two_groups(inputs), "less").pvalue],
    "boschloo_p_two.sided_minlike": lambda inputs: [boschloo(two_groups(inputs)).pvalue],
    "boschloo_p_one-sided": lambda inputs: [boschloo(table(inputs), "greater", groups="columns").pvalue],
    "barnard_p_one-sided": lambda inputs: [barnard(table(inputs), "less", groups="columns").pvalue],
    "barnard_p_two.sided": lambda inputs: [barnard(two_groups(inputs)).pvalue],
    "chi2_p": lambda inputs: [chi_square(table(inputs)).pvalue],
    "newcombe_hybrid_diff_indep": independent("newcombe"),
    "miettinen_nurminen_diff": independent("miettinen_nurminen"),
    "cohen_h": lambda inputs: [cohen_h(*named(inputs).values()).estimate],
    "cramers_v": lambda inputs: [cramers_v(rows_of(inputs)).estimate],
    "cramers_v_bias_corrected (Bergsma 2013)": lambda inputs: [
        cramers_v(rows_of(inputs), bias_corrected=True).estimate
    ],
}

METHODS: dict[str, Callable[[str], list[float]]] = {
    "mcnemar_asymptotic_p": lambda inputs: [mcnemar(table(inputs), "asymptotic").pvalue],
    "mcnemar_asymptotic_chi2 (no cc)": lambda inputs: [mcnemar(table(inputs), "asymptotic").statistic],
    "mcnemar_exact_p": lambda inputs: [mcnemar(table(inputs), "exact").pvalue],
    "mcnemar_midp_p": lambda inputs: [mcnemar(table(inputs), "mid_p").pvalue],
    "newcombe10_diff_paired": difference("newcombe"),
    "tango_diff_paired": difference("tango"),
    "tango_diff_paired_90": difference("tango", 0.9),
    "bonett_price_diff_paired": difference("bonett_price"),
    "wald_diff_paired": difference("wald"),
    **PROPORTIONS,
    **PAIRED,
    **INDEPENDENT,
    "binom_test_p": against_share,
    "binom_midp_p": lambda inputs: against_share(inputs, "mid_p"),
    "holm_adjusted": holm,
    "cohen_g": lambda inputs: [cohen_g(discordant(inputs)).estimate],
}

# printed to ten digits, which the tolerance of the row asks more of: hold them to half the last digit, in
# which the printed value differs from 32/236, 5/143, 13 + 13/17 and p * 15 / i
PRINTED_TOO_SHORT = {"cohen_g": 5e-11, "fisher_2x2_p": 5e-12, "stuart_maxwell_chi2;p": 5e-9, "bh_adjusted": 5e-11}

# published and wrong (the note of the row says how): agreeing with it would repeat the error
LISTED = [method for methods in CATALOGUE.values() for method in methods]
MUST_NOT_MATCH = {name for method in LISTED for name in method.wrong}


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['method']} {row['inputs']}" for row in ROWS])
def test_row_of_the_reference_file(row: dict[str, str]) -> None:
    assert row["source"], "a reference value needs its source"
    actual = METHODS[row["method"]](row["inputs"])
    expected = [float(value) for value in row["expected"].split(";")]
    assert len(actual) == len(expected)
    tolerance = max(float(row["tolerance"]), PRINTED_TOO_SHORT.get(row["method"], 0))
    apart = [abs(one - other) > tolerance for one, other in zip(actual, expected, strict=True)]
    if row["method"] in MUST_NOT_MATCH:
        assert all(apart), f"{actual} repeats the published error {expected}"
    else:
        assert not any(apart), f"{actual} instead of {expected}, tolerance {tolerance}"


def test_every_mapped_method_has_a_reference_row() -> None:
    assert {row["method"] for row in ROWS} == set(METHODS)


@pytest.mark.parametrize("name", METHODS)
def test_the_catalogue_names_the_call_that_computes_a_reference_row(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was called to pass the row, and with which choice of method, is what docs/methods.md credits with it."""
    called = []

    def watched(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: object, **options: object) -> Any:
            called.append(variant(function.__name__, *args, **options))
            return function(*args, **options)

        return call

    module = sys.modules[__name__]
    for function in {method.call.partition("(")[0] for method in LISTED}:
        if hasattr(module, function):
            monkeypatch.setattr(module, function, watched(getattr(module, function)))
    METHODS[name](next(row["inputs"] for row in ROWS if row["method"] == name))
    claimed = [chosen_by(method) for method in LISTED if name in (*method.references, *method.wrong)]
    assert claimed
    assert all(one in claimed for one in called)
    assert all(one in called for one in claimed)
