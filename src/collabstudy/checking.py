"""``collabstudy check``: everything a study folder says, read and held together, without running a notebook."""

import re
from collections.abc import Iterator
from pathlib import Path

from collabstudy.cleaning import clean
from collabstudy.errors import CollabstudyError, Fault, StudyError
from collabstudy.files import file_hash, write_if_changed
from collabstudy.importing import read_export
from collabstudy.published import share_interval
from collabstudy.published.hedges import check_readings
from collabstudy.published.verdicts import printed
from collabstudy.study import Study
from collabstudy.study.loading import load

NO_DISCLOSURE = (
    "No disclosure control is applied yet, whatever [disclosure] and the column identifying say: "
    "do not publish pages made from real responses."
)


def check_study(name_or_path: str | Path) -> Iterator[str]:
    """One line for each part that holds.

    Raises :class:`StudyError` with the faults of the first part that does not.
    """
    study = Study.load(name_or_path)
    kind = "synthetic" if study.synthetic else "not synthetic"
    yield f"{study.name}: {len(study.questions)} questions, {len(study.comparisons)} comparisons; {kind}."
    if study.figures:
        faults = list(_wording_faults(study))
        if faults:
            raise StudyError(faults)
        yield f"published.csv: {len(study.figures)} figures, statements.csv: {len(study.statements)} statements."
    if study.responses:
        table, _ = read_export(study.folder / study.responses.file, study.responses.format)
        account = clean(table, study).row_account
        removed = ", ".join(f"{number} {reason}" for reason, number in account.removed.items())
        yield f"{study.responses.file}: {account.read} rows read, {account.used} used, removed: {removed}."
        if study.disclosure or any(question.identifying for question in study.questions):
            yield NO_DISCLOSURE
        if not study.responses.sha256:
            yield "study.toml records no hash of the responses; --write-hash adds it."


def write_hash(name_or_path: str | Path) -> None:
    """Record the hash of the responses under ``[responses] sha256`` in ``study.toml``.

    Raises :class:`CollabstudyError` where the study has no responses or no such key.
    """
    study = load(name_or_path, with_responses=False)
    if study.responses is None or not (study.folder / study.responses.file).is_file():
        raise CollabstudyError(f"{study.name}: there is no file of responses whose hash could be recorded.")
    path = study.folder / "study.toml"
    text = path.read_bytes().decode()
    digest = file_hash(study.folder / study.responses.file)
    key = re.compile(r"^([ \t]*sha256[ \t]*=[ \t]*)(\"[^\"\n]*\"|'[^'\n]*')", re.MULTILINE)
    changed, found = key.subn(rf'\g<1>"{digest}"', text, count=1)
    if not found:
        raise CollabstudyError('study.toml, [responses]: the key sha256 is missing; add sha256 = "".')
    write_if_changed(path, changed.encode())


def _wording_faults(study: Study) -> Iterator[Fault]:
    try:
        check_readings(study.analysis.hedges)
    except ValueError as error:
        yield Fault("study.toml", str(error), column="analysis.hedges", mend="see collabstudy.published.HEDGES")
        return
    for figure in study.figures:
        if figure.statistic != "share":
            continue
        try:
            share_interval(figure.wording, study.analysis.rounding, study.analysis.hedges)
        except ValueError as error:
            yield Fault("published.csv", str(error), figure.line, "wording", figure.wording)
            continue
        if not printed(study, figure).counts:
            bases = str(figure.base) if figure.base else f"1 to {study.respondents}"
            message = f"no count out of {bases} prints as this under {study.analysis.rounding}"
            mend = "compare it with the publication, or vary the rounding in study.toml"
            yield Fault("published.csv", message, figure.line, "wording", figure.wording, mend)
