"""The floors of the house: nothing imports from a floor above its own (the contracts are in pyproject.toml)."""

import os
import subprocess
import sys
from pathlib import Path

from support import ROOT

LINT = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(root / "src")}
    return subprocess.run(LINT, cwd=root, env=environment, capture_output=True, text=True, check=False)


def test_every_contract_is_kept() -> None:
    finished = lint(ROOT)
    assert finished.returncode == 0, finished.stdout
    assert "4 kept, 0 broken" in finished.stdout


def test_an_import_from_above_is_found(tmp_path: Path) -> None:
    import shutil

    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    module = tmp_path / "src" / "collabstudy" / "counting.py"
    module.write_text(
        module.read_text(encoding="utf-8") + "\nfrom collabstudy.reporting import show\n", encoding="utf-8"
    )
    finished = lint(tmp_path)
    assert finished.returncode == 1
    assert "collabstudy.counting -> collabstudy.reporting" in finished.stdout
