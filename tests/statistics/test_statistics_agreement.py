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


@pytest.mark.parametrize(("count", "base"), COUNTS)
@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.99])
def test_more_intervals_agree(count: int, base: int, confidence: float) -> None:
    def ours(method: str) -> tuple[float, float]:
        found = proportion_interval(count, base, method, confidence)
        return found.lower, found.upper

    theirs = proportion_confint(count, base, alpha=1 - confidence, method="agresti_coull")
    assert ours("agresti_coull_z2") == pytest.approx(tuple(theirs), abs=1e-9)
    scipys = binomtest(count, base).proportion_ci(confidence, method="wilsoncc")
    assert ours("wilson_cc") == pytest.approx((scipys.low, scipys.high), abs=1e-9)
    if 0 < count < base:
        theirs = proportion_confint(count, base, alpha=1 - confidence, method="jeffreys")
        assert ours("jeffreys") == pytest.approx(tuple(theirs), abs=1e-9)


def test_intervals_of_statsmodels_that_differ() -> None:
    def ours(count: int, base: int, method: str, confidence: float = 0.95) -> tuple[float, float]:
        found = proportion_interval(count, base, method, confidence)
        return found.lower, found.upper

    # Jeffreys without the modification at the boundaries: nobody of 20 said yes, and 0 is left out
    low, high = proportion_confint(0, 20, method="jeffreys")
    assert low > 0.00002
    assert ours(0, 20, "jeffreys") == pytest.approx((0, high), abs=1e-9)
    # Agresti-Coull adds z^2 / 2 = 1.04 at 85%, the textbook 2 (reference row: .7778 to .9722)
    low, high = proportion_confint(19, 20, alpha=0.15, method="agresti_coull")
    assert low - 0.7778 > 0.04
    assert high - 0.9722 > 0.02
    assert ours(19, 20, "agresti_coull", 0.85) == pytest.approx((0.7778, 0.9722), abs=5e-5)
    # "binom_test" inverts the minimum-likelihood test, not Blaker's (R BlakerCI: .2158050 to .7395922)
    low, high = proportion_confint(6, 13, method="binom_test")
    assert low - 0.2158050 > 0.008
    assert ours(6, 13, "blaker") == pytest.approx((0.2158050, 0.7395922), abs=1e-7)


@pytest.mark.parametrize("table", TABLES)
def test_mcnemar_agrees_where_there_are_discordant_pairs(table: list[list[int]]) -> None:
    exact = statsmodels_mcnemar(table, exact=True)
    assert mcnemar(table).pvalue == pytest.approx(exact.pvalue, rel=1e-10)
    assert mcnemar(table).statistic == exact.statistic
    asymptotic = statsmodels_mcnemar(table, exact=False, correction=False)
    assert mcnemar(table, "asymptotic").pvalue == pytest.approx(asymptotic.pvalue, rel=1e-10)
    assert mcnemar(table, "asymptotic").statistic == pytest.approx(asymptotic.statistic, rel=1e-12)


def test_mcnemar_differs_without_discordant_pair() -> None:
    # statsmodels divides 0 by 0 (nan in 0.15, certainty before); nobody changed their answer, so p must be 1
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
