"""docs/studies.md is true: it shows every column with its allowed values, and its example is a study."""

import re
from pathlib import Path

import pytest
from support import ROOT

from collabstudy import Study
from collabstudy.checking import check_study
from collabstudy.cleaning import clean
from collabstudy.importing import read_export
from collabstudy.study import contracts
from collabstudy.study.tables import Column

PAGE = (ROOT / "docs" / "studies.md").read_text(encoding="utf-8")
CLOSED = {"type": contracts.TYPES, "statistic": contracts.STATISTICS, "relation": contracts.RELATIONS}


@pytest.fixture
def example(tmp_path: Path) -> Path:
    for name, content in re.findall(r"^\*\*`([\w.]+)`\*\*\n```\w+\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL):
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("file", "columns"),
    [
        ("questions.csv", contracts.QUESTIONS),
        ("choices.csv", contracts.CHOICES),
        ("published.csv", contracts.FIGURES),
        ("statements.csv", contracts.STATEMENTS),
    ],
)
def test_every_column_is_shown_with_its_allowed_values(file: str, columns: tuple[Column, ...]) -> None:
    section = PAGE.partition(f"### {file}\n")[2].partition("\n#")[0]
    rows = dict(re.findall(r"^\| `([\w:]+)` \| (.*?) \| .+ \|$", section, re.MULTILINE))
    assert [name for name in rows if name != "label::xx"] == [column.name for column in columns]
    for name, values in CLOSED.items():
        if name in rows:
            assert [text.removesuffix(" LIST") for text in re.findall(r"`(.+?)`", rows[name])] == list(values)


def test_the_example_is_a_study_that_holds(example: Path) -> None:
    assert {path.name for path in example.iterdir()} == {
        *("study.toml", "questions.csv", "choices.csv", "published.csv", "statements.csv", "responses.csv"),
    }
    lines = check_study(example)
    assert lines[1:] == [
        "published.csv: 2 figures, statements.csv: 2 statements.",
        "responses.csv: 5 rows read, 4 used, removed: 0 test, 1 partial, 0 double.",
        "study.toml records no hash of the responses; --write-hash adds it.",
    ]
    study = Study.load(example)
    responses = clean(read_export(example / "responses.csv")[0], study).responses
    assert responses["strokes.crawl"].tolist() == ["yes", "no", "not_asked", "no"]
