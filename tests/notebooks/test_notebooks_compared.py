"""The comparison of outputs must be able to fail: one digit altered, in whatever form it is stored."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from support import ROOT

MIME = "application/vnd.collabstudy.result+json"


def altered_digit(text: str) -> str:
    """The text with its last digit changed."""
    at = [match.start() for match in re.finditer(r"\d", text)][-1]
    return text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :]


def in_text(data: dict[str, Any]) -> None:
    data["text/plain"] = altered_digit("".join(data["text/plain"]))


def in_table(data: dict[str, Any]) -> None:
    data["text/html"] = re.sub(
        r"(?<=>)\d+(?=</td>)", lambda match: altered_digit(match[0]), "".join(data["text/html"]), count=1
    )


def in_result(data: dict[str, Any]) -> None:
    data[MIME] = json.loads(altered_digit(json.dumps(data[MIME])))


def unaltered(data: dict[str, Any]) -> None:
    """Nothing is changed: the comparison must pass."""


CHANGES: dict[str, tuple[Callable[[dict[str, Any]], None], bool]] = {
    "unaltered": (unaltered, True),
    "text": (in_text, False),
    "table": (in_table, False),
    "result": (in_result, False),
}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the comparison says of copies of one notebook, each altered in its last table."""
    folder = tmp_path_factory.mktemp("altered")
    for name, (change, _) in CHANGES.items():
        notebook = json.loads((ROOT / "notebooks" / "explore.ipynb").read_text(encoding="utf-8"))
        outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
        before = json.dumps(outputs[-1])
        change(outputs[-1]["data"])
        assert (json.dumps(outputs[-1]) == before) is (change is unaltered)
        (folder / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    shutil.copy(ROOT / "pyproject.toml", folder)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-rA",
        "--nbval",
        "--nbval-current-env",
        "-p",
        "no:cacheprovider",
        ".",
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize("name", CHANGES)
def test_one_altered_digit_is_found(outcome: str, name: str) -> None:
    passes = CHANGES[name][1]
    summary = [line for line in outcome.splitlines() if f"{name}.ipynb" in line and line[:6] in ("PASSED", "FAILED")]
    assert len(summary) == 5, outcome
    assert [line[:6] for line in summary].count("FAILED") == (0 if passes else 1)
