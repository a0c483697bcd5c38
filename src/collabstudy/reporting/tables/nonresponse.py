"""What those who did not answer leave open: rates, bounds of every share, and what resemblance would do."""

from collections.abc import Mapping
from fractions import Fraction

import pandas as pd

from collabstudy.counting import Counts
from collabstudy.reporting.gate import NOTHING_LARGE_ENOUGH, share_format, shown_counts
from collabstudy.reporting.languages.phrases import Value, between, phrase, quantity
from collabstudy.reporting.released import of_base, of_counts
from collabstudy.reporting.results import NO_LEVELS, NO_RESPONSES, Missing, Table
from collabstudy.reporting.tables.responses import share_rows
from collabstudy.reporting.words import percent
from collabstudy.statistics import break_even, dependence_grid, response_rates, share_bounds
from collabstudy.statistics.dependence import ClusteredInterval
from collabstudy.study import NOT_ASKED, Study

SECTION = "response_tables"
HALF = Fraction(1, 2)
LETTERS = {"partial": "P", "refusals": "R", "noncontacts": "NC", "other": "O", "unknown_eligibility": "U"}
SIZES, CORRELATIONS = (1, 1.5, 2, 3), (0, 0.1, 0.3, 0.5, 1)
NO_SHARE = Missing(phrase("no share answered", "missing"))
UNINVITED = Missing(phrase("silent uninvited", "missing"))


def rate_table(study: Study) -> Table | Missing:
    """AAPOR's outcome rates, as bounds where the study does not record what became of an invitation."""
    if study.invited is None:
        return Missing(phrase("no rate", "missing"))
    own = study.responses is not None and not study.synthetic
    submitted = own and study.responses is not None and study.responses.complete_when is not None
    rates = response_rates(study.respondents, study.invited, partial=0 if submitted else None)
    rows = [
        (
            rate.name,
            rate.definition,
            rate.lower,
            rate.upper,
            ", ".join(LETTERS[name] for name in rate.unknown if name in LETTERS) or "–",
        )
        for rate in rates.values()
    ]
    frame = pd.DataFrame(rows, columns=["rate", "definition", "from", "to", "not recorded"])
    frame = frame.astype({"from": float, "to": float})
    low, high = map(str, study.invited)
    note = phrase(
        "rates note",
        SECTION,
        invited="" if low == high else phrase("rates invited", SECTION, invited=between(low, high)),
        submitted=phrase("rates submitted", SECTION) if submitted else "",
    )
    classes = ("responses" if own else "published", *(("assumed",) if study.invited[0] < study.invited[1] else ()))
    told = of_base(study, (), study.respondents)
    return Table(frame, phrase("rates", SECTION), classes, note, dict.fromkeys(("from", "to"), ".1%"), told)


def nonresponse_table(counts: Mapping[str, Counts], study: Study) -> Table | Missing:
    """Worst-case (Manski) bounds of every share among the invited, and how many silent turn it at one half."""
    if not counts:
        return NO_RESPONSES if study.responses is None else NO_LEVELS
    if study.invited is None:
        return UNINVITED
    rows = [row | _silent(study, item, item.levels[level]) for row, item, level in share_rows(counts, study)]
    if not rows:
        return NOTHING_LARGE_ENOUGH
    note = phrase(
        "nonresponse note",
        SECTION,
        silent=_silent_invited(counts, study.invited),
        invited=between(*map(str, study.invited)),
    )
    told = of_counts(study, shown_counts(counts, study))
    formats = dict.fromkeys(("lower", "upper"), share_format(study, [release.base for release in told]))
    title = phrase("nonresponse", SECTION, synthetic=_synthetic(study))
    return Table(pd.DataFrame(rows), title, evidence(study), note, formats, told)


def _synthetic(study: Study) -> Value:
    return phrase("synthetic", SECTION) if study.synthetic else ""


def _silent(study: Study, item: Counts, persons: int) -> dict[str, object]:
    silent = sum(number for kind, number in item.missing.items() if kind != NOT_ASKED)
    row: dict[str, object] = {"item silent": silent}
    if study.invited is None or item.base == 0 or item.missing.get(NOT_ASKED):
        return row | {"lower": None, "upper": None, "reaches half": "–"}
    found = share_bounds(persons, item.base, item.base + silent, study.invited)
    return row | {
        "lower": float(found.lower),
        "upper": float(found.upper),
        "reaches half": _turn(persons, item.base, study.invited),
    }


def _silent_invited(counts: Mapping[str, Counts], invited: tuple[int, int]) -> Value:
    took_part = max(item.base + sum(item.missing.values()) for item in counts.values())
    return between(*(str(number - took_part) for number in invited))


def _turn(persons: int, base: int, invited: tuple[int, int]) -> str:
    if base == invited[1]:
        return "nobody silent"
    if 2 * persons == base:
        return "is at half"
    found = break_even(persons, base, invited)
    if found.persons is None:
        return "never"
    return f"{'≤' if found.above else '≥'} {found.persons} of {found.silent}"


def nearest_half(counts: Mapping[str, Counts], study: Study) -> tuple[str, int, int, int] | None:
    """The answer whose share is nearest one half, the larger base first: name, count, base, who took part."""
    found = [
        (f"{row['question']}: {row['answer']}", item.levels[level], item.base, item.base + sum(item.missing.values()))
        for row, item, level in share_rows(counts, study)
        if item.base
    ]
    return min(found, key=lambda one: (abs(Fraction(one[1], one[2]) - HALF), -one[2]), default=None)


def nearest_share(counts: Mapping[str, Counts], study: Study) -> tuple[str, int, int, int] | Missing:
    """As :func:`nearest_half`, or in one sentence why there is no such share."""
    if not counts:
        return NO_RESPONSES if study.responses is None else NO_LEVELS
    return nearest_half(counts, study) or NO_SHARE


def grid(persons: int, base: int, confidence: float) -> tuple[ClusteredInterval, ...]:
    """The sensitivity of one share, for groups no larger than its base."""
    sizes = [size for size in SIZES if size <= base]
    return dependence_grid(persons, base, sizes, CORRELATIONS, "wilson", confidence)


def dependence_table(counts: Mapping[str, Counts], study: Study) -> Table | Missing:
    """The interval of the share nearest one half, if respondents came in groups of like-minded ones."""
    found = nearest_share(counts, study)
    if isinstance(found, Missing):
        return found
    name, persons, base, _ = found
    cells: dict[float, dict[str, str]] = {}
    for item in grid(persons, base, study.analysis.confidence):
        ends = f"{percent(item.interval.lower)} to {percent(item.interval.upper)}"
        cells.setdefault(item.cluster_size, {})[f"correlation {item.correlation:g}"] = ends
    rows = [{"respondents an organisation": f"{size:g}", **row} for size, row in cells.items()]
    title = phrase("dependence", SECTION, name=name, persons=persons, base=base, synthetic=_synthetic(study))
    note = phrase("dependence note", SECTION, level=quantity("percent", study.analysis.confidence))
    return Table(
        pd.DataFrame(rows),
        title,
        ("assumed", study.evidence),
        note,
        releases=of_counts(study, shown_counts(counts, study)),
    )


def evidence(study: Study) -> tuple[str, ...]:
    """Of what responses say of the invited: their number is assumed where it is known as an interval only."""
    interval = study.invited is not None and study.invited[0] < study.invited[1]
    return (*(("assumed",) if interval else ()), study.evidence)
