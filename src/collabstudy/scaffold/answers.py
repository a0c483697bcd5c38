"""What the answers of one column look like: dates, numbers, several joined, or a few that come again."""

import datetime
import re
from collections.abc import Iterable

from collabstudy.scaffold.seen import Seen

MOST_LEVELS = 40
LONGEST = 120  # characters of an answer that people choose; what is longer, they wrote
FEW_WORDS = 3  # where nothing comes again, more words are a remark
EXACT = 15  # digits that every kind of number holds
_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?")
_OTHER_DATE = re.compile(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:[0-9]{4}|[0-9]{2})(?:[ T].*)?")
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]*)")  # +50 may mean fifty or more
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:[.,][0-9]+)?")
_THOUSAND = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")
SEPARATORS = (";", ",")


def are_dates(texts: Iterable[str]) -> bool:
    """Whether each text is year-month-day, perhaps with a time of day behind it."""
    return all(_is_date(text) for text in texts)


def are_other_dates(texts: Iterable[str]) -> bool:
    """Whether each text looks like a date in another order, such as 3-4-2026."""
    return all(_OTHER_DATE.fullmatch(text) for text in texts)


def are_whole(texts: Iterable[str]) -> bool:
    """Whether each text is a whole number without zeros in front, which a code may have."""
    return all(_WHOLE.fullmatch(text) and len(text) <= EXACT for text in texts)


def are_decimal(texts: Iterable[str]) -> bool:
    """Whether each text is a number with at most fifteen digits; no column mixes point and comma."""
    texts = list(texts)
    marks = {mark for text in texts for mark in ".," if mark in text}
    return len(marks) < 2 and all(_DECIMAL.fullmatch(text) and len(text) <= EXACT for text in texts)


def may_be_thousands(texts: Iterable[str]) -> bool:
    """Whether some text is a number such as 1.000: one, or a thousand."""
    return any(_THOUSAND.fullmatch(text) for text in texts)


def separator_of(column: Seen) -> str:
    """What stands between several answers in one cell, where their parts come again; empty where nothing does."""
    for separator in SEPARATORS:
        parts = parts_of(column, separator)
        cells = sum(number for text, number in column.texts.items() if len(_split(text, separator)) > 1)
        again = sum(parts.values()) >= 3 * len(parts)
        single = sum(number == 1 for number in parts.values()) <= len(parts) / 4
        combined = len(column.texts) > len(parts)  # no more texts than parts: single answers that hold it themselves
        fits = combined and 2 <= len(parts) <= MOST_LEVELS and max(map(len, parts)) <= LONGEST
        if fits and again and single and cells >= max(2, column.filled / 10) and column.sayable:
            return separator
    return ""


def parts_of(column: Seen, separator: str) -> dict[str, int]:
    """Each answer of joined cells in order of appearance, with the number of cells that hold it."""
    parts: dict[str, int] = {}
    for text, cells in column.texts.items():
        for part in dict.fromkeys(_split(text, separator)):
            parts[part] = parts.get(part, 0) + cells
    return parts


def are_few(column: Seen) -> bool:
    """Whether the answers come again often enough to have been chosen from a list."""
    texts = column.texts
    chosen = len(texts) <= MOST_LEVELS and len(texts) <= max(2, column.filled / 2)
    again = max(texts.values()) > 1 or all(len(text.split()) <= FEW_WORDS for text in texts)
    return chosen and again and column.sayable and max(map(len, texts)) <= LONGEST


def _split(text: str, separator: str) -> list[str]:
    return [part.strip() for part in text.split(separator) if part.strip()]


def _is_date(text: str) -> bool:
    found = _DATE.fullmatch(text)
    try:
        return found is not None and bool(datetime.date.fromisoformat(found[1]))
    except ValueError:
        return False
