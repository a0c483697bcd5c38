"""The project's own documents as pages; a link to one that is no page becomes its text."""

import re

from collabstudy.study.places import project_root

DOCUMENTS = ("methods", "evidence", "disclosure")
_LINK = re.compile(r"\[([^\[\]]+)\]\(((?!https?:)[^()\s]+)\)")


def document_page(name: str) -> bytes:
    """The source of a document's page."""
    text = (project_root() / "docs" / f"{name}.md").read_text(encoding="utf-8")
    return _LINK.sub(_link, text).encode()


def _link(found: re.Match[str]) -> str:
    target = found[2].partition("#")[0].removesuffix(".md")
    return found[0] if target in DOCUMENTS or not target else found[1]
