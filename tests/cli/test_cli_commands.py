"""What the commands about studies and notebooks refuse, and what they leave behind."""

from pathlib import Path

import pytest
from studies import change, copied, forget_hash
from support import FIXTURES

from collabstudy.cli import main

SYNTHETIC = Path("data", "raw", "gemeenten", "responses_synthetic.csv")


@pytest.fixture
def root(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder of its own, in which commands run."""
    monkeypatch.setenv("COLLABSTUDY_ROOT", str(project))
    return project


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """The lines with which a command is refused."""
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith("collabstudy: ")
    assert "Traceback" not in captured.err
    return captured.err.removeprefix("collabstudy: ").splitlines()


RUNS = [
    (["nosuch"], "there is no notebook 'nosuch': use one of 00_index, 01_cleaning,"),
    (["02_descriptives", "-p", "alpha=0.1"], "02_descriptives has no parameter 'alpha': it has study, confidence,"),
    (["02_descriptives", "-p", "confidence"], "-p 'confidence' is no parameter: write -p NAME=VALUE."),
    (["02_descriptives", "-p", "=0.9"], "-p '=0.9' is no parameter: write -p NAME=VALUE."),
    (["02_descriptives", "-p", "confidence=[1"], "-p 'confidence=[1': the value cannot be read; write a number,"),
    (["02_descriptives", "-p", "confidence=2026-11-23"], "-p 'confidence=2026-11-23': the value cannot be read;"),
    (
        ["02_descriptives", "--study", "nosuch"],
        "there is no study 'nosuch': give the path of a study folder, or a name",
    ),
]


@pytest.mark.parametrize(("arguments", "sentence"), RUNS)
def test_runs_that_are_refused(
    root: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    (line,) = refused(capsys, "run", *arguments)
    assert line.replace(".ipynb", "").startswith(sentence)
    assert not (root / "build").exists()


def test_check_says_what_holds(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(FIXTURES / "library")]) == 0
    assert capsys.readouterr().out.splitlines()[-2] == (
        "responses.csv: 14 rows read, 12 used, removed: 1 test, 1 partial, 0 double."
    )


def test_check_lists_every_fault_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = copied("library", tmp_path)
    change(folder, "study.toml", "respondents = 12", "respondent = 12")
    change(folder, "questions.csv", "age,integer", "age,whole")
    change(folder, "choices.csv", "Neutraal,3,", "Neutraal,three,")
    change(folder, "statements.csv", "F2|F1,first > second", "F2|F1,bigger")
    lines = refused(capsys, "check", str(folder))
    assert sorted({line.split(",")[0] for line in lines}) == [
        "choices.csv",
        "questions.csv",
        "statements.csv",
        "study.toml",
    ]
    assert any("line 6" in line and "'whole'" in line for line in lines)
    assert any("'three'" in line for line in lines)
    assert any("'study.respondent'" in line and "unknown key" in line for line in lines)


def test_check_lists_every_wording_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = copied("library", tmp_path)
    change(folder, "published.csv", "45%", "often")
    change(folder, "published.csv", "62.5%", "now and then")
    lines = refused(capsys, "check", str(folder))
    assert len(lines) == 2
    assert "published.csv, line 2" in lines[0]
    assert "'often'" in lines[0]
    assert "published.csv, line 4" in lines[1]


def test_check_of_changed_responses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = copied("library", tmp_path)
    change(folder, "responses.csv", '"Mooi <b>gebouw</b>"', '"Mooi gebouw"')
    (line,) = refused(capsys, "check", str(folder))
    assert "the file is not the one whose hash study.toml records" in line
    assert main(["check", str(folder), "--write-hash"]) == 0
    assert main(["check", str(folder)]) == 0


def test_reconstruct_beside_the_study_s_own_file(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (root / SYNTHETIC).read_bytes()
    assert main(["reconstruct", "gemeenten"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "build/gemeenten/responses_synthetic.csv: synthetic responses; they support no conclusion.",
        "The study's own synthetic file is the same, to the byte.",
    ]
    assert (root / "build" / "gemeenten" / "responses_synthetic.csv").read_bytes() == before
    (root / SYNTHETIC).write_bytes(b"spoilt")
    assert main(["reconstruct", "gemeenten"]) == 0
    assert "is another: `--write` replaces it." in capsys.readouterr().out
    assert (root / SYNTHETIC).read_bytes() == b"spoilt"
    assert main(["reconstruct", "gemeenten", "--write"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "data/raw/gemeenten/responses_synthetic.csv: synthetic responses; they support no conclusion."
    ]
    assert (root / SYNTHETIC).read_bytes() == before


def test_nothing_is_reconstructed_for_real_responses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = copied("library", tmp_path)
    forget_hash(folder)
    before = (folder / "responses.csv").read_bytes()
    (line,) = refused(capsys, "reconstruct", str(folder), "--write")
    assert line.startswith("nothing is reconstructed for 'library': study.toml must say synthetic = true")
    assert (folder / "responses.csv").read_bytes() == before


def test_pages_need_executed_notebooks(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = refused(capsys, "site", "gemeenten")
    assert line.endswith("has not been executed for 'gemeenten': run `make notebooks` first.")


def test_the_scratch_copy_comes_and_goes(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lab", "gemeenten"]) == 0
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 1  # only the folder, which make hands on
    assert Path(captured.out.strip()).is_dir()
    assert main(["keep"]) == 0
    assert "nothing to take back" in capsys.readouterr().out
