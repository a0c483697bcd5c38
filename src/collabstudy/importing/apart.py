"""Reading in a process of its own: a damaged file can crash a library written in C, and must not end the session.

ReadStat, which reads SPSS and Stata for pyreadstat, can read outside its memory on a damaged multiple-response set
(WizardMac/ReadStat, issue 388).
"""

import dataclasses
import os
import pickle
import signal
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any

from collabstudy.errors import Fault, StudyError
from collabstudy.importing.magic import AGAIN
from collabstudy.importing.table import ImportLog, Options, Reader, TextTable

CHILD = [sys.executable, "-c", "from collabstudy.importing.apart import answer; answer()"]


def read_apart(reader: Reader, path: Path, options: Options) -> tuple[TextTable, ImportLog]:
    """What ``reader``, a function of a module, returns for the file, read in another process.

    ``options.progress`` is called in this one. Raises :class:`StudyError` as the reader does, and where reading ends
    without an answer; any other exception of the reader as ``RuntimeError`` with its traceback.
    """
    task = pickle.dumps((reader, path, dataclasses.replace(options, progress=None)))
    with subprocess.Popen(CHILD, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        assert child.stdin
        assert child.stdout
        try:
            child.stdin.write(task)
            child.stdin.close()
            while isinstance(message := pickle.load(child.stdout), int):
                if options.progress:
                    options.progress(message)
        except (EOFError, pickle.UnpicklingError, BrokenPipeError):
            child.kill()
            raise StudyError([_ended(path, child.wait())]) from None
    if isinstance(message, str):
        raise RuntimeError(message)
    if isinstance(message[0], Fault):
        raise StudyError(message)
    table, log = message
    return table, log


def _ended(path: Path, code: int) -> Fault:
    size = path.stat().st_size
    how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    message = f"the file is damaged ({size:,} bytes; reading it ended in {how})"
    return Fault(path.name, message, mend=AGAIN)


def answer() -> None:
    """Read what the other process asks for, and write numbers of records as they come, then the result."""
    reader, path, options = pickle.load(sys.stdin.buffer)
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # what a library prints is no answer

        def say(message: Any) -> None:
            pickle.dump(message, out)
            out.flush()

        try:
            say(reader(path, dataclasses.replace(options, progress=say)))
        except StudyError as error:
            say(error.faults)
        except Exception:
            say(traceback.format_exc())
