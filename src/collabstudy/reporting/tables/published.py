"""What can have printed the published figures: shares, counts, bases."""

from collections.abc import Sequence

import pandas as pd

from collabstudy.published import RULES, base_table, explaining_bases, is_hedged, rule_table, smallest_covers
from collabstudy.published.verdicts import formats_of, printed
from collabstudy.reporting.languages.phrases import Phrase, phrase
from collabstudy.reporting.results import NO_PUBLICATION, Missing, Table
from collabstudy.reporting.words import figure_name
from collabstudy.study import Figure, Study

IDENTIFIED = ("published", "identified", "assumed")
SECTION = "published_tables"


def shares(study: Study) -> list[Figure]:
    """The published figures that are shares."""
    return [figure for figure in study.figures if figure.statistic == "share"]


def numeric(study: Study) -> list[Figure]:
    """The published shares of all respondents that are printed as a plain number: no hedge word, no base."""
    plain = [figure for figure in shares(study) if not is_hedged(figure.wording)]
    return [figure for figure in plain if figure.base is None and not (figure.group or figure.wave)]


def wordings(figures: list[Figure]) -> dict[str, str]:
    """Wording by figure id."""
    return {figure.id: figure.wording for figure in figures}


def figure_table(study: Study) -> Table | Missing:
    """Each published figure as printed, with its place and the exact shares it can stand for."""
    if not shares(study):
        return NO_PUBLICATION
    rows = []
    for figure in shares(study):
        side = printed(study, figure)
        rows.append(
            {
                "figure": figure_name(study, figure),
                "wording": figure.wording,
                "section": figure.section,
                "unit as printed": figure.unit or "none",
                "shares": str(side.interval),
                "bases": len(side.counts),
                f"counts at {study.respondents}": ", ".join(map(str, side.counts.get(study.respondents, ()))) or "none",
            }
        )
    others = [
        f"{figure.id} ({figure.statistic} {figure.wording})" for figure in study.figures if figure.statistic != "share"
    ]
    note = phrase(
        "figures note",
        SECTION,
        rounding=phrase(study.analysis.rounding, "cells"),
        respondents=study.respondents,
        format=format_phrase(shares(study)),
        others=phrase("figures others", SECTION, figures="; ".join(others)) if others else "",
    )
    return Table(pd.DataFrame(rows), phrase("figures", SECTION), IDENTIFIED, note)


def format_phrase(figures: Sequence[Figure]) -> Phrase:
    """What is assumed of the questions behind figures, from the ``format`` column."""
    formats = formats_of(figures)
    if formats == ("yes_no",):
        return phrase("one format", "tables")
    return phrase("declared formats", "tables", formats=", ".join(formats))


def count_table(study: Study) -> Table | Missing:
    """Every count out of every base that can have printed each figure."""
    if not shares(study):
        return NO_PUBLICATION
    rows = [
        {
            "figure": figure_name(study, figure),
            "wording": figure.wording,
            "counts of bases": ", ".join(
                f"{'-'.join(map(str, dict.fromkeys((counts[0], counts[-1]))))}/{base}" for base, counts in found.items()
            )
            or "none",
        }
        for figure in shares(study)
        for found in [printed(study, figure).counts]
    ]
    note = phrase(
        "counts note", SECTION, rounding=phrase(study.analysis.rounding, "cells"), format=format_phrase(shares(study))
    )
    return Table(pd.DataFrame(rows), phrase("counts", SECTION), IDENTIFIED, note)


def hedge_table(study: Study) -> Table | Missing:
    """The hedged wordings and how they are read."""
    hedged = [figure for figure in shares(study) if is_hedged(figure.wording)]
    if not hedged:
        return Missing(phrase("no hedge", "missing"))
    rows = [(figure.id, figure.wording, str(printed(study, figure).interval)) for figure in hedged]
    frame = pd.DataFrame(rows, columns=["figure", "wording", "read as"])
    return Table(frame, phrase("hedges", SECTION), ("assumed",), phrase("hedges note", SECTION))


def impossible_table(study: Study) -> Table | Missing:
    """Whether each plain figure can come from all respondents, rule by rule."""
    if not numeric(study):
        return NO_PUBLICATION
    table = rule_table(wordings(numeric(study)), study.respondents)
    frame = table.map(lambda possible: "possible" if possible else "impossible")
    frame.insert(0, "wording", [figure.wording for figure in numeric(study)])
    frame.insert(0, "figure", list(table.index))
    title, note = (phrase(name, SECTION, respondents=study.respondents) for name in ("impossible", "impossible note"))
    return Table(frame, title, IDENTIFIED, note)


def impossible(study: Study, rounding: str) -> list[Figure]:
    """The plain figures that cannot come from all respondents under one rule."""
    possible = rule_table(wordings(numeric(study)), study.respondents)[rounding]
    return [figure for figure in numeric(study) if not possible[figure.id]]


def impossible_everywhere(study: Study) -> list[Figure]:
    """The plain figures that cannot come from all respondents under any of the rules."""
    possible = rule_table(wordings(numeric(study)), study.respondents).any(axis=1)
    return [figure for figure in numeric(study) if not possible[figure.id]]


def explained(study: Study, rounding: str | None = None) -> dict[str, set[int]]:
    """The bases that explain each plain figure."""
    return explaining_bases(wordings(numeric(study)), study.respondents, rounding or study.analysis.rounding)


def covers(study: Study, rounding: str | None = None) -> list[tuple[int, ...]]:
    """Every smallest set of bases that explains all plain figures."""
    return smallest_covers(explained(study, rounding))


def cover_table(study: Study) -> Table | Missing:
    """Every smallest set of bases that explains all plain figures, and which figures each base explains."""
    if not numeric(study):
        return NO_PUBLICATION
    table = base_table(wordings(numeric(study)), study.respondents, study.analysis.rounding)
    rows = [
        {
            "bases": ", ".join(map(str, cover)),
            "explains": "; ".join(f"{base}: {' '.join(table.columns[table.loc[base]])}" for base in cover),
        }
        for cover in covers(study)
    ]
    if not rows:
        return Missing(phrase("no cover", "missing"))
    note = phrase("covers note", SECTION, rounding=phrase(study.analysis.rounding, "cells"))
    return Table(pd.DataFrame(rows), phrase("covers", SECTION), IDENTIFIED, note)


def cover_sizes_table(study: Study) -> Table | Missing:
    """How many bases are needed, and in how many ways, rule by rule."""
    if not numeric(study):
        return NO_PUBLICATION
    rows = []
    for rule in RULES:
        found = covers(study, rule)
        rows.append((rule, phrase(rule, "rounding"), len(found[0]) if found else None, len(found)))
    frame = pd.DataFrame(rows, columns=["rule", "meaning", "bases needed", "ways"])
    frame["bases needed"] = frame["bases needed"].astype("Int64")
    return Table(frame, phrase("cover sizes", SECTION), IDENTIFIED, phrase("cover sizes note", SECTION))
