"""Between the committed notebooks and those one works in: accept outputs, a scratch copy, taking it back."""

import hashlib
import json
from pathlib import Path

from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook

from collabstudy.errors import CollabstudyError
from collabstudy.files import write_if_changed
from collabstudy.runner import notebook as notebooks
from collabstudy.runner.front import refresh_front_page
from collabstudy.runner.plan import STEPS, Workspace, is_current, key, notebook_source, study_parameter
from collabstudy.study import Study
from collabstudy.study.places import project_root

TAKEN = ".taken.json"


def accept(study: Study) -> list[str]:
    """Put the freshly executed notebooks of the default study into ``notebooks/``, their findings into the
    README; what changed.

    Raises :class:`CollabstudyError` where one has not been executed as it stands.
    """
    work = Workspace(study)
    given = {"study": study_parameter(study)}
    changed = []
    for step in STEPS:
        executed = work.notebook(step.name)
        if not is_current(step.name, work, key(step, work, given), work.products(step.name)):
            raise CollabstudyError(f"{step.name} has not been executed as it stands: run `make notebooks` first.")
        if write_if_changed(notebook_source(step.name), executed.read_bytes()):
            changed.append(step.name)
    return changed + refresh_front_page(work)


def scratch_folder() -> Path:
    """Where notebooks are tried out."""
    return project_root() / "build" / "lab"


def prepare_scratch(study: Study) -> list[str]:
    """Copy the notebooks to the scratch folder for a study; the names of those left alone: they were changed there."""
    folder = scratch_folder()
    given = {"study": study_parameter(study)}
    taken = _taken(folder)
    left = []
    for source in sorted((project_root() / "notebooks").glob("*.ipynb")):
        notebook = notebooks.read(source)
        changed = notebooks.checked_parameters(notebook, source.name, given)
        if changed:
            notebook = notebooks.stripped(parameterize_notebook(load_notebook_node(str(source)), changed))
        content = notebooks.to_bytes(notebook)
        scratch = folder / source.name
        if scratch.is_file() and _digest(scratch.read_bytes()) not in (taken.get(source.name), _digest(content)):
            left.append(source.stem)
            continue
        write_if_changed(scratch, content)
        taken[source.name] = _digest(content)
    write_if_changed(folder / TAKEN, json.dumps(taken, indent=1, sort_keys=True).encode() + b"\n")
    return left


def keep_scratch() -> list[str]:
    """Take notebooks that were changed in the scratch folder back into ``notebooks/``; their names."""
    folder = scratch_folder()
    taken = _taken(folder)
    kept = []
    for scratch in sorted(folder.glob("*.ipynb")):
        if _digest(scratch.read_bytes()) == taken.get(scratch.name):
            continue
        notebook = notebooks.stripped(notebooks.read(scratch))
        notebook.cells = [cell for cell in notebook.cells if notebooks.INJECTED not in cell.metadata.get("tags", [])]
        if write_if_changed(notebook_source(scratch.stem), notebooks.to_bytes(notebook)):
            kept.append(scratch.stem)
        taken[scratch.name] = _digest(scratch.read_bytes())
    write_if_changed(folder / TAKEN, json.dumps(taken, indent=1, sort_keys=True).encode() + b"\n")
    return kept


def _taken(folder: Path) -> dict[str, str]:
    path = folder / TAKEN
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
