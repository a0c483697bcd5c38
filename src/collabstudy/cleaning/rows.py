"""Which rows of an export are used, and why the others are not: read = used + removed, by reason."""

from collections import Counter
from dataclasses import dataclass

from collabstudy.errors import Fault
from collabstudy.importing import TextTable
from collabstudy.study import Responses, Rule

REASONS = ("test", "partial", "double")


@dataclass(frozen=True)
class RowAccount:
    """Rows read, rows removed by reason, rows used; the three add up."""

    read: int
    removed: dict[str, int]
    used: int


def used_rows(
    table: TextTable, responses: Responses, id_column: str, faults: list[Fault]
) -> tuple[TextTable, RowAccount]:
    """The rows that count as respondents: tests out first, then partials, then doubles.

    A row without an id is a fault, and so are doubles unless the study declares which one to keep;
    faults are appended, and such rows stay in. ``KeyError`` where a rule names no column of the table.
    """
    reasons: dict[int, str] = {}
    for reason, rule, wanted in (("test", responses.test_when, True), ("partial", responses.complete_when, False)):
        if rule is not None:
            for row, cell in enumerate(table.column(rule.column)):
                if row not in reasons and rule.holds(cell) is wanted:
                    reasons[row] = reason
    kept = [row for row in range(len(table)) if row not in reasons]
    for row in _doubles(table, kept, responses.duplicates, id_column, faults):
        reasons[row] = "double"
    used = [row for row in kept if row not in reasons]
    counts = Counter(reasons.values())
    account = RowAccount(len(table), {reason: counts[reason] for reason in REASONS}, len(used))
    return table.take(used), account


def rules(responses: Responses) -> list[Rule]:
    """The rules that the study declares."""
    return [rule for rule in (responses.test_when, responses.complete_when) if rule]


def _doubles(table: TextTable, rows: list[int], duplicates: str, id_column: str, faults: list[Fault]) -> list[int]:
    ids = table.column(id_column)
    by_id: dict[str, list[int]] = {}
    for row in rows:
        by_id.setdefault(ids[row].strip(), []).append(row)
    for row in by_id.pop("", []):
        mend = "add it, or remove the row by a rule"
        faults.append(Fault(table.file, "the row has no id", int(table.lines[row]), id_column, "", mend))
    repeated = [same for same in by_id.values() if len(same) > 1]
    if duplicates == "error":
        mend = "set duplicates to keep_first or keep_last in study.toml, or remove a row"
        for first, *others in repeated:
            message = f"this id stands in line {int(table.lines[first])} too"
            faults += [Fault(table.file, message, int(table.lines[row]), id_column, ids[row], mend) for row in others]
        return []
    return [row for same in repeated for row in (same[1:] if duplicates == "keep_first" else same[:-1])]
