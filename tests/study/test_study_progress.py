"""That work goes on is said on standard error, to a person only, and never on standard output."""

import io
import sys
import threading

import pytest
from support import FIXTURES

from collabstudy import commands
from collabstudy.checking import check_study
from collabstudy.importing import read_study_export
from collabstudy.study import Study


class Terminal(io.StringIO):
    """Standard error of somebody who sits before it; ``written`` is set once something came."""

    def __init__(self, person: bool) -> None:
        super().__init__()
        self.person, self.written = person, threading.Event()

    def isatty(self) -> bool:
        return self.person

    def write(self, text: str) -> int:
        self.written.set()
        return super().write(text)


def test_a_person_sees_that_work_goes_on(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal(person=True)
    monkeypatch.setattr(sys, "stderr", terminal)
    with commands.at_work("checking", every=0.001) as read:
        read(300_000)
        terminal.written.clear()
        assert terminal.written.wait(timeout=60)
        terminal.written.clear()
        assert terminal.written.wait(timeout=60)
    said = terminal.getvalue()
    assert said.startswith("  checking for ")
    assert said.rstrip().endswith("seconds; 300,000 records read")
    assert capsys.readouterr().out == ""


def test_it_is_quiet_once_the_work_is_done_or_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal(person=True)
    monkeypatch.setattr(sys, "stderr", terminal)
    before = threading.enumerate()
    with pytest.raises(KeyboardInterrupt), commands.at_work("drafting", every=0.001):
        raise KeyboardInterrupt
    assert threading.enumerate() == before


def test_a_file_or_a_pipe_gets_no_such_line(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal(person=False)
    monkeypatch.setattr(sys, "stderr", terminal)
    before = threading.enumerate()
    with commands.at_work("checking", every=0.0):
        assert threading.enumerate() == before
    assert terminal.getvalue() == ""


def test_check_passes_on_who_is_told_of_records(monkeypatch: pytest.MonkeyPatch) -> None:
    passed: list[object] = []
    told: list[int] = []

    def listener(records: int) -> None:
        told.append(records)

    def reading(study: Study, progress: object = None) -> object:
        passed.append(progress)
        return read_study_export(study)

    monkeypatch.setattr("collabstudy.checking.read_study_export", reading)
    check_study(FIXTURES / "library", listener)
    assert (passed, told) == ([listener], [14])
