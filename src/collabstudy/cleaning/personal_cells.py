"""Personal data where the codebook expects answers, numbers or dates; and which texts of a cell may be said at all."""

from collections.abc import Iterator

from collabstudy.cleaning.cells import Sayable, distinct
from collabstudy.cleaning.characters import tidied
from collabstudy.cleaning.columns import export_columns, is_there
from collabstudy.cleaning.levels import Meaning
from collabstudy.errors import Fault
from collabstudy.importing import TextTable
from collabstudy.personal import column_kind, find_personal
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
    if kind := _whole(question, [text for text in texts if tidied(text)[0] not in known]):
        line = int(rows.lines[int((codes == _first(texts, kind)).argmax())])
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


def _whole(question: Question, texts: list[str]) -> str:
    """The kind of a column by its whole cells, which a number is only as digits and in more cells than one."""
    if question.type in CODED:
        return column_kind(texts)
    digits = [text.strip() for text in texts if text.strip()]
    kind = column_kind(digits) if question.type == "integer" and len(digits) > 1 else ""
    return kind if kind in IN_NUMBERS else ""


def _first(texts: list[str], kind: str) -> int:
    return next((at for at, text in enumerate(texts) if column_kind([text]) == kind), 0)
