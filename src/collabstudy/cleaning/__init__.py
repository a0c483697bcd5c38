"""From a table of text to tidy responses: every answer on a level of the codebook, every change logged."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

import pandas as pd

from collabstudy.cleaning import answers
from collabstudy.cleaning.answers import Cells
from collabstudy.cleaning.relevance import RelevanceError, asked
from collabstudy.cleaning.rows import RowAccount, rules, used_rows
from collabstudy.errors import Fault, StudyError
from collabstudy.importing import TextTable
from collabstudy.study import Question, Study
from collabstudy.study.contracts import LINE

__all__ = ["Cleaned", "RowAccount", "clean"]


@dataclass(frozen=True)
class Cleaned:
    """``responses``: one row a respondent; ``repair_log``: question, repair, before, after, cells;
    ``row_account``: read = used + removed."""

    responses: pd.DataFrame
    repair_log: pd.DataFrame
    row_account: RowAccount

    def account(self) -> dict[str, object]:
        """The row account as plain values, for JSON."""
        return asdict(self.row_account)


def clean(table: TextTable, study: Study) -> Cleaned:
    """Tidy responses on the codebook's levels, missing kinds kept apart, free text left out.

    Select-one answers become ordered categoricals over every level of their list, then
    ``left_empty`` and, for routed questions, ``not_asked``; several answers one column an option;
    numbers and dates have a companion ``<name>.missing``. The first column is the evidence class.

    Raises :class:`StudyError` with every fault of the export at once: of columns, of rows, of cells.
    Cells are looked at unless nobody can tell which rows count.
    """
    if study.responses is None:
        raise ValueError("the study has no responses")
    table = table.with_lines(LINE) if LINE in (question.column for question in study.questions) else table
    faults = list(_column_faults(table, study))
    id_column = study.question(study.responses.id).column
    if not {id_column, *(rule.column for rule in rules(study.responses))} <= set(table.columns):
        raise StudyError(faults)
    before = len(faults)
    rows, account = used_rows(table, study.responses, id_column, faults)
    if account.used > study.respondents and len(faults) == before:
        message = f"{account.used} rows count as respondents, and study.toml says {study.respondents}"
        faults.append(Fault(table.file, message, mend="correct respondents, or the rules that remove rows"))
    columns: dict[str, object] = {"evidence": [study.evidence] * account.used}
    log: list[tuple[str, str, str, str, int]] = []
    wrong: list[Fault] = []
    for question in study.questions:
        if question.type == "text" or not _is_there(table, study, question):
            continue
        cells = _cells(rows, study, question, columns, wrong)
        columns.update(_answers(study, question, cells))
        for part in cells:
            wrong.extend(part.faults)
            log.extend((question.name, *key, count) for key, count in sorted(part.repairs.items()))
    faults += sorted(wrong, key=lambda fault: (fault.line or 0, fault.column or ""))
    if faults:
        raise StudyError(faults)
    repair_log = pd.DataFrame(log, columns=["question", "repair", "before", "after", "cells"])
    return Cleaned(pd.DataFrame(columns), repair_log, account)


def export_columns(study: Study, question: Question) -> list[str]:
    """The columns of the export that hold a question: several where each option has its own."""
    if question.type == "select_multiple" and not question.separator:
        return [choice.column for choice in study.choices_of(question)]
    return [question.column]


def _column_faults(table: TextTable, study: Study) -> Iterator[Fault]:
    """Columns that the study names and the export lacks, and the other way round."""
    assert study.responses is not None
    named = {column: question.name for question in study.questions for column in export_columns(study, question)}
    for column, question in named.items():
        if column not in table.columns:
            mend = f"correct the column of {question!r} in questions.csv or choices.csv"
            yield Fault(table.file, "the export has no such column", 1, column, mend=mend)
    ruled = dict.fromkeys(rule.column for rule in rules(study.responses))
    for column in ruled:
        if column not in table.columns and column not in named:
            mend = "name a column of the export in study.toml"
            yield Fault(table.file, "a rule of study.toml names no column here", 1, column, mend=mend)
    known = {*named, *study.responses.ignore_columns, *ruled}
    for column in table.columns:
        if column not in known:
            mend = "map it in questions.csv, or list it under ignore_columns in study.toml"
            yield Fault(table.file, "no question reads this column", 1, column, mend=mend)


def _is_there(table: TextTable, study: Study, question: Question) -> bool:
    """Whether the export has every column of a question."""
    return set(export_columns(study, question)) <= set(table.columns)


def _cells(
    rows: TextTable, study: Study, question: Question, before: dict[str, object], faults: list[Fault]
) -> list[Cells]:
    """The cells of a question by column. Rows with a fault count as asked: who was asked rests on their answers."""
    lost = [other.name for other in study.questions if not _is_there(rows, study, other)]
    try:
        given = {name: column for name, column in before.items() if isinstance(column, pd.Categorical)}
        routed = asked(question.relevant, given, len(rows))
    except RelevanceError as error:
        if not any(f"${{{name}}}" in question.relevant for name in lost):
            faults.append(Fault("questions.csv", str(error), question.line, "relevant", question.relevant))
        routed = [True] * len(rows)
    doubtful = {fault.line for fault in faults if fault.file == rows.file}
    routed = [truth or line in doubtful for truth, line in zip(routed, rows.lines.tolist(), strict=True)]
    columns = export_columns(study, question)
    return [Cells(rows.file, column, rows.lines.tolist(), rows.column(column), routed) for column in columns]


def _answers(study: Study, question: Question, cells: list[Cells]) -> dict[str, object]:
    choices = study.choices_of(question)
    if question.type == "id":
        return {question.name: cells[0].trimmed()}
    if question.type == "select_one":
        return {question.name: answers.one_choice(cells[0], question, choices)}
    if question.type == "select_multiple" and question.separator:
        return dict(answers.joined_choices(cells[0], question, choices))
    if question.type == "select_multiple":
        return dict(answers.several_choices(list(zip(choices, cells, strict=True)), question))
    if question.type == "date":
        return dict(answers.date(cells[0], question))
    return dict(answers.number(cells[0], question))
