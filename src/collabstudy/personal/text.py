"""Personal data inside longer text: strict, since what is searched holds numbers, hashes, dates and drawings too."""

import ipaddress
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

from collabstudy.personal.checks import IBAN_LENGTHS, is_bsn, is_iban

NEAR = 40  # characters before a number in which a word may say what it is
_EMAIL = re.compile(
    r"(?<![\w.+@-])[\w.+'-]{1,64}(?:@|\s?[\[(](?:at|apenstaartje)[\])]\s?)(?:[\w-]+\.)+[^\W\d_]{2,24}(?!\w)"
    r"|(?<![\w.+@-])[\w.+'-]{1,64}\s?@\s?(?:[\w-]+\.)+(?:nl|be|de|eu|com|org|net)(?![\w.(])"  # no product of matrices
)
_IPV4 = re.compile(r"(?<![\w.:/=+-])(?:\d{1,3}\.){3}\d{1,3}(?![\w+-]|\.\d)", re.ASCII)
_IPV6 = re.compile(r"(?<![\w.:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])", re.ASCII | re.IGNORECASE)
_VERSION = re.compile(r"(?:\bv|version|versie|release|==|>=|~=)[ .:=]*\Z", re.IGNORECASE)
_END = r"(?![\w@/-]|[.,]\d| ?\d)"
_PHONE_ABROAD = re.compile(
    rf"(?<![\w.,+/=-])(?:\+[1-9]\d{{0,2}}|00(?:3[1-9]|4[1-9]))(?:[ .-]?\(0\))?(?:(?: - |[ .-])?\d{{1,9}}){{2,6}}{_END}",
    re.ASCII,
)
_PHONE_DUTCH = re.compile(
    r"(?<![\w.,+/=-])(?:"
    r"\(?06\)?(?: - |[ ./-])?"
    r"(?:\d{8}|\d{4}[ .-]\d{4}|\d{2}[ .-]\d{3}[ .-]\d{3}|\d{2}(?:[ .]\d{2}){3}|\d{2} \d{6})"
    r"|06-\d{2}-(?!19|20)\d{2}-\d{2}-\d{2}"  # with hyphens a date would begin so: its year
    r"|06[ .-]\d{3} \d{3} \d{2}"
    r"|\(?0[1-57-9]\d\)?(?: - |[ ./-])(?:\d{7}|\d{3}[ .-]?\d{4}|\d{3}[ .-]\d{2}[ .-]\d{2})"
    r"|\(?0[1-57-9]\d{2}\)?(?: - |[ ./-])(?:\d{6}|\d{3}[ .-]\d{3}|\d{2}[ .-]\d{2}[ .-]\d{2})"
    rf"|0[1-9]\d{{8}}){_END}",
    re.ASCII,
)
_IBAN = re.compile(
    rf"(?<![\w.+/=-])(?:{'|'.join(IBAN_LENGTHS)})\d\d(?:[ .-]?[a-z0-9]){{11,27}}", re.ASCII | re.IGNORECASE
)
_IBAN_DUTCH = re.compile(r"(?<![\w.+/=-])NL \d\d ?[A-Z]{4}(?: ?\d){10}(?!\w)", re.ASCII)  # a blank behind the country
_BSN = re.compile(r"(?<![\w.,+-])(?:\d{3}([. -]?)\d{3}\1\d{3}|\d{4}[. -]\d{2}[. -]\d{3})(?![\w-]|[.,]\d)", re.ASCII)
_BSN_WORD = re.compile(r"(?<![a-z])(?:bsn|burgerservice|sofi-?nummer|sofi|citizen service)", re.IGNORECASE)
_POSTCODE = re.compile(r"(?<![\w.,+/=#-])[1-9]\d{3} ?(?!S[ADS])[A-Z]{2}(?![\w-])", re.ASCII)
_STREET = re.compile(
    r"[^\W\d_]{3,}\.? \d{1,4} ?[a-zA-Z]?(?:-\d+)?,?\s{1,3}\Z|(?:postcode|postal code)\W{1,3}\Z", re.IGNORECASE
)
_PLACE = re.compile(r",? [A-Z][a-z]{2,}")
_DECIMAL = r"[+-]?\d{1,3}\.\d{4,9}"
_COMMA = r"[+-]?\d{1,3},\d{4,9}"
_PAIR = re.compile(
    rf"(?<![\w.,])(?:({_DECIMAL})\s?[,;]\s?({_DECIMAL})|({_COMMA})\s?;\s?({_COMMA}))(?![\w%]|[.,]\d)", re.ASCII
)
# As KoBoToolbox writes a place: with height and precision, or else behind a word; drawings have such pairs too.
_POINT = re.compile(
    rf"(?<![\w.,])({_DECIMAL})[ \t]({_DECIMAL})(?![\w%]|\.\d)([ \t]-?[\d.]{{1,9}}[ \t][\d.]{{1,9}}(?!\w))?"
)
_PAIR_WORD = re.compile(r"(?:coord|coörd|gps|latit|longit|location|locatie|breedtegr|lat\b|geo:|[@=]\Z)", re.IGNORECASE)
_DEGREES = re.compile(
    r"\d{1,2}°\s?\d{1,2}(?:\.\d+)?['′’].{0,8}?[NS]\W{1,3}\d{1,3}°\s?\d{1,2}(?:\.\d+)?['′’].{0,8}?[EWO]"
)


@dataclass(frozen=True)
class Found:
    """A place in a text, counted in lines from 1, with what seems to stand there and the form of it, never itself."""

    kind: str
    line: int
    form: str


def find_personal(text: str) -> list[Found]:
    """Every e-mail address, IP address, telephone number, bank account, citizen service number, Dutch postcode with an
    address and pair of coordinates in ``text``, by place."""
    plain = unhidden(text)
    if not any(sign in plain for sign in "@0123456789[("):
        return []
    taken: list[tuple[int, int, str]] = []
    for kind, search in SEARCHES.items():  # the surest first: digits of an account are no telephone number
        taken += [
            (start, end, kind)
            for start, end in search(plain)
            if not any(start < other and first < end for first, other, _ in taken)
        ]
    return [Found(kind, plain.count("\n", 0, at) + 1, form(plain[at:end])) for at, end, kind in sorted(taken)]


def unhidden(text: str) -> str:
    """``text`` in Unicode's compatibility form (NFKC) and without characters that cannot be seen; lines stay."""
    if text.isascii():
        return text
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return unicodedata.normalize("NFKC", seen)


def form(text: str) -> str:
    """What a text looks like, without anything of it: ``11 characters, digits and a hyphen``."""
    names = {"-": "a hyphen", ".": "a point", ",": "a comma", "@": "an at sign", "+": "a plus sign", ":": "a colon"}
    kinds: dict[str, None] = {}
    for sign in text:
        kind = "digits" if sign.isdigit() else "letters" if sign.isalpha() else "blanks" if sign.isspace() else ""
        kinds[kind or names.get(sign, "other signs")] = None
    size = f"{len(text)} character{'s' * (len(text) != 1)}"
    listed = " and ".join(filter(None, [", ".join(list(kinds)[:-1]), *list(kinds)[-1:]]))
    return f"{size}, {listed}" if listed else size


def _emails(text: str) -> Iterator[tuple[int, int]]:
    for match in _EMAIL.finditer(text) if "@" in text or "(" in text or "[" in text else ():
        yield match.span()


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    for match in (*_IPV4.finditer(text), *(_IPV6.finditer(text) if ":" in text else ())):
        if _public(match[0]) and not _VERSION.search(text, max(0, match.start() - 12), match.start()):
            yield match.span()


def _public(text: str) -> bool:
    """Whether a text is an IP address that can be somebody's: with digits enough to be no version or section."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    if address.is_loopback or address.is_unspecified or address.is_multicast or address.is_link_local:
        return False
    digits = sum(sign.isalnum() for sign in text)
    return digits >= 6 and not text.startswith("0.") if address.version == 4 else digits >= 7 and text.count(":") > 2


def _phones(text: str) -> Iterator[tuple[int, int]]:
    for match in _PHONE_ABROAD.finditer(text):
        digits = re.sub(r"\(0\)|\D", "", match[0]).removeprefix("00")
        if len(digits) == 11 if digits.startswith("31") else 10 <= len(digits) <= 15:  # E.164; Dutch: 31 and nine
            yield match.span()
    for match in _PHONE_DUTCH.finditer(text):
        yield match.span()


def _accounts(text: str) -> Iterator[tuple[int, int]]:
    for match in _IBAN.finditer(text):
        length, taken = IBAN_LENGTHS[match[0][:2].upper()], 0
        for at, sign in enumerate(match[0]):
            taken += sign.isalnum()
            if taken == length:
                behind = text[match.start() + at + 1 : match.start() + at + 2]
                if not behind.isalnum() and is_iban(match[0][: at + 1]):
                    yield match.start(), match.start() + at + 1
                break


def _accounts_apart(text: str) -> Iterator[tuple[int, int]]:
    for match in _IBAN_DUTCH.finditer(text):
        if is_iban(match[0]):
            yield match.span()


def _service_numbers(text: str) -> Iterator[tuple[int, int]]:
    if _BSN_WORD.search(text):
        for match in _BSN.finditer(text):
            if is_bsn(match[0]) and _BSN_WORD.search(text, max(0, match.start() - NEAR), match.end() + NEAR // 2):
                yield match.span()


def _postcodes(text: str) -> Iterator[tuple[int, int]]:
    for match in _POSTCODE.finditer(text):
        before = text[max(0, match.start() - NEAR) : match.start()]
        if _STREET.search(before) or (_PLACE.match(text, match.end()) and not match[0].startswith(("19", "20"))):
            yield match.span()


def _degrees(match: re.Match[str]) -> tuple[float, float]:
    north, east = [number for number in match.groups() if number][:2]
    return float(north.replace(",", ".")), float(east.replace(",", "."))


def _on_earth(match: re.Match[str]) -> bool:
    north, east = _degrees(match)
    return abs(north) <= 90 and abs(east) <= 180


def _netherlands(match: re.Match[str]) -> bool:
    """Within the European Netherlands."""
    north, east = _degrees(match)
    return 50.7 < north < 53.7 and 3.2 < east < 7.3


def _named(text: str, match: re.Match[str]) -> bool:
    return bool(_PAIR_WORD.search(text, max(0, match.start() - NEAR), match.start()))


def _coordinates(text: str) -> Iterator[tuple[int, int]]:
    for match in _PAIR.finditer(text):
        if _on_earth(match) and (_named(text, match) or _netherlands(match)):
            yield match.span()
    for match in _POINT.finditer(text):
        if _on_earth(match) and (_named(text, match) or (match[3] and _netherlands(match))):
            yield match.span()
    for match in _DEGREES.finditer(text) if "°" in text else ():
        yield match.span()


SEARCHES: dict[str, Callable[[str], Iterator[tuple[int, int]]]] = {
    "bank account": lambda text: chain(_accounts(text), _accounts_apart(text)),
    "citizen service number": _service_numbers,
    "e-mail address": _emails,
    "IP address": _addresses,
    "telephone number": _phones,
    "postcode": _postcodes,
    "coordinates": _coordinates,
}
