"""Columns that a survey tool adds: which row counts, which is a test, what identifies it; by header and platform."""

from collections.abc import Sequence
from dataclasses import dataclass

from collabstudy.scaffold.seen import Seen
from collabstudy.scaffold.words import table
from collabstudy.study import Rule

COMPLETE = {"finished": ("True", "TRUE", "true", "1"), "progress": ("100",), "status": ("Complete",)}
TEST = {"status": ("Survey Preview",), "channel": ("preview",)}
ID_WORDS = ("id", "token", "respondent", "responseid", "response_id", "nummer", "number", "code", "key")


@dataclass(frozen=True)
class Rules:
    """What the columns of the tool say of the rows: ``None`` where they say nothing."""

    complete_when: Rule | None
    test_when: Rule | None


def role(column: Seen) -> str:
    """What the tool uses the column for; empty where it is none of a tool's columns."""
    names = {text.strip().casefold() for text in (column.field.name, column.header.code)}
    return next((row["role"] for row in table("metadata") if row["header"] in names), "")


def rules(columns: Sequence[Seen]) -> Rules:
    """Proposed rules, only where they leave a row and remove some, or may once there are partial answers."""
    complete = test = None
    for column in columns:
        what = role(column)
        if what == "submitted" and column.texts and complete is None:
            complete = Rule(column.field.name, filled=True)
        complete = complete or _equal(column, COMPLETE.get(what, ()))
        test = test or _equal(column, TEST.get(what, ()), proper=True)
    return Rules(complete, test)


def id_column(columns: Sequence[Seen]) -> Seen | None:
    """The column that tells the rows apart: a tool's own, else one whose header says so, else whole numbers."""
    apart = [column for column in columns if column.tells_rows_apart]
    return min(apart, key=_id_rank, default=None) if apart and _id_rank(min(apart, key=_id_rank)) < 3 else None


def _id_rank(column: Seen) -> int:
    words = column.header.code.casefold().replace("-", "_").split("_")
    if role(column) == "id":
        return 0
    if any(word in ID_WORDS for word in words):
        return 1
    if all(text.isdigit() for text in column.texts):
        return 2
    return 3


def _equal(column: Seen, values: Sequence[str], proper: bool = False) -> Rule | None:
    """A rule for the first of the values that occurs; ``proper``: only where other values occur too."""
    found = next((value for value in values if value in column.texts), None)
    if found is None or (proper and column.texts[found] == column.rows):
        return None
    return Rule(column.field.name, equals=found)
