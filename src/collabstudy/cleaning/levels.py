"""Which level of the codebook a text means, as the study declares it, and what to say of a text that means none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from collabstudy.cleaning.characters import held, tidied
from collabstudy.study import OTHER_TEXT, Choice, Question, Repairs

EXACT, SPELLING, CASE = "answer to level", "spelling as declared", "case ignored as declared"
CODE = re.compile(r"-?\d+([.,]0)?")


@dataclass(frozen=True)
class Meaning:
    """The levels of a list by the texts that mean them; ``other`` is the level of any text of one's own."""

    names: tuple[str, ...]
    texts: dict[str, str]
    spelling: dict[str, str] = field(default_factory=dict)
    folded: dict[str, str] = field(default_factory=dict)
    other: str | None = None

    @classmethod
    def of(cls, question: Question, choices: Sequence[Choice], repairs: Repairs) -> "Meaning":
        """The meaning of the texts of a question under the study's declared repairs."""
        names = tuple(choice.name for choice in choices)
        pairs = [(tidied(raw)[0], choice.name) for choice in choices for raw in choice.raw or (choice.name,)]
        texts = {raw: name for raw, name in pairs if raw != OTHER_TEXT}
        other = next((name for raw, name in pairs if raw == OTHER_TEXT), None)
        declared = {tidied(text)[0]: level for text, level in repairs.of(question.name).items() if level in names}
        return cls(names, texts, declared, _folded(texts) if repairs.case else {}, other)

    def find(self, text: str) -> tuple[str | None, str]:
        """The level that ``text`` means and by what; ``None`` where the codebook does not say."""
        if text in self.texts:
            return self.texts[text], EXACT
        if text in self.spelling:
            return self.spelling[text], SPELLING
        if text.casefold() in self.folded:
            return self.folded[text.casefold()], CASE
        return None, ""

    def unknown(self, text: str, known: Sequence[str] = ()) -> tuple[str, str]:
        """What is wrong with a text that means no level, and its mend; ``known`` are texts beside it that do."""
        if hidden := held(text):
            return f"this answer is not in the codebook{hidden}", self._mend(text)
        code = CODE.fullmatch(text) is not None
        if known and all((CODE.fullmatch(other) is None) is code for other in known):
            stands = f"a {'code' if code else 'label'} in a column of {'labels' if code else 'codes'}"
            mend = f"export it again with one of the two throughout, or {self._mend(text)}"
            return f"this answer is not in the codebook; it is {stands}", mend
        return "this answer is not in the codebook", self._mend(text)

    def _mend(self, text: str) -> str:
        add = f"add it to `raw` in choices.csv; known: {', '.join(self.texts)}"
        near = nearest(text, self.texts)
        return (
            f"perhaps {near!r} is meant: correct the cell, declare it under [responses.repairs], or {add}"
            if near
            else add
        )


def nearest(text: str, known: Sequence[str] | dict[str, str]) -> str | None:
    """The known text that is most like ``text``, also where only capitals differ; ``None`` where none is near."""
    by_fold: dict[str, str] = {}
    for other in known:
        by_fold.setdefault(other.casefold(), other)
    found = get_close_matches(text.casefold(), by_fold, 1)
    return by_fold[found[0]] if found else None


def _folded(texts: dict[str, str]) -> dict[str, str]:
    """Level by text without regard to capitals, where that names one level."""
    levels: dict[str, set[str]] = {}
    for text, level in texts.items():
        levels.setdefault(text.casefold(), set()).add(level)
    return {text: next(iter(names)) for text, names in levels.items() if len(names) == 1}
