"""SurveyMonkey's CSV export: two header rows, the question and below it the option of each of its columns."""

from collections.abc import Sequence
from pathlib import Path

from collabstudy.importing.delimited import one_row, read_delimited
from collabstudy.importing.headers import named
from collabstudy.importing.separator import Heading
from collabstudy.importing.table import Field, ImportLog, Options, TextTable

# what stands in the second row where the question has a single column
SINGLE = {"", "response", "open-ended response", "antwoord", "reactie", "open antwoord", "antwort", "respuesta"}


def read(path: Path, options: Options) -> tuple[TextTable, ImportLog]:
    """The export as text; ``question / option`` names a column of a question that has several."""
    return read_delimited(path, options, "surveymonkey", headings)


def headings(heads: Sequence[Sequence[str]]) -> Heading:
    """The fields of both rows; of one row where the second already begins with a respondent's number."""
    if len(heads) < 2 or heads[1][:1] != [""] or len(heads[0]) != len(heads[1]) or not any(heads[1]):
        return one_row(heads)
    questions, options = ([" ".join(cell.split(" ")).strip() for cell in row] for row in heads[:2])
    filled: list[str] = []
    for question, option in zip(questions, options, strict=True):
        filled.append(question or (filled[-1] if filled and option else ""))
    several = [
        question != "" and (questions[place] == "" or questions[place + 1 : place + 2] == [""] and place + 1 < len(filled) and filled[place + 1] == question)
        for place, question in enumerate(filled)
    ]
    names, notes = named(
        [
            f"{question} / {option}" if many and option else question if many or option.casefold() in SINGLE else f"{question} / {option}"
            for question, option, many in zip(filled, options, several, strict=True)
        ]
    )
    groups = named_each(filled)
    fields = [
        Field(name, group=group if many else "") for name, group, many in zip(names, groups, several, strict=True)
    ]
    return Heading(fields, 2, notes)


def named_each(texts: Sequence[str]) -> list[str]:
    """Each text as a header is written, without numbers for those that are alike."""
    return [named([text])[0][0] for text in texts]
