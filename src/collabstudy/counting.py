"""Responses to contingency counts, always on the codebook's levels: a level that nobody chose counts 0.

Any frame that narwhals knows will do (pandas, polars, pyarrow, duckdb): one group-by a table.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from collabstudy.study import Question, Selection, Study


@dataclass(frozen=True)
class Counts:
    """The answers to one question: persons by substantive level, and by kind of missing answer."""

    question: str
    levels: dict[str, int]
    missing: dict[str, int]

    @property
    def base(self) -> int:
        """Respondents who answered the item."""
        return sum(self.levels.values())

    def of(self, answers: Iterable[str]) -> int:
        """Persons who gave any of these answers."""
        return sum(self.levels[answer] for answer in answers)


def variables(study: Study, question: Question) -> dict[str, tuple[list[str], list[str]]]:
    """The categorical columns of a question: substantive levels and missing levels by column."""
    blank = study.blank_levels(question)
    choices = study.choices_of(question)
    if question.type == "select_one":
        substantive = [choice.name for choice in choices if not choice.missing]
        return {question.name: (substantive, [choice.name for choice in choices if choice.missing] + blank)}
    if question.type == "select_multiple":
        return {f"{question.name}.{choice.name}": (["yes", "no"], blank) for choice in choices}
    return {}


def all_variables(study: Study) -> dict[str, tuple[list[str], list[str]]]:
    """The categorical columns of the whole study, in the order of the codebook."""
    return {name: levels for question in study.questions for name, levels in variables(study, question).items()}


def count(frame: Any, study: Study) -> dict[str, Counts]:
    """Counts of every categorical column of the study, by its name."""
    found = {}
    for name, (substantive, missing) in all_variables(study).items():
        seen = _group(frame, study, [name])
        found[name] = Counts(
            name,
            {level: seen.get((level,), 0) for level in substantive},
            {level: seen.get((level,), 0) for level in missing},
        )
    return found


def count_pairs(
    frame: Any, study: Study, pairs: Iterable[tuple[str, str]] | None = None
) -> dict[tuple[str, str], pd.DataFrame]:
    """Tables of those who answered both, for the given pairs of columns (all pairs by default).

    Rows are the levels of the first, columns those of the second, in the codebook's order.
    """
    known = all_variables(study)
    names = list(known)
    wanted = pairs if pairs is not None else [(a, b) for at, a in enumerate(names) for b in names[at + 1 :]]
    tables = {}
    for first, second in wanted:
        seen = _group(frame, study, [first, second])
        rows, columns = known[first][0], known[second][0]
        cells = [[seen.get((row, column), 0) for column in columns] for row in rows]
        index = pd.Index(rows, name=first)
        tables[first, second] = pd.DataFrame(cells, index=index, columns=pd.Index(columns, name=second), dtype="int64")
    return tables


def count_selections(frame: Any, study: Study, first: Selection, second: Selection) -> pd.DataFrame:
    """The two-by-two table of two selections of answers among those who answered both questions."""
    names = _variable(study, first), _variable(study, second)
    full = count_pairs(frame, study, [names])[names]
    chosen = [
        [level in (selection.answers if selection.question == name else ("yes",)) for level in levels]
        for selection, name, levels in zip((first, second), names, (full.index, full.columns), strict=True)
    ]
    sides = [(np.array(mask, dtype=bool), ~np.array(mask, dtype=bool)) for mask in chosen]
    cells = [[int(full.to_numpy()[np.ix_(row, column)].sum()) for column in sides[1]] for row in sides[0]]
    labels = [pd.Index(["yes", "no"], name=name) for name in names]
    return pd.DataFrame(cells, index=labels[0], columns=labels[1], dtype="int64")


def count_patterns(frame: Any, study: Study, names: Sequence[str]) -> pd.DataFrame:
    """How many respondents gave each pattern of answers to several columns, missing answers included.

    One row a pattern that occurs, sorted by the codebook's order of levels, with a column ``persons``.
    """
    seen = _group(frame, study, list(names))
    known = all_variables(study)
    order = {name: [*known[name][0], *known[name][1]] for name in names}
    ranked = sorted(seen.items(), key=lambda item: _position(item[0], order))
    return pd.DataFrame([(*pattern, persons) for pattern, persons in ranked], columns=[*names, "persons"])


def _variable(study: Study, selection: Selection) -> str:
    question = study.question(selection.question)
    if question.type == "select_multiple":
        if len(selection.answers) != 1:
            raise ValueError(f"choose one option of {selection.question!r}: its options are not exclusive")
        return f"{selection.question}.{selection.answers[0]}"
    return selection.question


def _group(frame: Any, study: Study, names: list[str]) -> dict[tuple[str, ...], int]:
    known = all_variables(study)
    for name in names:
        if name not in known:
            raise ValueError(f"{name!r} is no question with given answers: use one of {', '.join(known)}")
    unique = list(dict.fromkeys(names))  # a question may be set beside itself
    native = nw.from_native(frame).select(nw.col(name).cast(nw.String) for name in unique)
    counted = native.group_by(*unique).agg(nw.len().alias("persons"))
    collected = counted.collect() if isinstance(counted, nw.LazyFrame) else counted
    seen = {}
    for *pattern, persons in collected.select(*unique, "persons").iter_rows():
        answers = dict(zip(unique, pattern, strict=True))
        _refuse_unknown(answers, known)
        seen[tuple(answers[name] for name in names)] = int(persons)
    return seen


def _refuse_unknown(answers: dict[str, str], known: dict[str, tuple[list[str], list[str]]]) -> None:
    for name, answer in answers.items():
        if answer not in known[name][0] and answer not in known[name][1]:
            raise ValueError(f"column {name!r} holds {answer!r}, which is no level of the codebook")


def _position(pattern: tuple[str, ...], order: dict[str, list[str]]) -> tuple[int, ...]:
    return tuple(levels.index(answer) for answer, levels in zip(pattern, order.values(), strict=True))
