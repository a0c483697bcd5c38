"""Shares with their intervals: a dot, a line without and a band with the finite population."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from collabstudy.counting import Counts
from collabstudy.disclosure import OTHER
from collabstudy.reporting.languages.numbers import counted, whole
from collabstudy.reporting.languages.numbers import level as confidence
from collabstudy.reporting.languages.phrases import phrase
from collabstudy.reporting.plots.drawing import Values, answer_texts, drawing, question_texts
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
from collabstudy.reporting.tables.responses import share_rows
from collabstudy.reporting.words import percent
from collabstudy.study import Study

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ENDS = ("lower", "upper", "finite lower", "finite upper")


def dot_interval(counts: dict[str, Counts], study: Study) -> Plot | Missing:
    """The shares of :func:`share_table` drawn as dots with intervals; questions without an answer are left out."""
    table = share_table(counts, study)
    if not isinstance(table, Table):
        return table
    answers = _answers(counts, study)
    rows = [
        {
            "question": row["question"],
            **answers[at],
            **{name: row[name] for name in ("count", "base", *ENDS) if name in row},
        }
        for at, row in enumerate(table.frame.to_dict("records"))
        if row["base"]
    ]
    if not rows:
        return Missing(phrase("no share drawn", "missing"))
    finite = study.invited is not None
    values = {"confidence": study.analysis.confidence, "finite": finite, "rows": rows}
    return drawing("dot_interval", draw, values, Framing(table.evidence, table.releases))


def _answers(counts: Mapping[str, Counts], study: Study) -> list[dict[str, Any]]:
    """The texts of each row of :func:`share_table`, by language; pooled groups have no answer."""
    found = []
    for row, item, level in share_rows(counts, study):
        question = study.question(str(row["question"]))
        answer = item.question.partition(".")[2] or level
        texts = None if answer == OTHER else answer_texts(study, question, answer)
        found.append({"label": question_texts(question), "answer": texts})
    return found


def draw(values: Values, framing: Framing) -> Plot:
    """The shares, one below the other."""
    rows, language = values["rows"], framing.language
    title = framing.words("synthetic intervals title" if framing.synthetic else "intervals title")
    names = _names(rows, framing)
    heights, total = stacked(names)
    with canvas(total + 0.4, title, framing) as (figure, axes):
        for y, name, row in zip(heights, names, rows, strict=True):
            text_above(axes, y, name)
            _draw(axes, y, row, values["finite"])
            count, base = (whole(row[part], language) for part in ("count", "base"))
            axes.text(1.03, y, framing.words("counted", count=count, base=base), va="center")
        axes.set_ylim(total, 0)
        caption = [framing.words("intervals axis", level=confidence(values["confidence"], language))]
        caption += [framing.words("intervals band")] if values["finite"] else []
        percent_axis(axes, heights, *caption, room=0.13)
        return drawn(figure, title, _alt(rows, framing), framing)


def _draw(axes: "Axes", y: float, row: Values, finite: bool) -> None:
    if finite:
        band = [row["finite lower"], row["finite upper"]]
        axes.plot(band, [y, y], color=SAND, linewidth=8, solid_capstyle="butt", zorder=1)
    axes.plot([row["lower"], row["upper"]], [y, y], color=INK, linewidth=1.2, zorder=2)
    axes.plot(row["count"] / row["base"], y, "o", color=BLUE, markersize=6.5, zorder=3)


def _names(rows: list[Values], framing: Framing) -> list[str]:
    """A label for each row: the question, and the answer; a question with several rows is named once."""
    names, before = [], None
    asked = [row["question"] for row in rows]
    for row in rows:
        if asked.count(row["question"]) == 1:
            names.append(wrapped(_named(row, framing)))
        else:
            above = [] if row["question"] == before else [wrapped(row["label"][framing.language])]
            names.append("\n".join([*above, wrapped(f"– {_answer(row, framing)}")]))
        before = row["question"]
    return names


def _alt(rows: list[Values], framing: Framing) -> str:
    language, shares = framing.language, [row["count"] / row["base"] for row in rows]
    low, high = shares.index(min(shares)), shares.index(max(shares))
    widest = max(row["upper"] - row["lower"] for row in rows)
    return framing.words(
        "intervals said",
        shares=counted("share", len(rows), language),
        whom=framing.words("synthetic respondents" if framing.synthetic else "respondents"),
        low=percent(shares[low]),
        lowest=_named(rows[low], framing),
        high=percent(shares[high]),
        highest=_named(rows[high], framing),
        widest=percent(widest)[:-1],
    )


def _named(row: Values, framing: Framing) -> str:
    return f"{row['label'][framing.language]} –\u00a0{_answer(row, framing)}"


def _answer(row: Values, framing: Framing) -> str:
    text: str = row["answer"][framing.language] if row["answer"] else framing.words("other groups")
    return text
