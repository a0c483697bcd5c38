"""``collabstudy new``: a study folder drafted from an export, every guess marked as one."""

from collections.abc import Callable
from pathlib import Path

from collabstudy.errors import CollabstudyError, StudyError
from collabstudy.importing import Options, read_export
from collabstudy.scaffold.draft import Draft, drafted, drafted_form
from collabstudy.scaffold.folder import target, write
from collabstudy.scaffold.form import read_form
from collabstudy.scaffold.telling import as_options, next_steps

__all__ = ["Draft", "draft_study", "drafted", "next_steps"]


def draft_study(
    name: str,
    export: Path | None,
    format: str | None = None,
    form: Path | None = None,
    *,
    sheet: str = "",
    encoding: str = "",
    progress: Callable[[int], None] | None = None,
) -> tuple[Path, Draft]:
    """Make the folder of a study from an export, a form or both; ``name`` is one under ``data/raw``, or a path.

    The export is copied and stays as it is; ``format``, ``sheet`` and ``encoding`` say how it is read, and stand in
    the drafted study.toml too; ``progress`` is told the records read so far. Raises :class:`CollabstudyError` where the
    folder cannot be made, and :class:`StudyError` with the faults of the export or the form; either way nothing is left
    behind.
    """
    folder = target(name)
    asked = read_form(form) if form else None
    options = Options(sheet=sheet, encoding=encoding, progress=progress)
    if export is None:
        if asked is None:
            raise CollabstudyError("give the export to draft a study from, or a form with --xlsform FORM.xlsx.")
        draft, used = drafted_form(asked), ""
    else:
        try:
            table, log = read_export(export, format, options)
        except StudyError as error:
            raise StudyError(map(as_options, error.faults)) from None
        draft, used = drafted(table, log, asked), log.format
    write(folder, draft, export, used, options)
    return folder, draft
