"""The readable result: executed notebooks rendered to pages that load nothing from outside."""

import shutil
import subprocess
import sys
from pathlib import Path

from collabstudy.errors import CollabstudyError
from collabstudy.runner.plan import STEPS, Workspace, combined, is_current, remember
from collabstudy.runner.register import checked_entries, record
from collabstudy.study.places import project_root, shown


def build_site(work: Workspace) -> bool:
    """Render the executed notebooks of a study to ``site/index.html``; whether it had to be done.

    Raises :class:`CollabstudyError` where a notebook has not been executed, a page cannot be rendered, or the pages
    would give respondents away.
    """
    sources = {step.name: work.notebook(step.name) for step in STEPS}
    missing = [name for name, path in sources.items() if not path.is_file()]
    if missing:
        raise CollabstudyError(
            f"{missing[0]} has not been executed for {work.study.name!r}: run `make notebooks` first."
        )
    told = checked_entries(work)
    configuration = project_root() / "docs"
    key = combined([*sources.values(), configuration / "conf.py", configuration / "_static" / "collabstudy.css"])
    if work.site.is_file() and is_current("site", work, key, work.pages()):
        record(work, told)
        return False
    staging = work.folder / "site-source"
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    from collabstudy.runner.pages import write_pages  # costs a second, and often nothing is stale

    write_pages(sources, work.study, staging, told)
    _render(configuration, staging, work.site.parent)
    record(work, told)
    remember("site", work, key, work.pages())
    return True


def _render(configuration: Path, staging: Path, output: Path) -> None:
    shutil.rmtree(output, ignore_errors=True)
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", "-c", str(configuration)]
    command += ["-d", str(staging.parent / "site-trees"), str(staging), str(output)]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    shutil.rmtree(staging.parent / "jupyter_execute", ignore_errors=True)
    if finished.returncode:
        lines = [line for line in finished.stderr.splitlines() if line.strip()]
        raise CollabstudyError(
            f"the pages could not be rendered: {lines[0] if lines else 'no reason given'} ({shown(staging)})"
        )
