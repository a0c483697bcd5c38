"""Every source of the pages in both languages, and what has to lie beside them."""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from collabstudy.reporting.languages import fill
from collabstudy.reporting.provenance import Provenance
from collabstudy.reporting.words import label
from collabstudy.runner.manifest import inputs
from collabstudy.runner.plan import STEPS, Workspace
from collabstudy.site.data_page import data_page, row_address
from collabstudy.site.documents import DOCUMENTS, document_page
from collabstudy.site.first_page import SUMMARY, first_page
from collabstudy.site.ledger_page import has_ledger, ledger_source
from collabstudy.site.notebooks import notebook_page
from collabstudy.site.provenance_page import provenance_page
from collabstudy.site.register_page import Told, register_page
from collabstudy.site.rendering import Make, Renderer
from collabstudy.site.results import Results
from collabstudy.site.results_page import results_page
from collabstudy.site.summary import summary_pdf
from collabstudy.study import Study

BOTH = ("index", "ledger", "results", "data", "register", "provenance")  # the pages that are there in each language


def stage(work: Workspace, told: Told | None, provenance: Provenance, folder: Path, language: str) -> dict[str, Make]:
    """Write the sources of a language into a folder; what makes the files beside its pages, by their place."""
    renderer = Renderer(language, asked=_asked(work.study, language))
    sources = _sources(work, told, provenance, Results.of(work), renderer)
    folder.mkdir(parents=True)
    for name, content in sources.items():
        (folder / name).write_bytes(content)
    frame = _frame(work, provenance, list(sources), language)
    (folder / "frame.json").write_text(json.dumps(frame, ensure_ascii=False), encoding="utf-8")
    return renderer.files


def _asked(study: Study, language: str) -> dict[str, tuple[str, str]]:
    """Where the row of each question stands, and its text."""
    return {
        question.name: (row_address("question", question.name), label(question, language))
        for question in study.questions
    }


def _sources(
    work: Workspace, told: Told | None, provenance: Provenance, results: Results, renderer: Renderer
) -> dict[str, bytes]:
    """The sources of a language by file name: narrative and documents are English, the rest is in both."""
    study, language = work.study, renderer.language
    found, together = dict[str, bytes](), renderer.all_together()
    if language == "en":
        names = sorted(step.name for step in STEPS)
        found |= {f"{name}.ipynb": notebook_page(work.notebook(name), study.name, renderer) for name in names}
        found |= {f"{name}.md": document_page(name) for name in DOCUMENTS}
    if told:
        found["register.md"] = register_page(told, study, language)
    if has_ledger(results):
        found["ledger.md"] = ledger_source(results, renderer)
    found["results.md"] = results_page(results, together)
    found |= {"data.md": data_page(study, language)}
    found["provenance.md"] = provenance_page(provenance, inputs(study), language)
    found["index.md"] = first_page(study, results, together, provenance, _contents(found, language))
    renderer.files[SUMMARY[language]] = partial(summary_pdf, study, results, provenance, together)
    return found


def _contents(sources: Mapping[str, bytes], language: str) -> list[tuple[str, list[str]]]:
    """The captions of the navigation with their pages."""
    names = [Path(name).stem for name in sources]
    steps = {step.name for step in STEPS}
    groups: dict[str, list[str]] = {
        "findings": [name for name in ("ledger", "results") if name in names],
        "notebooks": [name for name in names if name in steps],
        "background": [name for name in names if name not in steps and name not in ("ledger", "results")],
    }
    return [(fill(caption, language, "site"), pages) for caption, pages in groups.items() if pages]


def _frame(work: Workspace, provenance: Provenance, sources: Sequence[str], language: str) -> dict[str, Any]:
    """What stands around every page: where it comes from, and the same page in the other language."""
    steps = {step.name for step in STEPS}
    names = [Path(name).stem for name in sources]
    return {
        "title": f"collabstudy: {work.study.name}",
        "summary": fill("provenance title", language, "site"),
        "provenance": {name: provenance.lines(language, name if name in steps else "") for name in names},
        "default": provenance.lines(language),
        "search": fill("search", language, "site"),
        "contents": fill("contents", language, "site"),
        "other": {"language": "nl" if language == "en" else "en", "name": fill("other language", language, "site")},
        "both": [name for name in names if name in BOTH],
    }
