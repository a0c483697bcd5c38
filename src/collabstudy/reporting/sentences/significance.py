"""Tests: one sentence each, a fragment without its full stop, with the estimate that belongs to it."""

from __future__ import annotations

from fractions import Fraction

from collabstudy.reporting.languages import fill
from collabstudy.reporting.languages.numbers import decimals, method, noun, number, p_value, whole
from collabstudy.reporting.sentences.estimates import difference, marked, odds_ratio
from collabstudy.reporting.words import percent
from collabstudy.statistics import EffectSize, HypothesisTest, Interval

Cells = tuple[int, int, int, int]


def mcnemar(cells: Cells, test: HypothesisTest, apart: Interval, language: str = "en", synthetic: bool = False) -> str:
    """McNemar's test and the difference of the shares; ``cells``: yes to both, first only, second only, neither."""
    _, first, second, _ = cells
    name = "mcnemar" if first + second else "mcnemar alike"
    values = {"test": fill(test.method, language, "mcnemar"), "p": p_value(test.pvalue, language), "both": sum(cells)}
    values |= {"difference": difference(apart, language), "first": first, "second": second}
    return marked(fill(name, language, **values), language, synthetic)


def cochran(
    test: HypothesisTest, language: str = "en", synthetic: bool = False, samples: int = 0, seed: int = 0
) -> str:
    """Cochran's Q with its degrees of freedom; ``samples`` and ``seed`` where p comes from random tables."""
    values = {"freedom": test.degrees_of_freedom, "statistic": _statistic(test, language)}
    text = fill("cochran", language, p=_how(test, language, samples, seed), **values)
    return marked(text, language, synthetic)


def marginal_homogeneity(test: HypothesisTest, language: str = "en", synthetic: bool = False) -> str:
    """Stuart and Maxwell's test that two questions have the same margins."""
    if not test.degrees_of_freedom:
        text = fill("stuart_maxwell alike", language, p=p_value(test.pvalue, language))
    else:
        values = {"freedom": test.degrees_of_freedom, "statistic": _statistic(test, language)}
        p = fill("asymptotic", language, p=p_value(test.pvalue, language))
        text = fill("stuart_maxwell", language, p=p, **values)
    return marked(text, language, synthetic)


def signed_rank(test: HypothesisTest, language: str = "en", synthetic: bool = False) -> str:
    """Wilcoxon's signed rank test of ordered answers."""
    values = {"statistic": decimals(f"{test.statistic:g}", language), "p": _how(test, language)}
    return marked(fill("signed rank", language, **values), language, synthetic)


def fisher(test: HypothesisTest, language: str = "en", synthetic: bool = False) -> str:
    """Fisher's exact or mid-p test of two groups, with the conditional odds ratio where there is one.

    Raises ValueError for the result of another test; so do `unconditional`, `chi_square` and `binomial`.
    """
    _of(test, "exact", "mid_p")
    parts = [_group_test(test, language)]
    parts += [odds_ratio(test.odds_ratio, language)] if test.odds_ratio else []
    return marked("; ".join(parts), language, synthetic)


def unconditional(test: HypothesisTest, language: str = "en", synthetic: bool = False) -> str:
    """Boschloo's or Barnard's exact test of two groups."""
    _of(test, "boschloo", "barnard")
    return marked(_group_test(test, language), language, synthetic)


def chi_square(test: HypothesisTest, language: str = "en", synthetic: bool = False) -> str:
    """Pearson's chi-square test of groups."""
    _of(test, "chi_square")
    p, values = p_value(test.pvalue, language), {"freedom": test.degrees_of_freedom}
    if not test.degrees_of_freedom:
        return marked(fill("chi_square alike", language, p=p), language, synthetic)
    p = fill("asymptotic", language, p=p)
    text = fill("chi_square", language, statistic=_statistic(test, language), p=p, **values)
    return marked(text, language, synthetic)


def binomial(
    base: int,
    test: HypothesisTest,
    against: Fraction = Fraction(1, 2),
    language: str = "en",
    synthetic: bool = False,
) -> str:
    """The binomial test of one share of ``base`` against the share it was tested with."""
    _of(test, "exact", "mid_p")
    count = int(test.statistic)
    values = {"count": count, "base": base, "share": percent(Fraction(count, base))}
    values |= {"test": fill(test.method, language, "binomial"), "p": p_value(test.pvalue, language)}
    limit = decimals(f"{float(against) * 100:.3g}", language) + "%"
    return marked(fill("binomial", language, against=limit, **values), language, synthetic)


def freeman_halton(
    test: HypothesisTest, language: str = "en", synthetic: bool = False, samples: int = 0, seed: int = 0
) -> str:
    """Fisher's exact test of a larger table; ``samples`` and ``seed`` where p comes from random tables."""
    text = fill("freeman_halton", language, p=_how(test, language, samples, seed))
    return marked(text, language, synthetic)


def effect(found: EffectSize, language: str = "en", synthetic: bool = False) -> str:
    """Cramer's V, Cohen's g or Cohen's h, or that it is not defined."""
    name = method(found.method, language)
    if found.estimate is None:
        why = "no cohen_g" if found.method == "cohen_g" else "no effect"
        return marked(fill(why, language, name=name), language, synthetic)
    corrected = fill("bias-corrected", language) if found.method.endswith("bias_corrected") else ""
    estimate = decimals(f"{found.estimate:.2f}", language)
    return marked(fill("effect", language, name=name, estimate=estimate, corrected=corrected), language, synthetic)


def adjusted(pvalue: float, comparisons: int, correction: str, language: str = "en", synthetic: bool = False) -> str:
    """One p-value after a correction for the number of comparisons."""
    amount = f"{whole(comparisons, language)} {noun('comparison', comparisons, language)}"
    values = {"p": p_value(pvalue, language), "method": method(correction, language), "number": amount}
    return marked(fill("adjusted", language, **values), language, synthetic)


def _of(test: HypothesisTest, *methods: str) -> None:
    if test.method not in methods:
        raise ValueError(f"this sentence is for a test by {' or '.join(methods)}, not by {test.method}")


def _group_test(test: HypothesisTest, language: str) -> str:
    return fill("groups", language, test=fill(test.method, language, "groups"), p=p_value(test.pvalue, language))


def _how(test: HypothesisTest, language: str, samples: int = 0, seed: int = 0) -> str:
    """P with the way in which it was computed, random tables with their number, seed and standard error."""
    values = {"samples": whole(samples, language), "seed": seed, "error": number(test.standard_error or 0.0, language)}
    return fill(test.method, language, p=p_value(test.pvalue, language), **values)


def _statistic(test: HypothesisTest, language: str) -> str:
    return decimals(f"{test.statistic:.2f}", language)
