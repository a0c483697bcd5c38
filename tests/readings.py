"""Studies read, counted and drawn, as the notebooks do it."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from collabstudy import Study
from collabstudy.cleaning import Cleaned, clean
from collabstudy.counting import Counts, count
from collabstudy.importing import ImportLog, read_export
from collabstudy.reporting import Plot, plots


@dataclass(frozen=True)
class Read:
    """A study with what the notebooks make of it."""

    study: Study
    log: ImportLog | None
    cleaned: Cleaned | None
    frame: pd.DataFrame | None
    counts: dict[str, Counts]


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
