"""Records one by one, each with the physical line on which it begins, and what is wrong with its form."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from collabstudy.errors import Fault, StudyError
from collabstudy.files import FIELD
from collabstudy.importing.separator import NAMES
from collabstudy.personal import form

SHOWN = 20  # faults of rows that are given in full
TOTALS = {"totaal", "total", "totals", "totalen", "subtotaal", "subtotal", "gesamt", "summe", "som", "sum", "suma"}
TOTAL_BEGINS = {"", " ", *"tTsSgG"}  # a glance first: this is asked of every row
Record = tuple[int, int, list[str]]  # first line, last line, cells


def records(lines: Iterable[str], file: str, separator: str, quoted: bool, first: int) -> Iterator[Record]:
    """Each record with its lines; ``first`` is the line on which the text begins.

    Raises :class:`StudyError` where a quote is broken. Without ``quoted`` a quote is a character as any other.
    """
    csv.field_size_limit(FIELD)
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    held: list[str] = []  # the lines of the record that is being read
    head: list[str] = []
    reader = csv.reader(_holding(lines, held), delimiter=separator, quoting=quoting, strict=True)
    line = first
    try:
        for record in reader:
            last = first + reader.line_num - 1
            held.clear()
            head = head or record
            yield line, last, record
            line = last + 1
    except csv.Error as error:
        mend = "export the file again; an editor may have removed a quote"
        message = f"the quoting is broken ({error})"
        column = None
        if "field limit" in str(error):
            message = f"the cell has more than {FIELD:,} characters, so a quote may be missing"
            place = _long_cell("".join(held), separator, quoted)
            column = head[place] if place < len(head) else f"number {place + 1}"
        raise StudyError([Fault(file, message, line, column, mend=mend)]) from None


def _holding(lines: Iterable[str], held: list[str]) -> Iterator[str]:
    for line in lines:
        held.append(line)
        yield line


def _long_cell(text: str, separator: str, quoted: bool) -> int:
    """The place of the first cell with more than :data:`FIELD` characters in a record that could not be read."""
    place = length = 0
    inside = ended = False  # between quotes; behind one that may end the cell
    for sign in text:
        if quoted and sign == '"' and inside:
            inside, ended = False, True
        elif quoted and sign == '"' and (ended or not length):
            length, inside, ended = length + ended, True, False
        elif sign == separator and not inside:
            place, length, ended = place + 1, 0, False
        else:
            length, ended = length + 1, False
        if length > FIELD:
            break
    return place


class Form:
    """Looks at each record as it passes: as wide as the header, no heading again, no rows inside a cell."""

    def __init__(self, file: str, separator: str, width: int, heads: Sequence[Sequence[str]]) -> None:
        self.file, self.separator, self.width = file, separator, width
        self.heads = [list(head) for head in heads if any(head)]
        self.begins = {head[0] for head in self.heads}
        self.faults: list[Fault] = []
        self.more = 0
        self.totals: list[int] = []
        self.last = 0

    def accepts(self, line: int, record: list[str]) -> bool:
        """Whether the record may be kept; what is wrong with it is remembered."""
        self.last = line
        if len(record) != self.width:
            message = f"the row has {len(record)} cells where the header has {self.width}"
            mend = f"look for a stray {NAMES[self.separator]} or quote in it"
            self._report(Fault(self.file, message, line, mend=mend))
            return False
        if record[0] in self.begins and record in self.heads:
            mend = "remove it; perhaps two exports were pasted together"
            self._report(Fault(self.file, "the row is the header once more", line, mend=mend))
        elif record[0][:1] in TOTAL_BEGINS and record[0].strip().casefold() in TOTALS:
            self.totals.append(line)
        return True

    def accepts_heading(self, line: int, record: list[str]) -> None:
        """A second or third row of headings is as wide as the first."""
        if len(record) != self.width:
            message = f"the heading has {len(record)} cells where the first has {self.width}"
            self._report(Fault(self.file, message, line, mend="export the file again"))

    def look_inside(self, line: int, record: list[str], names: Sequence[str]) -> None:
        """For a record over several lines: a line of a cell that is itself a record means that a quote is lost."""
        for name, cell in zip(names, record, strict=True):
            for inner in re.split(r"\r\n|\r|\n", cell)[1:]:
                if self.separator in inner and self._is_record(inner, record):
                    message = "the cell holds a line that is itself a row, so a quote may have swallowed rows"
                    mend = f"look for a stray quote on line {line}"
                    self._report(Fault(self.file, message, line, name, mend=mend, form=form(inner)))
                    return

    def _is_record(self, text: str, record: list[str]) -> bool:
        try:
            inner = next(csv.reader([text], delimiter=self.separator, strict=True), [])
        except csv.Error:
            inner = text.split(self.separator)
        return len(inner) == self.width and self.width > 1 and shape(inner[0]) == shape(record[0])

    def ended(self, records: int, first_cells: Sequence[str] | None) -> list[Fault]:
        """The faults of the whole file; ``first_cells`` where each but the last is distinct and filled."""
        if self.more:
            message = f"{self.more} more rows have such faults"
            self.faults.append(Fault(self.file, message, mend=f"the first {SHOWN} are listed"))
        total = self.totals == [self.last]
        if records > 2 and (total or (first_cells is not None and not first_cells[-1])):
            message = "the last row looks like totals, not like a respondent"
            if not total:
                message = "the last row has no id where every other row has one"
            self.faults.append(Fault(self.file, message, self.last, mend="remove it from the export"))
        return self.faults

    def _report(self, fault: Fault) -> None:
        if len(self.faults) < SHOWN:
            self.faults.append(fault)
        else:
            self.more += 1


def shape(cell: str) -> str:
    """Digits as 9 and letters as a, each run once: ``R_12b`` is ``a_9a``."""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "9", cell.strip()))
