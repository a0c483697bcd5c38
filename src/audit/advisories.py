"""Known vulnerabilities of what the locks pin, asked by `uv audit`, which is locked by its hash itself.

uv resolves the pins as the dependencies of a script and asks the OSV database about each of them, for every platform.
"""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

OPTIONS = ("--output-format", "json", "--preview-features", "audit-command,json-output", "--no-build", "--quiet")


@dataclass(frozen=True)
class Advisories:
    """How many packages were asked about, and a sentence for each vulnerability and each project to be wary of.

    ``problem`` says why fewer were asked about than are locked; it is empty where all were.
    """

    asked: int
    found: tuple[str, ...] = ()
    wary: tuple[str, ...] = ()
    problem: str = ""


def advisories(pins: Iterable[Requirement], python: str, uv: Path, service: str = "") -> Advisories:
    """What is known of the pins on Pythons in the range ``python``; ``service`` is another database than uv's own.

    Whatever keeps the answer away becomes the ``problem``: that nothing is known is said only after asking.
    """
    pins = list(pins)
    if not uv.is_file():
        return Advisories(0, problem=f"there is no {uv.name} in {uv.parent.parent.name}")
    lines = [
        f'requires-python = "{python}"',
        "dependencies = [",
        *(f"    {json.dumps(str(pin))}," for pin in pins),
        "]",
    ]
    with tempfile.TemporaryDirectory(prefix="collabstudy-audit-") as folder:
        script = Path(folder) / "locked.py"
        script.write_text("".join(f"# {line}\n" for line in ["/// script", *lines, "///"]), encoding="utf-8")
        command = [
            str(uv),
            "audit",
            "--script",
            str(script),
            *OPTIONS,
            *(["--service-url", service] if service else []),
        ]
        # uv does not know the variable in which pip is told of another index
        index = {"UV_DEFAULT_INDEX": os.environ["PIP_INDEX_URL"]} if "PIP_INDEX_URL" in os.environ else {}
        done = subprocess.run(command, env={**index, **os.environ}, capture_output=True, text=True, check=False)
    return _read(done.stdout, done.stderr, len(pins))


def _read(printed: str, said: str, wanted: int) -> Advisories:
    try:
        answer = json.loads(printed)
        asked = int(answer["summary"]["audited_packages"])
        found = tuple(_vulnerability(item) for item in answer["vulnerabilities"])
        wary = tuple(
            ": ".join(filter(None, [item["name"], item["status"], item.get("reason")]))
            for item in answer["adverse_statuses"]
        )
    except (ValueError, KeyError, TypeError):
        lines = [line.strip().removeprefix("error: ").removeprefix("cause: ") for line in said.splitlines()]
        ends = dict.fromkeys([*lines[:1], *lines[-1:]])  # what failed, and at bottom why
        return Advisories(0, problem=": ".join(ends) or "uv gave no answer")
    problem = f"uv asked about {asked} of {wanted}" if asked < wanted else ""
    return Advisories(asked, found, wary, problem)


def _vulnerability(item: dict[str, Any]) -> str:
    package, fixed = item["dependency"], item.get("fix_versions") or []
    names = ", ".join([item["id"], *item.get("aliases", [])])
    mend = f"mended in {', '.join(fixed)}" if fixed else "no version mends it yet"
    return f"{package['name']} {package['version']}: {names}: {item.get('summary') or 'no summary'} ({mend})"
