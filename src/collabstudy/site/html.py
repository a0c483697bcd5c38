"""Small pieces of HTML, escaped where they are made."""

from collections.abc import Iterable, Sequence

from collabstudy.safe_text import for_html

SENTENCE = 45  # characters from which a cell needs the room of a sentence


class Html(str):
    """A piece that is HTML already, to stand in a cell."""


def link(address: str, text: str, title: str = "") -> str:
    """A link with a text of anybody's, and another that is shown where it is pointed at; the address is ours."""
    shown = f' title="{for_html(title)}"' if title else ""
    return f'<a href="{address}"{shown}>{for_html(text)}</a>'


def paragraphs(texts: Iterable[str]) -> str:
    """Texts, one paragraph each."""
    return "".join(f"<p>{for_html(text)}</p>" for text in texts)


def listing(items: Iterable[str]) -> str:
    """A list of pieces that are HTML already."""
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def definitions(pairs: Iterable[tuple[str, str]]) -> str:
    """Names with what they stand for."""
    return f"<dl>{''.join(f'<dt>{for_html(name)}</dt><dd>{for_html(text)}</dd>' for name, text in pairs)}</dl>"


def table(caption: str, columns: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]) -> str:
    """A table of texts; each row has an id, or none where that is empty, and its first cell is its heading."""
    head = "".join(f'<th scope="col">{for_html(name)}</th>' for name in columns)
    body = "".join(_row(name, cells) for name, cells in rows)
    inner = f"<caption>{for_html(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return region(caption, f"<table>{inner}</table>")


def region(name: str, inner: str) -> str:
    """What may be wider than the page, to be scrolled by keyboard too."""
    return f'<div class="scroll" role="region" tabindex="0" aria-label="{for_html(name)}">{inner}</div>'


def _row(name: str, cells: Sequence[str]) -> str:
    first, *rest = cells
    place = f' id="{name}"' if name else ""
    return f'<tr{place}><th scope="row">{for_html(first)}</th>{"".join(map(_cell, rest))}</tr>'


def _cell(text: str) -> str:
    if isinstance(text, Html):
        return f"<td>{text}</td>"
    long = ' class="long"' if len(text) > SENTENCE else ""
    return f"<td{long}>{for_html(text)}</td>"
