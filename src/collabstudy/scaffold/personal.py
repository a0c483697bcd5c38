"""Columns that may say who somebody is: by the words of their header, or by the form of their cells."""

import ipaddress
import re
from collections.abc import Callable

from collabstudy.scaffold.seen import Seen
from collabstudy.scaffold.words import parts, table
from collabstudy.study.contracts import is_negative

ENOUGH = 0.5  # of the distinct texts: then the column is of that kind
FEW_WORDS = 9  # a longer header only mentions the word
MARKS = frozenset({"1", "y", "x", "t", "yes", "ja", "oui", "true", "waar", "wahr", "selected", "checked", "gekozen"})
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")
_POSTCODE = re.compile(r"[1-9]\d{3} ?[A-Za-z]{2}")
_PHONE = re.compile(r"(?:\+|00|0)[\d ().-]{8,17}")
_COORDINATE = re.compile(r"[+-]?\d{1,3}\.\d{4,}\s*[,; ]\s*[+-]?\d{1,3}\.\d{4,}.*")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


def personal_kind(column: Seen) -> str:
    """What the column seems to hold of a person, with the reason; empty where it seems to hold nothing."""
    by_header = "" if _is_box(column) else _by_words(column, "personal")
    if by_header:
        return f"{by_header}, by its header"
    texts = list(column.texts)
    for kind, fits in CONTENT.items():
        if texts and sum(map(fits, texts)) >= ENOUGH * len(texts):
            return f"{kind}, by its cells"
    return ""


def _is_box(column: Seen) -> bool:
    """Whether the cells only tick an option, such as Telephone: marks of a box, or the option's own text."""
    header = column.header
    own = {text.casefold() for text in (header.code, header.part, header.part_text, header.label) if text}
    texts = {text.casefold() for text in column.texts}
    marks = all(text in MARKS or is_negative(text) for text in texts)
    return bool(texts) and (marks or (len(texts) == 1 and texts <= own))


def mentions(column: Seen) -> str:
    """A kind of personal data that stands in some cell, such as an e-mail address in a remark."""
    sure = ("e-mail address", "bank account")
    return next((kind for kind in sure if any(CONTENT[kind](text) for text in column.texts)), "")


def identifying_kind(column: Seen) -> str:
    """Municipality, role, organisation or age, where the header names it; empty otherwise."""
    return _by_words(column, "identifying", anywhere=True)


def is_bsn(text: str) -> bool:
    """Whether nine digits pass the eleven-test of the Dutch citizen service number (weights 9 to 2, and -1)."""
    digits = text.replace(".", "").replace(" ", "")
    if not re.fullmatch(r"[0-9]{9}", digits) or not int(digits):
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11 == 0


def is_iban(text: str) -> bool:
    """Whether a text is an IBAN whose check digits are right (ISO 13616: remainder 1 of 97)."""
    compact = text.replace(" ", "").upper()
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", compact):
        return False
    return int("".join(str(int(sign, 36)) for sign in compact[4:] + compact[:4])) % 97 == 1


def _is_ip(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return "." in text or ":" in text


def _is_phone(text: str) -> bool:
    return bool(_PHONE.fullmatch(text)) and 9 <= sum(sign.isdigit() for sign in text) <= 15 and "," not in text


CONTENT: dict[str, Callable[[str], bool]] = {
    "e-mail address": lambda text: bool(_EMAIL.search(text)),
    "IP address": _is_ip,
    "bank account": is_iban,
    "citizen service number": is_bsn,
    "postcode": lambda text: bool(_POSTCODE.fullmatch(text)),
    "coordinates": lambda text: bool(_COORDINATE.fullmatch(text)),
    "telephone number": _is_phone,
}


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
