"""A study folder to a :class:`Study`: reads every file, then holds them against each other."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from collabstudy.errors import Fault, StudyError
from collabstudy.files import file_hash
from collabstudy.study import contracts, rows
from collabstudy.study.consistency import faults_between
from collabstudy.study.guarding import name_faults, unsafe
from collabstudy.study.model import (
    Analysis,
    Choice,
    Comparison,
    Figure,
    Paraphrase,
    Question,
    Repairs,
    Responses,
    Rule,
    Selection,
    Statement,
    Study,
)
from collabstudy.study.places import study_folder, typed
from collabstudy.study.settings import located, read_settings
from collabstudy.study.tables import Row, read_table

UNKNOWN = {"title": {}, "synthetic": False, "respondents": sys.maxsize}  # no base is above them
PARAPHRASES, DATASHEET = "paraphrases.csv", "DATASHEET.md"
SHA256 = 64  # hexadecimal digits; any other text says that the hash is still to be filled in


def load(name_or_path: str | Path, with_responses: bool = True) -> Study:
    """See :meth:`Study.load`; ``with_responses=False`` does not ask for the file of responses."""
    study, faults = examine(name_or_path, with_responses)
    if faults:
        raise StudyError(faults)
    return study


def examine(name_or_path: str | Path, with_responses: bool = True) -> tuple[Study, list[Fault]]:
    """A study and every fault of its folder; where there are faults, the study holds only what could be read."""
    folder = study_folder(name_or_path)
    faults: list[Fault] = [*name_faults(folder), *_yaml_faults(folder), *filter(None, [unsafe(folder / DATASHEET)])]
    settings = read_settings(folder / "study.toml", faults)
    questions = [rows.question(row) for row in read_table(folder / "questions.csv", contracts.QUESTIONS, faults)]
    choices = [rows.choice(row) for row in read_table(folder / "choices.csv", contracts.CHOICES, faults)]
    figures = [rows.figure(row) for row in _optional(folder / "published.csv", contracts.FIGURES, faults)]
    statements = [rows.statement(row) for row in _optional(folder / "statements.csv", contracts.STATEMENTS, faults)]
    paraphrases = [rows.paraphrase(row) for row in _optional(folder / PARAPHRASES, contracts.PARAPHRASES, faults)]
    study = _assembled(folder, settings, questions, choices, figures, statements, paraphrases)
    between = list(faults_between(study, {fault.file for fault in faults}))
    if with_responses:
        between += _responses_faults(study)
    return study, [*faults, *located(folder / "study.toml", between)]


def _yaml_faults(folder: Path) -> Iterator[Fault]:
    """A codebook in YAML is refused by its name, unread: nobody is to wonder why it has no effect."""
    for path in sorted(folder.glob("*.y*ml")):
        if path.suffix in (".yaml", ".yml") and path.stem in ("questions", "choices", "codebook", "study"):
            message = "a codebook is not read from YAML, which turns No into a truth value and 0363 into 243"
            yield Fault(path.name, message, mend="write questions.csv and choices.csv, where every cell stays text")


def _optional(path: Path, columns: tuple[Any, ...], faults: list[Fault]) -> list[Row]:
    return read_table(path, columns, faults) if path.exists() else []


def _assembled(
    folder: Path,
    settings: dict[str, Any],
    questions: list[Question],
    choices: list[Choice],
    figures: list[Figure],
    statements: list[Statement],
    paraphrases: list[Paraphrase],
) -> Study:
    facts = {**UNKNOWN, **settings.get("study", {})}
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
        analysis=_analysis(settings.get("analysis", {})),
        disclosure=settings.get("disclosure", {}),
        bases=settings.get("synthetic", {}).get("bases", {}),
        comparisons=tuple(_comparison(item) for item in settings.get("comparison", [])),
        questions=tuple(questions),
        choices=lists,
        figures=tuple(figures),
        statements=tuple(statements),
        same_persons=tuple(settings.get("synthetic", {}).get("same_persons", ())),
        paraphrases=tuple(paraphrases),
    )


def _analysis(table: dict[str, Any]) -> Analysis:
    return Analysis(
        **{**table, "hedges": {words: (low, high) for words, (low, high) in table.get("hedges", {}).items()}}
    )


def _responses(table: dict[str, Any]) -> Responses:
    rules: dict[str, Any] = {key: _rule(table[key]) for key in ("complete_when", "test_when") if key in table}
    given: dict[str, Any] = {**table, **rules, "ignore_columns": tuple(table.get("ignore_columns", ()))}
    given["repairs"] = _repairs(table.get("repairs", {}))
    given["sha256"] = given.get("sha256", "") if len(given.get("sha256", "")) == SHA256 else ""
    return Responses(**given)


def _rule(table: dict[str, Any]) -> Rule:
    given: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return Rule(**given)


def _repairs(table: dict[str, Any]) -> Repairs:
    spelling = table.get("spelling", {})
    everywhere = {text: level for text, level in spelling.items() if isinstance(level, str)}
    by_question = {name: levels for name, levels in spelling.items() if isinstance(levels, dict)}
    return Repairs(table.get("case", False), everywhere, by_question)


def _comparison(item: dict[str, Any]) -> Comparison:
    first, second = (Selection(item[key]["question"], tuple(item[key]["answers"])) for key in ("first", "second"))
    design, relation, origin = item["design"], item.get("relation", ""), item["origin"]
    return Comparison(item["name"], first, second, design, relation, origin, item.get("label", {}))


def _responses_faults(study: Study) -> list[Fault]:
    if study.responses is None:
        return []
    path = study.folder / study.responses.file
    key = "responses.file"
    if path.exists() and not path.is_dir() and not path.is_file():
        message, mend = "this is no ordinary file", "put the export itself there"
        return [Fault("study.toml", message, None, key, study.responses.file, mend)]
    if not path.is_file():
        mend = f"put the export there, or make it with `{typed()} reconstruct STUDY --write` if it is synthetic"
        return [Fault("study.toml", "the study folder has no such file", None, key, study.responses.file, mend)]
    if not path.resolve().is_relative_to(study.folder.resolve()):
        message = "this is a link to a file outside the study folder"
        return [Fault("study.toml", message, None, key, study.responses.file, "put the file itself there")]
    if study.responses.sha256 and file_hash(path) != study.responses.sha256:
        mend = f"restore the file, or accept the new one with `{typed()} check STUDY --write-hash`"
        return [Fault(study.responses.file, "the file is not the one whose hash study.toml records", mend=mend)]
    return []
