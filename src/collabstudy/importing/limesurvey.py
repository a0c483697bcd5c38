"""LimeSurvey's CSV export: one header row, line breaks inside fields, often a blank record at the end.

Form after LimeSurvey's own CSV writer, which lets one choose between semicolon, comma and tab; headers are codes
(``Q1[SQ001]``), texts, or both (``Q1[SQ001]. Text [option]``). The R export differs by shorter headings only.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from collabstudy.importing.delimited import one_row, read_delimited
from collabstudy.importing.groups import grouped
from collabstudy.importing.separator import Heading
from collabstudy.importing.table import ImportLog, Options, TextTable

CODE = re.compile(r"([A-Za-z]\w*)(?:\[[^\]]*\])+(?:\.\s|$)")


def read(path: Path, options: Options) -> tuple[TextTable, ImportLog]:
    """The export as text. Raises :class:`StudyError` with every fault of its form."""
    return read_delimited(path, options, "limesurvey", headings)


def headings(heads: Sequence[Sequence[str]]) -> Heading:
    """The fields of the one header row; ``group`` is the code of the question."""
    heading = one_row(heads)
    return Heading(grouped(heading.fields, _question), 1, heading.notes)


def _question(header: str) -> str:
    code = CODE.match(header)
    return code[1] if code else ""
