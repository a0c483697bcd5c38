"""Synthetic responses that print as every published figure, under the bases that the study declares.

They show the machinery and support no conclusion: countless other data sets print the same figures.
Who answers and who says what is decided by SHA-256 of the study's seed, so the file is the same to
the byte on every machine and every Python, without relying on any random number generator.
"""

import hashlib
from collections.abc import Iterator

from collabstudy.errors import CollabstudyError
from collabstudy.published.feasible import counts_at
from collabstudy.published.wording import share_interval
from collabstudy.study import Question, Study

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
    Raises :class:`CollabstudyError` where the study is not marked synthetic, gives no bases or names
    no column of :data:`NEEDED`, or a figure cannot be printed from the base it is given.
    """
    if not study.synthetic or study.responses is None or not study.bases:
        raise CollabstudyError(
            f"nothing is reconstructed for {study.name!r}: study.toml must say synthetic = true, "
            "have a [responses] table and give [synthetic.bases]."
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
            "seed": str(_number(study, "seed", number) % 10**9),
            "token": token,
            "synthetic": "Ja",
            "startdate": NO_DATE,
            "datestamp": NO_DATE,
        }
        lines.append([{**meta, **answers}.get(code, "") for code in header])
    return BOM + "".join(";".join(map(_quoted, line)) + "\r\n" for line in lines) + "\r\n"


def level_counts(study: Study, question: Question) -> dict[str, int]:
    """How many persons give each level, together the declared base: of all counts that print as the figures,
    those with the fewest persons at the first level, then at the second, and so on.

    Raises :class:`CollabstudyError` where there are none, or for a question that is no ``select_one``.
    """
    if question.type != "select_one":
        raise CollabstudyError(
            f"study.toml, [synthetic.bases] {question.name}: only a select_one is reconstructed, "
            f"this is of type {question.type}; leave it out."
        )
    base = study.bases[question.name]
    levels = [choice.name for choice in study.choices_of(question) if not choice.missing]
    figures = [figure for figure in study.figures if figure.question == question.name and figure.statistic == "share"]
    allowed = {
        figure.answers: counts_at(share_interval(figure.wording, study.analysis.rounding), base) for figure in figures
    }
    for counts in _compositions(len(levels), base):
        found = dict(zip(levels, counts, strict=True))
        if all(sum(found[answer] for answer in answers) in counts for answers, counts in allowed.items()):
            return found
    printed = " and ".join(figure.wording for figure in figures)
    raise CollabstudyError(
        f"study.toml, [synthetic.bases] {question.name}: {printed} cannot be printed from {base} answers "
        f"under {study.analysis.rounding}; `collabstudy figures` shows which bases can."
    )


def _compositions(levels: int, total: int) -> Iterator[tuple[int, ...]]:
    if levels == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in _compositions(levels - 1, total - first):
            yield (first, *rest)


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
    """The answers of each respondent; who skips one question is the first to skip any with fewer answers."""
    everyone = range(study.respondents)
    persistence = sorted(everyone, key=lambda person: _number(study, "answers", person))
    persons: list[Answers] = [{} for _ in everyone]
    for question in study.questions:
        if question.name not in study.bases:
            continue
        answering = persistence[: study.bases[question.name]]
        order = iter(sorted(answering, key=lambda person: _number(study, question.name, person)))
        text = {choice.name: (*choice.raw, choice.name)[0] for choice in study.choices_of(question)}
        for level, persons_at in level_counts(study, question).items():
            for _ in range(persons_at):
                persons[next(order)][question.name] = text[level]
    return persons


def _submissions(persons: list[Answers]) -> Iterator[tuple[str, bool, Answers]]:
    """Token, whether submitted, and answers, in the order in which they would have come in."""
    yield "test", True, persons[0]
    yield "test", True, persons[-1]
    twice, partial = len(persons) // 3, len(persons) // 2
    for number, answers in enumerate(persons):
        if number == twice - 3:
            yield _token(twice), True, dict(list(persons[twice].items())[:3])
        if number == partial:
            yield _token(len(persons)), False, {}
        yield _token(number), True, answers


def _token(person: int) -> str:
    return f"SYN{person + 1:03d}"


def _number(study: Study, purpose: str, item: int) -> int:
    text = f"{study.name}|{study.analysis.seed}|{purpose}|{item}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")
