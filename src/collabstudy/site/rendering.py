"""One result as HTML with its address, and the files beside the page: drawings, tables to take along."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from collabstudy.reporting.languages import fill
from collabstudy.reporting.plots import redrawn
from collabstudy.reporting.rendering import as_csv, as_html, as_workbook, grid
from collabstudy.safe_text import for_html
from collabstudy.site.html import link
from collabstudy.site.results import Values, address, anchor

Make = Callable[[], bytes]  # pages are rendered meanwhile


@dataclass
class Renderer:
    """Renders results in a language; ``files`` gathers, by their place in the site, what makes what stands beside."""

    language: str
    together: bool = False  # results of several notebooks on one page
    asked: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # the row and the text of each question
    files: dict[str, Make] = field(default_factory=dict)
    drawings: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)  # SVG and alt text

    def all_together(self) -> "Renderer":
        """One for a page of several notebooks, which keeps its files and drawings with these."""
        return replace(self, together=True)

    def words(self, name: str, section: str = "site", /, **values: object) -> str:
        """A template of the language."""
        return fill(name, self.language, section, **values)

    def figure(self, notebook: str, key: str, svg: str, alt: str) -> str:
        """A drawing in a file of its own, so that a script inside it could not run."""
        self.drawings[notebook, key] = svg, alt
        place = _place("figures", notebook, key, "svg")
        self.files[place] = svg.encode
        width, height = size(svg)
        picture = f'<img src="{place}" alt="{for_html(alt)}" width="{width}" height="{height}">'
        tools = self._tools(notebook, key, {"SVG": place})
        return self._result("figure", notebook, key, picture, f"<figcaption>{tools}</figcaption>")

    def drawing(self, notebook: str, key: str, values: Values) -> tuple[str, str]:
        """SVG and alt text of a result in the page's language, made from its values unless it is there already."""
        if (notebook, key) not in self.drawings:
            plot = redrawn(values, self.language)
            self.drawings[notebook, key] = plot.svg, plot.description
        return self.drawings[notebook, key]

    def drawn(self, notebook: str, key: str, values: Values) -> str:
        """The same as HTML."""
        return self.figure(notebook, key, *self.drawing(notebook, key, values))

    def shown(self, notebook: str, key: str, rendered: str) -> str:
        """A finding, or what is said in place of a result, as the notebook rendered it."""
        return self._result("div", notebook, key, rendered, self._tools(notebook, key, {}))

    def table(self, notebook: str, key: str, values: Values) -> str:
        """A table with what can be taken along of it."""
        files = {}
        for kind, write in (("csv", as_csv), ("xlsx", as_workbook)):
            place = files[kind.upper()] = _place("tables", notebook, key, kind)
            if place not in self.files:
                self.files[place] = partial(write, values, self.language)
        rendered = as_html(grid(values, self.language), partial(self._cell, values["columns"]))
        return self._result("div", notebook, key, rendered, self._tools(notebook, key, files))

    def _cell(self, columns: Sequence[str], at: int, text: str) -> str:
        """A question's name leads to its row of the codebook, and below it stands what was asked."""
        place, label = self.asked.get(text.partition(".")[0], ("", "")) if columns[at] == "question" else ("", "")
        if not place:
            return for_html(text)
        below = f'<small class="asked">{for_html(label)}</small>' if label != text else ""
        return f"{link(place, text)}{below}"

    def _tools(self, notebook: str, key: str, files: Mapping[str, str]) -> str:
        name = self.words("permalink", key=key)
        links = [f'<a href="#{self._anchor(notebook, key)}" title="{for_html(name)}">{for_html(key)}</a>']
        if self.together:
            up = "" if self.language == "en" else "../"
            links = [f'<a href="{up}{address(notebook, key)}">{for_html(self.words("code"))}</a>']
        links += [f'<a href="{place}" download>{kind}</a>' for kind, place in files.items()]
        return f'<p class="tools">{" ".join(links)}</p>'

    def _result(self, element: str, notebook: str, key: str, *parts: str) -> str:
        place = self._anchor(notebook, key)
        return f'<{element} class="result" id="{place}">{"".join(parts)}</{element}>'

    def _anchor(self, notebook: str, key: str) -> str:
        return anchor(f"{notebook}-{key}" if self.together else key)


def _place(folder: str, notebook: str, key: str, kind: str) -> str:
    return f"{folder}/{notebook}-{anchor(key).removeprefix('result-')}.{kind}"


def size(svg: str) -> tuple[int, int]:
    """Width and height of a drawing in pixels, so that the page keeps room for it."""
    found = dict(re.findall(r'\b(width|height)="([\d.]+)pt"', svg[: svg.index(">", svg.index("<svg"))]))
    return round(float(found["width"]) * 4 / 3), round(float(found["height"]) * 4 / 3)
