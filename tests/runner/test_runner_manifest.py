"""The manifest of a run, and that `collabstudy verify` sees every difference; the outputs here are made by hand."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from studies import change, copied

from collabstudy.cli import main
from collabstudy.runner import manifest as manifests
from collabstudy.runner import plan
from collabstudy.runner.plan import STEPS, Workspace, key, remember, study_parameter
from collabstudy.study import Study

SOURCES = [
    "DATASHEET.md",
    "choices.csv",
    "published.csv",
    "questions.csv",
    "responses_synthetic.csv",
    "statements.csv",
    "study.toml",
]


def built(study: Study) -> Workspace:
    """As if the collection had been executed: something for every product, remembered as a run would, and a page."""
    work = Workspace(study)
    work.claim()
    for step in STEPS:
        for path in work.products(step.name):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{path.name} of {step.name}", encoding="utf-8")
    for step in STEPS:
        remember(step.name, work, key(step, work, {"study": study_parameter(study)}), work.products(step.name))
    work.site.parent.mkdir(parents=True)
    work.site.write_text("<p>a page", encoding="utf-8")
    return work


@pytest.fixture
def work(project: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The default study with its manifest, in a project folder of its own."""
    monkeypatch.setenv("COLLABSTUDY_ROOT", str(project))
    made = built(Study.load("gemeenten"))
    assert manifests.write_manifest(made)
    return made


def read(work: Workspace) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(manifests.manifest_path(work).read_text(encoding="utf-8"))
    return found


def verified(capsys: pytest.CaptureFixture[str], study: str = "gemeenten") -> list[str]:
    """The sentences about differences; none where the command says that all agrees."""
    capsys.readouterr()
    status = main(["verify", study])
    printed = capsys.readouterr()
    assert printed.err == ""
    lines = printed.out.splitlines()
    assert status == (0 if lines[-1].endswith("agree with build/gemeenten/manifest.json.") else 2)
    if status:
        assert lines[-1] == "gemeenten: `make reproduce` for this study makes what differs anew, and its manifest."
    return lines[:-1]


def test_nothing_differs(work: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify"]) == 0
    # ten notebooks with their results, three files of responses and a page; six files of the study,
    # ten notebooks, the lock, the package, conf.py and a style sheet
    assert capsys.readouterr().out == (
        "gemeenten: 24 outputs and 31 inputs agree with build/gemeenten/manifest.json.\n"
    )


def test_written_twice_it_is_the_same_to_the_byte(work: Workspace) -> None:
    before = manifests.manifest_path(work).read_bytes()
    assert not manifests.write_manifest(work)
    assert manifests.manifest_path(work).read_bytes() == before
    manifests.manifest_path(work).unlink()
    assert manifests.write_manifest(work)
    assert manifests.manifest_path(work).read_bytes() == before


PLACES = [
    "build/gemeenten/notebooks/05_published_figures.ipynb",
    "build/gemeenten/results/06_claims.json",
    "build/gemeenten/site/index.html",
    "data/processed/gemeenten/responses.parquet",
]


def test_an_output_that_changed_or_is_gone(work: Workspace, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for place in PLACES:
        path = project / place
        content = path.read_bytes()
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        assert verified(capsys) == [f"{place} has changed: this output is not the one whose hash the manifest has."]
        path.unlink()
        assert verified(capsys) == [f"{place} is missing: the manifest has it as an output."]
        path.write_bytes(content)
        assert verified(capsys) == []


ADDED = ["build/gemeenten/site/extra.html", "build/gemeenten/site/.hidden", "build/gemeenten/export.csv"]
ADDED += ["build/gemeenten/notebooks/explore.failed.ipynb", "data/processed/gemeenten/more.csv"]


def test_an_output_that_was_added(work: Workspace, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for place in ADDED:
        (project / place).write_text("x")
    assert sorted(verified(capsys)) == [
        f"{place} is new: the manifest does not have it as an output." for place in sorted(ADDED)
    ]


def test_what_is_no_output(work: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    for place in ("runs/ab/x.ipynb", "site-source/x", "state.json", "responses_synthetic.csv"):
        (work.folder / place).parent.mkdir(parents=True, exist_ok=True)
        (work.folder / place).write_text("x")
    assert verified(capsys) == []


def test_an_input_that_changed(work: Workspace, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for place in (
        *(f"data/raw/gemeenten/{name}" for name in SOURCES),
        "requirements.lock",
        "docs/conf.py",
        "docs/methods.md",
    ):
        content = (project / place).read_bytes()
        (project / place).write_bytes(content + b"\n")
        assert verified(capsys) == [f"{place} has changed: this input is not the one whose hash the manifest has."]
        (project / place).write_bytes(content)


def test_inputs_that_are_gone_or_new(work: Workspace, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    statements = project / "data" / "raw" / "gemeenten" / "statements.csv"
    content = statements.read_bytes()
    statements.unlink()
    there, place = "data/raw/gemeenten/statements.csv", "docs/_static/more.css"
    assert verified(capsys) == [f"{there} is missing: the manifest has it as an input."]
    manifests.write_manifest(work)
    statements.write_bytes(content)
    (project / place).write_text("p {}")
    found = verified(capsys)
    assert f"{there} is new: the manifest does not have it as an input." in found
    assert f"{place} is new: the manifest does not have it as an input." in found


def test_a_study_that_was_damaged_is_still_compared(
    work: Workspace, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "data" / "raw" / "gemeenten" / "study.toml").write_text("[study\n")
    assert verified(capsys) == [
        "data/raw/gemeenten/study.toml has changed: this input is not the one whose hash the manifest has."
    ]


def test_a_notebook_counts_with_what_it_would_run(
    work: Workspace, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project / "notebooks" / "explore.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")["outputs"] = []
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert verified(capsys) == []
    notebook["cells"][-1]["source"] = "1 + 1"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert verified(capsys) == [
        "notebooks/explore.ipynb has changed: this input is not the one whose hash the manifest has."
    ]


def test_a_package_that_changed(
    work: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifests, "package_hash", lambda: "0" * 64)
    assert verified(capsys) == ["src/collabstudy has changed: this input is not the one whose hash the manifest has."]


def test_pages_of_notebooks_that_are_stale_are_not_vouched_for(
    work: Workspace, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published = project / "data" / "raw" / "gemeenten" / "published.csv"
    published.write_text(published.read_text(encoding="utf-8").replace(",41%,", ",58%,"), encoding="utf-8")
    manifests.write_manifest(Workspace(Study.load("gemeenten")))  # as `collabstudy site` does
    assert "05_published_figures had not been executed as it stood when the manifest was written." in verified(capsys)


def test_what_the_manifest_says_is_held_against_the_study(work: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    right = read(work)
    wrong = {"rounding": "floor", "alpha": 0.1, "data": "0" * 64, "evidence": ["responses"], "minimum_base": 3}
    for name, value in wrong.items():
        manifests.manifest_path(work).write_text(json.dumps({**right, name: value}))
        assert verified(capsys) == [
            f"build/gemeenten/manifest.json: {name} is not what the study and the notebooks say."
        ]
    for name, value in {"commit": "f" * 40, "changes": True, "versions": {}}.items():
        manifests.manifest_path(work).write_text(json.dumps({**right, name: value}))
        assert verified(capsys) == []


def refused(capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["verify"]) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)
    return printed.err


def test_a_missing_manifest(work: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    manifests.manifest_path(work).unlink()
    assert refused(capsys) == (
        "collabstudy: build/gemeenten/manifest.json is missing, so there is nothing to hold anything against: "
        "run `make reproduce` for 'gemeenten' first.\n"
    )


def test_a_damaged_manifest(work: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    right = read(work)
    wrong: list[dict[str, Any]] = [
        {**right, "outputs": []},
        {**right, "outputs": {"x": {"bytes": 1}}},
        {**right, "inputs": {"study": {"x": 1}, "project": {}}},
        {},
    ]
    for text in ("", "[]", *map(json.dumps, wrong)):
        manifests.manifest_path(work).write_text(text)
        assert "build/gemeenten/manifest.json is damaged: delete it, and run `make reproduce`" in refused(capsys)


def test_what_it_says_of_the_default_study(work: Workspace, project: Path) -> None:
    found = read(work)
    assert (found["study"], found["evidence"], found["stale"]) == ("gemeenten", ["published", "synthetic"], [])
    assert (found["rounding"], found["alpha"], found["confidence"]) == ("half_up", 0.05, 0.95)
    assert (found["open"], found["minimum_base"], found["smallest_cell"]) == (True, 10, 5)
    assert (found["commit"], found["changes"]) == ("unknown", None)  # a copy outside git
    assert found["parameters"]["07_methods"] == {"study": "gemeenten", "confidence": None, "alpha": None, "power": 0.8}
    assert set(found["parameters"]) == {step.name for step in STEPS}
    assert {"Python", "numpy", "pandas", "scipy"} <= set(found["versions"])
    assert found["lock"] == hashlib.sha256((project / "requirements.lock").read_bytes()).hexdigest()
    page = b"<p>a page"
    assert found["outputs"]["build/gemeenten/site/index.html"] == {
        "bytes": len(page),
        "sha256": hashlib.sha256(page).hexdigest(),
    }
    assert str(project) not in json.dumps(found)


def test_the_data_hash_is_that_of_what_sha256sum_prints(work: Workspace, project: Path) -> None:
    folder = project / "data" / "raw" / "gemeenten"
    lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in SOURCES]
    assert read(work)["data"] == hashlib.sha256("".join(lines).encode()).hexdigest()
    assert sorted(read(work)["inputs"]["study"]) == SOURCES


def test_real_responses_elsewhere(project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A closed study: the rule in force, and no place on the machine."""
    monkeypatch.setenv("COLLABSTUDY_ROOT", str(project))
    folder = copied("library", tmp_path / "else where")
    change(folder, "study.toml", "minimum_base = 10", "minimum_base = 12")
    work = built(Study.load(folder))
    manifests.write_manifest(work)
    found = read(work)
    assert (found["open"], found["minimum_base"], found["smallest_cell"]) == (False, 12, 5)
    assert "responses" in found["evidence"]
    assert found["parameters"]["explore"]["study"] == "library"
    assert str(tmp_path) not in json.dumps(found)
    assert main(["verify", str(folder)]) == 0
    shutil.rmtree(project / "data" / "processed" / "library")
    assert main(["verify", str(folder)]) == 2


@pytest.mark.parametrize("name", ["program.py", "words.csv", "schema.json", "en.toml", "datasheet.md"])
def test_every_file_of_the_package_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(plan, "files", lambda _: tmp_path)
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / name).write_text("a")
    seen = {plan.package_hash.__wrapped__()}
    (tmp_path / "inner" / name).write_text("b")
    seen.add(plan.package_hash.__wrapped__())
    (tmp_path / "inner" / name).rename(tmp_path / "inner" / f"other {name}")
    seen.add(plan.package_hash.__wrapped__())
    assert len(seen) == 3
    (tmp_path / "compiled.pyc").write_text("x")
    assert plan.package_hash.__wrapped__() in seen
