"""No tracked file names a package registry's host or a place on somebody's machine."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
IGNORED_FOLDERS = {".git", ".venv", "build", "processed", "__pycache__"}

# Put together here, so that this file does not hold what it looks for.
HOSTS = ["pypi" + ".org", "python" + "hosted.org", "registry." + "npmjs", "npmjs" + ".com"]
HOSTS += ["deb." + "debian.org", "anaconda" + ".org"]
PLACES = [
    "/ro" + "ot/",
    "/wo" + "rk/",
    "/home" + r"/[^/\s]+/",
    "/Users" + r"/[^/\s]+/",
    r"\b[A-Z]:\\+" + r"Users\\",
]
FORBIDDEN = re.compile("|".join([re.escape(host) for host in HOSTS] + PLACES))


def tracked_files(root: Path) -> list[Path]:
    """The files that git tracks or would track; without git (an unpacked archive), all but what is built."""
    command = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=root, capture_output=True, check=True, text=True).stdout
    except (FileNotFoundError, subprocess.CalledProcessError):
        paths = [path for path in root.rglob("*") if not IGNORED_FOLDERS & set(path.relative_to(root).parts)]
    else:
        paths = [root / name for name in listed.split("\0") if name]
    return sorted(path for path in paths if path.is_file())


def places_named(root: Path) -> list[str]:
    """Where a tracked file holds what none may: `file:line: what`."""
    found = []
    for path in tracked_files(root):
        text = path.read_bytes().decode("utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), start=1):
            found += [f"{path.relative_to(root)}:{number}: {match[0]}" for match in FORBIDDEN.finditer(line)]
    return found


def test_no_tracked_file_names_a_registry_or_a_machine() -> None:
    assert len(tracked_files(ROOT)) > 20
    assert places_named(ROOT) == []


@pytest.mark.parametrize("git", [True, False])
@pytest.mark.parametrize(
    "planted",
    [
        "https://files.python" + "hosted.org/packages/x",
        "--index-url https://pypi" + ".org/simple",
        "https://registry." + "npmjs.org/react",
        "http://deb." + "debian.org/debian",
        "/ro" + "ot/project",
        "/wo" + "rk/main",
        "/home" + "/someone/study",
        "/Users" + "/someone/study",
        "C:" + "\\Users\\someone",
    ],
)
def test_a_planted_line_is_found(tmp_path: Path, planted: str, git: bool) -> None:
    if git:
        subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    (tmp_path / "clean.md").write_text("nothing here\n")
    (tmp_path / "notebook.ipynb").write_text(f'{{"cells": []}}\n"{planted}"\n')
    (found,) = places_named(tmp_path)
    assert found.startswith("notebook.ipynb:2: ")


def test_what_git_ignores_is_not_read(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    (tmp_path / ".gitignore").write_text("build/\n")
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "log.txt").write_text("/ro" + "ot/x\n")
    assert places_named(tmp_path) == []
