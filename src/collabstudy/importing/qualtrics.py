"""Qualtrics' CSV and TSV: names, question texts and ``ImportId``, of which an editor may have removed one or two.

The legacy form has two rows, V1 to V10 and names, with texts below. Early exports wrote ``ImportId`` in single quotes.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from collabstudy.importing.delimited import read_delimited
from collabstudy.importing.groups import grouped
from collabstudy.importing.headers import named
from collabstudy.importing.metadata import meaning
from collabstudy.importing.separator import Heading
from collabstudy.importing.table import Field, ImportLog, Note, Options, TextTable

IMPORT_ID = re.compile(r"""^\{\s*['"]ImportId['"]\s*:""")
TIME_ZONE = re.compile(r"""['"]timeZone['"]\s*:\s*['"]([^'"]+)""")
PART = re.compile(r"(.+?)_\d+(?:_TEXT)?$")
TIMES = {"started", "submitted", "recorded"}
LEGACY = [f"V{number}" for number in range(1, 11)]


def read(path: Path, options: Options) -> tuple[TextTable, ImportLog]:
    """The export as text, with the question's text as each field's label and the time zone noted."""
    return read_delimited(path, options, "qualtrics", headings)


def headings(heads: Sequence[Sequence[str]]) -> Heading:
    """The fields, from as many header rows as there are; each row is known by what it holds, not by its place."""
    if not heads:
        return Heading((), 0)
    names, notes = named(heads[0])
    ids = next((row for row in heads[1:3] if is_import_ids(row)), None)
    texts = heads[1] if len(heads) > 1 and _is_texts(heads) else None
    labels = [named([text])[0][0] for text in texts] if texts else []
    labels = labels + [""] * (len(names) - len(labels))
    fields = grouped([Field(name, label) for name, label in zip(names, labels, strict=False)], _question)
    present = ["names", *(["question texts"] if texts else []), *(["import ids"] if ids else [])]
    found = [Note(f"header rows found: {', '.join(present)}")]
    if ids and (zones := sorted({zone for cell in ids for zone in TIME_ZONE.findall(cell)})):
        found.append(Note(f"the times are in the time zone {', '.join(zones)}"))
    return Heading(fields, len(present), [*notes, *found])


def is_import_ids(row: Sequence[str]) -> bool:
    """Whether a row is the one with ``{"ImportId": ...}`` in every filled cell."""
    filled = [cell for cell in row if cell.strip()]
    return bool(filled) and all(IMPORT_ID.match(cell) for cell in filled)


def _is_texts(heads: Sequence[Sequence[str]]) -> bool:
    """Whether the second row holds question texts: ImportIds follow, or its times and ids are words."""
    second = heads[1]
    if is_import_ids(second) or len(second) != len(heads[0]):
        return False
    if (len(heads) > 2 and is_import_ids(heads[2])) or list(heads[0][:10]) == LEGACY:
        return True
    times = [cell for name, cell in zip(heads[0], second, strict=True) if meaning(name, "qualtrics") in TIMES]
    return bool(times) and all(cell.strip() and not re.search(r"\d", cell) for cell in times)


def _question(name: str) -> str:
    part = PART.match(name)
    return part[1] if part else ""
