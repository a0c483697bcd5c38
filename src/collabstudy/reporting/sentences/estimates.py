"""Shares, differences, ratios, bounds: one phrase each, a fragment without its full stop.

``synthetic`` adds that the responses are synthetic.
"""

from __future__ import annotations

import math
from fractions import Fraction

from collabstudy.reporting.languages.phrases import Noun, Phrase, Value, between, phrase, quantity
from collabstudy.statistics import Bounds, BreakEven, ClusteredInterval, Interval


def marked(text: Value, synthetic: bool) -> Value:
    """The sentence, with the word where it is about synthetic responses."""
    return phrase("synthetic", text=text) if synthetic else text


def share(count: int, base: int, found: Interval, synthetic: bool = False) -> Value:
    """The share with its interval; of the invited, in persons and with its condition, where it is one of those."""
    values: dict[str, Value] = {
        "count": count,
        "base": base,
        "share": quantity("percent", found.estimate),
        "method": method(found.method),
    }
    if found.population is None:
        return marked(phrase("share", interval=interval(found), **values), synthetic)
    persons: Value = ""
    if found.lower_count is not None and found.upper_count is not None:
        persons = phrase("persons", low=found.lower_count, high=found.upper_count)
    values |= {"invited": ends(*found.population), "level": quantity("level", found.confidence), "persons": persons}
    lower, upper = quantity("percent", found.lower), quantity("percent", found.upper)
    return marked(phrase("finite", lower=lower, upper=upper, **values), synthetic)


def interval(found: Interval) -> Phrase:
    """The confidence interval of a share."""
    return _interval("interval", found, "percent")


def difference(found: Interval, synthetic: bool = False) -> Value:
    """The difference of two shares in percentage points."""
    span = _interval("interval", found, "percent bare")
    estimate = quantity("points", found.estimate)
    return marked(phrase("difference", difference=estimate, interval=span, method=method(found.method)), synthetic)


def odds_ratio(found: Interval, synthetic: bool = False) -> Value:
    """A conditional odds ratio; without upper end where nobody changed the other way."""
    span = _interval("open interval" if math.isinf(found.upper) else "interval", found, "number")
    values = {"estimate": _finite(found.estimate, "number"), "interval": span, "method": method(found.method)}
    return marked(phrase("odds ratio", **values), synthetic)


def bounds(found: Bounds, size: tuple[int, int], invited: bool = True, synthetic: bool = False) -> Value:
    """Worst-case bounds of a share among ``size`` (smallest, largest) persons invited, or who took part."""
    whom = Noun("invited" if invited else "respondent", size[1], ends(*size))
    values: dict[str, Value] = {"whom": whom, "item": found.item_silent, "unit": ends(*found.unit_silent)}
    values |= {"lower": quantity("percent", found.lower), "upper": quantity("percent", found.upper)}
    return marked(phrase("bounds", **values), synthetic)


def break_even(found: BreakEven, synthetic: bool = False) -> Value:
    """With how many yes among the silent the share loses its side of the threshold."""
    threshold, own = quantity("percent 3", found.threshold), quantity("percent", found.share)
    values: dict[str, Value] = {"threshold": threshold, "share": own, "silent": found.silent}
    one = " one" if found.silent == 1 else ""
    if found.persons is None:
        return marked(phrase(f"never{one}", **values), synthetic)
    silent = quantity("percent", Fraction(found.persons, found.silent))
    name = "falls" if found.above else "rises"
    return marked(phrase(f"{name}{one}", persons=found.persons, silent_share=silent, **values), synthetic)


def clustered(found: ClusteredInterval, synthetic: bool = False) -> Value:
    """The interval if respondents came in groups of like-minded ones."""
    values: dict[str, Value] = {
        "size": quantity("plain", found.cluster_size),
        "correlation": quantity("plain", found.correlation),
        "effective": quantity("1 decimal", found.effective_base),
        "share": quantity("percent", found.interval.estimate),
        "interval": interval(found.interval),
        "method": method(found.interval.method),
    }
    return marked(phrase("clustered", **values), synthetic)


def target(name: str) -> Phrase:
    """Of whom a result speaks and under which assumption: ``superpopulation``, ``finite`` or ``bounds``."""
    return phrase(name, "targets")


def method(name: str) -> Phrase:
    """A method by the name under which the field knows it."""
    return phrase(name, "methods")


def ends(low: int, high: int) -> Value:
    """A number of persons, or the two between which it lies."""
    return between(quantity("whole", low), quantity("whole", high))


def _interval(name: str, found: Interval, form: str) -> Phrase:
    lower, upper = _finite(found.lower, form), _finite(found.upper, form)
    return phrase(name, level=quantity("level", found.confidence), lower=lower, upper=upper)


def _finite(value: float | Fraction, form: str) -> Value:
    return phrase("infinite") if math.isinf(value) else quantity(form, value)
