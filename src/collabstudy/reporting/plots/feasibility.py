"""The feasibility map: which numbers of respondents can have printed which published figure."""

from typing import TYPE_CHECKING

import numpy as np

from collabstudy.published import RULES, base_table
from collabstudy.reporting.plots.style import BLUE, LINE, PALE, RED, Framing, canvas, captioned, drawn, wrapped
from collabstudy.reporting.results import NO_PUBLICATION, Missing, Plot
from collabstudy.reporting.tables.published import shares, wordings
from collabstudy.reporting.words import count, listed
from collabstudy.study import Study

if TYPE_CHECKING:
    from matplotlib.axes import Axes

EVIDENCE = ("published", "identified", "assumed")
SEPARATE = 60  # up to so many bases each has a cell of its own; beyond, an image keeps the file small


def feasibility_map(study: Study) -> Plot | Missing:
    """Figures by bases: a filled cell where some whole number out of that base prints as the figure."""
    figures = shares(study)
    if not figures:
        return NO_PUBLICATION
    import seaborn as sns  # takes a second, and only this figure needs it

    table = base_table(wordings(figures), study.respondents, study.analysis.rounding, hedges=study.analysis.hedges)
    for item in figures:
        table[item.id] &= table.index == (item.base or table.index)
    title = "Which bases can have printed each figure"
    names = ["\n".join([wrapped(text, 1.7) for text in (item.wording, item.question)]) for item in figures]
    lines = [1 + name.count("\n") for name in names]
    with canvas(sum(lines) * LINE + 0.08 * len(lines) + 0.45, title, Framing(EVIDENCE)) as (figure, axes):
        width = 1.1 if study.respondents <= SEPARATE else 0
        shown = {
            "vmin": 0,
            "vmax": 1,
            "cbar": False,
            "linecolor": "white",
            "linewidths": width,
            "rasterized": not width,
        }
        sns.heatmap(table.T.astype(int), ax=axes, cmap=[PALE, BLUE], xticklabels=False, yticklabels=names, **shown)
        axes.tick_params(axis="y", rotation=0)
        _axis(axes, study)
        return drawn(figure, title, _alt(study, table.columns, table.T.to_numpy()), Framing(EVIDENCE))


def _axis(axes: "Axes", study: Study) -> None:
    last = study.respondents
    step = next(step for step in (1, 5, 10, 20, 50, 100, 200, 500, 1000, last) if last / step < 12)
    ticks = [at for at in range(step, last, step) if last - at >= step / 2]
    axes.set_ylabel("")
    axes.set_xticks([at - 0.5 for at in (*ticks, last)], [*map(str, ticks), str(last)])
    axes.tick_params(length=0)
    axes.axvspan(last - 1, last, facecolor="none", edgecolor=RED, linewidth=1.2, clip_on=False)
    captioned(
        axes,
        "Base: how many answered the item.",
        "Blue: some count prints as the figure.",
        f"Red frame: all {last} respondents.",
        f"Rounded {RULES[study.analysis.rounding].meaning}.",
        inches=3.4,
    )


def _alt(study: Study, names: object, cells: np.ndarray) -> str:
    at_all = [name for name, row in zip(names, cells, strict=True) if row[-1]]  # type: ignore[call-overload]
    best = int(cells.sum(axis=0).max())
    where = [str(base + 1) for base in np.flatnonzero(cells.sum(axis=0) == best)]
    most = f"no base explains more than {best} of them, which {listed(where)} {'does' if len(where) == 1 else 'do'}"
    return (
        f"{count(len(cells), 'published figure')} against bases 1 to {study.respondents}: "
        f"{len(at_all)} can come from all {study.respondents} respondents ({listed(at_all) or 'none'}); "
        f"{most if best else 'no base explains any of them'}."
    )
