"""What is written in a notebook's cells, apart from what running it shows and from the study it is opened for."""

import hashlib
import json

from nbformat import NotebookNode

from collabstudy.errors import CollabstudyError
from collabstudy.runner import notebook as notebooks

STUDY = "study"


def for_study(notebook: NotebookNode, name: str, study: str) -> NotebookNode:
    """A committed notebook as one opens it for a study: of another than its default, without the default's outputs.

    Raises :class:`CollabstudyError` where the notebook has no such parameter.
    """
    if notebooks.checked_parameters(notebook, name, {STUDY: study}):
        cell = notebooks.parameter_cell(notebook, name)
        cell.source = notebooks.with_parameter(cell.source, STUDY, f"{STUDY} = {json.dumps(study, ensure_ascii=False)}")
        for cell in notebook.cells:
            _clear(cell)
    return notebook


def as_committed(written: NotebookNode, committed: NotebookNode, name: str) -> NotebookNode:
    """A notebook that was worked in, as it may be committed: its cells, and nothing that running them showed.

    The default of ``study`` is the committed one. Committed outputs stay as far as the code above them and their own
    is unchanged; from the first cell of changed code on, cells have none.

    Raises :class:`CollabstudyError` where the cell of parameters is missing or no Python.
    """
    result = notebooks.stripped(written)
    result.cells = [cell for cell in result.cells if notebooks.INJECTED not in cell.metadata.get("tags", [])]
    cell = notebooks.parameter_cell(result, name)
    try:
        cell.source = notebooks.with_parameter(cell.source, STUDY, _default(committed, name))
    except SyntaxError:
        raise CollabstudyError(f"{name}: the cell of parameters is no Python; mend it first.") from None
    before = iter([cell for cell in committed.cells if cell.cell_type == "code"])
    same = True
    for cell in result.cells:
        cell.metadata = {"tags": list(cell.metadata.get("tags", []))}  # JupyterLab adds how a cell is folded
        _clear(cell)
        if cell.cell_type == "code":
            old = next(before, None)
            same = same and old is not None and old.source == cell.source
            if same and old is not None:
                cell.outputs, cell.execution_count = old.outputs, old.execution_count
    return result


def fingerprint(notebook: NotebookNode) -> str:
    """A hash of the cells: kinds, sources and tags."""
    cells = [(cell.cell_type, cell.source, cell.metadata.get("tags", [])) for cell in notebook.cells]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def _default(committed: NotebookNode, name: str) -> str:
    """The committed line that assigns ``study``."""
    lines: list[str] = notebooks.parameter_cell(committed, name).source.split("\n")
    return next((line for line in lines if line.partition("=")[0].strip() == STUDY), "")


def _clear(cell: NotebookNode) -> None:
    if cell.cell_type == "code":
        cell.outputs, cell.execution_count = [], None
