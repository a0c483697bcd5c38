"""The committed notebooks as files: what a reader sees who runs nothing."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from support import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NAMES = [path.stem for path in NOTEBOOKS]
# Digits that prose may hold: links to notebooks by their file names, which begin with a number.
LINK = re.compile(r"\[[^\]]*\]\(\w+\.ipynb\)|\b0\d_[a-z_]+")


def unread(notebook: dict[str, Any]) -> list[str]:
    """What shows that a notebook was not run from its first to its last cell."""
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    faults = []
    if [cell["execution_count"] for cell in code] != list(range(1, len(code) + 1)):
        faults.append("cells did not run in order")
    for cell in code:
        source = "".join(cell["source"])
        shown = re.search(r"^show\(.*", source, re.MULTILINE)
        if shown and not cell["outputs"]:
            faults.append(f"no output: {shown[0]}")
    return faults


def test_the_collection_is_complete() -> None:
    assert NAMES == [
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
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_every_cell_has_run_in_order_with_its_outputs(path: Path) -> None:
    assert unread(json.loads(path.read_text(encoding="utf-8"))) == []


def test_a_cleared_notebook_is_noticed() -> None:
    notebook = json.loads(NOTEBOOKS[1].read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
    assert "cells did not run in order" in unread(notebook)
    assert any(fault.startswith("no output: show(tables.import_table") for fault in unread(notebook))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_nothing_that_changes_from_run_to_run_is_stored(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert set(notebook["metadata"]) == {"kernelspec", "language_info"}
    assert "version" not in notebook["metadata"]["language_info"]
    for cell in notebook["cells"]:
        assert set(cell["metadata"]) <= {"tags"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_no_number_is_typed_in_prose(path: Path) -> None:
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "markdown":
            prose = LINK.sub("", "".join(cell["source"]))
            assert not re.search(r"\d", prose), prose


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_there_is_at_least_as_much_prose_as_code(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    words = dict.fromkeys(("markdown", "code"), 0)
    for cell in cells:
        words[cell["cell_type"]] += len("".join(cell["source"]).split())
    assert words["markdown"] >= words["code"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_one_cell_holds_the_parameters(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    tagged = [cell for cell in cells if "parameters" in cell["metadata"].get("tags", [])]
    assert len(tagged) == 1
    assert "".join(tagged[0]["source"]).startswith('study = "gemeenten"')


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_whatever_rests_on_responses_says_synthetic(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    first = "".join(notebook["cells"][0]["source"])
    uses_responses = "read_responses" in path.read_text(encoding="utf-8") or path.stem == "01_cleaning"
    assert "synthetic" in first + "".join(notebook["cells"][2]["source"]) or not uses_responses
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            result = output.get("data", {}).get("application/vnd.collabstudy.result+json", {})
            if "synthetic" in result.get("evidence", []):
                assert "SYNTHETIC" in "".join(output["data"]["text/plain"])
            # the appendix prints and hides real, public answers; the default study has none
            assert "responses" not in result.get("evidence", []) or path.stem == "08_validation"
