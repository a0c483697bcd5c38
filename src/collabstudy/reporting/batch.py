"""A file of published figures, checked at once: ``collabstudy figures --csv FILE``."""

import csv
import io
from pathlib import Path

import pandas as pd

from collabstudy.errors import CollabstudyError, Fault, StudyError
from collabstudy.files import spreadsheet_csv
from collabstudy.published import check_figures
from collabstudy.study.guarding import too_long, unreadable

KNOWN = {"wording", "value", "decimals", "base", "rounding", "respondents", "minimum_base"}
WHOLE = ("decimals", "base", "respondents", "minimum_base")


def checked_file(path: Path, rounding: str) -> str:
    """The file as CSV with what :func:`check_figures` adds, commas between.

    Raises :class:`CollabstudyError`, in one sentence, for a file or a cell that cannot be read.
    """
    frame = _read(path)
    try:
        found = check_figures(frame, rounding)
    except ValueError as error:
        raise CollabstudyError(f"{path.name}, {str(error).replace('row ', 'line ', 1)}.") from None
    return spreadsheet_csv(found)


def _read(path: Path) -> pd.DataFrame:
    """The rows by their line; the separator is the one under which the columns are known."""
    if path.exists() and (fault := unreadable(path)) is not None:
        raise StudyError([fault])
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise StudyError([Fault(path.name, "the file is not UTF-8", mend="save it as CSV UTF-8")]) from None
    csv.field_size_limit(len(text) + 1)  # longer cells are told of below
    tried = [list(csv.reader(io.StringIO(text, newline=""), delimiter=separator)) for separator in ",;\t"]
    rows = max(tried, key=lambda rows: len(KNOWN & set(rows[0])) if rows else 0)
    if not rows or not KNOWN & set(rows[0]):
        mend = f"name columns such as {', '.join(sorted(KNOWN))}"
        raise StudyError([Fault(path.name, "no column of figures is in the header", 1, mend=mend)])
    if faults := [
        fault
        for line, row in enumerate(rows, start=1)
        for name, cell in zip(rows[0], row, strict=False)
        for fault in too_long(path.name, line, name, cell)
    ]:
        raise StudyError(faults)
    header, lines = rows[0], [(line, row) for line, row in enumerate(rows[1:], start=2) if any(row)]
    if len(set(header)) < len(header):
        raise StudyError([Fault(path.name, "two columns have the same name", 1, mend="rename one")])
    for line, row in lines:
        if len(row) != len(header):
            message = f"{len(row)} cells where the header has {len(header)}"
            raise StudyError([Fault(path.name, message, line, mend="quote a cell that holds the separator")])
    index = pd.Index([line for line, _ in lines], dtype=object)
    frame = pd.DataFrame([row for _, row in lines], columns=header, index=index, dtype=object)
    for column in (*WHOLE, "rounding"):
        if column in frame:
            frame[column] = [_cell(cell.strip(), column in WHOLE) for cell in frame[column]]
    return frame


def _cell(text: str, whole: bool) -> str | int | None:
    """A whole number where it is one; any other text as it is, so that the check can name it."""
    return int(text) if whole and text.isascii() and text.isdigit() and len(text) < 19 else text or None
