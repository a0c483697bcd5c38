"""A notebook as the runner sees it."""

from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from collabstudy.errors import CollabstudyError
from collabstudy.reporting.show import MIME
from collabstudy.runner import notebook as notebooks


def made(*sources: str, tags: tuple[str, ...] = ("parameters",)) -> NotebookNode:
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    cells[0].metadata["tags"] = list(tags)
    return nbformat.v4.new_notebook(cells=cells)


def test_parameters_are_read_without_running_the_cell() -> None:
    notebook = made('study = "gemeenten"\nalpha = None  # such as 0.01\npairs = [["a", "b"]]')
    assert notebooks.parameters(notebook, "x") == {"study": "gemeenten", "alpha": None, "pairs": [["a", "b"]]}


def test_only_what_differs_from_the_default_is_given_on() -> None:
    notebook = made('study = "gemeenten"\nalpha = None')
    given = {"study": "gemeenten", "alpha": 0.01}
    assert notebooks.checked_parameters(notebook, "x", given) == {"alpha": 0.01}


def test_an_unknown_parameter_is_an_error_that_names_those_there_are() -> None:
    with pytest.raises(CollabstudyError, match=r"x has no parameter 'alhpa': it has study, alpha"):
        notebooks.checked_parameters(made('study = "a"\nalpha = 1'), "x", {"alhpa": 2})


@pytest.mark.parametrize("tags", [(), ("other",)])
def test_a_notebook_without_parameters_cell_is_refused(tags: tuple[str, ...]) -> None:
    with pytest.raises(CollabstudyError, match="one cell must have the tag 'parameters'; 0 have it"):
        notebooks.parameters(made("a = 1", tags=tags), "x")


def test_what_changes_from_run_to_run_is_stripped() -> None:
    notebook = made("a = 1")
    notebook.metadata = nbformat.from_dict(
        {"papermill": {"duration": 1.5}, "language_info": {"name": "python", "version": "3.12.9"}, "kernelspec": {}}
    )
    notebook.cells[0].metadata.update(papermill={"status": "completed"}, execution={"iopub.status.busy": "now"})
    injected = nbformat.v4.new_code_cell("a = 2", id="random", metadata={"tags": ["injected-parameters"]})
    notebook.cells.append(injected)
    found = notebooks.stripped(notebook)
    assert set(found.metadata) == {"kernelspec", "language_info"}
    assert "version" not in found.metadata["language_info"]
    assert dict(found.cells[0].metadata) == {"tags": ["parameters"]}
    assert found.cells[1].id == "injected-parameters"


def shown(key: str) -> NotebookNode:
    return nbformat.v4.new_output("display_data", data={MIME: {"key": key, "kind": "finding", "sentences": ["a"]}})


def test_results_are_taken_out_by_key() -> None:
    notebook = made("show(1)", "show(2)")
    notebook.cells[0].outputs = [shown("one")]
    notebook.cells[1].outputs = [nbformat.v4.new_output("stream", name="stdout", text="text"), shown("two")]
    assert notebooks.results(notebook, "x") == {
        "one": {"kind": "finding", "sentences": ["a"]},
        "two": {"kind": "finding", "sentences": ["a"]},
    }


def test_two_results_with_one_key_are_refused() -> None:
    notebook = made("show(1)", "show(1)")
    for cell in notebook.cells:
        cell.outputs = [shown("one")]
    with pytest.raises(CollabstudyError, match="two results have the key 'one'"):
        notebooks.results(notebook, "x")


def test_standard_error_is_noticed_and_standard_output_is_not() -> None:
    notebook = made("a")
    notebook.cells[0].execution_count = 7
    notebook.cells[0].outputs = [nbformat.v4.new_output("stream", name="stdout", text="fine\n")]
    assert notebooks.noise(notebook) is None
    notebook.cells[0].outputs.append(nbformat.v4.new_output("stream", name="stderr", text="careful\nmore"))
    assert notebooks.noise(notebook) == (7, "careful")


def test_a_file_that_is_no_notebook_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text("no json")
    with pytest.raises(CollabstudyError, match=r"a\.ipynb cannot be read as a notebook"):
        notebooks.read(path)
