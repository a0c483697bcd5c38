import dataclasses
import re
import subprocess
import sys
from pathlib import Path

import pytest

import collabstudy.statistics as package
from collabstudy.statistics import (
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

# a bare parent package, so that what the rest of collabstudy imports does not count
IMPORT_AND_USE = """
import sys, types
parent = types.ModuleType("collabstudy")
parent.__path__ = [sys.argv[1]]
sys.modules["collabstudy"] = parent
before = set(sys.modules)
from collabstudy.statistics import adjust_pvalues, binomial_test, proportion_interval
from collabstudy.statistics import break_even, dependence_grid, response_rates, respondents_for_width, share_bounds
from collabstudy.statistics.discordant import mcnemar_exact_pvalue, mcnemar_mid_pvalue
mcnemar_exact_pvalue(1, 7), mcnemar_mid_pvalue(1, 7), binomial_test(17, 31), adjust_pvalues([0.01])
proportion_interval(17, 31, "wang", population=70), respondents_for_width(0.3, 20), dependence_grid(17, 31)
share_bounds(17, 29, 31, (65, 75)), break_even(17, 31, 70), response_rates(31, (65, 75))
proportion_interval(17, 31), proportion_interval(17, 31, "hypergeometric", population=70)
new = {name.partition(".")[0] for name in set(sys.modules) - before}
print(*sorted(new - set(sys.stdlib_module_names) - {"collabstudy"}))
"""

RESULTS = [
    proportion_interval(17, 31),
    proportion_interval(17, 31, "clopper_pearson"),
    proportion_interval(17, 31, "hypergeometric", population=(65, 75)),
    *(proportion_interval(17, 31, method) for method in ("wilson_cc", "mid_p", "jeffreys", "blaker")),
    *(proportion_interval(17, 31, method) for method in ("agresti_coull", "agresti_coull_z2")),
    *(proportion_interval(17, 31, method, population=70) for method in ("wang", "wald", "logit")),
    mcnemar([[59, 6], [16, 80]]),
    mcnemar([[59, 6], [16, 80]], "mid_p"),
    mcnemar([[59, 6], [16, 80]], "asymptotic"),
    paired_difference([[59, 6], [16, 80]]),
    cohen_g([[59, 6], [16, 80]]),
    cohen_g([[1, 0], [0, 1]]),
    binomial_test(17, 31),
    adjust_pvalues([0.01, 0.02]),
    adjust_pvalues([0.01, 0.02], "benjamini_hochberg"),
    *(mcnemar([[59, 6], [16, 80]], method) for method in ("asymptotic_cc", "exact_unconditional")),
    *(paired_difference([[59, 6], [16, 80]], method) for method in ("tango", "bonett_price", "wald")),
    *(paired_odds_ratio([[7, 25], [2, 68]], method) for method in ("clopper_pearson", "mid_p", "wilson", "blaker")),
    *(cochran_q({(1, 0, 0): 3, (1, 1, 0): 2}, method) for method in ("asymptotic", "exact")),
    marginal_homogeneity([[4, 2], [1, 3]]),
    *(signed_rank([1, 0, -2, 2], zeros=zeros) for zeros in ("wilcoxon", "pratt")),
    *(fisher([[3, 1], [1, 3]], method) for method in ("exact", "mid_p")),
    conditional_odds_ratio([[3, 1], [1, 3]]),
    *(fisher_freeman_halton([[3, 1], [2, 5], [4, 0]], method) for method in ("exact", "monte_carlo")),
    boschloo([[3, 1], [1, 3]]),
    barnard([[3, 1], [1, 3]]),
    chi_square([[3, 1], [1, 3]]),
    *(independent_difference([[3, 1], [1, 3]], method) for method in ("newcombe", "miettinen_nurminen")),
    cramers_v([[3, 1], [1, 3]]),
    cramers_v([[3, 1], [1, 3]], bias_corrected=True),
    cohen_h(0.55, 0.41),
]


def test_importing_and_the_exact_core_need_the_standard_library_only() -> None:
    folder = Path(package.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_AND_USE, str(folder)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: f"{type(result).__name__} {result.method}")
def test_results_are_frozen_and_say_what_they_rest_on(result: object) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.method = "other"
    assert re.search(r"[A-Z][a-z]+ \((19|20)\d\d\)", result.source), "author and year"
    assert result.assumptions
    assert all(isinstance(text, str) and text for text in result.assumptions)
    hash(result)


@pytest.mark.parametrize("name", package.__all__)
def test_public_names_are_documented(name: str) -> None:
    assert getattr(package, name).__doc__
