"""Two shares of one comparison on a line, each drawn as the range that it can have."""

from collections.abc import Sequence
from dataclasses import dataclass

from collabstudy.counting import Counts
from collabstudy.published.verdicts import printed
from collabstudy.reporting.plots.style import BLUE, GREY, INK, ORANGE, canvas, percent_axis, svg
from collabstudy.reporting.results import NO_COMPARISON, NO_RESPONSES, Missing, Plot
from collabstudy.reporting.words import percent
from collabstudy.study import Comparison, Selection, Study


@dataclass(frozen=True)
class Pair:
    """A comparison with the lowest and highest value of each share, and how each is named."""

    name: str
    first: tuple[float, float]
    second: tuple[float, float]
    first_name: str
    second_name: str


def published_dumbbell(study: Study) -> Plot | Missing:
    """The comparisons whose shares were both published, each share as the range of its feasible values."""
    pairs = [pair for comparison in study.comparisons if (pair := _published(study, comparison))]
    return _drawn(pairs, "The published shares that the comparisons set side by side", ("published", "identified"))


def response_dumbbell(counts: dict[str, Counts], study: Study) -> Plot | Missing:
    """The comparisons as counted in responses, each share among those who answered that question."""
    if not counts:
        return NO_RESPONSES
    pairs = []
    for comparison in study.comparisons:
        shares = [_counted(counts, selection) for selection in (comparison.first, comparison.second)]
        if None not in shares:
            first, second = ((share, share) for share in shares)
            names = comparison.first.question, comparison.second.question
            pairs.append(Pair(comparison.name, first, second, *names))  # type: ignore[arg-type]
    title = "The comparisons in the " + ("synthetic responses" if study.synthetic else "responses")
    return _drawn(pairs, title, (study.evidence,))


def _published(study: Study, comparison: Comparison) -> Pair | None:
    sides = [printed(study, figure) for figure in study.figures_for(comparison) or ()]
    if not sides or not all(side.counts for side in sides):
        return None
    first, second = (tuple(float(share) for share in side.shares) for side in sides)
    names = [f"{side.figure.question}: {side.figure.wording}" for side in sides]
    return Pair(comparison.name, first, second, *names)  # type: ignore[arg-type]


def _counted(counts: dict[str, Counts], selection: Selection) -> float | None:
    item = counts.get(selection.question)
    if item is not None:
        return item.of(selection.answers) / item.base if item.base else None
    option = counts.get(f"{selection.question}.{selection.answers[0]}")
    return option.of(["yes"]) / option.base if option and option.base else None


def _drawn(pairs: Sequence[Pair], title: str, evidence: tuple[str, ...]) -> Plot | Missing:
    if not pairs:
        return NO_COMPARISON
    alt = " ".join(_sentence(pair) for pair in pairs)
    with canvas(1.1 + 0.85 * len(pairs), title, evidence) as (figure, axes):
        for y, pair in enumerate(pairs):
            middles = [sum(side) / 2 for side in (pair.first, pair.second)]
            axes.plot(middles, [y, y], color=GREY, linewidth=1.5, zorder=1)
            for (low, high), name, colour, above in (
                (pair.first, pair.first_name, BLUE, True),
                (pair.second, pair.second_name, ORANGE, False),
            ):
                axes.plot([low, high], [y, y], color=colour, linewidth=9, solid_capstyle="round", zorder=2)
                offset = -0.2 if above else 0.2
                middle = (low + high) / 2
                side = "left" if middle < 0.3 else "right" if middle > 0.7 else "center"
                axes.text(middle, y + offset, name, ha=side, va="bottom" if above else "top", fontsize=8, color=INK)
        axes.set_yticks(range(len(pairs)), [pair.name.replace("_", " / ") for pair in pairs])
        axes.set_ylim(len(pairs) - 0.35, -0.65)
        percent_axis(axes, "share of those who answered; the length of a mark is the range of feasible shares")
        return Plot(svg(figure, title, alt), title, alt, evidence)


def _sentence(pair: Pair) -> str:
    low, high = pair.first[0] - pair.second[1], pair.first[1] - pair.second[0]
    gap = f"{low * 100:.0f}" if round(low * 100) == round(high * 100) else f"{low * 100:.0f} to {high * 100:.0f}"
    first, second = percent(sum(pair.first) / 2), percent(sum(pair.second) / 2)
    name = pair.name.replace("_", " / ")
    return f"{name}: about {first} beside about {second}, a difference of {gap} percentage points."
