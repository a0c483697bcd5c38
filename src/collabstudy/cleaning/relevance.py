"""The ``relevant`` column (XLSForm): who was asked a question.

Of the language only what routes a questionnaire is read: ``${question} = 'answer'``, ``!=``,
``selected(${question}, 'answer')``, joined by ``and`` or by ``or``.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from collabstudy.errors import shortened

_TERM = re.compile(
    r"\s*(?:\$\{(?P<name>\w+)\}\s*(?P<operator>!=|=)\s*'(?P<value>[^']*)'"
    r"|selected\(\s*\$\{(?P<many>\w+)\}\s*,\s*'(?P<option>[^']*)'\s*\))\s*"
)
Answers = Mapping[str, pd.Categorical]


@dataclass(frozen=True)
class Term:
    """That a column, ``question`` or ``question.option``, has a value; or, not ``equal``, that it has another."""

    column: str
    value: str
    equal: bool


class RelevanceError(ValueError):
    """An expression that this reader does not understand, or that names no earlier question or none of its levels."""


def asked(expression: str, answers: Answers, rows: int) -> list[bool]:
    """For each row whether the expression holds; an empty expression asks everybody.

    ``answers`` gives the answers by question, and by ``question.option`` for several answers.
    Raises :class:`RelevanceError`.
    """
    if not expression.strip():
        return [True] * rows
    joiner, terms = parsed(expression)
    join: Callable[[Sequence[bool]], bool] = any if joiner == "or" else all
    return [join(values) for values in zip(*(_holds(term, answers) for term in terms), strict=True)]


def parsed(expression: str) -> tuple[str, list[Term]]:
    """The word between the terms, ``and`` or ``or`` (empty for one term), and the terms. Raises
    :class:`RelevanceError`."""
    words = re.split(r"\b(and|or)\b", expression)
    joiners = set(words[1::2])
    if len(joiners) > 1:
        raise RelevanceError("and and or stand together; split the question or use one of them")
    return next(iter(joiners), ""), [_term(word) for word in words[::2]]


def named(expression: str) -> list[str]:
    """The questions that an expression names."""
    return re.findall(r"\$\{(\w+)\}", expression)


def _term(text: str) -> Term:
    match = _TERM.fullmatch(text)
    if match is None:
        bent = " with straight quotes" if set(text) & set("‘’“”") else ""
        raise RelevanceError(f"{shortened(text.strip())!r} is not understood; write ${{question}} = 'answer'{bent}")
    if match["name"]:
        return Term(match["name"], match["value"], match["operator"] != "!=")
    return Term(f"{match['many']}.{match['option']}", "yes", True)


def _holds(term: Term, answers: Answers) -> list[bool]:
    if term.column not in answers:
        raise RelevanceError(f"{term.column!r} is no earlier question with given answers")
    if term.value not in answers[term.column].categories:
        raise RelevanceError(f"{term.value!r} is no level of {term.column!r}")
    return ((answers[term.column] == term.value) == term.equal).tolist()
