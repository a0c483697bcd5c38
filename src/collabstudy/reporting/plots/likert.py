"""Diverging bars for ordered answers: disagreement to the left of the middle, agreement to the right."""

from typing import TYPE_CHECKING

from collabstudy.counting import Counts
from collabstudy.reporting.gate import unmarked_counts
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
from collabstudy.reporting.words import answer_label, count, label, percent
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
    return [*plots] or [Missing("The study has no question with ordered answers, such as from disagree to agree.")]


def _levels(study: Study, question: Question) -> list[Choice]:
    levels = [choice for choice in study.choices_of(question) if not choice.missing]
    scored = [(choice.score, choice) for choice in levels if choice.score is not None]
    return [choice for _, choice in sorted(scored, key=lambda pair: pair[0])] if len(scored) == len(levels) else []


def _plot(counts: dict[str, Counts], study: Study, questions: list[Question]) -> Plot:
    levels = _levels(study, questions[0])
    title = "Ordered answers" + (" (synthetic responses)" if study.synthetic else "")
    alt = " ".join(_sentence(counts[question.name], study, question) for question in questions)
    labels = [wrapped(f"{label(question)} ({who_answered(counts[question.name])})") for question in questions]
    heights, total = stacked(labels, gap=0.58)
    legend = [wrapped(answer_label(study, questions[0], level.name), ROOM - 0.3) for level in levels]
    room = _legend_height(legend)
    releases = of_counts(study, {question.name: counts[question.name] for question in questions})
    with canvas(room + total + 0.35, title, Framing((study.evidence,), releases)) as (figure, axes):
        for y, name, question in zip(heights, labels, questions, strict=True):
            text_above(axes, y - 0.1, name, -1)
            _bar(axes, y, counts[question.name], levels)
        axes.set_ylim(total, -room)
        _write_legend(axes, legend)
        _axis(axes, len(levels))
        return drawn(figure, title, alt, Framing((study.evidence,), releases))


def _bar(axes: "Axes", y: float, item: Counts, levels: list[Choice]) -> None:
    shares = [item.levels[level.name] / item.base if item.base else 0 for level in levels]
    half = len(levels) // 2
    left = -sum(shares[:half]) - (shares[half] / 2 if len(levels) % 2 else 0)
    axes.vlines([0, 0], [y - 0.2, y + 0.14], [y - 0.14, y + 0.2], color=INK, linewidth=1)
    for share, colour in zip(shares, _colours(len(levels)), strict=True):
        axes.barh(y, share, left=left, height=0.28, color=colour, edgecolor="white")
        if share >= READABLE:
            ink = "white" if colour == _colours(len(levels))[-1] else INK
            axes.text(left + share / 2, y, percent(share), ha="center", va="center", color=ink, fontsize=8, zorder=4)
        left += share


def _axis(axes: "Axes", levels: int) -> None:
    axes.set_xlim(-1.02, 1.02)
    axes.set_xticks([-1, -0.5, 0, 0.5, 1], ["100%", "50%", "0", "50%", "100%"])
    axes.set_yticks([])
    middle = " The middle level straddles the line." if levels % 2 else ""
    captioned(axes, f"Share of those who answered.{middle}")


def _grid(legend: list[str]) -> tuple[int, float]:
    """How many columns the legend has, and the height of its rows in inches."""
    if any("\n" in name for name in legend):
        return 1, LINE * max(1.3 + name.count("\n") for name in legend)
    return max(1, min(len(legend), int(ROOM * 72 / (max(map(text_width, legend)) + 24)))), 1.3 * LINE


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


def who_answered(item: Counts) -> str:
    """The base, and who is not in it."""
    not_asked = item.missing.get(NOT_ASKED, 0)
    not_seen = item.missing.get(NOT_SEEN, 0)
    silent = sum(item.missing.values()) - not_asked - not_seen
    others = [(silent, "no answer"), (not_asked, "not asked"), (not_seen, "not seen")]
    return "; ".join([f"base {item.base:,}", *(f"{name} {persons:,}" for persons, name in others if persons)])


def _sentence(item: Counts, study: Study, question: Question) -> str:
    levels = _levels(study, question)
    upper = [level.name for level in levels[(len(levels) + 1) // 2 :]]
    if not item.base:
        return f"{label(question)}: nobody answered."
    who = count(item.base, "synthetic respondent" if study.synthetic else "respondent")
    named = " or ".join(answer_label(study, question, name) for name in upper)
    return f"{label(question)}: of {who} who answered, {percent(item.of(upper) / item.base)} chose {named}."
