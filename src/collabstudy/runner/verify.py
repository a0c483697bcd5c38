"""What differs between a study's manifest and what stands there now, a sentence each."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from collabstudy.errors import CollabstudyError
from collabstudy.files import file_hash
from collabstudy.runner.manifest import by_place, inputs, manifest_path, outputs, provenance_of
from collabstudy.runner.plan import Workspace
from collabstudy.study.places import shown

# A later commit of the same inputs, or other packages of the same lock, make no run wrong.
OF_ITS_TIME = ("commit", "changes", "version", "versions")


def check_manifest(work: Workspace) -> tuple[str, list[str]]:
    """A sentence for when all agrees, and one for each output or input that does not.

    Raises :class:`CollabstudyError` where there is no manifest, or it cannot be read.
    """
    recorded = _read(work)
    made = {name: file_hash(path) for name, path in by_place(outputs(work)).items()}
    then = {name: about["sha256"] for name, about in recorded["outputs"].items()}
    found = _compared(then, made, "output")
    read, now = recorded["inputs"], _inputs_now(work, recorded["inputs"]["study"])
    found += _compared(read["study"], now["study"], "input", f"{shown(work.study.folder)}/")
    found += _compared(read["project"], now["project"], "input")
    found += [f"{name} had not been executed as it stood when the manifest was written." for name in recorded["stale"]]
    found = found or _facts(work, recorded)
    number = len(read["study"]) + len(read["project"])
    agreed = f"{work.study.name}: {len(then)} outputs and {number} inputs agree with {shown(manifest_path(work))}."
    return agreed, found


def _read(work: Workspace) -> dict[str, Any]:
    path = manifest_path(work)
    mend = f"run `make reproduce` for {work.study.name!r} first."
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        hashes = [about["sha256"] for about in found["outputs"].values()]
        hashes += [*found["inputs"]["study"].values(), *found["inputs"]["project"].values(), *found["stale"]]
    except FileNotFoundError:
        raise CollabstudyError(
            f"{shown(path)} is missing, so there is nothing to hold anything against: {mend}"
        ) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        hashes = [None]
    if not all(isinstance(text, str) for text in hashes):
        raise CollabstudyError(f"{shown(path)} is damaged: delete it, and {mend}")
    return dict(found)


def _facts(work: Workspace, recorded: Mapping[str, Any]) -> list[str]:
    """What the manifest says besides hashes, where the inputs, which agree, say something else."""
    now = json.loads(json.dumps(asdict(provenance_of(work.study))))
    return [
        f"{shown(manifest_path(work))}: {name} is not what the study and the notebooks say."
        for name in now
        if name not in OF_ITS_TIME and recorded.get(name) != now[name]
    ]


def _inputs_now(work: Workspace, listed: Iterable[str]) -> dict[str, dict[str, str]]:
    """The inputs as they are; also those of the manifest that a study which was damaged since no longer names."""
    now, folder = inputs(work.study), work.study.folder
    there = {name: file_hash(folder / name) for name in listed if (folder / name).is_file()}
    return {**now, "study": {**there, **now["study"]}}


def _compared(then: Mapping[str, str], now: Mapping[str, str], kind: str, folder: str = "") -> list[str]:
    found = []
    for name in sorted({*then, *now}):
        if name not in now:
            found.append(f"{folder}{name} is missing: the manifest has it as an {kind}.")
        elif name not in then:
            found.append(f"{folder}{name} is new: the manifest does not have it as an {kind}.")
        elif then[name] != now[name]:
            found.append(f"{folder}{name} has changed: this {kind} is not the one whose hash the manifest has.")
    return found
