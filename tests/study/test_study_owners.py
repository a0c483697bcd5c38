"""One name, one study folder: what another folder of the same name is told, and when a name is free again."""

import shutil
from pathlib import Path

import pytest
from studies import copied
from support import ROOT

from collabstudy import Study
from collabstudy.cli import main
from collabstudy.errors import CollabstudyError
from collabstudy.study.owners import check_owner, claim
from collabstudy.study.places import built_folder


@pytest.fixture(autouse=True)
def root(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COLLABSTUDY_ROOT", str(project))
    return project


def built(study: Study) -> Path:
    """Something built for a study."""
    folder = built_folder(study)
    claim(folder, study)
    folder.mkdir(parents=True)
    (folder / "result").touch()
    return folder


@pytest.mark.parametrize("command", ["reproduce", "notebooks", "site", "reconstruct", "lab", "run"])
def test_a_name_under_data_raw_belongs_to_that_folder(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    other = tmp_path / "elsewhere" / "gemeenten"
    shutil.copytree(ROOT / "data" / "raw" / "gemeenten", other)
    arguments = ["run", "explore", "--study", str(other)] if command == "run" else [command, str(other)]
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert said == (
        f"collabstudy: {other}: the name 'gemeenten' is taken, that name belongs to data/raw/gemeenten; "
        "rename the folder.\n"
    )
    assert not (root / "build").exists()
    assert not (root / "data" / "processed").exists()


def test_a_second_folder_is_refused_and_a_moved_one_starts_anew(tmp_path: Path) -> None:
    first, second = (Study.load(copied("library", tmp_path / name)) for name in ("a", "b"))
    folder = built(first)
    check_owner(first)
    with pytest.raises(CollabstudyError, match=r"build/library holds the results of another study"):
        claim(folder, second)
    assert (folder / "result").exists()
    shutil.rmtree(first.folder)
    claim(folder, second)
    assert not (folder / "result").exists()
    check_owner(second)


def test_a_folder_under_data_raw_takes_its_name_back(root: Path, tmp_path: Path) -> None:
    folder = built(Study.load(copied("library", tmp_path / "a")))
    own = Study.load(copied("library", root / "data" / "raw"))
    claim(folder, own)
    assert not (folder / "result").exists()


def test_run_takes_the_study_from_its_option_only(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "explore", "-p", "study=library"]) == 2
    said = capsys.readouterr().err
    assert said == "collabstudy: -p study=... is refused: name the study by --study NAME-OR-PATH.\n"
    assert not (root / "build").exists()
