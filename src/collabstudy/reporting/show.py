"""``show``: the only way out of a notebook.

What is displayed carries a text, a rendering, and the result itself under a MIME type of its own, so
that the runner can take it out, prose can refer to it and a comparison of outputs covers it.
"""

from typing import Any

import pandas as pd

from collabstudy.disclosure import admit
from collabstudy.reporting.languages import phrases
from collabstudy.reporting.languages.phrases import said
from collabstudy.reporting.ledger.brief import brief_table
from collabstudy.reporting.rendering import as_html, as_text, grid
from collabstudy.reporting.results import Finding, Ledger, Missing, Plot, Shown, Table, evidence_line, plain_values
from collabstudy.safe_text import for_html, visible_lines

MIME = "application/vnd.collabstudy.result+json"
BY_HAND = "by hand"  # the runner refuses it of real responses, whatever evidence class its maker gave it
UNTOLD = (
    "this is of real responses and does not say what it tells of them: use the functions of reporting.tables and "
    "reporting.plots, or give it its releases (docs/disclosure.md)"
)


def show(result: Shown, key: str, language: str = "en") -> None:
    """Display a result under a key that is unique in its notebook."""
    from IPython.display import display

    display(bundle(result, key, language), raw=True, metadata=_metadata(result))


def bundle(result: Shown, key: str, language: str = "en") -> dict[str, Any]:
    """The MIME bundle of a result: text, HTML or SVG in a language, and the result as plain values in none.

    Raises ``ValueError`` for a result of real responses that does not say what it tells of them.
    """
    releases = () if isinstance(result, Missing) else result.releases
    if not isinstance(result, Missing) and "responses" in result.evidence and not releases:
        raise ValueError(UNTOLD)
    admit(releases)
    renderings: dict[type, Any] = {Table: _table, Plot: _plot, Finding: _finding, Ledger: _ledger, Missing: _missing}
    rendering, values = renderings[type(result)](result, language)
    rendering["text/plain"] = visible_lines(rendering["text/plain"])
    plain = {"key": key, "kind": type(result).__name__.lower(), **values}
    if result.by_hand and not releases:
        plain[BY_HAND] = True
    if releases:
        plain["releases"] = [release.plain() for release in releases]
    return {**rendering, MIME: plain}


def table_values(table: Table) -> dict[str, Any]:
    """What a table holds, as JSON knows it; the order of its columns, and which are numbers, are kept apart."""
    numeric = [name for name in table.frame.columns if pd.api.types.is_numeric_dtype(table.frame[name])]
    return {
        "title": phrases.plain(table.title),
        "evidence": list(table.evidence),
        "note": phrases.plain(table.note),
        "columns": list(map(str, table.frame.columns)),
        "numeric": list(map(str, numeric)),
        "formats": dict(table.formats),
        "rows": [{name: _plain(value) for name, value in row.items()} for row in table.frame.to_dict("records")],
        **({"releases": [release.plain() for release in table.releases]} if table.releases else {}),
    }


def _plain(cell: Any) -> Any:
    """A cell as JSON knows it: a value, or words that belong to no language yet."""
    return plain_values(phrases.plain(cell) if isinstance(cell, phrases.Words) else cell)


def _table(table: Table, language: str) -> tuple[dict[str, str], dict[str, Any]]:
    values = table_values(table)
    shown = grid(values, language)
    return {"text/plain": as_text(shown), "text/html": as_html(shown)}, values


def _plot(plot: Plot, language: str) -> tuple[dict[str, str], dict[str, Any]]:
    plain = f"{plot.title}\n{plot.description}"
    values = {"evidence": list(plot.evidence), "drawing": plot.drawing, "data": plain_values(plot.data)}
    return {"text/plain": plain, "image/svg+xml": plot.svg}, values


def _as_is(parts: list[str]) -> str:
    """HTML in which no page takes ``$...$`` for mathematics: both classes are MathJax's own."""
    return f'<div class="tex2jax_ignore mathjax_ignore">\n{"".join(parts)}\n</div>'


def _finding(finding: Finding, language: str) -> tuple[dict[str, str], dict[str, Any]]:
    below = evidence_line(finding.evidence, finding.releases, language)
    sentences = [said(sentence, language) for sentence in finding.sentences]
    items = "".join(f"<li>{for_html(sentence)}</li>\n" for sentence in sentences)
    rendered = _as_is([f"<ul>\n{items}</ul>\n<p><small>{for_html(below)}</small></p>"])
    values = {
        "sentences": [phrases.plain(sentence) for sentence in finding.sentences],
        "evidence": list(finding.evidence),
        "data": {name: plain_values(value) for name, value in finding.data.items()},
    }
    return {"text/plain": "\n".join([*sentences, below]), "text/html": rendered}, values


def _ledger(ledger: Ledger, language: str) -> tuple[dict[str, str], dict[str, Any]]:
    """In short; its values hold everything that the page of the ledger says."""
    values = plain_values(
        {"evidence": ledger.evidence, **{name: getattr(ledger, name) for name in ("terms", "figures", "entries")}}
    )
    rendered, _ = _table(brief_table(values, language), language)
    return rendered, values


def _missing(missing: Missing, language: str) -> tuple[dict[str, str], dict[str, Any]]:
    reason = said(missing.reason, language)
    rendered = _as_is([f"<p><em>{for_html(reason)}</em></p>"])
    return {"text/plain": reason, "text/html": rendered}, {"reason": phrases.plain(missing.reason)}


def _metadata(result: Shown) -> dict[str, Any]:
    return {"image/svg+xml": {"alt": result.description}} if isinstance(result, Plot) else {}
