"""What the columns mean that a platform adds of its own: id, times, status, address; as data in metadata.csv.

The column ``evidence`` of that table says how far a spelling is known: ``seen`` in a real export or in a published
importer, ``documented`` by the platform, or ``unverified``: a translation that nobody here has seen in an export.
"""

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple

PERSONAL = frozenset({"ip", "email", "name", "location", "phone", "device", "token", "external"})


class Alias(NamedTuple):
    """One spelling of a metadata header; ``language`` is ``code`` where the header is a variable's name."""

    platform: str
    language: str
    header: str
    meaning: str
    evidence: str


@cache
def aliases() -> tuple[Alias, ...]:
    """The whole table, in its order."""
    text = files("collabstudy.importing").joinpath("metadata.csv").read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines(), strict=True)
    next(rows)
    return tuple(Alias(*row) for row in rows)


def meaning(header: str, platform: str = "") -> str | None:
    """What a metadata column holds, such as ``id`` or ``submitted``; ``None`` for anything else.

    Capitals and spaces do not count, and LimeSurvey's ``submitdate. Date submitted`` goes by its code. Without a
    ``platform`` the meaning on which all platforms agree, or ``None`` where they differ. A question of the survey
    may bear such a name too ("Name"), so this is a proposal to whoever drafts a codebook, never a mapping.
    """
    for spelling in (header, header.partition(". ")[0]):
        found = {said for at, said in _meanings().get(key(spelling), ()) if platform in ("", at)}
        if len(found) == 1:
            return found.pop()
    return None


def key(header: str) -> str:
    """A header as it is compared: without capitals, its spaces (also no-break ones) made single."""
    return " ".join(header.split()).casefold()


@cache
def headers_of(platform: str) -> dict[str, str]:
    """Compared header -> meaning, for one platform."""
    return {key(alias.header): alias.meaning for alias in aliases() if alias.platform == platform}


@cache
def _meanings() -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for alias in aliases():
        entry = (alias.platform, alias.meaning)
        found[key(alias.header)] = (*found.get(key(alias.header), ()), entry)
    return found
