"""Response rates after AAPOR's Standard Definitions, as bounds where dispositions are not recorded."""

from __future__ import annotations

from fractions import Fraction

from collabstudy.statistics.checks import whole_number
from collabstudy.statistics.finite import population_ends
from collabstudy.statistics.results import Rate

AAPOR = "AAPOR (2016), Standard Definitions, 9th edition, chapter on calculating outcome rates"
SILENT = ("refusals", "noncontacts", "other", "unknown_eligibility")
Ends = tuple[int, int]


def response_rates(
    respondents: int,
    invited: int | tuple[int, int],
    partial: int | None = None,
    refusals: int | None = None,
    noncontacts: int | None = None,
    other: int | None = None,
    unknown_eligibility: int | None = None,
) -> dict[str, Rate]:
    """Participation rate, RR1 to RR6, COOP1, REF1 and CON1, each as far as the numbers given determine it.

    With I complete and P partial (I + P = respondents), R refusals, NC non-contacts, O other and U of unknown
    eligibility, all invited T = I + P + R + NC + O + U: RR1 = I / T, RR2 = (I + P) / T, RR3 and RR4 = the same
    over T - U + eU with the eligible share e anywhere from 0 to 1, RR5 = I / (T - U), RR6 = (I + P) / (T - U),
    COOP1 = I / (I + P + R + O), REF1 = R / T, CON1 = (I + P + R + O) / T. What is None is not recorded: the rate
    is bounded over every way to divide the rest, and `unknown` names what was missing. Where invitations went to
    people who chose themselves, call it the participation rate. Not a measure of bias, none of them.

    Raises:
        ValueError: numbers that are not whole or negative; partial above respondents; no respondent;
            invited below respondents; dispositions that add up to more than were invited, or that leave somebody
            without one.
    """
    took_part = whole_number(respondents, "respondents")
    low, high = population_ends(invited, took_part, "response_rates")
    if took_part == 0:
        raise ValueError("respondents must be at least 1: some rates of nobody are not defined")
    given = {
        name: None if value is None else whole_number(value, name)
        for name, value in zip(SILENT, (refusals, noncontacts, other, unknown_eligibility), strict=True)
    }
    incomplete = (0, took_part) if partial is None else (whole_number(partial, "partial"),) * 2
    if incomplete[1] > took_part:
        raise ValueError(f"partial must not be above respondents, but {incomplete[1]} is above {took_part}")
    complete = took_part - incomplete[1], took_part - incomplete[0]
    found: dict[str, list[Fraction]] = {}
    for total in (low, high):
        for name, ends in _ends(complete, took_part, total, given).items():
            found.setdefault(name, []).extend(ends)
    missing = (["partial"] if partial is None else []) + [name for name, value in given.items() if value is None]
    return {
        name: Rate(name, text, min(found[name]), max(found[name]), _unknown(needs, missing, low < high), AAPOR)
        for name, (text, needs) in RATES.items()
    }


RATES: dict[str, tuple[str, tuple[str, ...]]] = {
    "participation": ("(I + P) / invited", ()),
    "RR1": ("I / (I + P + R + NC + O + U)", ("partial",)),
    "RR2": ("(I + P) / (I + P + R + NC + O + U)", ()),
    "RR3": ("I / (I + P + R + NC + O + eU)", ("partial", "unknown_eligibility")),
    "RR4": ("(I + P) / (I + P + R + NC + O + eU)", ("unknown_eligibility",)),
    "RR5": ("I / (I + P + R + NC + O)", ("partial", "unknown_eligibility")),
    "RR6": ("(I + P) / (I + P + R + NC + O)", ("unknown_eligibility",)),
    "COOP1": ("I / (I + P + R + O)", ("partial", "refusals", "other")),
    "REF1": ("R / (I + P + R + NC + O + U)", ("refusals",)),
    "CON1": ("(I + P + R + O) / (I + P + R + NC + O + U)", ("refusals", "other")),
}


def _unknown(needs: tuple[str, ...], missing: list[str], interval: bool) -> tuple[str, ...]:
    return (
        *(name for name in needs if name in missing),
        *(("number invited, known as an interval",) if interval else ()),
    )


def _ends(complete: Ends, took_part: int, total: int, given: dict[str, int | None]) -> dict[str, list[Fraction]]:
    """Both ends of each rate among `total` invited; each depends on one group of the silent, monotonely."""
    unknown, refused = (
        _group(("unknown_eligibility",), took_part, total, given),
        _group(("refusals",), took_part, total, given),
    )
    reached = _group(("refusals", "other"), took_part, total, given)

    full = [Fraction(part, total) for part in complete]
    all_ = [Fraction(took_part, total)]
    known_full = [Fraction(part, total - gone) for part in complete for gone in unknown]
    known_all = [Fraction(took_part, total - gone) for gone in unknown]
    return {
        "participation": all_,
        "RR1": full,
        "RR2": all_,
        "RR3": full + known_full,  # e = 1 and e = 0
        "RR4": all_ + known_all,
        "RR5": known_full,
        "RR6": known_all,
        "COOP1": [Fraction(part, took_part + silent) for part in complete for silent in reached],
        "REF1": [Fraction(silent, total) for silent in refused],
        "CON1": [Fraction(took_part + silent, total) for silent in reached],
    }


def _group(names: tuple[str, ...], took_part: int, total: int, given: dict[str, int | None]) -> Ends:
    """The fewest and the most silent persons in a group of dispositions."""
    free = total - took_part - sum(value or 0 for value in given.values())
    if free < 0:
        raise ValueError(f"the dispositions count {total - free} persons, but {total} were invited")
    unrecorded = [name for name, value in given.items() if value is None]
    if free and not unrecorded:
        raise ValueError(
            f"the dispositions count {total - free} persons, but {total} were invited: say where {free} are"
        )
    known = sum(given[name] or 0 for name in names)
    inside = [name for name in unrecorded if name in names]
    if not inside:
        return known, known
    return known + (free if len(inside) == len(unrecorded) else 0), known + free
