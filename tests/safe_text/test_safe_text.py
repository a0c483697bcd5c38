"""What cannot be seen, what a terminal obeys, what a spreadsheet computes: character by character."""

import csv
import html
import io
import json
import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from hostile import REFERENCE, hostile_texts
from hypothesis import given
from hypothesis import strategies as st

from collabstudy.errors import Fault
from collabstudy.files import spreadsheet_csv
from collabstudy.safe_text import (
    as_json,
    for_html,
    for_markdown,
    for_spreadsheet,
    neutral,
    plain,
    visible,
    visible_lines,
)

ODD = st.text(st.sampled_from("=+-@'\"; ,\t\r\n5aA(%\uff1d\u201c\u202e\x1b\u05d0\u0301<>&|"), max_size=12)


def cases(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def unescaped(text: str) -> str:
    """The cases write what an editor would change as JSON does, and everything else as it is."""
    return re.sub(r"\\(u[0-9a-f]{4}|[trn])", lambda found: json.loads(f'"{found[0]}"'), text)


@pytest.mark.parametrize("case", cases("unseen_characters.csv"), ids=lambda case: case["first"])
def test_what_cannot_be_seen_is_shown_by_its_number(case: dict[str, str]) -> None:
    for code in range(int(case["first"], 16), int(case["last"], 16) + 1):
        shown = visible(f"a{chr(code)}b")
        assert shown == f"a⟨U+{code:04X}⟩b"
        assert visible_lines(f"a{chr(code)}b") == shown
        assert visible(shown) == shown
        assert json.loads(as_json([chr(code)])) == [chr(code)]
        assert as_json([chr(code)]).isprintable()


def test_what_can_be_seen_stays() -> None:
    for text in ("café – 55 %", "naïve\u00a0x", "Ελληνικά", "中文", "עברית", "العربية", "❤️ 👩🏽", "a\u0301\u0323"):
        assert visible(text) == text


def test_line_ends_stay_only_in_texts_of_several_lines() -> None:
    assert visible("a\nb\tc") == "a⟨U+000A⟩b⟨U+0009⟩c"
    assert visible_lines("a\nb\tc\rd") == "a\nb\tc⟨U+000D⟩d"


@pytest.mark.parametrize(("marks", "shown"), [(3, ""), (4, ""), (5, "⟨1 marks⟩"), (30, "⟨26 marks⟩")])
def test_a_pile_of_accents_ends_at_four(marks: int, shown: str) -> None:
    assert visible("a" + "\u0301" * marks + "b") == "a" + "\u0301" * min(marks, 4) + shown + "b"


def test_a_selector_stays_behind_a_symbol_alone() -> None:
    assert visible("❤\ufe0f") == "❤\ufe0f"
    assert visible("yes\ufe0f") == "yes⟨U+FE0F⟩"
    assert visible("\ufe0f") == "⟨U+FE0F⟩"


@pytest.mark.parametrize("case", cases("spreadsheet_cells.csv"), ids=lambda case: case["text"])
def test_a_formula_is_shown_and_a_number_left_alone(case: dict[str, str]) -> None:
    text, shown = unescaped(case["text"]), unescaped(case["shown"])
    assert neutral(text) == shown
    assert plain(shown) == text


@given(ODD)
def test_a_disarmed_cell_comes_back_as_it_was(text: str) -> None:
    assert plain(neutral(text)) == text


@given(ODD)
def test_no_part_of_a_disarmed_cell_begins_a_formula(text: str) -> None:
    for separator in (",", ";", "\t"):
        written = io.StringIO()
        csv.writer(written, lineterminator="\n").writerow(["x", for_spreadsheet(text)])
        # as a spreadsheet reads that takes another separator and knows a quote only at the beginning of a cell
        for row in csv.reader(io.StringIO(written.getvalue()), delimiter=separator):
            for cell in row[1:] if separator == "," else row:
                bare = cell.lstrip(" \"'\u201c\t\r\n") if not cell.startswith("'") else ""
                assert not re.match("[=+@\uff1d-].*[a-zA(]", bare, re.DOTALL), (separator, cell)


def test_a_frame_for_people_has_no_formula_in_cells_or_headers() -> None:
    frame = pd.DataFrame({"=A1": ["=1+1", "-5", "a\u202eb"], "n": [-5, 0, 5], "x": [-0.5, None, 1.5]})
    assert spreadsheet_csv(frame) == "'=A1,n,x\n'=1+1,-5,-0.5\n-5,0,\na⟨U+202E⟩b,5,1.5\n"


class _Text(HTMLParser):
    """The text of a piece of HTML, and its tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.tags = "", set[str]()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("text", hostile_texts(), ids=lambda text: text.name)
def test_hostile_html_is_its_own_text(text: object) -> None:
    written = text.text  # type: ignore[attr-defined]
    read = _Text(for_html(written))
    assert read.tags <= {"bdi"}
    assert read.text == visible_lines(written)


def test_words_from_the_right_cannot_turn_what_follows() -> None:
    assert for_html("\u05d0\u05d1 (5) \u05d2: 5 of 31") == "<bdi>\u05d0\u05d1 (5) \u05d2</bdi>: 5 of 31"
    assert for_html("a & \u05d0<b") == "a &amp; <bdi>\u05d0</bdi>&lt;b"


@given(ODD)
def test_html_without_its_marks_is_the_escaped_text(text: str) -> None:
    assert re.sub("</?bdi>", "", for_html(text)) == html.escape(visible_lines(text))


@pytest.mark.parametrize("text", hostile_texts(), ids=lambda text: text.name)
def test_hostile_markdown_is_its_own_text(text: object) -> None:
    from markdown_it import MarkdownIt

    written = text.text  # type: ignore[attr-defined]
    rendered = MarkdownIt("commonmark").render("- " + for_markdown(written))
    assert set(re.findall(r"<(/?\w+)", rendered)) == {"ul", "li", "/li", "/ul"}
    assert _Text(rendered).text.strip() == visible(written).strip()


def test_a_fault_holds_nothing_that_a_terminal_obeys() -> None:
    unseen = "it says \u202eno\nEvidence: published"
    said = str(Fault("a\x1b]0;x\x07.csv", unseen, 1, "c\x9b31m", "v\x1b[2J", "see \x1b[8m"))
    assert said.isprintable()
    assert "\n" not in said
