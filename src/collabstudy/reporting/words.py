"""Numbers and names as a reader meets them in sentences."""

from collections.abc import Sequence
from fractions import Fraction

from collabstudy.study import Figure, Question, Selection, Study


def percent(share: float | Fraction, decimals: int = 0) -> str:
    """A share as a percentage: 0.548 is 55%, one eighth 13%."""
    return f"{_rounded(Fraction(share) * 100, decimals)}%"


def pvalue(value: float) -> str:
    """A p-value without its leading zero: three decimals, four below .01, and never 0."""
    if value >= 0.9995:
        return "1"
    if value < 0.0001:
        return "<.0001"
    return _rounded(Fraction(value), 4 if value < 0.01 else 3).lstrip("0")


def points(difference: float | Fraction, decimals: int = 1) -> str:
    """A difference of shares in percentage points, with its sign."""
    text = _rounded(Fraction(difference) * 100, decimals)
    return text if text.startswith("-") or not float(text) else f"+{text}"


def span(low: str, high: str) -> str:
    """Two ends in words, or the one value where they read the same."""
    return low if low == high else f"{low} to {high}"


def listed(words: Sequence[str]) -> str:
    """Words in a row with "and" before the last."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 table, 5,468 tables."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def label(question: Question, language: str = "en") -> str:
    """The question's text in a language, or in whichever it has."""
    return question.label.get(language) or next(iter(question.label.values()), question.name)


def answer_label(study: Study, question: Question, answer: str, language: str = "en") -> str:
    """The label of one answer, or its name where it has none."""
    for choice in study.choices_of(question):
        if choice.name == answer:
            return choice.label.get(language) or next(iter(choice.label.values()), answer)
    return answer


def selection_name(study: Study, selection: Selection) -> str:
    """A question's text with the answers that are counted as a yes to it."""
    question = study.question(selection.question)
    return f"{label(question)} –\u00a0{' or '.join(answer_label(study, question, name) for name in selection.answers)}"


def figure_name(study: Study, figure: Figure) -> str:
    """A figure as tables name it: its id, its question and, where it is not the first level, its answers."""
    first = next((choice.name for choice in study.choices_of(study.question(figure.question))), "")
    plain = study.question(figure.question).type != "select_multiple"
    answers = "" if plain and figure.answers in ((first,), ()) else f" = {' or '.join(figure.answers)}"
    return f"{figure.id} {figure.question}{answers}"


def _rounded(value: Fraction, decimals: int) -> str:
    """Halves away from zero, as readers round; a float that is printed to 12 digits as a tie counts as one."""
    units = value.limit_denominator(10**12) * 10**decimals
    whole = int(abs(units) + Fraction(1, 2))
    return f"{'-' if units < 0 and whole else ''}{whole / 10**decimals:.{decimals}f}"
