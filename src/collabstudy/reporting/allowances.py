"""What a number of respondents out of those invited allows, before a single answer is looked at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from collabstudy.reporting import sentences
from collabstudy.reporting.languages import fill
from collabstudy.reporting.languages.numbers import decimals, ends, level, noun, p_value
from collabstudy.reporting.released import of_base
from collabstudy.reporting.results import Finding
from collabstudy.reporting.words import points
from collabstudy.statistics import binomial_test, mcnemar, proportion_interval
from collabstudy.study import Study

HALF = Fraction(1, 2)
SECTION = "allowances"


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """Persons; None where no number of them will do, or where nobody knows how many were invited."""

    base: int
    majority: int | None
    invited_majority: int | None
    discordant: int | None


def allowance(base: int, invited: tuple[int, int] | None, alpha: float, confidence: float) -> Allowance:
    """What ``base`` respondents allow.

    ``majority``: the fewest yes whose exact binomial test against one half has p at most alpha;
    ``invited_majority``: the fewest whose hypergeometric interval lies above half of any number invited;
    ``discordant``: the fewest discordant pairs with which the exact McNemar test reaches alpha. The difference is
    then that many persons, all one way, and no smaller one reaches it: with the same difference and more
    discordant pairs p only grows.
    """

    def shown(count: int) -> bool:
        return 2 * count > base and _exact(count, base) <= Fraction(str(alpha))

    def invited_shown(count: int) -> bool:
        assert invited is not None
        return proportion_interval(count, base, "hypergeometric", confidence, invited).lower > HALF

    def seen(pairs: int) -> bool:
        exact = mcnemar([[0, pairs], [0, 0]]).pvalue_exact
        return exact is not None and exact <= Fraction(str(alpha))

    return Allowance(
        base=base,
        majority=_fewest(base, shown),
        invited_majority=_fewest(base, invited_shown) if invited else None,
        discordant=_fewest(base, seen),
    )


def allowance_finding(study: Study, language: str = "en") -> Finding:
    """The same in sentences, for all respondents of a study; nothing in it comes from an answer."""
    analysis, base = study.analysis, study.respondents
    found = allowance(base, study.invited, analysis.alpha, analysis.confidence)
    middle = (base + 1) // 2
    near = proportion_interval(middle, base, "wilson", analysis.confidence)
    text = [sentences.target("superpopulation", language)]
    alpha = decimals(f"{analysis.alpha:g}", language)
    text.append(fill("widest", language, SECTION, base=base, sentence=sentences.share(middle, base, near, language)))
    text.append(_majority(found, alpha, language))
    text.append(_pairs(found, alpha, language))
    one = decimals(points(Fraction(1, base)).lstrip("+"), language)
    text.append(fill("one person", language, SECTION, base=base, points=f"{one} {noun('point', 2, language)}"))
    text += _of_the_invited(study, found, middle, language)
    evidence = study.evidence if study.responses is not None and not study.synthetic else "published"
    interval = bool(study.invited) and study.invited[0] < study.invited[1]  # type: ignore[index]
    values = {"majority": found.majority, "invited majority": found.invited_majority, "discordant": found.discordant}
    return Finding(
        [*text, fill("fewer", language, SECTION)],
        (evidence, *(("assumed",) if interval else ())),
        values,
        of_base(study, (), base),
    )


def _majority(found: Allowance, alpha: str, language: str) -> str:
    values: dict[str, object] = {"base": found.base, "alpha": alpha}
    if found.majority is None:
        return fill("no majority", language, SECTION, **values)
    p, fewer = (p_value(_exact(count, found.base), language) for count in (found.majority, found.majority - 1))
    return fill("majority", language, SECTION, count=found.majority, p=p, fewer=fewer, **values)


def _pairs(found: Allowance, alpha: str, language: str) -> str:
    values: dict[str, object] = {"base": found.base, "alpha": alpha}
    if found.discordant is None:
        return fill("nothing seen", language, SECTION, **values)
    least = decimals(points(Fraction(found.discordant, found.base)).lstrip("+"), language)
    values |= {"pairs": found.discordant, "points": f"{least} {noun('point', 2, language)}"}
    return fill("unseen", language, SECTION, **values)


def _of_the_invited(study: Study, found: Allowance, middle: int, language: str) -> list[str]:
    if study.invited is None:
        return [fill("uninvited", language, SECTION)]
    confidence = study.analysis.confidence
    near = proportion_interval(middle, found.base, "hypergeometric", confidence, study.invited)
    name = "no invited majority" if found.invited_majority is None else "invited majority"
    values = {"base": found.base, "count": found.invited_majority, "level": level(confidence, language)}
    return [
        sentences.target("finite", language),
        fill("widest finite", language, SECTION, sentence=sentences.share(middle, found.base, near, language)),
        fill(name, language, SECTION, invited=ends(*study.invited, language), **values),
    ]


def _exact(count: int, base: int) -> Fraction:
    exact = binomial_test(count, base).pvalue_exact
    assert exact is not None
    return exact


def _fewest(base: int, enough: Callable[[int], bool]) -> int | None:
    """The fewest persons that are enough, where more always are too."""
    at = bisect_left(range(1, base + 1), True, key=enough) + 1
    return at if at <= base else None
