"""Headers of an export as names: trimmed, without markup, each one once."""

import html
import re
from collections import Counter
from collections.abc import Sequence

from collabstudy.importing.table import Note

TAG = re.compile(r"</?[A-Za-z][^<>]*>")
BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
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
