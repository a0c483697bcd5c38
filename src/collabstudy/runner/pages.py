"""Executed notebooks as the sources of pages: figures get their alt text, the index becomes the first page."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from collabstudy.reporting.show import MIME
from collabstudy.runner import notebook as notebooks

FIRST = "00_index"


def write_pages(executed: Mapping[str, Path], study: str, folder: Path) -> None:
    """Write a source for each executed notebook, by name, into a folder.

    The parameters show the study's name, never the place of its folder.
    """
    for name, path in executed.items():
        page = _page(_named(notebooks.read(path), path.name, study))
        if name == FIRST:
            page.cells.append(nbformat.v4.new_markdown_cell(_contents(executed), id="contents"))
        staged = folder / f"{'index' if name == FIRST else name}.ipynb"
        staged.write_bytes(notebooks.to_bytes(page))


def _named(notebook: NotebookNode, name: str, study: str) -> NotebookNode:
    """A notebook whose only cell of parameters gives the study's name; the runner gives no other parameter."""
    notebook.cells = [cell for cell in notebook.cells if notebooks.INJECTED not in cell.metadata.get("tags", [])]
    cell = notebooks.parameter_cell(notebook, name)
    cell.source = notebooks.with_parameter(cell.source, "study", f"study = {json.dumps(study, ensure_ascii=False)}")
    return notebook


def _page(notebook: NotebookNode) -> NotebookNode:
    """A notebook as a page: links to the index follow its new name, figures get their alt text."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = re.sub(rf"\({FIRST}\.ipynb", "(index.ipynb", cell.source)
            continue
        plots = [output.data[MIME] for output in cell.outputs if MIME in output.get("data", {})]
        alts = [plot["alt"] for plot in plots if "alt" in plot]
        if alts:
            cell.metadata["mystnb"] = {"image": {"alt": " ".join(alts)}}
    return notebook


def _contents(names: Mapping[str, Path]) -> str:
    others = sorted(name for name in names if name != FIRST)
    return "\n".join(["```{toctree}", ":hidden:", "", *others, "```"])
