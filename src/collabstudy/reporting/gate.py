"""What of real responses may be shown, asked by every table and figure: counts thinned out, comparisons refused.

Open studies (synthetic responses, published figures) pass unchanged. The rules and their reasons stand in
``docs/disclosure.md``; the arithmetic is in ``disclosure``.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from collabstudy.counting import Counts, all_variables, count_patterns
from collabstudy.disclosure import is_open, pooled, protected, rules_of
from collabstudy.reporting.results import Missing, Table
from collabstudy.reporting.words import listed
from collabstudy.study import Study

NOT_STATED = "not stated"
NOTHING_LARGE_ENOUGH = Missing("Nothing is shown: no question has a base that is large enough to protect respondents.")
IN_ALL = "in all"  # with a blank, which no question's name has


def shown_counts(counts: Mapping[str, Counts], study: Study) -> dict[str, Counts]:
    """The counts that may be shown: bases of the minimum or more, small groups of identifying questions pooled.

    Applied twice it changes nothing more. An option of an identifying question is left out where those who chose it,
    or those who did not, are fewer than the minimum.
    """
    if is_open(study):
        return dict(counts)
    minimum = rules_of(study).minimum_base
    found = {}
    for name, item in counts.items():
        if item.base < minimum:
            continue
        if not identifying(study, name):
            found[name] = item
        elif groups := pooled(item.levels, minimum):
            levels: Counter[str] = Counter()
            for level, persons in item.levels.items():
                levels[groups[level]] += persons
            found[name] = Counts(name, {level: n for level, n in levels.items() if n}, item.missing)
    return found


def unmarked_counts(counts: Mapping[str, Counts], study: Study) -> dict[str, Counts]:
    """The counts that may be shown on the codebook's own levels: of real responses none of an identifying question."""
    shown = shown_counts(counts, study)
    return {name: item for name, item in shown.items() if is_open(study) or not identifying(study, name)}


def large_enough(study: Study, persons: int) -> bool:
    """Whether a number that rests on so many persons may be shown."""
    return is_open(study) or persons >= rules_of(study).minimum_base


def withheld(counts: Mapping[str, Counts], study: Study) -> str:
    """A sentence on the questions that are left out or pooled, for the note of a table; empty where there are none."""
    shown = shown_counts(counts, study)
    out = [name for name in counts if name not in shown]
    joined = [name for name in shown if shown[name].levels != counts[name].levels]
    minimum = rules_of(study).minimum_base
    said = [f"Not shown, since a group or the base is below {minimum} persons: {listed(out)}."] if out else []
    said += [f"Groups below {minimum} persons are pooled: {listed(joined)}."] if joined else []
    return " ".join(said)


def refusal(study: Study, names: Iterable[str], persons: int) -> Missing | None:
    """Why nothing that sets these questions side by side is shown, or ``None`` where it may be."""
    if is_open(study):
        return None
    marked = [name for name in names if identifying(study, name)]
    if marked:
        return Missing(f"Not shown: {listed(marked)} could tell who somebody is; cross it as a breakdown.")
    if not large_enough(study, persons):
        return Missing(f"Not shown: fewer than {rules_of(study).minimum_base} persons answered all of it.")
    return None


def is_breakdown(study: Study, first: str, second: str) -> bool:
    """Whether a crossing of two questions has to be protected as a breakdown."""
    return not is_open(study) and any(identifying(study, name) for name in (first, second))


def breakdown(frame: pd.DataFrame, study: Study, first: str, second: str) -> Table | Missing:
    """Answers by the groups of an identifying question: small groups pooled, small cells suppressed and checked.

    Who did not state the group counts as one, so that the answers of all groups add up to everyone's.
    """
    rules = rules_of(study)
    if identifying(study, first) and identifying(study, second):
        return Missing("Not shown: two questions that could each tell who somebody is are not crossed.")
    group, answer = (first, second) if identifying(study, first) else (second, first)
    counts = _grouped(frame, study, group, answer)
    groups = pooled({name: int(row.sum()) for name, row in counts.iterrows()}, rules.minimum_base)
    if groups is None:
        return Missing(f"Not shown: {group} has no two groups of {rules.minimum_base} persons or more.")
    counts = counts.groupby(groups, sort=False).sum()
    counts = counts[counts.sum(axis=1) > 0]
    table = protected(counts.to_numpy(), rules)
    if table is None:
        return Missing(f"Not shown: the totals of {answer} by {group} would give small numbers away.")
    shown = pd.DataFrame(table.text(), columns=[f"{answer}: {level}" for level in counts.columns])
    shown.insert(0, group, list(counts.index))
    shown[IN_ALL] = list(counts.sum(axis=1))
    shown.loc[len(shown)] = ["all", *map(str, counts.sum()), int(counts.to_numpy().sum())]
    note = (
        f"Groups of fewer than {rules.minimum_base} persons are pooled; cells of fewer than {rules.smallest_cell}, and "
        "those from which they could be worked out, are not shown, nor is any test of them. An exploration."
    )
    return Table(shown, f"{answer} by {group}", (study.evidence,), note)


def identifying(study: Study, name: str) -> bool:
    """Whether the question of a column is marked as one that could tell who somebody is."""
    return study.question(name.partition(".")[0]).identifying


def _grouped(frame: pd.DataFrame, study: Study, group: str, answer: str) -> pd.DataFrame:
    """Persons by group (rows, with those who stated none) and substantive answer (columns)."""
    known = all_variables(study)
    rows, columns = [*known[group][0], NOT_STATED], known[answer][0]
    cells = pd.DataFrame(np.zeros((len(rows), len(columns)), np.int64), index=rows, columns=columns)
    for _, pattern in count_patterns(frame, study, [group, answer]).iterrows():
        if pattern[answer] in columns:
            row = pattern[group] if pattern[group] in known[group][0] else NOT_STATED
            cells.loc[row, pattern[answer]] += pattern["persons"]
    return cells
