"""SurveyMonkey's CSV export: two header rows, the question and below it the option of each of its columns."""

from collections.abc import Sequence
from itertools import accumulate
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
    questions, options = ([cell.strip() for cell in row] for row in heads[:2])
    groups = list(questions)
    for place, option in enumerate(options):
        if not groups[place] and option and place:  # the question stands above the first of its columns only
            groups[place] = groups[place - 1]
    runs = list(accumulate(map(bool, questions)))  # the number of the question to which a column belongs
    several = [bool(group) and runs.count(run) > 1 for group, run in zip(groups, runs, strict=True)]
    joined = zip(groups, options, several, strict=True)
    names, notes = named([_name(group, option, many) for group, option, many in joined])
    plain = (named([group])[0][0] for group in groups)
    fields = [Field(name, group=of if many else "") for name, of, many in zip(names, plain, several, strict=True)]
    return Heading(fields, 2, notes)


def _name(question: str, option: str, several: bool) -> str:
    single = not option or (not several and option.casefold() in SINGLE)
    return question if single else f"{question} / {option}"
