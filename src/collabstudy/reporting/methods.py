"""Which methods the collection trusts at a study's number of respondents, with reasons written from what is computed.

Roles are fixed: they were chosen at the article's number of respondents. Every reason is a fact of the numbers at hand,
so a study of another size gets its own.
"""

from collections.abc import Mapping

from collabstudy.reporting.results import Finding, Missing
from collabstudy.reporting.words import count, listed, percent
from collabstudy.statistics import Coverage, Size, interval_coverage, mcnemar_size
from collabstudy.study import Study

DESIGN = ("assumed",)  # no answer is used; the number of respondents and the levels are taken as given
LARGEST = 200  # respondents, or invited, up to which enumerating everything takes seconds
UNCONDITIONAL = 50  # respondents up to which the unconditional test does
POINTS = 201  # shares that are tried beside the interval ends; 5% and 95% are among them
SAME = 1e-6  # coverage short of its level by rounding only
INNER = 0.05, 0.95
NAMES = {
    "wilson": "Wilson",
    "blaker": "Blaker",
    "clopper_pearson": "Clopper-Pearson",
    "mid_p": "mid-p",
    "jeffreys": "Jeffreys",
    "agresti_coull": "Agresti-Coull",
    "wilson_cc": "Wilson with correction",
    "hypergeometric": "hypergeometric",
    "wang": "Wang",
    "wald": "Wald",
    "logit": "logit",
    "exact": "exact",
    "asymptotic": "asymptotic",
    "asymptotic_cc": "asymptotic with correction",
    "exact_unconditional": "exact unconditional",
}
SHARE = ("wilson", "blaker", "clopper_pearson", "mid_p", "jeffreys", "agresti_coull", "wilson_cc")
FINITE = ("hypergeometric", "wang", "wald", "logit")
TESTS = ("exact", "mid_p", "asymptotic", "asymptotic_cc", "exact_unconditional")
ROLES = {
    "wilson": "default",
    "blaker": "for a guarantee",
    "hypergeometric": "default",
    "wang": "for the shortest",
}
TEST_ROLES = {"exact": "default", "mid_p": "beside it"}


def share_coverages(study: Study) -> dict[str, Coverage] | Missing:
    """Coverage of each interval for a share at the study's number of respondents, about a superpopulation."""
    if study.respondents > LARGEST:
        return _too_many(study.respondents, "respondents", "the coverage of intervals")
    level = study.analysis.confidence
    return {name: interval_coverage(study.respondents, name, level, None, POINTS) for name in SHARE}


def finite_coverages(study: Study) -> dict[str, Coverage] | Missing:
    """The same about the invited, at the largest number of them that the study gives."""
    if study.invited is None:
        return Missing("How many were invited is not known, so no interval is about them.")
    invited = study.invited[1]
    if invited > LARGEST:
        return _too_many(invited, "invited", "the coverage of intervals for the invited")
    level = study.analysis.confidence
    return {name: interval_coverage(study.respondents, name, level, invited, POINTS) for name in FINITE}


def test_sizes(study: Study) -> dict[str, Size] | Missing:
    """Size of each McNemar test with as many pairs as respondents; the unconditional one where it takes seconds."""
    if study.respondents > LARGEST:
        return _too_many(study.respondents, "respondents", "the size of the tests")
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


def share_use(name: str, found: Mapping[str, Coverage]) -> str:
    """The use of an interval for a share, with its reason."""
    item, default, safe = found[name], found["wilson"], found["blaker"]
    inner = f"{percent(inner_least(item), 1)} or more from {percent(INNER[0])} to {percent(INNER[1])}"
    if name == "wilson":
        return f"default: {percent(item.mean, 1)} on average, {inner}"
    if name == "blaker":
        narrow = all(safe.mean_width <= other.mean_width for other in found.values() if guaranteed(other))
        return "where a guarantee is asked for" + (": the narrowest that has one" if narrow else "")
    if guaranteed(item):
        wide = item.mean_width > safe.mean_width
        return "not used: a guarantee, but wider than Blaker" if wide else "not used: Blaker is the choice"
    faults = ["no guarantee"]
    faults += ["wider than Wilson"] if item.mean_width > default.mean_width else []
    low, beside = inner_least(item), inner_least(default)
    faults += [f"down to {percent(low, 1)} in that range (Wilson {percent(beside, 1)})"] if low < beside - SAME else []
    return f"not used: {listed(faults)}"


def finite_use(name: str, found: Mapping[str, Coverage]) -> str:
    """The use of an interval about the invited, with its reason."""
    item = found[name]
    if name == "hypergeometric":
        return "default: a guarantee, as much on either side" if guaranteed(item) else "default"
    if name == "wang":
        narrow = item.mean_width < found["hypergeometric"].mean_width
        return "where the shortest that has a guarantee is wanted" + (": narrower on average" if narrow else "")
    missed = percent(item.mean, 1)
    return f"not used: no interval where all answer alike, and {missed} on average; for comparison"


def test_use(name: str, found: Mapping[str, Size]) -> str:
    """The use of a McNemar test, with its reason."""
    item = found[name]
    largest, over = percent(item.maximum, 1), item.maximum > item.alpha
    if name == "exact":
        return "default, where exceeding alpha must be ruled out"
    if name == "mid_p":
        return "beside the exact test: " + (f"exceeds alpha, up to {largest}" if over else "closer to alpha")
    if name == "exact_unconditional":
        return "not used: its p needs the number of pairs too, which printed shares seldom tell"
    if over:
        return f"not used: exceeds alpha, up to {largest}"
    return "not used: no guarantee" + (
        "" if item.maximum > found["exact"].maximum + SAME else " and no gain over exact"
    )


def choice_finding(study: Study) -> Finding | Missing:
    """The choice of defaults in plain words, with the numbers at this study's size."""
    shares, invited, tests = share_coverages(study), finite_coverages(study), test_sizes(study)
    if isinstance(shares, Missing):
        return shares
    if isinstance(tests, Missing):
        return tests
    level = exact_percent(study.analysis.confidence)
    wilson, blaker, other = (shares[name] for name in ("wilson", "blaker", "clopper_pearson"))
    sentences = [
        f"A share of {count(study.respondents, 'respondent')}, {level} asked for: the Wilson interval covers the true "
        f"share with {percent(wilson.mean, 1)} on average and {percent(inner_least(wilson), 1)} at least between "
        f"{percent(INNER[0])} and {percent(INNER[1])}; near {percent(near(wilson.minimum_at), 1)} it falls to "
        f"{percent(wilson.minimum, 1)}. It is the default.",
        f"Where a guarantee is asked for: Blaker, {percent(blaker.minimum, 1)} at least and {_points(blaker)} points "
        f"wide on average, where Clopper-Pearson takes {_points(other)} and Wilson {_points(wilson)}.",
    ]
    if not isinstance(invited, Missing):
        exact = invited["hypergeometric"]
        sentences.append(
            f"A share of the {exact.population} invited: the hypergeometric interval, {percent(exact.minimum, 1)} at "
            f"least, {_points(exact)} points wide; if those who answered are a simple random sample of them."
        )
    sizes = {name: percent(item.maximum, 1) for name, item in tests.items()}
    sentences.append(
        f"Two questions to the same persons, alpha {study.analysis.alpha}: McNemar's exact test rejects falsely in at "
        f"most {sizes['exact']}, the mid-p test in {sizes['mid_p']}, the asymptotic one in {sizes['asymptotic']}. "
        "The exact test is the default, and mid-p stands beside it."
    )
    values = {f"least {name}": item.minimum for name, item in shares.items()}
    values |= {f"largest size {name}": item.maximum for name, item in tests.items()}
    return Finding(sentences, DESIGN, values)


def exact_percent(share: float) -> str:
    """A level as a percentage with as many decimals as it has."""
    return f"{round(100 * share, 6):g}%"


def _points(found: Coverage) -> str:
    return percent(found.mean_width, 1)[:-1]


def _too_many(number: int, whom: str, what: str) -> Missing:
    return Missing(f"{number:,} {whom} are too many to work out {what} case by case (at most {LARGEST}); left out.")
