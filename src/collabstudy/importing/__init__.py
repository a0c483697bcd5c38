"""From the bytes of an export to a table of text and a log of how it was read; one file a format."""

from pathlib import Path

from collabstudy.errors import Fault, StudyError
from collabstudy.importing import limesurvey
from collabstudy.importing.table import ImportLog, TextTable

__all__ = ["ImportLog", "TextTable", "read_export"]

READERS = {"limesurvey": limesurvey.read}


def read_export(path: str | Path, format: str = "limesurvey") -> tuple[TextTable, ImportLog]:
    """Read an export; every cell stays the text that it was.

    ``format`` names a module of this package. Raises :class:`StudyError` where the file is missing
    or is not of that form, and ``ValueError`` for an unknown format.
    """
    if format not in READERS:
        raise ValueError(f"unknown format {format!r}: use one of {', '.join(READERS)}")
    if not Path(path).is_file():
        raise StudyError([Fault(Path(path).name, "there is no such file")])
    return READERS[format](Path(path))
