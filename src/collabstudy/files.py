"""Files: written so that a reader never sees half of one, and told apart by their content."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from collabstudy.safe_text import for_spreadsheet

if TYPE_CHECKING:
    import pandas as pd


FIELD = 100_000  # characters of a cell; more are a lost quote, or meant to do harm


def write_if_changed(path: Path, content: bytes) -> bool:
    """Replace a file at once by ``content``; whether it had to be written."""
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink()
        raise
    return True


def spreadsheet_csv(frame: "pd.DataFrame") -> str:
    """A frame as CSV for people, who may open it in a spreadsheet: no text is a formula, all of it can be seen."""

    def cell(value: object) -> object:
        return for_spreadsheet(value) if isinstance(value, str) else value

    texts = frame.map(cell).rename(columns=cell)
    return str(texts.to_csv(index=False, lineterminator="\n"))


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
