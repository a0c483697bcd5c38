"""Real exports of real platforms: each is drafted, cleans without a fault, and one becomes a whole study.

The 2017 survey of research software engineers in the Netherlands (Software Sustainability Institute, CC BY 2.5
Scotland) is LimeSurvey's export with a column of pandas in front. What a researcher edits after the draft stands in
tests/fixtures/rse_edit: cells of questions.csv, lists of choices.csv, comparisons for study.toml.
"""

import csv
import json
import os
from pathlib import Path

import pytest
from support import FIXTURES, Run

from collabstudy.cleaning import clean
from collabstudy.cli import main
from collabstudy.importing import read_export, read_study_export
from collabstudy.study import Study

EXPORTS = os.environ.get("COLLABSTUDY_EXPORTS", "")
pytestmark = pytest.mark.skipif(not EXPORTS, reason="COLLABSTUDY_EXPORTS names no folder of real survey exports")
RSE = Path(EXPORTS, "limesurvey_rse2017_nl.csv")
EDIT = FIXTURES / "rse_edit"

# records, and those that count: 927 of Alchemer's are partial, by its own column Status; Qualtrics's five all have
# status 2, a test
REAL = [
    ("limesurvey_rse2017_nl.csv", 77, 77),
    ("googleforms_r2019_es.csv", 338, 338),
    ("googleforms_r2019_es.tsv", 338, 338),
    ("qualtrics_insights_multi_answer.csv", 5, 0),
    ("surveygizmo_jupyter2015.csv", 1706, 1706 - 927),
    ("surveymonkey_two_header_steak.csv", 550, 550),
]


@pytest.mark.parametrize(("file", "records", "counted"), REAL)
def test_a_real_export_is_drafted_and_cleans(tmp_path: Path, file: str, records: int, counted: int) -> None:
    assert main(["new", str(tmp_path / "study"), str(Path(EXPORTS, file))]) == 0
    study = Study.load(tmp_path / "study")
    account = clean(read_study_export(study)[0], study).row_account
    assert (account.read, account.used) == (records, counted)
    assert account.used + sum(account.removed.values()) == account.read


def edited(folder: Path) -> None:
    """The drafted folder after the researcher's edit."""
    questions = list(csv.DictReader((folder / "questions.csv").read_text(encoding="utf-8").splitlines()))
    for change in csv.DictReader((EDIT / "questions.csv").read_text(encoding="utf-8").splitlines()):
        next(row for row in questions if row["name"] == change["name"])[change["column"]] = change["value"]
    with (folder / "questions.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, questions[0])
        writer.writeheader()
        writer.writerows(questions)
    for file_name, skipped in (("choices.csv", 1), ("study.toml", 0)):
        added = (EDIT / file_name).read_text(encoding="utf-8").splitlines(keepends=True)[skipped:]
        with (folder / file_name).open("a", encoding="utf-8") as file:
            file.writelines(added)


def test_the_engineers_after_a_small_edit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who skipped a question and who was not asked are told apart by the edit; counts from the export itself."""
    folder = tmp_path / "rse"
    assert main(["new", str(folder), str(RSE)]) == 0
    edited(folder)
    assert main(["check", str(folder)]) == 0
    assert "77 rows read, 77 used" in capsys.readouterr().out
    study = Study.load(folder)
    responses = clean(read_study_export(study)[0], study).responses
    table, _ = read_export(RSE)
    header = {name.partition(". ")[0]: name for name in table.columns}
    for name, asked_by, answer in (("paper3", "paper2", "Yes"), ("paper4", "paper3", "No"), ("train1", "", "")):
        cells = table.column(header[name])
        counts = responses[name].value_counts()
        assert counts["yes"] == cells.count("Yes")
        assert counts["no"] == cells.count("No")
        if asked_by:
            asked = table.column(header[asked_by]).count(answer)
            assert counts["not_asked"] == 77 - asked
            assert counts["left_empty"] == asked - cells.count("Yes") - cells.count("No")
    doctors = [cell == "PhD" for cell in table.column(header["edu1"])]
    assert (responses["edu1"] == "phd").tolist() == doctors
    assert list(responses["edu1"].cat.categories[:5]) == [
        "hbo_bachelor",
        "wo_bachelor",
        "hbo_master",
        "wo_master",
        "phd",
    ]
    meets = table.column(next(name for name in table.columns if name.startswith("ukrse2[3]. ")))
    assert (responses["ukrse2.local_group_network"] == "yes").sum() == meets.count("Yes") == 42
    assert (responses["ukrse2.local_group_network"] == "left_empty").sum() == meets.count("") == 6


@pytest.mark.slow
def test_the_engineers_through_every_notebook(collabstudy: Run, project: Path) -> None:
    made = collabstudy("new", "rse", str(RSE))
    assert (made.returncode, made.stderr) == (0, "")
    edited(project / "data" / "raw" / "rse")
    ran = collabstudy("notebooks", "rse")
    assert ran.returncode == 0, ran.stderr
    assert "notebooks executed." in ran.stdout
    account = json.loads((project / "data" / "processed" / "rse" / "row_account.json").read_text(encoding="utf-8"))
    assert (account["read"], account["used"]) == (77, 77)
