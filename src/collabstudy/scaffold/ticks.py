"""Columns of one question: each option ticked or not, or each row of a grid answered on one scale."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from collabstudy.scaffold import scales
from collabstudy.scaffold.seen import Seen, together
from collabstudy.study.contracts import is_negative

POSITIVES = {
    "no": "Yes",
    "nee": "Ja",
    "nein": "Ja",
    "non": "Oui",
    "n": "Y",
    "f": "T",
    "false": "TRUE",
    "onwaar": "WAAR",
    "0": "1",
    "not selected": "Selected",
    "unchecked": "Checked",
    "niet gekozen": "Gekozen",
    "niet geselecteerd": "Geselecteerd",
}
USUAL = "Y"  # LimeSurvey's code for a ticked box, where no cell shows another


Marked = tuple[Seen, tuple[str, ...], tuple[str, ...]]
"""A column, its texts that may mean chosen, and those that usually mean not chosen."""


@dataclass(frozen=True)
class Tick:
    """An option in a column of its own, and the texts that mean chosen and not chosen."""

    column: Seen
    chosen: tuple[str, ...]
    not_chosen: tuple[str, ...]


def families(columns: Iterable[Seen]) -> list[list[Seen]]:
    """The columns that share a stem, two or more of them, in order."""
    found: dict[str, list[Seen]] = {}
    for column in columns:
        if column.header.stem:
            found.setdefault(column.header.stem, []).append(column)
    return [members for members in found.values() if len(members) > 1]


def ticks(members: Sequence[Seen]) -> list[Tick]:
    """The options of a question of which several may be chosen; empty where the columns are none.

    A column has at most one text for chosen, whatever its capitals, and usual ones for not chosen. What does not
    fit, such as the text beside "other", stands for itself where at least two others fit.
    """
    marked = [(column, *_marks(column)) for column in members]
    fitting = _without_texts([(column, yes, no) for column, yes, no in marked if _fits(column, yes)])
    shown = {yes[0].casefold() for _, yes, _ in fitting if yes}
    negative = {text for _, _, no in fitting for text in no}
    alike = len(shown) == 1 or (not negative and len(shown) > 1 and all(_own(*item[:2]) for item in fitting))
    if len(fitting) < 2 or len(fitting) <= len(members) / 2 or not (alike or (negative and not shown)):
        return []
    if shown & {str(number) for number in range(2, 10)}:
        return []
    usual = next((yes for _, yes, _ in fitting if yes), _positive(negative))
    return [Tick(column, yes or usual, no) for column, yes, no in fitting]


def _without_texts(fitting: Sequence[Marked]) -> list[Marked]:
    """The columns whose mark is one of a box; left out is a text beside "other" that happens to be the only one.

    A mark is of a box where it is usual, where two columns share it, or, where two have it so, the option's own text.
    """
    shared = Counter(yes[0].casefold() for _, yes, _ in fitting if yes)
    boxes = [
        item for item in fitting if not item[1] or scales.known_scale(item[1]) or shared[item[1][0].casefold()] > 1
    ]
    if any(yes for _, yes, _ in boxes) and len(boxes) > 1:
        return boxes
    own = [item for item in fitting if _own(*item[:2])]
    return own if sum(bool(yes) for _, yes, _ in own) > 1 else list(fitting)


def marks_of(column: Seen) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The texts that mean chosen and not chosen in the column of an option; ``None`` where it holds others."""
    yes, no = _marks(column)
    return (yes, no) if _fits(column, yes) else None


def grid(members: Sequence[Seen]) -> tuple[str, list[scales.Level]] | None:
    """The scale on which every column of a set is answered, if all are answered on one."""
    columns = [column for column in members if column.texts]
    whole = together(members)
    if len(columns) < 2 or not whole.sayable:
        return None
    known = scales.known_scale(whole.texts)
    if known:
        return known
    numbered = scales.numbered_scale(whole.texts)
    return ("numbered", numbered) if numbered else None


def _marks(column: Seen) -> tuple[tuple[str, ...], tuple[str, ...]]:
    no = tuple(text for text in column.texts if is_negative(text))
    return tuple(text for text in column.texts if text not in no), no


def _fits(column: Seen, yes: Sequence[str]) -> bool:
    if not column.sayable or len({text.casefold() for text in yes}) > 1 or any(text.startswith("!") for text in yes):
        return False
    known = scales.known_scale(yes) if yes else None
    return known is None or known[0] in ("yes_no", "true_false")


def _own(column: Seen, yes: Sequence[str]) -> bool:
    """Whether the mark is the option's own text, as SurveyMonkey and Qualtrics write it."""
    if not yes:
        return True
    texts = (column.header.part, column.header.part_text, column.header.label, column.field.label)
    return any(yes[0].casefold() in text.casefold() for text in texts if text)


def _positive(negative: Iterable[str]) -> tuple[str, ...]:
    known = [POSITIVES[text.casefold()] for text in sorted(negative) if text.casefold() in POSITIVES]
    return tuple(known[:1]) or (USUAL,)
