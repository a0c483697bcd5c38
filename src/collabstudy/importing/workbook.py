"""Workbooks (.xlsx): what a platform or Excel leaves, one sheet with its headers in the first rows.

Read by python-calamine; what that drops without a word (error cells, formulas without a result, merged cells, what is
hidden) is looked for in the sheet's XML and refused or noted.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from collabstudy.errors import Fault, StudyError
from collabstudy.importing.archive import Limits, check_archive
from collabstudy.importing.magic import AGAIN, WORKBOOK, check_form
from collabstudy.importing.sheet_scan import Scan, corner, letters, scan_sheet
from collabstudy.importing.sheet_table import SHOWN, cell_fault, sheet_table
from collabstudy.importing.table import ImportLog, Note, Options, TextTable


def read(path: Path, options: Options, platform: str = "") -> tuple[TextTable, ImportLog]:
    """The sheet with the answers as text; lines are its rows, the first of which hold the headers.

    ``platform`` says whose headers these are; without it they go by what they hold.

    Text stays as it is; numbers become their shortest exact text, dates ISO 8601, booleans TRUE and FALSE. The sheet
    is the only one with cells in it or ``options.sheet``. Raises :class:`StudyError` where the file is no workbook, is
    damaged or too large inside, where several sheets have cells, where a column has no header, and for each error
    cell, formula without a saved result and merged range.
    """
    check_form(path, WORKBOOK)
    check_archive(path)
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            scans = {name: scan_sheet(path, name) for name in workbook.sheet_names}
            name, others = _chosen(path, workbook, scans, options.sheet)
            faults = list(_scan_faults(path, name, scans[name], Limits()))
            if faults:  # before the reader lays out all cells up to the last one
                raise StudyError(faults)
            sheet = workbook.get_sheet_by_name(name)
            read = sheet_table(path, name, sheet, scans[name], options, platform)
    except (CalamineError, OSError, ValueError) as error:
        message = f"the workbook cannot be read ({path.stat().st_size:,} bytes; {_sentence(error)})"
        raise StudyError([Fault(path.name, message, mend=AGAIN)]) from None
    table, size = read.table, (len(read.table), len(read.table.columns))
    notes = (*others, *_scan_notes(scans[name]), *read.notes)
    return table, ImportLog(path.name, read.format, "utf-8", "", *size, read.blank, read.header_rows, notes)


def _sentence(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__


def _chosen(path: Path, workbook: CalamineWorkbook, scans: Mapping[str, Scan], wanted: str) -> tuple[str, list[Note]]:
    """The sheet to read, and notes on the others."""
    if wanted and wanted not in workbook.sheet_names:
        message = f"the workbook has no such sheet; it has {_listed(workbook.sheet_names)}"
        raise StudyError([Fault(path.name, message, value=wanted, mend="correct `sheet` in study.toml")])
    filled = [name for name, scan in scans.items() if scan.cells]
    hidden = {sheet.name for sheet in workbook.sheets_metadata if sheet.visible != SheetVisibleEnum.Visible}
    candidates = [wanted] if wanted else [name for name in filled if name not in hidden] or filled
    if not candidates:
        raise StudyError([Fault(path.name, "no sheet of the workbook has anything in it", mend=AGAIN)])
    if len(candidates) > 1:
        message = f"several sheets have cells in them: {_listed(candidates)}"
        raise StudyError([Fault(path.name, message, mend="name the one with the answers as `sheet` in study.toml")])
    (chosen,) = candidates
    notes = [Note(f"sheet {name!r} was not read", name) for name in filled if name != chosen]
    if chosen in hidden:
        notes.append(Note(f"sheet {chosen!r} is hidden; it was read", chosen))
    return chosen, notes


def _listed(names: Sequence[str]) -> str:
    return ", ".join(repr(name) for name in names)


def _scan_notes(scan: Scan) -> Iterator[Note]:
    if scan.formulas:
        yield Note("formulas were read by the result that the file was saved with", cells=scan.formulas)
    if scan.hidden_rows:
        yield Note(f"hidden rows were read like the others: {scan.hidden_rows}")
    if scan.hidden_columns:
        yield Note(f"hidden columns were read like the others: {scan.hidden_columns}")


def _scan_faults(path: Path, name: str, scan: Scan, limits: Limits) -> Iterator[Fault]:
    laid_out = scan.last_row * scan.last_column
    if laid_out > limits.cells:
        last = f"{letters(scan.last_column)}{scan.last_row}"
        message = f"sheet {name!r} reaches to cell {last}: {laid_out:,} cells (limit {limits.cells:,}); refused"
        yield Fault(path.name, message, mend="remove what stands far from the answers")
    for place, error in scan.errors[:SHOWN]:
        yield cell_fault(path, name, place, "holds an error", "correct the formula or empty the cell", error)
    for place in scan.without_result[:SHOWN]:
        yield cell_fault(path, name, place, "holds a formula without a saved result", "paste the values in its place")
    more = max(0, len(scan.errors) - SHOWN) + max(0, len(scan.without_result) - SHOWN)
    if more:
        yield Fault(path.name, f"at least {more} more such cells in sheet {name!r}", mend="correct them likewise")
    for area in scan.merged[:SHOWN]:
        row, column = corner(area)
        if row <= scan.last_row and column <= scan.last_column:
            yield cell_fault(path, name, area, "are merged: only the first has a value", "unmerge and fill each cell")
