"""Numbers as each language prints them in a sentence."""

from __future__ import annotations

import math
from fractions import Fraction

from collabstudy.reporting import words
from collabstudy.reporting.languages import fill, templates


def p_value(value: float | Fraction, language: str) -> str:
    """``p = .388``, in Dutch ``p = 0,388``; never ``p = 0``."""
    digits = p_digits(value, language)
    return f"p < {digits[1:]}" if digits.startswith("<") else f"p = {digits}"


def p_digits(value: float | Fraction, language: str) -> str:
    """The number alone: ``.388``, in Dutch ``0,388``; ``<.0001`` where it is less."""
    text = words.pvalue(float(value))
    return text.replace(".", "0,") if language == "nl" else text


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


def counted(name: str, amount: int, language: str) -> str:
    """A number with its noun: 1 table, 5,468 tables."""
    return f"{whole(amount, language)} {noun(name, amount, language)}"


def ends(low: int, high: int, language: str) -> str:
    """A number of persons, or the two between which it lies."""
    return between(whole(low, language), whole(high, language), language)


def between(low: str, high: str, language: str) -> str:
    """Two ends in words, or the one value where they read the same."""
    return low if low == high else fill("ends", language, low=low, high=high)
