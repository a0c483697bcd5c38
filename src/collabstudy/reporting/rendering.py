"""A table from the values of its result: as text, as HTML, as CSV and as a workbook, in a language."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from collabstudy.disclosure import Release
from collabstudy.files import spreadsheet_csv
from collabstudy.reporting.languages import templates
from collabstudy.reporting.languages.numbers import between, decimals
from collabstudy.reporting.languages.phrases import from_plain, said
from collabstudy.reporting.results import evidence_line
from collabstudy.safe_text import for_html, for_spreadsheet

SENTENCE = 45  # characters from which a cell is read as a sentence
NONE = "–"
_SPAN = re.compile(r"(\S*\d\S*) to (\S*\d\S*|∞)(.*)")
_BARE = re.compile(r"(?<!\d)\.(?=\d)")  # a p-value without its nought
_INTERVAL = re.compile(r"([(\[])([\d.]+%?), ([\d.]+%?)([)\]])")
_NUMERIC = re.compile(r"[<≤≥+-]*\d*\.\d+%?")
_NAME = re.compile(r"[\w./%-]+")  # of a question or a figure, or a number
_NUMBER = re.compile(r"\d[\d.,]*(?<![.,])")
_FEWER = re.compile(r"<\d+")
WHEN = (1980, 1, 1, 0, 0, 0)  # the date on every part of a workbook, so that the same table is the same file


@dataclass(frozen=True)
class Grid:
    """What is printed of a table: names of columns, which of them are numbers, and the cells, as text."""

    title: str
    columns: list[str]
    numeric: list[bool]
    rows: list[list[str]]
    below: list[str]


def grid(values: Mapping[str, Any], language: str = "en") -> Grid:
    """A table's values as text in a language; what has no words in it stays as it is.

    Raises ValueError for a language without words.
    """
    names, formats = values["columns"], values["formats"]
    told = tuple(Release.of_plain(release) for release in values.get("releases", ()))
    below = [said(from_plain(values["note"]), language), evidence_line(tuple(values["evidence"]), told, language)]
    return Grid(
        title=said(from_plain(values["title"]), language),
        columns=[_name(name, language) for name in names],
        numeric=[name in values["numeric"] for name in names],
        rows=[[_cell(row[name], formats.get(name, ""), language) for name in names] for row in values["rows"]],
        below=[line for line in below if line],
    )


def as_text(shown: Grid) -> str:
    """The table for a terminal, and for whoever compares outputs."""
    frame = pd.DataFrame(shown.rows, columns=pd.Index(shown.columns), dtype="object")
    return "\n".join([shown.title, frame.to_string(index=False), *shown.below])


def as_html(shown: Grid, cell: Callable[[int, str], str] = lambda at, text: for_html(text)) -> str:
    """The table for a notebook and for a page; it can be scrolled by keyboard where it is too wide.

    ``cell`` makes the HTML of a cell from the number of its column and its text.
    """
    align = [' style="text-align:right"' if number else ' style="text-align:left"' for number in shown.numeric]
    head = "".join(
        f'<th scope="col"{side}>{for_html(name)}</th>' for side, name in zip(align, shown.columns, strict=True)
    )
    body = "".join(_row(row, align, cell) for row in shown.rows)
    caption = for_html(shown.title)
    below = "".join(f'<p class="note"><small>{for_html(line)}</small></p>' for line in shown.below)
    return (
        f'<div class="tex2jax_ignore mathjax_ignore">\n'  # no page takes $...$ for mathematics
        f'<div class="scroll" role="region" tabindex="0" aria-label="{caption}">\n'
        f'<table>\n<caption style="caption-side:top;text-align:left"><strong>{caption}</strong></caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n</div>\n{below}</div>\n"
    )


def _row(row: list[str], align: list[str], cell: Callable[[int, str], str]) -> str:
    sides = enumerate(zip(row, align, strict=True))
    first, *rest = [f"{_marked(text, side)}>{cell(at, text)}" for at, (text, side) in sides]
    return f'<tr><th scope="row"{first}</th>{"".join(f"<td{cell}</td>" for cell in rest)}</tr>\n'


def _marked(text: str, side: str) -> str:
    """A suppressed cell, and one that needs the room of a sentence, have a class of their own."""
    if _FEWER.fullmatch(text):
        return f' class="suppressed"{side}'
    return f' class="long"{side}' if len(text) > SENTENCE else side


def as_csv(values: Mapping[str, Any], language: str = "en") -> bytes:
    """The numbers of a table, one evidence class a row, for pandas and for spreadsheets."""
    names = values["columns"]
    cells = [[_number(row[name], name, values) for name in names] for row in values["rows"]]
    frame = pd.DataFrame(cells, columns=names, dtype="object")
    frame.columns = pd.Index([_name(name, language) for name in names])
    words = {name: frame[name].map(lambda cell: _word(cell, language)) for name in frame.columns}
    evidence = ", ".join(values["evidence"])
    return spreadsheet_csv(pd.DataFrame(words).assign(evidence=evidence)).encode()


def as_workbook(values: Mapping[str, Any], language: str = "en") -> bytes:
    """The same as a workbook, and the same bytes each time: numbers as numbers, the note on a sheet of its own."""
    import openpyxl
    from openpyxl.styles import Font

    shown, names = grid(values, language), values["columns"]
    book = openpyxl.Workbook()
    sheet, about = book.active, book.create_sheet(_name("about", language))
    assert sheet is not None
    sheet.title, sheet.freeze_panes = _name("table", language), "A2"
    sheet.append([for_spreadsheet(name) for name in shown.columns])
    for row in values["rows"]:
        sheet.append([_workbook_cell(_number(row[name], name, values), language) for name in names])
    for at, name in enumerate(names, start=1):
        sheet.cell(1, at).font = Font(bold=True)
        for (cell,) in sheet.iter_rows(min_row=2, min_col=at, max_col=at):
            cell.number_format = _number_format(values["formats"].get(name, ""))
    for line in (shown.title, *shown.below):
        about.append([for_spreadsheet(line)])
    written = io.BytesIO()
    book.save(written)
    return _dateless(written.getvalue())


def _number(value: Any, name: str, values: Mapping[str, Any]) -> Any:
    """A cell's value; of real responses no more digits than are printed."""
    found = re.fullmatch(r"[+,]*\.(\d+)([%f])", values["formats"].get(name, ""))
    if found is None or not isinstance(value, float) or "responses" not in values["evidence"]:
        return value
    return round(value, int(found[1]) + 2 * (found[2] == "%"))


def _workbook_cell(value: Any, language: str) -> Any:
    word = _word(value, language)
    return for_spreadsheet(word) if isinstance(word, str) else word


def _number_format(format: str) -> str:
    """A format of Python as a spreadsheet knows it: ``.1%`` as ``0.0%``, ``+.3f`` as ``+0.000;-0.000``."""
    found = re.fullmatch(r"(\+?)(,?)(?:\.(\d+))?([%f]?)", format)
    if not format or found is None:
        return "General"
    places = f"0.{'0' * int(found[3])}" if found[3] and int(found[3]) else "0"
    plain = f"{'#,##' if found[2] else ''}{places}{'%' if found[4] == '%' else ''}"
    return f"+{plain};-{plain};{plain}" if found[1] else plain


def _dateless(workbook: bytes) -> bytes:
    """A workbook without the time at which it was written."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"1980-01-01T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(name, WHEN), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _name(name: str, language: str) -> str:
    """A column's name: as it is listed, or a question with an answer, or else what a cell would say."""
    question, colon, answer = name.rpartition(": ")
    listed = _listed(name, "columns", language)
    return listed or f"{question}{colon}{_word(answer, language)}"


def _listed(text: str, section: str, language: str) -> str:
    """A text of the vocabulary, with its numbers put in where they vary; empty where it is not listed."""
    known, numbers = templates(language)[section], _NUMBER.findall(text)
    if text in known:
        return str(known[text])
    pattern = known.get(_NUMBER.sub("#", text))
    parts = [] if pattern is None else pattern.split("#")
    if not numbers or len(parts) != len(numbers) + 1:
        return ""
    return "".join(part + decimals(number, language) for part, number in zip(parts, [*numbers, ""], strict=True))


def _cell(value: Any, format: str, language: str) -> str:
    if value is None:
        return NONE
    if isinstance(value, str | dict):
        return str(_word(value, language))
    return decimals(f"{value:{format}}" if format else str(value), language)


def _word(value: Any, language: str) -> Any:
    """A cell's words in the language: those that are the same everywhere, such as a wording as printed, stay."""
    if isinstance(value, dict):
        return said(from_plain(value), language)
    if not isinstance(value, str) or language == "en":
        return value
    if known := _listed(value, "cells", language):
        return known
    if span := _SPAN.fullmatch(value):
        low, high = (_plain(end, language) for end in span.group(1, 2))
        return between(low, high, language) + span[3]
    if ends := _INTERVAL.fullmatch(value):
        return "{}{}; {}{}".format(ends[1], *(_plain(end, language) for end in ends.group(2, 3)), ends[4])
    return _plain(value, language) if _NUMERIC.fullmatch(value) else _parts(value, language)


def _plain(number: str, language: str) -> str:
    """A number in a text, with the language's decimal sign and a nought before it."""
    return decimals(_BARE.sub("0.", number), language)


def _parts(value: str, language: str) -> str:
    """A row of words of ours, such as ``removed: partial``; whatever else it is stays as it is."""
    sign = next((sign for sign in ("; ", ", ", ": ") if sign in value), "")
    parts = value.split(sign) if sign else []
    ours = [_listed(part, "cells", language) for part in parts]
    if not any(ours) or not all(word or _NAME.fullmatch(part) for part, word in zip(parts, ours, strict=True)):
        return value
    return sign.join(word or part for part, word in zip(parts, ours, strict=True))
