"""Between the committed notebooks and those one works in: accept outputs, a scratch copy, taking it back.

Nothing that was written may get lost. For each scratch notebook a file records the committed states that it contains,
by their fingerprints: first the one it was copied from, then each as which it was taken back.
"""

import json
from pathlib import Path

from nbformat import NotebookNode

from collabstudy.errors import CollabstudyError
from collabstudy.files import write_if_changed
from collabstudy.runner import notebook as notebooks
from collabstudy.runner.front import refresh_front_page
from collabstudy.runner.plan import STEPS, Workspace, is_current, key, notebook_source, study_parameter
from collabstudy.runner.sources import as_committed, fingerprint, for_study
from collabstudy.study import Study
from collabstudy.study.owners import check_owner
from collabstudy.study.places import project_root, shown

CONTAINED = ".contained.json"


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
    """Copy the notebooks to the scratch folder for a study; a sentence for each that holds changes of the user's.

    A scratch notebook with changes that are not in ``notebooks/`` is left alone; where the committed one was changed
    too, it is set aside under another name.

    Raises :class:`CollabstudyError` where what is built under the study's name belongs to another folder.
    """
    check_owner(study)
    contained, said = _contained(), []
    for source in _committed_notebooks():
        committed, scratch = notebooks.read(source), scratch_folder() / source.name
        now, known = fingerprint(committed), contained.get(source.name, [])
        fresh = notebooks.to_bytes(for_study(committed, source.name, study_parameter(study)))
        if not scratch.is_file():
            contained[source.name] = [now]
        elif not (written := _written(scratch, source)):
            said.append(f"{_why_not(scratch, source)} It is left as it is: {shown(scratch)}.")
            continue
        elif written == now:
            contained[source.name] = known if now in known else [*known, now]
            if _opened_for(scratch) == study_parameter(study):
                continue  # what was tried out there stays
        elif known == [written]:
            contained[source.name] = [now]  # never changed there, only here
        elif now in known:
            said.append(
                f"{source.stem} was changed in the scratch copy and is left as it is; `make keep` takes it back."
            )
            continue
        else:
            said.append(f"{source.stem} was changed in the scratch copy and in notebooks/; {_set_aside(scratch)}.")
            contained[source.name] = [now]
        write_if_changed(scratch, fresh)
    _remember(contained)
    return said


def keep_scratch() -> tuple[list[str], list[str]]:
    """Take what was written in the scratch notebooks back into ``notebooks/``: the names of those that changed, and of
    new ones, which stay where they are.

    Raises :class:`CollabstudyError`, before anything is written, where a committed notebook was changed as well since
    its scratch copy was taken, or a scratch notebook cannot be read.
    """
    contained, taken = _contained(), dict[Path, NotebookNode]()
    sources = _committed_notebooks()
    for source in sources:
        scratch, known = scratch_folder() / source.name, contained.get(source.name, [])
        if not scratch.is_file():
            continue
        committed = notebooks.read(source)
        result = as_committed(notebooks.read(scratch), committed, source.name)
        now, written = fingerprint(committed), fingerprint(result)
        if written == now or known == [written]:
            continue
        if now not in known:
            raise CollabstudyError(
                f"nothing is taken back: {shown(source)} was itself changed since its scratch copy was taken; "
                f"`make lab` sets your {shown(scratch)} aside and makes a fresh copy for your changes."
            )
        taken[source] = result
        contained[source.name] = [*known, written]
    for source, result in taken.items():
        write_if_changed(source, notebooks.to_bytes(result))
    _remember(contained)
    new = sorted({path.name for path in scratch_folder().glob("*.ipynb")} - {source.name for source in sources})
    return [source.stem for source in taken], new


def _committed_notebooks() -> list[Path]:
    return sorted((project_root() / "notebooks").glob("*.ipynb"))


def _written(scratch: Path, source: Path) -> str:
    """What is written in a scratch notebook, as a fingerprint; empty where it cannot be read."""
    try:
        return fingerprint(as_committed(notebooks.read(scratch), notebooks.read(source), source.name))
    except CollabstudyError:
        return ""


def _why_not(scratch: Path, source: Path) -> str:
    """Why a scratch notebook could not be taken back as it stands."""
    try:
        as_committed(notebooks.read(scratch), notebooks.read(source), source.name)
    except CollabstudyError as error:
        return str(error)
    return ""


def _opened_for(scratch: Path) -> object:
    return notebooks.parameters(notebooks.read(scratch), scratch.name).get("study")


def _set_aside(scratch: Path) -> str:
    """Rename a scratch notebook, over no other; a clause that says where it is."""
    number = 1
    while (aside := scratch.with_name(f"{scratch.stem}.aside-{number}.ipynb")).exists():
        number += 1
    scratch.rename(aside)
    return f"yours is now {shown(aside)}, beside a fresh copy"


def _contained() -> dict[str, list[str]]:
    path = scratch_folder() / CONTAINED
    try:
        found = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except ValueError:
        found = None
    if not isinstance(found, dict) or not all(isinstance(known, list) for known in found.values()):
        raise CollabstudyError(
            f"{shown(path)} is damaged: delete it; `make lab` then sets aside each notebook that differs."
        )
    return found


def _remember(contained: dict[str, list[str]]) -> None:
    write_if_changed(scratch_folder() / CONTAINED, json.dumps(contained, indent=1, sort_keys=True).encode() + b"\n")
