"""Executed notebooks as the sources of pages: figures get their alt text, the index becomes the first page."""

import re
from collections.abc import Mapping
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from collabstudy.reporting.show import MIME
from collabstudy.runner import notebook as notebooks

FIRST = "00_index"


def write_pages(executed: Mapping[str, Path], folder: Path) -> None:
    """Write a source for each executed notebook, by name, into a folder."""
    for name, path in executed.items():
        page = _page(notebooks.read(path))
        if name == FIRST:
            page.cells.append(nbformat.v4.new_markdown_cell(_contents(executed), id="contents"))
        staged = folder / f"{'index' if name == FIRST else name}.ipynb"
        staged.write_bytes(notebooks.to_bytes(page))


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
