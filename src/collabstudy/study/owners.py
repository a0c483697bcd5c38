"""Whose results stand under a name: two study folders may have the same name, and only one of them owns what is built.

Beside each built folder, ``build/<name>/`` and ``data/processed/<name>/``, a file ``.<name>.owner`` names the study
folder it was made from. Git ignores both places, so no place on a machine is ever committed.
"""

import shutil
from pathlib import Path

from collabstudy.errors import CollabstudyError
from collabstudy.files import write_if_changed
from collabstudy.study.model import Study
from collabstudy.study.places import RAW, built_folder, processed_folder, project_root, shown

RESERVED = ("lab",)  # build/lab is the scratch copy


def check_owner(study: Study) -> None:
    """Nothing, where what is built under the study's name is its own or nobody's any more; writes nothing.

    Raises :class:`CollabstudyError` where the name is taken by another folder: by the one under ``data/raw``, to
    which its name belongs whatever was built before, or by one that still holds a study.
    """
    folder = study.folder.resolve()
    if study.name in RESERVED:
        raise _taken(study, f"build/{study.name} is the place of the scratch notebooks")
    named = project_root() / RAW / study.name
    if named.is_dir():
        if named.resolve() == folder:
            return
        raise _taken(study, f"that name belongs to {shown(named)}")
    for place in (built_folder(study), processed_folder(study)):
        owner = _owner(place)
        if owner not in (None, folder) and (owner / "study.toml").is_file():
            raise _taken(
                study, f"{shown(place)} holds the results of another study folder of that name, {shown(owner)}"
            )


def claim(place: Path, study: Study) -> None:
    """Record that a built folder is made from this study; what another left there is removed first.

    Raises :class:`CollabstudyError` as :func:`check_owner` does.
    """
    check_owner(study)
    folder = study.folder.resolve()
    if _owner(place) not in (None, folder):
        shutil.rmtree(place)
    write_if_changed(_record(place), f"{shown(folder)}\n".encode())


def _owner(place: Path) -> Path | None:
    """The study folder that a built folder was made from; ``None`` where nothing is built, or nobody knows."""
    record = _record(place)
    if not (place.is_dir() and record.is_file()):
        return None
    return (project_root() / record.read_bytes().decode().removesuffix("\n")).resolve()


def _record(place: Path) -> Path:
    return place.with_name(f".{place.name}.owner")


def _taken(study: Study, why: str) -> CollabstudyError:
    return CollabstudyError(f"{shown(study.folder)}: the name {study.name!r} is taken, {why}; rename the folder.")
