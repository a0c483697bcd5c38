"""Drawings from values: what a result holds can be drawn again, in another language, without the study."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from collabstudy.reporting.languages.phrases import from_plain, in_languages
from collabstudy.reporting.plots.style import Framing
from collabstudy.reporting.results import Plot, plain_values
from collabstudy.reporting.words import answer_label, label
from collabstudy.study import Question, Selection, Study

Values = Mapping[str, Any]
Draw = Callable[[Values, Framing], Plot]


def drawing(name: str, draw: Draw, values: Values, framing: Framing) -> Plot:
    """The drawing with the name and the values by which it can be drawn again.

    It is made from the values as JSON has them, so that it looks the same when it is drawn from a result.
    """
    data = plain_values(values)
    return replace(draw(data, framing), drawing=name, data=data)


def question_texts(question: Question) -> dict[str, str]:
    """A question's text, by language."""
    return in_languages(lambda language: label(question, language))


def answer_texts(study: Study, question: Question, answer: str) -> dict[str, str]:
    """The label of one answer, by language."""
    return in_languages(lambda language: answer_label(study, question, answer, language))


def selection_texts(study: Study, selection: Selection) -> dict[str, Any]:
    """A question's text and those of the answers that are counted as a yes to it, each by language."""
    question = study.question(selection.question)
    answers = [answer_texts(study, question, name) for name in selection.answers]
    return {"question": question_texts(question), "answers": answers}


def selection_said(texts: Values, framing: Framing) -> str:
    """What :func:`selection_texts` holds, in the framing's language."""
    answers = framing.words("or").join(answer[framing.language] for answer in texts["answers"])
    question: str = texts["question"][framing.language]
    return f"{question} –\u00a0{answers}" if answers else question


def beside(pair: Values, framing: Framing) -> str:
    """The two wordings of a comparison, and what it is of."""
    first, second = pair["wordings"]
    return framing.words("beside", first=first, second=second, name=name_said(pair, framing))


def name_said(pair: Values, framing: Framing) -> str:
    """What a comparison is of, in the framing's language."""
    return framing.said(from_plain(pair["name"]))
