"""Which methods the collection trusts, with reasons written from what is computed.

Roles are fixed: they were chosen at the article's number of respondents. Every reason is a fact of the numbers at hand,
so a study of another size gets its own.
"""

from collections.abc import Mapping

from collabstudy.reporting.methods import (
    DESIGN,
    INNER,
    SAME,
    exact_percent,
    finite_coverages,
    guaranteed,
    inner_least,
    mcnemar_sizes,
    near,
    share_coverages,
)
from collabstudy.reporting.results import Finding, Missing
from collabstudy.reporting.words import count, listed, percent
from collabstudy.statistics import Coverage, Size
from collabstudy.study import Study

ROLES = {
    "wilson": "default",
    "blaker": "for a guarantee",
    "hypergeometric": "default",
    "wang": "for the shortest",
}
TEST_ROLES = {"exact": "default", "mid_p": "beside it"}


def share_use(name: str, found: Mapping[str, Coverage]) -> str:
    """The use of an interval for a share, with its reason."""
    item, default, safe = found[name], found["wilson"], found["blaker"]
    inside = f"from {percent(INNER[0])} to {percent(INNER[1])}"
    if name == "wilson":
        return f"default: {percent(item.mean, 1)} on average, {percent(inner_least(item), 1)} or more {inside}"
    if name == "blaker":
        narrow = all(safe.mean_width <= other.mean_width for other in found.values() if guaranteed(other))
        return "where a guarantee is asked for" + (": the narrowest that has one" if narrow else "")
    if guaranteed(item):
        wide = item.mean_width > safe.mean_width
        return "not used: a guarantee, but wider than Blaker" if wide else "not used: Blaker is the choice"
    faults = ["no guarantee"]
    faults += ["wider than Wilson"] if item.mean_width > default.mean_width else []
    low, beside = inner_least(item), inner_least(default)
    faults += [f"down to {percent(low, 1)} {inside} (Wilson {percent(beside, 1)})"] if low < beside - SAME else []
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


def mcnemar_use(name: str, found: Mapping[str, Size]) -> str:
    """The use of a McNemar test, with its reason."""
    item = found[name]
    largest, over = percent(item.maximum, 1), item.maximum > item.alpha
    if name == "exact":
        return "default, where exceeding alpha must be ruled out"
    if name == "mid_p":
        gain = "closer to alpha" if item.maximum > found["exact"].maximum + SAME else "no difference here"
        return f"beside the exact test: {f'exceeds alpha, up to {largest}' if over else gain}"
    if name == "exact_unconditional":
        return "not used: takes long where tables are many, and cannot give p below .0001"
    if over:
        return f"not used: exceeds alpha, up to {largest}"
    return "not used: no guarantee" + (
        "" if item.maximum > found["exact"].maximum + SAME else " and no gain over exact"
    )


def choice_finding(study: Study) -> Finding | Missing:
    """The choice of defaults in plain words, with the numbers at this study's size."""
    shares, invited, tests = share_coverages(study), finite_coverages(study), mcnemar_sizes(study)
    if isinstance(shares, Missing):
        return shares
    if isinstance(tests, Missing):
        return tests
    level = exact_percent(study.analysis.confidence)
    wilson, blaker, other = (shares[name] for name in ("wilson", "blaker", "clopper_pearson"))
    sentences = [
        f"A share of {count(study.respondents, 'respondent')}, {level} asked for: the Wilson interval covers the true "
        f"share with {percent(wilson.mean, 1)} on average and {percent(inner_least(wilson), 1)} at least between "
        f"{percent(INNER[0])} and {percent(INNER[1])}{_dip(wilson)}. It is the default.",
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


def _dip(found: Coverage) -> str:
    """Where coverage is least, unless that is where shares usually lie."""
    if found.minimum >= inner_least(found) - SAME:
        return ""
    return f"; near {percent(near(found.minimum_at), 1)} it falls to {percent(found.minimum, 1)}"


def _points(found: Coverage) -> str:
    return percent(found.mean_width, 1)[:-1]
