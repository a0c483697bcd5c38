"""Dates as survey tools and people write them, read by our own parser: year-month-day unless the study says otherwise.

A time of day is dropped; a date with a time zone is that of its moment in UTC. Google Forms writes ``GMT+1`` for
one hour east of Greenwich (general parsers go by POSIX, where that sign is turned round).
"""

import datetime
import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from collabstudy.cleaning.cells import Cells
from collabstudy.cleaning.constraint import allows
from collabstudy.errors import Fault
from collabstudy.study import Question

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("january januari jan", "february februari feb", "march maart mrt mar", "april apr", "may mei"),
            *("june juni jun", "july juli jul", "august augustus aug", "september sep sept", "october oktober oct okt"),
            *("november nov", "december dec"),
        ),
        start=1,
    )
    for name in names.split()
}
ZONES = {"z": 0, "utc": 0, "gmt": 0, "cet": 60, "cest": 120}  # minutes east
STAMP = re.compile(
    r"(?P<date>.+?)(?:(?:[ T]|, )\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"(?:\s*(?P<half>[ap])\.?m\.?)?(?:\s*(?P<zone>z|cet|cest|(?:utc|gmt)?(?:[+-]\d{1,2}(?::?\d{2})?)?))?)?",
    re.IGNORECASE | re.ASCII,
)
DAY_FIRST, MONTH_FIRST = "day-month-year", "month-day-year"
ORDERS = (DAY_FIRST, MONTH_FIRST)
MEND = "write it as year-month-day, such as 2026-03-02"
ASK = f'set date_format = "{DAY_FIRST}" or "{MONTH_FIRST}" under [responses] in study.toml'


@dataclass(frozen=True)
class Stamp:
    """A text that was read: its date (in UTC where it names a zone), and what was left out of it."""

    date: datetime.date
    written: datetime.date
    timed: bool
    zone: str


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
            wrong.setdefault((f"outside the constraint {question.constraint!r}", mend), []).append(at)
        elif text and order != "?":
            mend = f"write it as {date_format}, which study.toml declares, or as 2026-03-02" if date_format else MEND
            wrong.setdefault(("this is no date", mend), []).append(at)
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
    """The order that the column's own dates leave possible, logged; ``?`` where both are, which is a fault."""
    numeric = [at for at, text in enumerate(cells.texts) if text and not _sure(text)]
    read_by = {order: [at for at in numeric if read(cells.texts[at], order)] for order in ORDERS}
    complete = [order for order in ORDERS if numeric and len(read_by[order]) == len(numeric)]
    rows = np.sort(np.concatenate([cells.rows(at) for at in numeric])) if numeric else np.array([], dtype=np.int64)
    if len(complete) == 2:
        first = cells.texts[cells.codes[rows[0]]]
        message = f"all {len(rows)} values parse as {DAY_FIRST} and as {MONTH_FIRST}"
        cells.faults.append(Fault(cells.file, message, int(cells.lines[rows[0]]), cells.column, first, ASK))
        cells.wrong[rows] = True
        return "?"
    if complete:
        cells.repairs["dates read by the one order that all of them allow", "", complete[0]] += len(rows)
        return complete[0]
    return "year-month-day"


def _sure(text: str) -> bool:
    """Whether the order of a date is beyond doubt: the year stands first, or the month is a word."""
    return (
        re.match(r"\d{4}\D", text, re.ASCII) is not None or re.search(r"[a-z]{3}", text.split(":")[0], re.I) is not None
    )


def read(text: str, order: str) -> Stamp | None:
    """The date in ``text``; ``None`` where it is none. ``order`` counts where the year does not stand first."""
    match = STAMP.fullmatch(text)
    if match is None:
        return None
    try:
        written = _date(match["date"], order)
        if written is None or not match["hour"]:
            return written and Stamp(written, written, False, "")
        moment = datetime.datetime.combine(written, _time(match))
        zone = match["zone"] or ""
        shift = datetime.timedelta(minutes=_east(zone)) if zone else datetime.timedelta()
        return Stamp((moment - shift).date(), written, True, zone)
    except (ValueError, OverflowError):
        return None


def _date(text: str, order: str) -> datetime.date | None:
    numbers = re.fullmatch(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})", text, re.ASCII)
    if numbers:
        first, middle, last = numbers[1], numbers[3], numbers[4]
        if len(first) == 4 and len(last) <= 2:
            return datetime.date(int(first), int(middle), int(last))
        if len(first) > 2 or len(last) != 4 or order not in ORDERS:
            return None
        day, month = (first, middle) if order == DAY_FIRST else (middle, first)
        return datetime.date(int(last), int(month), int(day))
    for pattern in (
        r"(?P<d>\d{1,2})[ -](?P<m>[a-z]+)\.?[ -](?P<y>\d{4})",
        r"(?P<m>[a-z]+)\.? (?P<d>\d{1,2}),? (?P<y>\d{4})",
    ):
        words = re.fullmatch(pattern, text, re.ASCII | re.IGNORECASE)
        if words and words["m"].lower() in MONTHS:
            return datetime.date(int(words["y"]), MONTHS[words["m"].lower()], int(words["d"]))
    return None


def _time(match: re.Match[str]) -> datetime.time:
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= 12:
            raise ValueError("a 12-hour clock goes from 1 to 12")
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    return datetime.time(hour, int(match["minute"]), int(match["second"] or 0))


def _east(zone: str) -> int:
    """Minutes east of Greenwich; ``GMT+1`` is one hour east."""
    if zone.lower() in ZONES:
        return ZONES[zone.lower()]
    parts = re.fullmatch(r"(?:utc|gmt)?([+-])(\d{1,2}):?(\d{2})?", zone, re.IGNORECASE)
    if parts is None or int(parts[2]) > 14:
        raise ValueError(f"{zone!r} is no time zone")
    return (1 if parts[1] == "+" else -1) * (60 * int(parts[2]) + int(parts[3] or 0))


def _log(cells: Cells, at: int, stamp: Stamp) -> None:
    count = cells.count(at)
    if stamp.timed:
        cells.repairs["time of day left out", "a date with a time", "the date"] += count
    if stamp.zone:
        cells.repairs["time zone brought to UTC", stamp.zone, "UTC"] += count
    if stamp.date != stamp.written:
        cells.repairs["another date in UTC", f"{stamp.written} ({stamp.zone})", str(stamp.date)] += count
