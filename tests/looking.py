"""What a browser sees of a folder of pages, and what a search of a folder of files finds."""

import html
import json
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from browser import served

# Elements and attributes that no page of ours has; ``canary`` in the address of anything is a text's.
FOREIGN = """() => {
  const found = [];
  for (const element of document.querySelectorAll('*')) {
    for (const {name, value} of element.attributes) {
      const address = ['src', 'href', 'srcset', 'action', 'data', 'xlink:href', 'style', 'content'].includes(name);
      const script = /^\\s*(javascript|vbscript|data:text)/i.test(value);
      if (name.startsWith('on') || (address && (script || /canary\\.example|alert\\(/.test(value))))
        found.push(element.tagName + ' ' + name + '=' + value.slice(0, 80));
    }
  }
  for (const element of document.querySelectorAll('script, style, iframe, base, foreignObject, meta[http-equiv]'))
    if (/canary|refresh/i.test(element.outerHTML)) found.push(element.outerHTML.slice(0, 80));
  return found;
}"""


@dataclass
class Seen:
    """What happened while pages were open: everything here but ``texts`` has to stay empty."""

    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    ran: list[str] = field(default_factory=list)
    elements: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def wrong(self) -> list[str]:
        """All that no text of a stranger may bring about."""
        return [*self.requests, *self.dialogs, *self.ran, *self.elements]


def look(browser: Any, folder: Path, words: list[str]) -> Seen:
    """Open every page of a folder, and the search page with each of the words."""
    seen = Seen()
    with served(folder) as address:
        context = browser.new_context()

        def only_here(route: Any) -> None:
            if route.request.url.startswith((address, "data:")):
                route.continue_()
            else:
                seen.requests.append(route.request.url)
                route.abort()

        context.route("**/*", only_here)
        page = context.new_page()
        page.on("dialog", lambda dialog: (seen.dialogs.append(dialog.message), dialog.dismiss()))
        pages = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.html"))]
        queries = [f"search.html?q={urllib.parse.quote(word)}" for word in words]
        for name in [*pages, *queries]:
            page.goto(f"{address}/{name}", wait_until="load")
            if name in queries:
                page.wait_for_function("document.querySelector('#search-results h2, #search-results p')")
                page.wait_for_timeout(700)  # results come in one after the other, with a part of each page
            _looked(page, name, seen)
        context.close()
    return seen


def _looked(page: Any, name: str, seen: Seen) -> None:
    for focused in page.query_selector_all("[autofocus], [tabindex]"):
        focused.focus()
    if ran := page.evaluate("window.canary") or (page.title() == "canary" and "title"):
        seen.ran.append(f"{name}: {ran}")
    seen.elements += [f"{name}: {found}" for found in page.evaluate(FOREIGN)]
    seen.texts[name] = page.inner_text("body")


def found_in(folder: Path, searched: str) -> list[str]:
    """Every file of a folder that holds the searched text, small letters or not, in any usual way of writing it."""
    forms = _forms(searched)
    return [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(form in content for content in _contents(path) for form in forms)
    ]


def _forms(text: str) -> set[bytes]:
    written = {text, html.escape(text), json.dumps(text)[1:-1], urllib.parse.quote(text), urllib.parse.quote_plus(text)}
    written |= {"".join(f"&#{ord(sign)};" for sign in text), "".join(f"\\u{ord(sign):04x}" for sign in text)}
    return {form.encode(encoding) for form in written for encoding in ("utf-8", "utf-16-le", "utf-16-be")}


def _contents(path: Path) -> Iterator[bytes]:
    yield path.read_bytes().lower()
    yield path.name.encode().lower()
    if path.suffix == ".parquet":
        table = pq.read_table(path)
        yield str(table.schema.metadata).encode().lower()
        for column in table.columns:
            yield "\n".join(map(str, column.cast(pa.string()).to_pylist())).encode().lower()
