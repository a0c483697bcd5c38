"""The page of the ledger in a real Chromium: filters, sorting, addresses, and what accessibility rules say of it."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser import served
from support import ROOT

from collabstudy.reporting.ledger import Links, ledger, ledger_page
from collabstudy.reporting.show import MIME, bundle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LINKS = Links(lambda notebook, key: f"#{notebook}-{key}", lambda kind, name: f"#{kind}-{name}")
STATIC = ROOT / "docs" / "_static"
SHOWN = "[...document.querySelectorAll('.ledger tbody')].filter(e => e.offsetParent !== null).map(e => e.id)"
COLOURS = {"light": "white; color: #222832", "dark": "#14181e; color: #ced6dd"}


@pytest.fixture(scope="module")
def address(gemeenten: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the pages stand, one a language and a theme."""
    folder = tmp_path_factory.mktemp("ledger")
    values = json.loads(json.dumps(bundle(ledger(gemeenten.study), "ledger")[MIME]))
    for name in ("ledger.css", "ledger.js"):
        shutil.copy(STATIC / name, folder)
    (folder / "favicon.ico").write_bytes(b"")
    for language in ("en", "nl"):
        for theme, colours in COLOURS.items():
            _write(folder / f"{language}-{theme}.html", language, theme, colours, ledger_page(values, language, LINKS))
    with served(folder) as found:
        yield found


def _write(path: Path, language: str, theme: str, colours: str, body: str) -> None:
    links = "a { color: #7ab8ff }" if theme == "dark" else ""
    path.write_text(
        f'<!doctype html><html lang="{language}" data-theme="{theme}"><head><meta charset="utf-8"><title>Ledger</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="ledger.css">'
        f"<style>body {{ max-width: 62rem; font-family: sans-serif; background: {colours} }} {links}</style></head>"
        f'<body><main><h1>Ledger</h1>{body}</main><script src="ledger.js"></script></body></html>',
        encoding="utf-8",
    )


@pytest.fixture
def opened(browser: "Browser", address: str) -> Iterator[Any]:
    """A function that opens a page at a width, with or without scripts, and fails the test on an error of the page."""
    contexts, errors = [], []

    def open_page(name: str, width: int = 1280, scripts: bool = True) -> "Page":
        context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        page.goto(f"{address}/{name}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


def test_filters(opened: Any) -> None:
    page = opened("en-light.html")
    status = page.get_by_role("status")
    assert status.inner_text() == "95 of 95 entries shown"
    page.get_by_label("Among respondents").select_option("fails")
    assert (page.evaluate(SHOWN), status.inner_text()) == (["S74"], "1 of 95 entries shown")
    page.get_by_role("button", name="Show all").click()
    page.get_by_text("95 of 95").wait_for()
    page.get_by_label("Significance").select_option("all")
    assert page.evaluate(SHOWN) == ["S27", "S28", "S81"]  # S81 on the last rung only
    page.get_by_label("Kind").select_option("comparison")
    assert page.evaluate(SHOWN) == ["S81"]
    page.get_by_role("button", name="Show all").click()
    page.get_by_text("95 of 95").wait_for()
    page.get_by_role("combobox", name="Figure", exact=True).select_option("yes")
    page.get_by_label("Invited").select_option("not-identified")
    assert len(page.evaluate(SHOWN)) == 14
    page.get_by_label("Search").fill("PARTNERS adapt 83%")
    assert page.evaluate(SHOWN) == ["S75"]
    page.get_by_label("Search").fill("no such thing")
    assert (page.evaluate(SHOWN), status.inner_text()) == ([], "0 of 95 entries shown")


def test_sorting_by_keyboard(opened: Any) -> None:
    page = opened("nl-light.html")
    heading = page.get_by_role("columnheader", name="Onder de respondenten")
    heading.get_by_role("button").focus()
    page.keyboard.press("Enter")
    assert heading.get_attribute("aria-sort") == "ascending"
    order = page.evaluate(SHOWN)
    assert order[:14] == [
        "S27",
        "S28",
        "S30",
        "S47",
        "S49",
        "S53",
        "S56",
        "S69",
        "S70",
        "S75",
        "S80",
        "S81",
        "S84",
        "S74",
    ]
    assert order[14:16] == ["S1", "S2"]
    page.keyboard.press("Enter")
    assert heading.get_attribute("aria-sort") == "descending"
    assert page.evaluate(SHOWN)[:2] == ["S1", "S2"]
    entry = page.get_by_role("columnheader", name="Regel")
    entry.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") is None
    entry.get_by_role("button").click()
    assert page.evaluate(SHOWN)[:3] == ["S95", "S94", "S93"]


def test_an_address_opens_its_entry_whatever_is_filtered(opened: Any) -> None:
    page = opened("en-light.html#S84")
    assert page.locator("#S84 details").get_attribute("open") is not None
    page.get_by_label("Among respondents").select_option("fails")
    page.evaluate("location.hash = '#S75'")
    page.locator("#S75 details[open]").wait_for()
    assert len(page.evaluate(SHOWN)) == 95


@pytest.mark.parametrize("width", [390, 1280])
def test_everything_reads_without_a_script(opened: Any, width: int) -> None:
    page = opened("en-light.html", width, scripts=False)
    assert page.locator("form.filters").is_hidden()
    assert page.locator("tbody:visible").count() == 95
    assert page.locator("thead button").count() == 0


@pytest.mark.slow  # the site's own tests ask the same of the whole page, at two of these widths
@pytest.mark.parametrize("name", ["en-light", "en-dark", "nl-light", "nl-dark"])
@pytest.mark.parametrize("width", [390, 768, 1280])
def test_no_rule_of_accessibility_is_broken(opened: Any, name: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = opened(f"{name}.html#S84", width)
    page.locator("details.reading > summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = axe.Axe().run(page).response["violations"]
    assert [(item["id"], item["nodes"][0]["html"]) for item in found if item["impact"] in ("serious", "critical")] == []


def test_the_script_is_small() -> None:
    assert (STATIC / "ledger.js").stat().st_size < 4_000
