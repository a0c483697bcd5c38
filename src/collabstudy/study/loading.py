"""A study folder to a :class:`Study`: reads every file, then holds them against each other."""

import hashlib
import os
from pathlib import Path
from typing import Any

from collabstudy.errors import CollabstudyError, Fault, StudyError
from collabstudy.study import contracts
from collabstudy.study.consistency import faults_between
from collabstudy.study.model import (
    Analysis,
    Choice,
    Comparison,
    Figure,
    Question,
    Responses,
    Rule,
    Selection,
    Statement,
    Study,
)
from collabstudy.study.settings import located, read_settings
from collabstudy.study.tables import Row, read_table

RAW = Path("data", "raw")
SHA256 = 64  # hexadecimal digits; any other text says that the hash is still to be filled in


def project_root() -> Path:
    """The checkout: the nearest folder above the working directory that holds ``data/raw``,
    else the one this package was installed from."""
    given = os.environ.get("COLLABSTUDY_ROOT")
    if given:
        return Path(given)
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / RAW).is_dir() and (folder / "notebooks").is_dir():
            return folder
    return Path(__file__).resolve().parents[3]


def processed_folder(study: Study) -> Path:
    """Where the responses of a study are kept after cleaning: ``data/processed/<study>/``."""
    return project_root() / "data" / "processed" / study.name


def shown(path: Path) -> str:
    """A path as messages show it: from the project's root where it lies inside."""
    root = project_root()
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)


def study_folder(name_or_path: str | Path) -> Path:
    """The folder of a study given by name or by path.

    Raises :class:`CollabstudyError` where neither exists, naming the studies there are.
    """
    found = [folder for folder in (project_root() / RAW / name_or_path, Path(name_or_path)) if folder.is_dir()]
    if found:
        # "." is a folder under data/raw too, but not a study there
        return next((folder for folder in found if (folder / "study.toml").is_file()), found[0]).resolve()
    known = sorted(path.parent.name for path in (project_root() / RAW).glob("*/study.toml"))
    raise CollabstudyError(
        f"there is no study {str(name_or_path)!r}: give the path of a study folder, or a name under data/raw"
        f" ({', '.join(known) or 'none yet'})."
    )


def load(name_or_path: str | Path, with_responses: bool = True) -> Study:
    """See :meth:`Study.load`; ``with_responses=False`` does not ask for the file of responses."""
    folder = study_folder(name_or_path)
    faults: list[Fault] = []
    settings: dict[str, Any] | None = None
    try:
        settings = read_settings(folder / "study.toml")
    except StudyError as error:
        faults.extend(error.faults)
    questions = [_question(row) for row in read_table(folder / "questions.csv", contracts.QUESTIONS, faults)]
    choices = [_choice(row) for row in read_table(folder / "choices.csv", contracts.CHOICES, faults)]
    figures = [_figure(row) for row in _optional(folder / "published.csv", contracts.FIGURES, faults)]
    statements = [_statement(row) for row in _optional(folder / "statements.csv", contracts.STATEMENTS, faults)]
    if faults or settings is None:
        raise StudyError(faults)
    study = _assembled(folder, settings, questions, choices, figures, statements)
    faults.extend(
        located(folder / "study.toml", [*faults_between(study), *(_responses_faults(study) if with_responses else ())])
    )
    if faults:
        raise StudyError(faults)
    return study


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _optional(path: Path, columns: tuple[Any, ...], faults: list[Fault]) -> list[Row]:
    return read_table(path, columns, faults) if path.exists() else []


def _assembled(
    folder: Path,
    settings: dict[str, Any],
    questions: list[Question],
    choices: list[Choice],
    figures: list[Figure],
    statements: list[Statement],
) -> Study:
    facts = settings["study"]
    invited = facts.get("invited")
    lists: dict[str, tuple[Choice, ...]] = {}
    for choice in choices:
        lists[choice.list_name] = (*lists.get(choice.list_name, ()), choice)
    return Study(
        folder=folder,
        title=facts["title"],
        synthetic=facts["synthetic"],
        respondents=facts["respondents"],
        invited=(invited["low"], invited["high"]) if invited else None,
        questions_asked=facts.get("questions"),
        responses=_responses(settings["responses"]) if "responses" in settings else None,
        analysis=Analysis(**settings.get("analysis", {})),
        disclosure=settings.get("disclosure", {}),
        bases=settings.get("synthetic", {}).get("bases", {}),
        comparisons=tuple(_comparison(item) for item in settings.get("comparison", [])),
        questions=tuple(questions),
        choices=lists,
        figures=tuple(figures),
        statements=tuple(statements),
    )


def _responses(table: dict[str, Any]) -> Responses:
    rules: dict[str, Any] = {key: Rule(**table[key]) for key in ("complete_when", "test_when") if key in table}
    given: dict[str, Any] = {**table, **rules, "ignore_columns": tuple(table.get("ignore_columns", ()))}
    given["sha256"] = given.get("sha256", "") if len(given.get("sha256", "")) == SHA256 else ""
    return Responses(**given)


def _comparison(item: dict[str, Any]) -> Comparison:
    first, second = (Selection(item[key]["question"], tuple(item[key]["answers"])) for key in ("first", "second"))
    return Comparison(item["name"], first, second, item["design"], item.get("relation", ""), item["origin"])


def _question(row: Row) -> Question:
    type_, _, list_name = row["type"].partition(" ")
    return Question(
        name=row["name"],
        type=type_,
        list_name=list_name or None,
        label=row.labels(),
        number=_whole(row["number"]),
        column=row["column"],
        separator=row["separator"],
        relevant=row["relevant"],
        dimension=row["dimension"],
        identifying=row["identifying"] == "yes",
        note=row["note"],
        line=row.line,
    )


def _choice(row: Row) -> Choice:
    score = float(row["score"]) if row["score"] else None
    return Choice(
        list_name=row["list_name"],
        name=row["name"],
        label=row.labels(),
        score=score,
        missing=row["missing"],
        raw=_parts(row["raw"]),
        column=row["column"],
        line=row.line,
    )


def _figure(row: Row) -> Figure:
    return Figure(
        id=row["figure"],
        question=row["question"],
        answers=_parts(row["answers"]),
        statistic=row["statistic"],
        wording=row["wording"],
        group=row["group"],
        wave=row["wave"],
        base=_whole(row["base"]),
        unit=row["unit_as_printed"],
        format=row["format"],
        section=int(row["section"] or 0),
        paragraph=int(row["paragraph"] or 0),
        note=row["note"],
        line=row.line,
    )


def _statement(row: Row) -> Statement:
    return Statement(
        id=row["id"],
        section=int(row["section"] or 0),
        paragraph=int(row["paragraph"] or 0),
        kind=row["kind"],
        figures=_parts(row["figures"]),
        relation=row["relation"],
        paraphrase=row["paraphrase"],
        line=row.line,
    )


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.replace("\u00a0", " ").split("|") if part.strip())


def _whole(cell: str) -> int | None:
    return int(cell) if cell else None


def _responses_faults(study: Study) -> list[Fault]:
    if study.responses is None:
        return []
    path = study.folder / study.responses.file
    key = "responses.file"
    if not path.is_file():
        mend = "put the export there, or make it with `collabstudy reconstruct --write` if it is synthetic"
        return [Fault("study.toml", "the study folder has no such file", None, key, study.responses.file, mend)]
    if study.responses.sha256 and file_hash(path) != study.responses.sha256:
        mend = "restore the file, or accept the new one with `collabstudy check STUDY --write-hash`"
        return [Fault(study.responses.file, "the file is not the one whose hash study.toml records", mend=mend)]
    return []
