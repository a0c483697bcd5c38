"""Headers of an export as names: trimmed, without markup, each one once."""

import html
import re
from collections import Counter
from collections.abc import Collection, Sequence

from collabstudy.importing.metadata import meaning
from collabstudy.importing.table import Note

TAG = re.compile(r"</?[A-Za-z][^<>]*>")
BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
MOMENT = re.compile(r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?:[T ,]+\d{1,2}:\d{2}.{0,20})?")
NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
NBSP = "\u00a0"


def named(headers: Sequence[str]) -> tuple[tuple[str, ...], tuple[Note, ...]]:
    """A name for each header, in the same order, and a note for each that differs from what the file holds.

    Spaces around it, non-breaking spaces, HTML tags and entities go; headers that are then alike get a number in the
    order of the file, ``Name [1]`` and ``Name [2]`` (a number that the file already uses is passed over). An empty
    header stays empty, however many there are.
    """
    plain = tuple(_plain(header) for header in headers)
    notes = [
        Note(f"header without the markup or odd spaces that it had ({header!r})", name, 1)
        for header, name in zip(headers, plain, strict=True)
        if name != header.replace("\r\n", "\n").strip()
    ]
    for name, times in Counter(plain).items():
        if name and times > 1:
            notes.append(Note("the header stands there more than once; its columns are numbered", name, times))
    return _numbered(plain), tuple(notes)


def answered(names: Sequence[str], expected: Collection[str] = ()) -> str:
    """The first header that only an answer would be, a moment or a number; nothing where the headers are explained.

    They are where one is a platform's own or one that the codebook names. Numbers that count up by one behind a word
    are questions or years: ``gemeente;2019;2020``.
    """
    if any(meaning(name) or name in expected for name in names):
        return ""
    bare = [name.strip("'\" ") for name in names]  # LimeSurvey's export for SPSS has single quotes
    moments = [name for name in bare if MOMENT.fullmatch(name)]
    numbers = [name for name in bare if NUMBER.fullmatch(name)]
    if bare and bare[0] not in numbers and len(numbers) > 1 and all(map(str.isdecimal, numbers)):
        first = int(numbers[0])
        numbers = [] if [int(number) for number in numbers] == list(range(first, first + len(numbers))) else numbers
    return next((name for name in bare if name in moments or name in numbers), "")


def _plain(header: str) -> str:
    without_tags = TAG.sub("", BREAK.sub(" ", header))
    return html.unescape(without_tags).replace(NBSP, " ").replace("\r\n", "\n").strip()


def _numbered(names: Sequence[str]) -> tuple[str, ...]:
    times = Counter(names)
    numbers = dict.fromkeys(times, 0)
    numbered = []
    for name in names:
        if not name or times[name] == 1:
            numbered.append(name)
            continue
        numbers[name] += 1
        while f"{name} [{numbers[name]}]" in times:
            numbers[name] += 1
        numbered.append(f"{name} [{numbers[name]}]")
    return tuple(numbered)
