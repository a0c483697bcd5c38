"""A notebook as the runner sees it: its parameters, its results, and a form that is the same on every run."""

import ast
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from collabstudy.errors import CollabstudyError
from collabstudy.reporting.show import BY_HAND, MIME
from collabstudy.runner.assignments import assignments
from collabstudy.runner.parameters import check_kinds
from collabstudy.study.places import shown

INJECTED = "injected-parameters"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE = {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"}


def read(path: Path) -> NotebookNode:
    """A notebook of the current format. Raises :class:`CollabstudyError` where the file is none."""
    try:
        return nbformat.read(path, as_version=4)
    except (OSError, ValueError) as error:
        raise CollabstudyError(
            f"{shown(path)} cannot be read as a notebook ({type(error).__name__}); mend it, or move it away."
        ) from None


def to_bytes(notebook: NotebookNode) -> bytes:
    """The notebook's file content, as Jupyter writes it."""
    text: str = nbformat.writes(notebook)
    return text.rstrip("\n").encode() + b"\n"


def parameters(notebook: NotebookNode, name: str) -> dict[str, Any]:
    """The parameters that a notebook declares, with their defaults.

    Raises :class:`CollabstudyError` unless exactly one cell has the tag ``parameters`` and assigns plain values.
    """
    try:
        return {key: ast.literal_eval(value) for key, value, _ in assignments(parameter_cell(notebook, name).source)}
    except (SyntaxError, ValueError):
        raise CollabstudyError(f"{name}: the cell of parameters must assign plain values, one a line.") from None


def parameter_cell(notebook: NotebookNode, name: str) -> NotebookNode:
    """The cell that declares the parameters.

    Raises :class:`CollabstudyError` unless exactly one cell has the tag ``parameters``.
    """
    cells = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    if len(cells) != 1:
        raise CollabstudyError(f"{name}: one cell must have the tag 'parameters'; {len(cells)} have it.")
    return cells[0]


def with_parameter(source: str, name: str, line: str) -> str:
    """The source of a cell of parameters in which ``line`` assigns one of them, whatever assigned it before.

    Raises ``SyntaxError`` where the source is no Python.
    """
    lines = source.split("\n")
    taken = [place for key, _, place in assignments(source) if key == name]
    for first, last in reversed(taken):
        del lines[first:last]
    lines.insert(taken[0][0] if taken else 0, line)
    return "\n".join(lines)


def assigned_alone(source: str, name: str) -> bool:
    """Whether each line that assigns a parameter does nothing else: one literal, and perhaps a comment.

    Raises ``SyntaxError`` where the source is no Python.
    """
    lines = source.split("\n")
    for key, value, (first, last) in assignments(source):
        line, end = lines[first].encode(), value.end_col_offset or 0  # counted in bytes
        rest = line[end:].decode().strip()
        alone = line.startswith(name.encode()) and (not rest or rest.startswith("#"))
        if key == name and not (isinstance(value, ast.Constant) and last - first == 1 and alone):
            return False
    return True


def checked_parameters(notebook: NotebookNode, name: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Those given parameters that differ from the notebook's defaults.

    Raises :class:`CollabstudyError` for a parameter that the notebook does not have, or of another kind.
    """
    declared = parameters(notebook, name)
    unknown = [key for key in given if key not in declared]
    if unknown:
        raise CollabstudyError(f"{name} has no parameter {unknown[0]!r}: it has {', '.join(declared)}.")
    check_kinds(declared, given, name)
    return {key: value for key, value in given.items() if value != declared[key]}


def stripped(notebook: NotebookNode) -> NotebookNode:
    """The notebook without what changes from run to run: times, versions, random cell ids."""
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": LANGUAGE})
    for cell in notebook.cells:
        for volatile in ("papermill", "execution"):
            cell.metadata.pop(volatile, None)
        if INJECTED in cell.metadata.get("tags", []):
            cell.id = INJECTED
    return notebook


def results(notebook: NotebookNode, name: str) -> dict[str, Any]:
    """The results that a notebook displayed, by key.

    Raises :class:`CollabstudyError` where two results have the same key.
    """
    found: dict[str, Any] = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            result = output.get("data", {}).get(MIME)
            if result is None:
                continue
            if result["key"] in found:
                raise CollabstudyError(f"{name}: two results have the key {result['key']!r}; give each its own.")
            found[result["key"]] = {key: value for key, value in result.items() if key != "key"}
    return found


def noise(notebook: NotebookNode) -> tuple[int, str] | None:
    """The first cell that wrote to standard error, and its first line."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "stream" and output.name == "stderr":
                return cell.execution_count, output.text.strip().partition("\n")[0]
    return None


def bare_output(notebook: NotebookNode) -> tuple[int, str] | None:
    """The first cell that put out something without ``show``, or made by hand, and in a word what it was."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if kind := _untold(output):
                return cell.execution_count, kind
    return None


def _untold(output: NotebookNode) -> str:
    """What an output is that nobody vouches for; empty where it is a result of the package or says what it tells."""
    if output.output_type == "stream":
        return "printed text"
    result = output.get("data", {}).get(MIME)
    if result is None:
        return "a value of its own"
    return "a result made by hand, without its releases" if result.get(BY_HAND) else ""
