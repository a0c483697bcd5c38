"""SPSS data (.sav, .zsav), read by pyreadstat: codes as text, user-missing codes kept, labels and sets of columns kept.

Formats of dates and times after the list of print formats in pyreadstat's documentation and PSPP's description of
system files: seconds since 14 October 1582, or of a duration.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyreadstat

from collabstudy.importing.apart import read_apart
from collabstudy.importing.labelled import Metadata, Missing, Texts, day_text, labelled_table, read_cases
from collabstudy.importing.magic import SPSS, check_form
from collabstudy.importing.table import ImportLog, Note, Options, TextTable
from collabstudy.importing.values import moment_text, number_text, time_text

EPOCH = dt.datetime(1582, 10, 14)
DAYS = {"DATE", "ADATE", "EDATE", "JDATE", "SDATE"}
PERIODS = {"QYR", "MOYR", "WKYR"}  # a quarter, month or week, kept as its first day
MOMENTS = {"DATETIME", "YMDHMS"}
DURATIONS = {"TIME", "DTIME", "MTIME"}


def read(path: Path, options: Options) -> tuple[TextTable, ImportLog]:
    """The cases as text; lines are case numbers.

    Codes are the shortest text of their number (1, not 1.0); system-missing cells are blank; user-missing codes stay
    and stand in the field's ``missing`` (of a range, those that occur or have a label). Raises :class:`StudyError`
    where the file is no SPSS data, is damaged, or has one label for several codes of a column.
    """
    check_form(path, SPSS)
    return read_apart(read_here, path, options)


def read_here(path: Path, options: Options) -> tuple[TextTable, ImportLog]:
    """As :func:`read`, in this process, which a damaged file may end."""
    cases = read_cases(path, pyreadstat.read_sav, options, _described)
    metadata = cases.metadata
    groups: dict[str, str] = {}
    for name, group in metadata.mr_sets.items():
        groups |= {column: name for column in group["variable_list"] if column not in groups}
    table, notes = labelled_table(path, cases, groups)
    encoding = (options.encoding or metadata.file_encoding or "").lower()
    notes = (*notes, *_set_notes(metadata), *_period_notes(metadata))
    return table, ImportLog(path.name, "spss", encoding, "", len(table), len(table.fields), 0, 0, notes)


def _described(metadata: Metadata) -> tuple[Texts, dict[str, Missing]]:
    texts = {name: _text(metadata, name) for name in metadata.column_names}
    missing = {name: Missing() for name in metadata.missing_ranges}
    for name, ranges in metadata.missing_ranges.items():
        for low, high in ((ends["lo"], ends["hi"]) for ends in ranges):
            if low == high:
                missing[name].declared.append(low)
            else:
                missing[name].ranges.append((low, high))
    return texts, missing


def _text(metadata: Metadata, name: str) -> Callable[[Any], str]:
    if metadata.readstat_variable_types[name] == "string":
        return str
    kind = _kind(metadata, name)
    if kind in DAYS | PERIODS:
        return lambda seconds: day_text(_moment(seconds))
    if kind in MOMENTS:
        return lambda seconds: moment_text(_moment(seconds))
    if kind in DURATIONS:
        return lambda seconds: time_text(dt.timedelta(seconds=round(seconds, 3)))
    return number_text


def _kind(metadata: Metadata, name: str) -> str:
    return re.split(r"\d", metadata.original_variable_types.get(name) or "")[0]


def _moment(seconds: float) -> dt.datetime:
    """Seconds since the epoch, to the millisecond: more a number of that size does not hold."""
    return EPOCH + dt.timedelta(seconds=round(seconds, 3))


def _set_notes(metadata: Metadata) -> Iterator[Note]:
    for name, group in metadata.mr_sets.items():
        counted = f", counted value {group['counted_value']}" if group["is_dichotomy"] else ""
        columns = ", ".join(group["variable_list"])
        yield Note(f"multiple-response set {name}{counted}: {columns}")


def _period_notes(metadata: Metadata) -> Iterator[Note]:
    for name in metadata.column_names:
        if _kind(metadata, name) in PERIODS:
            yield Note("a quarter, month or week, shown as the day that the file holds", name)
