"""What strangers type, and what could name a respondent: shown as text, or not at all."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
from studies import change, choices, copied, faults_of, question, study_of

from collabstudy.cleaning import clean
from collabstudy.cli import main
from collabstudy.counting import count
from collabstudy.importing import TextTable
from collabstudy.reporting import plots, tables
from collabstudy.reporting.results import Missing, Plot, Table
from collabstudy.reporting.show import bundle
from collabstudy.study import Study


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


def labelled(text: str, synthetic: bool = True) -> tuple[pd.DataFrame, Study]:
    """Twelve persons whose answer has that text as its label and in the export."""
    level, other = choices("mind", "first", "second")
    level = replace(level, label={"en": text}, raw=(text,))
    asked = replace(question("mind", "select_one mind"), label={"en": text})
    study = replace(study_of(asked, lists=[(level, other)]), synthetic=synthetic, respondents=12)
    rows = [(str(number), text if number < 7 else "second") for number in range(12)]
    table = TextTable.of("export.csv", ("id", "mind"), rows, range(2, 14))
    return clean(table, study).responses, study


def shown(text: str) -> tuple[str, str]:
    """The HTML of a table and the SVG of a figure that carry the text."""
    frame, study = labelled(text)
    table, plot = tables.share_table(count(frame, study), study), plots.dot_interval(count(frame, study), study)
    assert isinstance(table, Table)
    assert isinstance(plot, Plot)
    return bundle(table, "t")["text/html"], plot.svg


def test_b093_a_minimum_base_of_one_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = copied("library", tmp_path)
    change(folder, "study.toml", "minimum_base = 10", "minimum_base = 1")
    (sentence,) = faults_of(folder)
    assert sentence.endswith("use a whole number of at least 5: no study can go below that.")
    assert "'disclosure.minimum_base', value '1'" in sentence
    assert main(["run", "02_descriptives", "-p", "min_cell=1"]) == 2
    assert "02_descriptives.ipynb has no parameter 'min_cell'" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror=alert(1)>",
        "<script>alert(1)</script>",
        '"><svg onload=alert(1)>',
        "<a href='javascript:alert(1)'>here</a>",
    ],
)
def test_b095_markup_is_shown_as_the_text_that_it_is(text: str) -> None:
    page, svg = shown(text)
    found = Tags(page)
    assert found.tags <= {"div", "p", "strong", "small", "table", "caption", "thead", "tbody", "tr", "th", "td"}
    assert found.attributes <= {"class", "style", "scope", "role", "tabindex", "aria-label"}
    assert not Tags(svg).tags & {"script", "img", "a", "foreignobject"}
    assert not [name for name in Tags(svg).attributes if name.startswith("on")]


def test_b096_a_picture_from_elsewhere_is_not_fetched() -> None:
    page, svg = shown("![x](http://e.example/t.gif) <img src=http://e.example/t.gif>")
    assert not Tags(page).attributes & {"src", "href", "srcset"}
    addresses = re.findall(r"(?:href|src)=\"([^\"]*)\"", svg)
    assert all(address.startswith("#") for address in addresses)


@pytest.mark.parametrize("text", [r"$\frac{1}$", r"\input{/etc/passwd}", "costs $5 to $10", "50% of _it_ ^2^"])
def test_b097_signs_of_latex_stay_signs(text: str) -> None:
    page, svg = shown(text)
    assert 'class="tex2jax_ignore mathjax_ignore"' in page
    assert "<svg" in svg


NAMES = "Jan de Vries, jan@example.org, 06-12345678"


def test_b099_what_names_a_person_is_neither_kept_nor_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = study_of(question("remark", "text"), question("age", "integer"))
    rows = [(NAMES, NAMES, "34"), (NAMES, "", "12")]
    table = TextTable.of("export.csv", ("id", "remark", "age"), rows, [2, 3])
    with pytest.raises(Exception, match="stands in line 2 too") as caught:
        clean(table, study)
    assert NAMES not in str(caught.value)
    kept = clean(TextTable.of("export.csv", table.columns, rows[:1], [2]), study).responses
    assert "remark" not in kept.columns
    assert NAMES not in kept.drop(columns="response_id").to_csv()
    export = tmp_path / "export.csv"
    lines = ['"id","submitdate","q1. Eens?","RecipientEmail","Telefoon"']
    lines += [
        f'"{n}","2026-03-02 10:00:00","{"Ja" if n % 2 else "Nee"}","p{n}@example.org","06-1234567{n}"' for n in range(9)
    ]
    export.write_text("\n".join([*lines, ""]), encoding="utf-8")
    assert main(["new", str(tmp_path / "drafted"), str(export)]) == 0
    assert "Left out, perhaps personal data: RecipientEmail, Telefoon" in capsys.readouterr().out
    written = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "drafted").glob("*[!v]"))
    assert "example.org" not in written


def test_b100_one_respondent_of_a_named_municipality_is_not_shown() -> None:
    towns, answers = choices("town", "ede", "epe", "elburg"), choices("yn", "yes", "no")
    study = study_of(replace(question("town", "select_one town"), identifying=True), question("own", "select_one yn"))
    study = replace(study, choices={"town": towns, "yn": answers}, respondents=31)
    people = [("ede", "yes")] + [("epe", "no")] * 12 + [("elburg", "yes")] * 9 + [("elburg", "no")] * 9
    rows = [(str(at), *person) for at, person in enumerate(people)]
    table = TextTable.of("export.csv", ("id", "town", "own"), rows, range(2, 33))
    frame = clean(table, study).responses
    shares = tables.share_table(count(frame, study), study)
    assert isinstance(shares, Table)
    assert "ede" not in set(shares.frame["answer"])
    crossed = tables.cross_table(frame, study, "town", "own")
    assert isinstance(crossed, Table | Missing)
    text = bundle(crossed, "c")["text/plain"]
    assert "ede" not in text.split()
    assert not re.search(r"\b(0|1|100\.0%|3\.2%)\b", text.partition("Groups of")[0])
