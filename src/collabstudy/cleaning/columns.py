"""What is wrong with the columns of an export: those that a study names and it lacks, and the other way round."""

import re
from collections.abc import Iterator

from collabstudy.cleaning.levels import nearest
from collabstudy.cleaning.rows import rules
from collabstudy.errors import Fault
from collabstudy.importing import TextTable
from collabstudy.study import Question, Study

# Words in headers under which survey tools and people keep who somebody is (English and Dutch).
PERSONAL = re.compile(
    r"(?<![a-z])(e-?mail\w*|recipient\w*"
    r"|(?:first|last|full|sur|user)?_?-?name|(?:voor|achter)?naam|ip(?:[ _-]?addr\w*)?"
    r"|phone|telefoon\w*|mobiel\w*|address|adres|postcode|zip|latitude|longitude|location\w*|geboorte\w*|birth\w*|bsn"
    r"|external\w*reference|token)(?![a-z])",
    re.IGNORECASE,
)


def export_columns(study: Study, question: Question) -> list[str]:
    """The columns of the export that hold a question: several where each option has its own."""
    if question.type == "select_multiple" and not question.separator:
        return [choice.column for choice in study.choices_of(question)]
    return [question.column]


def is_there(table: TextTable, study: Study, question: Question) -> bool:
    """Whether the export has every column of a question."""
    return set(export_columns(study, question)) <= set(table.columns)


def column_faults(table: TextTable, study: Study) -> Iterator[Fault]:
    """Every column that is named and missing, with the header most like it; every column that nothing reads."""
    assert study.responses is not None
    named = {column: place for question in study.questions for column, place in _places(study, question)}
    ruled = dict.fromkeys(rule.column for rule in rules(study.responses))
    known = {*named, *study.responses.ignore_columns, *ruled}
    free = [column for column in table.columns if column not in known]
    for column, place in named.items():
        if column not in table.columns:
            yield _missing(table, column, f"correct the column of {place}", free)
    for column in ruled:
        if column not in table.columns and column not in named:
            mend = "name a column of the export in study.toml"
            yield Fault(table.file, "a rule of study.toml names no column here", 1, column, mend=mend)
    mend = "map it in questions.csv, or list it under ignore_columns in study.toml"
    for column in sorted(free, key=lambda column: not is_personal(column)):
        suspect = "; it may hold personal data" if is_personal(column) else ""
        yield Fault(table.file, f"no question reads this column{suspect}", 1, column, mend=mend)


def is_personal(header: str) -> bool:
    """Whether a header is one of those under which personal data usually stand."""
    return PERSONAL.search(header) is not None


def _missing(table: TextTable, column: str, mend: str, free: list[str]) -> Fault:
    doubles = [name for name in table.columns if re.fullmatch(re.escape(column) + r" \[\d+\]", name)]
    if len(doubles) > 1:
        names = " or ".join(repr(name) for name in doubles)
        return Fault(table.file, "two columns have the same header", 1, column, mend=f"{mend}: write {names}")
    near = nearest(column, free)
    return Fault(
        table.file,
        "the export has no such column",
        1,
        column,
        mend=mend + (f"; the closest is {near!r}" if near else ""),
    )


def _places(study: Study, question: Question) -> Iterator[tuple[str, str]]:
    """The columns of a question with where the codebook names each."""
    if question.type == "select_multiple" and not question.separator:
        for choice in study.choices_of(question):
            yield choice.column, f"{question.name!r} in {_line('choices.csv', choice.line)}"
    else:
        yield question.column, f"{question.name!r} in {_line('questions.csv', question.line)}"


def _line(file: str, line: int) -> str:
    return f"line {line} of {file}" if line else file
