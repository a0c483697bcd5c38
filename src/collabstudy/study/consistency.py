"""Faults that show only when the files of a study are held against each other."""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Set
from typing import TypeVar

from collabstudy.errors import Fault
from collabstudy.personal import find_personal
from collabstudy.study.contracts import ARITY, CONSTRAINT_TERM, NOT, is_negative
from collabstudy.study.model import LEFT_EMPTY, NOT_ASKED, NOT_SEEN, Choice, Question, Study

T = TypeVar("T")

LEVELS = 2_000  # of a list; a drawing of as many takes twenty seconds, and nobody reads a longer one
RESERVED = ("evidence", "persons", LEFT_EMPTY, NOT_ASKED, NOT_SEEN)  # columns and levels that we add


def faults_between(study: Study, broken: Set[str] = frozenset()) -> Iterator[Fault]:
    """Every name that is used twice, or used and not defined, over all files of the folder.

    ``broken`` names the files with rows that could not be read: nothing is said to be missing from those.
    """
    yield from _settings(study, broken)
    if not {"questions.csv", "choices.csv"} & broken:
        yield from _repairs(study)
    yield from _questions(study, broken)
    yield from _choices(study)
    yield from _figures(study, broken)
    yield from _statements(study, broken)
    yield from _comparisons(study, broken)
    yield from _paraphrases(study, broken)


def _repeated(items: Iterable[T], key: Callable[[T], str]) -> Iterator[T]:
    """Every item whose key stood there before."""
    seen: set[str] = set()
    for item in items:
        if key(item) in seen:
            yield item
        seen.add(key(item))


def _settings(study: Study, broken: Set[str]) -> Iterator[Fault]:
    file = "study.toml"
    if study.invited and not study.respondents <= study.invited[0] <= study.invited[1]:
        value = f"{study.invited[0]} to {study.invited[1]}"
        mend = "give low and high in order, at least the number of respondents"
        yield Fault(file, "fewer invited than respondents, or low above high", None, "study.invited", value, mend)
    names = {question.name for question in study.questions}
    for name, base in study.bases.items():
        column = f"synthetic.bases.{name}"
        if name not in names and "questions.csv" not in broken:
            yield Fault(file, "questions.csv has no such question", None, column, name, "use one of its names")
        if base > study.respondents:
            yield Fault(file, "a base above the respondents", None, column, str(base), "lower it")
    compared = [comparison.name for comparison in study.comparisons]
    for name in study.same_persons:
        if name not in compared:
            mend = f"use one of {', '.join(compared)}" if compared else "remove it"
            yield Fault(file, "there is no such comparison", None, "synthetic.same_persons", name, mend)
    if study.responses and "questions.csv" not in broken:
        ids = [question.name for question in study.questions if question.type == "id"]
        if study.responses.id not in ids:
            mend = "name the question of type id in questions.csv"
            yield Fault(file, "no question of type id has this name", None, "responses.id", study.responses.id, mend)


def _repairs(study: Study) -> Iterator[Fault]:
    """Declared spellings of questions and levels that the codebook does not have, and partials that nothing tells."""
    if study.responses is None:
        return
    file, repairs = "study.toml", study.responses.repairs
    if study.responses.partials == "keep" and study.responses.complete_when is None:
        mend = "add the rule that tells an incomplete row"
        yield Fault(file, "partials are kept, and complete_when is not there", None, "responses.partials", "keep", mend)
    lists = {question.name: study.choices_of(question) for question in study.questions}
    for name in repairs.by_question.keys() - lists.keys():
        yield Fault(file, "questions.csv has no such question", None, "responses.repairs.spelling", name, "correct it")
    every = {choice.name for choices in lists.values() for choice in choices}
    wanted = [(level, every) for level in repairs.spelling.values()]
    for name in lists.keys() & repairs.by_question.keys():
        own = {choice.name for choice in lists[name]}
        wanted += [(level, own) for level in repairs.by_question[name].values()]
    for level, known in wanted:
        if level not in known:
            mend = "use the name of a level of choices.csv"
            yield Fault(file, "there is no such level", None, "responses.repairs.spelling", level, mend)


def _questions(study: Study, broken: Set[str]) -> Iterator[Fault]:
    file, own = "questions.csv", "give each question its own"
    lines: dict[str, int] = {}
    for question in study.questions:
        first = lines.setdefault(question.name, question.line)
        if first != question.line:
            message = f"the name stands twice, first in line {first}"
            yield Fault(file, message, question.line, "name", question.name, own)
    reads = [(file, item.line, item.column) for item in study.questions]
    reads += [("choices.csv", item.line, item.column) for items in study.choices.values() for item in items]
    places: dict[str, tuple[str, int]] = {}
    for source, line, column in (item for item in reads if item[2]):
        where = places.setdefault(column, (source, line))
        if where != (source, line):
            message = f"this column of the export is read twice, first in {where[0]}, line {where[1]}"
            yield Fault(source, message, line, "column", column, own)
    yield from _ignored(study)
    for question in study.questions:
        yield from _question(study, question, broken)


def _ignored(study: Study) -> Iterator[Fault]:
    """Every column that study.toml ignores and a question reads; a list that no question uses reads none."""
    ignored = set(study.responses.ignore_columns) if study.responses else set()
    for question in study.questions:
        reads = [("questions.csv", question.line, question.column)]
        reads += [("choices.csv", choice.line, choice.column) for choice in study.choices_of(question)]
        for file, line, column in reads:
            if column in ignored:
                message, mend = "ignore_columns of study.toml names this column, and a question reads it", "choose one"
                yield Fault(file, message, line, "column", column, mend)


def _question(study: Study, question: Question, broken: Set[str]) -> Iterator[Fault]:
    file, line = "questions.csv", question.line
    if question.name in RESERVED:
        yield Fault(file, "this name is reserved", line, "name", question.name, "choose another")
    if question.list_name and question.list_name not in study.choices and "choices.csv" not in broken:
        value = f"{question.type} {question.list_name}"
        yield Fault(file, "choices.csv has no such list", line, "type", value, "add the list there")
    if not question.label:
        yield Fault(file, "the question has no label", line, "label::en", "", "write its text in one language")
    if question.constraint and question.type not in ("integer", "decimal", "date"):
        mend = "remove it, or correct the type"
        yield Fault(file, "only numbers and dates have a constraint", line, "constraint", question.constraint, mend)
    elif not _compares(question):
        mend = "compare numbers with numbers, dates with dates that exist, such as date('2026-01-31')"
        yield Fault(file, f"no {question.type} can satisfy this", line, "constraint", question.constraint, mend)
    if question.type in ("integer", "decimal"):
        for choice in study.choices_of(question):
            if not choice.missing:
                message, mend = "the list of a number holds codes of missing answers", "name the kind, such as refused"
                yield Fault("choices.csv", f"{message}, and this level has no kind", choice.line, "missing", "", mend)
    by_option = question.type == "select_multiple" and not question.separator
    if not question.column and not by_option and study.responses:
        yield Fault(file, "no column of the export is named", line, "column", "", "copy the header of its column")


def _compares(question: Question) -> bool:
    """Whether a constraint compares the answer with something of its own type."""
    limits = [match["date"] for match in re.finditer(CONSTRAINT_TERM, question.constraint)]
    try:
        dates = [datetime.date.fromisoformat(limit) for limit in limits if limit]
    except ValueError:
        return False
    return len(dates) == (len(limits) if question.type == "date" else 0)


def _choices(study: Study) -> Iterator[Fault]:
    file = "choices.csv"
    for list_name, choices in study.choices.items():
        if len(choices) > LEVELS:
            message = f"the list has {len(choices):,} levels, more than the {LEVELS:,} that can be drawn"
            yield Fault(file, message, choices[LEVELS].line, "list_name", list_name, "group its levels")
        for choice in _repeated(choices, lambda choice: choice.name):
            message = f"the level stands twice in the list {list_name!r}"
            yield Fault(file, message, choice.line, "name", choice.name, "give each its own")
        for choice in choices:
            if choice.name in (LEFT_EMPTY, NOT_ASKED, NOT_SEEN):
                yield Fault(file, "this name is reserved", choice.line, "name", choice.name, "choose another")
            yield from _marks(choice)
        claims = [
            (raw, choice)
            for choice in choices
            for raw in dict.fromkeys(choice.raw or (choice.name,))
            if not choice.column
        ]
        for raw, choice in _repeated(claims, lambda claim: claim[0]):
            mend = "let each text of the export mean one level"
            yield Fault(file, f"two levels of {list_name!r} claim the same text", choice.line, "raw", raw, mend)


def _marks(choice: Choice) -> Iterator[Fault]:
    """What the texts of an option with a column of its own say of chosen and not chosen."""
    if not choice.column:
        return
    place = "choices.csv", choice.line, "raw"
    if choice.not_chosen and not choice.raw:
        mend = f"write the text that means chosen before it, such as Ja|{NOT}Nee"
        yield _at(place, "only what means not chosen is given", f"{NOT}{choice.not_chosen[0]}", mend)
    for text in choice.raw:
        if text in choice.not_chosen:
            yield _at(place, "this text means both chosen and not chosen", text, "keep one of the two")
        elif is_negative(text) and not all(map(is_negative, choice.raw)):
            mend = f"write {NOT}{text} if it means that the option was not chosen; docs/studies.md says more"
            yield _at(place, "this text would count as chosen, beside another that does", text, mend)


def _at(place: tuple[str, int, str], message: str, value: str, mend: str) -> Fault:
    file, line, column = place
    return Fault(file, message, line, column, value, mend)


def _selected(study: Study, question: str, answers: tuple[str, ...], broken: Set[str]) -> tuple[str, str, str] | None:
    """What is wrong with a selection, in which part of it and with which value; or ``None``."""
    asked = next((known for known in study.questions if known.name == question), None)
    if asked is None:
        return None if "questions.csv" in broken else ("questions.csv has no such question", "question", question)
    if "choices.csv" in broken or (asked.list_name and asked.list_name not in study.choices):
        return None
    levels = {choice.name for choice in study.choices_of(asked) if not choice.missing}
    unknown = [answer for answer in answers if answer not in levels]
    if not unknown:
        return None
    return f"{unknown[0]!r} is no substantive answer to {question!r}", "answers", "|".join(answers)


def _figures(study: Study, broken: Set[str]) -> Iterator[Fault]:
    file = "published.csv"
    for figure in _repeated(study.figures, lambda figure: figure.id):
        yield Fault(file, "the figure stands twice", figure.line, "figure", figure.id, "give each its own name")
    for figure in study.figures:
        wrong = _selected(study, figure.question, figure.answers, broken)
        if wrong:
            message, column, value = wrong
            yield Fault(file, message, figure.line, column, value, "use names of questions.csv and choices.csv")
        elif figure.statistic == "share" and not figure.answers:
            yield Fault(file, "a share of which answers?", figure.line, "answers", "", "name them, joined by |")
        if figure.base is not None and not 0 < figure.base <= study.respondents:
            mend = "correct the base, or respondents in study.toml"
            message = "a base must lie between 1 and the respondents"
            yield Fault(file, message, figure.line, "base", str(figure.base), mend)


def _statements(study: Study, broken: Set[str]) -> Iterator[Fault]:
    file = "statements.csv"
    known = {figure.id for figure in study.figures}
    for statement in _repeated(study.statements, lambda statement: statement.id):
        yield Fault(file, "the statement stands twice", statement.line, "id", statement.id, "give each its own")
    for statement in study.statements:
        for figure in statement.figures:
            if figure not in known and "published.csv" not in broken:
                yield Fault(file, "published.csv has no such figure", statement.line, "figures", figure, "correct it")
        wanted = ARITY.get(statement.relation)
        if wanted is not None and len(statement.figures) != wanted:
            message = f"the relation {statement.relation!r} takes {wanted} figure{'s' * (wanted > 1)}"
            value = "|".join(statement.figures)
            yield Fault(file, message, statement.line, "figures", value, "name them, joined by |")


def _comparisons(study: Study, broken: Set[str]) -> Iterator[Fault]:
    file = "study.toml"
    for number, comparison in _repeated(enumerate(study.comparisons), lambda item: item[1].name):
        column = f"comparison.{number}.name"
        yield Fault(file, "the comparison stands twice", None, column, comparison.name, "rename one")
    for number, comparison in enumerate(study.comparisons):
        for side, selection in (("first", comparison.first), ("second", comparison.second)):
            wrong = _selected(study, selection.question, selection.answers, broken)
            if wrong:
                message, part, value = wrong
                column = f"comparison.{number}.{side}.{part}"
                yield Fault(file, message, None, column, value, "use names of questions.csv and choices.csv")


def _paraphrases(study: Study, broken: Set[str]) -> Iterator[Fault]:
    """Paraphrases of what is no free text, one that stands twice, and whatever could tell who somebody is."""
    file = "paraphrases.csv"
    types = {question.name: question.type for question in study.questions}
    for item in _repeated(study.paraphrases, lambda item: f"{item.question} {item.text}"):
        yield Fault(file, "the paraphrase stands twice", item.line, "paraphrase", mend="remove one")
    for item in study.paraphrases:
        if types.get(item.question) != "text" and "questions.csv" not in broken:
            mend = "use the name of a question of type text"
            message = "questions.csv has no such question of free text"
            yield Fault(file, message, item.line, "question", item.question, mend)
        for column, text in (("paraphrase", item.text), ("approved_by", item.approved_by)):
            for found in find_personal(text):
                mend = "say it without anything that could tell who somebody is"
                yield Fault(file, f"this looks like personal data ({found.kind})", item.line, column, mend=mend)
