"""The first page: the study, its findings with their certainty, and where to read on."""

from collections.abc import Sequence

from collabstudy.safe_text import for_html
from collabstudy.site.html import listing
from collabstudy.site.rendering import Renderer
from collabstudy.site.results import Results, sentences
from collabstudy.site.sources import Part, page
from collabstudy.study import Study


def first_page(
    study: Study, results: Results, renderer: Renderer, contents: Sequence[tuple[str, Sequence[str]]]
) -> bytes:
    """The source of the page; ``contents`` are the captions of the navigation with their pages."""
    language = renderer.language
    title = study.title.get(language) or next(iter(study.title.values()))
    said = [text for _, values in results.beginning("00_index", "headline") for text in sentences(values, language)]
    parts = [Part("", listing(for_html(text) for text in said))]
    ladder = results.get("00_index", "ladder")
    if ladder is not None and ladder["kind"] == "plot":
        parts.append(Part("", renderer.drawn("00_index", "ladder", ladder)))
    return page(title, parts, contents)
