"""An XLSForm as the questions that it asks: sheets survey, choices and settings of a workbook (xlsform.org)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import BadZipFile

from collabstudy.errors import Fault, StudyError
from collabstudy.importing.archive import check_archive

TYPES = ("integer", "decimal", "date", "text")
UNASKED = ("note", "start", "end", "today", "deviceid", "username", "phonenumber", "audit", "simserial", "subscriberid")
LANGUAGES = {"english": "en", "nederlands": "nl", "dutch": "nl", "deutsch": "de", "german": "de", "français": "fr"}
LANGUAGES |= {"french": "fr", "español": "es", "spanish": "es", "frysk": "fy"}
_LABEL = re.compile(r"label(?:\s*::?\s*(?P<name>[^()]*?)\s*(?:\((?P<code>[a-z]{2})\))?)?")
Cells = Mapping[str, str]


@dataclass(frozen=True)
class Asked:
    """One question of a form; ``path`` is its name behind those of its groups, as exports write it."""

    name: str
    path: str
    type: str
    list_name: str
    labels: Mapping[str, str]
    relevant: tuple[str, ...]
    row: int


@dataclass(frozen=True)
class Form:
    """The questions of a form, the options of each list (name and labels), and what could not be taken over."""

    questions: tuple[Asked, ...]
    lists: Mapping[str, tuple[tuple[str, Mapping[str, str]], ...]]
    title: str = ""
    unsupported: tuple[str, ...] = ()


@dataclass
class _Reading:
    questions: list[Asked] = field(default_factory=list)
    groups: list[tuple[str, str]] = field(default_factory=list)
    repeats: int = 0
    unsupported: list[str] = field(default_factory=list)


def read_form(path: Path) -> Form:
    """The form as it stands; nothing in it is computed.

    Raises :class:`StudyError` where the file is missing, is no workbook, is too large inside or has no survey.
    """
    if not path.is_file():
        raise StudyError([Fault(path.name, "this is no ordinary file" if path.exists() else "there is no such file")])
    check_archive(path)
    sheets = _sheets(path)
    survey = sheets.get("survey")
    if not survey or not {"type", "name"} <= set(survey[0][1]):
        message = "this is no XLSForm: it has no sheet 'survey' with the columns type and name"
        raise StudyError([Fault(path.name, message, mend="give the form that was uploaded, not an export")])
    settings = dict(sheets.get("settings", [(0, {})])[0][1]) if sheets.get("settings") else {}
    usual = _code(settings.get("default_language", "")) or "en"
    reading = _Reading()
    for row, cells in survey:
        _take(reading, row, cells, usual)
    lists: dict[str, tuple[tuple[str, Mapping[str, str]], ...]] = {}
    for _, cells in sheets.get("choices", []):
        name = cells.get("list_name") or cells.get("list name", "")
        if name and cells.get("name"):
            lists[name] = (*lists.get(name, ()), (cells["name"], _labels(cells, usual)))
    return Form(tuple(reading.questions), lists, settings.get("form_title", ""), tuple(reading.unsupported))


def _take(reading: _Reading, row: int, cells: Cells, usual: str) -> None:
    """One row of the survey: a question, the beginning or end of a group, or something that is not taken over."""
    kind, _, rest = " ".join(cells.get("type", "").split()).partition(" ")
    kind = kind.lower()
    if kind in ("begin", "end") or kind.startswith(("begin_", "end_")):
        _group(reading, f"{kind} {rest}".replace("_", " ").split()[:2], cells)
    elif reading.repeats or not kind or kind in UNASKED:
        return
    elif kind in TYPES or (kind in ("select_one", "select_multiple") and rest):
        if cells.get("choice_filter"):
            reading.unsupported.append(f"the cascade of {cells.get('name', '')} (choice_filter)")
        path = "/".join([*(name for name, _ in reading.groups if name), cells.get("name", "")])
        relevant = tuple(said for said in [*(said for _, said in reading.groups), cells.get("relevant", "")] if said)
        list_name = rest.split()[0] if rest and kind not in TYPES else ""
        labels = _labels(cells, usual)
        reading.questions.append(Asked(cells.get("name", ""), path, kind, list_name, labels, relevant, row))
    else:
        reading.unsupported.append(f"{kind} {cells.get('name', '')}".strip())


def _group(reading: _Reading, words: list[str], cells: Cells) -> None:
    begins, repeats = words[0] == "begin", words[-1] == "repeat"
    if repeats:
        reading.repeats += 1 if begins else -1
        if begins:
            reading.unsupported.append(f"the repeat group {cells.get('name', '')} with its questions")
    elif begins:
        reading.groups.append((cells.get("name", ""), cells.get("relevant", "")))
    elif reading.groups:
        reading.groups.pop()


def _labels(cells: Cells, usual: str) -> dict[str, str]:
    """Labels by two-letter code: ``label::Nederlands (nl)``, ``label::nl``, or ``label`` for the usual language."""
    found = {}
    for column, text in cells.items():
        match = _LABEL.fullmatch(column)
        if match and text:
            found[match["code"] or _code(match["name"] or "") or usual] = text
    return found


def _code(language: str) -> str:
    """The two letters of a language as forms name it: ``English (en)``, ``en`` or ``English``."""
    inside = re.search(r"\(([a-z]{2})\)", language)
    word = language.strip().casefold()
    return inside[1] if inside else word if re.fullmatch(r"[a-z]{2}", word) else LANGUAGES.get(word, "")


def _sheets(path: Path) -> dict[str, list[tuple[int, Cells]]]:
    """The rows of each sheet by header, as trimmed text, with the row of the sheet."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, KeyError, ValueError, OSError, TypeError) as error:
        message = f"this workbook cannot be read ({type(error).__name__})"
        raise StudyError([Fault(path.name, message, mend="save it again as .xlsx")]) from None
    try:
        return {sheet.title.strip().casefold(): list(_rows(sheet)) for sheet in book.worksheets}
    finally:
        book.close()


def _rows(sheet: object) -> Iterator[tuple[int, Cells]]:
    header: list[str] = []
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):  # type: ignore[attr-defined]
        texts = ["" if cell is None else _text(cell) for cell in row]
        if not header:
            header = texts if any(texts) else []
        elif any(texts):
            yield number, {name: text for name, text in zip(header, texts, strict=False) if name}


def _text(cell: object) -> str:
    """A cell as it was typed: a code 1 that the workbook holds as the number 1.0 is ``1``."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip()
