"""What survey tools write of a row as a whole (a test, complete, partial), and values of it that nobody declared."""

import re
from collections.abc import Callable, Iterator

import numpy as np

from collabstudy.cleaning.cells import SHOWN_VALUES, distinct
from collabstudy.cleaning.columns import is_personal
from collabstudy.errors import Fault
from collabstudy.importing import Field, TextTable
from collabstudy.importing.metadata import meaning
from collabstudy.importing.recognising import of_headers
from collabstudy.personal import form
from collabstudy.study import Responses, Rule
from collabstudy.study.contracts import is_negative

LEGACY = re.compile(r"V\d+")  # old Qualtrics exports call a column V7 and say what it is in the second row
IP = re.compile(r"(?<![A-Za-z])IP(?![A-Za-z])")  # "IP Address" in the language of the tool
FALSE = frozenset({"false", "falsch", "onwaar", "falso", "faux", "0"})
NO_TEST, NOT_COMPLETE = "neither a test nor an ordinary status", "neither complete nor known as incomplete"
PARTIAL = frozenset({"partial", "incomplete"})


def role(field: Field, platform: str) -> str:
    """What a platform writes in a column, such as ``status``; empty where it is none of the platform's own."""
    spelling = field.label if platform == "qualtrics" and LEGACY.fullmatch(field.name) else field.name
    return meaning(spelling, platform) or ""


def is_false(text: str) -> bool:
    """Whether the text is a tool's word for false, also as a spreadsheet program writes it."""
    return text.casefold() in FALSE


def is_test(table: TextTable, responses: Responses, row: int) -> bool:
    """Whether the study's rule calls a row a test."""
    rule = responses.test_when
    if rule is None or rule.column not in table.columns:
        return False
    return rule.holds(table.cells[table.columns.index(rule.column)][row].as_py())


def status_faults(table: TextTable, responses: Responses) -> list[Fault]:
    """Every status of a row that is neither what a rule asks for nor expected beside it.

    Of a test rule that is checked where it is known what is ordinary, and without one in an export of Qualtrics;
    of a rule ``complete_when ... equals`` always, on the rows that are no tests.
    """
    return [*_tests(table, responses), *_complete(table, responses)]


def _tests(table: TextTable, responses: Responses) -> Iterator[Fault]:
    rule = responses.test_when
    statuses = [field.name for field in table.fields if role(field, "qualtrics") == "status"]
    if rule is not None and (rule.ordinary or rule.column in statuses):
        mend = "name it under `equals` or under `ordinary` in test_when of study.toml"
        yield from _faults(table, responses, rule.column, lambda text: _ordinary(text, rule), NO_TEST, mend)
    elif statuses and "qualtrics" in (responses.format, of_headers([table.columns])):
        column, complete = statuses[0], responses.complete_when
        mend = f'declare test_when = {{ column = "{column}", equals = [...], ordinary = [...] }} in study.toml'
        if complete is None or complete.column != column:
            yield from _faults(table, responses, column, _ordinary, NO_TEST, mend)


def _ordinary(text: str, rule: Rule | None = None) -> bool:
    """Whether the status is declared as ordinary, or else what Qualtrics writes of an answer by an ordinary link."""
    return text in rule.ordinary if rule and rule.ordinary else text == "0" or IP.search(text) is not None


def _complete(table: TextTable, responses: Responses) -> Iterator[Fault]:
    rule = responses.complete_when
    if rule is None or rule.equals is None or rule.column not in table.columns:
        return
    texts = dict.fromkeys(text.strip() for text in distinct(table, rule.column)[0])
    known = [text for text in texts if text and not rule.holds(text) and _incomplete(text, rule)]
    mend = "name it under `equals` or under `ordinary` in complete_when of study.toml"
    if known and not rule.ordinary:
        mend += f"; `ordinary` then lists {', '.join(known[:SHOWN_VALUES])} too"
    yield from _faults(
        table, responses, rule.column, lambda text: rule.holds(text) or _incomplete(text, rule), NOT_COMPLETE, mend
    )


def _incomplete(text: str, rule: Rule) -> bool:
    """Whether the text is declared to say "not complete", or else a usual one for that; blank is."""
    if rule.ordinary:
        return text in rule.ordinary
    if rule.holds("100") and text.isdecimal():
        return int(text) < 100
    return not text or is_false(text) or is_negative(text) or text.casefold() in PARTIAL


def _faults(
    table: TextTable, responses: Responses, column: str, expected: Callable[[str], bool], message: str, mend: str
) -> Iterator[Fault]:
    """One fault a value that is not expected in rows that are no tests, and a last one for those that nobody reads."""
    if column not in table.columns:
        return
    texts, codes = distinct(table, column)
    strange = np.array([not expected(text.strip()) for text in texts], dtype=bool)
    found: dict[str, list[int]] = {}
    for row in np.flatnonzero(strange[codes]).tolist() if texts else []:
        if not is_test(table, responses, row):
            found.setdefault(texts[codes[row]].strip(), []).append(row)
    for value, rows in list(found.items())[:SHOWN_VALUES]:
        said, line = f"{message} ({_rows(len(rows))})", int(table.lines[rows[0]])
        if is_personal(column):
            yield Fault(table.file, said, line, column, mend=mend, form=form(value))
        else:
            yield Fault(table.file, said, line, column, value, mend)
    more = list(found.values())[SHOWN_VALUES:]
    if more:
        message = f"{len(more)} more values are {message} ({_rows(sum(map(len, more)))})"
        yield Fault(
            table.file, message, int(table.lines[more[0][0]]), column, mend="see whether it is the right column"
        )


def _rows(count: int) -> str:
    return f"{count} row{'s' * (count > 1)}"
