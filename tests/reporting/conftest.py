"""The studies of the suites below, read once."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from readings import Read, read_study
from studies import copied, forget_hash
from support import FIXTURES, ROOT

from collabstudy.reporting import gate


@pytest.fixture(scope="session")
def gemeenten() -> Read:
    return read_study(ROOT / "data" / "raw" / "gemeenten")


@pytest.fixture(scope="session")
def library() -> Read:
    return read_study(FIXTURES / "library")


@pytest.fixture(scope="session")
def report() -> Read:
    return read_study(FIXTURES / "report")


@pytest.fixture
def read() -> Callable[[Path], Read]:
    return read_study


@pytest.fixture
def library_copy(tmp_path: Path) -> Path:
    """A copy of the library whose responses may be changed."""
    folder = copied("library", tmp_path)
    forget_hash(folder)
    return folder


@pytest.fixture(autouse=True)
def _open(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fixtures' respondents are invented: outside the tests of the gate it stands open, whatever the study says."""
    if "reporting_gate" not in request.node.nodeid:
        monkeypatch.setattr(gate, "is_open", lambda study: True)
        monkeypatch.setattr(sys.modules["collabstudy.reporting.show"], "admit", lambda releases: None)
