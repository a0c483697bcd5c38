"""Real public exports come in whole: held against the csv module, which the test calls itself, cell by cell."""

import csv
import os
from collections import Counter
from pathlib import Path

import pytest

from collabstudy.importing import Options, read_export

EXPORTS = os.environ.get("COLLABSTUDY_EXPORTS", "")
pytestmark = pytest.mark.skipif(
    not (EXPORTS and Path(EXPORTS).is_dir()),
    reason="COLLABSTUDY_EXPORTS names no folder of real survey exports",
)
FORMATS = {
    "qualtrics_insights_multi_answer.csv": "qualtrics",
    "limesurvey_rse2017_nl.csv": "limesurvey",
    "googleforms_r2019_es.csv": "googleforms",
    "googleforms_r2019_es.tsv": "googleforms",
    "surveygizmo_jupyter2015.csv": "alchemer",
    "surveymonkey_two_header_steak.csv": "surveymonkey",
}


def manifest() -> dict[str, dict[str, str]]:
    """The folder's own list: rows, columns and header rows by file."""
    with (Path(EXPORTS) / "MANIFEST.csv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: row for row in csv.DictReader(file)}


def plainly(name: str) -> list[list[str]]:
    """The records as the csv module gives them; TSV without quoting."""
    with (Path(EXPORTS) / name).open(encoding="utf-8-sig", newline="") as file:
        if name.endswith(".tsv"):
            return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        return list(csv.reader(file, strict=True))


@pytest.mark.parametrize("name", FORMATS)
def test_every_cell_of_a_real_export(name: str) -> None:
    table, log = read_export(Path(EXPORTS) / name)
    said, records = manifest()[name], plainly(name)
    assert log.format == FORMATS[name]
    assert (log.records, log.columns, log.header_rows) == tuple(
        int(said[key]) for key in ("rows", "columns", "header_rows")
    )
    assert table.rows == [tuple(record) for record in records[log.header_rows :]]
    assert len(set(table.columns)) == len(table.columns)
    assert read_export(Path(EXPORTS) / name, FORMATS[name])[0] == table


def test_every_text_file_of_the_manifest_is_tested() -> None:
    assert set(FORMATS) == {name for name in manifest() if Path(name).suffix in {".csv", ".tsv"}}


def test_a_codebook_chooses_the_same_separator() -> None:
    path = Path(EXPORTS) / "limesurvey_rse2017_nl.csv"
    plain, _ = read_export(path, "limesurvey")
    table, log = read_export(path, "limesurvey", Options(expected=plain.columns[1:]))
    assert table == plain
    assert log.notes[0].what == "130 of 130 expected columns match with commas, at most 0 with another separator"


def test_what_is_known_of_the_answers() -> None:
    gizmo, _ = read_export(Path(EXPORTS) / "surveygizmo_jupyter2015.csv")
    assert Counter(gizmo.column("Status"))["Partial"] == 927  # export_shapes: 927 Partial of 1,706
    assert {"Tool / Application #1", "Other - Write In"} <= {name.partition(":")[0] for name in gizmo.columns}
    question = "What needs in your workflow does Jupyter Notebook address?"
    assert [field.name for field in gizmo.fields if field.group == question] == [
        f"Workflow Need #{number}:{question}" for number in (1, 2, 3)
    ]
    qualtrics, _ = read_export(Path(EXPORTS) / "qualtrics_insights_multi_answer.csv")
    assert set(qualtrics.column("Status")) == {"2"}
    by_name = {field.name: field for field in qualtrics.fields}
    assert by_name["Q2_1"].label == "Click to write the question text-Click to write Statement 1"
    assert [name for name, field in by_name.items() if field.group == "Q2"] == ["Q2_1", "Q2_2", "Q2_3"]
    rse, _ = read_export(Path(EXPORTS) / "limesurvey_rse2017_nl.csv")
    assert set(rse.column("socio1. In which country do you work?")) == {"Netherlands"}


def test_the_two_texts_of_one_google_form_differ_where_line_breaks_were_lost() -> None:
    """Eight cells more differ where quotes are taken for quoting ("ocho"): the TSV has none."""
    comma, _ = read_export(Path(EXPORTS) / "googleforms_r2019_es.csv")
    tab, log = read_export(Path(EXPORTS) / "googleforms_r2019_es.tsv")
    assert comma.columns == tab.columns
    pairs = [pair for left, right in zip(comma.rows, tab.rows, strict=True) for pair in zip(left, right, strict=True)]
    differing = [(left, right) for left, right in pairs if left != right]
    assert len(differing) == 4
    assert all("\n" in left and left.replace("\n", " ") == right for left, right in differing)
    assert log.notes[-1].what.startswith("TSV has a space for each tab and line break inside an answer")
