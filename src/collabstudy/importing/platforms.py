"""Whose headers these are, where a platform gives the columns of its own fixed names."""

from collections.abc import Sequence

GOOGLE_FORMS = {"timestamp", "tijdstempel", "marca temporal", "zeitstempel", "horodateur"}  # the first header
MICROSOFT_FORMS = ({"id", "start time", "completion time"}, {"id", "begintijd", "tijd van voltooien"})


def platform(headers: Sequence[str]) -> str:
    """Whose headers these are: ``googleforms``, ``msforms``, or ``xlsx`` for any other workbook."""
    plain = [header.replace("\u00a0", " ").strip().casefold() for header in headers]
    if plain and plain[0] in GOOGLE_FORMS:
        return "googleforms"
    return "msforms" if any(needed <= set(plain) for needed in MICROSOFT_FORMS) else "xlsx"
