"""Studies that a test may spoil: copies of the fixtures, and small ones put together by hand."""

import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from support import FIXTURES

from collabstudy.cleaning import clean
from collabstudy.errors import StudyError
from collabstudy.importing import TextTable
from collabstudy.study import Analysis, Choice, Question, Responses, Study

PLAIN = Question(
    name="",
    type="",
    list_name=None,
    label={"en": "?"},
    number=None,
    column="",
    separator="",
    relevant="",
    dimension="",
    identifying=False,
    note="",
)
BY_SUBMITDATE = Responses(file="export.csv", format="limesurvey", id="response_id")


def copied(name: str, into: Path) -> Path:
    """A copy of a fixture study."""
    return Path(shutil.copytree(FIXTURES / name, into / name))


def change(folder: Path, file: str, old: str | bytes, new: str | bytes) -> None:
    """Replace one thing, which must stand there exactly once, without touching another byte."""
    before, after = (text.encode() if isinstance(text, str) else text for text in (old, new))
    content = (folder / file).read_bytes()
    assert content.count(before) == 1, f"{old!r} stands {content.count(before)} times in {file}"
    (folder / file).write_bytes(content.replace(before, after))


def forget_hash(folder: Path) -> None:
    """Let the library's responses be changed."""
    digest = "fc53bc96b8d1007205cd32035da1284e30a85dc91133572a2cfa85e70efd82da"
    change(folder, "study.toml", f'sha256 = "{digest}"', 'sha256 = ""')


def library_with_a_name(into: Path, name: str) -> Path:
    """A copy of the library's real responses with a name in a column that is dropped."""
    folder = copied("library", into)
    forget_hash(folder)
    change(folder, "responses.csv", '"192.0.2.2";""', f'"192.0.2.2";"{name}"')
    return folder


def faults_of(folder: Path) -> list[str]:
    """The sentences with which a study folder is refused."""
    with pytest.raises(StudyError) as caught:
        Study.load(folder)
    sentences = [str(fault) for fault in caught.value.faults]
    assert str(caught.value) == "\n".join(sentences)
    return sentences


def choices(list_name: str, *names: str, raw: dict[str, str] | None = None, **missing: str) -> tuple[Choice, ...]:
    """A list of levels; ``raw`` gives texts of the export by level, ``missing`` the kinds of missing levels."""
    texts = {name: tuple((raw or {}).get(name, name).split("|")) for name in names}
    return tuple(Choice(list_name, name, {}, None, missing.get(name, ""), texts[name], "") for name in names)


def in_columns(options: Iterable[Choice]) -> tuple[Choice, ...]:
    """The options of a question whose every option has a column of the export, ticked by an X."""
    return tuple(replace(option, raw=("X",), column=f"{option.list_name} {option.name}") for option in options)


def question(name: str, type: str, **rest: str) -> Question:
    """A question that reads the column of its own name."""
    kind, _, list_name = type.partition(" ")
    named = replace(PLAIN, name=name, type=kind, list_name=list_name or None, column=name)
    return replace(named, **rest)  # type: ignore[arg-type]


def study_of(*questions: Question, lists: Iterable[tuple[Choice, ...]] = (), **responses: object) -> Study:
    """A study of those questions after one of type id, which reads the column ``id``."""
    return Study(
        folder=Path("small"),
        title={"en": "small"},
        synthetic=False,
        respondents=9,
        invited=None,
        questions_asked=None,
        responses=replace(BY_SUBMITDATE, **responses),  # type: ignore[arg-type]
        analysis=Analysis(),
        disclosure={},
        bases={},
        comparisons=(),
        questions=(question("response_id", "id", column="id"), *questions),
        choices={levels[0].list_name: levels for levels in lists},
        figures=(),
        statements=(),
    )


def export(header: str, *rows: str) -> TextTable:
    """A table of text as importing gives it: cells between bars, one row a line, the header in line 1."""
    cells = [row.split("|") for row in rows]
    return TextTable.of("export.csv", header.split("|"), cells, range(2, len(rows) + 2))


def ordered(found: Iterable[str], names: Iterable[str]) -> pd.Categorical:
    """An ordered categorical on exactly those levels."""
    return pd.Categorical(list(found), categories=list(names), ordered=True)


def cells_of(asked: Question, *cells: str) -> TextTable:
    """An export with one question, a row a cell."""
    return export(f"id|{asked.column}", *(f"{number}|{cell}" for number, cell in enumerate(cells)))


def refused(table: TextTable, study: Study) -> list[str]:
    """The sentences with which cleaning refuses an export."""
    with pytest.raises(StudyError) as caught:
        clean(table, study)
    return [str(fault) for fault in caught.value.faults]
