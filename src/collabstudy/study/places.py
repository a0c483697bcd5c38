"""Where things are: the project, its studies, and what is made of them."""

import os
import shutil
from pathlib import Path

from collabstudy.errors import CollabstudyError
from collabstudy.study.model import Study

RAW = Path("data", "raw")


def project_root() -> Path:
    """The checkout: the nearest folder above the working directory that holds ``data/raw``,
    else the one this package was installed from."""
    given = os.environ.get("COLLABSTUDY_ROOT")
    if given:
        return Path(given)
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / RAW).is_dir() and (folder / "notebooks").is_dir():
            return folder
    return Path(__file__).resolve().parents[3]


def built_folder(study: Study) -> Path:
    """Where executed notebooks, results and pages of a study go: ``build/<study>/``."""
    return project_root() / "build" / study.name


def processed_folder(study: Study) -> Path:
    """Where the responses of a study are kept after cleaning: ``data/processed/<study>/``."""
    return project_root() / "data" / "processed" / study.name


def shown(path: Path) -> str:
    """A path as messages show it: from the project's root where it lies inside."""
    root = project_root()
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)


def typed() -> str:
    """How the program is called from the project's folder: by name, or where it was installed by make."""
    return "collabstudy" if shutil.which("collabstudy") else str(Path(".venv", "bin", "collabstudy"))


def study_folder(name_or_path: str | Path) -> Path:
    """The folder of a study given by name or by path.

    Raises :class:`CollabstudyError` where neither exists, naming the studies there are.
    """
    found = [folder for folder in (project_root() / RAW / name_or_path, Path(name_or_path)) if folder.is_dir()]
    if found and str(name_or_path):
        # "." is a folder under data/raw too, but not a study there
        return next((folder for folder in found if (folder / "study.toml").is_file()), found[0]).resolve()
    known = sorted(path.parent.name for path in (project_root() / RAW).glob("*/study.toml"))
    raise CollabstudyError(
        f"there is no study {str(name_or_path)!r}: give the path of a study folder, or a name under data/raw"
        f" ({', '.join(known) or 'none yet'})."
    )
