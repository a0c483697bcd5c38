"""The feasibility map: which numbers of respondents can have printed which published figure."""

import numpy as np

from collabstudy.published import base_table
from collabstudy.reporting.plots.style import BLUE, PALE, RED, canvas, svg
from collabstudy.reporting.published_tables import shares, wordings
from collabstudy.reporting.results import NO_PUBLICATION, Missing, Plot
from collabstudy.reporting.words import count, listed
from collabstudy.study import Study

EVIDENCE = ("published", "identified", "assumed")


def feasibility_map(study: Study) -> Plot | Missing:
    """Figures by bases: a filled cell where some whole number out of that base prints as the figure."""
    if not shares(study):
        return NO_PUBLICATION
    import seaborn as sns

    figures = shares(study)
    table = base_table(wordings(figures), study.respondents, study.analysis.rounding)
    cells = table.T.to_numpy().astype(int)
    title = f"Which bases can have printed each figure (rounding {study.analysis.rounding})"
    alt = _alt(study, table.columns, cells)
    with canvas(1.3 + 0.3 * len(figures), title, EVIDENCE) as (figure, axes):
        sns.heatmap(cells, ax=axes, cmap=[PALE, BLUE], vmin=0, vmax=1, cbar=False, linewidths=1.2, linecolor="white")
        step = max(1, round(study.respondents / 31))
        bases = np.arange(0, study.respondents, step)
        axes.set_xticks(bases + 0.5, [str(base + 1) for base in bases], fontsize=7, rotation=0)
        names = [f"{item.wording}  {item.question}" for item in figures]
        axes.set_yticks(np.arange(len(figures)) + 0.5, names, fontsize=8, rotation=0)
        axes.axvline(study.respondents - 1, color=RED, linewidth=1)
        axes.axvline(study.respondents, color=RED, linewidth=1)
        axes.set_xlabel(f"base: how many answered the item (red: all {study.respondents} respondents)")
        axes.tick_params(length=0)
        return Plot(svg(figure, title, alt), title, alt, EVIDENCE)


def _alt(study: Study, names: object, cells: np.ndarray) -> str:
    at_all = [name for name, row in zip(names, cells, strict=True) if row[-1]]  # type: ignore[call-overload]
    best = int(cells.sum(axis=0).max())
    where = [str(base + 1) for base in np.flatnonzero(cells.sum(axis=0) == best)]
    return (
        f"{count(len(cells), 'published figure')} against bases 1 to {study.respondents}: "
        f"{len(at_all)} can come from all {study.respondents} respondents ({listed(at_all) or 'none'}); "
        f"no base explains more than {best} of them, which {listed(where)} {'does' if len(where) == 1 else 'do'}."
    )
