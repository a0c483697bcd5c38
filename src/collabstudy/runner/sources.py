"""What is written in a notebook's cells, apart from what running it shows and from the study it is opened for."""

import ast
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
        alone = notebooks.assigned_alone(cell.source, STUDY)
        if not alone or _comment(cell.source) not in ("", _comment(_default(committed, name))):
            raise CollabstudyError(
                f"{name}: the line that assigns {STUDY} holds more than that; put the rest on a line of its own."
            )
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
    """A hash of the cells: kinds, sources, tags, and attachments where there are any."""
    cells = [
        [cell.cell_type, cell.source, cell.metadata.get("tags", []), *filter(None, [cell.get("attachments")])]
        for cell in notebook.cells
    ]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def _default(committed: NotebookNode, name: str) -> str:
    """The committed line that assigns ``study``."""
    return _line(notebooks.parameter_cell(committed, name).source)


def _line(source: str) -> str:
    return next((line for line in source.split("\n") if line.partition("=")[0].strip() == STUDY), "")


def _comment(source: str) -> str:
    """What stands behind the assignment of ``study``, whose value is a literal."""
    line = _line(source)
    value = ast.parse(line).body[0].value if line else None  # type: ignore[attr-defined]
    return line.encode()[value.end_col_offset :].decode().strip() if value else ""  # counted in bytes


def _clear(cell: NotebookNode) -> None:
    if cell.cell_type == "code":
        cell.outputs, cell.execution_count = [], None
