"""Dates by row: year-month-day unless the study says otherwise, or the column leaves one order only."""

import numpy as np
import pandas as pd

from collabstudy.cleaning.cells import Cells
from collabstudy.cleaning.characters import held
from collabstudy.cleaning.constraint import allows
from collabstudy.cleaning.stamps import DAY_FIRST, MONTH_FIRST, ORDERS, Stamp, read, sure
from collabstudy.errors import Fault
from collabstudy.personal import form
from collabstudy.study import Question

MEND = "write it as year-month-day, such as 2026-03-02"
ASK = f'set date_format = "{DAY_FIRST}" or "{MONTH_FIRST}" under [responses] in study.toml'


def date(cells: Cells, question: Question, date_format: str) -> dict[str, object]:
    """A date (year-month-day) by row, as text, and beside it why it is missing; what is left out is logged."""
    cells.filled()
    order = date_format.replace("/", "-").replace(".", "-") or _order(cells)
    inside = allows(question.constraint)
    values: list[str | None] = []
    wrong: dict[tuple[str, str], list[int]] = {}
    for at, text in enumerate(cells.texts):
        stamp = read(text, order) if text else None
        value = None
        if stamp and inside(stamp.date):
            value = stamp.date.isoformat()
            _log(cells, at, stamp)
        elif stamp:
            mend = "correct the cell or the constraint in questions.csv"
            wrong.setdefault((f"outside the constraint `{question.constraint}`", mend), []).append(at)
        elif text and not (order == "?" and any(read(text, other) for other in ORDERS)):
            mend = f"write it as {date_format}, which study.toml declares, or as 2026-03-02" if date_format else MEND
            wrong.setdefault((f"this is no date{held(text)}", mend), []).append(at)
        values.append(value)
    for (message, mend), places in wrong.items():
        cells.faults_of(places, message, mend)
    states = [0 if text else -1 for text in cells.texts]
    by_text = np.array([*values, None], dtype=object)
    return {
        question.name: pd.Series(by_text[cells.codes], dtype="str"),
        f"{question.name}.missing": pd.Series(cells.on_levels(["answered"], states)),
    }


def _order(cells: Cells) -> str:
    """The order that the column's own dates leave possible, logged; ``?`` where they leave none or both: a fault."""
    numeric = [at for at, text in enumerate(cells.texts) if text and not sure(text)]
    dates = {at: [read(cells.texts[at], order) for order in ORDERS] for at in numeric}
    readable = [at for at in numeric if any(dates[at])]
    if not readable:
        return ""
    possible = [order for place, order in enumerate(ORDERS) if all(dates[at][place] for at in numeric)]
    same = all(dates[at][0] == dates[at][1] for at in numeric)
    rows = cells.rows_of(readable)
    if possible and (len(possible) == 1 or same):
        cells.repairs["dates read by the one order that all of them allow", "", possible[0]] += len(rows)
        return possible[0]
    message = f"all {len(rows)} values parse as {DAY_FIRST} and as {MONTH_FIRST}"
    if not possible:
        message = f"neither {DAY_FIRST} nor {MONTH_FIRST} reads every date of this column"
    first = cells.texts[cells.codes[rows[0]]]
    line = int(cells.lines[rows[0]])
    cells.faults.append(Fault(cells.file, message, line, cells.column, mend=ASK, form=form(first)))
    cells.wrong[rows] = True
    return "?"


def _log(cells: Cells, at: int, stamp: Stamp) -> None:
    count = cells.count(at)
    if not cells.texts[at].startswith(stamp.written.isoformat()):
        cells.repairs["date brought into one form", "another form", "year-month-day"] += count
    if stamp.timed:
        cells.repairs["time of day left out", "a date with a time", "the date"] += count
    if stamp.zone:
        cells.repairs["time zone brought to UTC", stamp.zone, "UTC"] += count
    if stamp.date != stamp.written:
        cells.repairs["another date in UTC", f"a date in {stamp.zone}", "the date in UTC"] += count
