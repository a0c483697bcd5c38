"""What the answers of one column look like: dates, numbers, several joined, or a few that come again."""

import datetime
import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence

from collabstudy.scaffold.seen import Seen

MOST_LEVELS = 40
LONGEST = 120  # characters of an answer that people choose; what is longer, they wrote
FEW_WORDS = 3  # where nothing comes again, more words are a remark
AGAIN = 3  # cells in which two parts must stand together to be one option
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
        cells = sum(number for found, number in _cells(column, separator) if len(found) > 1)
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
    for found, cells in _cells(column, separator):
        for part in dict.fromkeys(found):
            parts[part] = parts.get(part, 0) + cells
    return parts


def are_few(column: Seen) -> bool:
    """Whether the answers come again often enough to have been chosen from a list."""
    texts = column.texts
    chosen = len(texts) <= MOST_LEVELS and len(texts) <= max(2, column.filled / 2)
    again = max(texts.values()) > 1 or all(len(text.split()) <= FEW_WORDS for text in texts)
    return chosen and again and column.sayable and max(map(len, texts)) <= LONGEST


def _cells(column: Seen, separator: str) -> list[tuple[list[str], int]]:
    """The answers of each distinct text, with the number of its cells.

    Parts that only ever stand one behind the other, such as ``Zorg`` and ``welzijn``, are one option with a comma.
    """
    cells = [(_split(text, separator), number) for text, number in column.texts.items()]
    if separator != ",":
        return cells
    behind = _always_behind(cells)
    return [(_joined(parts, behind), number) for parts, number in cells]


def _always_behind(cells: Iterable[tuple[Sequence[str], int]]) -> set[tuple[str, str]]:
    """Pairs of parts of which neither ever stands without the other right beside it, in that order."""
    before: dict[str, set[str]] = {}
    after: dict[str, set[str]] = {}
    counts: Counter[str] = Counter()
    for parts, number in cells:
        for left, right in zip(["", *parts], [*parts, ""], strict=True):
            after.setdefault(left, set()).add(right)
            before.setdefault(right, set()).add(left)
            counts[left] += number
    single = [(part, *after[part]) for part in after if part and len(after[part]) == 1 and counts[part] >= AGAIN]
    return {(left, right) for left, right in single if right and left != right and before[right] == {left}}


def _joined(parts: Iterable[str], behind: Container[tuple[str, str]]) -> list[str]:
    options: list[str] = []
    last = ""
    for part in parts:
        if (last, part) in behind:
            options[-1] = f"{options[-1]}, {part}"
        else:
            options.append(part)
        last = part
    return options


def _split(text: str, separator: str) -> list[str]:
    return [part.strip() for part in text.split(separator) if part.strip()]


def _is_date(text: str) -> bool:
    found = _DATE.fullmatch(text)
    try:
        return found is not None and bool(datetime.date.fromisoformat(found[1]))
    except ValueError:
        return False
