"""A printed wording, such as "62,5 %" or "ruim 95%", to the exact shares it can stand for."""

import re
from dataclasses import dataclass
from fractions import Fraction

from collabstudy.published.rounding import ShareInterval, clipped, printed_interval, rule_named


@dataclass(frozen=True)
class Hedge:
    """Our reading of a hedge word: from ``low`` to ``high`` percentage points beside the number,
    ends excluded unless ``includes`` names them. Assumed, and printed as assumed."""

    words: tuple[str, ...]
    low: int
    high: int
    includes: str = ""

    def __str__(self) -> str:
        left, right = "(["["low" in self.includes], ")]"["high" in self.includes]
        return f"{left}{self.low:+d}, {self.high:+d}{right}"


# Cut points are ours. Five points is the distance between the round numbers that hedges lean on.
HEDGES = (
    Hedge(("ruim", "iets meer dan", "maar iets meer dan", "just over", "only just over", "slightly more than"), 0, 5),
    Hedge(("bijna", "iets minder dan", "net geen", "almost", "nearly", "just under", "slightly less than"), -5, 0),
    Hedge(("ongeveer", "circa", "rond de", "about", "around", "approximately"), -5, 5),
    Hedge(("meer dan", "more than", "over"), 0, 100, "high"),
    Hedge(("minder dan", "less than", "under"), -100, 0, "low"),
    Hedge(("minstens", "ten minste", "at least"), 0, 100, "low high"),
    Hedge(("hoogstens", "ten hoogste", "at most"), -100, 0, "low high"),
)
PARTS = {
    "half": Fraction(1, 2),
    "helft": Fraction(1, 2),
    "a third": Fraction(1, 3),
    "one third": Fraction(1, 3),
    "een derde": Fraction(1, 3),
    "two thirds": Fraction(2, 3),
    "twee derde": Fraction(2, 3),
    "a quarter": Fraction(1, 4),
    "een kwart": Fraction(1, 4),
    "three quarters": Fraction(3, 4),
    "driekwart": Fraction(3, 4),
}
# Plain digits, no longer than anybody prints: beyond 4,300 Python itself refuses to read a number.
_PERCENTAGE = re.compile(r"([0-9]{1,9}(?:[.,][0-9]{1,30})?)\s*(?:%|per ?cent|procent)")
_RATIO = re.compile(r"([0-9]{1,9})\s*/\s*([0-9]{1,9})")
_ARTICLE = re.compile(r"^(?:de|het|the|a|een)\s+(?=half|helft)")


def share_interval(wording: str, rounding: str = "half_up") -> ShareInterval:
    """The exact shares that print as ``wording`` under a rounding rule.

    ``wording`` is a percentage ("62.5%", "62,5 %"; trailing zeros count), a ratio ("5/8"), a part
    in words ("de helft", "two thirds"), or one of these after a hedge word of :data:`HEDGES`. A
    plain percentage gives its rounding interval; a ratio or a part without a hedge means itself;
    a hedge gives our declared interval beside the number, whatever the rule.

    Raises ``ValueError``, in one sentence, for anything else, for shares outside 0 to 100 per
    cent and for an unknown rule.
    """
    rule_named(rounding)
    text = " ".join(wording.replace("\u00a0", " ").lower().split())
    hedge, rest = _split_hedge(text)
    value, decimals = _value(rest, wording)
    if hedge is not None:
        low, high = value + hedge.low, value + hedge.high
        return clipped(wording, rounding, low, high, "low" in hedge.includes, "high" in hedge.includes, hedged=True)
    if decimals is None:
        return clipped(wording, rounding, value, value, True, True)
    return printed_interval(wording, value, decimals, rounding)


def is_hedged(wording: str) -> bool:
    """Whether a wording begins with a hedge word, so that its interval is our reading."""
    return share_interval(wording).hedged


def _split_hedge(text: str) -> tuple[Hedge | None, str]:
    """The longest hedge with which a text begins, and the rest of the text."""
    fitting = [(words, hedge) for hedge in HEDGES for words in hedge.words if text.startswith(words + " ")]
    if not fitting:
        return None, text
    words, hedge = max(fitting, key=lambda pair: len(pair[0]))
    return hedge, text[len(words) + 1 :]


def _value(text: str, wording: str) -> tuple[Fraction, int | None]:
    """The percentage that a text names, and its decimals (``None`` where it is no printed percentage)."""
    number = _PERCENTAGE.fullmatch(text)
    ratio = _RATIO.fullmatch(text)
    part = PARTS.get(_ARTICLE.sub("", text))
    if number:
        digits = number[1].replace(",", ".")
        value, decimals = Fraction(digits), len(digits.partition(".")[2])
    elif ratio and int(ratio[2]) > 0:
        value, decimals = Fraction(int(ratio[1]), int(ratio[2])) * 100, None
    elif part is not None:
        value, decimals = part * 100, None
    else:
        raise ValueError(
            f"{wording!r:.60} is no wording of a share: write a percentage such as 62.5%, a ratio such as 5/8, "
            "or one of these after a hedge word such as 'ruim' or 'just over'"
        )
    if value > 100:
        raise ValueError(f"{wording!r:.60} is more than 100%: a share of respondents cannot be")
    return value, decimals
