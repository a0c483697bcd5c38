"""What scipy and statsmodels answer to the inputs on which the methods are compared with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats
from scipy.stats import contingency
from statsmodels.stats import contingency_tables, multitest, proportion

from collabstudy.statistics import level_differences

COUNTS = [(0, 20), (1, 29), (6, 13), (19, 20), (17, 31), (150, 1000)]
SHARES = tuple({"count": count, "base": base} for count, base in COUNTS)
PAIRED = [[[59, 6], [16, 80]], [[1, 1], [7, 12]], [[794, 150], [86, 570]], [[4, 5], [5, 4]], [[12, 0], [0, 19]]]
TABLES = tuple({"table": table} for table in PAIRED)
PATTERNS = ({"patterns": {(1, 1, 0): 6, (1, 0, 0): 9, (0, 1, 1): 2, (0, 0, 0): 4}},)
SQUARES = ({"square": [[20, 10, 5], [3, 30, 15], [0, 5, 40]]},)
# the differences 1, 2, 3, -4; with ties, 1, 1, 1, 2, 2, 3, -1, -2; with zeros, 0, 0, 1, 2, 3, -4
STEPS = (
    {"square": [[0, 0, 0, 0, 1], [1, 0, 0, 0, 0], [1, 0, 0, 0, 0], [1, 0, 0, 0, 0], [0, 0, 0, 0, 0]]},
    {"square": [[0, 1, 1, 0], [3, 0, 0, 0], [2, 0, 0, 0], [1, 0, 0, 0]]},
    {"square": [[1, 0, 0, 0, 1], [1, 1, 0, 0, 0], [1, 0, 0, 0, 0], [1, 0, 0, 0, 0], [0, 0, 0, 0, 0]]},
)
GROUPS = tuple({"groups": cells} for cells in ([[4, 8], [9, 2]], [[10, 25], [24, 37]], [[7, 27], [1, 33]]))
ANSWERS = tuple({"answers": cells} for cells in ([[3, 1], [2, 5], [4, 1]], [[100, 150], [203, 322], [420, 700]]))
PVALUES = ({"pvalues": [0.01, 0.01, 0.9, 1.0]}, {"pvalues": [0.0, 0.2, 0.02, 0.3]})


@dataclass(frozen=True)
class Peer:
    """A function elsewhere that answers the question of `call`, given the same inputs in order."""

    call: str
    name: str
    theirs: Callable[..., Any]
    inputs: tuple[dict[str, Any], ...]
    why: str = ""  # shown where the answers differ


def _interval(method: str) -> Callable[..., Any]:
    return lambda count, base: proportion.proportion_confint(count, base, method=method)


def _binomial(method: str) -> Callable[..., Any]:
    return lambda count, base: tuple(stats.binomtest(count, base).proportion_ci(method=method))


def _mcnemar(**options: bool) -> Callable[..., Any]:
    return lambda table: contingency_tables.mcnemar(table, **options).pvalue


def _rows(patterns: dict[tuple[int, ...], int]) -> Any:
    return np.array([pattern for pattern, persons in patterns.items() for _ in range(persons)])


def _signed(zeros: str) -> Callable[..., Any]:
    def pvalue(square: list[list[int]]) -> float:
        differences = [step for step, count in level_differences(square).items() for _ in range(count)]
        return float(stats.wilcoxon(differences, method="exact", zero_method=zeros).pvalue)

    return pvalue


def _two_groups(method: str) -> Callable[..., Any]:
    def ends(groups: list[list[int]]) -> Any:
        (a, b), (c, d) = groups
        return proportion.confint_proportions_2indep(a, a + b, c, c + d, method=method)

    return ends


def _columns(test: Callable[..., Any]) -> Callable[..., Any]:
    return lambda groups: test(np.array(groups).T).pvalue  # scipy has the groups in columns


def _odds(groups: list[list[int]]) -> tuple[float, float]:
    return tuple(contingency.odds_ratio(groups).confidence_interval())


PEERS = (
    Peer(
        "proportion_interval(count, base)", "statsmodels `proportion_confint` (`wilson`)", _interval("wilson"), SHARES
    ),
    Peer("proportion_interval(count, base)", "scipy `binomtest`", _binomial("wilson"), SHARES),
    Peer('proportion_interval(count, base, "wilson_cc")', "scipy `binomtest`", _binomial("wilsoncc"), SHARES),
    Peer(
        'proportion_interval(count, base, "clopper_pearson")',
        "statsmodels `proportion_confint` (`beta`)",
        _interval("beta"),
        SHARES,
    ),
    Peer('proportion_interval(count, base, "clopper_pearson")', "scipy `binomtest`", _binomial("exact"), SHARES),
    Peer(
        'proportion_interval(count, base, "blaker")',
        "statsmodels `proportion_confint` (`binom_test`)",
        _interval("binom_test"),
        SHARES[2:3],
        "it inverts another test",
    ),
    Peer(
        'proportion_interval(count, base, "jeffreys")',
        "statsmodels `proportion_confint` (`jeffreys`)",
        _interval("jeffreys"),
        SHARES,
        "it leaves 0 out where nobody said yes",
    ),
    Peer(
        'proportion_interval(count, base, "agresti_coull")',
        "statsmodels `proportion_confint` (`agresti_coull`)",
        _interval("agresti_coull"),
        SHARES[3:],
        "it adds z²/2",
    ),
    Peer(
        'proportion_interval(count, base, "agresti_coull_z2")',
        "statsmodels `proportion_confint` (`agresti_coull`)",
        _interval("agresti_coull"),
        SHARES,
    ),
    Peer(
        "binomial_test(count, base)",
        "scipy `binomtest`",
        lambda count, base: stats.binomtest(count, base).pvalue,
        SHARES,
    ),
    Peer("mcnemar(table)", "statsmodels `mcnemar`", _mcnemar(exact=True), TABLES),
    Peer(
        'mcnemar(table, "asymptotic")',
        "statsmodels `mcnemar`",
        _mcnemar(exact=False, correction=False),
        TABLES,
        "nobody is discordant",
    ),
    Peer(
        'mcnemar(table, "asymptotic_cc")',
        "statsmodels `mcnemar`",
        _mcnemar(exact=False, correction=True),
        TABLES,
        "it corrects a distance of 0 below 0",
    ),
    Peer(
        "cochran_q(patterns)",
        "statsmodels `cochrans_q`",
        lambda patterns: contingency_tables.cochrans_q(_rows(patterns)).pvalue,
        PATTERNS,
    ),
    Peer(
        "signed_rank(level_differences(square))",
        "scipy `wilcoxon`",
        _signed("wilcox"),
        STEPS,
        "it counts ties as if there were none",
    ),
    Peer(
        'signed_rank(level_differences(square), zeros="pratt")',
        "scipy `wilcoxon`",
        _signed("pratt"),
        STEPS[2:],
        "it gives the unmoved a sign too",
    ),
    Peer(
        "marginal_homogeneity(square)",
        "statsmodels `SquareTable`",
        lambda square: contingency_tables.SquareTable(np.array(square)).homogeneity().pvalue,
        SQUARES,
        "it adds .5 to every cell where one is 0",
    ),
    Peer(
        "boschloo(groups)", "scipy `boschloo_exact`", _columns(stats.boschloo_exact), GROUPS[1:2], "it doubles one side"
    ),
    Peer("fisher(groups)", "scipy `fisher_exact`", lambda groups: stats.fisher_exact(groups).pvalue, GROUPS),
    Peer("barnard(groups)", "scipy `barnard_exact`", _columns(stats.barnard_exact), GROUPS[:1], "it loses tied tables"),
    Peer(
        "independent_difference(groups)",
        "statsmodels `confint_proportions_2indep` (`newcomb`)",
        _two_groups("newcomb"),
        GROUPS,
    ),
    Peer(
        'independent_difference(groups, "miettinen_nurminen")',
        "statsmodels `confint_proportions_2indep` (`score`)",
        _two_groups("score"),
        GROUPS[2:],
        "its cubic has a count in the place of a group's size",
    ),
    Peer("conditional_odds_ratio(groups)", "scipy `odds_ratio` (which computes it)", _odds, GROUPS),
    Peer(
        "cohen_h(first, second)",
        "statsmodels `proportion_effectsize`",
        proportion.proportion_effectsize,
        ({"first": 0.55, "second": 0.41}, {"first": 0, "second": 1}),
    ),
    Peer(
        "fisher_freeman_halton(answers)",
        "scipy `fisher_exact`",
        lambda answers: stats.fisher_exact(answers).pvalue,
        ANSWERS[:1],
    ),
    Peer(
        'fisher_freeman_halton(answers, "monte_carlo")',
        "scipy `fisher_exact`",
        lambda answers: stats.fisher_exact(answers).pvalue,
        ANSWERS[:1],
    ),
    Peer(
        "chi_square(answers)",
        "scipy `chi2_contingency`",
        lambda answers: stats.chi2_contingency(answers, correction=False).pvalue,
        ANSWERS,
    ),
    Peer("cramers_v(answers)", "scipy `association`", contingency.association, ANSWERS),
    Peer(
        "adjust_pvalues(pvalues)",
        "statsmodels `multipletests`",
        lambda pvalues: multitest.multipletests(pvalues, method="holm")[1],
        PVALUES,
    ),
    Peer(
        'adjust_pvalues(pvalues, "benjamini_hochberg")',
        "statsmodels `multipletests`",
        lambda pvalues: multitest.multipletests(pvalues, method="fdr_bh")[1],
        PVALUES,
    ),
    Peer(
        'adjust_pvalues(pvalues, "benjamini_hochberg")',
        "scipy `false_discovery_control`",
        stats.false_discovery_control,
        PVALUES,
    ),
)
