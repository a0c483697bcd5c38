"""Who left before the end: rows that look partial without a rule, and which questions were never seen."""

import numpy as np
from numpy.typing import NDArray

from collabstudy.cleaning.cells import Mask, distinct
from collabstudy.cleaning.characters import tidied
from collabstudy.cleaning.columns import export_columns, is_there
from collabstudy.cleaning.statuses import is_test
from collabstudy.errors import Fault
from collabstudy.importing import TextTable
from collabstudy.study import Responses, Study

# Where survey tools write that a response came to its end: by header, the texts of one that did not.
UNFINISHED = {
    "submitdate": ("",),  # LimeSurvey
    "Finished": ("False", "FALSE", "0"),  # Qualtrics
    "Progress": tuple(str(share) for share in range(100)),  # Qualtrics
    "Status": ("Partial",),  # Alchemer
}
FINISHED = {"False": "True", "FALSE": "TRUE", "0": "1"}
RULES = {
    "submitdate": "filled = true",
    "Finished": "equals = {finished}",
    "Progress": 'equals = "100"',
    "Status": 'equals = "Complete"',
}


def undeclared(table: TextTable, responses: Responses) -> list[Fault]:
    """The fault of an export with rows that look partial while the study has no rule for them; at most one."""
    if responses.complete_when is not None:
        return []
    for column, texts in UNFINISHED.items():
        if column not in table.columns:
            continue
        cells = table.column(column)
        rows = [row for row, cell in enumerate(cells) if cell.strip() in texts and not is_test(table, responses, row)]
        if rows:
            how = RULES[column].replace("{finished}", f'"{FINISHED.get(cells[rows[0]].strip(), "True")}"')
            rule = f'complete_when = {{ column = "{column}", {how} }}'
            mend = f'declare {rule} under [responses] in study.toml, and partials = "keep" if such rows stay'
            message = f"{len(rows)} of {len(cells)} rows look partial, and study.toml does not say whether they count"
            return [Fault(table.file, message, int(table.lines[rows[0]]), column, cells[rows[0]], mend)]
    return []


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
