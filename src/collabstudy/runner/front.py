"""The front page: the README's findings and picture, taken from executed notebooks and never typed."""

import json
import re
from pathlib import Path

from collabstudy.errors import CollabstudyError
from collabstudy.files import write_if_changed
from collabstudy.reporting.languages.phrases import from_plain, said
from collabstudy.reporting.show import MIME
from collabstudy.runner import notebook as notebooks
from collabstudy.runner.plan import Workspace
from collabstudy.safe_text import for_markdown
from collabstudy.study.places import project_root

INDEX = "00_index"
BLOCK = re.compile(r"(<!-- findings -->\n).*?(<!-- end of findings -->)", re.DOTALL)


def refresh_front_page(work: Workspace) -> list[str]:
    """Write the findings into the README and its picture beside the documents; the files that changed.

    Raises :class:`CollabstudyError` where the README has no place for the findings.
    """
    root = project_root()
    results = json.loads(work.results(INDEX).read_text(encoding="utf-8"))
    headlines = sorted(key for key in results if key.startswith("headline"))
    sentences = [said(from_plain(found), "en") for key in headlines for found in results[key]["sentences"]]
    lines = "".join(f"- {for_markdown(sentence)}\n" for sentence in sentences)
    readme = root / "README.md"
    text, found = BLOCK.subn(lambda match: match[1] + lines + match[2], readme.read_text(encoding="utf-8"))
    if not found:
        raise CollabstudyError(
            "README.md has no place for the findings: add <!-- findings --> and <!-- end of findings -->."
        )
    pages = {readme: text.encode(), root / "docs" / "figures" / "ladder.svg": _picture(work, "ladder").encode()}
    return [path.name for path, content in pages.items() if write_if_changed(path, content)]


def _picture(work: Workspace, key: str) -> str:
    for cell in notebooks.read(Path(work.notebook(INDEX))).cells:
        for output in cell.get("outputs", []):
            if output.get("data", {}).get(MIME, {}).get("key") == key:
                return str(output.data["image/svg+xml"])
    raise CollabstudyError(f"{INDEX} shows no figure {key!r}.")
