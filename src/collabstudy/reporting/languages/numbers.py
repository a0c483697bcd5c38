"""Numbers as each language prints them in a sentence."""

from __future__ import annotations

import math
from fractions import Fraction

from collabstudy.reporting import words
from collabstudy.reporting.languages import fill, templates


def p_value(value: float | Fraction, language: str) -> str:
    """``p = .388``, in Dutch ``p = 0,388``; never ``p = 0``."""
    text = words.pvalue(float(value))
    sign, digits = ("<", text[1:]) if text.startswith("<") else ("=", text)
    return f"p {sign} {'0,' + digits[1:] if language == 'nl' and digits.startswith('.') else digits}"


def decimals(text: str, language: str) -> str:
    """A plain number with the language's decimal sign; a comma between thousands becomes a full stop in Dutch."""
    return text.translate(str.maketrans(".,", ",.")) if language == "nl" else text


def number(value: float, language: str) -> str:
    """To two decimals, to three significant figures below 1, whole from 100 on."""
    if math.isinf(value):
        return fill("infinite", language)
    if value >= 100:
        text = f"{value:,.0f}"
    elif value >= 1:
        text = f"{value:.2f}"
    else:
        text = f"{value:.2g}" if value >= 0.001 else f"{value:.5f}" if value >= 0.00001 else "0"
    return decimals(text, language)


def whole(value: int, language: str) -> str:
    """A count of persons or tables, with a sign between thousands."""
    return decimals(f"{value:,}", language)


def level(confidence: float, language: str) -> str:
    """A confidence as a percentage with no more decimals than it has."""
    return decimals(f"{float(confidence) * 100:.10g}", language) + "%"


def points(difference: float, language: str) -> str:
    """A difference of shares in whole percentage points, with its noun."""
    text = words.percent(difference)[:-1]
    return f"{text} {noun('point', abs(int(text)), language)}"


def noun(name: str, amount: int, language: str) -> str:
    """The noun for that many."""
    forms: list[str] = templates(language)["nouns"][name]
    return forms[amount != 1]


def method(name: str, language: str) -> str:
    """A method by the name under which the field knows it."""
    return fill(name, language, "methods")


def ends(low: int, high: int, language: str) -> str:
    """A number of persons, or the two between which it lies."""
    first, last = whole(low, language), whole(high, language)
    return first if low == high else fill("ends", language, low=first, high=last)
