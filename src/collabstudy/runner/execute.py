"""Papermill behind one function: a notebook in, an executed notebook and its results out, or a clear failure."""

import logging
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from collabstudy.errors import CollabstudyError, shortened
from collabstudy.files import write_if_changed
from collabstudy.runner import notebook as notebooks
from collabstudy.safe_text import as_json
from collabstudy.study.places import shown

SENTENCE = 500  # characters of what a cell says went wrong; a text of a stranger may stand in it


class NotebookFailed(CollabstudyError):
    """A notebook that did not run to its end; it is kept as ``*.failed.ipynb``. Ends a run with exit 1."""

    exit_code = 1


def execute(source: Path, output: Path, results: Path, given: Mapping[str, Any], closed: bool = False) -> None:
    """Execute one notebook with parameters in the working folder; replace ``output`` and ``results`` at once.

    ``results`` receives what the notebook displayed, by key. ``closed`` is for a study of real responses, of which
    nothing may stand in a notebook but what went through ``show``. Raises :class:`CollabstudyError` for an
    unknown parameter before anything runs, :class:`NotebookFailed` for a cell that raises or writes
    to standard error, or that in a closed study puts out anything else.
    """
    original = notebooks.read(source)
    changed = notebooks.checked_parameters(original, source.name, given)
    failed = output.with_suffix(".failed.ipynb")
    output.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.stem}.", suffix=".ipynb")
    os.close(handle)
    scratch = Path(name)
    try:
        _run(source, scratch, changed, failed)
        executed = notebooks.stripped(notebooks.read(scratch))
        found = notebooks.results(executed, source.name)
        noise, bare = notebooks.noise(executed), notebooks.bare_output(executed) if closed else None
        if noise is not None:
            write_if_changed(failed, notebooks.to_bytes(executed))
            raise NotebookFailed(_sentence(source.name, noise[0], f"wrote to standard error: {noise[1]}", failed))
        if bare is not None:  # and what it put out is kept nowhere
            raise NotebookFailed(
                f"{source.name}, cell [{bare[0]}]: it puts out {bare[1]}, and of real responses only what goes "
                "through show() may leave a notebook; show a table of counts, or nothing."
            )
    finally:
        scratch.unlink(missing_ok=True)
    failed.unlink(missing_ok=True)
    text = as_json(found, indent=1) + "\n"
    write_if_changed(results, text.encode())
    write_if_changed(output, notebooks.to_bytes(executed))


def _run(source: Path, scratch: Path, given: dict[str, Any], failed: Path) -> None:
    import papermill
    from papermill.exceptions import PapermillExecutionError

    for noisy in ("papermill", "traitlets", "nbclient"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
    try:
        papermill.execute_notebook(
            str(source),
            str(scratch),
            parameters=given,
            kernel_name="python3",
            progress_bar=False,
            log_output=False,
            extra_arguments=["--log-level=CRITICAL"],  # silences notices about transport and shutdown
        )
    except PapermillExecutionError as error:
        kept = notebooks.stripped(notebooks.read(scratch))
        write_if_changed(failed, notebooks.to_bytes(kept))
        line = f"{error.ename}: {str(error.evalue).strip().partition(chr(10))[0]}"
        raise NotebookFailed(_sentence(source.name, error.exec_count, line, failed)) from None


def _sentence(name: str, cell: int | None, line: str, failed: Path) -> str:
    return f"{name}, cell [{cell}]: {shortened(line, SENTENCE)} (kept as {shown(failed)})"
