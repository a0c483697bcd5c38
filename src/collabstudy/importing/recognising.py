"""Which export this is: by its first bytes, then by its headers; never by its name."""

import re
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from collabstudy.errors import Fault, StudyError
from collabstudy.importing import alchemer, googleforms, kobo, limesurvey, qualtrics, surveymonkey
from collabstudy.importing.delimited import HEADS, one_row, opened
from collabstudy.importing.headers import named
from collabstudy.importing.magic import MAGIC, PORTABLE, STATA, looks_like
from collabstudy.importing.metadata import headers_of, key, meaning
from collabstudy.importing.separator import Headings
from collabstudy.importing.table import Options

BINARY = {
    MAGIC[b"PK\x03\x04"]: "xlsx",
    MAGIC[b"$FL2"]: "spss",
    MAGIC[b"$FL3"]: "spss",
    STATA: "stata",
    MAGIC[b"PAR1"]: "parquet",
}
# How a platform's first records become fields; its workbooks have the same ones as its text.
HEADINGS: dict[str, Headings] = {
    "limesurvey": limesurvey.headings,
    "qualtrics": qualtrics.headings,
    "googleforms": googleforms.headings,
    "msforms": one_row,
    "surveymonkey": surveymonkey.headings,
    "alchemer": alchemer.headings,
    "kobo": kobo.headings,
}
MICROSOFT = {"started", "submitted"}  # what its forms always hold beside the id
KOBO = {"_id", "_uuid", "_submission_time", "_validation_status", "_index", "__version__", "meta/instanceID"}
JSON = re.compile(rb'\s*(?:\[\s*)?\{\s*"')
MARKUP = re.compile(rb"\s*<(?:!doctype|html|table|\?xml)", re.IGNORECASE)
QUESTION = re.compile(r"[A-Za-z]\w*(\[[^\]]*\])*\. ")  # LimeSurvey: code and text
SUBQUESTION = re.compile(r"[A-Za-z]\w*(\[[^\]]*\])+$")  # LimeSurvey: code


def recognised(path: Path, options: Options) -> str:
    """The name of the format. Raises :class:`StudyError` where the file is none that can be read."""
    found = _kind(path)
    if found in BINARY:
        return BINARY[found]
    check_text(path)
    if googleforms.is_tsv(path, options):
        return "googleforms"
    source = opened(path, options, one_row)
    return of_headers([record for _, _, record in islice(source.records(), HEADS)])


def check_text(path: Path) -> None:
    """Raise :class:`StudyError`, saying what it is, where a file to be read as text is something else."""
    found = _kind(path)
    if found in BINARY:
        mend = f'write format = "{BINARY[found]}" in study.toml, or leave the format to the file\'s content'
    elif found in MAGIC.values() or found in {"a web page", "JSON data", PORTABLE}:
        mend = "export the responses again as CSV"
    else:
        return
    raise StudyError([Fault(path.name, f"the file is not text; it looks like {found}", mend=mend)])


def _kind(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(4096)
    text = head.removeprefix(b"\xef\xbb\xbf")
    if MARKUP.match(text):
        return "a web page"
    return "JSON data" if JSON.match(text) else looks_like(head)


def of_headers(heads: Sequence[Sequence[str]]) -> str:
    """The platform whose headers these first records are, of text or of a workbook; ``csv`` where no rule holds."""
    if not heads:
        return "csv"
    names = [name for name in named(heads[0])[0] if name]
    keys = [key(name) for name in names]
    if _is_qualtrics(heads, names):
        return "qualtrics"
    if keys and meaning(keys[0], "surveymonkey") == "id" and len(heads) > 1 and heads[1][:1] == [""] and any(heads[1]):
        return "surveymonkey"
    if len(KOBO & set(names)) >= 2:
        return "kobo"
    if {"time started", "date submitted"} <= set(keys):
        return "alchemer"
    if _is_limesurvey(names, keys):
        return "limesurvey"
    if keys and googleforms.begins(keys[0]):
        return "googleforms"
    known = headers_of("msforms")
    return "msforms" if {known[name] for name in keys if name in known} >= MICROSOFT else "csv"


def _is_qualtrics(heads: Sequence[Sequence[str]], names: Sequence[str]) -> bool:
    if any(qualtrics.is_import_ids(row) for row in heads[1:3]) or list(names[:10]) == qualtrics.LEGACY:
        return True
    known = {"StartDate", "EndDate", "Status", "Finished", "Progress", "RecordedDate", "ResponseId", "ResponseID"}
    return len(known & set(names)) >= 4


def _is_limesurvey(names: Sequence[str], keys: Sequence[str]) -> bool:
    coded = sum(bool(QUESTION.match(name) or SUBQUESTION.match(name)) for name in names)
    known = headers_of("limesurvey")
    return 2 * coded >= len(names) > 0 or len({known[name] for name in keys if name in known}) >= 3
