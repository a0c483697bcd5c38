"""What a run of real responses leaves behind is searched: each canary in each kind of file, and nothing by mistake."""

import html
import json
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from studies import change, library_with_a_name

from collabstudy import Study
from collabstudy.cli import main
from collabstudy.disclosure import Release
from collabstudy.errors import CollabstudyError
from collabstudy.reporting import Table
from collabstudy.reporting.rendering import as_workbook
from collabstudy.reporting.show import table_values
from collabstudy.runner.execute import NotebookFailed
from collabstudy.runner.scan import refuse_personal, scan, unsaid
from collabstudy.study.places import built_folder

NAME = "Zwaantje O'Brouwer-Quist"
REMARK = "Mijn buurvrouw aan de Lindelaan leent nooit meer een boek"
CANARIES = {
    "name": NAME,
    "remark": REMARK,
    "part of a remark": "schreef dat zij nooit meer een boek leent: buurvrouw aan de Lindelaan leent nooit",
    "mail": "z.quist@post.example.org",
    "phone": "06-12345678",
    "address": "192.0.2.146",
    "service number": "BSN 111222333",
    "account": "NL91 ABNA 0417 1643 00",
    "place": "Lindelaan 4, 1234 AB Ede",
}


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Study:
    """The library's real responses, with a name in a column that is dropped and a remark in free text."""
    monkeypatch.setenv("COLLABSTUDY_ROOT", str(tmp_path))
    folder = library_with_a_name(tmp_path / "data" / "raw", NAME)
    change(folder, "responses.csv", "Mooi <b>gebouw</b>", REMARK)
    return Study.load(folder)


def notebook(text: str, data: dict[str, object] | None = None) -> str:
    output = {"output_type": "display_data", "metadata": {}, "data": data or {"text/plain": ["one\n", f"two {text}"]}}
    cell = {"cell_type": "code", "execution_count": 3, "id": "x", "metadata": {}, "outputs": [output], "source": "1"}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def drawing(text: str) -> str:
    return f'<svg viewBox="0 0 9 9"><path d="M 52.374030 4.889690"/>\n<text x="1">{html.escape(text)}</text></svg>'


def marked(text: str) -> str:
    """Each letter as its number, as a page may write it."""
    return "".join(f"&#{ord(sign)};" for sign in text)


FILES: dict[str, Callable[[str], str]] = {
    "build/library/notebooks/02_descriptives.ipynb": notebook,
    "build/library/notebooks/03_crosstabs.failed.ipynb": lambda text: notebook("", {"image/svg+xml": drawing(text)}),
    "build/library/runs/0a1b/explore.ipynb": lambda text: notebook("", {"text/html": f"<p>{html.escape(text)}</p>"}),
    "build/library/results/02_descriptives.json": lambda text: json.dumps({"shares": {"rows": [{"a": text}]}}),
    "build/library/site/02_descriptives.html": lambda text: f"<p>\n<b>{html.escape(text)}</b></p>",
    "build/library/site/03_crosstabs.html": lambda text: f"<p>{marked(text)}</p>",
    "build/library/site/explore.html": lambda text: f'<img alt="{html.escape(text)}" src="a.svg">',
    "build/library/site/searchindex.js": lambda text: f"Search.setIndex({json.dumps({'titles': text})})",
    "build/library/site/_images/a.svg": drawing,
    "build/library/run.log": lambda text: f"first\nsaid: {text}",
    "data/raw/library/register.csv": lambda text: f'key,note\nshares,"{text}"\n',
    "data/processed/library/repair_log.csv": lambda text: f'question,before\nx,"{text}"\n',
}


def planted(study: Study, name: str, content: str) -> Path:
    path = study.folder.parents[2] / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize("canary", CANARIES)
def test_each_canary_is_found_in_each_kind_of_file_and_never_said(study: Study, canary: str) -> None:
    text = CANARIES[canary]
    paths = {planted(study, name, write(text)) for name, write in FILES.items()}
    hits = scan(study)
    assert {hit.file for hit in hits} == paths
    assert not [hit for hit in hits if any(word in str(hit) for word in text.split() if len(word) > 4)]


def test_nothing_is_found_where_nothing_is(study: Study) -> None:
    for name, write in FILES.items():
        planted(study, name, write("12 of 31 visit Centrum every week (38.7%), 2026-03-02"))
    assert scan(study) == []


def test_a_hit_says_the_cell_or_the_line(study: Study) -> None:
    planted(study, "build/library/notebooks/02_descriptives.ipynb", notebook(NAME))
    planted(study, "build/library/site/02_descriptives.html", f"<p>\n\n{NAME}</p>")
    said = sorted(str(hit).partition(": ")[0] for hit in scan(study))
    assert said == [
        "build/library/notebooks/02_descriptives.ipynb, cell [3]",
        "build/library/site/02_descriptives.html, line 3",
    ]


@pytest.mark.parametrize("canary", CANARIES)
def test_a_workbook_to_take_along_is_searched_too(study: Study, canary: str) -> None:
    def written(cell: str) -> None:
        table = Table(pd.DataFrame({"a": [cell], "n": [12]}), "t", ("responses",), releases=(Release(("a",), 12),))
        path = study.folder.parents[2] / "build" / "library" / "site" / "tables" / "x.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_workbook(table_values(table)))

    written("12 of 31")
    assert scan(study) == []
    written(CANARIES[canary])
    assert [hit.file.name for hit in scan(study)] == ["x.xlsx"]


def test_parquet_and_bytes_are_searched_too(study: Study) -> None:
    folder = study.folder.parents[2] / "data" / "processed" / "library"
    folder.mkdir(parents=True)
    pd.DataFrame({"evidence": pd.Categorical(["responses", NAME])}).to_parquet(folder / "responses.parquet")
    pages = study.folder.parents[2] / "build" / "library" / "site-source"
    pages.mkdir(parents=True)
    (pages / "a.doctree").write_bytes(b"\x80\x04\x95" + NAME.encode() + b"\x00\xff" + zlib.compress(b"x" * 99))
    assert [(hit.file.name, hit.place) for hit in scan(study)] == [
        ("a.doctree", "line 1"),
        ("responses.parquet", "column 'evidence'"),
    ]


def test_an_answer_of_the_codebook_is_nobodys(study: Study) -> None:
    """Centrum is a branch of the codebook: an answer, whatever a dropped column says."""
    change(study.folder, "responses.csv", f'"{NAME}"', '"Centrum"')
    planted(study, "build/library/site/02_descriptives.html", "<td>Centrum</td>")
    assert scan(Study.load(study.folder)) == []


@pytest.mark.parametrize(("rows", "found"), [(9, True), (10, False)])
def test_what_ten_rows_share_tells_of_none_of_them(study: Study, rows: int, found: bool) -> None:
    path = study.folder / "responses.csv"
    content = path.read_text(encoding="utf-8").replace(NAME, "")
    shared = re.sub(r'("192\.0\.2\.\d+");""', r'\1;"Gedeelde plek"', content, count=rows)
    path.write_text(shared, encoding="utf-8")
    assert path.read_text(encoding="utf-8").count("Gedeelde plek") == rows
    planted(study, "build/library/site/02_descriptives.html", "<td>gedeelde  plek</td>")
    assert bool(scan(Study.load(study.folder))) is found


def test_of_a_name_each_word_is_looked_for(study: Study) -> None:
    """refurl is no column of names; under a header such as naam a surname alone is enough."""
    planted(study, "build/library/site/02_descriptives.html", "<p>volgens mevrouw Quistenburg</p>")
    change(study.folder, "responses.csv", f'"{NAME}"', '"Aaf Quistenburg"')
    assert scan(Study.load(study.folder)) == []
    change(study.folder, "responses.csv", '"refurl"', '"volledige naam"')
    change(study.folder, "study.toml", '"refurl"', '"volledige naam"')
    (hit,) = scan(Study.load(study.folder))
    assert hit.kind == "what stands in column 'volledige naam' of the export"


def test_synthetic_responses_are_nobodys(study: Study) -> None:
    change(study.folder, "study.toml", "synthetic = false", "synthetic = true")
    planted(study, "build/library/site/02_descriptives.html", f"<p>{NAME}</p>")
    assert scan(Study.load(study.folder)) == []


def test_no_page_is_left_standing(study: Study, capsys: pytest.CaptureFixture[str]) -> None:
    page = planted(study, "build/library/site/02_descriptives.html", f"<p>{NAME}</p>")
    with pytest.raises(CollabstudyError, match="what stands in column 'refurl' of the export") as caught:
        refuse_personal(study)
    assert caught.value.exit_code == 2
    assert "\n" not in str(caught.value)
    assert not page.parent.exists()
    planted(study, "build/library/site/02_descriptives.html", f"<p>{NAME}</p>")
    assert main(["scan", str(study.folder)]) == 2
    assert "places that look like personal data: 1" in capsys.readouterr().err
    assert not page.parent.exists()
    assert main(["scan", str(study.folder)]) == 0
    assert capsys.readouterr().out == "library: no personal data found.\n"


def test_a_failing_notebook_says_no_word_of_a_respondent(study: Study) -> None:
    kept = planted(study, "build/library/notebooks/02_descriptives.failed.ipynb", notebook(NAME))
    with pytest.raises(CollabstudyError) as caught, unsaid(study):
        raise NotebookFailed(f"02_descriptives.ipynb, cell [3]: KeyError: {NAME!r}")
    assert str(caught.value).startswith(
        "02_descriptives, cell [3] failed, and what it put out holds what stands in column"
    )
    assert "Brouwer" not in str(caught.value)
    assert not kept.exists()
    with pytest.raises(NotebookFailed, match="KeyError: 'age'"), unsaid(study):
        raise NotebookFailed("02_descriptives.ipynb, cell [3]: KeyError: 'age'")


@pytest.mark.parametrize("synthetic", [False, True])
def test_a_run_that_fails_leaves_no_pages_of_an_earlier_looser_one(
    study: Study, synthetic: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if synthetic:
        change(study.folder, "study.toml", "synthetic = false", "synthetic = true")
    page = built_folder(study) / "site" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("of before", encoding="utf-8")

    def failing(study: Study, jobs: int, say: object, before: Callable[[Study], None]) -> None:
        before(study)
        raise NotebookFailed("02_descriptives.ipynb, cell [3]: KeyError: 'age'")

    monkeypatch.setattr("collabstudy.runner.collection.run_collection", failing)
    monkeypatch.setattr("collabstudy.checking.refuse_faulty", lambda study: None)
    assert main(["notebooks", study.name]) == 1
    assert "KeyError" in capsys.readouterr().err
    assert page.exists() is synthetic
