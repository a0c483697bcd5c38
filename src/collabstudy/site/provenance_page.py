"""Where everything comes from: what a run rests on, how to check it, and how to cite it."""

from collections.abc import Iterator, Mapping
from typing import Any

from collabstudy.reporting.citation import cite
from collabstudy.reporting.languages import fill
from collabstudy.reporting.provenance import Provenance
from collabstudy.safe_text import for_html
from collabstudy.site.html import definitions, paragraphs, table
from collabstudy.site.sources import Part, page


def provenance_page(provenance: Provenance, inputs: dict[str, dict[str, str]], language: str) -> bytes:
    """The source of the page. ``inputs``: SHA-256 of what was read, by name, of the study and of the project."""
    return page(fill("provenance title", language, "site"), _parts(provenance, inputs, language))


def _parts(provenance: Provenance, inputs: dict[str, dict[str, str]], language: str) -> Iterator[Part]:
    def words(name: str, **values: object) -> str:
        return fill(name, language, "site", **values)

    yield Part(words("rests on"), definitions(provenance.lines(language)))
    given = [("", [name, _given(values, words("no value"))]) for name, values in provenance.parameters.items()]
    yield Part(words("parameters"), table(words("parameters"), words("parameter columns").split("|"), given))
    yield Part(words("check"), _check(provenance, language))
    files = [("", [name, digest]) for found in inputs.values() for name, digest in found.items()]
    yield Part(words("inputs"), table(words("inputs"), words("inputs columns").split("|"), files))
    yield Part(words("cite"), paragraphs(cite(provenance, language)))


def _check(provenance: Provenance, language: str) -> str:
    commands = f"make reproduce STUDY={provenance.study}\nmake verify STUDY={provenance.study}"
    note = paragraphs([fill("check note", language, "site")])
    return f"{note}<pre><code>{for_html(commands)}</code></pre>"


def _given(values: Mapping[str, Any], none: str) -> str:
    return "; ".join(f"{name} = {none if value in (None, '', []) else value}" for name, value in values.items())
