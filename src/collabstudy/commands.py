"""What each command does; importing is left to the moment of use, so that a second run starts at once."""

import json
import sys
import threading
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from collabstudy.disclosure import is_open
from collabstudy.errors import CollabstudyError
from collabstudy.safe_text import as_json, visible_lines
from collabstudy.study import Study
from collabstudy.study.places import shown

if TYPE_CHECKING:
    from collabstudy.published.reconstruction import Reconstruction

DEFAULT = "gemeenten"
EVERY = 2.0  # seconds between two lines about work that goes on


def notebooks(options: Namespace) -> None:
    """Execute what is stale."""
    from collabstudy.runner.collection import run_collection
    from collabstudy.runner.scan import remove_pages, unsaid

    def before(study: Study) -> None:
        _refuse_faulty(study)
        if not is_open(study):  # should this run fail, no page may stand that an earlier, looser rule let through
            remove_pages(study)

    study = Study.load(options.study)
    with unsaid(study):
        ran = run_collection(study, options.jobs, _say, before)
    _say(f"{study.name}: {len(ran)} notebooks executed." if ran else f"{study.name}: every notebook is up to date.")


def site(options: Namespace) -> None:
    """Render the pages."""
    _pages(Study.load(options.study))


def reproduce(options: Namespace) -> None:
    """Execute, render, and print the findings and where to read on."""
    notebooks(options)
    study = Study.load(options.study)
    page = _pages(study)
    from collabstudy.reporting.languages.phrases import from_plain, said
    from collabstudy.runner.plan import Workspace

    results = json.loads(Workspace(study).results("00_index").read_text(encoding="utf-8"))
    for name in sorted(name for name in results if name.startswith("headline")):
        for sentence in results[name]["sentences"]:
            _say(said(from_plain(sentence), "en"))
    _say(f"Read on: {page}")


def scan(options: Namespace) -> None:
    """Search what was made of a study for personal data; every place is listed, and the pages are removed."""
    from collabstudy.runner.scan import remove_pages
    from collabstudy.runner.scan import scan as scanned

    study = Study.load(options.study)
    hits = scanned(study)
    for hit in hits:
        _say(str(hit))
    if hits:
        remove_pages(study)
        raise CollabstudyError(f"places that look like personal data: {len(hits)}; no page is left standing.")
    why = "it has no real responses, so there is nothing to look for" if is_open(study) else "no personal data found"
    _say(f"{study.name}: {why}.")


def verify(options: Namespace) -> int:
    """Hold what was built, and what it was built from, against the manifest; 2 where anything differs."""
    from collabstudy.runner.plan import Workspace
    from collabstudy.runner.verify import check_manifest
    from collabstudy.study.loading import examine

    study, _ = examine(options.study, with_responses=False)  # also of a study folder that was damaged since
    agreed, differences = check_manifest(Workspace(study))
    for sentence in differences:
        _say(sentence)
    if differences:
        _say(f"{study.name}: `make reproduce` for this study makes what differs anew, and its manifest.")
        return 2
    _say(agreed)
    return 0


def run(options: Namespace) -> None:
    """Execute one notebook with parameters."""
    from collabstudy.runner.collection import run_notebook
    from collabstudy.runner.plan import STEPS
    from collabstudy.runner.scan import refuse_personal, unsaid

    name = options.notebook.removesuffix(".ipynb")
    known = [step.name for step in STEPS]
    if name not in known:
        raise CollabstudyError(f"there is no notebook {name!r}: use one of {', '.join(sorted(known))}.")
    given = dict(_parameter(text) for text in options.parameters)
    study = Study.load(options.study)
    _refuse_faulty(study)
    with unsaid(study):
        output = run_notebook(name, study, given)
    refuse_personal(study)
    _say(shown(output))


def accept(options: Namespace) -> None:
    """Take fresh outputs over."""
    from collabstudy.runner.workbench import accept as accepted

    changed = accepted(Study.load(DEFAULT))
    _say(
        f"accepted: {', '.join(changed)}" if changed else "nothing to accept: the committed outputs are these already."
    )


def lab(options: Namespace) -> None:
    """Prepare the scratch copy; only its folder goes to standard output."""
    from collabstudy.runner.workbench import prepare_scratch, scratch_folder

    for sentence in prepare_scratch(Study.load(options.study)):
        _say(sentence, file=sys.stderr)
    print(scratch_folder())  # as it is, since the Makefile reads it


def keep(options: Namespace) -> None:
    """Take scratch notebooks back."""
    from collabstudy.runner.workbench import keep_scratch

    kept, new = keep_scratch()
    _say(
        f"taken back: {', '.join(kept)}; only what is written in their cells, with the committed `study` and no output "
        "of the scratch copy: `make accept` executes them and stores fresh outputs."
        if kept
        else "nothing to take back: no notebook was changed in the scratch copy."
    )
    if new:
        _say(f"left in the scratch copy, since notebooks/ has none of the name: {', '.join(new)}.")


def new(options: Namespace) -> None:
    """Draft a study folder."""
    from collabstudy.scaffold import draft_study, next_steps

    with at_work("drafting") as read:
        folder, draft = draft_study(
            options.name,
            options.export,
            options.format,
            options.xlsform,
            sheet=options.sheet,
            encoding=options.encoding,
            progress=read,
        )
    for line in next_steps(folder, draft):
        _say(line)


def check(options: Namespace) -> None:
    """Validate a study, its wordings and its responses."""
    from collabstudy.checking import check_study, write_hash

    if options.write_hash:
        write_hash(options.study)
    with at_work("checking") as read:
        lines = check_study(options.study, read)
    for line in lines:
        _say(line)


def reconstruct(options: Namespace) -> None:
    """Make synthetic data sets: the study's own file, a new file of draws, or only their number."""
    from collabstudy.published.reconstruction import reconstruct as reconstructed
    from collabstudy.study.loading import load

    study = load(options.study, with_responses=False)
    varied = options.same_persons or options.joint or options.any_bases
    if not (options.to or options.count):
        if varied or options.draws:
            raise CollabstudyError(
                "the study's own synthetic file is made from study.toml alone: "
                "--draws, --same-persons, --joint and --any-bases go with --to or --count."
            )
        return _synthetic_file(study, options.write)
    if options.count and options.draws:
        raise CollabstudyError("--count draws nothing: leave --draws out, or give --to FILE.")
    joint = dict(_joint(text) for text in options.joint)
    found = reconstructed(study, options.same_persons, joint, options.any_bases)
    if options.count:
        return _synthetic_count(found)
    return _synthetic_draws(found, options.draws or 1, Path(options.to))


def _synthetic_file(study: Study, write: bool) -> None:
    """The study's own synthetic file; without ``--write`` into ``build/``, beside it."""
    from collabstudy.files import write_if_changed
    from collabstudy.published.synthetic_export import synthetic_export
    from collabstudy.runner.plan import Workspace

    content = synthetic_export(study).encode()
    assert study.responses is not None
    own = study.folder / study.responses.file
    target = own
    if not write:
        work = Workspace(study)
        work.claim()
        target = work.folder / study.responses.file
    same = own.is_file() and own.read_bytes() == content
    write_if_changed(target, content)
    _say(f"{shown(target)}: synthetic responses; they support no conclusion.")
    if not write:
        state = "the same, to the byte" if same else "another: `--write` replaces it"
        _say(f"The study's own synthetic file is {state}.")


def _synthetic_count(found: "Reconstruction") -> None:
    """The number of data sets, its order of magnitude and the assumptions."""
    total = Decimal(found.total)  # turned into text whatever its length
    about = f" (about {total:.2E})" if found.total >= 10**6 else ""
    _say(f"{found.study.name}: {total} synthetic data sets{about} print every figure used.")
    for assumption in found.assumptions:
        _say(f"  The synthetic data sets assume: {assumption}.")


def _synthetic_draws(found: "Reconstruction", draws: int, path: Path) -> None:
    """Draws into a new file, with a line of progress every two seconds."""
    from collabstudy.published.draws import write_draws

    last = time.monotonic()

    def progress(drawn: int) -> None:
        nonlocal last
        if time.monotonic() - last > EVERY:
            last = time.monotonic()
            _say(f"  {drawn:,} of {draws:,} synthetic data sets drawn", file=sys.stderr)

    write_draws(found, draws, path, progress)
    _say(f"{shown(path)}: {draws:,} synthetic data set{'s' * (draws > 1)}; they support no conclusion.")


def _joint(text: str) -> tuple[str, int]:
    name, _, number = text.partition("=")
    if not (name and number.isdecimal() and len(number) < 10):
        raise CollabstudyError(f"--joint {text!r} is no joint cell: write --joint COMPARISON=PERSONS.")
    return name, int(number)


def ask(options: Namespace) -> None:
    """What to ask the authors for, verdict by verdict."""
    from collabstudy.reporting.asking import asking_report, asking_values
    from collabstudy.study.loading import load

    study = load(options.study, with_responses=False)
    if options.json:
        _say(as_json(asking_values(study), indent=1))
    else:
        _say("\n".join(asking_report(study)))


def figures(options: Namespace) -> None:
    """Bases and counts of each figure; ``--paired``: the ladder of assumptions for two; ``--csv``: a whole file."""
    _fitting(options)
    if options.csv:
        from collabstudy.reporting.batch import checked_file

        _say(checked_file(options.csv, options.rounding), end="")
        return
    from collabstudy.reporting.command_line import figures_report, figures_values

    arguments = options.wordings, options.respondents, options.rounding, options.paired, options.minimum_base or 1
    if options.json:
        _say(as_json(figures_values(*arguments), indent=1))
    else:
        _say("\n".join(figures_report(*arguments)))


def _fitting(options: Namespace) -> None:
    """Raises :class:`CollabstudyError` for an option that would do nothing, or without one that is needed."""
    alone = {"figures": options.wordings, "--respondents": options.respondents, "--paired": options.paired}
    alone |= {"--json": options.json, "--minimum-base": options.minimum_base}
    given = [name for name, value in alone.items() if value]
    if options.csv and given:
        raise CollabstudyError(f"--csv FILE has its own columns for that: leave out {', '.join(given)}.")
    if options.csv:
        return
    if not options.wordings:
        raise CollabstudyError("give figures such as 55% 41% and --respondents N, or a file of them with --csv FILE.")
    if options.respondents is None:
        raise CollabstudyError("say how many answered: --respondents N.")
    if options.minimum_base and not options.paired:
        raise CollabstudyError("--minimum-base goes with --paired.")
    if options.minimum_base and options.minimum_base > options.respondents:
        raise CollabstudyError(
            f"--minimum-base {options.minimum_base} is more than the {options.respondents} respondents."
        )


@contextmanager
def at_work(doing: str, every: float = EVERY) -> Iterator[Callable[[int], None]]:
    """A line on standard error ``every`` so many seconds while something runs, where a person sits before it.

    What it yields is to be told the records read so far, where that is known.
    """
    began, records, finished = time.monotonic(), 0, threading.Event()

    def told(number: int) -> None:
        nonlocal records
        records = number

    def tell() -> None:
        while not finished.wait(every):
            so_far = f"; {records:,} records read" if records else ""
            _say(f"  {doing} for {time.monotonic() - began:.0f} seconds{so_far}", file=sys.stderr)

    teller = threading.Thread(target=tell, daemon=True)
    if sys.stderr.isatty():
        teller.start()
    try:
        yield told
    finally:
        finished.set()
        if teller.ident:
            teller.join()


def _refuse_faulty(study: Study) -> None:
    from collabstudy.checking import refuse_faulty

    refuse_faulty(study)


def _pages(study: Study) -> str:
    from collabstudy.runner.manifest import write_manifest
    from collabstudy.runner.plan import Workspace
    from collabstudy.runner.scan import refuse_personal, remove_pages
    from collabstudy.site.building import build_site

    work = Workspace(study)
    try:
        refuse_personal(study)  # before anything is rendered, or registered as told
        with at_work("holding tables together and rendering"):
            rendered = build_site(work)
        refuse_personal(study)
    except BaseException:  # interrupted too: a page that nobody has searched does not stay
        if not is_open(study):
            remove_pages(study)
        raise
    if rendered:
        _say(f"{study.name}: pages rendered.")
    write_manifest(work)
    return shown(work.site)


def _parameter(text: str) -> tuple[str, Any]:
    import yaml

    name, separator, value = text.partition("=")
    if not separator or not name:
        raise CollabstudyError(f"-p {text!r} is no parameter: write -p NAME=VALUE.")
    try:
        given = yaml.safe_load(value)
        json.dumps(given)
    except (yaml.YAMLError, TypeError):
        raise CollabstudyError(
            f"-p {text!r}: the value cannot be read; write a number, a text or a list such as [a, b]."
        ) from None
    return name.strip(), given


def _say(line: str, end: str = "\n", file: TextIO | None = None) -> None:
    """The only way to the terminal: of strangers' text nothing arrives there that it would obey."""
    print(visible_lines(line), end=end, file=file, flush=True)
