import dataclasses
import re
import subprocess
import sys
from pathlib import Path

import pytest

import collabstudy.statistics as package
from collabstudy.statistics import (
    adjust_pvalues,
    binomial_test,
    cohen_g,
    mcnemar,
    paired_difference,
    proportion_interval,
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
