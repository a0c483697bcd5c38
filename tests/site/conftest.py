"""The site of the article's study, built once."""

import fcntl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import served
from support import ROOT


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder of the pages, as they now are."""
    with (ROOT / "build" / ".site-tests.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the other test processes wait, and then find nothing left to do
        made = subprocess.run(
            [sys.executable, "-m", "collabstudy.cli", "reproduce", "gemeenten"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    assert (made.returncode, made.stderr) == (0, "")
    return ROOT / "build" / "gemeenten" / "site"


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with served(site) as found:
        yield found


@pytest.fixture(scope="session")
def pages(site: Path) -> list[str]:
    return [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html"))]


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Any]:
    """A browser page that notes whatever goes wrong in ``visit.wrong``."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.wrong = []
    page.home = address
    page.on("pageerror", lambda error: page.wrong.append(f"{page.url}: {error}"))
    page.on("console", lambda said: page.wrong.append(f"{page.url}: {said.text}") if said.type == "error" else None)
    page.on("response", lambda got: page.wrong.append(f"{got.status} {got.url}") if got.status >= 400 else None)
    page.on("request", lambda asked: None if asked.url.startswith((address, "data:")) else page.wrong.append(asked.url))
    yield page
    context.close()
