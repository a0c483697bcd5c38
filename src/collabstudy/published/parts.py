"""Shares in words: "two thirds", "driekwart", "1 op de 3", "five out of eight"."""

import re
from fractions import Fraction

_ENGLISH = "zero one two three four five six seven eight nine ten eleven twelve"
_DUTCH = "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf"
_OTHERS = {"a": 1, "an": 1, "één": 1, "fifteen": 15, "twenty": 20, "hundred": 100, "vijftien": 15, "twintig": 20}
_OTHERS |= {"honderd": 100}
NUMBERS = {word: number for words in (_ENGLISH, _DUTCH) for number, word in enumerate(words.split())} | _OTHERS
_ORDINALS = (
    "third fourth fifth sixth seventh eighth ninth tenth",
    "derde vierde vijfde zesde zevende achtste negende tiende",
)
DENOMINATORS = {word: number for words in _ORDINALS for number, word in enumerate(words.split(), start=3)}
DENOMINATORS |= {"quarter": 4, "kwart": 4}
WHOLE = {
    **dict.fromkeys(("all", "everyone", "everybody", "alle", "allemaal", "iedereen"), Fraction(1)),
    **dict.fromkeys(("none", "nobody", "no one", "geen", "niemand"), Fraction(0)),
}
_LINKS = (
    "op de|op elke|op|van de|van elke|in every|in|out of every|out of the|out of|of the"  # "of" alone is Dutch "or"
)
_RATIO = re.compile(rf"(\w+) (?:{_LINKS}) (\w+)|([0-9]{{1,9}}) ?/ ?([0-9]{{1,9}})")
_HALF = re.compile(r"(?:(?:de|het|the|a|an|een|one|één) )?(?:half|helft)")
_PART = re.compile(rf"({'|'.join(sorted(NUMBERS, key=len, reverse=True))})[ -]?({'|'.join(DENOMINATORS)})[sn]?")


def share_in_words(text: str) -> Fraction | None:
    """The share that a lower-case text names as a part or a ratio; ``None`` where it names none.

    A ratio of two numbers may be above one; the caller refuses it.
    """
    if text in WHOLE:
        return WHOLE[text]
    if _HALF.fullmatch(text):
        return Fraction(1, 2)
    part = _PART.fullmatch(text)
    if part:
        return Fraction(NUMBERS[part[1]], DENOMINATORS[part[2]])
    ratio = _RATIO.fullmatch(text)
    if ratio:
        count, base = (_number(ratio[1] or ratio[3]), _number(ratio[2] or ratio[4]))
        if count is not None and base:
            return Fraction(count, base)
    return None


def _number(text: str) -> int | None:
    """Plain digits, no longer than anybody prints, or a number word."""
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else NUMBERS.get(text)
