"""How the command line ends: by exit codes, in one sentence, and never with a traceback unless asked."""

import os
import re
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable

import pytest

from collabstudy import commands
from collabstudy.cli import main
from collabstudy.errors import CollabstudyError, Fault, StudyError

FIGURES = ["figures", "55%", "--respondents", "31"]


def raising(error: BaseException) -> Callable[[Namespace], None]:
    def command(options: Namespace) -> None:
        raise error

    return command


class OwnError(CollabstudyError):
    exit_code = 1


FAULTS = [Fault("a.csv", "is wrong", 3, "name", "x", "mend it"), Fault("b.csv", "is wrong too")]
ENDS = [
    (CollabstudyError("a sentence."), 2, "collabstudy: a sentence.\n"),
    (OwnError("a notebook failed."), 1, "collabstudy: a notebook failed.\n"),
    (
        StudyError(FAULTS),
        2,
        "collabstudy: a.csv, line 3, column 'name', value 'x': is wrong; mend it.\nb.csv: is wrong too.\n",
    ),
    (ValueError("no such rule"), 2, "collabstudy: no such rule.\n"),
    (FileNotFoundError(2, "No such file or directory", "x.csv"), 2, "collabstudy: x.csv: No such file or directory.\n"),
    (FileNotFoundError("not cleaned yet; run 01_cleaning"), 2, "collabstudy: not cleaned yet; run 01_cleaning.\n"),
    (PermissionError(13, "Permission denied", "build"), 2, "collabstudy: build: Permission denied.\n"),
    (KeyboardInterrupt(), 130, "collabstudy: interrupted; the same command goes on where it stopped.\n"),
    (
        RuntimeError("boom\nand more"),
        70,
        "collabstudy: this is a bug of the program, not a mistake of yours (RuntimeError: boom); "
        "COLLABSTUDY_DEBUG=1 shows where.\n",
    ),
    (
        AssertionError(),
        70,
        "collabstudy: this is a bug of the program, not a mistake of yours (AssertionError); "
        "COLLABSTUDY_DEBUG=1 shows where.\n",
    ),
]


@pytest.mark.parametrize(("error", "code", "said"), ENDS)
def test_every_error_is_said_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    said: str,
) -> None:
    monkeypatch.delenv("COLLABSTUDY_DEBUG", raising=False)
    monkeypatch.setattr(commands, "figures", raising(error))
    assert main(FIGURES) == code
    captured = capsys.readouterr()
    assert captured.err == said
    assert captured.out == ""


@pytest.mark.parametrize("error", [RuntimeError("boom"), ValueError("no such rule")])
def test_a_traceback_where_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception
) -> None:
    monkeypatch.setenv("COLLABSTUDY_DEBUG", "1")
    monkeypatch.setattr(commands, "figures", raising(error))
    assert main(FIGURES) in (2, 70)
    said = capsys.readouterr().err
    assert said.startswith("Traceback")
    assert "in command" in said
    assert said.splitlines()[-1].startswith("collabstudy: ")


@pytest.mark.parametrize(
    "arguments", [[], ["nosuch"], ["figures"], ["check"], ["fig", "55%"], [*FIGURES, "--round=up"]]
)
def test_arguments_that_are_refused(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert main(arguments) == 2
    assert "collabstudy" in capsys.readouterr().err


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    text = capsys.readouterr().out
    for name in [
        "new",
        "reproduce",
        "notebooks",
        "site",
        "run",
        "accept",
        "lab",
        "keep",
        "check",
        "reconstruct",
        "figures",
    ]:
        assert re.search(rf"^    {name}\s", text, re.MULTILINE)
    assert "70 a bug of the program" in " ".join(text.split())


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_who_leaves_early_is_no_error(unbuffered: str) -> None:
    """As in `collabstudy figures ... | head -1`, with a pipe that is closed before the first line is written:
    noticed while the command prints, or only when all is printed."""
    reading, writing = os.pipe()
    os.close(reading)
    finished = subprocess.run(
        [sys.executable, "-m", "collabstudy.cli", "figures", "55%", "41%", "--respondents", "31", "--paired"],
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert finished.stderr == ""
    assert finished.returncode == 141  # as of a program that SIGPIPE has ended
