"""Planning the next survey in numbers: differences, respondents for a width, and what resemblance would cost."""

from fractions import Fraction
from math import ceil

import pandas as pd

from collabstudy.published.verdicts import printed
from collabstudy.reporting.languages.phrases import Value, beside, counted, phrase, quantity
from collabstudy.reporting.methods import DESIGN, LARGEST
from collabstudy.reporting.planning import detectable, planned
from collabstudy.reporting.results import Missing, Table
from collabstudy.reporting.tables.published import IDENTIFIED
from collabstudy.reporting.words import percent, span
from collabstudy.statistics import dependence_grid, respondents_for_width, worst_width
from collabstudy.study import Study

SECTION = "method_tables"
HALF_WIDTHS = (5, 10, 15)  # percentage points
WIDEST = "widest half width, points"
SIZES, FEWER = 11, 3  # numbers of invited that are gone through in seconds, up to 100 and beyond
CLUSTERS = (1.5, 2, 3, 5)
CORRELATIONS = (0.1, 0.3, 0.5, 1)


def detectable_table(study: Study, power: float = 0.8) -> Table | Missing:
    """For each comparison the identified discordance, and the difference found at the study's number of pairs.

    Raises ``ValueError`` where power is not between alpha and 1.
    """
    found = planned(study)
    if isinstance(found, Missing):
        return found
    now = study.respondents
    rows = [
        {
            "comparison": beside(item.comparison, *item.figures),
            "answer differently": name,
            "discordance": float(share),
            f"difference found by {now}": end,
        }
        for item in found
        for ends in [detectable(item, now, power, study.analysis.alpha)]
        for name, share, end in zip(("fewest", "most"), (item.lowest, item.highest), ends, strict=True)
    ]
    asked = {"power": quantity("level", power), "alpha": quantity("plain", study.analysis.alpha)}
    note = phrase("detectable note", SECTION, **asked)
    formats = {"discordance": ".1%", f"difference found by {now}": ".1%"}
    frame = pd.DataFrame(rows).astype({f"difference found by {now}": "float64"})
    return Table(frame, phrase("detectable", SECTION), IDENTIFIED, note, formats)


def needed_table(study: Study) -> Table | Missing:
    """Respondents needed for a width about the invited, and what the study's own gives.

    Where the number of invited is an interval, the most over every size in it: neither end needs to be the worst.
    """
    if study.invited is None:
        return Missing(phrase("width uninvited", "missing"))
    if study.invited[1] > LARGEST:
        number = quantity("whole", study.invited[1])
        return Missing(phrase("too many invited", "missing", invited=number, most=LARGEST))
    level, (low, high) = study.analysis.confidence, study.invited
    step = ceil((high - low + 1) / (SIZES if high <= 100 else FEWER))
    sizes = sorted({*range(low, high + 1, step), high})
    wanted = {
        f"half width {points} points": max(
            respondents_for_width(Fraction(points, 50), size, level).respondents for size in sizes
        )
        for points in HALF_WIDTHS
    } | {"as many as answered": study.respondents}
    rows = [
        {
            "invited": _sizes(low, high, step),
            "wanted": name,
            "respondents": base,
            WIDEST: max(float(50 * worst_width(base, size, level)) for size in sizes if size >= base),
        }
        for name, base in wanted.items()
    ]
    over = "every count" if low == high else "every size" if step == 1 else "such sizes"
    note = phrase("needed note", SECTION, level=quantity("level", level), over=phrase(over, SECTION))
    return Table(pd.DataFrame(rows), phrase("needed", SECTION), DESIGN, note, {WIDEST: ".1f"})


def _sizes(low: int, high: int, step: int) -> Value:
    """The numbers of invited that were gone through."""
    steps = "" if step == 1 else phrase("in steps", SECTION, step=step)
    return low if low == high else phrase("any of", SECTION, low=low, high=high, steps=steps)


def cluster_table(study: Study) -> Table:
    """What an interval becomes where respondents come in clusters and resemble each other, as a grid of both."""
    persons, source, evidence = _example(study)
    base, level = study.respondents, study.analysis.confidence
    sizes = [size for size in CLUSTERS if size <= base]
    alone = dependence_grid(persons, base, [1], [0], "wilson", level)
    grid = [*alone, *dependence_grid(persons, base, sizes, CORRELATIONS, "wilson", level)]
    rows = [
        {
            "respondents a cluster": item.cluster_size,
            "correlation": item.correlation,
            "design effect": item.design_effect,
            "as good as, respondents": item.effective_base,
            "interval": span(percent(item.interval.lower), percent(item.interval.upper)),
        }
        for item in grid
    ]
    note = phrase("cluster note", SECTION, level=quantity("level", level), source=source)
    title = phrase("cluster", SECTION, share=quantity("percent", Fraction(persons, base)))
    formats = dict.fromkeys(("respondents a cluster", "correlation"), "g")
    formats |= {"design effect": ".2f", "as good as, respondents": ".1f"}
    return Table(pd.DataFrame(rows), title, evidence, note, formats)


def _example(study: Study) -> tuple[int, Value, tuple[str, ...]]:
    """A count: what the first compared share stands for if everyone answered, else the barest majority."""
    base = study.respondents
    for comparison in study.comparisons:
        figure = study.figure_for(comparison.first)
        counts = printed(study, figure).counts.get(base) if figure else None
        if figure and counts:
            persons = counts[0]
            known: dict[str, Value] = {"persons": persons, "base": base, "wording": figure.wording}
            return persons, phrase("cluster figure", SECTION, **known), IDENTIFIED
    persons = base // 2 + 1
    return persons, phrase("cluster majority", SECTION, persons=counted("person", persons), base=base), DESIGN
