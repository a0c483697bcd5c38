"""What an identified set says beyond p: effects, intervals, the joint cell, several comparisons, readings."""

from dataclasses import replace
from fractions import Fraction
from math import isinf

import pandas as pd

from collabstudy.published import holm_bounds
from collabstudy.published.multiverse import Universe, multiverse
from collabstudy.published.paired_set import FORMAT_MEANING, LABELLED, MEANING, PairedIdentifiedSet
from collabstudy.reporting.languages.phrases import Row, compared, phrase, quantity
from collabstudy.reporting.results import Missing, Table
from collabstudy.reporting.tables.claims import figure_sets
from collabstudy.reporting.tables.published import IDENTIFIED, SECTION
from collabstudy.reporting.words import points, pvalue, span
from collabstudy.study import Comparison, Study

NO_PROBABILITY = phrase("no probability", SECTION)
STATISTICS = {
    "exact p": ("mcnemar", "exact"),
    "mid-p": ("mcnemar", "mid_p"),
    "asymptotic p": ("mcnemar", "asymptotic"),
    "difference, points": ("difference", None),
    "odds ratio, conditional": ("odds_ratio", None),
    "Cohen's g": ("cohen_g", None),
    "said yes twice, persons": ("joint", None),
}


def effect_table(study: Study, comparison: Comparison) -> Table | Missing:
    """Sharp bounds of every statistic on each rung, the ends of two intervals, and their union."""
    sets, figures = figure_sets(study, comparison), study.figures_for(comparison)
    if not sets or figures is None:
        return Missing(phrase("no set", "missing", name=compared(comparison)))
    level = study.analysis.confidence
    columns = {MEANING[rung]: _described(found, level) for rung, found in sets.items()}
    frame = pd.DataFrame(columns, index=pd.Index([*STATISTICS, *_interval_rows()], name="statistic")).reset_index()
    wordings = {"first": figures[0].wording, "second": figures[1].wording}
    title = phrase("effects", SECTION, name=compared(comparison), **wordings)
    return Table(frame, title, IDENTIFIED, phrase("effects note", SECTION, level=quantity("level", level)))


def _interval_rows() -> list[str]:
    ends = ("lower end", "upper end", "union of the intervals")
    return [f"{method}: {end}" for method in ("Newcombe", "Tango") for end in ends]


def _described(found: PairedIdentifiedSet, level: float) -> list[str]:
    """The bounds of each statistic on one rung, as text."""
    if found.is_empty:
        return ["refuted"] * (len(STATISTICS) + len(_interval_rows()))
    cells = [_bounds(found, statistic, method) for statistic, method in STATISTICS.values()]
    for method in ("newcombe", "tango"):
        low, high = found.interval_ends(method, level)
        cells += [span(*map(points, ends)) for ends in (low, high, (low[0], high[1]))]
    return cells


def _bounds(found: PairedIdentifiedSet, statistic: str, method: str | None) -> str:
    try:
        low, high = found.bounds(statistic, method)
    except ValueError:  # defined in no table
        return "not defined"
    return span(_text(statistic, low), _text(statistic, high))


def _text(statistic: str, value: float) -> str:
    if statistic in ("mcnemar", "difference"):
        return pvalue(value) if statistic == "mcnemar" else points(value)
    if statistic == "joint":
        return f"{value:.0f}"
    return "∞" if isinf(value) else f"{value:.2f}"


def assumption_table(study: Study, comparison: Comparison, minimum_base: int | None = None) -> Table | Missing:
    """The ladder in full: who answered, the smallest base that is thought possible, the format of the questions.

    ``minimum_base`` is by default half of the respondents.
    """
    sets = figure_sets(study, comparison)
    if not sets:
        return Missing(phrase("no set", "missing", name=compared(comparison)))
    smallest = minimum_base or (study.respondents + 1) // 2
    given = [replace(found, minimum_base=base) for found in sets.values() for base in (1, smallest)]
    formats = (("single_choice", "complete"), ("routed", "any"), ("routed", "complete"))
    template = next(iter(sets.values()))
    given += [replace(template, overlap=overlap, question_format=name) for name, overlap in formats]
    frame = pd.DataFrame([_assumed(study, found) for found in given]).astype({"reach alpha": "Int64"})
    note = phrase("assumptions note", SECTION, alpha=quantity("plain", study.analysis.alpha))
    title = phrase("assumptions", SECTION, name=compared(comparison))
    return Table(frame, title, IDENTIFIED, note, {"tables": ",", "reach alpha": ","})


def _assumed(study: Study, found: PairedIdentifiedSet) -> dict[str, object]:
    row: dict[str, object] = {
        "questions": FORMAT_MEANING[found.question_format],
        "who answered": MEANING[found.overlap],
        "smallest base": found.minimum_base,
        "tables": found.size,
        "exact p": "–",
        "reach alpha": None,
        "verdict": "assumptions refuted" if found.is_empty else "no test",
    }
    if found.is_empty or found.question_format == "routed":
        return row
    reach = found.reach(study.analysis.alpha)
    p = span(*map(pvalue, found.bounds("mcnemar")))
    return row | {"exact p": p, "reach alpha": reach.reached, "verdict": reach.verdict}


def measure_table(study: Study, comparison: Comparison) -> Table | Missing:
    """The share of tables, and of labelled data sets, in which alpha is reached: rung by rung, and per base."""
    sets = figure_sets(study, comparison)
    if not sets:
        return Missing(phrase("no set", "missing", name=compared(comparison)))
    rows = [_measured(study, MEANING[rung], "all", found) for rung, found in sets.items() if not found.is_empty]
    for rung in ("equal_bases", "complete"):
        if rung in sets:
            rows += [
                _measured(study, MEANING[rung], str(base), part) for base, part in _by_base(sets[rung]) if part.size
            ]
    if not rows:
        return Missing(phrase("refuted", "missing"))
    alpha = quantity("plain", study.analysis.alpha)
    note = phrase("measures note", SECTION, alpha=alpha, no_probability=NO_PROBABILITY)
    title = phrase("measures", SECTION, name=compared(comparison))
    formats = {"tables": ",", "share of tables": ".1%", "share of labelled data sets": ".1%"}
    return Table(pd.DataFrame(rows), title, IDENTIFIED, note, formats)


def _by_base(found: PairedIdentifiedSet) -> list[tuple[int, PairedIdentifiedSet]]:
    first, second = found.counts
    common = sorted(set(first) & set(second))
    return [(base, replace(found, bases=(base, base))) for base in common]


def _measured(study: Study, rung: str, base: str, found: PairedIdentifiedSet) -> dict[str, object]:
    alpha = study.analysis.alpha
    reach = found.reach(alpha)
    share = found.labelled(alpha).share if found.size <= LABELLED else None
    return {
        "who answered": rung,
        "base": base,
        "tables": reach.tables,
        "reach alpha": reach.reached,
        "of these, second larger": reach.second_larger,
        "share of tables": reach.reached / reach.tables,
        "share of labelled data sets": None if share is None else float(share),
    }


def holm_table(study: Study) -> Table | Missing:
    """Holm's correction over the paired comparisons, rung by rung."""
    named = [(comparison, figure_sets(study, comparison)) for comparison in study.comparisons]
    sets = {comparison.name: found for comparison, found in named if found}
    if len(sets) < 2:
        return Missing(phrase("one comparison", "missing"))
    asked = {item.name: (item.first.question, item.second.question) for item in study.comparisons}
    labels = {item.name: compared(item) for item in study.comparisons}
    rows = []
    for rung, meaning in MEANING.items():
        on_rung = {name: found[rung] for name, found in sets.items() if rung in found and not found[rung].is_empty}
        if len(on_rung) < 2:
            continue
        found = holm_bounds(on_rung, asked)
        rows += [
            {
                "who answered": meaning,
                "comparison": labels[name],
                "exact p": span(*map(pvalue, on_rung[name].bounds("mcnemar"))),
                "Holm p": span(*map(pvalue, found.bounds[name])),
                "bounds": "sharp" if found.sharp else "wider than sharp",
            }
            for name in on_rung
        ]
    if not rows:
        return Missing(phrase("no rung", "missing"))
    return Table(pd.DataFrame(rows), phrase("holm", SECTION), IDENTIFIED, phrase("holm note", SECTION))


def multiverse_table(study: Study, comparison: Comparison) -> Table | Missing:
    """Every combination of readings; those with the same outcome in one row."""
    figures = study.figures_for(comparison)
    if figures is None or comparison.design != "paired":
        return Missing(phrase("no pair of shares", "missing", name=compared(comparison)))
    first, second = figures
    bases = first.base, second.base
    if study.respondents > 200:
        return Missing(phrase("multiverse minutes", "missing", respondents=study.respondents))
    worlds = list(multiverse(first.wording, second.wording, study.respondents, study.analysis.alpha, bases))
    groups: dict[tuple[object, ...], list[Universe]] = {}
    for world in worlds:
        groups.setdefault(_outcome(world), []).append(world)
    frame = pd.DataFrame([_combined(same) for same in groups.values()])
    if frame["hedge cut"].eq("–").all():
        frame = frame.drop(columns="hedge cut")
    verdicts = [world.verdict for world in worlds]
    tally = [
        Row([quantity("whole", verdicts.count(name)), phrase(name, "cells")], " ") for name in dict.fromkeys(verdicts)
    ]
    note = phrase(
        "readings note",
        SECTION,
        combinations=quantity("whole", len(worlds)),
        tally=Row(tally),
        no_probability=NO_PROBABILITY,
    )
    title = phrase("readings", SECTION, name=compared(comparison), first=first.wording, second=second.wording)
    return Table(frame, title, IDENTIFIED, note, {"tables": ","})


def _outcome(world: Universe) -> tuple[object, ...]:
    return (
        world.question_format,
        world.overlap,
        world.test,
        world.tables,
        world.lowest,
        world.highest,
        world.reached,
        world.share_of_data_sets,
        world.verdict,
    )


def _combined(same: list[Universe]) -> dict[str, object]:
    world = same[0]
    cuts = list(dict.fromkeys(item.cut for item in same if item.cut is not None))
    low, high = world.lowest, world.highest
    return {
        "questions": FORMAT_MEANING[world.question_format],
        "who answered": MEANING[world.overlap],
        "test": world.test or "none",
        "rounding": ", ".join(dict.fromkeys(item.rounding for item in same)),
        "hedge cut": ", ".join(map(str, cuts)) or "–",
        "tables": world.tables,
        "p": "–" if low is None or high is None else span(pvalue(low), pvalue(high)),
        "verdict": world.verdict,
        "share of tables": _share(world.share_of_tables),
        "of labelled data sets": _share(world.share_of_data_sets),
    }


def _share(value: Fraction | None) -> str:
    return "–" if value is None else f"{float(value):.1%}"
