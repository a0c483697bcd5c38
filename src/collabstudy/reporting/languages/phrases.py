"""Words that belong to no language yet: results hold these, and each page says them in its own language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from collabstudy.reporting import words
from collabstudy.reporting.languages import fill, numbers


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
class Row:
    """Parts in a row: between them a sign, or with ``"and"`` commas and the language's word for it."""

    parts: Sequence[Value]
    between: str = "and"


Value = str | int | Phrase | Quantity | Row

# How a number is printed, by language.
FORMS: Mapping[str, Callable[[float, str], str]] = {
    "p": lambda value, language: numbers.p_value(value, language),
    "number": numbers.number,
    "whole": lambda value, language: numbers.whole(int(value), language),
    "level": numbers.level,
    "percent": lambda value, language: numbers.decimals(words.percent(value), language),
    "percent_1": lambda value, language: numbers.decimals(words.percent(value, 1), language),
    "points": numbers.points,
    "points_1": lambda value, language: numbers.decimals(words.points(value), language),
    "plain": lambda value, language: numbers.decimals(f"{value:.10g}", language),
}


def phrase(name: str, section: str = "sentences", /, **values: Value) -> Phrase:
    """A phrase, written as :func:`collabstudy.reporting.languages.fill` is."""
    return Phrase(section, name, values)


def said(value: Value, language: str) -> str:
    """The words in a language. Raises ValueError for a language without words, KeyError for an unknown phrase."""
    if isinstance(value, Phrase):
        known = {name: said(item, language) for name, item in value.values.items()}
        return fill(value.name, language, value.section, **known)
    if isinstance(value, Quantity):
        return FORMS[value.form](value.value, language)
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
    return Row([from_plain(part) for part in found["row"]], found["between"])
