"""One result as HTML with its address, and the files beside the page: drawings, tables to take along."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from collabstudy.reporting.languages import fill
from collabstudy.reporting.plots import redrawn
from collabstudy.reporting.rendering import as_csv, as_html, as_workbook, grid
from collabstudy.safe_text import for_html
from collabstudy.site.results import Values, address, anchor


@dataclass
class Renderer:
    """Renders results in a language; ``files`` gathers, by their place in the site, what stands beside the pages."""

    language: str
    together: bool = False  # results of several notebooks on one page
    files: dict[str, bytes] = field(default_factory=dict)

    def words(self, name: str, section: str = "site", /, **values: object) -> str:
        """A template of the language."""
        return fill(name, self.language, section, **values)

    def figure(self, notebook: str, key: str, svg: str, alt: str) -> str:
        """A drawing in a file of its own, so that a script inside it could not run."""
        place = self._keep("figures", notebook, key, "svg", svg.encode())
        width, height = size(svg)
        picture = f'<img src="{place}" alt="{for_html(alt)}" width="{width}" height="{height}" loading="lazy">'
        tools = self._tools(notebook, key, {"SVG": place})
        return self._result("figure", notebook, key, picture, f"<figcaption>{tools}</figcaption>")

    def drawn(self, notebook: str, key: str, values: Values) -> str:
        """A drawing made again from the values of a result, in the page's language."""
        plot = redrawn(values, self.language)
        return self.figure(notebook, key, plot.svg, plot.description)

    def shown(self, notebook: str, key: str, rendered: str) -> str:
        """A finding, or what is said in place of a result, as the notebook rendered it."""
        return self._result("div", notebook, key, rendered, self._tools(notebook, key, {}))

    def table(self, notebook: str, key: str, values: Values) -> str:
        """A table with what can be taken along of it."""
        kinds = {"csv": as_csv, "xlsx": as_workbook}
        files = {
            kind.upper(): self._keep("tables", notebook, key, kind, write(values, self.language))
            for kind, write in kinds.items()
        }
        rendered = as_html(grid(values, self.language))
        return self._result("div", notebook, key, rendered, self._tools(notebook, key, files))

    def _keep(self, folder: str, notebook: str, key: str, kind: str, content: bytes) -> str:
        place = f"{folder}/{notebook}-{anchor(key).removeprefix('result-')}.{kind}"
        self.files[place] = content
        return place

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


def size(svg: str) -> tuple[int, int]:
    """Width and height of a drawing in pixels, so that the page keeps room for it."""
    found = dict(re.findall(r'\b(width|height)="([\d.]+)pt"', svg[: svg.index(">", svg.index("<svg"))]))
    return round(float(found["width"]) * 4 / 3), round(float(found["height"]) * 4 / 3)
