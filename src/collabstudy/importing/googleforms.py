"""Google Forms: the responses as CSV or as TSV, one header row of question texts.

Google Sheets' TSV has no quoting: a quote is a character as any other, and a tab or line break inside an answer has
become a space before the file was written.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from collabstudy.importing import decoding
from collabstudy.importing.delimited import Source, one_row, read_delimited
from collabstudy.importing.groups import grouped
from collabstudy.importing.metadata import headers_of, key
from collabstudy.importing.separator import Heading
from collabstudy.importing.table import ImportLog, Note, Options, TextTable

LOST = "TSV has a space for each tab and line break inside an answer; which answers had one, it does not say"


def read(path: Path, options: Options) -> tuple[TextTable, ImportLog]:
    """The responses as text, whichever of the two forms the file has by its content."""
    if "\t" not in _first_line(path, options):
        return read_delimited(path, options, "googleforms", headings)
    table, log = read_delimited(path, options, "googleforms", headings, separator="\t", quoted=False)
    return table, replace(log, notes=(*log.notes, Note(LOST)))


def is_tsv(path: Path, options: Options) -> bool:
    """Whether this is Google's TSV by its first line, before any quote in it is taken for quoting."""
    first, tab, _ = _first_line(path, options).partition("\t")
    return bool(tab) and begins(first)


def begins(header: str) -> bool:
    """Whether a first header is that of the time at which a form was sent."""
    return headers_of("googleforms").get(key(header)) == "submitted"


def _first_line(path: Path, options: Options) -> str:
    """Of UTF-8; tabs in UTF-16 are Excel's "Unicode text", which has quoting."""
    decoded = decoding.inspect(path, options)
    return "" if decoded.codec.startswith("utf-16") else next(Source(path, decoded).lines(), "")


def headings(heads: Sequence[Sequence[str]]) -> Heading:
    """A grid has a column a row, ``Question [row]``."""
    heading = one_row(heads)
    fields = grouped(heading.fields, lambda name: name.rpartition(" [")[0] if name.endswith("]") else "")
    return Heading(fields, 1, heading.notes)
