"""Numbers as people and tools write them: a decimal point or comma that is known, or a question which it is."""

import re
from fractions import Fraction

import pandas as pd

from collabstudy.cleaning.cells import Cells
from collabstudy.cleaning.characters import STEPS, Step, held
from collabstudy.cleaning.constraint import allows
from collabstudy.cleaning.levels import Meaning
from collabstudy.study import Question

DIGITS = 18  # what Int64 holds
AMBIGUOUS = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")
OTHER = {",": ".", ".": ","}
ASK = 'set decimal = "," or decimal = "." under [responses] in study.toml'


def joined_digits(text: str) -> str:
    """``text`` without no-break and thin spaces between groups of three digits."""
    return re.sub(r"(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))", "", text)


NUMBER_STEPS: tuple[Step, ...] = (("spaces between digits removed", joined_digits), *STEPS)


def number(cells: Cells, question: Question, meaning: Meaning, decimal: str) -> dict[str, object]:
    """A number by row, and beside it why it is missing: a code of the question's list, or a blank cell.

    ``decimal`` is the declared decimal sign, or empty. Where it is not declared, ``1.000`` (1 or 1000?) and a
    column with points and commas are faults that ask for it.
    """
    cells.filled()
    codes = [meaning.find(text)[0] for text in cells.texts]
    states = []
    for at, (text, code) in enumerate(zip(cells.texts, codes, strict=True)):
        states.append(-1 if not text else 0 if code is None else 1 + meaning.names.index(code))
        if code is not None:
            cells.repairs["code of a missing answer", text, code] += cells.count(at)
    plain = [at for at, state in enumerate(states) if state == 0]
    mixed = not decimal and _mixed(cells, plain)
    found = {} if mixed else _values(cells, question, plain, decimal)
    return {
        question.name: _series([found.get(at) for at in range(len(states))], cells, question.type),
        f"{question.name}.missing": pd.Series(cells.on_levels(["answered", *meaning.names], states)),
    }


def _values(cells: Cells, question: Question, places: list[int], decimal: str) -> dict[int, Fraction]:
    """The numbers of the texts that are some, by place; what is none, or outside the constraint, is a fault."""
    found = {}
    wrong: dict[tuple[str, str], list[int]] = {}
    inside = allows(question.constraint)
    for at in places:
        written, fault = _read(cells.texts[at], question.type, decimal)
        if written and inside(Fraction(written)):
            found[at] = Fraction(written)
            _log(cells, at, written)
        else:
            outside = f"outside the constraint `{question.constraint}`", _outside(question)
            wrong.setdefault(fault or outside, []).append(at)
    for (message, mend), wrong_places in wrong.items():
        cells.faults_of(wrong_places, message, mend)
    return found


def _series(found: list[Fraction | None], cells: Cells, type_: str) -> pd.Series:
    kind, cast = ("Int64", int) if type_ == "integer" else ("Float64", float)
    by_text = pd.array([None if value is None else cast(value) for value in found], dtype=kind)
    return pd.Series(by_text.take(cells.codes)) if len(found) else pd.Series([], dtype=kind)


def _outside(question: Question) -> str:
    return f"correct the cell or the constraint, or declare a missing code: `{question.type} LIST` in questions.csv"


def _mixed(cells: Cells, places: list[int]) -> bool:
    """Whether points and commas stand in one column; then no cell of it is read, and one fault says so."""
    plain = [at for at in places if re.fullmatch(r"[+-]?[\d.,]+", cells.texts[at])]
    signs = {sign: [at for at in plain if sign in cells.texts[at]] for sign in ".,"}
    if not all(signs.values()):
        return False
    rows = cells.rows_of(sorted({*signs["."], *signs[","]}))
    first = cells.texts[cells.codes[rows[0]]]
    cells.fault(first, rows, "points and commas in one column", ASK)
    return True


def _read(text: str, type_: str, decimal: str) -> tuple[str, tuple[str, str] | None]:
    """The number that a text is, with a point; or what is wrong with it and how to mend it."""
    if not decimal and AMBIGUOUS.fullmatch(text):
        return "", ("this is ambiguous (does the sign stand before a fraction, or between thousands?)", ASK)
    plain = text
    if decimal and re.fullmatch(rf"-?\d{{1,3}}({re.escape(OTHER[decimal])}\d{{3}})+({re.escape(decimal)}\d+)?", text):
        plain = text.replace(OTHER[decimal], "")
    sign = re.escape(decimal) if decimal else "[.,]"
    fraction = "" if type_ == "integer" else rf"({sign}\d+)?"
    if not re.fullmatch(rf"-?\d{{1,{DIGITS}}}{fraction}", plain, re.ASCII):
        return "", (f"this is no {type_} number{held(text)}", _mend(text))
    return plain.replace(",", "."), None


def _log(cells: Cells, at: int, value: str) -> None:
    """What was changed in the writing of a number."""
    text = cells.texts[at]
    if len(value) < len(text):
        cells.repairs["thousands sign removed", "a number with such a sign", "the number"] += cells.count(at)
    elif value != text:
        cells.repairs["decimal comma", "a comma", "a point"] += cells.count(at)
    if re.match(r"-?0\d", value):
        cells.repairs["leading zeros left out", "zeros before a number", "the number"] += cells.count(at)


def _mend(text: str) -> str:
    """What to write in place of a text that is no number."""
    usual = "correct the cell, or the type in questions.csv"
    inside = re.findall(r"[0-9]+", text)
    if text.startswith("+"):
        return f"write it without the plus sign if that is meant; {usual}"
    if len(inside) == 1 and re.search(r"[^\W\d]", text, re.ASCII) and len(inside[0]) <= DIGITS:
        return f"write the number alone; {usual}"
    return usual
