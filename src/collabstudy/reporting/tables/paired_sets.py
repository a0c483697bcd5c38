"""What an identified set says beyond p: effects, intervals, the joint cell, several comparisons, readings."""

from dataclasses import replace
from fractions import Fraction

import pandas as pd

from collabstudy.published import holm_bounds
from collabstudy.published.multiverse import Universe, multiverse
from collabstudy.published.paired_set import FORMAT_MEANING, LABELLED, MEANING, PairedIdentifiedSet
from collabstudy.reporting.results import Missing, Table
from collabstudy.reporting.tables.claims import figure_sets
from collabstudy.reporting.tables.published import IDENTIFIED
from collabstudy.reporting.words import listed, points, pvalue, span
from collabstudy.study import Comparison, Study

NO_PROBABILITY = "Neither share is a probability: nothing makes tables, or data sets, equally likely."
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
        return Missing(f"Of the comparison {comparison.name!r} there is no identified set to describe.")
    level = study.analysis.confidence
    columns = {MEANING[rung]: _described(found, level) for rung, found in sets.items()}
    frame = pd.DataFrame(columns, index=pd.Index([*STATISTICS, *_interval_rows()], name="statistic")).reset_index()
    note = (
        f"Smallest and largest value over all consistent tables, each attained; {level:.0%} intervals for the "
        "difference of first minus second share, in percentage points. Tables in which a statistic is not defined "
        "are left out of its bounds."
    )
    title = f"{comparison.name}: what {figures[0].wording} beside {figures[1].wording} identifies"
    return Table(frame, title, IDENTIFIED, note)


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
    return f"{value:.0f}" if statistic == "joint" else f"{value:.2f}"


def assumption_table(study: Study, comparison: Comparison, minimum_base: int | None = None) -> Table | Missing:
    """The ladder in full: who answered, the smallest base that is thought possible, the format of the questions.

    ``minimum_base`` is by default half of the respondents.
    """
    sets = figure_sets(study, comparison)
    if not sets:
        return Missing(f"Of the comparison {comparison.name!r} there is no identified set to describe.")
    smallest = minimum_base or (study.respondents + 1) // 2
    given = [replace(found, minimum_base=base) for found in sets.values() for base in (1, smallest)]
    formats = (("single_choice", "complete"), ("routed", "any"), ("routed", "complete"))
    template = next(iter(sets.values()))
    given += [replace(template, overlap=overlap, question_format=name) for name, overlap in formats]
    frame = pd.DataFrame([_assumed(study, found) for found in given]).astype({"reach alpha": "Int64"})
    note = (
        f"Exact McNemar test, p at most {study.analysis.alpha}. Routed questions are not tested: nobody can say yes to "
        "the second only. A smallest base is an assumption: nothing printed excludes smaller ones."
    )
    title = f"{comparison.name}: the ladder with its other assumptions"
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
        return Missing(f"Of the comparison {comparison.name!r} there is no identified set to describe.")
    rows = [_measured(study, MEANING[rung], "all", found) for rung, found in sets.items() if not found.is_empty]
    for rung in ("equal_bases", "complete"):
        if rung in sets:
            rows += [
                _measured(study, MEANING[rung], str(base), part) for base, part in _by_base(sets[rung]) if part.size
            ]
    if not rows:
        return Missing("No data set is consistent with both figures: the assumptions are refuted.")
    note = (
        f"Exact McNemar test, p at most {study.analysis.alpha}, in either direction; base: of either question. "
        f"A labelled data set says who answered what. {NO_PROBABILITY}"
    )
    formats = {"tables": ",", "share of tables": ".1%", "share of labelled data sets": ".1%"}
    return Table(pd.DataFrame(rows), f"{comparison.name}: how often alpha is reached", IDENTIFIED, note, formats)


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
        return Missing("Holm's correction needs two paired comparisons whose shares were published.")
    asked = {item.name: (item.first.question, item.second.question) for item in study.comparisons}
    rows = []
    for rung, meaning in MEANING.items():
        on_rung = {name: found[rung] for name, found in sets.items() if rung in found and not found[rung].is_empty}
        if len(on_rung) < 2:
            continue
        found = holm_bounds(on_rung, asked)
        rows += [
            {
                "who answered": meaning,
                "comparison": name,
                "exact p": span(*map(pvalue, on_rung[name].bounds("mcnemar"))),
                "Holm p": span(*map(pvalue, found.bounds[name])),
                "bounds": "sharp" if found.sharp else "wider than sharp",
            }
            for name in on_rung
        ]
    if not rows:
        return Missing("On no rung are two comparisons consistent with their figures.")
    note = "Sharp: each end is attained by some data set, because no two comparisons share a question."
    return Table(pd.DataFrame(rows), "Several comparisons at once", IDENTIFIED, note)


def multiverse_table(study: Study, comparison: Comparison) -> Table | Missing:
    """Every combination of readings; those with the same outcome in one row."""
    figures = study.figures_for(comparison)
    if figures is None or comparison.design != "paired":
        return Missing(f"The comparison {comparison.name!r} has no two published shares of the same persons.")
    first, second = figures
    bases = first.base, second.base
    if study.respondents > 200:
        return Missing(f"{study.respondents} respondents make a multiverse that takes minutes; it is left out.")
    worlds = list(multiverse(first.wording, second.wording, study.respondents, study.analysis.alpha, bases))
    groups: dict[tuple[object, ...], list[Universe]] = {}
    for world in worlds:
        groups.setdefault(_outcome(world), []).append(world)
    frame = pd.DataFrame([_combined(same) for same in groups.values()])
    if frame["hedge cut"].eq("–").all():
        frame = frame.drop(columns="hedge cut")
    verdicts = [world.verdict for world in worlds]
    tally = listed([f"{verdicts.count(name)} {name}" for name in dict.fromkeys(verdicts)])
    note = (
        f"{len(worlds):,} combinations of rounding rule, format of the questions, who answered, cut point of hedge "
        f"words and test: {tally}. Rows with the same outcome are joined. {NO_PROBABILITY}"
    )
    title = f"{comparison.name}: every reading of {first.wording} beside {second.wording}"
    formats = {"tables": ","}
    return Table(frame, title, IDENTIFIED, note, formats)


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
