"""Diverging bars for ordered answers: disagreement to the left of the middle, agreement to the right."""

from typing import TYPE_CHECKING

from collabstudy.counting import Counts
from collabstudy.reporting.gate import unmarked_counts
from collabstudy.reporting.languages.numbers import counted, whole
from collabstudy.reporting.languages.phrases import phrase
from collabstudy.reporting.plots.drawing import Values, answer_texts, drawing, question_texts
from collabstudy.reporting.plots.style import (
    BLUE,
    GREY,
    INK,
    LIGHT,
    LINE,
    ORANGE,
    ROOM,
    Framing,
    canvas,
    captioned,
    drawn,
    stacked,
    text_above,
    text_width,
    wrapped,
)
from collabstudy.reporting.released import of_counts
from collabstudy.reporting.results import NO_RESPONSES, Missing, Plot
from collabstudy.reporting.words import percent
from collabstudy.study import NOT_ASKED, NOT_SEEN, Choice, Question, Study

if TYPE_CHECKING:
    from matplotlib.axes import Axes

READABLE = 0.07  # a segment as wide as this share has room for its percentage


def likert(counts: dict[str, Counts], study: Study) -> list[Plot | Missing]:
    """One figure for each list of three or more ordered levels (levels that have a score)."""
    if study.responses is None:
        return [NO_RESPONSES]
    counts = unmarked_counts(counts, study)
    lists: dict[str, list[Question]] = {}
    for question in study.questions:
        allowed = question.name in counts
        if allowed and question.type == "select_one" and question.list_name and len(_levels(study, question)) >= 3:
            lists.setdefault(question.list_name, []).append(question)
    plots = [_plot(counts, study, questions) for questions in lists.values()]
    return [*plots] or [Missing(phrase("no ordered", "missing"))]


def _levels(study: Study, question: Question) -> list[Choice]:
    levels = [choice for choice in study.choices_of(question) if not choice.missing]
    scored = [(choice.score, choice) for choice in levels if choice.score is not None]
    return [choice for _, choice in sorted(scored, key=lambda pair: pair[0])] if len(scored) == len(levels) else []


def _plot(counts: dict[str, Counts], study: Study, questions: list[Question]) -> Plot:
    levels = _levels(study, questions[0])
    rows = [
        {
            "label": question_texts(question),
            "persons": [counts[question.name].levels[level.name] for level in levels],
            **standing(counts[question.name]),
        }
        for question in questions
    ]
    texts = [answer_texts(study, questions[0], level.name) for level in levels]
    releases = of_counts(study, {question.name: counts[question.name] for question in questions})
    framing = Framing((study.evidence,), releases)
    return drawing("likert", draw, {"levels": texts, "questions": rows}, framing)


def standing(item: Counts) -> dict[str, int]:
    """The base, and who is not in it: without an answer, not asked, not seen."""
    not_asked, not_seen = (item.missing.get(kind, 0) for kind in (NOT_ASKED, NOT_SEEN))
    silent = sum(item.missing.values()) - not_asked - not_seen
    return {"base": item.base, "silent": silent, "not_asked": not_asked, "not_seen": not_seen}


def draw(values: Values, framing: Framing) -> Plot:
    """The bars of all questions that have the same levels."""
    rows, levels = values["questions"], [level[framing.language] for level in values["levels"]]
    title = framing.words("synthetic likert title" if framing.synthetic else "likert title")
    alt = " ".join(_sentence(row, levels, framing) for row in rows)
    labels = [wrapped(f"{row['label'][framing.language]} ({who_answered(row, framing)})") for row in rows]
    heights, total = stacked(labels, gap=0.58)
    legend = [wrapped(level, ROOM - 0.3) for level in levels]
    room = _legend_height(legend)
    with canvas(room + total + 0.35, title, framing) as (figure, axes):
        for y, name, row in zip(heights, labels, rows, strict=True):
            text_above(axes, y - 0.13, name, -1)
            _bar(axes, y, row["persons"], row["base"])
        axes.set_ylim(total, -room)
        _write_legend(axes, legend)
        _axis(axes, framing.words("likert middle" if len(levels) % 2 else "likert axis"))
        return drawn(figure, title, alt, framing)


def _bar(axes: "Axes", y: float, persons: list[int], base: int) -> None:
    shares, colours = [number / base if base else 0 for number in persons], _colours(len(persons))
    half = len(shares) // 2
    left = -sum(shares[:half]) - (shares[half] / 2 if len(shares) % 2 else 0)
    axes.vlines([0, 0], [y - 0.2, y + 0.14], [y - 0.14, y + 0.2], color=INK, linewidth=1)
    for share, colour in zip(shares, colours, strict=True):
        axes.barh(y, share, left=left, height=0.28, color=colour, edgecolor="white")
        if share >= READABLE:
            ink = "white" if colour == colours[-1] else INK
            axes.text(left + share / 2, y, percent(share), ha="center", va="center", color=ink, fontsize=8, zorder=4)
        left += share


def _axis(axes: "Axes", caption: str) -> None:
    axes.set_xlim(-1.02, 1.02)
    axes.set_xticks([-1, -0.5, 0, 0.5, 1], ["100%", "50%", "0", "50%", "100%"])
    axes.set_yticks([])
    captioned(axes, caption)


def _grid(legend: list[str]) -> tuple[int, float]:
    """How many columns the legend has, and the height of its rows in inches."""
    if any("\n" in name for name in legend):
        return 1, LINE * max(1.3 + name.count("\n") for name in legend)
    most = max(1, min(len(legend), int(ROOM * 72 / (max(map(text_width, legend)) + 24))))
    return -(-len(legend) // -(-len(legend) // most)), 1.3 * LINE  # no row much shorter than another


def _write_legend(axes: "Axes", legend: list[str]) -> None:
    """The levels with their colours, row by row above the bars."""
    columns, height = _grid(legend)
    rows = -(-len(legend) // columns)
    for at, (name, colour) in enumerate(zip(legend, _colours(len(legend)), strict=True)):
        x, y = -0.97 + 2 * (at % columns) / columns, (at // columns - rows + 0.3) * height
        axes.plot(x, y, "s", color=colour, markersize=8)
        axes.text(x + 0.05, y, name, va="center", in_layout=False)


def _legend_height(legend: list[str]) -> float:
    columns, height = _grid(legend)
    return -(-len(legend) // columns) * height + 0.1


def _colours(levels: int) -> list[str]:
    """From orange over grey to blue, as many as there are levels."""
    from matplotlib.colors import LinearSegmentedColormap, to_hex

    scale = LinearSegmentedColormap.from_list("likert", [ORANGE, LIGHT if levels % 2 else GREY + "66", BLUE])
    return [to_hex(scale(at / (levels - 1))) for at in range(levels)]


def who_answered(row: Values, framing: Framing) -> str:
    """The base, and who is not in it."""
    kinds = [kind for kind in ("base", "silent", "not_asked", "not_seen") if row[kind] or kind == "base"]
    return "; ".join(framing.words(kind, persons=whole(row[kind], framing.language)) for kind in kinds)


def _sentence(row: Values, levels: list[str], framing: Framing) -> str:
    upper = (len(levels) + 1) // 2
    question = row["label"][framing.language]
    if not row["base"]:
        return framing.words("likert nobody", question=question)
    kind = "synthetic respondent" if framing.synthetic else "person answering"
    share = percent(sum(row["persons"][upper:]) / row["base"])
    named = framing.words("or").join(levels[upper:])
    whom = counted(kind, row["base"], framing.language)
    return framing.words("likert said", question=question, whom=whom, share=share, levels=named)
