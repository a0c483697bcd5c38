"""How long a second `make reproduce` takes beside a first one, in one run; nothing may be re-executed.

    python benchmarks/reproduce.py

The first run starts from no products in a project folder of its own; set-up is not counted.
"""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = 5


def reproduce(project: Path) -> tuple[float, str]:
    """Seconds and output of one run."""
    command = [str(ROOT / ".venv" / "bin" / "collabstudy"), "reproduce", "gemeenten"]
    start = time.perf_counter()
    finished = subprocess.run(
        command,
        cwd=project,
        env={**os.environ, "COLLABSTUDY_ROOT": str(project)},
        capture_output=True,
        text=True,
        check=True,
    )
    return time.perf_counter() - start, finished.stdout


def main() -> None:
    """Print both times and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        for name in ("notebooks", "docs", "data/raw/gemeenten"):
            shutil.copytree(ROOT / name, project / name)
        shutil.copy(ROOT / "requirements.lock", project)
        first, printed = reproduce(project)
        later = [reproduce(project) for _ in range(RUNS)]
    findings = printed.splitlines()[-6:]
    assert all(output.splitlines()[-6:] == findings and " done in " not in output for _, output in later)
    second = sorted(seconds for seconds, _ in later)[RUNS // 2]
    print(
        f"first run {first:.1f} s; second {second:.2f} s (median of {RUNS}); ratio {second / first:.4f}, same findings"
    )


if __name__ == "__main__":
    main()
