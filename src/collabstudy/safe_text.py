"""Text of strangers made harmless, in one place: what cannot be seen, what a terminal obeys, what a spreadsheet runs.

Invisible are Unicode's default ignorable code points (Unicode Character Database, ``DerivedCoreProperties.txt``) and
all controls; those that turn the direction of reading are the ones of Boucher and Anderson 2021, *Trojan Source*, and
of Unicode Technical Report 36, section 2.10. Which beginnings of a cell a spreadsheet takes for a formula is said by
OWASP, *CSV Injection*.
"""

import html
import json
import re
import unicodedata
from typing import Any

# Default ignorable code points, then what else shows nothing or turns lines: the blank of Braille, controls (C0, C1,
# delete), the separators of lines and paragraphs, annotations, and halves of characters that no encoding has.
_IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_OTHER = "\u2800\x00-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_INVISIBLE = re.compile(f"[{_IGNORABLE}{_OTHER}]")
_INVISIBLE_BUT_LINES = re.compile(f"(?![\n\t])[{_IGNORABLE}{_OTHER}]")
_EMOJI_STYLE = "\ufe0f"  # behind a symbol it asks for colour, and hides nothing
MARKS = 4  # accents over one letter; no orthography that a survey is held in has more, and a pile covers other lines
_PILE = re.compile(
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff"
    rf"\u20d0-\u20ff\ufe20-\ufe2f]{{{MARKS + 1},}}"
)
# From the first letter that is read from the right to the last, with the signs and digits between them.
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_FROM_RIGHT = re.compile(f"[{_RIGHT}](?:[^A-Za-z\n<>&]*[{_RIGHT}])?")
_MARKDOWN = re.compile(r"[\\`*_\[\]<>$&]")

# A sign that begins a formula, full width too, whatever blanks or quotes stand before it, and something to compute.
_FORMULA = re.compile(r"""[\s"'\u2018\u2019\u201c\u201d]*[=+\-@\uff1d\uff0b\uff0d\uff20].*[\w(]""", re.DOTALL)
_NUMBER = re.compile(r"[+-]?\s?[0-9][0-9.,\s\u202f]*%?")
# Where a cell is broken up by who opens the file with another separator than commas, as Dutch spreadsheets do.
_BREAK = re.compile(r"([;\t\r\n])")
QUOTE = "'"  # before a cell: spreadsheets show what follows as text


def visible(text: str) -> str:
    """``text`` in one line with each character that cannot be seen, or turns the direction, as ``⟨U+202E⟩``."""
    return _shown(text, _INVISIBLE)


def visible_lines(text: str) -> str:
    """The same, but line ends and tabs stay: for what goes to a terminal or into a text of several lines."""
    return _shown(text, _INVISIBLE_BUT_LINES)


def for_html(text: str) -> str:
    """``text`` as HTML that is nothing but text; words read from the right cannot turn what stands beside them."""
    escaped = html.escape(visible_lines(text))
    return escaped if escaped.isascii() else _FROM_RIGHT.sub(lambda words: f"<bdi>{words[0]}</bdi>", escaped)


def for_markdown(text: str) -> str:
    """``text`` in one line of Markdown without links, pictures, markup, code or mathematics."""
    return _MARKDOWN.sub(lambda sign: "\\" + sign[0], visible(text))


def for_spreadsheet(text: str) -> str:
    """``text`` as a cell that a person opens in a spreadsheet: visible, and no formula."""
    return neutral(visible(text))


def neutral(cell: str) -> str:
    """A cell that a spreadsheet shows instead of computing: with a quote before whatever would be a formula.

    Numbers such as -5 and signs alone (``++``) stay. :func:`plain` gives any text back as it was.
    """
    return "".join(QUOTE + part if is_formula(part) else part for part in _BREAK.split(cell))


def plain(cell: str) -> str:
    """A cell without the quotes that :func:`neutral` put into it."""
    return "".join(part[1:] if part.startswith(QUOTE) and is_formula(part[1:]) else part for part in _BREAK.split(cell))


def is_formula(part: str) -> bool:
    """Whether a spreadsheet might compute a cell, or what it takes for one."""
    return bool(_FORMULA.match(part)) and not _NUMBER.fullmatch(part)


def as_json(values: Any, **options: Any) -> str:
    """``values`` as JSON in which what cannot be seen is escaped: the same values, harmless to a terminal."""
    return _INVISIBLE_BUT_LINES.sub(_escaped, json.dumps(values, ensure_ascii=False, **options))


def _shown(text: str, invisible: re.Pattern[str]) -> str:
    if text.isascii() and text.isprintable():
        return text
    return _PILE.sub(_first_marks, invisible.sub(_named, text))


def _named(sign: re.Match[str]) -> str:
    if sign[0] == _EMOJI_STYLE and unicodedata.category(sign.string[sign.start() - 1 : sign.start()] or " ") == "So":
        return sign[0]
    return f"⟨U+{ord(sign[0]):04X}⟩"


def _first_marks(pile: re.Match[str]) -> str:
    return f"{pile[0][:MARKS]}⟨{len(pile[0]) - MARKS} marks⟩"


def _escaped(sign: re.Match[str]) -> str:
    units = sign[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
