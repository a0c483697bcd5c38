"""The multiverse of a comparison as a specification curve: the range of p under every combination of readings."""

from collections import Counter
from collections.abc import Iterable, Sequence

from collabstudy.published.multiverse import NO_TEST, Universe, multiverse
from collabstudy.published.verdicts import NOT_COMPUTED, REFUTED
from collabstudy.reporting.plots.curve import Curve
from collabstudy.reporting.plots.pairs import paired
from collabstudy.reporting.plots.style import SLACK, Framing, canvas, drawn, inch_axes
from collabstudy.reporting.results import Missing, Plot
from collabstudy.reporting.words import beside, count, pvalue, span
from collabstudy.study import Comparison, Study

EVIDENCE = ("published", "identified", "assumed")
SECONDS = 200  # respondents up to which all combinations take seconds
UNDRAWN = {
    REFUTED: "refuted, since no data set can have printed both figures",
    NO_TEST: "without a test, since the second question is asked only of who says yes to the first",
    NOT_COMPUTED: "not computed, since there are too many tables",
}


def multiverse_plot(study: Study, comparison: Comparison) -> Plot | Missing:
    """Every combination of readings as the range of p over its identified set, above what it reads."""
    found = paired(study, comparison, "the multiverse")
    if isinstance(found, Missing):
        return found
    first, second = figures = found[0]
    heading, alpha = beside(comparison, figures), study.analysis.alpha
    if study.respondents > SECONDS:
        return Missing(f"{study.respondents} respondents allow too many tables for every combination of readings.")
    universes = list(multiverse(first.wording, second.wording, study.respondents, alpha, (first.base, second.base)))
    return _plot(heading, universes, alpha)


def _plot(heading: str, universes: Sequence[Universe], alpha: float) -> Plot | Missing:
    tested = in_order(universes)
    if not tested:
        return Missing(f"{heading}: no combination of readings allows a test: {'; '.join(undrawn(universes))}.")
    title = f"Every reading of {heading}"
    curve = Curve(tested, universes, alpha, undrawn(universes))
    with canvas(curve.height - SLACK, title, Framing(EVIDENCE)) as (figure, axes):
        inch_axes(axes, curve.height)
        curve.draw(axes)
        return drawn(figure, title, _sentence(heading, universes, tested, alpha), Framing(EVIDENCE))


def in_order(universes: Iterable[Universe]) -> list[Universe]:
    """The combinations that have a p, from the lowest on; of those with the same range, like readings together."""
    tested = [item for item in universes if item.lowest is not None]
    return sorted(tested, key=lambda item: (item.lowest, item.highest, item.overlap, item.test, item.cut or 0))


def undrawn(universes: Iterable[Universe]) -> list[str]:
    """In words how many combinations have no p, and why."""
    numbers = Counter(item.verdict for item in universes if item.lowest is None)
    return [f"{number:,} {UNDRAWN[verdict]}" for verdict, number in numbers.items()]


def _sentence(heading: str, universes: Sequence[Universe], tested: Sequence[Universe], alpha: float) -> str:
    numbers = Counter(item.verdict for item in tested)
    lowest = span(*(pvalue(end(item.lowest or 0.0 for item in tested)) for end in (min, max)))
    highest = span(*(pvalue(end(item.highest or 0.0 for item in tested)) for end in (min, max)))
    rest = f"Not drawn: {'; '.join(undrawn(universes)) or 'none'}."
    return (
        f"{heading}: of {count(len(universes), 'combination')} of readings {len(tested):,} can be tested; p is at most "
        f"{alpha} in all tables of {numbers['all']:,}, in some of {numbers['some']:,} and in none of "
        f"{numbers['none']:,}. The lowest p of a combination is {lowest}, the highest {highest}. {rest}"
    )
