"""Two yes/no questions answered by the same respondents: test, difference, effect size.

Every `table` is 2 x 2 counts of respondents: rows the first question (yes, no), columns the second (yes, no). A frame
labelled yes and no (or ja and nee, True and False, 1 and 0) on both sides may have them in any order; in every other
table the first row and the first column are the yes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabstudy.statistics.checks import fraction_between, one_of, two_by_two
from collabstudy.statistics.discordant import (
    mcnemar_asymptotic_pvalue,
    mcnemar_corrected_pvalue,
    mcnemar_exact_pvalue,
    mcnemar_mid_pvalue,
)
from collabstudy.statistics.limits import critical_value
from collabstudy.statistics.paired_limits import bonett_price_limits, newcombe_limits, tango_limits, wald_limits
from collabstudy.statistics.results import EffectSize, HypothesisTest, Interval
from collabstudy.statistics.unconditional import BERGER_BOOS_GAMMA, mcnemar_unconditional_pvalue

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

PAIRED = (
    "target: a superpopulation of which the respondents are independent draws",
    "the same respondents answered both questions",
)
MCNEMAR_SOURCES = {
    "exact": "McNemar (1947), Psychometrika 12:153; Fagerland, Lydersen and Laake (2013)",
    "mid_p": "Fagerland, Lydersen and Laake (2013), BMC Med. Res. Methodol. 13:91",
    "asymptotic": "McNemar (1947), Psychometrika 12:153",
    "asymptotic_cc": "Edwards (1948), Psychometrika 13:185",
    "exact_unconditional": "Fagerland, Lydersen and Laake (2013); Berger and Boos (1994), J. Am. Stat. Assoc. 89:1012",
}
DIFFERENCE_SOURCES = {
    "newcombe": "Newcombe (1998), Stat. Med. 17:2635, method 10",
    "tango": "Tango (1998), Stat. Med. 17:891",
    "bonett_price": "Bonett and Price (2012), J. Educ. Behav. Stat. 37:479",
    "wald": "Fagerland, Lydersen and Laake (2014), Stat. Med. 33:2850",
}
LIMITS = {"tango": tango_limits, "bonett_price": bonett_price_limits, "wald": wald_limits}
COHEN = "Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, chapter 5"


def mcnemar(table: ArrayLike, method: str = "exact") -> HypothesisTest:
    """McNemar's test that both questions have the same share of yes; two-sided.

    Only the b who said yes to the first question alone and the c who said yes to the second alone count.

    Methods:
    - `exact`: b given b + c is binomial with share 1/2; twice the smaller tail (McNemar 1947; Fagerland et
      al. 2013, supplement, equation 1). Its chance of a false rejection is at most alpha, and far below
      it at few discordant pairs: a high p is then no sign of equality.
    - `mid_p`: the exact p less the probability of the observed table; with b = c, 1 less half of it
      (Fagerland et al. 2013, supplement, equation 2). More powerful; not where a guarantee against
      exceeding alpha is asked for.
    - `asymptotic`: (b - c)^2 / (b + c) against chi-square with one degree of freedom, no continuity
      correction (McNemar 1947). Not for few discordant pairs.
    - `asymptotic_cc`: the same with |b - c| less 1, not below 0 (Edwards 1948). More conservative than `exact`
      mostly, so hardly ever the one to choose.
    - `exact_unconditional`: the largest probability, over the share of discordant pairs, of an asymptotic
      statistic as large as the observed one among n respondents. The share is sought in its Clopper-Pearson
      interval at confidence 1 - gamma only, and gamma = .0001 is added to p (Berger and Boos 1994;
      Fagerland et al. 2013). Guaranteed like `exact` and more powerful; p is never below .0001.
    Not for two groups of different respondents, and not for respondents who are dependent, such as several
    from one municipality. With no discordant pair p is 1 under every method.

    Returns:
        HypothesisTest. `statistic` is the smaller discordant count for `exact` and `mid_p`, the chi-square
        for the others; `pvalue_exact` is a Fraction for the first two, None for the others.

    Raises:
        ValueError: a table that is not 2 x 2 whole counts of 0 or more; an unknown method.
    """
    one_of(method, MCNEMAR_SOURCES)
    a, b, c, d = two_by_two(table)
    exact, statistic = None, 0.0
    if method in ("exact", "mid_p"):
        exact = mcnemar_exact_pvalue(b, c) if method == "exact" else mcnemar_mid_pvalue(b, c)
        pvalue, statistic = float(exact), float(min(b, c))
        basis = f"conditional on the number of discordant pairs, {b + c}"
    elif method == "exact_unconditional":
        pvalue = mcnemar_unconditional_pvalue(b, c, a + b + c + d)
        basis = f"not conditional on the number of discordant pairs; Berger-Boos with gamma {BERGER_BOOS_GAMMA}"
    else:
        corrected = method == "asymptotic_cc"
        pvalue = mcnemar_corrected_pvalue(b, c) if corrected else mcnemar_asymptotic_pvalue(b, c)
        basis = f"chi-square approximation, {'with' if corrected else 'no'} continuity correction"
    if exact is None and b + c:
        statistic = max(0, abs(b - c) - (method == "asymptotic_cc")) ** 2 / (b + c)
    notes = (*PAIRED, basis) if b + c else (*PAIRED, "no discordant pair: p is 1 by definition")
    return HypothesisTest(
        pvalue=pvalue,
        statistic=statistic,
        method=method,
        assumptions=notes,
        source=MCNEMAR_SOURCES[method],
        pvalue_exact=exact,
    )


def paired_difference(table: ArrayLike, method: str = "newcombe", confidence: float = 0.95) -> Interval:
    """The share of yes on the first question less that on the second, with a confidence interval.

    The yes are the first row and column, unless a frame's labels on both sides say which they are (yes and no, ja and
    nee, True and False, 1 and 0): those are read in any order, as `pandas.crosstab` puts no before yes.

    Methods:
    - `newcombe`: Wilson's limits of the two shares joined by squaring and adding, with the correlation phi of
      the two answers, its numerator reduced by n / 2, not below 0, where it is positive, and phi = 0 where a
      margin is empty (Newcombe 1998, Stat. Med. 17:2635, method 10). The default.
    - `tango`: the differences that the score test keeps, the other shares at their most likely values (Tango
      1998, Stat. Med. 17:891). Covers less than the confidence at few respondents.
    - `bonett_price`: Wald's interval after adding one respondent to either discordant count (Bonett and Price
      2012). Simple and close to Tango's; not below 78% confidence, where an end may need to be moved out to
      the estimate.
    - `wald`: the estimated standard error times z (Fagerland et al. 2014). Only to compare with other
      publications: it covers too little at few respondents, and has no width without discordant pairs.
    Not for different respondents on the two questions. An interval may exclude 0 where the exact McNemar test
    does not reach alpha, and the reverse: the two are not one method.

    Raises:
        ValueError: a table that is not 2 x 2 whole counts of 0 or more, or that counts nobody; an unknown
            method; confidence not between 0 and 1.
    """
    one_of(method, DIFFERENCE_SOURCES)
    a, b, c, d = two_by_two(table)
    n = a + b + c + d
    if n == 0:
        raise ValueError("table counts nobody: a difference of shares is not defined")
    z = critical_value(fraction_between(confidence, "confidence"))
    lower, upper = newcombe_limits(a, b, c, d, z) if method == "newcombe" else LIMITS[method](b, c, n, z)
    return Interval(
        estimate=(b - c) / n,
        lower=lower,
        upper=upper,
        method=method,
        confidence=float(confidence),
        assumptions=(*PAIRED, "coverage close to the confidence on average, not guaranteed"),
        source=DIFFERENCE_SOURCES[method],
    )


def cohen_g(table: ArrayLike) -> EffectSize:
    """Cohen's g of a paired table: max(b, c) / (b + c) - 1/2, from 0 to 1/2, without direction.

    b and c are the discordant counts (Cohen 1988, chapter 5). With no discordant pair g is not defined:
    `estimate` is None, neither 0 nor an error, and `reason` says so. Not a measure of how many respondents
    differ: one discordant pair among a thousand gives the largest g there is.

    Raises:
        ValueError: a table that is not 2 x 2 whole counts of 0 or more.
    """
    _, b, c, _ = two_by_two(table)
    if b + c == 0:
        reason = "no discordant pair: there is no share of discordant pairs to compare with one half"
        return EffectSize(estimate=None, method="cohen_g", assumptions=PAIRED, source=COHEN, reason=reason)
    estimate = abs(b - c) / (2 * (b + c))  # the same value, without the cancellation in subtracting 1/2
    return EffectSize(estimate=estimate, method="cohen_g", assumptions=PAIRED, source=COHEN)
