"""Tests: one sentence each, a fragment without its full stop, with the estimate that belongs to it."""

from __future__ import annotations

from fractions import Fraction

from collabstudy.reporting.languages.phrases import Row, Value, counted, phrase, quantity
from collabstudy.reporting.sentences.estimates import difference, marked, method, odds_ratio
from collabstudy.statistics import EffectSize, HypothesisTest, Interval

Cells = tuple[int, int, int, int]


def mcnemar(cells: Cells, test: HypothesisTest, apart: Interval, synthetic: bool = False) -> Value:
    """McNemar's test and the difference of the shares; ``cells``: yes to both, first only, second only, neither."""
    _, first, second, _ = cells
    name = "mcnemar" if first + second else "mcnemar alike"
    values: dict[str, Value] = {
        "test": phrase(test.method, "mcnemar"),
        "p": quantity("p", test.pvalue),
        "both": sum(cells),
    }
    values |= {"difference": difference(apart), "first": first, "second": second}
    return marked(phrase(name, **values), synthetic)


def cochran(test: HypothesisTest, synthetic: bool = False, samples: int = 0, seed: int = 0) -> Value:
    """Cochran's Q with its degrees of freedom; ``samples`` and ``seed`` where p comes from random tables."""
    values: dict[str, Value] = {"freedom": test.degrees_of_freedom or 0, "statistic": _statistic(test)}
    text = phrase("cochran", p=_how(test, samples, seed), **values)
    return marked(text, synthetic)


def marginal_homogeneity(test: HypothesisTest, synthetic: bool = False) -> Value:
    """Stuart and Maxwell's test that two questions have the same margins."""
    if not test.degrees_of_freedom:
        text = phrase("stuart_maxwell alike", p=quantity("p", test.pvalue))
    else:
        values: dict[str, Value] = {"freedom": test.degrees_of_freedom or 0, "statistic": _statistic(test)}
        p = phrase("asymptotic", p=quantity("p", test.pvalue))
        text = phrase("stuart_maxwell", p=p, **values)
    return marked(text, synthetic)


def signed_rank(test: HypothesisTest, synthetic: bool = False) -> Value:
    """Wilcoxon's signed rank test of ordered answers."""
    values: dict[str, Value] = {"statistic": quantity("plain", test.statistic), "p": _how(test)}
    return marked(phrase("signed rank", **values), synthetic)


def fisher(test: HypothesisTest, synthetic: bool = False) -> Value:
    """Fisher's exact or mid-p test of two groups, with the conditional odds ratio where there is one.

    Raises ValueError for the result of another test; so do `unconditional`, `chi_square` and `binomial`.
    """
    _of(test, "exact", "mid_p")
    parts: list[Value] = [_group_test(test)]
    parts += [odds_ratio(test.odds_ratio)] if test.odds_ratio else []
    return marked(Row(parts, "; "), synthetic)


def unconditional(test: HypothesisTest, synthetic: bool = False) -> Value:
    """Boschloo's or Barnard's exact test of two groups."""
    _of(test, "boschloo", "barnard")
    return marked(_group_test(test), synthetic)


def chi_square(test: HypothesisTest, synthetic: bool = False) -> Value:
    """Pearson's chi-square test of groups."""
    _of(test, "chi_square")
    p, freedom = quantity("p", test.pvalue), test.degrees_of_freedom
    if not freedom:
        return marked(phrase("chi_square alike", p=p), synthetic)
    values: dict[str, Value] = {"freedom": freedom, "statistic": _statistic(test), "p": phrase("asymptotic", p=p)}
    return marked(phrase("chi_square", **values), synthetic)


def binomial(
    base: int,
    test: HypothesisTest,
    against: Fraction = Fraction(1, 2),
    synthetic: bool = False,
) -> Value:
    """The binomial test of one share of ``base`` against the share it was tested with."""
    _of(test, "exact", "mid_p")
    count = int(test.statistic)
    values: dict[str, Value] = {"count": count, "base": base, "share": quantity("percent", Fraction(count, base))}
    values |= {"test": phrase(test.method, "binomial"), "p": quantity("p", test.pvalue)}
    limit = quantity("percent 3", against)
    return marked(phrase("binomial", against=limit, **values), synthetic)


def freeman_halton(test: HypothesisTest, synthetic: bool = False, samples: int = 0, seed: int = 0) -> Value:
    """Fisher's exact test of a larger table; ``samples`` and ``seed`` where p comes from random tables."""
    text = phrase("freeman_halton", p=_how(test, samples, seed))
    return marked(text, synthetic)


def effect(found: EffectSize, synthetic: bool = False) -> Value:
    """Cramer's V, Cohen's g or Cohen's h, or that it is not defined."""
    name = method(found.method)
    if found.estimate is None:
        why = "no cohen_g" if found.method == "cohen_g" else "no effect"
        return marked(phrase(why, name=name), synthetic)
    corrected = phrase("bias-corrected") if found.method.endswith("bias_corrected") else ""
    estimate = quantity("2 decimals", found.estimate)
    return marked(phrase("effect", name=name, estimate=estimate, corrected=corrected), synthetic)


def adjusted(pvalue: float, comparisons: int, correction: str, synthetic: bool = False) -> Value:
    """One p-value after a correction for the number of comparisons."""
    values: dict[str, Value] = {
        "p": quantity("p", pvalue),
        "method": method(correction),
        "number": counted("comparison", comparisons),
    }
    return marked(phrase("adjusted", **values), synthetic)


def _of(test: HypothesisTest, *methods: str) -> None:
    if test.method not in methods:
        raise ValueError(f"this sentence is for a test by {' or '.join(methods)}, not by {test.method}")


def _group_test(test: HypothesisTest) -> Value:
    return phrase("groups", test=phrase(test.method, "groups"), p=quantity("p", test.pvalue))


def _how(test: HypothesisTest, samples: int = 0, seed: int = 0) -> Value:
    """P with the way in which it was computed, random tables with their number, seed and standard error."""
    values: dict[str, Value] = {
        "samples": quantity("whole", samples),
        "seed": seed,
        "error": quantity("number", test.standard_error or 0),
    }
    return phrase(test.method, p=quantity("p", test.pvalue), **values)


def _statistic(test: HypothesisTest) -> Value:
    return quantity("2 decimals", test.statistic)
