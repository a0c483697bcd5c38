"""Shares with their intervals: a dot, a line without and a band with the finite population."""

from typing import TYPE_CHECKING

import pandas as pd

from collabstudy.counting import Counts
from collabstudy.reporting.plots.style import (
    BLUE,
    INK,
    SAND,
    Framing,
    canvas,
    drawn,
    percent_axis,
    stacked,
    text_above,
    wrapped,
)
from collabstudy.reporting.results import Missing, Plot, Table
from collabstudy.reporting.tables import share_table
from collabstudy.reporting.words import count, label, percent
from collabstudy.study import Study

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def dot_interval(counts: dict[str, Counts], study: Study) -> Plot | Missing:
    """The shares of :func:`share_table` drawn as dots with intervals; questions without an answer are left out."""
    table = share_table(counts, study)
    if not isinstance(table, Table):
        return table
    frame = table.frame.dropna(subset=["share"])
    if frame.empty:
        return Missing("Nobody answered a question that has answer levels, so there is no share to draw.")
    title = "Shares with intervals" + (" (synthetic responses)" if study.synthetic else "")
    names = _names(frame, study)
    heights, total = stacked(names)
    with canvas(total + 0.4, title, Framing(table.evidence, table.releases)) as (figure, axes):
        for y, name, (_, row) in zip(heights, names, frame.iterrows(), strict=True):
            text_above(axes, y, name)
            _draw(axes, y, row, finite=study.invited is not None)
        axes.set_ylim(total, 0)
        percent_axis(axes, heights, *_caption(study), room=0.13)
        return drawn(figure, title, _alt(frame, study), Framing(table.evidence, table.releases))


def _draw(axes: "Axes", y: float, row: "pd.Series[float]", finite: bool) -> None:
    if finite:
        band = [row["finite lower"], row["finite upper"]]
        axes.plot(band, [y, y], color=SAND, linewidth=8, solid_capstyle="butt", zorder=1)
    axes.plot([row["lower"], row["upper"]], [y, y], color=INK, linewidth=1.2, zorder=2)
    axes.plot(row["share"], y, "o", color=BLUE, markersize=6.5, zorder=3)
    axes.text(1.03, y, f"{row['count']:,} of {row['base']:,}", va="center")


def _names(frame: pd.DataFrame, study: Study) -> list[str]:
    """A label for each row: the question, and the answer; a question with several rows is named once."""
    names, before = [], None
    several = frame["question"].duplicated(keep=False)
    for at, row in frame.iterrows():
        question = label(study.question(row["question"]))
        if not several[at]:
            names.append(wrapped(f"{question} –\u00a0{row['answer']}"))
        else:
            above = [] if row["question"] == before else [wrapped(question)]
            names.append("\n".join([*above, wrapped(f"– {row['answer']}")]))
        before = row["question"]
    return names


def _caption(study: Study) -> list[str]:
    lines = [f"Dot: share of those who answered. Line: {percent(study.analysis.confidence)} Wilson interval."]
    if study.invited:
        lines.append("Band: exact interval for the invited, if the respondents were a simple random sample of them.")
    return lines


def _alt(frame: pd.DataFrame, study: Study) -> str:
    kind = "synthetic respondents" if study.synthetic else "respondents"
    high, low = frame.loc[frame["share"].idxmax()], frame.loc[frame["share"].idxmin()]
    widest = (frame["upper"] - frame["lower"]).max()
    return (
        f"{count(len(frame), 'share')} of {kind}, from {percent(low['share'])} ({low['question']}: {low['answer']}) to "
        f"{percent(high['share'])} ({high['question']}: {high['answer']}); "
        f"the widest Wilson interval spans {percent(widest)[:-1]} percentage points."
    )
