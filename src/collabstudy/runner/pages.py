"""Executed notebooks as the sources of pages: figures get their alt text, the index becomes the first page."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from collabstudy.disclosure import Entry
from collabstudy.reporting.show import bundle
from collabstudy.reporting.tables.registered import register_table
from collabstudy.runner import notebook as notebooks
from collabstudy.study import Study

FIRST, REGISTER = "00_index", "register"
SVG = "image/svg+xml"


def write_pages(executed: Mapping[str, Path], study: Study, folder: Path, told: Sequence[Entry] = ()) -> None:
    """Write a source for each executed notebook, by name, into a folder, and one for the register where there is any.

    The parameters show the study's name, never the place of its folder.
    """
    pages = [*executed, *([REGISTER] if told else [])]
    for name, path in executed.items():
        page = _page(_named(notebooks.read(path), path.name, study.name))
        if name == FIRST:
            page.cells.append(nbformat.v4.new_markdown_cell(_contents(pages), id="contents"))
        staged = folder / f"{'index' if name == FIRST else name}.ipynb"
        staged.write_bytes(notebooks.to_bytes(page))

    if told:
        (folder / f"{REGISTER}.ipynb").write_bytes(notebooks.to_bytes(_register(told, study)))


def _register(told: Sequence[Entry], study: Study) -> NotebookNode:
    """The register as a page."""
    shown = bundle(register_table(told, study), REGISTER)
    output = nbformat.v4.new_output("display_data", {name: shown[name] for name in ("text/plain", "text/html")})
    title = nbformat.v4.new_markdown_cell("# Register of what is told", id="title")
    table = nbformat.v4.new_code_cell(
        "# the register", execution_count=1, outputs=[output], id="register", metadata={"tags": ["remove-input"]}
    )
    return nbformat.v4.new_notebook(cells=[title, table])


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
        alts = [output.metadata[SVG]["alt"] for output in cell.outputs if SVG in output.get("data", {})]
        if alts:
            cell.metadata["mystnb"] = {"image": {"alt": " ".join(alts)}}
    return notebook


def _contents(names: Iterable[str]) -> str:
    others = sorted(name for name in names if name != FIRST)
    return "\n".join(["```{toctree}", ":hidden:", "", *others, "```"])
