"""A number that somebody typed is found, wherever it stands, unless there is a reason for it."""

import csv
import json
from pathlib import Path

import pytest

from collabstudy.errors import CollabstudyError
from collabstudy.site import prose
from collabstudy.site.prose import check_prose

NOTEBOOK = "notebooks/02_descriptives.ipynb"


@pytest.fixture
def here(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the project, in which a test may type."""
    monkeypatch.setenv("COLLABSTUDY_ROOT", str(project))
    return project


def typed(project: Path, place: str, text: str) -> None:
    """Type a text at the end of a file, or into the last cell of text of a notebook."""
    path = project / place
    if path.suffix != ".ipynb":
        path.write_text(path.read_text(encoding="utf-8") + f"\n{text}\n", encoding="utf-8")
        return
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cell = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"][-1]
    cell["source"] = ["".join(cell["source"]) + f"\n{text}"]
    path.write_text(json.dumps(notebook), encoding="utf-8")


def test_the_project_itself_passes() -> None:
    check_prose()


@pytest.mark.parametrize("place", [NOTEBOOK, "README.md", "docs/evidence.md", "docs/architecture.md"])
@pytest.mark.parametrize("number", ["37", "41.7%", ".049", "5,468", "12,5"])
def test_a_typed_number_is_refused(here: Path, place: str, number: str) -> None:
    check_prose()
    typed(here, place, f"Of all of them {number} agree.")
    with pytest.raises(CollabstudyError) as refused:
        check_prose()
    assert str(refused.value).startswith(f"{place}, ")
    assert f"the number {number!r} has no result behind it" in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "See `figure 37`, [there](page.html#part-37) or 02_descriptives.",
        "Brown and Heathers 2017 say so, in 1987 too.",
        "<!-- findings -->37 of 41<!-- end of findings -->",
        "```\nmake 37\n```",
        "3. A list has numbers.",
        "SHA-256 and UTF-8 are names.",
    ],
)
def test_what_is_no_number_of_a_result(here: Path, text: str) -> None:
    typed(here, "docs/evidence.md", text)
    check_prose()


def test_the_words_of_a_language_are_looked_through(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text('[a]\nb = "{count} of 31 say so"\n', encoding="utf-8")
    found = [text.text for text in prose._words(tmp_path)]
    assert found == [" of 31 say so"]
    monkeypatch.setattr(prose, "_texts", lambda root: prose._words(tmp_path))
    with pytest.raises(CollabstudyError, match=r"x\.toml, \[a\] b: the number '31'"):
        check_prose()


def test_a_reason_that_nothing_needs_is_refused(here: Path) -> None:
    with (here / "docs" / "digits.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow(["README.md", "unheard of 99", "an old sentence"])
    with pytest.raises(CollabstudyError, match="nothing needs 'unheard of 99' any more"):
        check_prose()


def test_every_reason_is_a_sentence_and_the_list_is_short(here: Path) -> None:
    rows = prose._allowed(here / "docs" / "digits.csv")
    assert 0 < len(rows) < 40
    assert all(len(row.reason) > 5 for row in rows)
