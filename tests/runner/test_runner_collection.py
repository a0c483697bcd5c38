"""The whole collection as typed: the article's study, and two studies of other shapes, without an edit of code."""

import json
import os
import re
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pandas as pd
import pytest
from studies import change, copied, forget_hash
from support import FIXTURES, Run

COLLECTION = {
    "00_index",
    "01_cleaning",
    "02_descriptives",
    "03_crosstabs",
    "04_significance",
    "05_published_figures",
    "06_claims",
    "07_methods",
    "08_validation",
    "explore",
}


def executed(finished: CompletedProcess[str]) -> set[str]:
    """The notebooks that a run says it has executed."""
    return set(re.findall(r"^  (\w+) done in", finished.stdout, re.MULTILINE))


def results(project: Path, study: str, notebook: str) -> dict[str, Any]:
    return json.loads((project / "build" / study / "results" / f"{notebook}.json").read_text(encoding="utf-8"))


def claim(project: Path, statement: str) -> dict[str, Any]:
    return next(row for row in results(project, "gemeenten", "06_claims")["claims"]["rows"] if row["id"] == statement)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def assert_pages(site: Path) -> None:
    """Every notebook is a page that loads nothing from outside, with a written alternative for each figure."""
    pages = {path.stem: path.read_text(encoding="utf-8") for path in site.glob("*.html")}
    assert set(pages) >= COLLECTION - {"00_index"} | {"index"}
    for name, text in pages.items():
        assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', text) == [], name
        for alt in re.findall(r'<img[^>]*alt="([^"]*)"', text):
            assert alt.endswith("."), f"{name}: {alt}"
            assert len(alt.split()) > 5, f"{name}: {alt}"
    assert "<img" in pages["05_published_figures"]
    assert 'href="05_published_figures.html"' in pages["index"]
    assert 'href="index.html"' in pages["06_claims"]


@pytest.mark.slow  # the whole collection three times; `make test` begins with a run of its own
def test_the_articles_study_from_first_run_to_a_changed_figure(project: Path, collabstudy: Run) -> None:
    raw = snapshot(project / "data" / "raw")
    first = collabstudy("reproduce", "gemeenten")
    assert first.returncode == 0, first.stderr
    assert executed(first) == COLLECTION
    findings = first.stdout.splitlines()[-6:-1]
    assert [line.partition(":")[0].split(" (")[0] for line in findings] == [
        "What is real",
        "Bases",
        "If the same persons answered both",
        "Whatever the bases",
        "The invited",
    ]
    assert first.stdout.splitlines()[-1] == "Read on: build/gemeenten/site/index.html"
    assert_pages(project / "build" / "gemeenten" / "site")
    assert snapshot(project / "data" / "raw") == raw

    accepted = collabstudy("accept")
    assert accepted.stdout.startswith("nothing to accept"), accepted.stdout

    verified = collabstudy("verify")
    assert (verified.returncode, verified.stderr) == (0, "")
    assert re.fullmatch(r"gemeenten: \d+ outputs and 31 inputs agree with .*\n", verified.stdout)
    manifest = json.loads((project / "build" / "gemeenten" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["stale"] == []
    listed = {name for name in manifest["outputs"] if name.startswith("build/gemeenten/site/")}
    assert listed == {f"build/gemeenten/site/{name}" for name in snapshot(project / "build" / "gemeenten" / "site")}

    built = snapshot(project / "build")
    again = collabstudy("reproduce", "gemeenten")
    assert executed(again) == set()
    assert again.stdout.splitlines()[-6:] == first.stdout.splitlines()[-6:]

    published = project / "data" / "raw" / "gemeenten" / "published.csv"
    os.utime(published)
    assert executed(collabstudy("reproduce", "gemeenten")) == set()
    assert snapshot(project / "build") == built

    assert claim(project, "S84")["among respondents"] == "holds"
    published.write_text(published.read_text(encoding="utf-8").replace(",41%,", ",58%,"), encoding="utf-8")
    verified = collabstudy("verify")
    assert (verified.returncode, verified.stdout.count("\n")) == (2, 2)
    assert verified.stdout.startswith("data/raw/gemeenten/published.csv has changed: ")
    changed = collabstudy("reproduce", "gemeenten")
    assert changed.returncode == 0, changed.stderr
    assert executed(changed) == COLLECTION - {"01_cleaning", "02_descriptives", "03_crosstabs", "08_validation"}
    assert claim(project, "S84")["among respondents"] == "fails"
    assert collabstudy("verify").returncode == 0
    page = (project / "build" / "gemeenten" / "site" / "06_claims.html").read_text(encoding="utf-8")
    assert re.search(r">S84</th>.*?>fails</td>", page)


@pytest.mark.slow  # four runs of a study of real responses; the suites of disclosure ask the same in parts
def test_a_survey_with_ordered_several_and_numeric_answers(project: Path, collabstudy: Run) -> None:
    folder = copied("library", project.parent)
    finished = collabstudy("reproduce", os.path.relpath(folder, project))
    assert finished.returncode == 0, finished.stderr
    assert executed(finished) == COLLECTION
    shares = {
        (row["question"], row["answer"]): (row["count"], row["base"])
        for row in results(project, "library", "02_descriptives")["shares"]["rows"]
    }
    assert shares["visits_weekly", "Yes"] == (5, 11)
    assert shares["would_recommend", "Agree"] == (6, 11)
    # only five answered services, and a branch could tell who somebody is
    assert {name for name, _ in shares} == {"visits_weekly", "would_recommend"}
    numbers = results(project, "library", "02_descriptives")["numbers"]["rows"]
    assert [(row["question"], row["base"], row["mean"]) for row in numbers] == [("age", 10, 49.3)]
    assert results(project, "library", "02_descriptives")["ordered_1"]["kind"] == "plot"
    tests = results(project, "library", "04_significance")["tests"]
    assert tests["evidence"] == ["responses"]
    everything = "".join(
        path.read_text(encoding="utf-8") for path in (project / "build" / "library" / "results").iterdir()
    )
    assert "SYNTHETIC" not in everything
    site = project / "build" / "library" / "site"
    assert "<b>gebouw" not in "".join(path.read_text(encoding="utf-8") for path in site.glob("*.html"))

    register = (folder / "register.csv").read_bytes()
    assert set(pd.read_csv(folder / "register.csv", keep_default_na=False)["variables"]) == {
        "",
        "visits_weekly",
        "would_recommend",
        "age",
        "visits_weekly|would_recommend",
    }
    page = (site / "register.html").read_text(encoding="utf-8")
    assert "visits_weekly × would_recommend" in page
    assert "No base below 10 (the study&#x27;s own threshold); no cell below 5" in page
    assert_one_more_answer_is_refused(folder, collabstudy)
    assert (folder / "register.csv").read_bytes() == register


def assert_one_more_answer_is_refused(folder: Path, collabstudy: Run) -> None:
    """A later run whose counts differ by one person is refused, and let through where the register is forgotten."""
    forget_hash(folder)
    change(folder, "responses.csv", '"2";"2026-03-02 10:11:12"', '"2";""')
    refused = collabstudy("reproduce", str(folder))
    assert refused.returncode == 2
    assert refused.stderr.splitlines()[-1].startswith(
        "collabstudy: 00_index, 'headline_2' differs from what an earlier run showed by few persons (all respondents: "
        "12 then, 11 now; "
    )
    assert refused.stderr.rstrip().endswith("wait until enough respondents have been added.")
    kept = (folder / "register.csv").read_bytes()
    (folder / "register.csv").unlink()
    allowed = collabstudy("site", str(folder))
    assert allowed.returncode == 0, allowed.stderr
    assert (folder / "register.csv").is_file()
    (folder / "register.csv").write_bytes(kept)


@pytest.mark.slow  # a second whole collection
def test_a_report_without_responses_and_a_notebook_that_fails(project: Path, collabstudy: Run) -> None:
    study = str(FIXTURES / "report")
    finished = collabstudy("reproduce", study)
    assert finished.returncode == 0, finished.stderr
    assert executed(finished) == COLLECTION
    silent = results(project, "report", "02_descriptives")["shares"]
    assert silent == {"kind": "missing", "reason": {"phrase": ["missing", "responses"], "values": {}}}
    claims = results(project, "report", "06_claims")["claims"]["rows"]
    assert [(row["id"], row["among respondents"]) for row in claims] == [("S1", "holds"), ("S2", "holds")]
    assert not (project / "data" / "processed" / "report").exists()

    notebook = project / "notebooks" / "explore.ipynb"
    notebook.write_text(notebook.read_text(encoding="utf-8").replace("survey = Study.load", "survey = Study.lode"))
    good = (project / "build" / "report" / "notebooks" / "explore.ipynb").read_bytes()
    failed = collabstudy("reproduce", study)
    assert failed.returncode == 1
    assert failed.stderr.startswith("collabstudy: explore.ipynb, cell [3]: AttributeError: ")
    assert failed.stderr.strip().endswith("(kept as build/report/notebooks/explore.failed.ipynb)")
    assert "Traceback" not in failed.stderr
    assert (project / "build" / "report" / "notebooks" / "explore.failed.ipynb").is_file()
    assert (project / "build" / "report" / "notebooks" / "explore.ipynb").read_bytes() == good


def test_one_notebook_with_parameters_of_ones_own(project: Path, collabstudy: Run) -> None:
    finished = collabstudy("run", "06_claims", "--study", str(FIXTURES / "report"), "-p", "rounding=floor")
    assert finished.returncode == 0, finished.stderr
    output = project / finished.stdout.strip()
    assert output.parent.parent == project / "build" / "report" / "runs"
    injected = [
        cell
        for cell in json.loads(output.read_text())["cells"]
        if cell["metadata"].get("tags") == ["injected-parameters"]
    ]
    assert 'rounding = "floor"' in "".join(injected[0]["source"])
    unknown = collabstudy("run", "06_claims", "--study", str(FIXTURES / "report"), "-p", "ronding=floor")
    assert (unknown.returncode, unknown.stderr.count("\n")) == (2, 1)
    assert "06_claims.ipynb has no parameter 'ronding': it has study, rounding, alpha" in unknown.stderr


@pytest.mark.parametrize("study", ["gemeenten", str(FIXTURES / "report")])
def test_the_scratch_copy_and_back(project: Path, collabstudy: Run, study: str) -> None:
    before = snapshot(project / "notebooks")
    assert collabstudy("lab", study).stdout.strip() == str(project / "build" / "lab")
    assert collabstudy("keep").stdout.startswith("nothing to take back")
    scratch = project / "build" / "lab" / "explore.ipynb"
    scratch.write_text(scratch.read_text(encoding="utf-8").replace("**A pair.**", "**My pair.**"), encoding="utf-8")
    again = collabstudy("lab", study)
    assert "explore was changed in the scratch copy and is left as it is" in again.stderr
    assert "**My pair.**" in scratch.read_text(encoding="utf-8")
    assert snapshot(project / "notebooks") == before
    assert collabstudy("keep").stdout.startswith("taken back: explore;")
    after = snapshot(project / "notebooks")
    assert {name for name in after if after[name] != before[name]} == {"explore.ipynb"}
    assert b"**My pair.**" in after["explore.ipynb"]
    assert b"injected-parameters" not in after["explore.ipynb"]
    assert collabstudy("keep").stdout.startswith("nothing to take back")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, path
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_outputs_and_study_of_another_stay_in_the_scratch_copy(project: Path, collabstudy: Run) -> None:
    folder, tracked = project / "build" / "lab", project / "notebooks" / "explore.ipynb"
    private = copied("library", project.parent)
    assert collabstudy("lab", str(private)).returncode == 0
    scratch = json.loads((folder / "explore.ipynb").read_text(encoding="utf-8"))
    code = [cell for cell in scratch["cells"] if cell["cell_type"] == "code"]
    assert "".join(code[0]["source"]).startswith(f'study = "{private}"')
    secret = {"output_type": "stream", "name": "stdout", "text": ["row of a respondent"]}
    for number, cell in enumerate(code, start=1):
        assert cell["outputs"] == []
        cell.update(outputs=[secret], execution_count=number)
    code[3]["source"] = ["# mine\n", *code[3]["source"]]
    code[0]["metadata"]["collapsed"] = True
    (folder / "explore.ipynb").write_text(json.dumps(scratch), encoding="utf-8")
    before = json.loads(tracked.read_text(encoding="utf-8"))["cells"]
    said = collabstudy("keep")
    assert (said.returncode, said.stdout.startswith("taken back: explore;")) == (0, True), said.stderr
    text = tracked.read_text(encoding="utf-8")
    assert "row of a respondent" not in text
    assert str(private) not in text
    after = json.loads(text)["cells"]
    kept = [cell.get("outputs") == old.get("outputs") for cell, old in zip(after, before, strict=True)]
    changed = [cell["id"] for cell in before].index(code[3]["id"])
    assert all(kept[:changed])
    assert [cell["outputs"] for cell in after[changed:] if cell["cell_type"] == "code"] == [[], []]
    assert "".join(after[changed]["source"]).startswith("# mine\n")
    assert all(set(cell["metadata"]) <= {"tags"} for cell in after)


def test_what_was_only_run_is_not_taken_back(project: Path, collabstudy: Run) -> None:
    before = snapshot(project / "notebooks")
    collabstudy("lab", "gemeenten")
    scratch = project / "build" / "lab" / "explore.ipynb"
    edit(scratch, '"execution_count": 1', '"execution_count": 7')
    assert collabstudy("keep").stdout.startswith("nothing to take back")
    assert snapshot(project / "notebooks") == before


def test_keep_refuses_where_the_committed_notebook_was_changed_too(project: Path, collabstudy: Run) -> None:
    collabstudy("lab", "gemeenten")
    scratch, tracked = (project / at / "explore.ipynb" for at in ("build/lab", "notebooks"))
    edit(scratch, "**A pair.**", "**My pair.**")
    edit(tracked, "**A figure.**", "**Their figure.**")
    theirs, mine = tracked.read_bytes(), scratch.read_bytes()
    refused = collabstudy("keep")
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (2, "", 1)
    assert "notebooks/explore.ipynb was itself changed" in refused.stderr
    assert (tracked.read_bytes(), scratch.read_bytes()) == (theirs, mine)
    assert "explore.aside-1.ipynb" in collabstudy("lab", "gemeenten").stderr
    assert (scratch.parent / "explore.aside-1.ipynb").read_bytes() == mine
    assert "**Their figure.**" in scratch.read_text(encoding="utf-8")
    said = collabstudy("keep").stdout
    assert "nothing to take back" in said
    assert "explore.aside-1.ipynb" in said
    assert tracked.read_bytes() == theirs


def test_an_edit_outlives_a_checkout_of_the_notebooks(project: Path, collabstudy: Run) -> None:
    collabstudy("lab", "gemeenten")
    scratch, tracked = (project / at / "explore.ipynb" for at in ("build/lab", "notebooks"))
    committed = tracked.read_bytes()
    edit(scratch, "**A pair.**", "**My pair.**")
    collabstudy("keep")
    collabstudy("lab", "gemeenten")
    tracked.write_bytes(committed)
    assert "left as it is" in collabstudy("lab", "gemeenten").stderr
    assert "**My pair.**" in scratch.read_text(encoding="utf-8")
    assert collabstudy("keep").stdout.startswith("taken back: explore;")
    assert "**My pair.**" in tracked.read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    "line",
    [
        'study = \\"gemeenten\\"; mine = 2',
        'study = \\"gemeenten\\"  # my remark',
        "study = str(12)",
        "study = (\\n",
    ],
)
def test_more_on_the_line_of_the_study_is_never_lost(project: Path, collabstudy: Run, line: str) -> None:
    collabstudy("lab", "gemeenten")
    scratch, tracked = (project / at / "explore.ipynb" for at in ("build/lab", "notebooks"))
    edit(scratch, 'study = \\"gemeenten\\"', line)
    mine, theirs = scratch.read_bytes(), tracked.read_bytes()
    for command in (["keep"], ["lab", "gemeenten"], ["lab", str(FIXTURES / "report")]):
        said = collabstudy(*command)
        assert said.stderr.count("explore") >= 1, command
        assert (said.returncode == 2) is (command == ["keep"])
        assert scratch.read_bytes() == mine
    assert tracked.read_bytes() == theirs


def test_an_attachment_is_an_edit(project: Path, collabstudy: Run) -> None:
    collabstudy("lab", "gemeenten")
    scratch, tracked = (project / at / "explore.ipynb" for at in ("build/lab", "notebooks"))
    notebook = json.loads(scratch.read_text(encoding="utf-8"))
    notebook["cells"][0]["attachments"] = {"mine.png": {"image/png": "aGVsbG8="}}
    scratch.write_text(json.dumps(notebook), encoding="utf-8")
    assert "left as it is" in collabstudy("lab", str(FIXTURES / "report")).stderr
    assert collabstudy("keep").stdout.startswith("taken back: explore;")
    assert "mine.png" in tracked.read_text(encoding="utf-8")


def test_what_cannot_be_read_in_the_scratch_folder_is_named_and_left(project: Path, collabstudy: Run) -> None:
    collabstudy("lab", "gemeenten")
    scratch = project / "build" / "lab" / "explore.ipynb"
    scratch.write_text("{", encoding="utf-8")
    assert "build/lab/explore.ipynb cannot be read as a notebook" in collabstudy("lab", "gemeenten").stderr
    assert scratch.read_text(encoding="utf-8") == "{"
    refused = collabstudy("keep")
    assert refused.returncode == 2
    assert "build/lab/explore.ipynb cannot be read as a notebook (NotJSONError); mend it" in refused.stderr
    (scratch.parent / ".contained.json").write_text("{", encoding="utf-8")
    for command in (["keep"], ["lab", "gemeenten"]):
        damaged = collabstudy(*command)
        assert (damaged.returncode, damaged.stderr.count("\n")) == (2, 1)
        assert "build/lab/.contained.json is damaged: delete it" in damaged.stderr


@pytest.mark.slow
def test_pages_of_another_study_are_its_own(project: Path, collabstudy: Run) -> None:
    private = copied("report", project.parent / "private")
    for name in ("published.csv", "statements.csv"):
        (private / name).unlink()
    finished = collabstudy("reproduce", str(private))
    assert finished.returncode == 0, finished.stderr
    pages = "".join(path.read_text(encoding="utf-8") for path in (project / "build/report/site").glob("*.html"))
    for foreign in (str(private), "gemeenten", "Samenwerken", "Dutch article", "Author name"):
        assert foreign not in pages
    assert results(project, "report", "00_index")["study"]["evidence"] == ["assumed"]
