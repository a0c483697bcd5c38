"""Personal data where the codebook expects answers, numbers or dates; and which texts of a cell may be said at all."""

from collections.abc import Iterator

import numpy as np

from collabstudy.cleaning.cells import Sayable, distinct
from collabstudy.cleaning.characters import tidied
from collabstudy.cleaning.columns import export_columns, is_there
from collabstudy.cleaning.levels import Meaning
from collabstudy.errors import Fault
from collabstudy.importing import TextTable
from collabstudy.personal import CELL_KINDS, ENOUGH, column_kind, find_personal
from collabstudy.study import Question, Study

CODED = ("select_one", "select_multiple")
MARK = 20  # characters: a longer mark of an option is somebody's own text
IN_NUMBERS = ("citizen service number", "telephone number")
TAKE_OUT = "take it out of the export: an answer is no place for who somebody is"
LEAVE_OUT = "list the column under ignore_columns in study.toml, and take the question out of questions.csv"


def sayable(question: Question, meaning: Meaning) -> Sayable:
    """Which texts of a question a fault or the repair log may say: those of a coded column, and where the codebook
    takes any other text too, only those that it knows; of ids, numbers and dates none."""
    if question.type not in CODED:
        return lambda text: False
    if meaning.other is not None:
        return lambda text: meaning.find(text)[0] is not None
    if question.type == "select_multiple" and not question.separator:
        return lambda text: len(text) <= MARK
    return lambda text: True


def personal_faults(rows: TextTable, study: Study) -> Iterator[Fault]:
    """A fault for each column of answers, numbers or dates whose cells look like personal data, or else for each kind
    that stands inside its cells. Columns of ids and free text are never kept and get a note (``personal_notes``)."""
    for question in study.questions:
        if question.type in ("id", "text") or not is_there(rows, study, question):
            continue
        known = {tidied(raw)[0] for choice in study.choices_of(question) for raw in choice.raw or (choice.name,)}
        for column in export_columns(study, question):
            yield from _column_faults(rows, question, column, known)


def personal_notes(rows: TextTable, study: Study) -> list[str]:
    """What the ids and the free text of an export seem to hold, in a sentence each; no value is said."""
    notes = []
    for question in study.questions:
        if question.type not in ("id", "text") or not is_there(rows, study, question):
            continue
        texts = distinct(rows, question.column)[0]
        kind = column_kind(texts) or next((found.kind for text in texts for found in find_personal(text)), "")
        kept = "free text is never kept" if question.type == "text" else "row numbers stand in its place"
        if kind:
            notes.append(f"column {question.column!r} of the question {question.name!r} holds {a(kind)}; {kept}.")
    return notes


def a(kind: str) -> str:
    """What seems to stand somewhere, in words."""
    article = "" if kind == "coordinates" else "an " if kind[0] in "eI" else "a "
    return f"what looks like {article}{kind}"


def _column_faults(rows: TextTable, question: Question, column: str, known: set[str]) -> Iterator[Fault]:
    texts, codes = distinct(rows, column)
    kind, places = _whole(question, texts, known)
    if kind:
        line = int(rows.lines[np.isin(codes, places)][0])
        yield Fault(rows.file, f"the cells of this column hold {a(kind)}", line, column, mend=LEAVE_OUT)
        return
    said: dict[str, tuple[int, int]] = {}
    for at, text in enumerate(texts):
        for found in find_personal(text):
            lines = rows.lines[codes == at]
            first, cells = said.get(found.kind, (int(lines[0]), 0))
            said[found.kind] = min(first, int(lines[0])), cells + len(lines)
    for kind, (line, cells) in said.items():
        more = f" ({cells} cells of this column)" if cells > 1 else ""
        yield Fault(rows.file, f"the cell holds {a(kind)}{more}", line, column, mend=TAKE_OUT)


def _whole(question: Question, texts: list[str], known: set[str]) -> tuple[str, list[int]]:
    """The kind that several cells of a column are as a whole, half of its distinct texts or more, and where they stand.

    Texts of the codebook are answers, whatever they look like, and a number is such a thing as digits only.
    """
    tidy = [tidied(text)[0] for text in texts]
    kinds = CELL_KINDS if question.type in CODED else dict.fromkeys(IN_NUMBERS if question.type == "integer" else ())
    for kind in kinds:
        places = [at for at, text in enumerate(tidy) if text and text not in known and CELL_KINDS[kind](text)]
        if len(places) > 1 and len(places) >= ENOUGH * len(set(tidy) - {""}):
            return kind, places
    return "", []
