"""The cells of one question onto the levels of the codebook; what is not in the codebook is a fault."""

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from collabstudy.errors import Fault
from collabstudy.study import LEFT_EMPTY, NOT_ASKED, Choice, Question

# at most 18 digits: what Int64 holds
NUMBER = {"integer": r"[+-]?\d{1,18}", "decimal": r"[+-]?\d{1,18}([.,]\d+)?"}


@dataclass
class Cells:
    """The cells of one column with their lines, and the faults and repairs found on the way."""

    file: str
    column: str
    lines: Sequence[int]
    texts: Sequence[str]
    asked: Sequence[bool]
    faults: list[Fault] = field(default_factory=list)
    repairs: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def trimmed(self) -> list[str]:
        """The texts without blanks around them; blanks that were removed are logged."""
        cleaned = [text.replace("\u00a0", " ").strip() for text in self.texts]
        for before, after in zip(self.texts, cleaned, strict=True):
            if before != after:
                self.repairs["blanks removed", before, after] += 1
        return cleaned

    def fault(self, row: int, message: str, mend: str) -> None:
        """Record a fault of one cell."""
        self.faults.append(Fault(self.file, message, self.lines[row], self.column, self.texts[row], mend))

    def blank(self, row: int) -> str:
        """Why a blank cell is blank."""
        return LEFT_EMPTY if self.asked[row] else NOT_ASKED

    def answered(self, row: int, text: str) -> bool:
        """Whether there is an answer; an answer to a question that was not asked is a fault."""
        if text and not self.asked[row]:
            self.fault(row, "an answer where the question was not asked", "correct `relevant` in questions.csv")
        return bool(text)


def levels(question: Question, names: Sequence[str]) -> list[str]:
    """The levels of a question in order: those of the codebook, then why a cell may be blank."""
    return [*names, LEFT_EMPTY, *([NOT_ASKED] if question.relevant else [])]


def one_choice(cells: Cells, question: Question, choices: Sequence[Choice]) -> pd.Categorical:
    """A single answer by row, on all levels of the list."""
    meaning = {raw: choice.name for choice in choices for raw in choice.raw or (choice.name,)}
    mend = f"add it to `raw` in choices.csv; known: {', '.join(meaning)}"
    found = []
    for row, text in enumerate(cells.trimmed()):
        if not cells.answered(row, text):
            found.append(cells.blank(row))
        elif text in meaning:
            cells.repairs["answer to level", text, meaning[text]] += 1
            found.append(meaning[text])
        else:
            cells.fault(row, "this answer is not in the codebook", mend)
            found.append(LEFT_EMPTY)
    return ordered(found, levels(question, [choice.name for choice in choices]))


def several_choices(options: Sequence[tuple[Choice, Cells]], question: Question) -> dict[str, pd.Categorical]:
    """Several answers with a column an option: chosen or not, by option.

    Where nobody can tell "none of these" from "skipped" (no option chosen), the row is left empty.
    """
    chosen: dict[str, list[bool]] = {}
    for choice, cells in options:
        known = set(choice.raw or (choice.name,))
        marks = cells.trimmed()
        for row, text in enumerate(marks):
            if cells.answered(row, text) and text not in known:
                cells.fault(row, "this mark is not in the codebook", f"known: {', '.join(sorted(known))}")
        chosen[choice.name] = [text in known for text in marks]
    return _options(chosen, options[0][1], question)


def joined_choices(cells: Cells, question: Question, choices: Sequence[Choice]) -> dict[str, pd.Categorical]:
    """Several answers joined in one column by the question's separator: chosen or not, by option."""
    meaning = {raw: choice.name for choice in choices for raw in choice.raw or (choice.name,)}
    chosen = {choice.name: [False] * len(cells.texts) for choice in choices}
    for row, text in enumerate(cells.trimmed()):
        if not cells.answered(row, text):
            continue
        for part in (part.strip() for part in text.split(question.separator)):
            if part in meaning:
                chosen[meaning[part]][row] = True
            elif part:
                cells.fault(row, f"{part!r} is not in the codebook", f"known: {', '.join(meaning)}")
    return _options(chosen, cells, question)


def number(cells: Cells, question: Question) -> dict[str, pd.Series]:
    """A number by row, and beside it why it is missing."""
    values: list[str | None] = []
    states = []
    for row, text in enumerate(cells.trimmed()):
        answered = cells.answered(row, text)
        right = answered and re.fullmatch(NUMBER[question.type], text) is not None
        if answered and not right:
            cells.fault(row, f"this is no {question.type} number", "correct the cell, or the type in questions.csv")
        values.append(text.replace(",", ".") if right else None)
        states.append("answered" if answered else cells.blank(row))
    kind, cast = ("Int64", int) if question.type == "integer" else ("Float64", float)
    series = pd.Series([None if value is None else cast(value) for value in values], dtype=kind)
    return {question.name: series, **_state(question, states)}


def date(cells: Cells, question: Question) -> dict[str, pd.Series]:
    """A date (year-month-day) by row, as text, and beside it why it is missing."""
    values: list[str | None] = []
    states = []
    for row, text in enumerate(cells.trimmed()):
        answered = cells.answered(row, text)
        try:
            values.append(datetime.date.fromisoformat(text).isoformat() if answered else None)
        except ValueError:
            cells.fault(row, "this is no date", "write it as year-month-day, such as 2026-03-02")
            values.append(None)
        states.append("answered" if answered else cells.blank(row))
    return {question.name: pd.Series(values, dtype="str"), **_state(question, states)}


def ordered(found: Sequence[str], names: Sequence[str]) -> pd.Categorical:
    """An ordered categorical on exactly those levels."""
    return pd.Categorical(found, categories=list(names), ordered=True)


def _options(chosen: dict[str, list[bool]], cells: Cells, question: Question) -> dict[str, pd.Categorical]:
    none_chosen = [not any(marks) for marks in zip(*chosen.values(), strict=True)]
    return {
        f"{question.name}.{option}": ordered(
            [cells.blank(row) if none_chosen[row] else ("yes" if mark else "no") for row, mark in enumerate(marks)],
            levels(question, ["yes", "no"]),
        )
        for option, marks in chosen.items()
    }


def _state(question: Question, states: Sequence[str]) -> dict[str, pd.Series]:
    return {f"{question.name}.missing": pd.Series(ordered(states, levels(question, ["answered"])))}
