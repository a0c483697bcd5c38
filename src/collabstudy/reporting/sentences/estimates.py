"""Shares, differences, ratios, bounds: one sentence each, a fragment without its full stop.

``synthetic`` adds that the responses are synthetic; ``language`` is ``en`` or ``nl``, anything else a ValueError.
"""

from __future__ import annotations

import math
from fractions import Fraction

from collabstudy.reporting.languages import fill
from collabstudy.reporting.languages.numbers import decimals, ends, level, method, noun, number, points
from collabstudy.reporting.words import percent
from collabstudy.statistics import Bounds, BreakEven, ClusteredInterval, Interval


def marked(text: str, language: str, synthetic: bool) -> str:
    """The sentence, with the word where it is about synthetic responses."""
    return fill("synthetic", language, text=text) if synthetic else text


def share(count: int, base: int, found: Interval, language: str = "en", synthetic: bool = False) -> str:
    """The share with its interval; of the invited, in persons and with its condition, where it is one of those."""
    values = {
        "count": count,
        "base": base,
        "share": percent(found.estimate),
        "method": method(found.method, language),
    }
    if found.population is None:
        return marked(fill("share", language, interval=interval(found, language), **values), language, synthetic)
    persons = ""
    if found.lower_count is not None and found.upper_count is not None:
        persons = fill("persons", language, low=found.lower_count, high=found.upper_count)
    values |= {
        "invited": ends(*found.population, language),
        "level": level(found.confidence, language),
        "persons": persons,
    }
    text = fill("finite", language, lower=percent(found.lower), upper=percent(found.upper), **values)
    return marked(text, language, synthetic)


def interval(found: Interval, language: str) -> str:
    """The confidence interval of a share."""
    values = {"level": level(found.confidence, language)}
    return fill("interval", language, lower=percent(found.lower), upper=percent(found.upper), **values)


def difference(found: Interval, language: str = "en", synthetic: bool = False) -> str:
    """The difference of two shares in percentage points."""
    low, high = (percent(end)[:-1] for end in (found.lower, found.upper))
    span = fill("interval", language, level=level(found.confidence, language), lower=low, upper=high)
    values = {
        "difference": points(found.estimate, language),
        "interval": span,
        "method": method(found.method, language),
    }
    return marked(fill("difference", language, **values), language, synthetic)


def odds_ratio(found: Interval, language: str = "en", synthetic: bool = False) -> str:
    """A conditional odds ratio; without upper end where nobody changed the other way."""
    name = "open interval" if math.isinf(found.upper) else "interval"
    low, high = number(found.lower, language), number(found.upper, language)
    span = fill(name, language, level=level(found.confidence, language), lower=low, upper=high)
    values = {"estimate": number(found.estimate, language), "interval": span, "method": method(found.method, language)}
    return marked(fill("odds ratio", language, **values), language, synthetic)


def bounds(
    found: Bounds, size: tuple[int, int], invited: bool = True, language: str = "en", synthetic: bool = False
) -> str:
    """Worst-case bounds of a share among ``size`` (smallest, largest) persons invited, or who took part."""
    whom = noun("invited" if invited else "respondent", size[1], language)
    values = {"whom": whom.format(ends(*size, language)), "item": found.item_silent}
    values |= {"lower": percent(found.lower), "upper": percent(found.upper), "unit": ends(*found.unit_silent, language)}
    return marked(fill("bounds", language, **values), language, synthetic)


def break_even(found: BreakEven, language: str = "en", synthetic: bool = False) -> str:
    """With how many yes among the silent the share loses its side of the threshold."""
    values = {"threshold": _percent(found.threshold, language), "share": percent(found.share), "silent": found.silent}
    one = " one" if found.silent == 1 else ""
    if found.persons is None:
        return marked(fill(f"never{one}", language, **values), language, synthetic)
    silent = percent(Fraction(found.persons, found.silent))
    name = "falls" if found.above else "rises"
    text = fill(f"{name}{one}", language, persons=found.persons, silent_share=silent, **values)
    return marked(text, language, synthetic)


def clustered(found: ClusteredInterval, language: str = "en", synthetic: bool = False) -> str:
    """The interval if respondents came in groups of like-minded ones."""
    values = {
        "size": decimals(f"{found.cluster_size:g}", language),
        "correlation": decimals(f"{found.correlation:g}", language),
        "effective": decimals(f"{found.effective_base:.1f}", language),
        "share": percent(found.interval.estimate),
        "interval": interval(found.interval, language),
        "method": method(found.interval.method, language),
    }
    return marked(fill("clustered", language, **values), language, synthetic)


def target(name: str, language: str = "en") -> str:
    """Of whom a result speaks and under which assumption: ``superpopulation``, ``finite`` or ``bounds``."""
    return fill(name, language, "targets")


def _percent(value: Fraction, language: str) -> str:
    return decimals(f"{float(value) * 100:.3g}", language) + "%"
