"""Google Forms: the responses as CSV or as TSV, one header row of question texts.

Google Sheets' TSV has no quoting: a quote is a character as any other, and a tab or line break inside an answer has
become a space before the file was written. Excel, where it saves that file again, does quote.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from collabstudy.importing import decoding
from collabstudy.importing.delimited import Source, one_row, read_delimited
from collabstudy.importing.groups import grouped
from collabstudy.importing.metadata import headers_of, key
from collabstudy.importing.separator import Heading
from collabstudy.importing.table import ImportLog, Note, Options, TextTable

SAVED = "a spreadsheet has saved the TSV again: quotes around a cell are its own, not the respondent's"
LISTS = ("", ",", ";")
LOST = "TSV has a space for each tab and line break inside an answer; which answers had one, it does not say"


def read(path: Path, options: Options) -> tuple[TextTable, ImportLog]:
    """The responses as text, whichever of the two forms the file has by its content."""
    if "\t" not in _first_line(path, options):
        return read_delimited(path, options, "googleforms", headings)
    if _is_quoted(Source(path, decoding.inspect(path, options)).lines()):
        table, log = read_delimited(path, options, "googleforms", headings, separator="\t")
        return table, replace(log, notes=(*log.notes, Note(SAVED)))
    table, log = read_delimited(path, options, "googleforms", headings, separator="\t", quoted=False)
    return table, replace(log, notes=(*log.notes, Note(LOST)))


def _is_quoted(lines: Iterable[str]) -> bool:
    """Whether a cell is quoted, and each where a spreadsheet would and nowhere else.

    It would at a quote, a tab or a line break, and Excel also at its list separator, a comma or a semicolon.
    """
    taken: list[str] = []
    signs, found = list(LISTS), False

    def physical() -> Iterator[str]:
        for line in lines:
            taken.append(line)
            yield line

    try:
        for record in csv.reader(physical(), delimiter="\t", strict=True):
            text = "".join(taken).rstrip("\r\n")
            taken.clear()
            signs = [sign for sign in signs if text == "\t".join(_quoted(cell, sign) for cell in record)]
            found = found or '"' in text
    except csv.Error:
        return False
    return found and bool(signs)


def _quoted(cell: str, sign: str) -> str:
    special = any(character in cell for character in f'"\t\r\n{sign}')
    return '"' + cell.replace('"', '""') + '"' if special else cell


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
