"""Everything that a run of real responses leaves behind is searched for personal data before anybody sees a page."""

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from collabstudy.disclosure import is_open
from collabstudy.errors import CollabstudyError
from collabstudy.personal import Found, KnownValues, find_personal
from collabstudy.runner.artifacts import pieces
from collabstudy.runner.execute import NotebookFailed
from collabstudy.runner.known import known_values
from collabstudy.runner.plan import Workspace
from collabstudy.runner.register import FILE as REGISTER
from collabstudy.study import Study
from collabstudy.study.places import processed_folder, shown, typed

COPIED = "_static"  # a page's frame, copied from packages
MEND = (
    "leave it out of the study's files or of the notebook's cell; where it is an ordinary word that pages say anyway, "
    "write it into a note of questions.csv, since the study's own words are not looked for"
)


@dataclass(frozen=True)
class Hit:
    """Something that looks like personal data in a file; ``kind`` says what, ``form`` its form, and nothing itself."""

    file: Path
    place: str
    kind: str
    form: str

    def __str__(self) -> str:
        return f"{shown(self.file)}, {self.place}: {self.kind} ({self.form})"


def scan(study: Study) -> list[Hit]:
    """Every place in ``build/<study>/``, ``data/processed/<study>/`` and the register that seems to hold personal data.

    Nothing for a study without real responses, which are nobody's.
    """
    if is_open(study):
        return []
    return list(_hits(_artifacts(study), known_values(study)))


def refuse_personal(study: Study) -> None:
    """Raises :class:`CollabstudyError` where :func:`scan` finds anything; the pages are removed then."""
    hits = scan(study)
    if hits:
        remove_pages(study)
        more = f" ({len(hits) - 1} more places: `{typed()} scan` lists them)" if len(hits) > 1 else ""
        raise CollabstudyError(f"{hits[0]}{more}. No page is left standing; {MEND}.")


def remove_pages(study: Study) -> None:
    """Take away the pages of a study and what they are made from."""
    for name in ("site", "site-source"):
        shutil.rmtree(Workspace(study).folder / name, ignore_errors=True)


@contextmanager
def unsaid(study: Study) -> Iterator[None]:
    """Let a notebook fail without a word of a respondent: neither its message nor what is kept of it holds one.

    Raises :class:`CollabstudyError` in place of a failure whose message, or whose kept notebook, has personal data.
    """
    try:
        yield
    except NotebookFailed as failure:
        if is_open(study):
            raise
        known = known_values(study)
        kept = [path for path in _artifacts(study) if path.name.endswith(".failed.ipynb")]
        hits = list(_hits(kept, known))
        for path in {hit.file for hit in hits}:
            path.unlink()
        found = [*(hit.kind for hit in hits), *(found.kind for found in _found(str(failure), known))]
        if not found:
            raise
        where = f"{hits[0].file.name.removesuffix('.failed.ipynb')}, {hits[0].place}" if hits else "a notebook"
        raise CollabstudyError(
            f"{where} failed, and what it put out holds {found[0]}: neither its message nor the notebook is kept; "
            "open a scratch copy with `make lab` to see the failure yourself."
        ) from None


def _artifacts(study: Study) -> list[Path]:
    folders = (Workspace(study).folder, processed_folder(study))
    written = [path for folder in folders for path in folder.rglob("*")]
    return sorted(path for path in (*written, study.folder / REGISTER) if path.is_file())


def _hits(paths: Iterable[Path], known: KnownValues) -> Iterator[Hit]:
    """The hits of each file; one with the same content as another of its kind is read once."""
    seen: set[tuple[str, bytes]] = set()
    for path in paths:
        content = path.read_bytes()
        key = path.suffix, hashlib.sha256(content).digest()
        if key in seen:
            continue
        seen.add(key)
        said: set[tuple[str, str]] = set()
        for piece in pieces(path, content):
            copied = COPIED in path.parts
            for found in _found(piece.text, KnownValues({}) if copied else known, piece.sure):
                place = piece.place or f"line {found.line}"
                if (place, found.kind) not in said:
                    said.add((place, found.kind))
                    yield Hit(path, place, found.kind, found.form)


def _found(text: str, known: KnownValues, sure: bool = True) -> list[Found]:
    return [*(find_personal(text) if sure else ()), *known.find(text)]
