"""Diverging bars for ordered answers: disagreement to the left of the middle, agreement to the right."""

from collabstudy.counting import Counts
from collabstudy.reporting.plots.style import BLUE, GREY, INK, LIGHT, ORANGE, canvas, svg, wrapped
from collabstudy.reporting.results import NO_RESPONSES, Missing, Plot
from collabstudy.reporting.words import answer_label, label, percent
from collabstudy.study import Choice, Question, Study


def likert(counts: dict[str, Counts], study: Study) -> list[Plot | Missing]:
    """One figure for each list of three or more ordered levels (levels that have a score)."""
    if not counts:
        return [NO_RESPONSES]
    lists: dict[str, list[Question]] = {}
    for question in study.questions:
        if question.type == "select_one" and question.list_name and len(_levels(study, question)) >= 3:
            lists.setdefault(question.list_name, []).append(question)
    plots = [_drawn(counts, study, questions) for questions in lists.values()]
    return [*plots] or [Missing("The study has no question with ordered answers, such as from disagree to agree.")]


def _levels(study: Study, question: Question) -> list[Choice]:
    levels = [choice for choice in study.choices_of(question) if not choice.missing]
    return levels if all(choice.score is not None for choice in levels) else []


def _drawn(counts: dict[str, Counts], study: Study, questions: list[Question]) -> Plot:
    levels = _levels(study, questions[0])
    title = "Ordered answers" + (" (synthetic responses)" if study.synthetic else "")
    alt = " ".join(_sentence(counts[question.name], study, question) for question in questions)
    with canvas(1.6 + 0.55 * len(questions), title, (study.evidence,)) as (figure, axes):
        for y, question in enumerate(questions):
            _bar(axes, y, counts[question.name], levels)
        handles = [
            axes.barh(0, 0, color=colour, edgecolor="white", label=answer_label(study, questions[0], level.name))
            for level, colour in zip(levels, _colours(len(levels)), strict=True)
        ]
        figure.legend(handles=handles, loc="outside upper left", ncols=len(levels), frameon=False, fontsize=8)
        axes.axvline(0, color=INK, linewidth=0.8)
        axes.set_yticks(range(len(questions)), [wrapped(label(question)) for question in questions], fontsize=8)
        axes.set_ylim(len(questions) - 0.4, -0.6)
        axes.set_xlim(-1.02, 1.45)
        axes.set_xticks([-1, -0.5, 0, 0.5, 1], ["100%", "50%", "0", "50%", "100%"])
        axes.set_xlabel("share of those who answered; the middle level straddles the line")
        return Plot(svg(figure, title, alt), title, alt, (study.evidence,))


def _bar(axes: object, y: int, item: Counts, levels: list[Choice]) -> None:
    shares = [item.levels[level.name] / item.base if item.base else 0 for level in levels]
    left = -sum(shares[: len(levels) // 2]) - (shares[len(levels) // 2] / 2 if len(levels) % 2 else 0)
    for share, colour in zip(shares, _colours(len(levels)), strict=True):
        axes.barh(y, share, left=left, height=0.62, color=colour, edgecolor="white")  # type: ignore[attr-defined]
        left += share
    silent = sum(item.missing.values())
    words = f"base {item.base}; no answer {silent}"
    axes.text(1.03, y, words, va="center", fontsize=8, color=INK)  # type: ignore[attr-defined]


def _colours(levels: int) -> list[str]:
    """From orange over grey to blue, as many as there are levels."""
    from matplotlib.colors import LinearSegmentedColormap, to_hex

    scale = LinearSegmentedColormap.from_list("likert", [ORANGE, LIGHT if levels % 2 else GREY + "66", BLUE])
    return [to_hex(scale(at / (levels - 1))) for at in range(levels)]


def _sentence(item: Counts, study: Study, question: Question) -> str:
    levels = _levels(study, question)
    upper = [level.name for level in levels[(len(levels) + 1) // 2 :]]
    share = percent(item.of(upper) / item.base) if item.base else "none"
    kind = "synthetic respondents" if study.synthetic else "those who answered"
    named = " or ".join(answer_label(study, question, name).lower() for name in upper)
    return f"{label(question)} {share} of {item.base} {kind} chose {named}."
