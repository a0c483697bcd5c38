"""Answers by the groups of a question that could tell who somebody is: pooled, suppressed, and checked."""

import numpy as np
import pandas as pd

from collabstudy.counting import all_variables, count_patterns
from collabstudy.disclosure import Protected, identifying, pooled, protected, routed, rules_of
from collabstudy.reporting.languages.phrases import Row, phrase
from collabstudy.reporting.released import of_breakdown
from collabstudy.reporting.results import Missing, Table
from collabstudy.study import LEFT_EMPTY, NOT_ASKED, NOT_SEEN, Study

SECTION = "response_tables"
IN_ALL = "in all"  # with a blank, which no question's name has


def breakdown(frame: pd.DataFrame, study: Study, first: str, second: str) -> Table | Missing:
    """Answers by the groups of an identifying question: small groups pooled, small cells suppressed and checked.

    Who did not state the group counts as one, so that the answers of all groups add up to everyone's. Who was not
    asked counts as an answer, since that follows from an answer to another question.
    """
    rules = rules_of(study)
    if identifying(study, first) and identifying(study, second):
        return Missing(phrase("two identifying", "missing"))
    if some := [name for name in (first, second) if routed(study, name)]:
        return Missing(phrase("routed crossed", "missing", names=Row(some)))
    group, answer = (first, second) if identifying(study, first) else (second, first)
    counts = _grouped(frame, study, group, answer)
    asked = counts.drop(columns=NOT_ASKED, errors="ignore").sum(axis=1)
    groups = pooled({name: int(persons) for name, persons in asked.items()}, rules.minimum_base)
    if groups is None:
        return Missing(phrase("small groups", "missing", group=group, minimum=rules.minimum_base))
    counts = counts.groupby(groups, sort=False).sum()
    counts = counts[counts.sum(axis=1) > 0]
    table = protected(counts.to_numpy(), rules)
    if table is None:
        return Missing(phrase("totals tell", "missing", answer=answer, group=group))
    note = phrase("breakdown note", SECTION, minimum=rules.minimum_base, small=rules.smallest_cell)
    title = phrase("crossed", SECTION, first=answer, second=group)
    members = {name: [one for one, shown in groups.items() if shown == name] for name in counts.index}
    known = table.known((group, list(members.values())), (answer, [[level] for level in counts.columns]))
    told = of_breakdown(study, (group, answer), int(counts.to_numpy().sum()), known)
    return Table(_shown(table, counts, group, answer), title, (study.evidence,), note, releases=told)


def _shown(table: Protected, counts: pd.DataFrame, group: str, answer: str) -> pd.DataFrame:
    """The cells as they are shown, with the totals of rows and columns."""
    shown = pd.DataFrame(table.text(), columns=[f"{answer}: {_named(level)}" for level in counts.columns])
    shown.insert(0, group, [_named(name) for name in counts.index])
    shown[IN_ALL] = list(counts.sum(axis=1))
    shown.loc[len(shown)] = ["all", *map(str, counts.sum()), int(counts.to_numpy().sum())]
    return shown


def _named(level: str) -> str:
    return level.replace("_", " ") if level in (LEFT_EMPTY, NOT_ASKED, NOT_SEEN) else level


def _grouped(frame: pd.DataFrame, study: Study, group: str, answer: str) -> pd.DataFrame:
    """Persons by group, the kinds of none stated among them (rows), and by answer or not asked (columns)."""
    known = all_variables(study)
    rows, columns = [*known[group][0], *known[group][1]], [*known[answer][0], NOT_ASKED]
    cells = pd.DataFrame(np.zeros((len(rows), len(columns)), np.int64), index=rows, columns=columns)
    for _, pattern in count_patterns(frame, study, [group, answer]).iterrows():
        if pattern[answer] in columns:
            cells.loc[pattern[group], pattern[answer]] += pattern["persons"]
    return cells if cells[NOT_ASKED].any() else cells.drop(columns=NOT_ASKED)
