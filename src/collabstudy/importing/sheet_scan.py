"""What a sheet's XML says and its reader drops: error cells, formulas without a result, hidden rows, negative dates.

Names of elements and attributes after ECMA-376, part 1, 18.3.1 (worksheets). One pass with constant memory; openpyxl
in read-only mode, which the tests hold this against, knows no hidden rows and takes far longer.
"""

import posixpath
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import dataclass, field
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
    negative_dates: set[str] = field(default_factory=set)
    formulas: int = 0
    hidden_rows: int = 0
    hidden_columns: int = 0


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
        self.formula = False
        self.text: list[str] = []

    def _doctype(self, *_: object) -> None:
        raise ValueError("a workbook has no document type")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "c":
                self.cell, self.formula, self.text = attributes, False, []
            case "f":
                self.formula = True
            case "v":
                self.text = []
                self.parser.CharacterDataHandler = self.text.append
            case "row" if attributes.get("hidden") in {"1", "true"}:
                self.scan.hidden_rows += 1
            case "col" if attributes.get("hidden") in {"1", "true"}:
                self.scan.hidden_columns += int(attributes.get("max", 1)) - int(attributes.get("min", 1)) + 1

    def _end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "v":
                self.parser.CharacterDataHandler = None
            case "c":
                self._judge(self.cell.get("r", "?"), self.cell.get("t", "n"), "".join(self.text))

    def _judge(self, place: str, kind: str, text: str) -> None:
        self.scan.formulas += self.formula
        if kind == "e" and len(self.scan.errors) < MOST:
            self.scan.errors.append((place, text))
        elif self.formula and not text and kind != FORMULA_TEXT and len(self.scan.without_result) < MOST:
            self.scan.without_result.append(place)
        elif text.startswith("-") and kind == "n" and self.cell.get("s", "0") != "0":
            self.scan.negative_dates.add(place)
