"""What a number of respondents out of those invited allows, before a single answer is looked at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from collabstudy.reporting import sentences
from collabstudy.reporting.languages.phrases import Noun, Phrase, Quantity, Row, Value, phrase, quantity
from collabstudy.reporting.released import of_base
from collabstudy.reporting.results import Finding
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


def allowance_finding(study: Study) -> Finding:
    """The same in sentences, for all respondents of a study; nothing in it comes from an answer."""
    analysis, base = study.analysis, study.respondents
    found = allowance(base, study.invited, analysis.alpha, analysis.confidence)
    middle = (base + 1) // 2
    near = proportion_interval(middle, base, "wilson", analysis.confidence)
    text: list[Value] = [sentences.target("superpopulation")]
    alpha = quantity("plain", analysis.alpha)
    text.append(phrase("widest", SECTION, base=base, sentence=sentences.share(middle, base, near)))
    text.append(_majority(found, alpha))
    text.append(_pairs(found, alpha))
    text.append(phrase("one person", SECTION, base=base, points=_points(Fraction(1, base))))
    text += _of_the_invited(study, found, middle)
    evidence = study.evidence if study.responses is not None and not study.synthetic else "published"
    interval = bool(study.invited) and study.invited[0] < study.invited[1]  # type: ignore[index]
    values = {"majority": found.majority, "invited majority": found.invited_majority, "discordant": found.discordant}
    return Finding(
        [*text, phrase("fewer", SECTION)],
        (evidence, *(("assumed",) if interval else ())),
        values,
        of_base(study, (), base),
    )


def _majority(found: Allowance, alpha: Quantity) -> Phrase:
    values: dict[str, Value] = {"base": found.base, "alpha": alpha}
    if found.majority is None:
        return phrase("no majority", SECTION, **values)
    p, fewer = (quantity("p", _exact(count, found.base)) for count in (found.majority, found.majority - 1))
    return phrase("majority", SECTION, count=found.majority, p=p, fewer=fewer, **values)


def _pairs(found: Allowance, alpha: Quantity) -> Phrase:
    values: dict[str, Value] = {"base": found.base, "alpha": alpha}
    if found.discordant is None:
        return phrase("nothing seen", SECTION, **values)
    values |= {"pairs": found.discordant, "points": _points(Fraction(found.discordant, found.base))}
    return phrase("unseen", SECTION, **values)


def _of_the_invited(study: Study, found: Allowance, middle: int) -> list[Value]:
    if study.invited is None:
        return [phrase("uninvited", SECTION)]
    confidence = study.analysis.confidence
    near = proportion_interval(middle, found.base, "hypergeometric", confidence, study.invited)
    name = "no invited majority" if found.invited_majority is None else "invited majority"
    values: dict[str, Value] = {"base": found.base, "count": found.invited_majority or 0}
    values["level"] = quantity("level", confidence)
    return [
        sentences.target("finite"),
        phrase("widest finite", SECTION, sentence=sentences.share(middle, found.base, near)),
        phrase(name, SECTION, invited=sentences.ends(*study.invited), **values),
    ]


def _points(share: Fraction) -> Row:
    """A share in percentage points, with one decimal."""
    return Row([quantity("points bare", share), Noun("point", 2)], " ")


def _exact(count: int, base: int) -> Fraction:
    exact = binomial_test(count, base).pvalue_exact
    assert exact is not None
    return exact


def _fewest(base: int, enough: Callable[[int], bool]) -> int | None:
    """The fewest persons that are enough, where more always are too."""
    at = bisect_left(range(1, base + 1), True, key=enough) + 1
    return at if at <= base else None
