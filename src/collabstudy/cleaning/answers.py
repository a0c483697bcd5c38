"""The cells of a question with given answers onto the levels of the codebook; an unknown text is a fault."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from collabstudy.cleaning.cells import SHOWN_VALUES, Cells, on_levels
from collabstudy.cleaning.characters import held, tidied
from collabstudy.cleaning.levels import CASE, EXACT, Meaning
from collabstudy.errors import shortened
from collabstudy.study import NOT_ASKED, Choice, Question, Repairs
from collabstudy.study.contracts import NOT, is_negative

OWN_TEXT = "(a text of their own, not kept)"
YES, NO, NO_MARK = 0, 1, -1


def one_choice(cells: Cells, meaning: Meaning) -> pd.Categorical:
    """A single answer by row, on all levels of the list."""
    cells.filled()
    found, unknown = [], []
    for at, text in enumerate(cells.texts):
        level, by = meaning.find(text) if text else (None, "")
        if text and level is None and meaning.other:
            level, by, text = meaning.other, "other text to level", OWN_TEXT
        if level is not None:
            cells.repairs[by, text, level] += cells.count(at)
        elif text:
            unknown.append(at)
        found.append(-1 if level is None else meaning.names.index(level))
    known = [text for text, place in zip(cells.texts, found, strict=True) if place >= 0]
    report_unknown(cells, meaning, unknown, known)
    return cells.on_levels(meaning.names, found)


def report_unknown(cells: Cells, meaning: Meaning, unknown: Sequence[int], known: Sequence[str]) -> None:
    """One fault for each text that means no level."""
    for at in unknown[:SHOWN_VALUES]:
        cells.fault(cells.texts[at], cells.rows(at), *meaning.unknown(cells.texts[at], known))
    cells.further(unknown[SHOWN_VALUES:])


def several_choices(
    options: Sequence[tuple[Choice, Cells]], question: Question, repairs: Repairs
) -> dict[str, pd.Categorical]:
    """Several answers with a column an option: chosen or not, by option.

    An empty cell is an option that was not chosen, but for three cases: where the row holds no mark at all
    nobody can tell "none of these" from "skipped", an option whose codebook has a mark for "not chosen" was
    skipped where it has none, and nobody chose anything who had left before the question.
    """
    marks = [_marks(choice, cells, repairs) for choice, cells in options]
    answered = np.any([own != NO_MARK for own in marks], axis=0)
    found = {}
    for (choice, cells), own in zip(options, marks, strict=True):
        blank = (own == NO_MARK) & (bool(choice.not_chosen) | ~answered)
        state = np.where(own == NO_MARK, NO, own)
        state[blank | ~cells.reached.asked | cells.reached.unseen] = -1
        found[f"{question.name}.{choice.name}"] = on_levels(["yes", "no"], state, cells.reached)
    return found


def _marks(choice: Choice, cells: Cells, repairs: Repairs) -> NDArray[np.int64]:
    """For each row whether the option is marked as chosen, as not chosen, or not at all.

    Each mark is logged as what it says of the option. A "not chosen" where the question was not asked is a tool's
    filling, nobody's answer, and is logged as that.
    """
    chosen = {tidied(raw)[0] for raw in choice.raw or (choice.name,)}
    negative = {tidied(raw)[0] for raw in choice.not_chosen}
    folded = {text.casefold(): text for text in (*chosen, *negative)} if repairs.case else {}
    marks = []
    asked = cells.reached.asked
    for at, given in enumerate(cells.texts):
        rows = cells.rows(at)
        outside = rows[~asked[rows]]
        known = given in chosen | negative
        text = given if known else folded.get(given.casefold(), given)
        by = EXACT if known else CASE
        if text in negative:
            if text and len(outside):
                cells.repairs["not chosen where not asked", given, NOT_ASKED] += len(outside)
            if text and len(outside) < len(rows):
                cells.repairs[by, given, f"{choice.name}: no"] += len(rows) - len(outside)
            marks.append(NO)
            continue
        if text and len(outside):
            message, mend = "an answer where the question was not asked", "correct `relevant` in questions.csv"
            cells.fault(text, outside, message, mend)
        if text and text not in chosen:
            cells.fault(text, rows, f"this mark is not in the codebook{held(text)}", _mark_mend(choice, text))
        elif text:
            cells.repairs[by, given, f"{choice.name}: yes"] += len(rows)
        marks.append(YES if text in chosen else NO_MARK)
    return np.asarray(marks, dtype=np.int64)[cells.codes] if marks else cells.codes


def _mark_mend(choice: Choice, text: str) -> str:
    """How to declare a mark that the codebook does not know."""
    text = shortened(text, 20)
    known = ", ".join([*(choice.raw or (choice.name,)), *(NOT + mark for mark in choice.not_chosen)])
    negated = f"`{NOT}{text}` to `raw` in choices.csv if it means that the option was not chosen"
    positive = "" if is_negative(text) else f", `{text}` if it means that it was chosen"
    return f"add {negated}{positive}; known: {known}"
