"""The questions of a form on the columns of an export: by path, by name, or by label; nothing by position."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from collabstudy.cleaning.relevance import RelevanceError, asked
from collabstudy.importing import Field, TextTable
from collabstudy.scaffold import answers, guess, scales
from collabstudy.scaffold.form import Asked, Form
from collabstudy.scaffold.guess import Guess
from collabstudy.scaffold.names import level_name
from collabstudy.scaffold.scales import Level
from collabstudy.scaffold.seen import Seen
from collabstudy.scaffold.ticks import Tick, marks_of
from collabstudy.study import LEFT_EMPTY, NOT_ASKED, Question

_EQUALS = re.compile(r"\$\{\s*([^}]+?)\s*\}\s*(!?=)\s*(['\"])(.*?)\3")
_SELECTED = re.compile(r"selected\(\s*\$\{\s*([^}]+?)\s*\}\s*,\s*(['\"])(.*?)\2\s*\)")


def as_exported(form: Form) -> TextTable:
    """An export without records that has the columns which the form would give."""
    columns = []
    for question in form.questions:
        options = form.lists.get(question.list_name, ()) if question.type == "select_multiple" else ()
        columns += [Field(f"{question.path}/{name}") for name, _ in options] or [Field(question.path)]
    return TextTable.of("the form", columns, [], [])


def matched(form: Form, columns: Sequence[Seen]) -> tuple[list[Guess], list[Asked], list[str]]:
    """A guess for each question of the form that the export has, those that it has not, and the columns
    that only join what the columns of their options hold."""
    guesses, missing, joined = [], [], []
    for question in form.questions:
        made = _several(form, question, columns) if question.type == "select_multiple" else None
        also = column_of(question, columns)
        joined += [also.field.name] if made and also else []
        made = made or _one(form, question, also)
        if made:
            guesses.append(replace(made, name=question.name, labels=tuple(question.labels.items())))
        else:
            missing.append(question)
    return guesses, missing, joined


def routed(form: Form, questions: Sequence[Question], lists: Mapping[str, Sequence[Level]]) -> list[Question]:
    """The questions with the form's ``relevant``, where it can be read; a note where it cannot.

    ``lists`` holds the levels by the form's name of a question.
    """
    by_name = {question.name: question for question in form.questions}
    names = {made: question.name for made, question in zip(lists, questions, strict=True)}
    known: dict[str, pd.Categorical] = {}
    done = []
    for own, question in zip(lists, questions, strict=True):
        expression = " and ".join(by_name[own].relevant) if own in by_name else ""
        if expression:
            question = _with_relevant(question, _translated(expression, names, lists), known)
        done.append(question)
        levels = [level.name for level in lists[own]]
        if question.type == "select_multiple":
            known |= {f"{question.name}.{level}": _answers(["yes", "no"]) for level in levels}
        elif levels and question.type == "select_one":
            known[question.name] = _answers(levels)
    return done


def _answers(levels: Sequence[str]) -> pd.Categorical:
    return pd.Categorical([], categories=[*levels, LEFT_EMPTY, NOT_ASKED])


def _with_relevant(question: Question, expression: str, known: Mapping[str, pd.Categorical]) -> Question:
    try:
        asked(expression, known, 0)
    except RelevanceError as error:
        note = f"{question.note}; the form's relevant was not taken over: {error}"
        return replace(question, note=" ".join(note.split()))
    return replace(question, relevant=expression)


def _translated(expression: str, names: Mapping[str, str], lists: Mapping[str, Sequence[Level]]) -> str:
    """The form's expression with our names for its questions and answers."""

    def level(question: str, value: str) -> str:
        return next((found.name for found in lists.get(question, ()) if value in found.raw), value)

    def equals(match: "re.Match[str]") -> str:
        return f"${{{names.get(match[1], match[1])}}} {match[2]} '{level(match[1], match[4])}'"

    def selected(match: "re.Match[str]") -> str:
        return f"selected(${{{names.get(match[1], match[1])}}}, '{level(match[1], match[3])}')"

    return _SELECTED.sub(selected, _EQUALS.sub(equals, expression))


def column_of(question: Asked, columns: Sequence[Seen]) -> Seen | None:
    """The one column of a question."""
    labels = set(question.labels.values())
    for fits in (
        lambda name: name in (question.path, question.path.replace("/", ".")),
        lambda name: question.name in (name, name.rpartition("/")[2]),
        lambda name: name in labels,
    ):
        found = [column for column in columns if fits(column.field.name)]
        if len(found) == 1:
            return found[0]
    return None


def _one(form: Form, question: Asked, column: Seen | None) -> Guess | None:
    if column is None:
        return None
    fits = {"integer": answers.are_whole, "decimal": answers.are_decimal, "date": answers.are_dates}
    if question.type == "text" or (question.type in fits and fits[question.type](column.texts)):
        return guess.made(column, question.type, "as the form says", doubt=guess.SURE)
    if question.type == "select_one" and column.sayable and question.list_name in form.lists:
        levels, strange = _levels(form, question, column)
        reason = "as the form says" + (f"; not in the form: {', '.join(strange[:3])}" if strange else "")
        doubt = guess.UNSURE if strange else guess.SURE
        return guess.made(column, "select_one", reason, levels, f"form {question.list_name}", doubt=doubt)
    if question.type == "select_multiple" and (joined := _joined_by_blanks(form, question, column)):
        return joined
    own = guess.single(column)
    return replace(own, reason=f"the form says {question.type}, its cells do not; {own.reason}", doubt=guess.UNSURE)


def _joined_by_blanks(form: Form, question: Asked, column: Seen) -> Guess | None:
    """Several answers as KoBoToolbox and ODK write them: names of options with a blank between them."""
    options = {name for name, _ in form.lists.get(question.list_name, ())}
    if not options or not column.sayable or not all(part in options for text in column.texts for part in text.split()):
        return None
    levels, _ = _levels(form, question, replace(column, texts={}))
    reason = "as the form says, several answers joined by blanks"
    return guess.made(
        column, "select_multiple", reason, levels, f"form {question.list_name}", separator="space", doubt=guess.SURE
    )


def _several(form: Form, question: Asked, columns: Sequence[Seen]) -> Guess | None:
    """One column an option: ``group/name/option``."""
    ticks, levels = [], []
    named = {column.field.name: column for column in columns}
    used: set[str] = set()
    for option, labels in form.lists.get(question.list_name, ()):
        spellings = [f"{stem}{mark}{option}" for stem in (question.path, question.name) for mark in "/."]
        column = next((named[spelling] for spelling in spellings if spelling in named), None)
        marks = marks_of(column) if column else None
        if column is None or marks is None:
            continue
        name = level_name(option, used)
        used.add(name)
        ticks.append(Tick(column, marks[0] or ("1",), marks[1]))
        levels.append(Level(name, next(iter(labels.values()), option), (option,), labels=tuple(labels.items())))
    if not ticks:
        return None
    made = guess.several(ticks)
    return replace(made, reason="as the form says, one column an option", levels=tuple(levels), doubt=guess.SURE)


def _levels(form: Form, question: Asked, column: Seen) -> tuple[list[Level], list[str]]:
    """The form's options in its order, each with the spellings that occur, then texts that the form lacks."""
    claimed = {name for name, _ in form.lists[question.list_name]}
    used: set[str] = set()
    levels = []
    for option, labels in form.lists[question.list_name]:
        found = [text for text in labels.values() if text in column.texts and text not in claimed]
        claimed.update(found)
        name = level_name(option, used)
        used.add(name)
        label = next(iter(labels.values()), option)
        kind = next((kind for text in labels.values() if (kind := scales.missing_kind(text))), "")
        levels.append(Level(name, label, tuple(dict.fromkeys([option, *found])), None, kind, tuple(labels.items())))
    strange = [text for text in column.texts if text not in claimed]
    for text in strange:
        name = level_name(text, used)
        used.add(name)
        levels.append(Level(name, text, (text,)))
    return levels, strange
