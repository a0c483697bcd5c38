"""Tables taken along: as HTML in two languages, as CSV, as a workbook."""

import io
import subprocess
import sys
from hashlib import sha256

import openpyxl
import pandas as pd
import pytest
from support import ROOT

from collabstudy.disclosure import Release, known_as
from collabstudy.reporting import Table
from collabstudy.reporting.languages.phrases import phrase
from collabstudy.reporting.rendering import as_csv, as_html, as_text, as_workbook, grid
from collabstudy.reporting.show import table_values

FORMULA = '=HYPERLINK("http://canary.example")'
FRAME = pd.DataFrame(
    {"what": ["invited", FORMULA], "number": ["65 to 75", "<5"], "share": [0.125, None], "tables": [5468, 3]}
)
FORMATS = {"share": ".1%", "tables": ","}
TABLE = Table(FRAME, phrase("participation", "tables"), ("assumed", "synthetic"), "A note.", FORMATS)
VALUES = table_values(TABLE)


def test_a_table_in_dutch() -> None:
    shown = grid(VALUES, "nl")
    assert shown.title == "Deelname"
    assert shown.columns == ["wat", "aantal", "aandeel", "tabellen"]
    assert shown.rows == [["uitgenodigden", "65 tot 75", "12,5%", "5.468"], [FORMULA, "<5", "–", "3"]]
    assert shown.below[-1] == ("Bewijsklasse: aangenomen, SYNTHETISCHE antwoorden, die geen enkele conclusie dragen.")
    assert "65 tot 75" in as_text(shown)


def test_numbers_stand_to_the_right_and_what_is_suppressed_is_marked() -> None:
    page = as_html(grid(VALUES))
    assert page.count('<th scope="col" style="text-align:right">') == 2
    assert '<td style="text-align:right">12.5%</td>' in page
    assert '<td class="suppressed" style="text-align:left">&lt;5</td>' in page
    assert '<th scope="row" style="text-align:left">invited</th>' in page
    assert "<caption" in page
    assert 'role="region" tabindex="0" aria-label="Participation"' in page


def test_real_answers_keep_their_mark_in_both_languages() -> None:
    told = Release(("weekly",), 12, (known_as({"weekly": ["yes"]}, 7),))
    values = table_values(Table(FRAME, "t", ("responses",), releases=(told,)))
    assert grid(values).below == ["Evidence: responses. Protected: no base below 10; in a breakdown no cell below 5."]
    assert "geen basis onder 10" in grid(values, "nl").below[0]


def test_the_csv_holds_numbers_and_evidence_and_no_formula() -> None:
    found = pd.read_csv(io.BytesIO(as_csv(VALUES, "nl")))
    assert found.columns.tolist() == ["wat", "aantal", "aandeel", "tabellen", "evidence"]
    assert found["aandeel"].tolist()[0] == 0.125
    assert found["tabellen"].tolist() == [5468, 3]
    assert found["wat"].tolist() == ["uitgenodigden", f"'{FORMULA}"]
    assert set(found["evidence"]) == {"assumed, synthetic"}


def test_the_workbook_holds_numbers_as_numbers_and_no_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_workbook(VALUES)))
    table, about = book.worksheets
    assert [cell.value for cell in table[1]] == ["what", "number", "share", "tables"]
    assert [cell.value for cell in table[2]] == ["invited", "65 to 75", 0.125, 5468]
    assert [cell.number_format for cell in table[2]] == ["General", "General", "0.0%", "#,##0"]
    assert table["A3"].value == f"'{FORMULA}"
    assert {cell.data_type for row in table.iter_rows() for cell in row} == {"s", "n"}
    assert [row[0].value for row in about.iter_rows()] == [
        "Participation",
        "A note.",
        "Evidence: assumed, SYNTHETIC responses, which support no conclusion.",
    ]


@pytest.mark.parametrize(("evidence", "share"), [("responses", 0.55), ("synthetic", 0.548387)])
def test_real_answers_are_taken_along_no_finer_than_printed(evidence: str, share: float) -> None:
    told = (Release(("weekly",), 31),)
    table = Table(pd.DataFrame({"share": [17 / 31]}), "t", (evidence,), formats={"share": ".0%"}, releases=told)
    values = table_values(table)
    assert pd.read_csv(io.BytesIO(as_csv(values)))["share"].tolist() == [share]
    assert openpyxl.load_workbook(io.BytesIO(as_workbook(values))).worksheets[0]["A2"].value == share


def test_the_same_workbook_in_every_process() -> None:
    program = (
        "import sys; sys.path[:0] = sys.argv[1:]; from hashlib import sha256; import time; time.sleep(1.1)\n"
        "from test_reporting_rendering import VALUES; from collabstudy.reporting.rendering import as_workbook\n"
        "print(sha256(as_workbook(VALUES)).hexdigest())"
    )
    places = [str(ROOT / "tests"), str(ROOT / "tests" / "reporting")]
    done = subprocess.run([sys.executable, "-c", program, *places], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == sha256(as_workbook(VALUES)).hexdigest()


def test_a_column_is_listed_with_its_numbers_put_in() -> None:
    names = [
        "counts at 31",
        "least from 5% to 95%",
        "correlation 0.1",
        "weekly: yes",
        "any bases, perhaps other persons",
    ]
    shown = grid(table_values(Table(pd.DataFrame([[1] * 5], columns=names), "t", ("assumed",))), "nl")
    assert shown.columns == [
        *("aantallen bij 31", "minste van 5% tot 95%", "correlatie 0,1", "weekly: ja"),
        "elke basis, misschien andere personen",
    ]


@pytest.mark.parametrize(
    ("english", "dutch"),
    [
        ("some (494 of 5,468 tables)", "een deel (494 van de 5.468 tabellen)"),
        ("[54.5%, 55.5%)", "[54,5%; 55,5%)"),
        ("1.33 to ∞", "1,33 tot ∞"),
        ("<.0001", "<0,0001"),
        ("removed: partial", "verwijderd: onvolledig"),
        ("half_up, floor", "helft omhoog, afgekapt"),
        ("a remark, no more", "a remark, no more"),  # somebody's own words stay as they are
        ("3, no", "3, nee"),
    ],
)
def test_what_a_cell_says_in_dutch(english: str, dutch: str) -> None:
    values = table_values(Table(pd.DataFrame({"a": [english]}), "t", ("assumed",)))
    assert grid(values, "nl").rows == [[dutch]]
    assert grid(values, "en").rows == [[english]]


@pytest.mark.parametrize(("english", "dutch"), [("34 to 44", "34 tot 44"), (".0005 to 1", "0,0005 tot 1")])
def test_spans_in_cells(english: str, dutch: str) -> None:
    values = table_values(Table(pd.DataFrame({"a": [english]}), "t", ("assumed",)))
    assert grid(values, "nl").rows == [[dutch]]
