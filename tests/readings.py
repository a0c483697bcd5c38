"""Studies read, counted and drawn, as the notebooks do it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from collabstudy import Study
from collabstudy.cleaning import Cleaned, clean
from collabstudy.counting import Counts, count
from collabstudy.importing import ImportLog, read_export
from collabstudy.reporting import Finding, Missing, Plot, Table, choosing, comparing, findings, plots, tables
from collabstudy.reporting.allowances import allowance_finding
from collabstudy.reporting.languages.phrases import Words, said
from collabstudy.reporting.ledger import ledger
from collabstudy.reporting.results import Shown
from collabstudy.reporting.silence import resemblance_finding, silence_finding


@dataclass(frozen=True)
class Read:
    """A study with what the notebooks make of it."""

    study: Study
    log: ImportLog | None
    cleaned: Cleaned | None
    frame: pd.DataFrame | None
    counts: dict[str, Counts]


def spoken(found: object, language: str = "en") -> list[str]:
    """The sentences of a finding, or the reason why there is none, in a language."""
    assert isinstance(found, Finding | Missing), found
    return [said(item, language) for item in (found.sentences if isinstance(found, Finding) else [found.reason])]


def note(table: object) -> str:
    """The note below a table, in English."""
    assert isinstance(table, Table), table
    return said(table.note, "en")


def title(table: object) -> str:
    """The title of a table, in English."""
    assert isinstance(table, Table), table
    return said(table.title, "en")


def rows(table: object) -> list[dict[str, Any]]:
    """The rows of a table, words in English."""
    assert isinstance(table, Table), table
    found = table.frame.to_dict("records")
    return [{name: _in_english(cell) for name, cell in row.items()} for row in found]


def _in_english(cell: object) -> Any:
    return said(cell, "en") if isinstance(cell, Words) else cell


def read_study(folder: Path) -> Read:
    study = Study.load(folder)
    if study.responses is None:
        return Read(study, None, None, None, {})
    table, log = read_export(study.folder / study.responses.file, study.responses.format)
    cleaned = clean(table, study)
    return Read(study, log, cleaned, cleaned.responses, count(cleaned.responses, study))


def figures(item: Read) -> dict[str, Plot]:
    """Every figure that a study allows, by its name."""
    shown = {
        "dot_interval": plots.dot_interval(item.counts, item.study),
        "response_dumbbell": plots.response_dumbbell(item.counts, item.study),
        "published_dumbbell": plots.published_dumbbell(item.study),
        "published_shares_plot": plots.published_shares_plot(item.study),
        "response_picture": plots.response_picture(item.study, None if item.frame is None else len(item.frame)),
        "ladder_plot": plots.ladder_plot(item.study),
        "feasibility_map": plots.feasibility_map(item.study),
    }
    shown["breakdown_plot"] = plots.breakdown_plot(item.study)
    for comparison in item.study.comparisons:
        shown[f"identified_set {comparison.name}"] = plots.identified_set_plot(item.study, comparison)
        shown[f"multiverse {comparison.name}"] = plots.multiverse_plot(item.study, comparison)
    shown |= {f"likert {number}": plot for number, plot in enumerate(plots.likert(item.counts, item.study))}
    return {name: plot for name, plot in shown.items() if isinstance(plot, Plot)}


def everything(item: Any) -> Iterator[tuple[str, Shown]]:
    """All that the notebooks show of a study."""
    study, frame, counts = item.study, item.frame, item.counts
    used = None if frame is None else len(frame)
    yield "import", tables.import_table(item.log, study)
    yield "account", tables.account_table(item.cleaned, study)
    yield "repairs", tables.repair_table(item.cleaned, study)
    yield "participation", tables.participation_table(study, used)
    yield "missing", tables.missing_table(counts, study)
    yield "shares", tables.share_table(counts, study)
    yield "dots", plots.dot_interval(counts, study)
    yield from ((f"likert {number}", plot) for number, plot in enumerate(plots.likert(counts, study)))
    yield "numbers", tables.number_table(frame, study)
    yield "dumbbell", plots.response_dumbbell(counts, study)
    yield "rates", tables.rate_table(study)
    yield "allowance", allowance_finding(study)
    yield "nonresponse", tables.nonresponse_table(counts, study)
    yield "dependence", tables.dependence_table(counts, study)
    yield "silence", silence_finding(counts, study)
    yield "resemblance", resemblance_finding(counts, study)
    yield "tests", tables.significance_table(frame, study)
    yield "differences", tables.difference_table(frame, study)
    yield "test sentences", comparing.significance_finding(frame, study)
    yield "test dependence", comparing.dependence_finding(frame, study)
    yield "ladder plot", plots.ladder_plot(study)
    yield "published dumbbell", plots.published_dumbbell(study)
    yield "published shares", plots.published_shares_plot(study)
    yield "response picture", plots.response_picture(study, used)
    for comparison in study.comparisons:
        yield f"pair {comparison.name}", tables.pair_table(frame, study, comparison)
        yield f"pair test {comparison.name}", comparing.pair_finding(frame, study, comparison)
        yield f"ladder {comparison.name}", tables.ladder_table(study, comparison)
        if (finding := findings.comparison_finding(study, comparison)) is not None:
            yield f"finding {comparison.name}", finding
    for name in ("figure_table", "hedge_table", "impossible_table", "cover_table", "cover_sizes_table"):
        yield name, getattr(tables, name)(study)
    yield "map", plots.feasibility_map(study)
    yield "claims", tables.claim_table(study)
    yield "ledger", ledger(study)
    yield from ((f"headline {number}", found) for number, found in enumerate(findings.headlines(study, used)))
    yield "question", choosing.question_table(frame, study)
    yield "pair", choosing.pair_table(frame, study)
    yield "figure", choosing.figure_table(study)
