"""Executed notebooks as sources of pages: each result with an address of its own, the study named and not its place."""

import json
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from collabstudy.reporting.show import MIME
from collabstudy.runner import notebook as notebooks
from collabstudy.site.rendering import Renderer

SVG, HTML = "image/svg+xml", "text/html"


def notebook_page(path: Path, study: str, renderer: Renderer) -> bytes:
    """The source of a notebook's page. The parameters show the study's name, never the place of its folder."""
    page = _named(notebooks.read(path), path.name, study)
    for cell in page.cells:
        if cell.cell_type == "code":
            cell.outputs = [_output(output, path.stem, renderer) for output in cell.outputs]
    return notebooks.to_bytes(page)


def _named(notebook: NotebookNode, name: str, study: str) -> NotebookNode:
    """A notebook whose only cell of parameters gives the study's name; the runner gives no other parameter."""
    notebook.cells = [cell for cell in notebook.cells if notebooks.INJECTED not in cell.metadata.get("tags", [])]
    cell = notebooks.parameter_cell(notebook, name)
    cell.source = notebooks.with_parameter(cell.source, "study", f"study = {json.dumps(study, ensure_ascii=False)}")
    return notebook


def _output(output: NotebookNode, name: str, renderer: Renderer) -> NotebookNode:
    """An output with its result rendered for a page; any other stays as it is."""
    data = output.get("data", {})
    if MIME not in data:
        return output
    rendered = _rendered(data, data[MIME], output.metadata, name, renderer)
    return nbformat.v4.new_output("display_data", {"text/plain": data["text/plain"], HTML: rendered})


def _rendered(data: Any, values: Any, metadata: Any, name: str, renderer: Renderer) -> str:
    if SVG in data:
        return renderer.figure(name, values["key"], data[SVG], metadata[SVG]["alt"])
    if values["kind"] == "table":
        return renderer.table(name, values["key"], values)
    return renderer.shown(name, values["key"], data[HTML])
