"""The ``relevant`` column (XLSForm): who was asked a question.

Of the language only what routes a questionnaire is read: ``${question} = 'answer'``, ``!=``,
``selected(${question}, 'answer')``, joined by ``and`` or by ``or``.
"""

import re
from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from collabstudy.errors import shortened

_TERM = re.compile(
    r"\s*(?:\$\{(?P<name>\w+)\}\s*(?P<operator>!=|=)\s*'(?P<value>[^']*)'"
    r"|selected\(\s*\$\{(?P<many>\w+)\}\s*,\s*'(?P<option>[^']*)'\s*\))\s*"
)
Answers = Mapping[str, pd.Categorical]


class RelevanceError(ValueError):
    """An expression that this reader does not understand, or that names no earlier question or none of its levels."""


def asked(expression: str, answers: Answers, rows: int) -> list[bool]:
    """For each row whether the expression holds; an empty expression asks everybody.

    ``answers`` gives the answers by question, and by ``question.option`` for several answers.
    Raises :class:`RelevanceError`.
    """
    if not expression.strip():
        return [True] * rows
    words = re.split(r"\b(and|or)\b", expression)
    joiners = set(words[1::2])
    if len(joiners) > 1:
        raise RelevanceError("and and or stand together; split the question or use one of them")
    terms = [_term(word, answers, rows) for word in words[::2]]
    join: Callable[[Sequence[bool]], bool] = any if "or" in joiners else all
    return [join(values) for values in zip(*terms, strict=True)]


def named(expression: str) -> list[str]:
    """The questions that an expression names."""
    return re.findall(r"\$\{(\w+)\}", expression)


def _term(text: str, answers: Answers, rows: int) -> list[bool]:
    match = _TERM.fullmatch(text)
    if match is None:
        bent = " with straight quotes" if set(text) & set("‘’“”") else ""
        raise RelevanceError(f"{shortened(text.strip())!r} is not understood; write ${{question}} = 'answer'{bent}")
    name = match["name"] or f"{match['many']}.{match['option']}"
    if name not in answers:
        raise RelevanceError(f"{name!r} is no earlier question with given answers")
    value = match["value"] if match["name"] else "yes"
    if value not in answers[name].categories:
        raise RelevanceError(f"{value!r} is no level of {name!r}")
    equal = match["operator"] != "!="
    return ((answers[name] == value) == equal).tolist()
