"""``collabstudy check``: everything a study folder says, read and held together, without running a notebook."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pandas as pd

from collabstudy.cleaning import Cleaned, clean
from collabstudy.cleaning.doubts import doubts
from collabstudy.cleaning.paraphrases import paraphrase_faults
from collabstudy.cleaning.personal_cells import personal_notes
from collabstudy.cleaning.relevance import RelevanceError, asked
from collabstudy.disclosure import is_open
from collabstudy.errors import CollabstudyError, Fault, StudyError
from collabstudy.files import file_hash, write_if_changed
from collabstudy.importing import TextTable, read_study_export
from collabstudy.published import share_interval
from collabstudy.published.hedges import check_readings
from collabstudy.published.verdicts import REFUTED, printed
from collabstudy.reporting.thresholds import rule_sentence
from collabstudy.runner.own_words import personal_faults
from collabstudy.study import LEFT_EMPTY, NOT_ASKED, Figure, Study
from collabstudy.study.loading import examine, load
from collabstudy.study.owners import check_owner

MONTHS = "jan|feb|mrt|mar|mär|apr|mei|may|mai|jun|jul|aug|sep|okt|oct|nov|dec|dez"
MADE_DATE = re.compile(rf"(?:\d{{1,2}}[- ](?:{MONTHS})\.?|(?:{MONTHS})[- ]\d{{2}})", re.IGNORECASE)


def check_study(name_or_path: str | Path, progress: Callable[[int], None] | None = None) -> list[str]:
    """One line for each part of the study, and a note on each figure that no count can print.

    ``progress`` is told the records of the export read so far.

    Raises :class:`StudyError` with the faults of all parts: settings, tables, wordings, responses.
    """
    study, faults = examine(name_or_path)
    faults += wording_faults(study)
    if study.responses is None:
        faults += _routing_faults(study)
    cleaned, found, notes = _responses(study, faults, progress)
    found += [] if faults or found else personal_faults(study)
    if faults or found:
        raise StudyError([*faults, *found])
    kind = "synthetic" if study.synthetic else "not synthetic"
    lines = [f"{study.name}: {len(study.questions)} questions, {len(study.comparisons)} comparisons; {kind}."]
    if study.figures:
        lines.append(
            f"published.csv: {len(study.figures)} figures, statements.csv: {len(study.statements)} statements."
        )
        lines += map(str, _refuted(study))
    try:
        check_owner(study)
    except CollabstudyError as error:
        lines.append(str(error))
    if study.responses and cleaned:
        account = cleaned.row_account
        removed = ", ".join(f"{number} {reason}" for reason, number in account.removed.items())
        kept = f" ({account.kept_partial} partial)" if account.kept_partial else ""
        lines.append(
            f"{study.responses.file}: {account.read} rows read, {account.used} used{kept}, removed: {removed}."
        )
        lines += [f"{study.responses.file}: {said}" for said in (*doubts(cleaned.responses, study), *notes)]
        if not is_open(study):
            lines.append(f"Disclosure control: {rule_sentence(study)}")
        if not study.responses.sha256:
            lines.append("study.toml records no hash of the responses; --write-hash adds it.")
    return lines


def refuse_faulty(study: Study) -> None:
    """Raises :class:`StudyError` with every wording, routing and response that would stop a notebook."""
    faults = list(wording_faults(study))
    _, found, _ = _responses(study, faults)
    found += [] if faults or found else personal_faults(study)
    if faults or found:
        raise StudyError([*faults, *found])


def wording_faults(study: Study) -> Iterator[Fault]:
    """Cut points of hedge words that cannot be meant, or else every published share whose wording cannot be read."""
    hedges = study.analysis.hedges
    try:
        check_readings(hedges)
    except ValueError as error:
        yield Fault("study.toml", str(error), column="analysis.hedges", mend="see collabstudy.published.HEDGES")
        return
    for figure in _shares(study):
        try:
            share_interval(figure.wording, study.analysis.rounding, hedges)
        except ValueError as error:
            yield Fault("published.csv", str(error), figure.line, "wording", figure.wording)


def _routing_faults(study: Study) -> Iterator[Fault]:
    """Every ``relevant`` that cannot be read; where there are responses, cleaning finds the same."""
    known: dict[str, pd.Categorical] = {}
    for question in study.questions:
        try:
            asked(question.relevant, known, 0)
        except RelevanceError as error:
            yield Fault("questions.csv", str(error), question.line, "relevant", question.relevant)
        names = [choice.name for choice in study.choices_of(question)]
        if question.type == "select_multiple":
            options = {f"{question.name}.{name}": ["yes", "no", LEFT_EMPTY, NOT_ASKED] for name in names}
        else:
            options = {question.name: [*names, LEFT_EMPTY, NOT_ASKED]} if question.list_name else {}
        known |= {name: pd.Categorical([], categories=levels) for name, levels in options.items()}


def write_hash(name_or_path: str | Path) -> None:
    """Record the hash of the responses under ``[responses] sha256`` in ``study.toml``, and change no other byte.

    Raises :class:`CollabstudyError` where the study has no responses, or no place for the key.
    """
    study = load(name_or_path, with_responses=False)
    if study.responses is None or not (study.folder / study.responses.file).is_file():
        raise CollabstudyError(f"{study.name}: there is no file of responses whose hash could be recorded.")
    path = study.folder / "study.toml"
    digest = file_hash(study.folder / study.responses.file)
    changed = _with_hash(path.read_bytes().decode(), digest)
    if tomllib.loads(changed.removeprefix("\ufeff"))["responses"].get("sha256") != digest:
        raise CollabstudyError(f'study.toml, [responses]: there is no place for the hash; add sha256 = "{digest}".')
    write_if_changed(path, changed.encode())


def _with_hash(text: str, digest: str) -> str:
    """The settings with the hash in the place of the old one, or else right below ``[responses]``."""
    key = re.compile(r"^([ \t]*sha256[ \t]*=[ \t]*)(\"[^\"\n]*\"|'[^'\n]*')", re.MULTILINE)
    changed, found = key.subn(rf'\g<1>"{digest}"', text, count=1)
    if found:
        return changed
    header = re.compile(r"^([ \t]*\[[ \t]*responses[ \t]*\][^\r\n]*)(\r?\n)", re.MULTILINE)
    return header.sub(rf'\g<1>\g<2>sha256 = "{digest}"\g<2>', text, count=1)


def _shares(study: Study) -> list[Figure]:
    return [figure for figure in study.figures if figure.statistic == "share"]


def _refuted(study: Study) -> Iterator[Fault]:
    """Every figure that no count can print: a finding of the notebooks, not a mistake of the study's."""
    for figure in _shares(study):
        if not printed(study, figure).counts:
            bases = str(figure.base) if figure.base else f"1 to {study.respondents}"
            message = f"no count out of {bases} prints as this under {study.analysis.rounding}"
            mend = f"the notebooks say {REFUTED!r}; compare it with the publication"
            yield Fault("published.csv", message, figure.line, "wording", figure.wording, mend)


def _made_dates(study: Study, table: TextTable) -> Iterator[Fault]:
    """Texts of choices.csv that look like what a spreadsheet program makes of 1-5, and stand nowhere in the export."""
    doubtful = [
        (choice, text)
        for choices in study.choices.values()
        for choice in choices
        for text in choice.raw
        if MADE_DATE.fullmatch(text)
    ]
    if not doubtful:
        return
    held = {cell.strip() for cells in table.cells for cell in cells.unique().to_pylist()}
    for choice, text in doubtful:
        if not any(text in cell for cell in held):
            message = "this looks like a number that a spreadsheet program made a date, such as 1-5"
            yield Fault("choices.csv", message, choice.line, "raw", text, "write what the export holds")


def _responses(
    study: Study, known: Iterable[Fault], progress: Callable[[int], None] | None = None
) -> tuple[Cleaned | None, list[Fault], list[str]]:
    """The cleaned responses, and what is wrong with them: their form always, their cells
    where the codebook that cleaning goes by has no ``known`` fault; notes on what is never kept."""
    if study.responses is None or not (study.folder / study.responses.file).is_file():
        return None, [], []
    if any(fault.column == "responses.file" for fault in known):  # such as a link to somebody else's file
        return None, [], []
    try:
        table, _ = read_study_export(study, progress)
        if progress:
            progress(len(table))
        made = list(_made_dates(study, table))
        if made:
            return None, made, []
        if any(map(_hinders_cleaning, known)):
            return None, [], []
        quoted = list(paraphrase_faults(table, study))
        cleaned = clean(table, study)
    except StudyError as error:
        return None, list(error.faults), []
    if cleaned.row_account.used:
        return cleaned, quoted, personal_notes(table, study)
    message = f"no row counts as a respondent, of {cleaned.row_account.read} read"
    mend = "export the responses, or correct the rules that remove rows"
    return None, [Fault(study.responses.file, message, mend=mend)], []


def _hinders_cleaning(fault: Fault) -> bool:
    table = (fault.column or "").partition(".")[0]
    codebook = fault.file in ("questions.csv", "choices.csv")
    return codebook or (fault.file == "study.toml" and table in ("", "study", "responses"))
