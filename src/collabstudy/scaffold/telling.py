"""What `collabstudy new` says when it is done: in at most eight lines, what to look at and what to type."""

import re
import shlex
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from collabstudy.errors import Fault, shortened
from collabstudy.scaffold.draft import Draft
from collabstudy.study.places import RAW, project_root, shown, typed

SHOWN = 5  # names in a sentence


def next_steps(folder: Path, draft: Draft) -> list[str]:
    """The lines to print after a folder was drafted."""
    lists = len({choice.list_name for choice in draft.choices})
    records = f"{draft.rows} records, {draft.used} of them count; " if draft.rows or not draft.from_form else ""
    lines = [f"{shown(folder)} is drafted: {records}{len(draft.questions)} questions, {lists} lists of answers."]
    if draft.rows and not draft.used:
        ruled = " and ".join(_rules(draft))
        lines.append(
            f"No record counts: by {ruled} in study.toml each is a test or partial; look at those rules first."
        )
    if draft.doubtful:
        lines.append(f'Least certain: {_some(draft.doubtful)}; each note that begins with "guess:" says why.')
    if draft.personal:
        lines.append(f"Left out, perhaps personal data: {_some(draft.personal)} (ignore_columns in study.toml).")
    else:
        lines.append("No column looks like personal data; look yourself, for nothing else does.")
    if draft.unsupported:
        lines.append(f"Not taken over from the form: {_some(draft.unsupported)}.")
    study = shlex.quote(folder.name if folder.parent == project_root() / RAW else str(folder))
    lines.append("Edit questions.csv and choices.csv there, and answer what DATASHEET.md asks.")
    lines.append(f"Then type: {typed()} check {study}; and when it finds nothing: make reproduce STUDY={study}")
    return lines


def as_options(fault: Fault) -> Fault:
    """A fault of the export as it is mended where there is no study.toml yet: by an option of the command."""
    mend = re.sub(r"\b(encoding|sheet|format) = ([\"'])(.*?)\2", lambda said: f"--{said[1]} {said[3]}", fault.mend)
    mend = re.sub(r"`(encoding|sheet|format)`", r"--\1", mend)
    return fault if mend == fault.mend else replace(fault, mend=mend.replace(" in study.toml", ""))


def _rules(draft: Draft) -> list[str]:
    rules = {"test_when": draft.rules.test_when, "complete_when": draft.rules.complete_when}
    return [f"{name} (column {shortened(rule.column)})" for name, rule in rules.items() if rule]


def _some(names: Sequence[str]) -> str:
    named = ", ".join(shortened(name) for name in names[:SHOWN])
    return f"{named} and {len(names) - SHOWN} more" if len(names) > SHOWN else named
