"""Words that belong to no language yet: results hold these, and each page says them in its own language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from collabstudy.reporting import words
from collabstudy.reporting.languages import LANGUAGES, fill, numbers
from collabstudy.study import Comparison, Figure


@dataclass(frozen=True)
class Phrase:
    """A template by section and name, with the values that it takes."""

    section: str
    name: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Quantity:
    """A number with the form in which it is printed, one of :data:`FORMS`."""

    form: str
    value: float


@dataclass(frozen=True)
class Noun:
    """A noun in the form that an amount asks for, with what stands in its place for a number, if it has one."""

    name: str
    amount: int
    number: Value = ""


@dataclass(frozen=True)
class Own:
    """A text that a study gives itself, by language; said in another than it has, the first one stands."""

    texts: Mapping[str, str]


@dataclass(frozen=True)
class Row:
    """Parts in a row: between them a sign, or with ``"and"`` commas and the language's word for it."""

    parts: Sequence[Value]
    between: str = "and"


Words = Phrase | Quantity | Noun | Own | Row  # what is said otherwise in each language
Value = str | int | Words
DIGITS = 12  # of a number in a result; more would differ between processors


def _percent(decimals: int) -> Callable[[float, str], str]:
    return lambda value, language: numbers.decimals(words.percent(value, decimals), language)


# How a number is printed, by language.
FORMS: Mapping[str, Callable[[float, str], str]] = {
    "p": numbers.p_value,
    "p digits": numbers.p_digits,
    "number": numbers.number,
    "whole": lambda value, language: numbers.whole(int(value), language),
    "level": numbers.level,
    "percent": _percent(0),
    "percent bare": lambda value, language: words.percent(value)[:-1],
    "percent 1": _percent(1),
    "percent 3": lambda value, language: numbers.decimals(f"{value * 100:.3g}", language) + "%",
    "points": numbers.points,
    "points 1": lambda value, language: numbers.decimals(words.points(value), language),
    "points bare": lambda value, language: numbers.decimals(words.points(value).lstrip("+"), language),
    "plain": lambda value, language: numbers.decimals(f"{value:.10g}", language),
    "1 decimal": lambda value, language: numbers.decimals(f"{value:.1f}", language),
    "2 decimals": lambda value, language: numbers.decimals(f"{value:.2f}", language),
}


def phrase(name: str, section: str = "sentences", /, **values: Value) -> Phrase:
    """A phrase, written as :func:`collabstudy.reporting.languages.fill` is."""
    return Phrase(section, name, values)


def quantity(form: str, value: float | Fraction) -> Quantity:
    """A number in one of the forms."""
    return Quantity(form, round(float(value), DIGITS))


def compared(comparison: Comparison) -> Own | str:
    """What a comparison is of: its label, or its name where it has none."""
    return Own(comparison.label) if comparison.label else comparison.name.replace("_", " / ")


def beside(comparison: Comparison, first: Figure, second: Figure) -> Phrase:
    """The two wordings of a comparison, and what it is of."""
    return phrase("beside", "figures", first=first.wording, second=second.wording, name=compared(comparison))


def in_languages(say: Callable[[str], str]) -> dict[str, str]:
    """A text by language, where it is written by a function of the language."""
    return {language: say(language) for language in LANGUAGES}


def counted(name: str, amount: int) -> Row:
    """A number with its noun: 1 table, 5,468 tables."""
    return Row([quantity("whole", amount), Noun(name, amount)], " ")


def between(low: Value, high: Value) -> Value:
    """Two ends in words, or the one value where they are the same."""
    return low if low == high else phrase("ends", low=low, high=high)


def span(form: str, low: float | Fraction, high: float | Fraction) -> Value:
    """Two numbers in words, or one where they read the same."""
    first, last = quantity(form, low), quantity(form, high)
    return first if said(first, "en") == said(last, "en") else between(first, last)


def said(value: Value, language: str) -> str:
    """The words in a language. Raises ValueError for a language without words, KeyError for an unknown phrase."""
    if isinstance(value, Phrase):
        known = {name: said(item, language) for name, item in value.values.items()}
        return fill(value.name, language, value.section, **known)
    if isinstance(value, Quantity):
        return FORMS[value.form](value.value, language)
    if isinstance(value, Noun):
        return numbers.noun(value.name, value.amount, language).format(said(value.number, language))
    if isinstance(value, Own):
        return value.texts.get(language) or next(iter(value.texts.values()), "")
    if isinstance(value, Row):
        parts = [said(part, language) for part in value.parts]
        if value.between != "and":
            return value.between.join(parts)
        return fill("and", language).join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))
    return str(value)


def plain(value: Value) -> Any:
    """The same as JSON knows it; :func:`from_plain` reads it back."""
    if isinstance(value, Phrase):
        return {
            "phrase": [value.section, value.name],
            "values": {name: plain(item) for name, item in value.values.items()},
        }
    if isinstance(value, Quantity):
        return {"quantity": value.form, "value": value.value}
    if isinstance(value, Noun):
        return {"noun": value.name, "amount": value.amount, "number": plain(value.number)}
    if isinstance(value, Own):
        return {"own": dict(value.texts)}
    if isinstance(value, Row):
        return {"row": [plain(part) for part in value.parts], "between": value.between}
    return value


def from_plain(found: Any) -> Value:
    """What :func:`plain` wrote."""
    if not isinstance(found, dict):
        return str(found) if not isinstance(found, int) else found
    if "phrase" in found:
        section, name = found["phrase"]
        return Phrase(section, name, {key: from_plain(item) for key, item in found["values"].items()})
    if "quantity" in found:
        return Quantity(found["quantity"], found["value"])
    if "noun" in found:
        return Noun(found["noun"], found["amount"], from_plain(found["number"]))
    if "own" in found:
        return Own(found["own"])
    return Row([from_plain(part) for part in found["row"]], found["between"])
