"""The claims ledger as a page and as files: in both languages, traced, and nothing but text whatever a study says."""

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from hostile import UNSEEN, Hostile, hostile_texts

from collabstudy.reporting.languages import LANGUAGES, templates
from collabstudy.reporting.ledger import Links, ledger, ledger_files, ledger_page
from collabstudy.reporting.show import MIME, bundle
from collabstudy.study import Study

LINKS = Links(lambda notebook, key: f"{notebook}.html#{key}", lambda kind, name: f"data.html#{kind}-{name}")
TAGS = {
    *("div", "p", "span", "small", "a", "details", "summary", "dl", "dt", "dd", "form", "label", "input", "select"),
    *("option", "button", "table", "caption", "thead", "tbody", "tr", "th", "td", "bdi"),
}
ATTRIBUTES = {
    *("class", "id", "href", "hidden", "aria-label", "aria-hidden", "aria-live", "role", "type", "name", "value"),
    *("autocomplete", "scope", "colspan", "lang", "data-pattern", "data-sort", "data-label", "data-among"),
    *("data-significance", "data-invited", "data-kind", "data-figures"),
    *("data-sort-id", "data-sort-place", "data-sort-among"),
}
languages = pytest.mark.parametrize("language", LANGUAGES)


class Page(HTMLParser):
    """Tags, attributes, texts and ids of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def of(self, attribute: str) -> list[str | None]:
        return [value for name, value in self.attributes if name == attribute]


def values_of(study: Study) -> dict[str, Any]:
    return json.loads(json.dumps(bundle(ledger(study), "ledger")[MIME]))  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def article(gemeenten: Any) -> dict[str, Any]:
    return values_of(gemeenten.study)


@languages
def test_every_entry_stands_there_with_its_address(article: dict[str, Any], language: str) -> None:
    text = ledger_page(article, language, LINKS)
    assert "<span lang=" not in text  # every paraphrase is there in either language
    page = Page(text)
    figured = [entry["id"] for entry in article["entries"] if entry["figures"]]
    rest = [f"S{number}" for number in range(1, 96) if f"S{number}" not in figured]
    assert page.of("id") == figured + rest  # those that a figure speaks to first
    assert {entry["paraphrase"][language] for entry in article["entries"]} <= set(page.texts)
    assert page.tags <= TAGS
    assert {name for name, _ in page.attributes} <= ATTRIBUTES
    addresses = set(page.of("href"))
    assert {f"data.html#statement-S{number}" for number in range(1, 96)} <= addresses
    assert {f"data.html#figure-F{number}" for number in range(1, 15)} <= addresses
    assert {"05_published_figures.html#ladder_evaluation", "06_claims.html#claims", "ledger.csv"} <= addresses


@languages
def test_what_stands_behind_a_comparison(article: dict[str, Any], language: str) -> None:
    page = ledger_page(article, language, LINKS)
    body = page[page.index('<tbody id="S84"') : page.index('<tbody id="S85"')]
    said = " ".join(Page(body).texts)
    wanted = {
        "en": (
            "5,468",
            "p .125 to .664",
            "-78.7 to +84.0 points",
            "65 to 75 invited",
            "Could you tell us",
            "same persons",
        ),
        "nl": ("5.468", "p 0,125 tot 0,664", "-78,7 tot +84,0 procentpunt", "65 tot 75 uitgenodigden", "Kunt u ons"),
    }
    for text in wanted[language]:
        assert text in said


def test_all_three_tiers_stand_in_the_first_lines_with_their_assumptions(article: dict[str, Any]) -> None:
    texts = Page(ledger_page(article, "en", LINKS)).texts
    assert "holds 13, fails 1" in texts[0]
    assert "in all 2, in some 5, in none 7" in texts[0]
    assert "not identified 14" in texts[0]
    assert "our reading of the hedge words" in texts[1]


def test_the_controls_are_hidden_until_a_script_shows_them(article: dict[str, Any]) -> None:
    page = ledger_page(article, "en", LINKS)
    assert re.search(r'<form class="filters" hidden ', page)
    assert "<script" not in page
    for name, code in (("among", "fails"), ("significance", "some"), ("invited", "not-identified"), ("kind", "advice")):
        choice = page[page.index(f'<select name="{name}">') :].partition("</select>")[0]
        assert f'<option value="{code}">' in choice
        assert f'data-{name}="' in page


def test_a_study_in_one_language_says_in_which_it_is(library: Any) -> None:
    values = values_of(library.study)
    dutch = ledger_page(values, "nl", LINKS)
    assert '<span lang="en">fewer than half come every week</span>' in dutch
    assert '<span lang="en">' not in ledger_page(values, "en", LINKS)
    assert 'id="figure-F3"' in dutch
    assert "geen bewering in de publicatie noemt dit cijfer" in dutch
    assert "het gemiddelde van" in dutch


def test_a_result_that_no_page_shows_is_not_linked(article: dict[str, Any]) -> None:
    links = Links(lambda notebook, key: None if key == "counts" else f"{notebook}.html#{key}", LINKS.row)
    assert "counts" not in "".join(map(str, Page(ledger_page(article, "en", links)).of("href")))


@languages
def test_where_there_is_nothing_one_sentence_says_so(gemeenten: Any, language: str) -> None:
    nothing = values_of(replace(gemeenten.study, statements=(), figures=()))
    assert ledger_page(nothing, language, LINKS) == f"<p>{templates(language)['ledger']['nothing']}</p>"
    assert ledger_files(nothing, language, LINKS) == {}
    words = tuple(item for item in gemeenten.study.statements if not item.figures)
    bare = ledger_page(values_of(replace(gemeenten.study, statements=words, figures=())), language, LINKS)
    assert templates(language)["ledger"]["lead bare"].format(entries=len(words)) in bare


@languages
def test_a_report_and_what_takes_too_long(report: Any, gemeenten: Any, language: str) -> None:
    unknown = templates(language)["ledger_verdicts"]["unknown number"]
    assert unknown in ledger_page(values_of(report.study), language, LINKS)
    values = values_of(gemeenten.study)
    entry = next(entry for entry in values["entries"] if entry["id"] == "S84")
    entry["rungs"][0] |= {"verdict": "not computed", "sets": None, "reached": None, "p": None}
    entry["settled by"][0] |= {"ask for": None, "alone": None}
    page = ledger_page(values, language, LINKS)
    assert templates(language)["ledger_verdicts"]["not computed"] in page
    assert templates(language)["ledger"]["settles too many"].partition("}: ")[2] in page


@languages
def test_the_csv_opens_with_its_numbers_in_the_language(article: dict[str, Any], language: str) -> None:
    files = ledger_files(article, language, LINKS)
    rows = list(csv.DictReader(io.StringIO(files["ledger.csv"].decode())))
    names = templates(language)["ledger_fields"]
    assert len(rows) == 95
    row = next(row for row in rows if row[names["entry"]] == "S84")
    sign = "." if language == "en" else ","
    assert row[names["low"]] == f"0{sign}131661"  # 6/11 less 12/29
    assert row[names["invited low"]] == f"-0{sign}786667"  # a number stays a number
    assert row[names["decided"]] == templates(language)["ledger_rungs"]["complete"]
    assert row[names["sources"]].split() == [
        f"data.html#{name}" for name in ("statement-S84", "figure-F13", "figure-F14")
    ]


@languages
def test_the_json_has_codes_exact_bounds_and_words(article: dict[str, Any], language: str) -> None:
    found = json.loads(ledger_files(article, language, LINKS)["ledger.json"])
    entry = next(entry for entry in found["entries"] if entry["id"] == "S84")
    assert entry["amount"] == ["42/319", "113/783"]  # 6/11 less 12/29; 16/29 less 11/27
    assert entry["amount as numbers"] == [0.131661, 0.144317]
    assert (found["language"], entry["among"]) == (language, "holds")
    assert entry["words"]["among"] == templates(language)["ledger_verdicts"]["holds"]


@pytest.mark.parametrize("text", hostile_texts(), ids=lambda text: text.name)
def test_a_hostile_study_stays_text(text: Hostile, library: Any) -> None:
    said, study = text.text, library.study
    statements = tuple(
        replace(item, paraphrase=said, kind="odd", translations={"nl": said}) for item in study.statements
    )
    figures = tuple(replace(item, note=said, format=said, group=said) for item in study.figures)
    questions = tuple(replace(item, label={"en": said}, note=said) for item in study.questions)
    values = values_of(replace(study, statements=statements, figures=figures, questions=questions))
    for language in LANGUAGES:
        page = ledger_page(values, language, LINKS)
        found = Page(page)
        assert found.tags <= TAGS
        assert {name for name, _ in found.attributes} <= ATTRIBUTES
        assert not UNSEEN & set(page)
        for row in csv.reader(io.StringIO(ledger_files(values, language, LINKS)["ledger.csv"].decode())):
            assert not [cell for cell in row if re.match(r"[\s\"']*[=+@]", cell) and not cell.startswith("'")]


def test_a_formula_is_not_computed(library: Any) -> None:
    formula = "=cmd|' /C calc'!A0"
    statements = tuple(replace(item, paraphrase=formula) for item in library.study.statements)
    files = ledger_files(values_of(replace(library.study, statements=statements)), "en", LINKS)
    rows = list(csv.DictReader(io.StringIO(files["ledger.csv"].decode())))
    assert {row["statement"] for row in rows if row["type"] == "statement"} == {"'" + formula}
