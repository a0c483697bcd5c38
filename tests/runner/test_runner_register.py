"""The register of a study: what is told of which responses, and one that is damaged is refused in one sentence."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from studies import change, copied

from collabstudy import Study
from collabstudy.disclosure import Release, known_as
from collabstudy.errors import CollabstudyError
from collabstudy.runner.plan import Workspace
from collabstudy.runner.register import COLUMNS, RESPONSES, _read, check_entries, record, responses_hash, told_entries
from collabstudy.site.building import _entries
from collabstudy.study.places import processed_folder


def folder(path: Path) -> None:
    path.mkdir()


def quoting(path: Path) -> None:
    path.write_text('"broken\n', encoding="utf-8")


def entry(path: Path) -> None:
    path.write_text(",".join(COLUMNS) + "\nx,y\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (folder, "register.csv cannot be read as a table; restore it from a copy."),
        (quoting, "register.csv cannot be read as a table; restore it from a copy."),
        (entry, "register.csv, line 2: this is no entry of the register; restore the file from a copy."),
    ],
)
def test_a_damaged_register(tmp_path: Path, damage: Callable[[Path], None], said: str) -> None:
    path = tmp_path / "register.csv"
    damage(path)
    with pytest.raises(CollabstudyError) as refused:
        _read(path)
    assert str(refused.value).endswith(said)
    assert path.exists()


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A study of real responses that were cleaned, and one notebook that told a count of theirs."""
    monkeypatch.setenv("COLLABSTUDY_ROOT", str(tmp_path))
    study = Study.load(copied("library", tmp_path / "data" / "raw"))
    (folder := processed_folder(study)).mkdir(parents=True)
    (folder / "responses.parquet").write_bytes(b"the answers of twelve")
    work = Workspace(study)
    results(work.results("02"), 5)
    return work


def results(path: Path, yes: int) -> None:
    """A breakdown of which one cell is hidden, and its total."""
    path.parent.mkdir(parents=True, exist_ok=True)
    levels = known_as({"branch": ["A"], "visits_weekly": ["yes"]}, 0, 4)
    total = known_as({"branch": ["A", "B"], "visits_weekly": ["yes"]}, yes)
    other = known_as({"branch": ["B"], "visits_weekly": ["yes"]}, 5, 90)
    release = Release(("branch", "visits_weekly"), 12, (levels, other, total), ("branch",))
    path.write_text(json.dumps({"shares": {"releases": [release.plain()]}}), encoding="utf-8")


def test_what_a_run_told_of_other_responses_is_not_told_of_these(work: Workspace) -> None:
    earlier, now = (work.folder / "runs" / name / "03.json" for name in ("earlier", "now"))
    for path, data in ((earlier, "other"), (now, responses_hash(work.study))):
        results(path, 6 if path is earlier else 5)
        (path.parent / RESPONSES).write_text(data + "\n", encoding="utf-8")
    assert [entry.notebook for entry in told_entries(work)] == ["02", "03 (now)"]


def test_a_register_that_contradicts_itself_is_refused_in_a_sentence(work: Workspace) -> None:
    record(work, told_entries(work))
    path = work.study.folder / "register.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace('""least"": 5, ""most"": 5', '""least"": 99, ""most"": 99')
    )
    results(work.results("02"), 7)
    with pytest.raises(
        CollabstudyError,
        match=r"cannot both be true of the same respondents: show tables of all of them, or restore register\.csv",
    ):
        check_entries(work, told_entries(work))


def test_a_table_of_some_respondents_only_is_refused(work: Workspace) -> None:
    results(work.results("explore"), 4)  # of a frame that somebody filtered
    with pytest.raises(CollabstudyError) as refused:
        check_entries(work, told_entries(work))
    assert str(refused.value) == (
        "02, 'shares' and explore, 'shares' tell two numbers of branch = A or B, visits_weekly = yes (5 and 4): one of "
        "them is of some respondents only; show tables of all of them."
    )


def test_pages_are_not_made_of_results_from_before_a_change(work: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("collabstudy.site.building.stale", lambda work: ["01_cleaning"])
    with pytest.raises(CollabstudyError, match=r"01_cleaning was executed before the study or the program changed"):
        _entries(work)
    folder = work.study.folder
    change(folder, "study.toml", "synthetic = false", "synthetic = true")
    assert _entries(Workspace(Study.load(folder))) == []


def test_no_register_is_no_entry(tmp_path: Path) -> None:
    assert _read(tmp_path / "register.csv") == []
