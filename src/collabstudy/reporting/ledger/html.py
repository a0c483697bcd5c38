"""The one function that writes an element of the ledger's page, and what is made with it everywhere."""

from collections.abc import Mapping

from collabstudy.safe_text import for_html

# The cards of a phone are laid out with CSS, which takes a table's meaning away unless roles give it back.
GROUP, ROW, CELL = {"role": "rowgroup"}, {"role": "row"}, {"role": "cell"}


def tag(name: str, content: str, attributes: Mapping[str, str] | None = None, raw: bool = False) -> str:
    """An element; its content is text and escaped unless it is ``raw`` HTML, its attributes always are."""
    said = "".join(f' {key}="{for_html(text)}"' if text else f" {key}" for key, text in (attributes or {}).items())
    return f"<{name}{said}>{content if raw else for_html(content)}</{name}>"


def link(address: str, text: str, label: str = "") -> str:
    """A link; ``label`` says what a screen reader reads in place of a short text."""
    return tag("a", text, {"href": address, **({"aria-label": label} if label else {})})


def code_name(code: str) -> str:
    """A code as a class or as one of several values of an attribute."""
    return code.replace(" ", "-")
