"""Executing a notebook: what is left behind when it works, and when it does not."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from collabstudy.errors import CollabstudyError
from collabstudy.runner.environment import kernel_environment
from collabstudy.runner.execute import NotebookFailed, execute

METADATA = {"kernelspec": {"display_name": "x", "language": "python", "name": "python3"}}
RESULT = (
    "display({{'text/plain': 'x', 'application/vnd.collabstudy.result+json': {{'key': 'k', 'value': {}}}}}, raw=True)"
)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with kernel_environment(tmp_path):
        yield tmp_path


def run(folder: Path, *sources: str, closed: bool = False, **given: object) -> Path:
    cells = [nbformat.v4.new_code_cell(source, id=f"c{number}") for number, source in enumerate(sources)]
    cells[0].metadata["tags"] = ["parameters"]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=METADATA), folder / "a.ipynb")
    output = folder / "out" / "a.ipynb"
    execute(folder / "a.ipynb", output, folder / "out" / "a.json", given, closed)
    return output


def test_parameters_arrive_and_results_come_out(folder: Path) -> None:
    output = run(folder, "number = 1", RESULT.format("number * 2"), number=21)
    assert json.loads((folder / "out" / "a.json").read_text()) == {"k": {"value": 42}}
    executed = nbformat.read(output, as_version=4)
    assert [cell.execution_count for cell in executed.cells] == [1, 2, 3]
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["a.ipynb", "a.json"]


def test_two_runs_leave_the_same_bytes(folder: Path) -> None:
    first = run(folder, "number = 1", RESULT.format("number"), number=3).read_bytes()
    assert run(folder, "number = 1", RESULT.format("number"), number=3).read_bytes() == first


def test_a_failing_cell_is_named_and_the_last_good_result_stays(folder: Path) -> None:
    good = run(folder, "number = 1", RESULT.format("number")).read_bytes()
    with pytest.raises(NotebookFailed) as caught:
        run(folder, "number = 1", "1 + 1", "raise ValueError('first line\\nsecond line')")
    assert "a.ipynb, cell [3]: ValueError: first line (kept as" in str(caught.value)
    assert "second line" not in str(caught.value)
    assert caught.value.exit_code == 1
    assert (folder / "out" / "a.ipynb").read_bytes() == good
    failed = nbformat.read(folder / "out" / "a.failed.ipynb", as_version=4)
    assert any(output.output_type == "error" for cell in failed.cells for output in cell.get("outputs", []))
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["a.failed.ipynb", "a.ipynb", "a.json"]


def test_a_good_run_removes_the_failed_notebook(folder: Path) -> None:
    with pytest.raises(NotebookFailed):
        run(folder, "number = 1", "1 / 0")
    run(folder, "number = 1", "1 / 1")
    assert not (folder / "out" / "a.failed.ipynb").exists()


def test_a_cell_that_writes_to_standard_error_fails(folder: Path) -> None:
    with pytest.raises(NotebookFailed, match=r"cell \[2\]: wrote to standard error: careful"):
        run(folder, "number = 1", "import sys; print('careful', file=sys.stderr)")
    assert not (folder / "out" / "a.ipynb").exists()


@pytest.mark.parametrize(
    ("source", "what"), [("print('ann@example.org')", "printed text"), ("'ann@example.org'", "a value of its own")]
)
def test_of_real_responses_nothing_leaves_a_notebook_but_through_show(folder: Path, source: str, what: str) -> None:
    with pytest.raises(NotebookFailed, match=rf"a\.ipynb, cell \[3\]: it puts out {what}"):
        run(folder, "number = 1", RESULT.format("number"), source, closed=True)
    assert not (folder / "out" / "a.failed.ipynb").exists()
    assert not (folder / "out" / "a.ipynb").exists()
    run(folder, "number = 1", RESULT.format("number"), "unseen = 'ann@example.org'", closed=True)
    run(folder, "number = 1", RESULT.format("number"), source)  # an open study may


MADE = (
    'Table(pd.DataFrame({"role": ["board"]}), "mine", ("assumed",))',
    'Finding(["the first said no"], ("identified",))',
    'Missing("the first said no")',
    'replace(Missing("none"), reason="the first said no")',
)


@pytest.mark.parametrize("made", MADE)
def test_of_real_responses_nothing_made_by_hand_leaves_a_notebook(folder: Path, made: str) -> None:
    """Whatever evidence class it claims."""
    source = (
        "import pandas as pd\nfrom dataclasses import replace\nfrom collabstudy.reporting import show\n"
        f"from collabstudy.reporting.results import Finding, Missing, Table\nshow({made}, key='hand')"
    )
    with pytest.raises(NotebookFailed, match=r"it puts out a result made by hand, without its releases"):
        run(folder, "number = 1", source, closed=True)
    assert not (folder / "out" / "a.ipynb").exists()
    run(folder, "number = 1", source)  # an open study may


def test_of_real_responses_a_result_of_published_figures_may_leave(folder: Path) -> None:
    source = (
        "from collabstudy.reporting import show\nfrom collabstudy.reporting.results import NO_COMPARISON\n"
        "show(NO_COMPARISON, key='none')"
    )
    run(folder, "number = 1", source, closed=True)
    assert "by hand" not in (folder / "out" / "a.json").read_text()


def test_an_unknown_parameter_stops_before_anything_runs(folder: Path) -> None:
    with pytest.raises(CollabstudyError, match="has no parameter 'nummer'"):
        run(folder, "number = 1", "open('ran', 'w')", nummer=2)
    assert not (folder / "ran").exists()


def test_the_working_folder_is_the_given_one(folder: Path) -> None:
    run(folder, "number = 1", "from pathlib import Path; Path('here').touch()")
    assert (folder / "here").exists()


def test_the_users_own_ipython_and_packages_stay_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    startup = tmp_path / "home" / ".ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text("number = 'from the user'")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("IPYTHONDIR", raising=False)
    before, place = dict(os.environ), Path.cwd()
    with kernel_environment(tmp_path):
        run(tmp_path, "", RESULT.format("'number' in globals()"))
    assert json.loads((tmp_path / "out" / "a.json").read_text())["k"]["value"] is False
    assert (dict(os.environ), Path.cwd()) == (before, place)


def test_a_kernel_of_the_same_name_elsewhere_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = tmp_path / "home" / ".local" / "share" / "jupyter" / "kernels" / "python3"
    kernel.mkdir(parents=True)
    (kernel / "kernel.json").write_text(json.dumps({"argv": ["false"], "display_name": "x", "language": "python"}))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    with kernel_environment(tmp_path):
        run(tmp_path, "number = 1", "import sys", RESULT.format("sys.prefix"))
    import sys

    assert json.loads((tmp_path / "out" / "a.json").read_text())["k"]["value"] == sys.prefix
