"""Who left before the end: rows that look partial without a rule, and which questions were never seen."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from collabstudy.cleaning.cells import Mask, distinct
from collabstudy.cleaning.characters import tidied
from collabstudy.cleaning.columns import export_columns, is_there
from collabstudy.cleaning.statuses import is_false, is_test, role
from collabstudy.errors import Fault
from collabstudy.importing import TextTable
from collabstudy.study import Responses, Study

FINISHED = {  # the word for a response that came to its end, beside the one of a response that did not
    "false": "true",
    "False": "True",
    "FALSE": "TRUE",
    "0": "1",
    "Onwaar": "Waar",
    "ONWAAR": "WAAR",
    "Falsch": "Wahr",
    "FALSCH": "WAHR",
    "Falso": "Verdadero",
    "FALSO": "VERDADERO",
    "Faux": "Vrai",
    "FAUX": "VRAI",
}


def undeclared(table: TextTable, responses: Responses) -> list[Fault]:
    """The fault of an export with rows that look partial while the study has no rule for them; at most one.

    Looked at is where survey tools write that a response came to its end, whatever language the header is in.
    """
    if responses.complete_when is not None:
        return []
    for column, how in _ends(table):
        texts, codes = distinct(table, column)
        rules = [how(text.strip()) for text in texts]
        open_ended = np.array([bool(rule) for rule in rules], dtype=bool)
        places = np.flatnonzero(open_ended[codes]).tolist() if texts else []
        rows = [row for row in places if not is_test(table, responses, row)]
        if rows:
            rule = f'complete_when = {{ column = "{column}", {rules[codes[rows[0]]]} }}'
            mend = f'declare {rule} under [responses] in study.toml, and partials = "keep" if such rows stay'
            message = f"{len(rows)} of {len(table)} rows look partial, and study.toml does not say whether they count"
            return [Fault(table.file, message, int(table.lines[rows[0]]), column, texts[codes[rows[0]]], mend)]
    return []


def _ends(table: TextTable) -> Iterator[tuple[str, Callable[[str], str]]]:
    """The columns that tell a response's end, the surest first, each with what makes the rule of an open end's text."""
    for platform, what, how in (
        ("limesurvey", "submitted", lambda text: "" if text else "filled = true"),
        ("qualtrics", "finished", _unfinished),
        ("qualtrics", "progress", lambda text: 'equals = "100"' if text.isdecimal() and int(text) < 100 else ""),
        ("alchemer", "status", lambda text: 'equals = "Complete"' if text == "Partial" else ""),
    ):
        for field in table.fields:
            if role(field, platform) == what:
                yield field.name, how


def _unfinished(text: str) -> str:
    return f'equals = "{FINISHED.get(text, "True")}"' if is_false(text) else ""


def last_answered(rows: TextTable, study: Study) -> NDArray[np.int64]:
    """For each row the place in the codebook of the last question with any text in its cells, -1 for none.

    The codebook has the order of the questionnaire. An option of several answers that is marked counts, also where
    it is marked as not chosen; ids do not.
    """
    last = np.full(len(rows), -1, dtype=np.int64)
    for place, question in enumerate(study.questions):
        if question.type != "id" and is_there(rows, study, question):
            for column in export_columns(study, question):
                last[_filled(rows, column)] = place
    return last


def _filled(rows: TextTable, column: str) -> Mask:
    texts, codes = distinct(rows, column)
    full = np.array([bool(tidied(text)[0]) for text in texts], dtype=bool)
    return full[codes] if texts else np.zeros(len(rows), dtype=bool)
