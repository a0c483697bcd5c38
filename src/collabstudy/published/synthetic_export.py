"""Draw 0 of a study's data sets as a LimeSurvey export, the study's synthetic file.

It shows the machinery and supports no conclusion: all the other data sets print the same figures. The file
is the same to the byte on every machine and every Python.
"""

from collections.abc import Iterator

from collabstudy.errors import CollabstudyError, shortened
from collabstudy.published.reconstruction import reconstruct
from collabstudy.published.uniform import uniform_integer
from collabstudy.safe_text import neutral
from collabstudy.study import Study

# LimeSurvey's own columns, in its order; a study uses those whose codes its column headers begin with.
METADATA = (
    "id",
    "submitdate",
    "lastpage",
    "startlanguage",
    "seed",
    "token",
    "synthetic",
    "startdate",
    "datestamp",
    "ipaddr",
    "refurl",
)
NEEDED = ("submitdate", "token", "synthetic")  # without these no row says that it is partial, a test, synthetic
NO_DATE = "1980-01-01 00:00:00"  # what LimeSurvey writes where it keeps no time
BOM = "\ufeff"
Answers = dict[str, str]


def synthetic_export(study: Study) -> str:
    """The text of a LimeSurvey export with synthetic answers, byte order mark included.

    Two test responses, a partial one and one sent twice come with it, so that cleaning has work.
    Raises :class:`CollabstudyError` where the study is not marked synthetic or names no column of
    :data:`NEEDED`, no data set prints its figures, or a cell would be a formula.
    """
    if not study.synthetic or study.responses is None:
        raise CollabstudyError(
            f"nothing is reconstructed for {study.name!r}: study.toml must say synthetic = true "
            "and have a [responses] table; `--to FILE` draws data sets into a file of their own."
        )
    header = _header(study)
    for code in NEEDED:
        if code not in header:
            raise CollabstudyError(
                f"nothing is reconstructed for {study.name!r}: study.toml, [responses] names no column {code!r}; "
                f"add it, such as '{code}. Its label', to ignore_columns."
            )
    persons = _persons(study)
    rows = [*_submissions(persons)]
    lines = [list(header.values())]
    for number, (token, complete, answers) in enumerate(rows, start=1):
        meta = {
            "id": str(number),
            "submitdate": NO_DATE if complete else "",
            "lastpage": "1" if complete else "",
            "startlanguage": "nl",
            "seed": str(uniform_integer(10**9, f"{study.name}|{study.analysis.seed}|row|{number}")),
            "token": token,
            "synthetic": "Ja",
            "startdate": NO_DATE,
            "datestamp": NO_DATE,
        }
        lines.append([{**meta, **answers}.get(code, "") for code in header])
    for cell in {cell for line in lines for cell in line}:
        if neutral(cell) != cell:
            raise CollabstudyError(
                f"nothing is reconstructed for {study.name!r}: a spreadsheet would compute {shortened(cell)!r}, which "
                "stands in questions.csv or choices.csv; give the column or the level another text."
            )
    return BOM + "".join(";".join(map(_quoted, line)) + "\r\n" for line in lines) + "\r\n"


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def _header(study: Study) -> dict[str, str]:
    """The column headers of the export by code, LimeSurvey's own first."""
    assert study.responses is not None
    rules = (study.responses.complete_when, study.responses.test_when)
    named = [*study.responses.ignore_columns, *(rule.column for rule in rules if rule)]
    named += [study.question(study.responses.id).column]
    by_code = {column.partition(".")[0]: column for column in named}
    questions = [question for question in study.questions if question.type == "select_one"]
    return {code: by_code[code] for code in METADATA if code in by_code} | {
        question.name: question.column for question in questions
    }


def _persons(study: Study) -> list[Answers]:
    """The answers of each respondent, in the words of the export, by question."""
    persons: list[Answers] = [{} for _ in range(study.respondents)]
    for name, levels in reconstruct(study).draw(0).items():
        words = {choice.name: (*choice.raw, choice.name)[0] for choice in study.choices_of(study.question(name))}
        for answers, level in zip(persons, levels, strict=True):
            if level is not None:
                answers[name] = words[level]
    return persons


def _submissions(persons: list[Answers]) -> Iterator[tuple[str, bool, Answers]]:
    """Token, whether submitted, and answers, in the order in which they would have come in."""
    yield "test", True, persons[0]
    yield "test", True, persons[-1]
    twice, partial = len(persons) // 3, len(persons) // 2
    for number, answers in enumerate(persons):
        if number == twice - 3:
            yield _token(twice), True, dict(list(persons[twice].items())[: len(persons[twice]) // 2])
        if number == partial:
            yield _token(len(persons)), False, {}
        yield _token(number), True, answers


def _token(person: int) -> str:
    return f"SYN{person + 1:03d}"
