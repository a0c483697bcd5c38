"""How the methods behave at a study's number of respondents, worked out case by case; beyond some size left out."""

from collabstudy.reporting.languages.phrases import phrase, quantity
from collabstudy.reporting.results import Missing
from collabstudy.statistics import Coverage, Size, interval_coverage, mcnemar_size
from collabstudy.study import Study

DESIGN = ("assumed",)  # no answer is used; the number of respondents and the levels are taken as given
LARGEST = 200  # respondents, or invited, up to which enumerating everything takes seconds
UNCONDITIONAL = 50  # respondents up to which the unconditional test does
POINTS = 201  # shares that are tried beside the interval ends; 5% and 95% are among them
SAME = 1e-6  # coverage short of its level by rounding only
INNER = 0.05, 0.95
SHARE = ("wilson", "blaker", "clopper_pearson", "mid_p", "jeffreys", "agresti_coull", "wilson_cc")
FINITE = ("hypergeometric", "wang", "wald", "logit")
TESTS = ("exact", "mid_p", "asymptotic", "asymptotic_cc", "exact_unconditional")


def share_coverages(study: Study) -> dict[str, Coverage] | Missing:
    """Coverage of each interval for a share at the study's number of respondents, about a superpopulation."""
    if study.respondents > LARGEST:
        return _too_many(study.respondents, "coverage respondents")
    level = study.analysis.confidence
    return {name: interval_coverage(study.respondents, name, level, None, POINTS) for name in SHARE}


def finite_coverages(study: Study) -> dict[str, Coverage] | Missing:
    """The same about the invited, at the largest number of them that the study gives."""
    if study.invited is None:
        return Missing(phrase("invited unknown", "missing"))
    invited = study.invited[1]
    if invited == study.respondents:
        return Missing(phrase("all answered", "missing"))
    if invited > LARGEST:
        return _too_many(invited, "coverage invited")
    level = study.analysis.confidence
    return {name: interval_coverage(study.respondents, name, level, invited, POINTS) for name in FINITE}


def mcnemar_sizes(study: Study) -> dict[str, Size] | Missing:
    """Size of each McNemar test with as many pairs as respondents; the unconditional one where it takes seconds."""
    if study.respondents > LARGEST:
        return _too_many(study.respondents, "size respondents")
    tests = TESTS if study.respondents <= UNCONDITIONAL else TESTS[:-1]
    return {name: mcnemar_size(study.respondents, name, study.analysis.alpha, POINTS) for name in tests}


def inner_least(found: Coverage) -> float:
    """The infimum of coverage over shares from 5% to 95%; both are among the shares that were tried."""
    inside = (found.shares >= INNER[0]) & (found.shares <= INNER[1])
    return float((found.coverage[inside] if inside.any() else found.coverage).min())


def near(share: float) -> float:
    """A share or its mirror image, whichever is at most one half: all these intervals treat both alike."""
    return min(share, 1 - share)


def guaranteed(found: Coverage) -> bool:
    """Whether coverage is nowhere below the confidence asked for."""
    return found.minimum >= found.confidence - SAME


def _too_many(number: int, what: str) -> Missing:
    return Missing(phrase(what, "missing", number=quantity("whole", number), most=LARGEST))
