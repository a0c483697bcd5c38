"""Shares with their intervals: one dot a question, a thin line without and a thick one with the finite population."""

import pandas as pd

from collabstudy.counting import Counts
from collabstudy.reporting.plots.style import BLUE, GREY, INK, ORANGE, canvas, percent_axis, svg, wrapped
from collabstudy.reporting.response_tables import share_table
from collabstudy.reporting.results import Missing, Plot, Table
from collabstudy.reporting.words import count, label, percent
from collabstudy.study import Study


def dot_interval(counts: dict[str, Counts], study: Study) -> Plot | Missing:
    """The shares of :func:`share_table` drawn as dots with intervals."""
    table = share_table(counts, study)
    if not isinstance(table, Table):
        return table
    frame = table.frame.dropna(subset=["share"]).reset_index(drop=True)
    title = "Shares with intervals" + (" (synthetic responses)" if study.synthetic else "")
    alt = _alt(frame, study)
    with canvas(1.2 + 0.42 * len(frame), title, table.evidence) as (figure, axes):
        for y, row in frame.iterrows():
            axes.plot([row["lower"], row["upper"]], [y, y], color=GREY, linewidth=1.2, zorder=1)
            if study.invited:
                axes.plot(
                    [row["finite lower"], row["finite upper"]],
                    [y, y],
                    color=ORANGE,
                    linewidth=4.5,
                    alpha=0.65,
                    zorder=2,
                )
            axes.plot(row["share"], y, "o", color=BLUE, markersize=6, zorder=3)
            axes.text(1.03, y, f"{row['count']} of {row['base']}", va="center", fontsize=8, color=INK)
        axes.set_yticks(range(len(frame)), [_name(study, row) for _, row in frame.iterrows()], fontsize=8)
        axes.invert_yaxis()
        percent_axis(axes, _axis(study), room=0.12)
        return Plot(svg(figure, title, alt), title, alt, table.evidence)


def _name(study: Study, row: "pd.Series[object]") -> str:
    question = study.question(str(row["question"]))
    return wrapped(f"{label(question)} – {row['answer']}", 52)


def _axis(study: Study) -> str:
    level = percent(study.analysis.confidence)
    line = f"share of those who answered; line: {level} Wilson interval"
    return line + (
        "\nband: exact interval for all the invited, were the respondents a random sample of them"
        if study.invited
        else ""
    )


def _alt(frame: pd.DataFrame, study: Study) -> str:
    kind = "synthetic respondents" if study.synthetic else "respondents"
    if frame.empty:
        return "No question was answered."
    high, low = frame.loc[frame["share"].idxmax()], frame.loc[frame["share"].idxmin()]
    widest = (frame["upper"] - frame["lower"]).max()
    return (
        f"{count(len(frame), 'share')} of {kind}, from {percent(low['share'])} ({low['question']}: {low['answer']}) to "
        f"{percent(high['share'])} ({high['question']}: {high['answer']}); "
        f"the widest interval spans {percent(widest)[:-1]} percentage points."
    )
