"""``collabstudy new``: a study folder drafted from an export, every guess marked as one."""

from pathlib import Path

from collabstudy.importing import read_export
from collabstudy.scaffold.draft import Draft, drafted
from collabstudy.scaffold.folder import target, write
from collabstudy.scaffold.telling import next_steps

__all__ = ["Draft", "draft_study", "drafted", "next_steps"]


def draft_study(
    name: str, export: Path | None, format: str | None = None, form: Path | None = None
) -> tuple[Path, Draft]:
    """Make the folder of a study from an export, a form or both; ``name`` is one under ``data/raw``, or a path.

    The export is copied and stays as it is. Raises :class:`CollabstudyError` where the folder cannot be made, and
    :class:`StudyError` with the faults of the export or the form; either way nothing is left behind.
    """
    folder = target(name)
    assert export is not None
    table, log = read_export(export, format)
    draft = drafted(table, log)
    write(folder, draft, export, log.format)
    return folder, draft
