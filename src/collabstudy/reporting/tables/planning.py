"""Planning the next survey in numbers: differences, respondents for a width, and what resemblance would cost."""

from fractions import Fraction
from math import ceil

import pandas as pd

from collabstudy.published.verdicts import printed
from collabstudy.reporting.methods import DESIGN, LARGEST, exact_percent
from collabstudy.reporting.planning import detectable, planned
from collabstudy.reporting.results import Missing, Table
from collabstudy.reporting.tables.published import IDENTIFIED
from collabstudy.reporting.words import beside, count, percent, span
from collabstudy.statistics import dependence_grid, respondents_for_width, worst_width
from collabstudy.study import Study

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
            "comparison": beside(item.comparison, item.figures),
            "answer differently": name,
            "discordance": float(share),
            f"difference found by {now}": end,
        }
        for item in found
        for ends in [detectable(item, now, power, study.analysis.alpha)]
        for name, share, end in zip(("fewest", "most"), (item.lowest, item.highest), ends, strict=True)
    ]
    note = (
        f"True difference of shares that the exact McNemar test finds with {exact_percent(power)} power at alpha "
        f"{study.analysis.alpha}, by enumeration. A dash: no difference that so few discordant answers allow. "
        "Discordance: lowest and highest over every consistent table in which the same persons answered both. For a "
        "survey to come; it does not say what the last one could not find."
    )
    formats = {"discordance": ".1%", f"difference found by {now}": ".1%"}
    frame = pd.DataFrame(rows).astype({f"difference found by {now}": "float64"})
    return Table(frame, "What a next survey of the same size would find", IDENTIFIED, note, formats)


def needed_table(study: Study) -> Table | Missing:
    """Respondents needed for a width about the invited, and what the study's own gives.

    Where the number of invited is an interval, the most over every size in it: neither end needs to be the worst.
    """
    if study.invited is None:
        return Missing("How many were invited is not known, so how many of them a width takes cannot be said.")
    if study.invited[1] > LARGEST:
        return Missing(
            f"{study.invited[1]:,} invited are too many to go through every count (at most {LARGEST}); left out."
        )
    level, (low, high) = study.analysis.confidence, study.invited
    step = ceil((high - low + 1) / (SIZES if high <= 100 else FEWER))
    sizes = sorted({*range(low, high + 1, step), high})
    every = "" if step == 1 else f", in steps of {step}"
    wanted = {
        f"half width {points} points": max(
            respondents_for_width(Fraction(points, 50), size, level).respondents for size in sizes
        )
        for points in HALF_WIDTHS
    } | {"as many as answered": study.respondents}
    rows = [
        {
            "invited": low if low == high else f"any of {low} to {high}{every}: the most",
            "wanted": name,
            "respondents": base,
            WIDEST: max(float(50 * worst_width(base, size, level)) for size in sizes if size >= base),
        }
        for name, base in wanted.items()
    ]
    over = "every count" if low == high else f"every count and {'every' if step == 1 else 'each such'} size"
    over += "" if step == 1 else " (between two sizes it may be a person more)"
    note = (
        f"{exact_percent(level)} hypergeometric interval, the widest over {over}; with more respondents than needed it "
        "is no wider. Half width: half the distance between the two ends, in percentage points. True of a simple "
        "random sample of the invited: more answers from people who choose themselves do not narrow what the silent "
        "leave open."
    )
    title = "Respondents needed for an interval about the invited"
    return Table(pd.DataFrame(rows), title, DESIGN, note, {WIDEST: ".1f"})


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
    note = (
        "Which respondents share a cluster, such as one municipality, is not known: sizes and correlations are "
        "assumed, and nothing here is an estimate. First row: nobody resembles anybody. Design effect: 1 + (size - 1) "
        f"x correlation (Kish 1965). {exact_percent(level)} Wilson interval at the respondents that remain. {source}"
    )
    title = f"If respondents of one cluster resemble each other: the interval of {percent(Fraction(persons, base))}"
    formats = dict.fromkeys(("respondents a cluster", "correlation"), "g")
    formats |= {"design effect": ".2f", "as good as, respondents": ".1f"}
    return Table(pd.DataFrame(rows), title, evidence, note, formats)


def _example(study: Study) -> tuple[int, str, tuple[str, ...]]:
    """A count: what the first compared share stands for if everyone answered, else the barest majority."""
    base = study.respondents
    for comparison in study.comparisons:
        figure = study.figure_for(comparison.first)
        counts = printed(study, figure).counts.get(base) if figure else None
        if figure and counts:
            persons = counts[0]
            source = f"{persons} of {base} prints as the published {figure.wording}; that all answered is assumed."
            return persons, source, IDENTIFIED
    persons = base // 2 + 1
    return persons, f"{count(persons, 'person')} of {base} is the barest majority; no figure is used.", DESIGN
