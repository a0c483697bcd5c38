"""The whole collection, or one notebook with parameters of one's own."""

import hashlib
import json
import time
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

from collabstudy.disclosure import is_open
from collabstudy.errors import CollabstudyError
from collabstudy.files import write_if_changed
from collabstudy.runner import register
from collabstudy.runner.environment import kernel_environment
from collabstudy.runner.parameters import check_ranges
from collabstudy.runner.plan import (
    STEPS,
    Step,
    Workspace,
    is_current,
    key,
    notebook_source,
    remember,
    study_parameter,
)
from collabstudy.study import Study
from collabstudy.study.places import project_root

Say = Callable[[str], None]


def run_collection(
    study: Study, jobs: int = 2, say: Say = print, before: Callable[[Study], None] | None = None
) -> list[str]:
    """Execute every stale notebook of the collection for a study; the names of those that ran.

    ``before`` may refuse the study; it is called only where a notebook is stale. Raises the failure of the
    first notebook that fails, after those under way have ended; :class:`CollabstudyError` where what is built
    under this name belongs to another study folder.
    """
    work = Workspace(study)
    work.claim()
    given = {"study": study_parameter(study)}
    waiting, done, ran = list(STEPS), set[str](), list[str]()
    running: dict[Future[float], tuple[Step, str]] = {}
    failures: list[BaseException] = []

    def finish(future: Future[float]) -> None:
        step, step_key = running.pop(future)
        if (failure := future.exception()) is not None:
            failures.append(failure)
            return
        remember(step.name, work, step_key, work.products(step.name))
        done.add(step.name)
        ran.append(step.name)
        say(f"  {step.name} done in {future.result():.1f} s ({len(done)} of {len(STEPS)})")

    with kernel_environment(project_root() / "notebooks"), ThreadPoolExecutor(max_workers=jobs) as pool:
        try:
            while running or (waiting and not failures):
                for step in _ready(waiting, done, jobs - len(running)) if not failures else ():
                    waiting.remove(step)
                    step_key = key(step, work, given)
                    if is_current(step.name, work, step_key, work.products(step.name)):
                        done.add(step.name)
                        continue
                    if before is not None:
                        before(study)
                        before = None  # once is enough
                    say(f"  {step.name} ...")
                    running[pool.submit(_timed, step, work, given)] = step, step_key
                finished, _ = wait(running, return_when=FIRST_COMPLETED) if running else ((), ())
                for future in finished:
                    finish(future)
        except KeyboardInterrupt:
            wait(running)  # what has ended by now is not executed again
            for future in list(running):
                finish(future)
            raise
    if failures:
        raise failures[0]
    return ran


def _ready(waiting: list[Step], done: set[str], places: int) -> list[Step]:
    """The next steps that have all they read, as many as there are places."""
    return [step for step in waiting if done >= set(step.after)][:places]


def run_notebook(name: str, study: Study, given: Mapping[str, Any]) -> Path:
    """Execute one notebook with parameters of one's own into ``build/<study>/runs/<hash>/``; where it went.

    Raises :class:`CollabstudyError` for an unknown parameter, one of another kind or out of range, for a given
    ``study``, and where what is built under the study's name belongs to another study folder, and where
    what the run tells would give respondents away together with other tables; nothing is written then.
    """
    if "study" in given:  # another study's results would stand under this one's name
        raise CollabstudyError("-p study=... is refused: name the study by --study NAME-OR-PATH.")
    work, source = Workspace(study), notebook_source(name)
    parameters = {"study": study_parameter(study), **given}
    digest = hashlib.sha256(json.dumps([name, parameters], sort_keys=True).encode()).hexdigest()[:12]
    folder = work.folder / "runs" / digest
    output = folder / f"{name}.ipynb"
    from collabstudy.runner import notebook as notebooks
    from collabstudy.runner.execute import execute

    notebooks.checked_parameters(notebooks.read(source), source.name, parameters)
    check_ranges(study, given)
    _refuse_early(name, work)
    work.claim()
    with kernel_environment(project_root() / "notebooks"):
        execute(source, output, folder / f"{name}.json", parameters, closed=not is_open(study))
    if not is_open(study):
        write_if_changed(folder / register.RESPONSES, f"{register.responses_hash(study)}\n".encode())
    try:
        entries = register.told_entries(work)
        register.check_entries(work, entries)
        register.record(work, entries)
    except CollabstudyError:
        output.unlink()  # nothing may be handed on that the register refuses
        (folder / f"{name}.json").unlink()
        raise
    return output


def _refuse_early(name: str, work: Workspace) -> None:
    """Raises :class:`CollabstudyError` where a notebook would read what no notebook has made yet."""
    for earlier in next(step.after for step in STEPS if step.name == name):
        if not work.results(earlier).is_file():
            raise CollabstudyError(
                f"{name} reads what {earlier} makes, which has not been executed for {work.study.name!r}: run "
                "`make notebooks` for this study first."
            )


def _timed(step: Step, work: Workspace, given: Mapping[str, Any]) -> float:
    from collabstudy.runner.execute import execute  # costs a second, and often nothing is stale

    start = time.perf_counter()
    source = notebook_source(step.name)
    execute(source, work.notebook(step.name), work.results(step.name), given, closed=not is_open(work.study))
    return time.perf_counter() - start
