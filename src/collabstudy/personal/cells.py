"""What a whole cell seems to be, and with it a column: looser than in longer text, since nothing else stands there."""

import ipaddress
import re
from collections.abc import Callable, Iterable

from collabstudy.personal.checks import is_bsn, is_iban
from collabstudy.personal.text import unhidden

ENOUGH = 0.5  # of the distinct texts of a column: then the column is of that kind
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")
_POSTCODE = re.compile(r"[1-9]\d{3} ?[A-Za-z]{2}")
_PHONE = re.compile(r"(?:\+|00|0)[\d ().-]{8,17}")
_COORDINATE = re.compile(r"[+-]?\d{1,3}\.\d{4,}\s*[,; ]\s*[+-]?\d{1,3}\.\d{4,}.*")


def _is_ip(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return "." in text or ":" in text


def _is_phone(text: str) -> bool:
    return bool(_PHONE.fullmatch(text)) and 9 <= sum(sign.isdigit() for sign in text) <= 15 and "," not in text


CELL_KINDS: dict[str, Callable[[str], bool]] = {
    "e-mail address": lambda text: bool(_EMAIL.search(text)),
    "IP address": _is_ip,
    "bank account": is_iban,
    "citizen service number": is_bsn,
    "postcode": lambda text: bool(_POSTCODE.fullmatch(text)),
    "coordinates": lambda text: bool(_COORDINATE.fullmatch(text)),
    "telephone number": _is_phone,
}


def cell_kind(text: str) -> str:
    """What a cell seems to hold of a person; empty where it seems to hold nothing."""
    plain = unhidden(text).strip()
    return next((kind for kind, fits in CELL_KINDS.items() if fits(plain)), "")


def column_kind(texts: Iterable[str]) -> str:
    """What half of the distinct texts of a column, blank ones left out, seem to hold of a person; or nothing."""
    plain = [text for text in {unhidden(text).strip() for text in texts} if text]
    for kind, fits in CELL_KINDS.items():
        if plain and sum(map(fits, plain)) >= ENOUGH * len(plain):
            return kind
    return ""
