"""From a table of text to tidy responses: every answer on a level of the codebook, every change logged."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from collabstudy.cleaning import answers, dates, joined, numbers, partials, result
from collabstudy.cleaning.cells import Cells, Mask, Reached
from collabstudy.cleaning.characters import STEPS
from collabstudy.cleaning.columns import column_faults, export_columns, is_there
from collabstudy.cleaning.levels import Meaning
from collabstudy.cleaning.personal_cells import personal_faults, sayable
from collabstudy.cleaning.relevance import RelevanceError, asked, named
from collabstudy.cleaning.rows import RowAccount, rules, used_rows
from collabstudy.cleaning.statuses import status_faults
from collabstudy.errors import Fault, StudyError
from collabstudy.importing import TextTable
from collabstudy.study import NOT_SEEN, Question, Study
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
        return self.row_account.plain()


def clean(table: TextTable, study: Study) -> Cleaned:
    """Tidy responses on the codebook's levels, missing kinds kept apart, free text left out.

    Select-one answers become ordered categoricals over every level of their list, then ``left_empty``, for routed
    questions ``not_asked``, and where partial rows are kept ``not_seen``; several answers one column an option;
    numbers and dates have a companion ``<name>.missing``. The first column is the evidence class.

    Raises :class:`StudyError` with every fault of the export at once: of columns, of rows, of cells.
    Cells are looked at unless nobody can tell which rows count.
    """
    if study.responses is None:
        raise ValueError("the study has no responses")
    table = table.with_lines(LINE) if LINE in (question.column for question in study.questions) else table
    faults = list(column_faults(table, study))
    id_column = study.question(study.responses.id).column
    if not {id_column, *(rule.column for rule in rules(study.responses))} <= set(table.columns):
        raise StudyError(faults)
    faults += [*status_faults(table, study.responses), *partials.undeclared(table, study.responses)]
    before = len(faults)
    rows, account, incomplete = used_rows(table, study.responses, id_column, faults)
    if len(faults) == before:
        faults += _too_many(table, study, account.used)
    faults += personal_faults(rows, study)
    work = _Work(rows, study, np.asarray(incomplete, dtype=bool))
    for place, question in enumerate(study.questions):
        if question.type != "text" and is_there(table, study, question):
            work.take(place, question)
    faults += sorted(work.faults, key=lambda fault: (fault.line or 0, fault.column or ""))
    if faults:
        raise StudyError(faults)
    repair_log = pd.DataFrame(work.log, columns=["question", "repair", "before", "after", "cells"])
    responses = pd.DataFrame({"evidence": pd.Series([study.evidence] * account.used, dtype="str"), **work.columns})
    result.check(responses, study)
    return Cleaned(responses, repair_log, account)


def _too_many(table: TextTable, study: Study, used: int) -> list[Fault]:
    if study.invited and used > study.invited[1]:
        message = f"{used} rows count as respondents, and {study.invited[1]} were invited"
        return [Fault(table.file, message, mend="correct invited, or the rules that remove rows")]
    if used > study.respondents:
        message = f"{used} rows count as respondents, and study.toml says {study.respondents}"
        return [Fault(table.file, message, mend="correct respondents, or the rules that remove rows")]
    return []


class _Work:
    """The questions cleaned so far, one after the other in the order of the codebook: routing rests on earlier ones."""

    def __init__(self, rows: TextTable, study: Study, incomplete: Mask) -> None:
        assert study.responses is not None
        self.rows, self.study, self.responses = rows, study, study.responses
        self.columns: dict[str, object] = {}
        self.log: list[tuple[str, str, str, str, int]] = []
        self.faults: list[Fault] = []
        self.wrong: Mask = np.zeros(len(rows), dtype=bool)
        keeps = study.responses.partials == "keep"
        self.last: NDArray[np.int64] = partials.last_answered(rows, study) if keeps else np.zeros(0, dtype=np.int64)
        self.incomplete = incomplete if keeps else np.zeros(len(rows), dtype=bool)

    def take(self, place: int, question: Question) -> None:
        """Clean one question."""
        reached = self._reached(place, question)
        steps = numbers.NUMBER_STEPS if question.type in ("integer", "decimal") else STEPS
        meaning = Meaning.of(question, self.study.choices_of(question), self.responses.repairs)
        cells = [
            Cells.of(self.rows, column, reached, sayable(question, meaning), steps)
            for column in export_columns(self.study, question)
        ]
        self.columns.update(self._answers(question, meaning, cells))
        for part in cells:
            self.faults.extend(part.faults)
            self.wrong |= part.wrong
            self.log.extend((question.name, *key, count) for key, count in sorted(part.repairs.items()))

    def _reached(self, place: int, question: Question) -> Reached:
        """Who was asked and who had left. Rows with a fault count as asked: who was asked rests on their answers."""
        given = {name: column for name, column in self.columns.items() if isinstance(column, pd.Categorical)}
        truth = np.ones(len(self.rows), dtype=bool)
        try:
            truth = np.asarray(asked(question.relevant, given, len(self.rows)), dtype=bool)
        except RelevanceError as error:
            lost = [other.name for other in self.study.questions if not is_there(self.rows, self.study, other)]
            if not set(lost) & set(named(question.relevant)):
                fault = Fault("questions.csv", str(error), question.line, "relevant", question.relevant)
                self.faults.append(fault)
        left = self.incomplete & (self.last < place) if len(self.last) else self.incomplete
        gates = [column for name, column in given.items() if name.partition(".")[0] in named(question.relevant)]
        for gate in gates:
            truth |= np.asarray(gate == NOT_SEEN, dtype=bool) & left
        truth |= self.wrong
        return Reached(truth, left & truth, self.study.blank_levels(question))

    def _answers(self, question: Question, meaning: Meaning, cells: list[Cells]) -> dict[str, object]:
        if question.type == "id":
            return {question.name: pd.Series(cells[0].values(), dtype="str")}
        if question.type == "select_one":
            return {question.name: answers.one_choice(cells[0], meaning)}
        if question.type == "select_multiple" and question.separator:
            return dict(joined.joined_choices(cells[0], question, meaning))
        if question.type == "select_multiple":
            pairs = list(zip(self.study.choices_of(question), cells, strict=True))
            return dict(answers.several_choices(pairs, question, self.responses.repairs))
        if question.type == "date":
            return dates.date(cells[0], question, self.responses.date_format)
        return numbers.number(cells[0], question, meaning, self.responses.decimal)
