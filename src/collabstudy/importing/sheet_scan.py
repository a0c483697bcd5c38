"""What a sheet's XML says and its reader drops: error cells, formulas without a result, hidden rows, negative dates.

Names of elements and attributes after ECMA-376, part 1, 18.3.1 (worksheets). One pass with constant memory; openpyxl
in read-only mode, which the tests hold this against, knows no hidden rows and takes far longer.
"""

import posixpath
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from xml.parsers import expat

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
FORMULA_TEXT = "str"  # the type of a formula's cell whose result is text, possibly empty
MOST = 1_000  # cells of one kind that are remembered


@dataclass
class Scan:
    """What was found in one sheet; cells by their reference, such as ``C5``."""

    errors: list[tuple[str, str]] = field(default_factory=list)
    without_result: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    negative_dates: set[str] = field(default_factory=set)
    cells: int = 0
    last_row: int = 0
    last_column: int = 0
    formulas: int = 0
    hidden_rows: int = 0
    hidden_areas: list[tuple[int, int]] = field(default_factory=list)

    @property
    def hidden_columns(self) -> int:
        """How many of the columns with cells are hidden."""
        return sum(max(0, min(last, self.last_column) - first + 1) for first, last in self.hidden_areas)


@cache
def _number(letters: str) -> int:
    """The number of a column from its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def letters(column: int) -> str:
    """The letters of a column, which counts from 1: A, Z, AA."""
    text = ""
    while column:
        column, place = divmod(column - 1, 26)
        text = chr(ord("A") + place) + text
    return text


def scan_sheet(path: Path, sheet: str) -> Scan:
    """Read the XML of the sheet named ``sheet``. Raises ``ValueError`` where that XML is not well-formed.

    Negative numbers in a formatted cell count as candidates for a negative date; what the reader made of them decides.
    """
    with zipfile.ZipFile(path) as archive, archive.open(_part(archive, sheet)) as part:
        handler = _Handler()
        try:
            handler.parser.ParseFile(part)
        except expat.ExpatError as error:
            raise ValueError(f"the XML of the sheet is broken ({error})") from None
        return handler.scan


def _part(archive: zipfile.ZipFile, sheet: str) -> str:
    """The member that holds the sheet of that name."""
    try:
        workbook = _document(archive, "xl/workbook.xml")
        relations = _document(archive, "xl/_rels/workbook.xml.rels")
        (identity,) = (
            element.get(RELATION) or element.get(STRICT_RELATION)
            for element in workbook.iter()
            if element.tag.endswith("}sheet") and element.get("name") == sheet
        )
        (target,) = (element.get("Target", "") for element in relations.iter() if element.get("Id") == identity)
        name = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        archive.getinfo(name)
    except (KeyError, ValueError, ET.ParseError):
        raise ValueError(f"the workbook does not say where its sheet {sheet!r} is") from None
    return name


def _document(archive: zipfile.ZipFile, name: str) -> ET.Element:
    content = archive.read(name)
    if b"<!DOCTYPE" in content:
        raise ValueError("a workbook has no document type")
    return ET.fromstring(content)


class _Handler:
    """Takes the events of the XML parser; a cell is judged when it closes."""

    def __init__(self) -> None:
        self.scan = Scan()
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.cell: dict[str, str] = {}
        self.row = self.column = 0
        self.formula = self.inline = self.hidden = False
        self.text: list[str] = []

    def _doctype(self, *_: object) -> None:
        raise ValueError("a workbook has no document type")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "c":
                self.cell, self.formula, self.inline, self.text = attributes, False, False, []
                self._place(attributes.get("r"))
            case "f":
                self.formula = True
            case "v":
                self.text = []
                self.parser.CharacterDataHandler = self.text.append
            case "is":
                self.inline = True
            case "row":
                self.row, self.column = int(attributes.get("r", self.row + 1)), 0
                self.hidden = attributes.get("hidden") in {"1", "true"}
            case "mergeCell" if len(self.scan.merged) < MOST:
                self.scan.merged.append(attributes.get("ref", ""))
            case "col" if attributes.get("hidden") in {"1", "true"}:
                self.scan.hidden_areas.append((int(attributes.get("min", 1)), int(attributes.get("max", 1))))

    def _end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "v":
                self.parser.CharacterDataHandler = None
            case "c":
                self._judge(self.cell.get("t", "n"), "".join(self.text))

    def _place(self, reference: str | None) -> None:
        """Where the cell is; a writer may leave references out."""
        if reference:
            self.row, self.column = corner(reference)
        else:
            self.column += 1

    def _judge(self, kind: str, text: str) -> None:
        scan = self.scan
        filled = bool(text or self.formula or self.inline)
        if filled or kind != "n":  # the reader lays out cells of empty text too
            scan.last_row, scan.last_column = max(scan.last_row, self.row), max(scan.last_column, self.column)
        if filled and self.hidden:
            scan.hidden_rows, self.hidden = scan.hidden_rows + 1, False
        scan.cells += filled
        scan.formulas += self.formula
        if kind == "e" and len(scan.errors) < MOST:
            scan.errors.append((self._reference(), text))
        elif self.formula and not text and kind != FORMULA_TEXT and len(scan.without_result) < MOST:
            scan.without_result.append(self._reference())
        elif text.startswith("-") and kind == "n" and self.cell.get("s", "0") != "0":
            scan.negative_dates.add(self._reference())

    def _reference(self) -> str:
        return f"{letters(self.column)}{self.row}"


def corner(area: str) -> tuple[int, int]:
    """Row and column of the first cell of an area such as ``I5:J5``."""
    first = area.partition(":")[0]
    column = first.rstrip("0123456789")
    return int(first[len(column) :]), _number(column)
