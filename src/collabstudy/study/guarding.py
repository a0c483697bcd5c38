"""A study's files before they are opened: inside its folder, ordinary, and no larger than a person writes."""

from collections.abc import Iterator
from pathlib import Path

from collabstudy.errors import Fault
from collabstudy.files import FIELD
from collabstudy.safe_text import visible

BYTES = 50_000_000  # of a file that people write: a codebook of ten thousand questions has a twentieth of it
LABELS = 2_000  # characters of a label, a note or a title that is to stand in a table or a drawing


def name_faults(folder: Path) -> Iterator[Fault]:
    """A folder's name that could not be read where it will stand: as a folder, in a title, in a command."""
    name = folder.name
    if visible(name) != name or name.startswith((".", "-")):
        mend = "rename the folder: letters, digits and signs that can be seen, beginning with neither . nor -"
        yield Fault(repr(name), "this is no name for a study", mend=mend)


def unsafe(path: Path) -> Fault | None:
    """Why a file of a study folder is not opened, or ``None`` where it may be, or is not there."""
    if not path.exists():
        return None
    if not path.resolve().is_relative_to(path.parent.resolve()):
        return Fault(path.name, "this is a link to a file outside the study folder", mend="put the file itself there")
    return unreadable(path)


def unreadable(path: Path) -> Fault | None:
    """Why a file of text that is there is not opened: it is none, or larger than a person writes."""
    if not path.is_file():
        return Fault(path.name, "this is no ordinary file", mend="put a file of text there")
    if (size := path.stat().st_size) > BYTES:
        message = f"the file has {size:,} bytes, more than the {BYTES:,} that are read"
        return Fault(path.name, message, mend="look whether it is the right one")
    return None


def too_long(file: str, line: int | None, column: str, text: str, limit: int = FIELD) -> Iterator[Fault]:
    """A fault where a text has more characters than its ``limit``."""
    if len(text) > limit:
        message = f"the text has {len(text):,} characters, more than the {limit:,} that are read"
        yield Fault(file, message, line, column, mend="shorten it")
