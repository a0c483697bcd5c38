"""Each hostile text in each place of each kind of result, and on the command line."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
from hostile import UNSEEN, Hostile, hostile_texts
from studies import change, copied

from collabstudy.cli import main
from collabstudy.reporting import Finding, Missing, Table
from collabstudy.reporting.plots import style
from collabstudy.reporting.results import Shown
from collabstudy.reporting.show import bundle

TAGS = {"div", "p", "strong", "small", "table", "caption", "thead", "tbody", "tr", "th", "td", "em", "ul", "li", "bdi"}
texts = pytest.mark.parametrize("text", hostile_texts(), ids=lambda text: text.name)


class Tags(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


@texts
@pytest.mark.parametrize("kind", ["table", "finding", "missing"])
def test_a_result_holds_its_text_and_nothing_else(text: Hostile, kind: str) -> None:
    said = text.text
    results: dict[str, Shown] = {
        "table": Table(pd.DataFrame({said: [said, "x"], "n": [1, 2]}), said, ("published",), said),
        "finding": Finding([said, f"{said}: 5 of 31"], ("published",), {said: said}),
        "missing": Missing(said),
    }
    shown = bundle(results[kind], said)
    page = Tags(shown["text/html"])
    assert page.tags <= TAGS
    assert page.attributes <= {"class", "style", "scope", "role", "tabindex", "aria-label"}
    assert 'class="tex2jax_ignore mathjax_ignore"' in shown["text/html"]
    for form in ("text/html", "text/plain"):
        assert not UNSEEN & set(shown[form]), form


@texts
def test_a_drawing_holds_outlines_of_its_text(text: Hostile) -> None:
    with style.canvas(2.0, text.text, style.Framing(("published",))) as (figure, axes):
        axes.text(0.5, 0.5, style.wrapped(text.text))
        axes.text(0.5, 0.2, text.text, in_layout=False)  # as it is, where somebody forgot to wrap it
        style.captioned(axes, text.text)
    plot = style.drawn(figure, text.text, text.text, style.Framing(("published",)))
    drawing = ET.fromstring(plot.svg)  # well-formed, whatever stood in the text
    tags = {element.tag.rpartition("}")[2] for element in drawing.iter()}
    assert not tags & {"script", "foreignObject", "image", "a", "style", "iframe", "text"} - {"style"}
    assert not [name for element in drawing.iter() for name in element.attrib if name.startswith("on")]
    assert not UNSEEN & set(plot.svg)
    assert not UNSEEN & set(plot.description)


@texts
def test_the_command_line_repeats_nothing_that_a_terminal_obeys(
    text: Hostile, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLLABSTUDY_DEBUG", "1")
    monkeypatch.setenv("COLLABSTUDY_ROOT", str(tmp_path / "project"))
    (tmp_path / "project" / "data" / "raw").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "project")
    folder = copied("library", tmp_path)
    odd = json.dumps(text.text).replace("\x7f", "\\u007f")
    odd = odd if "\\ud" not in odd else json.dumps(text.text, ensure_ascii=False)
    change(folder, "study.toml", '"Library visitors, spring wave"', odd)
    change(folder, "study.toml", '"startdate"', odd)
    name = text.text.replace("/", "_").replace("\0", "")[:60]
    (tmp_path / f"{name}.csv").write_text("wording\nx\n", encoding="utf-8")
    for arguments in (
        ["check", str(folder)],
        ["ask", str(folder)],
        ["ask", str(folder), "--json"],
        ["check", text.text],
        [text.text],
        ["figures", text.text, "--respondents", "31"],
        ["figures", "55%", "--respondents", text.text],
        ["figures", "--csv", str(tmp_path / f"{name}.csv")],
        ["new", text.text, str(tmp_path / f"{name}.csv")],
        ["run", text.text],
        ["reconstruct", str(folder), "--to", str(tmp_path / f"{name}.txt")],
    ):
        assert main(arguments) in (0, 2), arguments
        said = capsys.readouterr()
        assert not UNSEEN & set(said.out + said.err), arguments


@texts
def test_a_checked_file_is_no_formula(text: Hostile, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [["wording", "base", f"note {text.text}", text.text], ["55%", "31", "", text.text]]
    with (tmp_path / "f.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    assert main(["figures", "--csv", str(tmp_path / "f.csv")]) == 0
    said = capsys.readouterr().out
    assert not UNSEEN & set(said)
    cells = [cell for row in csv.reader(io.StringIO(said)) for cell in row]
    assert not [cell for cell in cells if cell[:1] in {*"=+@-\uff1d"} and cell[1:2].isalnum() and "canary" in cell]
    if text.kind == "spreadsheet":
        assert f"'{text.text}" in cells
