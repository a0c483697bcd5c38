"""Stata data (.dta), read by pyreadstat: codes as text, extended missing values as ``.a`` to ``.z``, labels kept.

Dates after Stata's help on datetime display formats: days, milliseconds, weeks, months, quarters and half-years since
the beginning of 1960.
"""

import datetime as dt
import re
import string
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyreadstat

from collabstudy.importing.apart import read_apart
from collabstudy.importing.labelled import Metadata, Missing, Texts, day_text, labelled_table, read_cases
from collabstudy.importing.magic import STATA, check_form
from collabstudy.importing.table import ImportLog, Note, Options, TextTable
from collabstudy.importing.values import moment_text, number_text, time_text

EPOCH = dt.datetime(1960, 1, 1)
CLOCK = re.compile(r"%-?t[cC](HH|hh)(:MM(:SS(\.s+)?)?)?( ?[ap]\.?m\.?)?", re.IGNORECASE)
PARTS = {"w": 52, "m": 12, "q": 4, "h": 2}  # of a year, as Stata counts them
UNICODE = 118  # the first release of the format whose text is UTF-8


def read(path: Path, options: Options) -> tuple[TextTable, ImportLog]:
    """The cases as text; lines are case numbers.

    Codes are the shortest text of their number in the type that the file stores (0.1, not 0.10000000149); ``.`` is
    blank; ``.a`` to ``.z`` stay and stand in the field's ``missing``. Raises :class:`StudyError` where the file is no
    Stata data, is damaged, or has one label for several codes of a column.
    """
    check_form(path, STATA)
    return read_apart(read_here, path, options)


def read_here(path: Path, options: Options) -> tuple[TextTable, ImportLog]:
    """As :func:`read`, in this process, which a damaged file may end."""
    cases = read_cases(path, pyreadstat.read_dta, options, _described)
    table, notes = labelled_table(path, cases)
    encoding = options.encoding or ("utf-8" if _release(path) >= UNICODE else "windows-1252")
    notes = (*notes, *_date_notes(cases.metadata))
    return table, ImportLog(path.name, "stata", encoding, "", len(table), len(table.fields), 0, 0, notes)


def _release(path: Path) -> int:
    with path.open("rb") as file:
        head = file.read(64)
    found = re.search(rb"<release>(\d+)</release>", head)
    return int(found[1]) if found else head[0]


def _described(metadata: Metadata) -> tuple[Texts, dict[str, Missing]]:
    numbers = [name for name in metadata.column_names if metadata.readstat_variable_types[name] != "string"]
    texts: dict[str, Callable[[Any], str]] = dict.fromkeys(metadata.column_names, str)
    texts |= {name: _or_letter(_number_text(metadata, name)) for name in numbers}
    return texts, {name: Missing(possible=frozenset(string.ascii_lowercase)) for name in numbers}


def _or_letter(text: Callable[[Any], str]) -> Callable[[Any], str]:
    """The text of a number, or an extended missing value, which comes as its letter."""
    return lambda value: f".{value}" if isinstance(value, str) else text(value)


def _number_text(metadata: Metadata, name: str) -> Callable[[Any], str]:
    display = metadata.original_variable_types.get(name) or ""
    if CLOCK.fullmatch(display):
        return lambda milliseconds: time_text(dt.timedelta(milliseconds=milliseconds))
    match re.sub(r"^%-?", "", display)[:2]:
        case "td" | "d":
            return lambda days: day_text(EPOCH + dt.timedelta(days=days))
        case "tc" | "tC":
            return lambda milliseconds: moment_text(EPOCH + dt.timedelta(milliseconds=round(milliseconds)))
        case "tm" | "tq" | "th" | "tw" as kind:
            return lambda periods: _period_text(periods, kind[1])
    if metadata.readstat_variable_types[name] == "float":
        return lambda value: number_text(np.float32(value))
    return number_text


def _period_text(periods: float, kind: str) -> str:
    """A week, month, quarter or half-year: the month as ISO 8601 has it, the others as Stata prints them."""
    year, place = divmod(int(periods), PARTS[kind])
    if not 0 <= 1960 + year <= 9999:
        raise ValueError(f"no year {1960 + year}")
    return f"{1960 + year:04}-{place + 1:02}" if kind == "m" else f"{1960 + year:04}{kind}{place + 1}"


def _date_notes(metadata: Metadata) -> Iterator[Note]:
    for name, display in metadata.original_variable_types.items():
        match re.sub(r"^%-?", "", display or "")[:2]:
            case "tC":
                yield Note("moments that count leap seconds, shown as if they did not", name)
            case "tb":
                yield Note("a date of a business calendar, left as its number", name)
