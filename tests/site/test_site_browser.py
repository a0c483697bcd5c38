"""The pages in a real browser: nothing goes wrong, nothing is asked of others, everybody can read them."""

from pathlib import Path
from typing import Any

import pytest

WIDTHS = (390, 768, 1440)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_at_every_width(visit: Any, pages: list[str], scheme: str) -> None:
    visit.emulate_media(color_scheme=scheme)
    for name in pages:
        visit.goto(f"{visit.home}/{name}", wait_until="load")
        assert visit.evaluate("document.documentElement.dataset.theme") == scheme, name
        for width in WIDTHS:
            visit.set_viewport_size({"width": width, "height": 900})
            wider = visit.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert wider <= 0, f"{name} is {wider} pixels wider than {width}"
    assert visit.wrong == []


OF_EACH_KIND = {"index", "nl/ledger", "data", "02_descriptives", "03_crosstabs", "methods", "nl/provenance", "search"}


def test_a_page_of_each_kind_keeps_nobody_out(visit: Any, pages: list[str]) -> None:
    chosen = [page for page in pages if page.removesuffix(".html") in OF_EACH_KIND]
    assert len(chosen) == len(OF_EACH_KIND)
    assert kept_out(visit, chosen, "light", 390) == []


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1440)])
def test_no_page_keeps_anybody_out(visit: Any, pages: list[str], scheme: str, width: int) -> None:
    assert kept_out(visit, pages, scheme, width) == []


def kept_out(visit: Any, pages: list[str], scheme: str, width: int) -> list[str]:
    """Serious and critical violations that axe-core sees, by page."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    visit.emulate_media(color_scheme=scheme)
    visit.set_viewport_size({"width": width, "height": 900})
    found = []
    for name in pages:
        visit.goto(f"{visit.home}/{name}", wait_until="load")
        for item in axe.run(visit, options={"resultTypes": ["violations"]}).response["violations"]:
            if item["impact"] in ("serious", "critical"):
                places = [node["target"][0] for node in item["nodes"]][:3]
                found.append(f"{name}: {item['id']} at {places}")
    return found


@pytest.mark.parametrize(
    ("page", "word", "expected"), [("search.html", "mid-p", "Methods"), ("nl/search.html", "codeboek", "Gegevens")]
)
def test_the_search_finds(visit: Any, page: str, word: str, expected: str) -> None:
    visit.goto(f"{visit.home}/{page}?q={word}")
    visit.wait_for_selector("#search-results li a")
    visit.wait_for_timeout(500)
    assert expected in visit.inner_text("#search-results")
    assert visit.wrong == []


def test_nothing_is_cut_off_on_paper(visit: Any, pages: list[str]) -> None:
    visit.emulate_media(media="print")
    visit.set_viewport_size({"width": 720, "height": 1000})
    cut = """() => ['pre', 'code', 'table', 'img'].flatMap(tag => [...document.querySelectorAll('.bd-article ' + tag)])
        .filter(item => item.scrollWidth > item.clientWidth + 1 && item.clientWidth
                        || item.getBoundingClientRect().right > innerWidth + 1)
        .map(item => item.tagName + ': ' + item.textContent.slice(0, 60))"""
    for name in pages:
        visit.goto(f"{visit.home}/{name}", wait_until="load")
        assert visit.evaluate(cut) == [], name


def test_the_pages_open_from_a_folder_too(browser: Any, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / "search.html").as_uri() + "?q=ladder")
    page.wait_for_selector("#search-results li a")
    page.close()


def test_a_reader_changes_language_and_comes_back(visit: Any) -> None:
    visit.goto(f"{visit.home}/data.html")
    visit.click("a.language")
    assert visit.url.endswith("/nl/data.html")
    assert visit.inner_text("h1").startswith("Gegevens")
    visit.click("a.language")
    assert visit.url == f"{visit.home}/data.html"


@pytest.mark.parametrize(("page", "reset"), [("ledger.html", "Show all"), ("nl/ledger.html", "Toon alles")])
def test_the_ledger_of_the_site_filters_and_leads_to_code_and_data(visit: Any, page: str, reset: str) -> None:
    visit.goto(f"{visit.home}/{page}")
    entries = visit.locator(".ledger tbody:visible")
    everything = entries.count()
    visit.fill(".ledger input[name=text]", "S84")
    assert entries.count() == 1
    visit.click(".ledger tbody#S84 summary")
    code = visit.locator("tbody#S84 a[href*='05_published_figures.html#result-']").first
    row = visit.locator("tbody#S84 a[href*='data.html#figure-F13']").first
    for link, shown in ((code, "result-counts"), (row, "figure-F13")):
        assert link.get_attribute("href").endswith(shown)
    row.click()
    assert visit.locator("#figure-F13").is_visible()
    visit.go_back()
    visit.get_by_role("button", name=reset).click()
    assert entries.count() == everything
    assert visit.wrong == []
