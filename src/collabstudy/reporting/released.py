"""What results tell of real respondents, as the register of releases knows it; of an open study nothing."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from collabstudy import disclosure
from collabstudy.counting import Counts, all_variables
from collabstudy.disclosure import OTHER, Known, Release, known_as, rules_of
from collabstudy.study import Selection, Study

PUBLIC = (Release(("public data sets",), 0),)  # not of the study's respondents


def of_people(study: Study, persons: int) -> tuple[Release, ...]:
    """A number of respondents, and no answer of theirs."""
    return _released(study, (), persons, (known_as({}, persons),))


def of_counts(study: Study, counts: Mapping[str, Counts]) -> tuple[Release, ...]:
    """Counts of each question by itself, missing answers included; pooled levels stand for all that they hold."""
    found: tuple[Release, ...] = ()
    for name, item in counts.items():
        levels = {level: members(study, name, item.levels, level) for level in item.levels}
        known = [known_as({name: levels[level]}, persons) for level, persons in item.levels.items()]
        known.append(known_as({name: [one for some in levels.values() for one in some]}, item.base))
        known += [known_as({name: [kind]}, persons) for kind, persons in item.missing.items()]
        found += _released(study, (name,), item.base, tuple(known))
    return found


def of_crossing(study: Study, table: pd.DataFrame) -> tuple[Release, ...]:
    """Two questions on all their levels; the table's axes bear their names."""
    return _crossed(study, table, {level: [level] for level in table.index}, {level: [level] for level in table})


def of_selections(study: Study, first: Selection, second: Selection, table: pd.DataFrame) -> tuple[Release, ...]:
    """Two selections of answers, as :func:`collabstudy.counting.count_selections` counts them."""
    sides = [_sides(study, *side) for side in ((first, table.index.name), (second, table.columns.name))]
    return _crossed(study, table, *sides)


def of_base(study: Study, names: Sequence[str], persons: int, values: str = "") -> tuple[Release, ...]:
    """A number that rests on the answers of so many persons to some questions, and tells no count of them."""
    return _released(study, tuple(names), persons, (), values)


def of_breakdown(study: Study, names: tuple[str, str], persons: int, known: Iterable[Known]) -> tuple[Release, ...]:
    """A protected table of answers by the groups of an identifying question."""
    return _released(study, names, persons, tuple(known))


def members(study: Study, name: str, shown: Iterable[str], level: str) -> list[str]:
    """The answers of the codebook that a level stands for: itself, or in a pool all that are not shown alone."""
    return [level] if level != OTHER else [one for one in all_variables(study)[name][0] if one not in set(shown)]


def _crossed(
    study: Study, table: pd.DataFrame, rows: Mapping[str, Sequence[str]], columns: Mapping[str, Sequence[str]]
) -> tuple[Release, ...]:
    first, second = str(table.index.name), str(table.columns.name)
    if first == second:
        return of_base(study, (first,), int(table.to_numpy().sum()))
    known = [
        known_as({first: rows[row], second: columns[column]}, int(table.loc[row, column]))
        for row in table.index
        for column in table.columns
    ]
    return _released(study, (first, second), int(table.to_numpy().sum()), tuple(known))


def _sides(study: Study, selection: Selection, column: object) -> dict[str, list[str]]:
    """The answers that are a yes and a no to a selection."""
    levels = all_variables(study)[str(column)][0]
    chosen = selection.answers if selection.question == column else ("yes",)
    return {"yes": [one for one in levels if one in chosen], "no": [one for one in levels if one not in chosen]}


def _released(
    study: Study, names: tuple[str, ...], persons: int, known: tuple[Known, ...], values: str = ""
) -> tuple[Release, ...]:
    if disclosure.is_open(study):
        return ()
    marked = tuple(name for name in names if disclosure.identifying(study, name) or disclosure.routed(study, name))
    return (Release(names, persons, known, marked, rules_of(study).minimum_base, values),)
