"""Which methods the collection trusts, with reasons written from what is computed.

Roles are fixed: they were chosen at the article's number of respondents. Every reason is a fact of the numbers at hand,
so a study of another size gets its own.
"""

from collections.abc import Mapping

from collabstudy.reporting.languages.phrases import Quantity, Row, Value, counted, phrase, quantity
from collabstudy.reporting.methods import (
    DESIGN,
    INNER,
    SAME,
    finite_coverages,
    guaranteed,
    inner_least,
    mcnemar_sizes,
    near,
    share_coverages,
)
from collabstudy.reporting.results import Finding, Missing
from collabstudy.statistics import Coverage, Size
from collabstudy.study import Study

ROLES = {
    "wilson": "default",
    "blaker": "for a guarantee",
    "hypergeometric": "default",
    "wang": "for the shortest",
}
TEST_ROLES = {"exact": "default", "mid_p": "beside it"}


SECTION = "uses"


def share_use(name: str, found: Mapping[str, Coverage]) -> Value:
    """The use of an interval for a share, with its reason."""
    item, default, safe = found[name], found["wilson"], found["blaker"]
    if name == "wilson":
        mean, least = _percent(item.mean), _percent(inner_least(item))
        return phrase("share default", SECTION, mean=mean, least=least, inside=_inside())
    if name == "blaker":
        narrow = all(safe.mean_width <= other.mean_width for other in found.values() if guaranteed(other))
        return phrase("guarantee narrowest" if narrow else "guarantee", SECTION)
    if guaranteed(item):
        return phrase("wider than Blaker" if item.mean_width > safe.mean_width else "Blaker instead", SECTION)
    faults = [phrase("no guarantee", SECTION)]
    faults += [phrase("wider than Wilson", SECTION)] if item.mean_width > default.mean_width else []
    low, beside = inner_least(item), inner_least(default)
    if low < beside - SAME:
        faults.append(phrase("lower", SECTION, low=_percent(low), inside=_inside(), beside=_percent(beside)))
    return phrase("not used", SECTION, faults=Row(faults))


def finite_use(name: str, found: Mapping[str, Coverage]) -> Value:
    """The use of an interval about the invited, with its reason."""
    item = found[name]
    if name == "hypergeometric":
        return phrase("finite guarantee" if guaranteed(item) else "finite default", SECTION)
    if name == "wang":
        narrow = item.mean_width < found["hypergeometric"].mean_width
        return phrase("shortest narrower" if narrow else "shortest", SECTION)
    return phrase("finite not used", SECTION, mean=_percent(item.mean))


def mcnemar_use(name: str, found: Mapping[str, Size]) -> Value:
    """The use of a McNemar test, with its reason."""
    item = found[name]
    over, gain = item.maximum > item.alpha, item.maximum > found["exact"].maximum + SAME
    if name == "exact":
        return phrase("test default", SECTION)
    if name == "exact_unconditional":
        return phrase("test unconditional", SECTION)
    if name == "mid_p":
        return phrase(
            "mid-p over" if over else "mid-p gain" if gain else "mid-p no gain", SECTION, largest=_largest(item)
        )
    return phrase(
        "test over" if over else "test no guarantee" if gain else "test no gain", SECTION, largest=_largest(item)
    )


def choice_finding(study: Study) -> Finding | Missing:
    """The choice of defaults in plain words, with the numbers at this study's size."""
    shares, invited, tests = share_coverages(study), finite_coverages(study), mcnemar_sizes(study)
    if isinstance(shares, Missing):
        return shares
    if isinstance(tests, Missing):
        return tests
    wilson, blaker, other = (shares[name] for name in ("wilson", "blaker", "clopper_pearson"))
    widths = {"width": _points(blaker), "other": _points(other), "wilson": _points(wilson)}
    sentences: list[Value] = [
        _wilson(study, wilson),
        phrase("choice blaker", SECTION, least=_percent(blaker.minimum), **widths),
    ]
    if not isinstance(invited, Missing):
        exact = invited["hypergeometric"]
        known = {"least": _percent(exact.minimum), "width": _points(exact)}
        sentences.append(phrase("choice finite", SECTION, invited=exact.population or 0, **known))
    sizes = {name: _largest(tests[name]) for name in ("exact", "mid_p", "asymptotic")}
    sentences.append(phrase("choice tests", SECTION, alpha=quantity("plain", study.analysis.alpha), **sizes))
    values = {f"least {name}": item.minimum for name, item in shares.items()}
    values |= {f"largest size {name}": item.maximum for name, item in tests.items()}
    return Finding(sentences, DESIGN, values)


def _wilson(study: Study, found: Coverage) -> Value:
    """Why Wilson's interval is the default, and where its coverage is least unless shares usually lie there."""
    dips = found.minimum < inner_least(found) - SAME
    at, least = _percent(near(found.minimum_at)), _percent(found.minimum)
    return phrase(
        "choice wilson",
        SECTION,
        respondents=counted("person answering", study.respondents),
        level=quantity("level", study.analysis.confidence),
        mean=_percent(found.mean),
        least=_percent(inner_least(found)),
        low=quantity("percent", INNER[0]),
        high=quantity("percent", INNER[1]),
        dip=phrase("dip", SECTION, at=at, least=least) if dips else "",
    )


def _inside() -> Value:
    return phrase("inside", SECTION, low=quantity("percent", INNER[0]), high=quantity("percent", INNER[1]))


def _percent(share: float) -> Quantity:
    return quantity("percent 1", share)


def _largest(found: Size) -> Quantity:
    return _percent(found.maximum)


def _points(found: Coverage) -> Quantity:
    return quantity("points bare", found.mean_width)
