"""Answers onto ordered levels: a known scale, numbers with words at the ends, or else the order of appearance."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from collabstudy.scaffold.names import level_name
from collabstudy.scaffold.words import parts, table
from collabstudy.study import Choice

LANGUAGES = ("en", "nl", "de")
_LABELLED = re.compile(r"(\d{1,2})(?:\s*[-–:=.)]\s*\D.*|\s*\(.*\)|\s+[^\W\d].*|\+)?", re.DOTALL)


@dataclass(frozen=True)
class Level:
    """One level of an answer, without its list: ``raw`` are the texts of the export that mean it."""

    name: str
    label: str
    raw: tuple[str, ...]
    score: float | None = None
    missing: str = ""
    labels: tuple[tuple[str, str], ...] = ()

    def choice(self, list_name: str, language: str) -> Choice:
        """The level as a row of choices.csv."""
        label = dict(self.labels) or {language: self.label}
        return Choice(list_name, self.name, label, self.score, self.missing, self.raw, "")


def missing_kind(text: str) -> str:
    """The kind of a text that is no answer, such as ``dont_know``; empty where it is one."""
    return _missing_kinds().get(text.casefold(), "")


def fitting_scales(texts: Iterable[str]) -> list[str]:
    """The known scales that have a level of its own for each text that is an answer, the shortest first."""
    answers = [text for text in texts if not missing_kind(text)]
    fitting = [name for name, meaning in _scales().items() if answers and _one_each(answers, meaning)]
    return sorted(fitting, key=lambda scale: len(set(_scales()[scale].values())))


def known_scale(texts: Iterable[str]) -> tuple[str, list[Level]] | None:
    """The first of the fitting scales, with the kinds of missing that occur at its end."""
    texts = list(texts)
    missing = [text for text in texts if missing_kind(text)]
    answers = [text for text in texts if text not in missing]
    name = next(iter(fitting_scales(texts)), None)
    if name is None:
        return None
    return name, [*_scale_levels(name, answers), *missing_levels(missing)]


def numbered_scale(texts: Iterable[str]) -> list[Level] | None:
    """Levels by the whole number that each text begins with, where some have words behind it; gaps are filled."""
    texts = list(texts)
    missing = [text for text in texts if missing_kind(text)]
    found = {text: _LABELLED.fullmatch(text) for text in texts if text not in missing}
    numbers = {text: int(match[1]) for text, match in found.items() if match}
    bare = all(text.isdigit() for text in numbers)
    if len(numbers) < len(found) or not numbers or bare or len(set(numbers.values())) < len(numbers):
        return None
    low, high = min(numbers.values()), max(numbers.values())
    if high - low > 20 or (len(numbers) < 3 and len(numbers) < high - low + 1):
        return None
    by_number = {number: text for text, number in numbers.items()}
    levels = []
    for number in range(low, high + 1):
        text = by_number.get(number, str(number))
        levels.append(Level(f"n{number}", text, (text,), float(number)))
    return [*levels, *missing_levels(missing)]


def as_they_come(texts: Iterable[str], labels: Mapping[str, str] | None = None) -> list[Level]:
    """A level for each text, in order; those that are no answer at the end."""
    texts, labels = list(texts), labels or {}
    missing = [text for text in texts if missing_kind(labels.get(text, text))]
    used: set[str] = set()
    levels = []
    for text in texts:
        if text not in missing:
            label = labels.get(text, text)
            name = level_name(label, used)
            used.add(name)
            levels.append(Level(name, label, (text,)))
    return [*levels, *missing_levels(missing, labels, used)]


def missing_levels(
    texts: Sequence[str], labels: Mapping[str, str] | None = None, used: Iterable[str] = (), kind: str = ""
) -> list[Level]:
    """A level for each text that is no answer, with its kind; with ``kind`` (codes) a label may only mention one."""
    taken = set(used)
    levels = []
    for text in texts:
        label = (labels or {}).get(text, text)
        what = missing_kind(label) or (_declared_kind(label) or kind if kind else "")
        name = level_name(what, taken)
        taken.add(name)
        levels.append(Level(name, label, (text,), None, what))
    return levels


def _declared_kind(label: str) -> str:
    """The kind whose words stand in the label of a code that the file declares as missing; empty where none does."""
    words = " ".join(re.findall(r"[^\W_]+", label.casefold()))
    rows = table("missing")
    return next(
        (row["missing"] for row in rows if any(f" {word} " in f" {words} " for word in parts(row["words"]))), ""
    )


def _scale_levels(name: str, answers: Sequence[str]) -> list[Level]:
    language = max(LANGUAGES, key=lambda known: sum(_spelt(name, known, text) for text in answers))
    levels = []
    for row in (row for row in table("scales") if row["scale"] == name):
        spellings = {text.casefold() for known in LANGUAGES for text in parts(row[known])}
        found = tuple(text for text in answers if text.casefold() in spellings)
        usual = parts(row[language]) or parts(row["en"])
        raw = found or (usual[0],)
        levels.append(Level(row["name"], raw[0], raw, float(row["score"])))
    return levels


def _spelt(scale: str, language: str, text: str) -> bool:
    rows = (row for row in table("scales") if row["scale"] == scale)
    return any(text.casefold() == known.casefold() for row in rows for known in parts(row[language]))


def _one_each(answers: Sequence[str], meaning: Mapping[str, str]) -> bool:
    """Whether each text is known, and no two that differ by more than capitals mean the same level."""
    folded = {text.casefold() for text in answers}
    return folded <= meaning.keys() and len({meaning[text] for text in folded}) == len(folded)


@cache
def _scales() -> dict[str, dict[str, str]]:
    scales: dict[str, dict[str, str]] = {}
    for row in table("scales"):
        for language in LANGUAGES:
            for text in parts(row[language]):
                scales.setdefault(row["scale"], {}).setdefault(text.casefold(), row["name"])
    return scales


@cache
def _missing_kinds() -> dict[str, str]:
    return {text.casefold(): row["missing"] for row in table("missing") for text in parts(row["texts"])}
