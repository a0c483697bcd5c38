"""Values that are known beforehand, such as the names in an export, found again in any text: word by word.

A text is cut into words (letters and digits, in small letters), so that tags, quotes, escapes and line breaks between
them make no difference. Of a value of more than five words every run of five counts, so that a part of it is found.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from collabstudy.personal.text import Found, form, unhidden

SHORTEST = 5  # letters and digits
RUN = 5  # words
DIGITS = 7  # a number of fewer digits is no value that could be told from a count
_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+")
Words = tuple[str, ...]


def words(text: str) -> Words:
    """The words of a text, in small letters."""
    return tuple(_WORD.findall(unhidden(text).casefold()))


@dataclass(frozen=True)
class KnownValues:
    """Runs of words by their first word, each with where it comes from."""

    runs: Mapping[str, Mapping[Words, str]]

    @classmethod
    def of(cls, values: Mapping[str, Iterable[str]], said: Iterable[str]) -> "KnownValues":
        """The runs of ``values`` (by where they come from) that tell something: five letters or digits or more, of a
        number alone seven, and none that ``said`` contains, texts in which they stand for another reason."""
        runs: dict[str, dict[Words, str]] = {}
        for source, texts in values.items():
            for text in texts:
                for run in _runs(words(text)):
                    runs.setdefault(run[0], {})[run] = source
        for text in said:
            for run, _ in _matches(words(text), runs):
                runs.get(run[0], {}).pop(run, None)
        return cls({first: by_run for first, by_run in runs.items() if by_run})

    def with_others(self, others: "KnownValues") -> "KnownValues":
        """These and those; where both hold a run, it comes from where the others say."""
        runs = {
            first: {**self.runs.get(first, {}), **others.runs.get(first, {})} for first in {*self.runs, *others.runs}
        }
        return KnownValues(runs)

    def __len__(self) -> int:
        return sum(map(len, self.runs.values()))

    def find(self, text: str) -> list[Found]:
        """Each source once, with the line on which a value of it stands first."""
        if not self.runs:
            return []
        plain = unhidden(text)
        found: dict[str, Found] = {}
        for run, at in _matches(words(plain), self.runs):
            source = self.runs[run[0]][run]
            if source not in found:
                start = _start(plain, at)
                found[source] = Found(source, plain.count("\n", 0, start) + 1, form(" ".join(run)))
        return list(found.values())


def _runs(value: Words) -> list[Words]:
    runs = [value[at : at + RUN] for at in range(max(1, len(value) - RUN + 1))] if value else []
    return [run for run in runs if _tells(run)]


def _tells(run: Words) -> bool:
    text = re.sub(r"[.,]", "", "".join(run))
    return len(text) >= (DIGITS if text.isdigit() else SHORTEST)


def _matches(text: Words, runs: Mapping[str, Mapping[Words, str]]) -> list[tuple[Words, int]]:
    """Every run in a text, with the number of its first word."""
    found = []
    for at, word in enumerate(text):
        if word in runs:
            found += [(run, at) for length in range(1, RUN + 1) if (run := text[at : at + length]) in runs[word]]
    return found


def _start(plain: str, number: int) -> int:
    """Where the word of a number begins."""
    for at, match in enumerate(_WORD.finditer(plain)):
        if at == number:
            return match.start()
    return 0
