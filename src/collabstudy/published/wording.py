"""A printed wording, such as "62,5 %" or "ruim 95%", to the exact shares it can stand for."""

import re
import unicodedata
from fractions import Fraction

from collabstudy.published.hedges import Readings, check_readings, reading, split_hedge
from collabstudy.published.parts import share_in_words
from collabstudy.published.rounding import ShareInterval, clipped, printed_interval, rule_meaning

_PER_CENT = r"(?:%|per[ -]?cent|procent|pct\.?)"
# Plain digits, no longer than anybody prints: beyond 4,300 Python itself refuses to read a number.
_PERCENTAGE = re.compile(rf"([0-9]{{1,9}}(?:[.,][0-9]{{1,30}})?) ?{_PER_CENT}")
_RANGE = re.compile(rf"(?:\w+ )*[0-9][0-9.,]* ?{_PER_CENT}? ?(?:[-\u2010-\u2015\u2212]|tot|to|en|and|à) ?[0-9].*")
_NEGATIVE = re.compile(r"[-\u2010-\u2015\u2212] ?[0-9].*")
_SYMBOL = re.compile(r"^([<>≤≥±~≈])(?=\S)")
Parsed = tuple[str | None, Fraction, int | None]
_APOSTROPHES = str.maketrans("\u2018\u2019\u02bc\u00b4`", "'''''")


def share_interval(wording: str, rounding: str = "half_up", hedges: Readings | None = None) -> ShareInterval:
    """The exact shares that print as ``wording`` under a rounding rule.

    ``wording`` is a percentage ("62.5%", "62,5 %"; trailing zeros count), a ratio ("5/8", "1 op de 3",
    "five out of eight"), a part in words ("de helft", "two thirds"), or one of these after a hedge word
    of :data:`~collabstudy.published.HEDGES`. A plain percentage gives its rounding interval; a ratio or
    a part without a hedge means itself, though a report may have rounded it; a hedge gives our declared
    interval beside the number, whatever the rule.

    ``rounding`` is one of :data:`~collabstudy.published.RULES`, or ``any_rule`` for the union of all seven.
    ``hedges`` sets other cut points, in percentage points, such as ``{"ruim": (0, 10)}``.

    Raises ``ValueError``, in one sentence, for anything else, for shares outside 0 to 100 per
    cent and for an unknown rule or hedge.
    """
    rule_meaning(rounding)
    check_readings(hedges or {})
    return interval_of(wording, parsed(wording), rounding, hedges)


def parsed(wording: str) -> Parsed:
    """The hedge (its words) of a wording or ``None``, the percentage beside it, and the decimals of that
    (``None`` where it is no printed percentage). Raises ``ValueError`` as :func:`share_interval` does."""
    words, rest = split_hedge(normalised(wording))
    return words, *_value(rest, wording)


def interval_of(wording: str, parts: Parsed, rounding: str, hedges: Readings | None = None) -> ShareInterval:
    """The interval of a wording that is parsed already, under a rule and cut points that are checked already."""
    words, value, decimals = parts
    if words is not None:
        hedge = reading(words, hedges)
        low, high = value + hedge.low, value + hedge.high
        return clipped(wording, rounding, low, high, "low" in hedge.includes, "high" in hedge.includes, hedged=True)
    if decimals is None:
        return clipped(wording, rounding, value, value, True, True)
    return printed_interval(wording, value, decimals, rounding)


def is_hedged(wording: str) -> bool:
    """Whether a wording begins with a hedge word, so that its interval is our reading."""
    return share_interval(wording).hedged


def normalised(wording: str) -> str:
    """A wording in small letters, composed (NFC), with plain apostrophes and one plain space for any run of spaces.

    Raises ``ValueError`` where it is no text.
    """
    if not isinstance(wording, str):
        raise _refused(wording)
    text = unicodedata.normalize("NFC", wording).translate(_APOSTROPHES).lower()
    return _SYMBOL.sub(r"\1 ", " ".join(text.split()))


def _value(text: str, wording: str) -> tuple[Fraction, int | None]:
    """The percentage that a text names, and its decimals (``None`` where it is no printed percentage)."""
    number = _PERCENTAGE.fullmatch(text)
    share = None if number else share_in_words(text)
    if number:
        digits = number[1].replace(",", ".")
        value, decimals = Fraction(digits), len(digits.partition(".")[2])
    elif share is not None:
        value, decimals = share * 100, None
    elif _NEGATIVE.fullmatch(text):
        raise ValueError(f"{wording!r:.60} is less than 0%: a share of respondents cannot be")
    elif len(text) < 60 and _RANGE.fullmatch(text):
        raise ValueError(
            f"{wording!r:.60} is a range and no wording of a share: give its ends as two figures, "
            "such as 'at least 40%' and 'at most 50%'"
        )
    else:
        raise _refused(wording)
    if value > 100:
        raise ValueError(f"{wording!r:.60} is more than 100%: a share of respondents cannot be")
    return value, decimals


def _refused(wording: object) -> ValueError:
    return ValueError(
        f"{wording!r:.60} is no wording of a share: write a percentage such as 62.5%, a ratio such as 5/8, "
        "or one of these after a hedge word such as 'ruim' or 'just over'"
    )
