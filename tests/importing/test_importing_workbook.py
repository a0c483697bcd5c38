"""A workbook comes in as text: what its cells say, nothing less, and what cannot be said is refused by its cell."""

import csv
import datetime as dt
import os
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from collabstudy.errors import StudyError
from collabstudy.importing import read_export
from collabstudy.importing.recognising import of_headers
from collabstudy.importing.table import Note, Options, TextTable
from collabstudy.importing.workbook import read

EXPORTS = Path(os.environ.get("COLLABSTUDY_EXPORTS", ""))
real = pytest.mark.skipif(
    not os.environ.get("COLLABSTUDY_EXPORTS"), reason="COLLABSTUDY_EXPORTS names no folder of real survey exports"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "export.xlsx"


@pytest.fixture
def book() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = "Blad1"
    return book


def table(book: openpyxl.Workbook, path: Path, sheet: str = "") -> TextTable:
    book.save(path)
    return read(path, Options(sheet=sheet))[0]


def refused(book: openpyxl.Workbook, path: Path, sheet: str = "") -> list[str]:
    book.save(path)
    with pytest.raises(StudyError) as caught:
        read(path, Options(sheet=sheet))
    return [str(fault) for fault in caught.value.faults]


@real
def test_the_real_google_form_is_the_csv_of_the_same_form_but_for_the_moments() -> None:
    with (EXPORTS / "googleforms_r2019_es.csv").open(encoding="utf-8", newline="") as file:
        header, *records = csv.reader(file)
    found, log = read(EXPORTS / "googleforms_r2019_es.xlsx", Options())
    assert (log.format, log.records, log.columns, log.blank_records) == ("googleforms", 338, 52, 0)
    twice = [place for place, name in enumerate(header) if header.count(name) > 1]
    names = [found.columns[place] for place in twice]
    assert names == [f"{header[twice[0]].strip()} [1]", f"{header[twice[0]].strip()} [2]"]
    others = [place for place in range(52) if place not in twice]
    assert [found.columns[place] for place in others] == [header[place].strip() for place in others]
    assert [row[1:] for row in found.rows] == [tuple(record[1:]) for record in records]
    assert found.lines.tolist() == list(range(2, 340))
    for row, record in zip(found.rows, records, strict=True):  # the CSV rounds to whole seconds
        exact = dt.datetime.fromisoformat(row[0])
        assert abs(exact - dt.datetime.strptime(record[0], "%m/%d/%Y %H:%M:%S")) <= dt.timedelta(milliseconds=500)


@real
def test_the_real_google_form_is_what_openpyxl_reads() -> None:
    book = openpyxl.load_workbook(EXPORTS / "googleforms_r2019_es.xlsx", read_only=True, data_only=True)
    _, *rows = book.active.iter_rows(values_only=True)
    book.close()
    found, _ = read(EXPORTS / "googleforms_r2019_es.xlsx", Options())
    text = {float: "{:g}", int: "{}", str: "{}", type(None): ""}
    texts = [[text[type(cell)].format(cell) for cell in row[1:]] for row in rows]
    assert [list(row[1:]) for row in found.rows] == [row + [""] * (51 - len(row)) for row in texts]  # blank ends
    moments = [dt.datetime.fromisoformat(row[0]) for row in found.rows]
    assert all(abs(mine - row[0]) < dt.timedelta(milliseconds=1) for mine, row in zip(moments, rows, strict=True))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("0363", "0363"),
        (" Ja ", " Ja "),
        ("nee", "nee"),
        ("NA", "NA"),
        ("1.000", "1.000"),
        ("03-04-2026", "03-04-2026"),
        (5, "5"),
        (-5, "-5"),
        (5.0, "5"),
        (0, "0"),
        (0.1, "0.1"),
        (0.1 + 0.2, "0.3"),  # a workbook holds fifteen digits, as Excel does
        (1e-7, "0.0000001"),
        (1234567.25, "1234567.25"),
        (1e15, "1000000000000000"),
        (True, "TRUE"),
        (False, "FALSE"),
        (dt.date(2026, 3, 4), "2026-03-04"),
        (dt.datetime(2026, 3, 4), "2026-03-04"),
        (dt.datetime(2026, 3, 4, 10, 5), "2026-03-04 10:05:00"),
        (dt.datetime(2026, 3, 4, 10, 5, 6, 994000), "2026-03-04 10:05:06.994"),
        (dt.time(9, 30), "09:30:00"),
        (dt.timedelta(hours=30, minutes=5), "30:05:00"),
    ],
)
def test_the_text_of_a_cell(cell: object, text: str, book: openpyxl.Workbook, path: Path) -> None:
    book.active.append(["id", "q"])
    book.active.append(["a", cell])
    assert table(book, path).rows == [("a", text)]


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904])
def test_the_day_on_which_a_workbook_begins_to_count(
    epoch: dt.datetime | None, book: openpyxl.Workbook, path: Path
) -> None:
    if epoch:
        book.epoch = epoch
    book.active.append(["day"])
    book.active.append([dt.date(2026, 4, 3)])
    assert table(book, path).rows == [("2026-04-03",)]


def test_lines_are_rows_of_the_sheet_and_blank_ones_are_counted(book: openpyxl.Workbook, path: Path) -> None:
    for row in (["id", "q"], ["1", "Ja"], [None, None], ["2", None], [None, ""], ["3", "Nee"]):
        book.active.append(row)
    book.save(path)
    found, log = read(path, Options())
    assert found.rows == [("1", "Ja"), ("2", ""), ("3", "Nee")]
    assert found.lines.tolist() == [2, 4, 6]
    assert (log.records, log.blank_records, log.header_rows, log.format) == (3, 2, 1, "xlsx")


def test_the_table_may_stand_to_the_right_of_empty_columns(book: openpyxl.Workbook, path: Path) -> None:
    book.active["C1"], book.active["D1"], book.active["D2"] = "id", "q", "#VERW!"
    assert refused(book, path) == [
        "export.xlsx, line 2, value '#VERW!': cell D2 of sheet 'Blad1' holds an error, pasted as text; "
        "correct or empty the cell."
    ]
    book.active["D2"] = "Ja"
    assert table(book, path).rows == [("", "Ja")]


def test_double_headers_are_numbered_and_noted(book: openpyxl.Workbook, path: Path) -> None:
    book.active.append(["id", "Waarom?", "Waarom?\u00a0"])
    book.active.append([1, "a", "b"])
    book.save(path)
    found, log = read(path, Options())
    assert found.columns == ("id", "Waarom? [1]", "Waarom? [2]")
    assert log.notes == (Note("the header stands there more than once; its columns are numbered", "Waarom?", 2),)


def test_a_column_without_a_header_is_dropped_when_empty_and_refused_otherwise(
    book: openpyxl.Workbook, path: Path
) -> None:
    book.active.append(["id", None, "q"])
    book.active.append([1, None, "b"])
    book.save(path)
    found, log = read(path, Options())
    assert (found.columns, found.rows) == (("id", "q"), [("1", "b")])
    assert log.notes == (Note("an empty column without a header was left out", "B"),)
    book.active["B2"] = "x"
    assert refused(book, path) == [
        "export.xlsx, line 1, column 'B': column B of sheet 'Blad1' has no header, and answers: 1; "
        "give it a header or remove it."
    ]


def test_headers_that_do_not_stand_in_the_first_row(book: openpyxl.Workbook, path: Path) -> None:
    book.active["A3"], book.active["A4"] = "id", 1
    assert refused(book, path) == [
        "export.xlsx, line 1: the first row of sheet 'Blad1' is empty; remove what stands above the headers."
    ]


def test_of_several_sheets_the_one_with_cells_or_the_one_that_is_named(book: openpyxl.Workbook, path: Path) -> None:
    book.active.append(["id"])
    book.active.append([1])
    book.create_sheet("Leeg")
    assert table(book, path).rows == [("1",)]
    other = book.create_sheet("Codes")
    other.append(["code"])
    other.append([9])
    assert refused(book, path) == [
        "export.xlsx: several sheets have cells in them: 'Blad1', 'Codes'; "
        "name the one with the answers as `sheet` in study.toml."
    ]
    assert table(book, path, "Codes").rows == [("9",)]
    assert refused(book, path, "codes") == [
        "export.xlsx, value 'codes': the workbook has no such sheet; it has 'Blad1', 'Leeg', 'Codes'; "
        "correct `sheet` in study.toml."
    ]
    other.sheet_state = "hidden"
    found, log = read(_saved(book, path), Options())
    assert found.rows == [("1",)]
    assert log.notes == (Note("sheet 'Codes' was not read", "Codes"),)
    assert read(path, Options(sheet="Codes"))[1].notes[-1] == Note("sheet 'Codes' is hidden; it was read", "Codes")


def _saved(book: openpyxl.Workbook, path: Path) -> Path:
    book.save(path)
    return path


def test_an_empty_workbook(book: openpyxl.Workbook, path: Path) -> None:
    assert refused(book, path) == [
        "export.xlsx: no sheet of the workbook has anything in it; download it again or save it again."
    ]


def test_what_is_hidden_is_read_and_noted(book: openpyxl.Workbook, path: Path) -> None:
    for row in (["id", "q"], [1, "a"], [2, "b"]):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["B"].hidden = True
    found, log = read(_saved(book, path), Options())
    assert found.rows == [("1", "a"), ("2", "b")]
    assert log.notes == (
        Note("hidden rows were read like the others: 1"),
        Note("hidden columns were read like the others: 1"),
    )


def test_a_date_before_the_first_of_a_workbook_is_refused(book: openpyxl.Workbook, path: Path) -> None:
    book.active.append(["day", "low"])
    book.active.append([-1, -1])
    book.active["A2"].number_format = "yyyy-mm-dd"
    assert refused(book, path) == [
        "export.xlsx, line 2: cell A2 of sheet 'Blad1' holds a negative date; "
        "write the date as text, such as 1899-12-31."
    ]


@pytest.mark.parametrize(
    ("headers", "form"),
    [
        (["Timestamp", "q"], "googleforms"),
        (["Tijdstempel", "q"], "googleforms"),
        (["Marca temporal", "q"], "googleforms"),
        (["q", "Timestamp"], "xlsx"),
        (["ID", "Start time", "Completion time", "Email", "Name", "q"], "msforms"),
        (["Id", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", "Tijd van laatste wijziging", "q"], "msforms"),
        (["ID", "q"], "xlsx"),
        ([], "xlsx"),
    ],
)
def test_a_platform_is_known_by_its_headers(headers: list[str], form: str) -> None:
    assert of_headers([headers]).replace("csv", "xlsx") == form


def test_microsoft_forms_joins_answers_with_a_semicolon_that_stays(book: openpyxl.Workbook, path: Path) -> None:
    moment = dt.datetime(2026, 3, 4, 10, 5, 6)
    book.active.append(["ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", "Welke?", "Hoe vaak?"])
    book.active.append([1, moment, moment + dt.timedelta(minutes=3), "anonymous", None, "Klimaat;Zorg;", 4])
    found, log = read(_saved(book, path), Options())
    assert log.format == "msforms"
    assert found.rows == [("1", "2026-03-04 10:05:06", "2026-03-04 10:08:06", "anonymous", "", "Klimaat;Zorg;", "4")]


def test_progress_is_told_in_records(book: openpyxl.Workbook, path: Path) -> None:
    for row in (["id"], [1], [None], [2]):
        book.active.append(row)
    told: list[int] = []
    read(_saved(book, path), Options(progress=told.append))
    assert told == [2]


QUALTRICS = (
    "StartDate,Status,Finished,ResponseId,Q1\n"
    "Start Date,Response Type,Finished,Response ID,Waarom?\n"
    '"{""ImportId"":""startDate"",""timeZone"":""UTC""}","{""ImportId"":""status""}","{""ImportId"":""finished""}",'
    '"{""ImportId"":""_recordId""}","{""ImportId"":""QID1""}"\n'
    "2026-05-01 09:00:00,0,1,R_1,Ja\n"
)
LEGACY = (
    "V1,V2,V3,V4,V5,V6,V7,V8,V9,V10,Q1\n"
    "ResponseID,ResponseSet,Name,ExternalDataReference,EmailAddress,IPAddress,Status,Start,End,Finished,Why\n"
    "R_1,,,,,,0,2016-05-27,2016-05-27,1,Ja\n"
)
MONKEY = (
    "Respondent ID,Collector ID,Welke?,,Wie?\n,,een,Anders (licht toe),Response\n1,9,een,,directeur\n2,9,,iets,lid\n"
)


@pytest.mark.parametrize(
    ("text", "form", "header_rows"),
    [
        (QUALTRICS, "qualtrics", 3),
        (LEGACY, "qualtrics", 2),
        (MONKEY, "surveymonkey", 2),
        ("id,submitdate,q1[SQ001],q1[SQ002]\n1,2026-05-01 09:00:00,Y,\n", "limesurvey", 1),
        ("start,_uuid,_submission_time,g/a,g/b\n2026-05-01,x,2026-05-01,1,0\n", "kobo", 1),
        ("Time Started,Date Submitted,a:Q,b:Q\n2026-05-01,2026-05-01,1,\n", "alchemer", 1),
        ("ID,Start time,Completion time,Welke?\n1,2026-05-01,2026-05-01,Klimaat;Zorg;\n", "msforms", 1),
        ("Timestamp,Hoe? [a],Hoe? [b]\n2026-05-01,1,2\n", "googleforms", 1),
    ],
)
def test_a_workbook_of_a_platform_is_what_its_text_is(
    text: str, form: str, header_rows: int, book: openpyxl.Workbook, path: Path
) -> None:
    """One recogniser and one reading of the headings, for each form in which a platform gives its responses."""
    for row in csv.reader(text.splitlines()):
        book.active.append([cell or None for cell in row])
    found, log = read_export(_saved(book, path))
    path.with_suffix(".csv").write_text(text, encoding="utf-8")
    plain, plainly = read_export(path.with_suffix(".csv"))
    assert (found.fields, found.rows) == (plain.fields, plain.rows)
    assert (log.format, log.header_rows) == (form.replace("csv", "xlsx"), header_rows)
    assert (plainly.format, plainly.header_rows) == (form, header_rows)
    assert found.lines.tolist() == [header_rows + 1 + place for place in range(len(found))]
    again, said = read_export(path, log.format)  # as `new` writes it in study.toml
    assert (again, said.format) == (found, log.format)


def test_header_rows_of_a_workbook_that_study_toml_says_otherwise(book: openpyxl.Workbook, path: Path) -> None:
    for row in csv.reader(QUALTRICS.splitlines()):
        book.active.append(row)
    with pytest.raises(StudyError, match=r"the file has 3 header rows, and study\.toml says 1"):
        read(_saved(book, path), Options(header_rows=1))


def test_the_header_once_more_in_a_sheet(book: openpyxl.Workbook, path: Path) -> None:
    for row in (["id", "q"], [1, "a"], ["id", "q"], [2, "b"]):
        book.active.append(row)
    assert refused(book, path) == [
        "export.xlsx, line 3: the row is the header once more; remove it; perhaps two exports were pasted together."
    ]


@pytest.mark.parametrize(
    ("first", "word", "message"),
    [
        ("gemeente", "Totaal", "the last row looks like totals, not like a respondent"),
        ("id", None, "the last row has no id where every other row has one"),
    ],
)
def test_a_row_of_totals_in_a_sheet(
    first: str, word: str | None, message: str, book: openpyxl.Workbook, path: Path
) -> None:
    for row in ([first, "q", "n"], ["Aa", "Ja", 3], ["Be", "Nee", 28], [None, None, None], [word, None, 31]):
        book.active.append(row)
    assert refused(book, path) == [f"export.xlsx, line 5: {message}; remove it from the export."]
    book.active.append(["Ce", "Ja", 4])
    assert table(book, path).lines.tolist() == [2, 3, 5, 6]


def test_a_sheet_that_begins_with_a_respondent(book: openpyxl.Workbook, path: Path) -> None:
    book.active.append(["Aa", dt.datetime(2026, 3, 1, 10), "ja"])
    book.active.append(["Be", dt.datetime(2026, 3, 1, 11), "nee"])
    assert refused(book, path) == [
        "export.xlsx, line 1, a value of 19 characters, digits, a hyphen, blanks and a colon:"
        " the first line looks like a respondent, not like headings;"
        " export the responses with headings, or write headings above them."
    ]
