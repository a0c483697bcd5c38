"""The feasibility map: which numbers of respondents can have printed which published figure."""

from typing import TYPE_CHECKING

import numpy as np

from collabstudy.published import base_table
from collabstudy.reporting.languages.phrases import Row, Value, counted, phrase
from collabstudy.reporting.plots.drawing import Values, drawing
from collabstudy.reporting.plots.style import BLUE, LINE, PALE, RED, Framing, canvas, captioned, drawn, wrapped
from collabstudy.reporting.results import NO_PUBLICATION, Missing, Plot
from collabstudy.reporting.tables.published import shares, wordings
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
    table = base_table(wordings(figures), study.respondents, study.analysis.rounding, hedges=study.analysis.hedges)
    for item in figures:
        table[item.id] &= table.index == (item.base or table.index)
    values = {
        "respondents": study.respondents,
        "rounding": study.analysis.rounding,
        "figures": [
            {
                "id": item.id,
                "wording": item.wording,
                "question": item.question,
                "bases": " ".join(map(str, table.index[table[item.id]])),  # in one line, for who reads the notebook
            }
            for item in figures
        ],
    }
    return drawing("feasibility_map", draw, values, Framing(EVIDENCE))


def draw(values: Values, framing: Framing) -> Plot:
    """The map, the base of all respondents framed."""
    import seaborn as sns  # takes a second, and only this figure needs it

    figures, last = values["figures"], values["respondents"]
    names = ["\n".join([wrapped(text, 1.7) for text in (item["wording"], item["question"])]) for item in figures]
    lines = [1 + name.count("\n") for name in names]
    cells = np.zeros((len(figures), last), dtype=int)
    for row, item in zip(cells, figures, strict=True):
        row[[int(base) - 1 for base in item["bases"].split()]] = 1
    title = framing.words("map title", "set_figures")
    with canvas(sum(lines) * LINE + 0.08 * len(lines) + 0.45, title, framing) as (figure, axes):
        width = 1.1 if last <= SEPARATE else 0
        shown = {
            "vmin": 0,
            "vmax": 1,
            "cbar": False,
            "linecolor": "white",
            "linewidths": width,
            "rasterized": not width,
        }
        sns.heatmap(cells, ax=axes, cmap=[PALE, BLUE], xticklabels=False, yticklabels=names, **shown)
        axes.tick_params(axis="y", rotation=0)
        _axis(axes, values, framing)
        return drawn(figure, title, _alt(values, cells, framing), framing)


def _axis(axes: "Axes", values: Values, framing: Framing) -> None:
    last = values["respondents"]
    step = next(step for step in (1, 5, 10, 20, 50, 100, 200, 500, 1000, last) if last / step < 12)
    ticks = [at for at in range(step, last, step) if last - at >= step / 2]
    axes.set_ylabel("")
    axes.set_xticks([at - 0.5 for at in (*ticks, last)], [*map(str, ticks), str(last)])
    axes.tick_params(length=0)
    axes.axvspan(last - 1, last, facecolor="none", edgecolor=RED, linewidth=1.2, clip_on=False)
    rule = framing.words(values["rounding"], "rounding")
    said = [
        framing.words(name, "set_figures", respondents=last, rule=rule)
        for name in ("map axis", "map blue", "map red", "map rounded")
    ]
    captioned(axes, *said, inches=3.4)


def _alt(values: Values, cells: "np.ndarray", framing: Framing) -> str:
    at_all: list[Value] = [item["id"] for item, row in zip(values["figures"], cells, strict=True) if row[-1]]
    best = int(cells.sum(axis=0).max())
    where: list[Value] = [str(base + 1) for base in np.flatnonzero(cells.sum(axis=0) == best)]
    most = phrase("map most" if len(where) == 1 else "map most several", "set_figures", best=best, bases=Row(where))
    said = phrase(
        "map said",
        "set_figures",
        figures=counted("figure published", len(cells)),
        respondents=values["respondents"],
        whole=len(at_all),
        which=Row(at_all) if at_all else phrase("map none", "set_figures"),
        most=most if best else phrase("map nothing", "set_figures"),
    )
    return framing.said(said)
