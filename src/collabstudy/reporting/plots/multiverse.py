"""The multiverse of a comparison as a specification curve: the range of p under every combination of readings."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from collabstudy.published.multiverse import NO_TEST, Universe, multiverse
from collabstudy.published.verdicts import NOT_COMPUTED, REFUTED
from collabstudy.reporting.languages.phrases import Phrase, Row, compared, phrase, plain, quantity, span
from collabstudy.reporting.languages.phrases import beside as beside_phrase
from collabstudy.reporting.plots.curve import Curve
from collabstudy.reporting.plots.drawing import Values, beside, drawing
from collabstudy.reporting.plots.pairs import paired
from collabstudy.reporting.plots.style import SLACK, Framing, canvas, drawn, inch_axes
from collabstudy.reporting.results import Missing, Plot
from collabstudy.study import Comparison, Study

EVIDENCE = ("published", "identified", "assumed")
SECTION = "set_figures"
SECONDS = 200  # respondents up to which all combinations take seconds
UNDRAWN = {REFUTED: "undrawn refuted", NO_TEST: "undrawn untested", NOT_COMPUTED: "undrawn uncomputed"}
FIELDS = ("rounding", "overlap", "question_format", "cut", "test", "verdict", "lowest", "highest")
DIGITS = 9  # of a p-value; more would differ between processors


@dataclass(frozen=True)
class Reading:
    """A combination of readings with the range of p, as a curve draws it."""

    rounding: str
    overlap: str
    question_format: str
    cut: int | None
    test: str | None
    verdict: str
    lowest: float | None
    highest: float | None


def multiverse_plot(study: Study, comparison: Comparison) -> Plot | Missing:
    """Every combination of readings as the range of p over its identified set, above what it reads."""
    found = paired(study, comparison, "multiverse")
    if isinstance(found, Missing):
        return found
    first, second = found[0]
    alpha = study.analysis.alpha
    if study.respondents > SECONDS:
        return Missing(phrase("too many readings", "missing", respondents=study.respondents))
    universes = list(multiverse(first.wording, second.wording, study.respondents, alpha, (first.base, second.base)))
    values = {
        "name": plain(compared(comparison)),
        "wordings": [first.wording, second.wording],
        "alpha": alpha,
        "readings": [_written(item) for item in universes],
    }
    framing, readings = Framing(EVIDENCE), [_read(_written(item)) for item in universes]
    if not in_order(readings):
        heading, rest = beside_phrase(comparison, first, second), Row(undrawn(readings), "; ")
        return Missing(phrase("no reading", "missing", heading=heading, rest=rest))
    return drawing("multiverse", draw, values, framing)


def _written(item: Universe) -> str:
    """A combination in one line, for who reads the notebook."""
    found = [getattr(item, name) for name in FIELDS]
    return "|".join(
        "" if value is None else f"{value:.{DIGITS}g}" if isinstance(value, float) else str(value) for value in found
    )


def _read(line: str) -> Reading:
    rounding, overlap, question_format, cut, test, verdict, lowest, highest = line.split("|")
    ends = [float(end) if end else None for end in (lowest, highest)]
    return Reading(rounding, overlap, question_format, int(cut) if cut else None, test or None, verdict, *ends)


def draw(values: Values, framing: Framing) -> Plot:
    """The curve of a comparison."""
    every, alpha = [_read(line) for line in values["readings"]], values["alpha"]
    tested, heading = in_order(every), beside(values, framing)
    title = framing.words("multiverse title", SECTION, heading=heading)
    curve = Curve(tested, every, alpha, framing.said(Row(undrawn(every), "; ")), framing)
    with canvas(curve.height - SLACK, title, framing) as (figure, axes):
        inch_axes(axes, curve.height)
        curve.draw(axes)
        return drawn(figure, title, framing.said(_sentence(heading, every, tested, alpha)), framing)


def in_order(readings: Iterable[Reading]) -> list[Reading]:
    """The combinations that have a p, from the lowest on; of those with the same range, like readings together."""
    tested = [item for item in readings if item.lowest is not None]
    return sorted(tested, key=lambda item: (item.lowest, item.highest, item.overlap, item.test, item.cut or 0))


def undrawn(readings: Iterable[Reading]) -> list[Phrase]:
    """How many combinations have no p, and why."""
    numbers = Counter(item.verdict for item in readings if item.lowest is None)
    return [phrase(UNDRAWN[verdict], SECTION, number=quantity("whole", number)) for verdict, number in numbers.items()]


def _sentence(heading: str, every: Sequence[Reading], tested: Sequence[Reading], alpha: float) -> Phrase:
    numbers = Counter(item.verdict for item in tested)
    lowest = span("p digits", *(end(item.lowest or 0.0 for item in tested) for end in (min, max)))
    highest = span("p digits", *(end(item.highest or 0.0 for item in tested) for end in (min, max)))
    rest = undrawn(every)
    return phrase(
        "multiverse said",
        SECTION,
        heading=heading,
        every=quantity("whole", len(every)),
        tested=quantity("whole", len(tested)),
        alpha=quantity("plain", alpha),
        **{name: quantity("whole", numbers[name]) for name in ("all", "some", "none")},
        lowest=lowest,
        highest=highest,
        rest=Row(rest, "; ") if rest else phrase("undrawn nothing", SECTION),
    )
