"""`collabstudy new` as typed: what it says, what it leaves on disk, and what it never touches."""

import hashlib
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import openpyxl
import pyarrow
import pyarrow.parquet
import pytest
from support import FIXTURES, Run

from collabstudy import Study, scaffold
from collabstudy.cli import main
from collabstudy.study.places import typed

EXPORT = FIXTURES / "library" / "responses.csv"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project in the working directory."""
    (tmp_path / "data" / "raw").mkdir(parents=True)
    monkeypatch.setenv("COLLABSTUDY_ROOT", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def raw(place: Path) -> list[str]:
    return sorted(path.name for path in (place / "data" / "raw").iterdir())


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["new", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


def test_a_study_is_drafted_and_says_what_to_do_next(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = EXPORT.read_bytes()
    assert main(["new", "bieb", str(EXPORT)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert len(said) <= 8
    assert said[0].startswith("data/raw/bieb is drafted: 14 records, 13 of them count; ")
    assert "Left out, perhaps personal data: ipaddr (ignore_columns in study.toml)." in said
    assert any("questions.csv and choices.csv" in line for line in said)
    assert said[-1] == (f"Then type: {typed()} check bieb; and when it finds nothing: make reproduce STUDY=bieb")
    folder = place / "data" / "raw" / "bieb"
    assert sorted(path.name for path in folder.iterdir()) == [
        "DATASHEET.md",
        "choices.csv",
        "questions.csv",
        "responses.csv",
        "study.toml",
    ]
    assert (folder / "responses.csv").read_bytes() == before == EXPORT.read_bytes()
    assert f'sha256 = "{hashlib.sha256(before).hexdigest()}"' in (folder / "study.toml").read_text(encoding="utf-8")
    assert main(["check", "bieb"]) == 0
    assert "responses.csv: 14 rows read, 13 used, removed: 0 test, 1 partial, 0 double." in capsys.readouterr().out


def test_nothing_is_overwritten(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "data" / "raw" / "here").mkdir()
    (place / "data" / "raw" / "file").write_text("mine", encoding="utf-8")
    (place / "data" / "raw" / "link").symlink_to("nowhere")
    for name in ("here", "file", "link"):
        assert refused(capsys, name, str(EXPORT)) == (
            f"collabstudy: data/raw/{name} is there already, and nothing is overwritten: "
            "choose another name, or move it away first.\n"
        )
    assert raw(place) == ["file", "here", "link"]
    assert (place / "data" / "raw" / "file").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["", ".", "..", "a/..", ".hidden", "-x y", "a\nb", "a;b", " a", "a ", "a$b", "con/\0"])
def test_a_name_that_is_no_name(place: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    said = refused(capsys, "--", name, str(EXPORT))
    assert "is no name for a study: use letters, digits, blanks, - and _" in said
    assert len(said.splitlines()) == 1
    assert raw(place) == []


def test_a_path_and_a_name_with_blanks(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "mijn map").mkdir()
    assert main(["new", "mijn map/mijn studie", str(EXPORT)]) == 0
    assert "collabstudy check 'mijn map/mijn studie'" in capsys.readouterr().out
    assert main(["check", "mijn map/mijn studie"]) == 0
    capsys.readouterr()
    assert refused(capsys, "nergens/studie", str(EXPORT)) == (
        "collabstudy: there is no folder 'nergens' to put the study in: make it first.\n"
    )


def test_faults_of_the_export_pass_through(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "broken.csv").write_text('"id";"q"\n"1";"a"b"\n', encoding="utf-8")
    assert refused(capsys, "x", "broken.csv").startswith("collabstudy: broken.csv")
    assert refused(capsys, "x", "nosuch.csv").startswith("collabstudy: nosuch.csv: there is no such file")
    assert refused(capsys, "x", "broken.csv", "--format", "papyrus").startswith(
        "collabstudy: unknown format 'papyrus': use one of "
    )
    assert "give the export to draft a study from" in refused(capsys, "x")
    assert raw(place) == []


def test_an_export_without_records(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "empty.csv").write_text("id;q1. Vraag\n", encoding="utf-8")
    assert "empty.csv: the file has headings and no responses" in refused(capsys, "x", "empty.csv")
    (place / "one.json").write_text('[{"id": 1, "q": "Ja"}]', encoding="utf-8")
    assert "one.json: " in refused(capsys, "x", "one.json")
    table = pyarrow.table({"id": pyarrow.array([], pyarrow.string())})
    pyarrow.parquet.write_table(table, place / "empty.parquet")
    assert "empty.parquet: the file has headings and no responses" in refused(capsys, "x", "empty.parquet")
    assert raw(place) == []


def test_a_sheet_and_an_encoding_are_said_and_kept(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("antwoorden")):
        for row in (["id", "q"], ["1", "Ja"], ["2", "Nee"]):
            sheet.append(row)
    book.save(place / "two.xlsx")
    assert refused(capsys, "x", "two.xlsx").rstrip().endswith("name the one with the answers as --sheet.")
    assert "correct --sheet" in refused(capsys, "x", "two.xlsx", "--sheet", "elders")
    assert main(["new", "x", "two.xlsx", "--sheet", "antwoorden"]) == 0
    capsys.readouterr()
    (place / "mac.csv").write_bytes("id;q\n1;\u00e9\u00e9n keer\n2;\u00e9\u00e9n keer\n".encode("mac_roman"))
    said = refused(capsys, "y", "mac.csv")
    assert "--encoding mac_roman" in said
    assert "study.toml" not in said
    assert main(["new", "y", "mac.csv", "--encoding", "mac_roman"]) == 0
    assert 'encoding = "mac_roman"' in (place / "data" / "raw" / "y" / "study.toml").read_text(encoding="utf-8")
    assert main(["check", "x"]) == main(["check", "y"]) == 0


def test_an_interrupted_run_leaves_nothing(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        assert raw(place) == [".half"] or raw(place)[0].startswith(".x.")  # at work beside the place, out of sight
        raise KeyboardInterrupt

    monkeypatch.setattr(scaffold.folder, "load", interrupted)
    assert main(["new", "x", str(EXPORT)]) == 130
    assert "interrupted" in capsys.readouterr().err
    assert raw(place) == []


def test_a_folder_that_comes_into_being_meanwhile(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scaffold.folder, "load", lambda _: (place / "data" / "raw" / "x").mkdir())
    assert "has come into being meanwhile" in refused(capsys, "x", str(EXPORT))
    assert raw(place) == ["x"]
    assert list((place / "data" / "raw" / "x").iterdir()) == []


def test_an_export_that_changes_while_it_is_copied(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes = iter(["a", "b"])
    monkeypatch.setattr(scaffold.folder, "file_hash", lambda _: next(hashes))
    assert "responses.csv changed while it was copied" in refused(capsys, "x", str(EXPORT))
    assert raw(place) == []


def test_as_a_program(collabstudy: Run, project: Path) -> None:
    done = collabstudy("new", "bieb", str(EXPORT))
    assert (done.returncode, done.stderr) == (0, "")
    again = collabstudy("new", "bieb", str(EXPORT))
    assert (again.returncode, again.stdout) == (2, "")
    assert again.stderr.count("\n") == 1


def test_make_new(tmp_path: Path) -> None:
    """The Makefile hands both on as one word each, whatever characters they have."""
    root = FIXTURES.parents[1]
    shown = subprocess.run(
        ["make", "-n", "-C", str(root), "new", "STUDY=it's mine", "EXPORT=my export.csv"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "MAKEFLAGS": ""},
    )
    line = next(line for line in shown.stdout.splitlines() if "collabstudy new" in line)
    words = subprocess.run(
        [
            "sh",
            "-c",
            line.replace(
                ".venv/bin/collabstudy new", f"{shlex.quote(sys.executable)} -c 'import sys; print(sys.argv[1:])'"
            ),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert words.stdout == "[\"it's mine\", 'my export.csv']\n"


def test_the_comparison_in_the_draft_is_one_when_it_is_no_comment_any_more(place: Path) -> None:
    assert main(["new", "bieb", str(EXPORT)]) == 0
    settings = place / "data" / "raw" / "bieb" / "study.toml"
    before, comparison = settings.read_text(encoding="utf-8").split("\n# [[comparison]]")
    assert "[[comparison]]" not in before
    uncommented = re.sub(r"(?m)^# ", "", "\n# [[comparison]]" + comparison)
    settings.write_text(before + uncommented, encoding="utf-8")
    study = Study.load("bieb")
    (found,) = study.comparisons
    first, second = (study.question(side.question) for side in (found.first, found.second))
    assert first != second
    assert found.first.answers[0] in [choice.name for choice in study.choices_of(first)]
    assert found.second.answers[0] in [choice.name for choice in study.choices_of(second)]
    assert (found.design, found.origin) == ("paired", "exploratory")
    assert study.disclosure == {"minimum_base": 10}
