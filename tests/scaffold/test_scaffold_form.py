"""`collabstudy new --xlsform`: an invented form of a park, alone and with an export of it as KoBo writes one."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from studies import export

from collabstudy.cleaning import clean
from collabstudy.cli import main
from collabstudy.importing import ImportLog
from collabstudy.scaffold.draft import drafted
from collabstudy.scaffold.folder import write
from collabstudy.scaffold.form import read_form
from collabstudy.study import Study

SURVEY = [
    ["type", "name", "label::English (en)", "label::Nederlands (nl)", "relevant", "choice_filter"],
    ["start", "start", "", "", "", ""],
    ["note", "hello", "Welcome", "Welkom", "", ""],
    ["begin_group", "use", "Use", "Gebruik", "", ""],
    ["select_one yn", "comes", "Do you come here?", "Komt u hier?", "", ""],
    ["select_multiple acts", "does", "What do you do?", "Wat doet u?", '${comes} = "1"', ""],
    ["integer", "visits", "How often a week?", "Hoe vaak per week?", "selected(${does}, 'walk')", ""],
    ["end_group", "", "", "", "", ""],
    ["begin_repeat", "child", "Child", "Kind", "", ""],
    ["integer", "child_age", "Age", "Leeftijd", "", ""],
    ["end_repeat", "", "", "", "", ""],
    ["calculate", "double", "", "", "", ""],
    ["select_one towns", "town", "Which town?", "Welke plaats?", "", "province=${p}"],
    ["text", "remark", "Anything?", "Nog iets?", "${visits} > 2", ""],
]
CHOICES = [
    ["list_name", "name", "label::English (en)", "label::Nederlands (nl)"],
    ["yn", 1, "Yes", "Ja"],
    ["yn", 2.0, "No", "Nee"],
    ["yn", 9, "Don't know", "Weet niet"],
    ["acts", "walk", "Walking", "Wandelen"],
    ["acts", "sport", "Sport", "Sporten"],
    ["towns", "a", "A", "A"],
    ["towns", "b", "B", "B"],
]
HEADER = "start|_id|use/comes|use/does|use/does/walk|use/does/sport|use/visits|town|remark"


def form(folder: Path, survey: Sequence[Sequence[object]] = SURVEY) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "survey"
    for title, rows in (("survey", survey), ("choices", CHOICES), ("settings", [["form_title"], ["The park"]])):
        sheet = book[title] if title in book.sheetnames else book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    book.save(folder / "form.xlsx")
    return folder / "form.xlsx"


def test_a_form_alone_gives_a_codebook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "./park", "--xlsform", str(form(tmp_path))]) == 0
    said = capsys.readouterr().out
    assert len(said.splitlines()) <= 8
    assert (
        "Not taken over from the form: the repeat group child with its questions, calculate double, the cascade of "
        "town (choice_filter)." in said
    )
    study = Study.load("./park")
    assert study.responses is None
    assert [(question.name, question.type) for question in study.questions] == [
        ("comes", "select_one"),
        ("does", "select_multiple"),
        ("visits", "integer"),
        ("town", "select_one"),
        ("remark", "text"),
    ]
    comes, does, visits, _, remark = study.questions
    assert comes.label == {"en": "Do you come here?", "nl": "Komt u hier?"}
    levels = study.choices_of(comes)
    assert [(level.raw, level.label["nl"], level.missing) for level in levels] == [
        (("1",), "Ja", ""),
        (("2",), "Nee", ""),
        (("9",), "Weet niet", "dont_know"),
    ]
    assert does.relevant == f"${{comes}} = '{levels[0].name}'"
    assert visits.relevant == "selected(${does}, 'walk')"
    assert remark.relevant == ""
    assert "the form's relevant was not taken over" in remark.note
    assert main(["check", "./park"]) == 0


def test_a_form_with_its_export(tmp_path: Path) -> None:
    """Columns go by their path; codes and labels both come through; a code that the form lacks is said."""
    table = export(
        HEADER,
        "2026-03-02|11|1|walk sport|1|1|3|a|x",
        "2026-03-02|12|2|||||b|",
        "2026-03-02|13|Ja|sport|0|1||c|",
    )
    draft = drafted(table, ImportLog("export.csv", "kobo", "utf-8", ",", 3, 9, 0), read_form(form(tmp_path)))
    (tmp_path / "export.csv").write_text("stands for the table", encoding="utf-8")
    write(tmp_path / "park", draft, tmp_path / "export.csv", "kobo")
    study = Study.load(tmp_path / "park")
    found = clean(table, study).responses
    yes, no, _ = (level.name for level in study.choices_of(study.question("comes")))
    assert found["comes"].tolist() == [yes, no, yes]
    assert found["does.walk"].tolist() == ["yes", "not_asked", "no"]
    assert found["does.sport"].tolist() == ["yes", "not_asked", "yes"]
    assert found["visits"].tolist()[0] == 3
    assert found["visits.missing"].tolist() == ["answered", "not_asked", "not_asked"]
    assert found["town"].tolist() == ["a", "b", "c"]
    assert "not in the form: c" in study.question("town").note
    assert dict(draft.ignored)["use/does"] == "the same answers as in the columns of its options"
    assert study.question("comes").label["nl"] == "Komt u hier?"


def test_several_answers_joined_by_blanks(tmp_path: Path) -> None:
    """KoBoToolbox and ODK write the names of the chosen options with a blank between them."""
    table = export("_id|use/comes|use/does", "11|1|walk sport", "12|1|sport", "13|2|")
    draft = drafted(table, ImportLog("export.csv", "kobo", "utf-8", ",", 3, 3, 0), read_form(form(tmp_path)))
    (tmp_path / "export.csv").write_text("stands for the table", encoding="utf-8")
    write(tmp_path / "park", draft, tmp_path / "export.csv", "kobo")
    study = Study.load(tmp_path / "park")
    assert (study.question("does").type, study.question("does").separator) == ("select_multiple", " ")
    found = clean(table, study).responses
    assert found["does.walk"].tolist() == ["yes", "no", "not_asked"]
    assert found["does.sport"].tolist() == ["yes", "yes", "not_asked"]


def test_a_question_left_out_as_personal_is_in_the_export(tmp_path: Path) -> None:
    survey = [["type", "name", "label"], ["begin_group", "g", ""], ["text", "naam", "Uw naam"]]
    survey += [["text", "gone", "Verdwenen"], ["end_group", "", ""], ["select_one yn", "comes", "Komt u?"]]
    table = export("_id|g/naam|comes", "11|Jan|1", "12|Piet|2")
    draft = drafted(table, ImportLog("export.csv", "kobo", "utf-8", ",", 2, 3, 0), read_form(form(tmp_path, survey)))
    assert draft.personal == ("g/naam",)
    assert draft.unsupported == ("gone (not in the export)",)


def refused(capsys: pytest.CaptureFixture[str], folder: Path, path: Path) -> str:
    assert main(["new", f"{folder}/made", "--xlsform", str(path)]) == 2
    assert not (folder / "made").exists()
    return capsys.readouterr().err


def test_what_is_no_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, tmp_path, tmp_path / "no.xlsx") == "collabstudy: no.xlsx: there is no such file.\n"
    (tmp_path / "text.xlsx").write_text("type,name", encoding="utf-8")
    assert "text.xlsx: the archive is damaged or cut off (9 bytes)" in refused(capsys, tmp_path, tmp_path / "text.xlsx")
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", b"0" * 50_000_000)
    assert "limit 100); refused" in refused(capsys, tmp_path, tmp_path / "bomb.xlsx")
    with zipfile.ZipFile(tmp_path / "zip.xlsx", "w") as other:
        other.writestr("a.txt", b"a")
    assert "zip.xlsx: this workbook cannot be read (" in refused(capsys, tmp_path, tmp_path / "zip.xlsx")
    export_instead = form(tmp_path, [["id", "answer"], ["1", "Ja"]])
    assert "form.xlsx: this is no XLSForm: it has no sheet 'survey' with the columns type and name; " in refused(
        capsys, tmp_path, export_instead
    )
