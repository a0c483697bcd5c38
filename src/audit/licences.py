"""Licences by package metadata: what each package declares, held against a list with a reason for each licence.

PEP 639's ``License-Expression`` counts alone where there is one; else all that the older fields say must be on the
list. What a package holds besides what it declares is not read.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from audit.locks import version

HERE = Path(__file__).parent
PERMISSIVE, WEAK, LOOK, UNLISTED = "permissive", "weak copyleft", "needs a look", "not on the list"
KINDS = (PERMISSIVE, WEAK, LOOK, UNLISTED)  # from the mildest to the one that asks most
NONE, LOOKED_AT = "no licence named", "looked at"
ELSEWHERE, MISSING = "for other platforms or Pythons", "not installed as locked"
FOUND, UNCHECKED = (LOOK, UNLISTED, NONE), (MISSING,)


@dataclass(frozen=True)
class Judged:
    """A locked package: what it declares, of what kind that is and why."""

    name: str
    version: str
    licence: str
    kind: str
    reason: str = ""


def installed(path: Iterable[str] | None = None) -> dict[str, Message]:
    """The metadata of every package that is installed, by normalised name; ``path``: only what lies there."""
    found = distributions(path=list(path)) if path is not None else distributions()
    return {canonicalize_name(item.metadata["Name"]): item.metadata for item in found}  # type: ignore[misc]


def judge(pins: Iterable[Requirement], packages: Mapping[str, Message]) -> list[Judged]:
    """Each locked package once, by name; those that are not installed in the locked version are not looked at."""
    return [_judged(pin, packages.get(canonicalize_name(pin.name))) for pin in sorted(pins, key=lambda pin: pin.name)]


def _judged(pin: Requirement, metadata: Message | None) -> Judged:
    name, locked = canonicalize_name(pin.name), version(pin)
    if metadata is None or metadata["Version"] != locked:
        here = metadata is not None or pin.marker is None or pin.marker.evaluate()
        there = "nothing" if metadata is None else metadata["Version"]
        return Judged(name, locked, "", MISSING if here else ELSEWHERE, f"{there} is installed" if here else "")
    texts = declared(metadata)
    kind = max((kind_of(text) for text in texts), key=KINDS.index) if texts else NONE
    licence = " AND ".join(texts)
    looked = _looked_at().get((name, locked))
    if kind in FOUND and looked is not None and kind_of(looked["licence"]) in (PERMISSIVE, WEAK):
        return Judged(name, locked, looked["licence"], LOOKED_AT, looked["reason"])
    reasons = [_listed()[text.casefold()]["reason"] for text in texts if text.casefold() in _listed()]
    return Judged(name, locked, licence, kind, "; ".join(dict.fromkeys(reasons)) if kind == LOOK else "")


def declared(metadata: Message) -> list[str]:
    """What a package says of its licence, each of it once.

    A ``License`` field of several lines is the text of a licence: where classifiers name it, they are taken.
    """
    if expression := metadata.get("License-Expression"):
        return [expression.strip()]
    marks = [text.partition("::")[2].strip() for text in metadata.get_all("Classifier") or [] if text[:7] == "License"]
    marks = [text for text in marks if text != "OSI Approved"]
    lines = [line.strip() for line in (metadata.get("License") or "").strip().splitlines()] or [""]
    field = "" if lines[0].upper() == "UNKNOWN" or (len(lines) > 1 and marks) else lines[0]
    return list(dict.fromkeys(filter(None, [field, *marks])))


def kind_of(text: str) -> str:
    """The kind of a licence or of an SPDX expression: of AND the one that asks most, of OR the mildest."""
    if text.casefold() in _listed():
        return _listed()[text.casefold()]["kind"]
    with suppress(InvalidLicenseExpression):  # a name of our own list may stand in it, or nothing that is known
        text = canonicalize_license_expression(text)
    parts = [part.strip() for part in re.split(r"([()]|\bAND\b|\bOR\b)", text) if part.strip()]
    try:
        rank = _mildest(parts)
    except IndexError:
        return UNLISTED
    return UNLISTED if parts else KINDS[rank]


def _mildest(parts: list[str]) -> int:
    rank = _strictest(parts)
    while parts[:1] == ["OR"]:
        del parts[0]
        rank = min(rank, _strictest(parts))
    return rank


def _strictest(parts: list[str]) -> int:
    rank = _single(parts)
    while parts[:1] == ["AND"]:
        del parts[0]
        rank = max(rank, _single(parts))
    return rank


def _single(parts: list[str]) -> int:
    part = parts.pop(0)
    if part == "(":
        rank = _mildest(parts)
        parts.pop(0)
        return rank
    return KINDS.index(_listed().get(part.casefold(), {"kind": UNLISTED})["kind"])


@cache
def _listed() -> dict[str, dict[str, str]]:
    """The rows of licences.csv by each way in which a licence is written."""
    rows = _rows("licences.csv")
    return {text.casefold(): row for row in rows for text in (row["licence"], *row["also_written"].split("|")) if text}


@cache
def _looked_at() -> dict[tuple[str, str], dict[str, str]]:
    """The rows of looked_at.csv: one version of a package, since the next may be under another licence."""
    return {(row["package"], row["version"]): row for row in _rows("looked_at.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
