"""Which rows of an export are used, and why the others are not: read = used + removed, by reason."""

from collections import Counter
from dataclasses import asdict, dataclass

from collabstudy.cleaning.characters import deceptive, tidied
from collabstudy.errors import Fault
from collabstudy.importing import TextTable
from collabstudy.study import Responses, Rule

REASONS = ("test", "partial", "double")
IDENTICAL = "double, identical"  # named only where there are some


@dataclass(frozen=True)
class RowAccount:
    """Rows read, rows removed by reason, rows used; the three add up.

    ``kept_partial`` counts the incomplete rows among those used, where the study keeps them.
    """

    read: int
    removed: dict[str, int]
    used: int
    kept_partial: int | None = None

    def plain(self) -> dict[str, object]:
        """The account as plain values, for JSON."""
        return {name: value for name, value in asdict(self).items() if value is not None}


def used_rows(
    table: TextTable, responses: Responses, id_column: str, faults: list[Fault]
) -> tuple[TextTable, RowAccount, list[bool]]:
    """The rows that count as respondents, with their account, and whether each of them is incomplete.

    Tests go out first, then partials (unless the study keeps them), then doubles. A row without an id is a fault,
    and so are doubles that differ unless the study declares which one to keep; faults are appended, and such rows
    stay in. ``KeyError`` where a rule names no column of the table.
    """
    reasons: dict[int, str] = {}
    partial = _rows_where(table, responses.complete_when, False)
    for row in _rows_where(table, responses.test_when, True):
        reasons[row] = "test"
    if responses.partials == "remove":
        reasons = {**dict.fromkeys(partial, "partial"), **reasons}
    kept = [row for row in range(len(table)) if row not in reasons]
    reasons |= _doubles(table, kept, responses.duplicates, id_column, faults)
    used = [row for row in kept if row not in reasons]
    counts = Counter(reasons.values())
    removed = {reason: counts[reason] for reason in (*REASONS, *([IDENTICAL] if counts[IDENTICAL] else []))}
    incomplete = [row in partial for row in used]
    keeps = sum(incomplete) if responses.partials == "keep" else None
    return table.take(used), RowAccount(len(table), removed, len(used), keeps), incomplete


def rules(responses: Responses) -> list[Rule]:
    """The rules that the study declares."""
    return [rule for rule in (responses.test_when, responses.complete_when) if rule]


def _rows_where(table: TextTable, rule: Rule | None, wanted: bool) -> dict[int, None]:
    if rule is None:
        return {}
    return {row: None for row, cell in enumerate(table.column(rule.column)) if rule.holds(cell) is wanted}


def _doubles(table: TextTable, rows: list[int], duplicates: str, id_column: str, faults: list[Fault]) -> dict[int, str]:
    """The rows to remove because their id stands elsewhere, with the reason. No id is shown: it may identify."""
    ids = [tidied(text)[0] for text in table.column(id_column)]
    by_id: dict[str, list[int]] = {}
    for row in rows:
        by_id.setdefault(ids[row], []).append(row)
    for row in by_id.pop("", []):
        mend = "add it, or remove the row by a rule"
        faults.append(Fault(table.file, "the row has no id", int(table.lines[row]), id_column, "", mend))
    for id, same in by_id.items():
        if hidden := deceptive(id):
            mend = "correct the cell: ids that look alike would count as two persons"
            faults.append(Fault(table.file, f"the id holds {hidden}", int(table.lines[same[0]]), id_column, mend=mend))
    repeated = [same for same in by_id.values() if len(same) > 1]
    if duplicates != "error":
        return {row: "double" for same in repeated for row in (same[1:] if duplicates == "keep_first" else same[:-1])}
    mend = "set duplicates to keep_first or keep_last in study.toml, or remove a row"
    removed = {}
    for first, *others in repeated:
        for row in others:
            if _same(table, first, row):
                removed[row] = IDENTICAL
            else:
                message = f"the id of this row stands in line {int(table.lines[first])} too, with other cells"
                faults.append(Fault(table.file, message, int(table.lines[row]), id_column, mend=mend))
    return removed


def _same(table: TextTable, first: int, other: int) -> bool:
    """Whether two rows are equal in every cell."""
    return all(cells[first].as_py() == cells[other].as_py() for cells in table.cells)
