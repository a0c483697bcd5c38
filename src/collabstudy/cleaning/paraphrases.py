"""Paraphrases held against the answers that they stand for: a quotation is none."""

from collections.abc import Iterator

from collabstudy.cleaning.cells import distinct
from collabstudy.cleaning.columns import is_there
from collabstudy.errors import Fault
from collabstudy.importing import TextTable
from collabstudy.personal.known import words
from collabstudy.study import Study

QUOTED = 6  # words in a row that a paraphrase may not share with an answer
MEND = "say it in words of your own"


def paraphrase_faults(table: TextTable, study: Study) -> Iterator[Fault]:
    """Every paraphrase that repeats an answer to its question word for word, or six words of one in a row.

    Capitals, punctuation and blanks make no difference.
    """
    for question in study.questions:
        own = [(item, words(item.text)) for item in study.paraphrases if item.question == question.name]
        if not own or not is_there(table, study, question):
            continue
        answers = {words(text) for text in distinct(table, question.column)[0]} - {()}
        runs = {run for answer in answers for run in _runs(answer)}
        for item, said in own:
            if said in answers or any(len(answer) > 1 and _inside(answer, said) for answer in answers):
                message = f"this repeats an answer to {question.name!r} word for word"
            elif runs.intersection(_runs(said)):
                message = f"this shares {QUOTED} words in a row with an answer to {question.name!r}"
            else:
                continue
            yield Fault("paraphrases.csv", message, item.line, "paraphrase", mend=MEND)


def _runs(text: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (text[at : at + QUOTED] for at in range(len(text) - QUOTED + 1))


def _inside(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Whether an answer of several words, of ten letters or more, stands inside a paraphrase."""
    length = len(part)
    return len("".join(part)) >= 10 and any(whole[at : at + length] == part for at in range(len(whole) - length + 1))
