"""The drafted folder on disk: whole or not at all, and never in the place of anything."""

import re
import shutil
import tempfile
from importlib.resources import files
from pathlib import Path

from collabstudy.errors import CollabstudyError
from collabstudy.files import file_hash
from collabstudy.importing import Options
from collabstudy.scaffold.draft import Draft
from collabstudy.scaffold.writing import choices_csv, questions_csv, study_toml
from collabstudy.study.loading import load
from collabstudy.study.places import RAW, project_root, shown

AS_SEEN = Options()  # the file itself shows how it is read
NAME = re.compile(r"[^\W_][\w .+-]*")


def target(name: str) -> Path:
    """The folder that a study of that name will have; a text with a slash is a path.

    Raises :class:`CollabstudyError` where it is no name, something stands there, or there is no folder to put it in.
    """
    path = Path(name) if "/" in name else project_root() / RAW / name
    last = path.name if "/" in name else name
    if not NAME.fullmatch(last) or last != last.strip(" .") or "\0" in name:
        raise CollabstudyError(
            f"{name!r:.80} is no name for a study: use letters, digits, blanks, - and _,"
            " beginning with a letter or digit."
        )
    if path.exists() or path.is_symlink():
        raise CollabstudyError(
            f"{shown(path)} is there already, and nothing is overwritten: choose another name, or move it away first."
        )
    if "/" in name and not path.parent.is_dir():
        raise CollabstudyError(f"there is no folder {str(path.parent)!r} to put the study in: make it first.")
    return path


def write(folder: Path, draft: Draft, export: Path | None, format: str, options: Options = AS_SEEN) -> None:
    """Make the folder in one step, from a hidden one beside it that goes away when anything fails."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    half = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name[:40]}."))
    try:
        _fill(half / folder.name, draft, export, format, options)
        load(half / folder.name)
        if folder.exists() or folder.is_symlink():
            raise CollabstudyError(f"{shown(folder)} has come into being meanwhile, and nothing is overwritten.")
        (half / folder.name).rename(folder)
    finally:
        shutil.rmtree(half, ignore_errors=True)


def _fill(folder: Path, draft: Draft, export: Path | None, format: str, options: Options) -> None:
    folder.mkdir()
    file = digest = ""
    source = "No export has come with it yet."
    if export:
        file = f"responses{export.suffix.lower() if re.fullmatch(r'[.][A-Za-z0-9]+', export.suffix) else ''}"
        before = file_hash(export)
        shutil.copyfile(export, folder / file)
        digest = file_hash(folder / file)
        if digest != before:
            raise CollabstudyError(f"{export.name} changed while it was copied: try again when nothing writes to it.")
        source = f"`{file}` is a copy of the export ({draft.rows} records), SHA-256 `{digest}`; the original stays."
    sheet = files("collabstudy.scaffold").joinpath("datasheet.md").read_text(encoding="utf-8")
    for path, text in {
        "study.toml": study_toml(draft, folder.name, file, digest, format, options),
        "questions.csv": questions_csv(draft.questions),
        "choices.csv": choices_csv(draft.choices),
        "DATASHEET.md": sheet.replace("{name}", folder.name).replace("{source}", source),
    }.items():
        (folder / path).write_text(text, encoding="utf-8", newline="\n")
