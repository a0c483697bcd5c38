"""A disclosure in words: what it would be, how far it decides, and the sentence to send to the authors."""

from collections.abc import Sequence

from collabstudy.published.asking import Disclosure
from collabstudy.reporting.languages import fill
from collabstudy.reporting.languages.numbers import whole
from collabstudy.reporting.languages.phrases import Row, said
from collabstudy.reporting.words import answer_label, label
from collabstudy.study import Figure, Study


def numbers_in_words(found: Disclosure, language: str = "en") -> str:
    """What is asked for, as the object of "ask"."""
    # Both discordant counts are asked for in one phrase.
    names = ("discordant",) if found.numbers == ("yes_no", "no_yes") else found.numbers
    return said(Row([fill(name, language, "asking_numbers") for name in names]), language)


def letter(study: Study, figures: Sequence[Figure], found: Disclosure, language: str) -> str:
    """The sentence to send to the authors, with the questions' own labels."""
    return letter_about([_printed(study, figure, language) for figure in figures], found, language)


def letter_about(printed: Sequence[str], found: Disclosure, language: str) -> str:
    """The same about figures as :func:`printed_figure` names them."""
    named = said(Row(printed), language)
    return fill("letter", language, "asking", printed=named, numbers=numbers_in_words(found, language))


def printed_figure(wording: str, answers: Sequence[str], question: str, language: str) -> str:
    """A figure as a letter names it: its wording, the labels of its answers and that of its question."""
    quoted = fill("or", language, "asking").join(fill("answer", language, "asking", answer=text) for text in answers)
    return fill("printed", language, "asking", wording=wording, answers=quoted, question=question)


def deciding(found: Disclosure, language: str = "en") -> str:
    """In how many of the possible answers a disclosure decides."""
    name = "decides always" if found.decides else "decides sometimes"
    answers, decided = (whole(number, language) for number in (found.answers, found.deciding))
    return fill(name, language, "asking", answers=answers, deciding=decided)


def _printed(study: Study, figure: Figure, language: str) -> str:
    question = study.question(figure.question)
    answers = [answer_label(study, question, name, language) for name in figure.answers]
    return printed_figure(figure.wording, answers, label(question, language), language)
