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
from collabstudy.reporting.results import Finding, Ledger, Missing, Plot, Shown, Table, evidence_line
from collabstudy.safe_text import for_html, visible_lines

MIME = "application/vnd.collabstudy.result+json"
SENTENCE = 45  # characters from which a cell is read as a sentence
UNTOLD = (
    "this is of real responses and does not say what it tells of them: use the functions of reporting.tables and "
    "reporting.plots, or give it its releases (docs/disclosure.md)"
)
DECIMALS = 6  # more would differ between processors


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
    if releases:
        plain["releases"] = [release.plain() for release in releases]
    return {**rendering, MIME: plain}


def printed(frame: pd.DataFrame, formats: Any) -> pd.DataFrame:
    """A frame as text: numbers by their format, what is not defined as a dash."""
    return pd.DataFrame(
        {name: [_cell(value, formats.get(name, "")) for value in frame[name]] for name in frame.columns},
        columns=frame.columns,
        dtype="object",
    )


def _cell(value: Any, format: str) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):
        return "–"
    return f"{value:{format}}" if format else str(value)


def _table(table: Table, language: str) -> tuple[dict[str, str], dict[str, Any]]:
    text = printed(table.frame, table.formats)
    below = [line for line in (said(table.note, language), evidence_line(table.evidence, table.releases)) if line]
    numeric = [pd.api.types.is_numeric_dtype(table.frame[name]) for name in table.frame.columns]
    title = said(table.title, language)
    plain = "\n".join([title, text.to_string(index=False), *below])
    rendered = _as_is(
        [
            f"<p><strong>{for_html(title)}</strong></p>",
            _html_rows(text, numeric),
            *(f"<p><small>{for_html(line)}</small></p>" for line in below),
        ]
    )
    values = {
        "title": phrases.plain(table.title),
        "evidence": list(table.evidence),
        "note": phrases.plain(table.note),
        "formats": dict(table.formats),
        "rows": [{name: _plain(value) for name, value in row.items()} for row in table.frame.to_dict("records")],
    }
    return {"text/plain": plain, "text/html": rendered}, values


def _as_is(parts: list[str]) -> str:
    """HTML in which no page takes ``$...$`` for mathematics: both classes are MathJax's own."""
    return f'<div class="tex2jax_ignore mathjax_ignore">\n{"".join(parts)}\n</div>'


def _html_rows(text: pd.DataFrame, numeric: list[bool]) -> str:
    align = [
        ' style="text-align:right"' if right else f' style="text-align:left{_width(text.iloc[:, at])}"'
        for at, right in enumerate(numeric)
    ]
    names = zip(align, text.columns, strict=True)
    head = "".join(f'<th scope="col"{a}>{for_html(str(name))}</th>' for a, name in names)
    body = "".join(
        "<tr>" + "".join(f"<td{a}>{for_html(cell)}</td>" for a, cell in zip(align, row, strict=True)) + "</tr>\n"
        for row in text.itertuples(index=False)
    )
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"


def _width(cells: "pd.Series[str]") -> str:
    """Room for a column of sentences, which would otherwise be squeezed to a word a line."""
    return ";min-width:18em" if cells.str.len().max() > SENTENCE else ""


def _plot(plot: Plot, language: str) -> tuple[dict[str, str], dict[str, Any]]:
    plain = f"{plot.title}\n{plot.alt}\n{evidence_line(plot.evidence, plot.releases)}"
    values: dict[str, Any] = {"title": plot.title, "evidence": list(plot.evidence), "alt": plot.description}
    if plot.drawing:
        values |= {"drawing": plot.drawing, "data": _plain(plot.data)}
    return {"text/plain": plain, "image/svg+xml": plot.svg}, values


def _finding(finding: Finding, language: str) -> tuple[dict[str, str], dict[str, Any]]:
    below = evidence_line(finding.evidence, finding.releases)
    sentences = [said(sentence, language) for sentence in finding.sentences]
    items = "".join(f"<li>{for_html(sentence)}</li>\n" for sentence in sentences)
    rendered = _as_is([f"<ul>\n{items}</ul>\n<p><small>{for_html(below)}</small></p>"])
    values = {
        "sentences": [phrases.plain(sentence) for sentence in finding.sentences],
        "evidence": list(finding.evidence),
        "data": {name: _plain(value) for name, value in finding.data.items()},
    }
    return {"text/plain": "\n".join([*sentences, below]), "text/html": rendered}, values


def _ledger(ledger: Ledger, language: str) -> tuple[dict[str, str], dict[str, Any]]:
    """In short; its values hold everything that the page of the ledger says."""
    values = _plain(
        {"evidence": ledger.evidence, **{name: getattr(ledger, name) for name in ("terms", "figures", "entries")}}
    )
    rendered, _ = _table(brief_table(values, language), language)
    return rendered, values


def _missing(missing: Missing, language: str) -> tuple[dict[str, str], dict[str, Any]]:
    rendered = _as_is([f"<p><em>{for_html(missing.reason)}</em></p>"])
    return {"text/plain": missing.reason, "text/html": rendered}, {"reason": missing.reason}


def _metadata(result: Shown) -> dict[str, Any]:
    return {"image/svg+xml": {"alt": result.description}} if isinstance(result, Plot) else {}


def _plain(value: Any) -> Any:
    """A value as JSON knows it, floats to a fixed number of decimals."""
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):
        return None
    if hasattr(value, "item"):
        value = value.item()
    return round(value, DECIMALS) if isinstance(value, float) else value
