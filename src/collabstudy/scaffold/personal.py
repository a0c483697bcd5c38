"""Columns that may say who somebody is: by the words of their header, or by the form of their cells."""

import re

from collabstudy.personal import column_kind, find_personal
from collabstudy.scaffold.seen import Seen
from collabstudy.scaffold.words import parts, table
from collabstudy.study.contracts import is_negative

FEW_WORDS = 9  # a longer header only mentions the word
MARKS = frozenset({"1", "y", "x", "t", "yes", "ja", "oui", "true", "waar", "wahr", "selected", "checked", "gekozen"})
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


def personal_kind(column: Seen) -> str:
    """What the column seems to hold of a person, with the reason; empty where it seems to hold nothing."""
    by_header = "" if _is_box(column) else _by_words(column, "personal")
    if by_header:
        return f"{by_header}, by its header"
    by_cells = column_kind(column.texts)
    return f"{by_cells}, by its cells" if by_cells else ""


def _is_box(column: Seen) -> bool:
    """Whether the cells only tick an option, such as Telephone: marks of a box, or the option's own text."""
    header = column.header
    own = {text.casefold() for text in (header.code, header.part, header.part_text, header.label) if text}
    texts = {text.casefold() for text in column.texts}
    marks = all(text in MARKS or is_negative(text) for text in texts)
    return bool(texts) and (marks or (len(texts) == 1 and texts <= own))


def mentions(column: Seen) -> str:
    """A kind of personal data that stands in some cell, such as an e-mail address in a remark."""
    return next((found.kind for text in column.texts for found in find_personal(text)), "")


def identifying_kind(column: Seen) -> str:
    """Municipality, role, organisation or age, where the header names it; empty otherwise."""
    return _by_words(column, "identifying", anywhere=True)


def _by_words(column: Seen, subject: str, anywhere: bool = False) -> str:
    """The kind whose words stand in the header: as the whole of a short one, or anywhere in it."""
    for text in (column.header.code, column.header.label, column.field.name.rpartition("/")[2]):
        spread = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text.replace("_", " "))
        words = [word.casefold() for word in _WORD.findall(spread)]
        said = f" {' '.join(words)} "
        for row in table(subject):
            for known in parts(row["words"]):
                whole = said.strip() in (known, f"your {known}", f"uw {known}", f"je {known}", f"jouw {known}")
                if whole or (anywhere and len(words) <= FEW_WORDS and f" {known} " in said):
                    return row["kind"]
    return ""
