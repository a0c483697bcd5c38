"""``build/<study>/manifest.json``: what a run rests on, and every file that it left, with its hash.

The same run writes the same bytes. The manifest is no output of itself, and no notebook ever reads it.
"""

import ast
import hashlib
import json
import platform
from collections.abc import Iterable
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from collabstudy.disclosure import is_open, rules_of
from collabstudy.files import file_hash, write_if_changed
from collabstudy.reporting.provenance import Provenance
from collabstudy.runner.assignments import assignments
from collabstudy.runner.commit import commit_of
from collabstudy.runner.plan import (
    STEPS,
    Workspace,
    cells,
    is_current,
    key,
    notebook_source,
    package_hash,
    page_sources,
    source_hash,
    study_parameter,
)
from collabstudy.study import Study
from collabstudy.study.loading import DATASHEET
from collabstudy.study.places import processed_folder, project_root

PACKAGES = ("matplotlib", "numpy", "pandas", "papermill", "pyarrow", "scipy", "statsmodels")
# Not outputs of the collection: itself, the runner's memory, what lies on the way to the pages, runs of one's own.
LEFT_OUT = ("manifest.json", "state.json", "site-source", "runs")
Hashes = dict[str, str]


def manifest_path(work: Workspace) -> Path:
    """Where the manifest of a study is."""
    return work.folder / "manifest.json"


def write_manifest(work: Workspace) -> bool:
    """Write the manifest of what stands there now; whether it had to be written."""
    text = json.dumps(manifest(work), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    return write_if_changed(manifest_path(work), text.encode())


def manifest(work: Workspace) -> dict[str, Any]:
    """What a run rests on, its inputs by hash, and its outputs by size and hash.

    ``stale`` names the notebooks that were not executed as they and their inputs stand: none after ``reproduce``.
    """
    return {
        **asdict(provenance_of(work.study)),
        "inputs": inputs(work.study),
        "outputs": {
            name: {"bytes": path.stat().st_size, "sha256": file_hash(path)}
            for name, path in by_place(outputs(work)).items()
        },
        "stale": stale(work),
    }


def stale(work: Workspace) -> list[str]:
    """The notebooks that were not executed as they and what they read now stand."""
    given = {"study": study_parameter(work.study)}
    return [
        step.name for step in STEPS if not is_current(step.name, work, key(step, work, given), work.products(step.name))
    ]


def provenance_of(study: Study) -> Provenance:
    """What a run of the collection for a study rests on."""
    commit, changes = commit_of(project_root())
    own, rules = study.analysis, rules_of(study)
    return Provenance(
        study=study.name,
        title=study.title,
        evidence=study.sources,
        data=data_hash(study),
        lock=file_hash(project_root() / "requirements.lock"),
        version=version("collabstudy"),
        commit=commit,
        changes=changes,
        versions={"Python": platform.python_version(), **{name: version(name) for name in PACKAGES}},
        parameters={step.name: {**declared(notebook_source(step.name)), "study": study.name} for step in STEPS},
        rounding=own.rounding,
        alpha=own.alpha,
        confidence=own.confidence,
        open=is_open(study),
        minimum_base=rules.minimum_base,
        smallest_cell=rules.smallest_cell,
    )


def study_files(study: Study) -> list[Path]:
    """Every file of the study folder that a notebook or a page reads, where it is there."""
    names = {DATASHEET, *(name for step in STEPS for name in step.reads)}
    names |= {study.responses.file} if study.responses else set()
    return _there(study.folder / name for name in names)


def data_hash(study: Study) -> str:
    """One hash over the study's files: that of what ``sha256sum`` prints of them, sorted by name."""
    lines = "".join(f"{file_hash(path)}  {path.relative_to(study.folder)}\n" for path in study_files(study))
    return hashlib.sha256(lines.encode()).hexdigest()


def inputs(study: Study) -> dict[str, Hashes]:
    """The hashes of what was read: of the study folder, by name, and of the project, by its place in it.

    A notebook counts with what it would run, not with its outputs.
    """
    root = project_root()
    files = [root / "requirements.lock", *page_sources()]
    project = {name: file_hash(path) for name, path in by_place(_there(files)).items()}
    notebooks = by_place(_there(notebook_source(step.name) for step in STEPS))
    project |= {name: source_hash(path) for name, path in notebooks.items()}
    project["src/collabstudy"] = package_hash()
    return {
        "study": {str(path.relative_to(study.folder)): file_hash(path) for path in study_files(study)},
        "project": project,
    }


def outputs(work: Workspace) -> list[Path]:
    """Every file that the collection left behind."""
    folder = work.folder
    tops = [path for path in folder.glob("*") if path.name not in LEFT_OUT] + [processed_folder(work.study)]
    # what `collabstudy reconstruct` puts beside them is compared with the study's own file, and no output
    draft = folder / work.study.responses.file if work.study.responses else None
    return _there(path for top in tops for path in (top, *top.rglob("*")) if path != draft)


def declared(notebook: Path) -> dict[str, Any]:
    """The parameters that a notebook declares, with their defaults."""
    sources = [source for _, source, tags in cells(notebook) if "parameters" in tags]
    return {name: ast.literal_eval(value) for source in sources for name, value, _ in assignments(source)}


def _there(paths: Iterable[Path]) -> list[Path]:
    return sorted(path for path in paths if path.is_file())


def by_place(paths: Iterable[Path]) -> dict[str, Path]:
    """Files by their place in the project, which is written the same on every system."""
    root = project_root()
    return {path.relative_to(root).as_posix(): path for path in paths}
