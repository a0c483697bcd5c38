"""The cells of one question onto the levels of the codebook; what is not in the codebook is a fault."""

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from collabstudy.errors import Fault, shortened
from collabstudy.study import LEFT_EMPTY, NOT_ASKED, Choice, Question
from collabstudy.study.contracts import NOT, is_negative

# at most 18 digits: what Int64 holds
TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]\d{2}:\d{2}(:\d{2})?")
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

    An empty cell is an option that was not chosen, but for two cases: where the row holds no mark at all
    nobody can tell "none of these" from "skipped", and an option whose codebook has a mark for "not
    chosen" was skipped where it has none.
    """
    marks = [_marks(choice, cells) for choice, cells in options]
    answered = [any(mark is not None for mark in row) for row in zip(*marks, strict=True)]
    found = {}
    for (choice, cells), own in zip(options, marks, strict=True):
        states = []
        for row, mark in enumerate(own):
            if not cells.asked[row]:
                states.append(NOT_ASKED)
            elif mark is None and (choice.not_chosen or not answered[row]):
                states.append(LEFT_EMPTY)
            else:
                states.append("yes" if mark else "no")
        found[f"{question.name}.{choice.name}"] = ordered(states, levels(question, ["yes", "no"]))
    return found


def _marks(choice: Choice, cells: Cells) -> list[bool | None]:
    """For each row whether the option is marked as chosen, as not chosen, or not at all.

    A "not chosen" where the question was not asked is a tool's filling, nobody's answer: it is logged.
    """
    chosen = choice.raw or (choice.name,)
    marks: list[bool | None] = []
    for row, text in enumerate(cells.trimmed()):
        if text in choice.not_chosen:
            if text and not cells.asked[row]:
                cells.repairs["not chosen where not asked", text, NOT_ASKED] += 1
            marks.append(False)
        elif cells.answered(row, text) and text not in chosen:
            cells.fault(row, "this mark is not in the codebook", _mark_mend(choice, text))
            marks.append(None)
        else:
            marks.append(True if text else None)
    return marks


def _mark_mend(choice: Choice, text: str) -> str:
    """How to declare a mark that the codebook does not know."""
    text = shortened(text, 20)
    known = ", ".join([*(choice.raw or (choice.name,)), *(NOT + mark for mark in choice.not_chosen)])
    negated = f"`{NOT}{text}` to `raw` in choices.csv if it means that the option was not chosen"
    positive = "" if is_negative(text) else f", `{text}` if it means that it was chosen"
    return f"add {negated}{positive}; known: {known}"


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
    none_chosen = [not any(marks) for marks in zip(*chosen.values(), strict=True)]
    return {
        f"{question.name}.{option}": ordered(
            [cells.blank(row) if none_chosen[row] else ("yes" if mark else "no") for row, mark in enumerate(marks)],
            levels(question, ["yes", "no"]),
        )
        for option, marks in chosen.items()
    }


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
    """A date (year-month-day) by row, as text, and beside it why it is missing; a time of day is dropped and logged."""
    values: list[str | None] = []
    states = []
    for row, text in enumerate(cells.trimmed()):
        answered = cells.answered(row, text)
        if stamp := TIME.fullmatch(text):
            text = stamp[1]
            cells.repairs["time of day left out", "a date with a time", "the date"] += 1
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


def _state(question: Question, states: Sequence[str]) -> dict[str, pd.Series]:
    return {f"{question.name}.missing": pd.Series(ordered(states, levels(question, ["answered"])))}
