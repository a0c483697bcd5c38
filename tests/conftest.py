"""What several suites need: the project's folder, and copies of it that a test may spoil."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from browser import browser  # noqa: F401 -- a fixture for every suite
from hypothesis import settings
from support import ROOT, Run

# The same cases on every machine, and no test that fails because a machine is slow.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project folder of its own: notebooks, configuration, lock and the default study."""
    folder = tmp_path / "project"
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    shutil.copytree(ROOT / "data" / "raw" / "gemeenten", folder / "data" / "raw" / "gemeenten")
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("README.md", "requirements.lock"):
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.fixture
def collabstudy(project: Path) -> Run:
    """The command line, as typed in that project."""

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "collabstudy.cli", *arguments],
            cwd=project,
            env={**os.environ, "COLLABSTUDY_ROOT": str(project), **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    return run
