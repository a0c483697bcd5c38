"""The site of a study: sources from what the notebooks left, rendered in two languages at once, and cut down."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from collabstudy.counting import count
from collabstudy.disclosure import Entry, is_open
from collabstudy.errors import CollabstudyError
from collabstudy.processed import read_responses
from collabstudy.reporting.languages import LANGUAGES
from collabstudy.reporting.provenance import Provenance
from collabstudy.runner.manifest import provenance_of, stale, study_files
from collabstudy.runner.plan import STEPS, Workspace, combined, is_current, page_sources, remember
from collabstudy.runner.register import check_entries, earlier_entries, record, told_entries, unchecked
from collabstudy.site.prose import check_prose
from collabstudy.site.register_page import Told
from collabstudy.site.trimming import cut_down
from collabstudy.study.places import project_root, shown

if TYPE_CHECKING:
    from collabstudy.site.rendering import Make

PUBLISHED_AS = {"en": "", "nl": "nl"}  # below the site's folder


def build_site(work: Workspace) -> bool:
    """Render the executed notebooks of a study to ``site/index.html``; whether it had to be done.

    Raises :class:`CollabstudyError` where a notebook has not been executed, a page cannot be rendered, or the pages
    would give respondents away.
    """
    missing = [step.name for step in STEPS if not work.notebook(step.name).is_file()]
    if missing:
        raise CollabstudyError(
            f"{missing[0]} has not been executed for {work.study.name!r}: run `make notebooks` first."
        )
    entries = _entries(work)
    provenance = provenance_of(work.study)
    key = _key(work, provenance, entries)
    if work.site.is_file() and is_current("site", work, key, work.pages()):
        record(work, entries)
        return False
    check_entries(work, entries)
    told = _told(work, entries)
    check_prose()
    staging = work.folder / "site-source"
    shutil.rmtree(staging, ignore_errors=True)
    from collabstudy.site.staging import stage  # costs a second, and often nothing is stale

    running, beside = dict[str, subprocess.Popen[str]](), dict[str, "dict[str, Make]"]()
    try:
        for language in LANGUAGES:  # while one is rendered, the next is staged, and then what stands beside is made
            beside[language] = stage(work, told, provenance, staging / language, language)
            running[language] = _sphinx(staging, language)
        made = {language: {place: make() for place, make in makes.items()} for language, makes in beside.items()}
        _finish(running, staging, work.site.parent)
    finally:
        for process in running.values():
            process.kill()  # nothing, where it has ended
    for language, files in made.items():
        for place, content in files.items():
            path = work.site.parent / PUBLISHED_AS[language] / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    record(work, entries)
    remember("site", work, key, work.pages())
    return True


def _entries(work: Workspace) -> list[Entry]:
    """What the pages of real responses will tell. Raises :class:`CollabstudyError` where results were made before the
    study changed, such as a mark of a question: they may hold what may not be shown any more."""
    if is_open(work.study):
        return []
    if old := stale(work):
        raise CollabstudyError(
            f"{old[0]} was executed before the study or the program changed, and may show what may not be shown any "
            "more: run `make reproduce` for this study."
        )
    return told_entries(work)


def _told(work: Workspace, entries: list[Entry]) -> Told | None:
    """What the page of the register says; nothing of an open study."""
    frame = read_responses(work.study) if entries else None
    if frame is None:
        return None
    return Told(entries, earlier_entries(work), unchecked(work.study, entries), count(frame, work.study))


def _key(work: Workspace, provenance: Provenance, entries: list[Entry]) -> str:
    """The hash of all that can change a page: notebooks, results, the study's files, the configuration, the commit, and
    what earlier runs told."""
    made = [path for step in STEPS for path in work.products(step.name)]
    told = repr([entries, earlier_entries(work)]) if entries else ""
    commit = json.dumps([provenance.commit, provenance.changes, told])
    return combined([*made, *study_files(work.study), *page_sources()], commit)


def _sphinx(staging: Path, language: str) -> "subprocess.Popen[str]":
    """Sphinx at work on a language's sources."""
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html"]
    command += ["-c", str(project_root() / "docs"), "-D", f"language={language}"]
    command += ["-d", str(staging / "trees" / language), str(staging / language), str(_rendered(staging, language))]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def _finish(running: "Mapping[str, subprocess.Popen[str]]", staging: Path, output: Path) -> None:
    """Wait for both languages and put them in place: English at the top, the others in folders of their own."""
    said = {language: process.communicate()[1] for language, process in running.items()}
    shutil.rmtree(output, ignore_errors=True)
    for language, process in running.items():
        if process.returncode:
            lines = [line for line in said[language].splitlines() if line.strip()]
            reason = lines[0] if lines else "no reason given"
            raise CollabstudyError(f"the pages could not be rendered: {reason} ({shown(staging)})")
    for language in running:
        cut_down(_rendered(staging, language), language)
        shutil.move(_rendered(staging, language), output / PUBLISHED_AS[language])


def _rendered(staging: Path, language: str) -> Path:
    return staging / "rendered" / language
