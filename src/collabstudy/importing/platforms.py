"""Whose headers a workbook has, where a platform gives the columns of its own fixed names."""

from collections.abc import Sequence

from collabstudy.importing.metadata import headers_of, key

MICROSOFT = {"started", "submitted"}  # what its forms always hold beside the id


def platform(headers: Sequence[str]) -> str:
    """Whose headers these are: ``googleforms``, ``msforms``, or ``xlsx`` for any other workbook."""
    plain = [key(header) for header in headers]
    if plain and headers_of("googleforms").get(plain[0]) == "submitted":
        return "googleforms"
    known = headers_of("msforms")
    return "msforms" if {known[name] for name in plain if name in known} >= MICROSOFT else "xlsx"
