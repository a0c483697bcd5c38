"""Figures and tables of a study on one page, in either language, drawn again from results."""

from collections.abc import Iterator

from collabstudy.reporting.languages import fill
from collabstudy.runner.plan import STEPS
from collabstudy.site.rendering import Renderer
from collabstudy.site.results import Results, Values
from collabstudy.site.sources import Part, page

LEFT_OUT = ("00_index", "08_validation", "explore")  # the first page, other data than the study's, a scratch pad


def results_page(results: Results, renderer: Renderer) -> bytes:
    """The source of the page: every figure, and every table that has words in both languages."""
    return page(renderer.words("results title"), _parts(results, renderer))


def _parts(results: Results, renderer: Renderer) -> Iterator[Part]:
    seen: list[Values] = []
    for name in sorted(step.name for step in STEPS if step.name not in LEFT_OUT):
        shown = []
        for key, values in results.found[name].items():
            bare = {field: value for field, value in values.items() if field != "key"}
            if bare not in seen and (rendered := _rendered(name, key, values, renderer)):
                shown.append(rendered)
                seen.append(bare)
        if shown:
            yield Part(fill(name, renderer.language, "notebooks"), "".join(shown))


def _rendered(name: str, key: str, values: Values, renderer: Renderer) -> str:
    if "drawing" in values:
        return renderer.drawn(name, key, values)
    if values["kind"] == "table" and isinstance(values["title"], dict):
        return renderer.table(name, key, values)
    return ""
