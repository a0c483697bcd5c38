"""Names that several suites share."""

import subprocess
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FIXTURES = ROOT / "tests" / "fixtures"
Run = Callable[..., subprocess.CompletedProcess[str]]
