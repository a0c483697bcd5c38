"""What is displayed: text, a rendering, and the result itself as plain values."""

import json
import math
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import numpy as np
import pandas as pd
import pytest

from collabstudy.disclosure import Release, known_as
from collabstudy.reporting import Finding, Missing, Plot, Table, show
from collabstudy.reporting.released import PUBLIC
from collabstudy.reporting.results import NO_RESPONSES, Shown
from collabstudy.reporting.show import MIME, bundle

HOSTILE = "<script>alert('x')</script> & \"$x$\""
ESCAPED = "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; &quot;$x$&quot;"


class Tags(HTMLParser):
    """Every element of a page, and its text with the entities resolved."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


HAND = {"by hand": True}  # for it is this module that makes the results below


def table(**columns: list[Any]) -> Table:
    return Table(pd.DataFrame(columns), "A title", ("published", "identified"), "A note.", {"share": ".1%"})


def test_a_table_as_text_html_and_values() -> None:
    shown = bundle(table(question=["a", "b"], share=[0.12345678, 0.5], base=[31, 1200]), "shares")
    assert set(shown) == {"text/plain", "text/html", MIME}
    assert shown["text/plain"].splitlines() == [
        "A title",
        "question share base",
        "       a 12.3%   31",
        "       b 50.0% 1200",
        "A note.",
        "Evidence: published, identified.",
    ]
    page = Tags(shown["text/html"])
    assert page.open == []
    cells = ["question", "share", "base", "a", "12.3%", "31", "b", "50.0%", "1200"]
    visible = [text for text in page.text if text.strip()]
    assert visible == ["A title", *cells, "A note.", "Evidence: published, identified."]
    assert shown[MIME] == {
        "key": "shares",
        "kind": "table",
        "title": "A title",
        "evidence": ["published", "identified"],
        "note": "A note.",
        "formats": {"share": ".1%"},
        "columns": ["question", "share", "base"],
        "numeric": ["share", "base"],
        "rows": [
            {"question": "a", "share": 0.123457, "base": 31},
            {"question": "b", "share": 0.5, "base": 1200},
        ],
        **HAND,
    }


def test_values_are_strict_json_with_floats_of_six_decimals() -> None:
    frame = pd.DataFrame(
        {
            "share": [1 / 3, np.float64(2 / 3)],
            "count": pd.array([1, None], dtype="Int64"),
            "yes": np.array([True, False]),
        }
    )
    rows = bundle(Table(frame, "t", ("published",)), "k")[MIME]["rows"]
    assert rows == [{"share": 0.333333, "count": 1, "yes": True}, {"share": 0.666667, "count": None, "yes": False}]
    assert json.loads(json.dumps(rows, allow_nan=False)) == rows
    assert type(rows[0]["count"]) is int
    assert type(rows[0]["yes"]) is bool


@pytest.mark.parametrize("nothing", [None, math.nan, np.nan, pd.NA])
def test_what_is_not_defined_is_a_dash_and_null(nothing: object) -> None:
    frame = pd.DataFrame({"share": pd.Series([0.5, nothing], dtype="object")})
    shown = bundle(Table(frame, "t", ("published",), "", {"share": ".1%"}), "k")
    assert shown["text/plain"].splitlines()[1:4] == ["share", "50.0%", "    –"]
    assert ">–</th>" in shown["text/html"]
    assert shown[MIME]["rows"] == [{"share": 0.5}, {"share": None}]


def test_nothing_of_a_study_is_read_as_html() -> None:
    frame = pd.DataFrame({HOSTILE: [HOSTILE, "plain"]})
    page = bundle(Table(frame, HOSTILE, ("published",), HOSTILE), "k")["text/html"]
    assert page.count(ESCAPED) == 5  # title and its region, column, cell, note
    assert "script" not in Tags(page).tags
    assert "".join(Tags(page).text).count(HOSTILE) == 4


def test_no_sentence_is_read_as_html() -> None:
    for shown in (Finding([HOSTILE], ("published",)), Missing(HOSTILE)):
        page = bundle(shown, "k")["text/html"]
        assert page.count(ESCAPED) == 1
        assert "script" not in Tags(page).tags


@pytest.mark.parametrize("shown", [table(a=["$x$"]), Finding(["$x$"], ("published",)), Missing("$x$")])
def test_no_page_takes_dollars_for_mathematics(shown: Shown) -> None:
    page = bundle(shown, "k")["text/html"]
    # The classes at which MathJax 2 and MathJax 3 leave an element alone, as pandas sets them too.
    assert page.startswith('<div class="tex2jax_ignore mathjax_ignore">')
    assert Tags(page).open == []


def test_a_finding_with_its_data() -> None:
    finding = Finding(["One.", "Two."], ("identified", "assumed"), {"p": [0.12345678, None], "ways": np.int64(13)})
    shown = bundle(finding, "f")
    assert shown["text/plain"] == "One.\nTwo.\nEvidence: identified, assumed."
    assert shown["text/html"].count("<li>") == 2
    assert shown[MIME] == {
        "key": "f",
        "kind": "finding",
        "sentences": ["One.", "Two."],
        "evidence": ["identified", "assumed"],
        "data": {"p": [0.123457, None], "ways": 13},
        **HAND,
    }


def test_what_is_missing_is_said_in_a_sentence() -> None:
    shown = bundle(Missing("There are no responses."), "m")
    assert shown["text/plain"] == "There are no responses."
    assert shown[MIME] == {"key": "m", "kind": "missing", "reason": "There are no responses.", **HAND}


def test_a_result_of_the_package_is_not_made_by_hand_and_a_changed_copy_is() -> None:
    assert HAND.keys() - bundle(NO_RESPONSES, "m")[MIME].keys() == HAND.keys()
    assert bundle(replace(NO_RESPONSES, reason="Mine."), "m")[MIME]["by hand"] is True


NAMES = {
    "published": "published",
    "identified": "identified",
    "assumed": "assumed",
    "responses": "responses",
    "synthetic": "SYNTHETIC responses, which support no conclusion",
}


@pytest.mark.parametrize(("name", "words"), NAMES.items())
def test_every_evidence_class_is_named_on_every_kind(name: str, words: str) -> None:
    frame = pd.DataFrame({"a": [1]})
    kinds = Table(frame, "t", (name,)), Plot("<svg/>", "t", "An alt text.", (name,)), Finding(["S."], (name,))
    for kind in kinds:
        shown = replace(kind, releases=PUBLIC if name == "responses" else ())
        found = bundle(shown, "k")
        assert found["text/plain"].endswith(f"Evidence: {words}.")
        assert found[MIME]["evidence"] == [name]
        if "text/html" in found:
            assert f"Evidence: {words}." in found["text/html"]
        else:
            assert found["text/plain"].splitlines()[-1] == f"An alt text. Evidence: {words}."
    assert ("SYNTHETIC" in words) == (name == "synthetic")


MARK = "Evidence: responses. Protected: no base below 12; in a breakdown no cell below 5."


@pytest.mark.parametrize("kind", [Table(pd.DataFrame(), "t", ("responses",)), Finding(["S."], ("responses",))])
def test_what_is_told_of_respondents_is_marked_and_kept(kind: Table | Finding) -> None:
    told = Release(("weekly",), 12, (known_as({"weekly": ["yes"]}, 7),), (), 12)
    found = bundle(replace(kind, releases=(told,)), "k")
    assert found["text/plain"].endswith(MARK)
    assert MARK in found["text/html"]
    (kept,) = json.loads(json.dumps(found[MIME]["releases"]))
    assert Release.of_plain(kept) == told


def test_what_does_not_say_what_it_tells_of_respondents_is_not_displayed() -> None:
    with pytest.raises(ValueError, match="does not say what it tells of them"):
        bundle(Table(pd.DataFrame({"name": ["Jan"]}), "t", ("responses",)), "k")


def test_a_plot_is_displayed_with_its_description(monkeypatch: pytest.MonkeyPatch) -> None:
    displayed: list[Any] = []
    monkeypatch.setattr("IPython.display.display", lambda *data, **options: displayed.append((data, options)))
    show(Plot("<svg/>", "t", "An alt text.", ("synthetic",)), "p")
    ((data,), options) = displayed[0]
    assert data["image/svg+xml"] == "<svg/>"
    assert options["raw"] is True
    alt = options["metadata"]["image/svg+xml"]["alt"]
    assert alt == "An alt text. Evidence: SYNTHETIC responses, which support no conclusion."
    assert "text/html" not in data
