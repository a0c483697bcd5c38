"""A study's title is text wherever the theme prints it."""

import json
from pathlib import Path

import pytest

from collabstudy.site.building import _rendered, _sphinx
from collabstudy.site.sources import page
from collabstudy.site.trimming import in_language

SCRIPT = "<script>window.canary=1</script>"


def test_a_title_of_markup_stays_text(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "index.md").write_bytes(page(SCRIPT, []))
    frame = {"title": "t", "summary": "s", "provenance": {}, "default": [["a", SCRIPT]], "search": "s", "contents": "c"}
    frame |= {"other": {"language": "nl", "name": "n"}, "both": ["index"]}
    (tmp_path / "en" / "frame.json").write_text(json.dumps(frame), encoding="utf-8")
    process = _sphinx(tmp_path, "en")
    _, said = process.communicate()
    assert process.returncode == 0, said
    rendered = (_rendered(tmp_path, "en") / "index.html").read_text(encoding="utf-8")
    assert "<script>window.canary" not in rendered
    assert rendered.count("&lt;script&gt;window.canary=1") >= 3  # the heading, its copy for paper, the provenance


@pytest.mark.parametrize(
    ("english", "dutch"),
    [
        ('<button title="Toggle primary sidebar">', '<button title="Menu tonen of verbergen">'),
        ('<nav aria-label="Page">', '<nav aria-label="Pagina">'),
        ("<i></i>Back to top</button>", "<i></i>Naar boven</button>"),
        ("<td>Light</td>", "<td>Light</td>"),  # an answer of a study
        ('<img alt="Light">', '<img alt="Light">'),
    ],
)
def test_the_themes_own_words_are_dutch_on_dutch_pages(english: str, dutch: str) -> None:
    assert in_language(english, "nl") == dutch
    assert in_language(english, "en") == english
