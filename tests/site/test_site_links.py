"""Every link of every page leads to something that is there, and every picture says what it shows."""

from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

FOREIGN = ("http://", "https://", "mailto:", "data:")


@dataclass
class Found(HTMLParser):
    """The addresses that a page names, its own anchors, and its pictures."""

    addresses: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    pictures: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.addresses += [value for name in ("href", "src") if (value := given.get(name))]
        self.anchors += [value for name in ("id", "name") if (value := given.get(name))]
        if tag == "img":
            self.pictures.append((given.get("src") or "", given.get("alt") or ""))


@cache
def read(path: Path) -> Found:
    found = Found()
    found.feed(path.read_text(encoding="utf-8"))
    return found


def test_every_link_leads_somewhere(site: Path, pages: list[str]) -> None:
    lost = []
    for name in pages:
        for address in read(site / name).addresses:
            place, anchor = urldefrag(unquote(address))
            if place.startswith(FOREIGN) or address in ("#", ""):
                continue
            target = (site / name).parent / place.partition("?")[0] if place else site / name
            if not target.is_file():
                lost.append(f"{name}: {address}")
            elif anchor and target.suffix == ".html" and anchor not in read(target).anchors:
                lost.append(f"{name}: {address} (no such anchor)")
    assert lost == []


def test_no_address_on_a_page_is_given_twice(site: Path, pages: list[str]) -> None:
    for name in pages:
        anchors = read(site / name).anchors
        twice = {anchor for anchor in anchors if anchors.count(anchor) > 1} - {"viewport", "q"}
        assert not {name for name in twice if not name.startswith(("docsearch", "pst-"))}, name


def test_every_picture_says_what_it_shows(site: Path, pages: list[str]) -> None:
    pictures = [(name, *picture) for name in pages for picture in read(site / name).pictures]
    assert len(pictures) > 15
    for name, source, text in pictures:
        evidence = "Bewijsklasse: " if name.startswith("nl/") else "Evidence: "
        assert evidence in text, (name, source)
        assert len(text.partition(evidence)[0]) > 40, (name, source)
        assert not text.lower().endswith((".svg", ".png")), (name, source)


def test_every_page_says_where_it_comes_from(site: Path, pages: list[str]) -> None:
    for name in pages:
        text = (site / name).read_text(encoding="utf-8")
        assert text.count('class="provenance"') == 1, name
        assert f'<html lang="{"nl" if name.startswith("nl/") else "en"}"' in text, name
