"""The order of the notebooks as a graph of content: what each reads, and whether it must run again.

A notebook is stale when a hash over all that can change its outputs differs from the one of its last run:
its own cells, its parameters, the package, the lock, the study's files that it reads, and what earlier
notebooks left behind. Times do not count, so a touched file re-executes nothing.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from collabstudy.errors import CollabstudyError
from collabstudy.files import file_hash, write_if_changed
from collabstudy.study import Study
from collabstudy.study.owners import check_owner, claim
from collabstudy.study.places import built_folder, processed_folder, project_root

CODEBOOK = ("study.toml", "questions.csv", "choices.csv")
PUBLISHED = (*CODEBOOK, "published.csv")
PAGES = ("conf.py", "_static", "_templates", "methods.md", "evidence.md", "disclosure.md")
PROCESSED = ("responses.parquet", "repair_log.csv", "row_account.json")


@dataclass(frozen=True)
class Step:
    """A notebook: the study's files that it reads, and the notebooks whose products it reads."""

    name: str
    reads: tuple[str, ...]
    after: tuple[str, ...] = ()
    reads_responses: bool = False


STEPS = (
    Step("01_cleaning", CODEBOOK, reads_responses=True),
    Step("05_published_figures", PUBLISHED),
    Step("06_claims", (*PUBLISHED, "statements.csv")),
    Step("02_descriptives", (*CODEBOOK, "paraphrases.csv"), ("01_cleaning",)),
    Step("03_crosstabs", CODEBOOK, ("01_cleaning",)),
    Step("04_significance", PUBLISHED, ("01_cleaning",)),
    Step("explore", PUBLISHED, ("01_cleaning",)),
    Step("07_methods", PUBLISHED),
    Step("08_validation", ()),
    Step(
        "00_index",
        (*PUBLISHED, "statements.csv"),
        ("01_cleaning", "02_descriptives", "03_crosstabs", "04_significance", "05_published_figures", "06_claims"),
    ),
)


@dataclass(frozen=True)
class Workspace:
    """Where a study's products go: ``build/<study>/``.

    Raises :class:`CollabstudyError` where that place belongs to another study folder of the same name.
    """

    study: Study

    def __post_init__(self) -> None:
        check_owner(self.study)

    def claim(self) -> None:
        """Record whose products these are, before the first is written."""
        claim(self.folder, self.study)
        if self.study.responses:
            claim(processed_folder(self.study), self.study)

    @property
    def folder(self) -> Path:
        return built_folder(self.study)

    def notebook(self, step: str) -> Path:
        """The executed notebook."""
        return self.folder / "notebooks" / f"{step}.ipynb"

    def results(self, step: str) -> Path:
        """What the notebook displayed, by key."""
        return self.folder / "results" / f"{step}.json"

    def products(self, step: str) -> list[Path]:
        """Every file that a step leaves behind."""
        made = [self.notebook(step), self.results(step)]
        if step == "01_cleaning" and self.study.responses:
            made += [processed_folder(self.study) / name for name in PROCESSED]
        return made

    @property
    def site(self) -> Path:
        return self.folder / "site" / "index.html"

    def pages(self) -> list[Path]:
        """Every file of the rendered pages."""
        return sorted(path for path in self.site.parent.rglob("*") if path.is_file())

    @property
    def record(self) -> Path:
        """The hashes of the last run."""
        return self.folder / "state.json"


def page_sources() -> list[Path]:
    """What of ``docs/`` the pages of every study are made from."""
    docs = project_root() / "docs"
    return sorted(
        found for name in PAGES for path in [docs / name] for found in (path, *path.rglob("*")) if found.is_file()
    )


def notebook_source(step: str) -> Path:
    """The notebook as committed."""
    return project_root() / "notebooks" / f"{step}.ipynb"


def study_parameter(study: Study) -> str:
    """How a notebook is told which study: its name under ``data/raw``, else the path of its folder."""
    named = project_root() / "data" / "raw" / study.name
    return study.name if named.is_dir() and named.resolve() == study.folder else str(study.folder)


def key(step: Step, work: Workspace, given: Mapping[str, Any]) -> str:
    """The hash of all that can change the outputs of a step."""
    study = work.study
    inputs = [study.folder / name for name in step.reads]
    if step.reads_responses and study.responses:
        inputs.append(study.folder / study.responses.file)
    if "01_cleaning" in step.after and study.responses:
        inputs += [processed_folder(study) / name for name in PROCESSED]
    if step.name == "00_index":
        inputs += [work.results(name) for name in step.after]
    parts = [source_hash(notebook_source(step.name)), program_hash(), json.dumps(dict(given), sort_keys=True)]
    return _hash([*parts, *(_content(path) for path in inputs)])


@lru_cache(maxsize=1)
def package_hash() -> str:
    """A hash of the package: every file of it, word lists and schemas too."""
    package = Path(str(files("collabstudy")))
    sources = sorted(path for path in package.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return _hash([*(str(path.relative_to(package)) for path in sources), *(_content(path) for path in sources)])


def program_hash() -> str:
    """A hash of the package and of the lock."""
    return _hash([package_hash(), _content(project_root() / "requirements.lock")])


def is_current(step: str, work: Workspace, step_key: str, outputs: Iterable[Path]) -> bool:
    """Whether the last run of a step had this key and its products are still there, unchanged."""
    last = _record(work).get(step, {})
    return bool(last.get("key") == step_key and last.get("outputs") == [_content(path) for path in outputs])


def remember(step: str, work: Workspace, step_key: str, outputs: Iterable[Path]) -> None:
    """Record the key and the products of a run."""
    record = _record(work)
    record[step] = {"key": step_key, "outputs": [_content(path) for path in outputs]}
    write_if_changed(work.record, json.dumps(record, indent=1, sort_keys=True).encode() + b"\n")


def source_hash(path: Path) -> str:
    """A hash of what a notebook would run: its cells and tags, not its outputs.

    Raises :class:`CollabstudyError` where the file is no notebook.
    """
    return _hash([json.dumps(cells(path))])


def cells(path: Path) -> list[tuple[str, str, list[str]]]:
    """Kind, source and tags of each cell of a notebook.

    Raises :class:`CollabstudyError` where the file is no notebook.
    """
    try:
        return _cells(path.read_bytes())
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CollabstudyError(f"{path.name} cannot be read as a notebook ({type(error).__name__}).") from None


@lru_cache(maxsize=len(STEPS))  # a run asks for each several times, and to parse them takes longer than all else
def _cells(content: bytes) -> list[tuple[str, str, list[str]]]:
    found = json.loads(content)["cells"]
    return [(cell["cell_type"], "".join(cell["source"]), cell["metadata"].get("tags", [])) for cell in found]


def combined(parts: Iterable[Path], *more: str) -> str:
    """One hash over several files, and texts besides."""
    return _hash([program_hash(), *(_content(path) for path in parts), *more])


def _record(work: Workspace) -> dict[str, Any]:
    try:
        found = json.loads(work.record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _content(path: Path) -> str:
    return file_hash(path) if path.is_file() else "absent"


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
