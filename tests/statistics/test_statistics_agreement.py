"""Where scipy and statsmodels answer the same, and where they do not."""

import warnings

import pytest
from scipy.stats import binomtest
from statsmodels.stats.contingency_tables import mcnemar as statsmodels_mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

from collabstudy.statistics import adjust_pvalues, mcnemar, proportion_interval

COUNTS = [(0, 31), (1, 31), (13, 31), (17, 31), (31, 31), (0, 1), (1, 1), (150, 1000)]
TABLES = [[[59, 6], [16, 80]], [[1, 1], [7, 12]], [[794, 150], [86, 570]], [[0, 3], [0, 0]], [[4, 5], [5, 4]]]


@pytest.mark.parametrize(("count", "base"), COUNTS)
@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.99])
@pytest.mark.parametrize(
    ("method", "statsmodels_name", "scipy_name"),
    [("wilson", "wilson", "wilson"), ("clopper_pearson", "beta", "exact")],
)
def test_intervals_agree(
    count: int, base: int, confidence: float, method: str, statsmodels_name: str, scipy_name: str
) -> None:
    ours = proportion_interval(count, base, method, confidence)
    theirs = proportion_confint(count, base, alpha=1 - confidence, method=statsmodels_name)
    scipys = binomtest(count, base).proportion_ci(confidence, method=scipy_name)
    for other in (theirs, (scipys.low, scipys.high)):
        assert (ours.lower, ours.upper) == pytest.approx(tuple(other), abs=1e-9)


@pytest.mark.parametrize("table", TABLES)
def test_mcnemar_agrees_where_there_are_discordant_pairs(table: list[list[int]]) -> None:
    exact = statsmodels_mcnemar(table, exact=True)
    assert mcnemar(table).pvalue == pytest.approx(exact.pvalue, rel=1e-10)
    assert mcnemar(table).statistic == exact.statistic
    asymptotic = statsmodels_mcnemar(table, exact=False, correction=False)
    assert mcnemar(table, "asymptotic").pvalue == pytest.approx(asymptotic.pvalue, rel=1e-10)
    assert mcnemar(table, "asymptotic").statistic == pytest.approx(asymptotic.statistic, rel=1e-12)


def test_mcnemar_differs_without_discordant_pair() -> None:
    # statsmodels divides 0 by 0 and reports certainty; nobody changed their answer, so p must be 1
    table = [[12, 0], [0, 19]]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = statsmodels_mcnemar(table, exact=False, correction=False).pvalue
    assert theirs != 1
    assert mcnemar(table, "asymptotic").pvalue == 1


@pytest.mark.parametrize("pvalues", [[0.5], [0.04, 0.01, 0.03], [0.01, 0.01, 0.9, 1.0], [0.0, 0.2, 0.02, 0.3]])
def test_holm_agrees(pvalues: list[float]) -> None:
    expected = multipletests(pvalues, method="holm")[1]
    assert list(adjust_pvalues(pvalues)) == pytest.approx(list(expected), abs=1e-15)
