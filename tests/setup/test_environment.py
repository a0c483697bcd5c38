"""environment.yml and postBuild as repo2docker reads them, held against the lock and pyproject.toml."""

import os
import re
import shutil
import stat
import tomllib
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from repo2docker.buildpacks import CondaBuildPack

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MINORS = ("3.11", "3.12", "3.13")
Entries = dict[str, list[tuple[Requirement, int]]]


def environment_faults(folder: Path) -> list[str]:
    """What is wrong with the folder's environment.yml and postBuild, as repo2docker reads them."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        pack = CondaBuildPack("any base image")
        pack.platform = "linux/amd64"
        if not pack.detect():
            return ["repo2docker finds no environment.yml"]
        return [fault for fault, found in read_faults(pack).items() if found]
    finally:
        os.chdir(before)


def read_faults(pack: CondaBuildPack) -> dict[str, bool]:
    """Each possible fault, and whether the build pack shows it."""
    entries = list(pack.environment_yaml["dependencies"])
    conda = [entry for entry in entries if isinstance(entry, str)]
    # conda writes the lines of the pip section, one each, into a requirements file beside environment.yml
    (pip,) = [entry["pip"] for entry in entries if not isinstance(entry, str)]
    version = f"{pack.python_version}.0"
    after_the_copy = [script for _, script in pack.get_assemble_scripts()]
    return {
        "python is outside requires-python": version not in SpecifierSet(PROJECT["requires-python"]),
        "python is not pinned to a minor": not any(re.fullmatch(r"python=3\.\d+", entry) for entry in conda),
        "pip does not require hashes": "--require-hashes" not in pip,
        "pip does not read the lock alone": [line for line in pip if line[:2] != "--"] != ["-r requirements.lock"],
        "R is drawn in": pack.uses_r,
        "pip or make is missing": not {"pip", "make"} <= set(conda),
        "the lock is not copied yet": not any("environment.yml" in script for script in after_the_copy),
        "postBuild is not found": pack.get_post_build_scripts() != ["postBuild"],
        "repo2docker has no base for this python": not pack.get_build_script_files(),
    }


def lock_entries(text: str) -> Entries:
    """Each locked requirement with the number of its hashes, by name."""
    entries: Entries = {}
    for block in re.split(r"\n(?=\S)", text.strip()):
        first = block.split("--hash", 1)[0].replace("\\", " ").strip()
        requirement = Requirement(first.splitlines()[0])
        hashes = len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", block))
        entries.setdefault(canonicalize_name(requirement.name), []).append((requirement, hashes))
    return entries


def applies(marker: Marker | None, python: str) -> bool:
    environment = {
        "python_version": python,
        "python_full_version": f"{python}.1",
        "sys_platform": "linux",
        "platform_system": "Linux",
        "os_name": "posix",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "platform_machine": "x86_64",
    }
    return marker is None or marker.evaluate(environment)


def lock_faults(entries: Entries, wanted: list[str], python: str) -> list[str]:
    """The wanted requirements that the lock does not meet, once and in range, for a Python."""
    faults = []
    for text in wanted:
        requirement = Requirement(text)
        if not applies(requirement.marker, python):
            continue
        locked = [
            entry for entry, _ in entries.get(canonicalize_name(requirement.name), []) if applies(entry.marker, python)
        ]
        versions = [str(entry.specifier).removeprefix("==") for entry in locked]
        if len(versions) != 1 or versions[0] not in requirement.specifier:
            faults.append(f"{text} on {python}: locked {versions}")
    return faults


def wanted() -> list[str]:
    return [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in ("environment.yml", "postBuild", "requirements.lock"):
        shutil.copy2(ROOT / name, tmp_path / name)
    return tmp_path


def test_repo2docker_reads_what_is_meant(copy: Path) -> None:
    assert environment_faults(copy) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("python=3.12", "python=3.10", "python is outside requires-python"),
        ("python=3.12", "python=3", "python is not pinned to a minor"),
        ("python=3.12", "python>=3.12", "python is not pinned to a minor"),
        ("- --require-hashes", "- --no-deps", "pip does not require hashes"),
        ("-r requirements.lock", "-r other.lock", "pip does not read the lock alone"),
        ("- make", "- r-base", "R is drawn in"),
        ("- make", "- git", "pip or make is missing"),
    ],
)
def test_a_changed_environment_is_noticed(copy: Path, old: str, new: str, fault: str) -> None:
    text = (copy / "environment.yml").read_text()
    assert old in text
    (copy / "environment.yml").write_text(text.replace(old, new))
    assert fault in environment_faults(copy)


def test_a_binder_folder_would_hide_both(copy: Path) -> None:
    (copy / "binder").mkdir()
    assert environment_faults(copy) == ["repo2docker finds no environment.yml"]
    assert not (ROOT / "binder").exists()
    assert not (ROOT / ".binder").exists()


def test_post_build_installs_the_project_alone() -> None:
    script = ROOT / "postBuild"
    assert script.stat().st_mode & stat.S_IXUSR
    lines = [line for line in script.read_text().splitlines() if line and not line.startswith("#")]
    (install,) = [line for line in lines if "pip" in line]
    assert install == "python -m pip install --no-deps --no-build-isolation -e ."
    assert "set -eu" in lines


def test_nothing_else_decides_for_repo2docker() -> None:
    deciding = ["requirements.txt", "runtime.txt", "setup.py", "Pipfile", "Dockerfile", "apt.txt", "start"]
    assert [name for name in deciding if (ROOT / name).exists()] == []


@pytest.mark.parametrize("python", MINORS)
def test_lock_meets_every_requirement_once(python: str) -> None:
    entries = lock_entries((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    assert lock_faults(entries, wanted(), python) == []


def test_requires_python_is_what_the_lock_is_held_against() -> None:
    declared = SpecifierSet(PROJECT["requires-python"])
    assert [f"3.{minor}" for minor in range(30) if f"3.{minor}.1" in declared] == list(MINORS)
    listed = {line.rpartition(" ")[2] for line in PROJECT["classifiers"] if "Python :: 3." in line}
    assert listed == set(MINORS)


def test_build_backend_is_locked() -> None:
    backend = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    entries = lock_entries((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    assert [fault for python in MINORS for fault in lock_faults(entries, backend, python)] == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-uv.lock"])
def test_every_entry_is_one_version_with_hashes(name: str) -> None:
    entries = lock_entries((ROOT / name).read_text(encoding="utf-8"))
    for locked in entries.values():
        for requirement, hashes in locked:
            assert re.fullmatch(r"==[^,*]+", str(requirement.specifier)), requirement
            assert hashes > 0, requirement
            assert requirement.url is None, requirement


@pytest.mark.parametrize("package", ["numpy", "scipy", "pandas", "statsmodels", "matplotlib"])
def test_numbers_come_from_one_version_on_every_python(package: str) -> None:
    entries = lock_entries((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    assert len({str(requirement.specifier) for requirement, _ in entries[package]}) == 1


def test_lock_faults_are_found() -> None:
    numpy = f"numpy==1.0 ; python_full_version < '3.12' \\\n    --hash=sha256:{'a' * 64}\n    # via x\n"
    entries = lock_entries(numpy + "pip==2\n")
    assert [(str(r), n) for rows in entries.values() for r, n in rows] == [
        ('numpy==1.0; python_full_version < "3.12"', 1),
        ("pip==2", 0),
    ]
    assert lock_faults(entries, ["numpy"], "3.11") == []
    assert lock_faults(entries, ["numpy"], "3.12") == ["numpy on 3.12: locked []"]
    assert lock_faults(entries, ["numpy>=2"], "3.11") == ["numpy>=2 on 3.11: locked ['1.0']"]
    assert lock_faults(entries, ["pandas"], "3.11") == ["pandas on 3.11: locked []"]
