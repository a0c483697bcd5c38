"""Sources of pages in Markdown: headings as text, everything else as HTML that was escaped where it was made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from collabstudy.safe_text import for_markdown

FENCE = "`" * 12  # no text of ours has as many in a row


@dataclass(frozen=True)
class Part:
    """A heading and what stands below it; without a heading it goes on."""

    heading: str
    html: str
    level: int = 2


def page(title: str, parts: Iterable[Part], pages: Sequence[tuple[str, Sequence[str]]] = ()) -> bytes:
    """The source of a page; ``pages`` are captions with the pages below them, for the first page alone."""
    lines = [f"# {for_markdown(title)}", ""]
    for part in parts:
        lines += [f"{'#' * part.level} {for_markdown(part.heading)}", ""] if part.heading else []
        lines += [f"{FENCE}{{raw}} html", part.html, FENCE, ""] if part.html else []
    for caption, names in pages:
        lines += ["```{toctree}", ":hidden:", f":caption: {caption}", "", *names, "```", ""]
    return "\n".join(lines).encode()
