"""The README: its findings and its picture are those of the executed index, and what it names exists."""

import json
import re
from typing import Any

from support import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
MIME = "application/vnd.collabstudy.result+json"


def shown(key: str) -> list[dict[str, Any]]:
    """The outputs of the index whose key begins with ``key``."""
    cells = json.loads((ROOT / "notebooks" / "00_index.ipynb").read_text(encoding="utf-8"))["cells"]
    outputs = [output["data"] for cell in cells for output in cell.get("outputs", [])]
    return [data for data in outputs if data[MIME]["key"].startswith(key)]


def test_the_findings_are_those_of_the_index() -> None:
    block = re.search(r"<!-- findings -->\n(.*?)<!-- end of findings -->", README, re.DOTALL)
    assert block is not None
    sentences = [line for data in shown("headline") for line in "".join(data["text/plain"]).splitlines()[:-1]]
    assert len(sentences) == 5
    assert block[1] == "".join(f"- {sentence}\n" for sentence in sentences)


def test_the_picture_is_that_of_the_index() -> None:
    assert "](docs/figures/ladder.svg)" in README
    picture = (ROOT / "docs" / "figures" / "ladder.svg").read_text(encoding="utf-8")
    assert picture == "".join(shown("ladder")[0]["image/svg+xml"])


def test_the_first_screen_says_what_is_real_and_how_to_begin() -> None:
    first = README.partition("## What it finds")[0]
    assert "make reproduce" in first
    assert "make test" in first
    assert "are *synthetic*" in first
    assert len(first.splitlines()) < 25


def test_every_link_leads_to_a_file() -> None:
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
