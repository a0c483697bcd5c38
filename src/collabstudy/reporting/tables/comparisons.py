"""Two answers of the same persons: pairs, tests, crossings."""

import math
from collections.abc import Iterable
from typing import Any

import pandas as pd

from collabstudy.counting import all_variables, count_pairs, count_selections
from collabstudy.disclosure import Release
from collabstudy.reporting.gate import is_breakdown, refusal
from collabstudy.reporting.languages.phrases import Own, Row, Value, compared, counted, phrase, quantity
from collabstudy.reporting.released import of_crossing, of_selections
from collabstudy.reporting.results import NO_COMPARISON, NO_RESPONSES, Missing, Table
from collabstudy.reporting.tables.breakdown import IN_ALL, SECTION, breakdown
from collabstudy.statistics import adjust_pvalues, cohen_g, mcnemar, paired_difference, paired_odds_ratio
from collabstudy.study import Comparison, Study


def pair_table(frame: pd.DataFrame | None, study: Study, comparison: Comparison) -> Table | Missing:
    """The two-by-two table of a comparison, among those who answered both questions."""
    if frame is None:
        return NO_RESPONSES
    if (not_shown := refused(frame, study, comparison)) is not None:
        return not_shown
    table = count_selections(frame, study, comparison.first, comparison.second)
    first, second = table.index.name, table.columns.name
    names = {"yes": f"{second}: yes", "no": f"{second}: no"}
    shown = table.rename(columns=names).assign(**{IN_ALL: table.sum(axis=1)})
    shown.insert(0, first, list(table.index))
    total = shown.sum(numeric_only=True)
    shown.loc[len(shown)] = ["all", *total]
    chosen = "; ".join(
        f"{selection.question}: {' or '.join(selection.answers)}" for selection in (comparison.first, comparison.second)
    )
    note = phrase("pair note", "tables", chosen=chosen)
    questions = [Own(study.question(side.question).label) for side in (comparison.first, comparison.second)]
    title = phrase("pair", "tables", name=compared(comparison), first=questions[0], second=questions[1])
    released = told(frame, study, [comparison])
    return Table(shown.reset_index(drop=True), title, (study.evidence,), note, releases=released)


def significance_table(frame: pd.DataFrame | None, study: Study) -> Table | Missing:
    """Exact and mid-p McNemar tests of the study's paired comparisons, with Holm's and Benjamini and Hochberg's."""
    paired = paired_comparisons(frame, study)
    if isinstance(paired, Missing):
        return paired
    rows = [_test_row(frame, study, comparison) for comparison in paired]
    for name, correction in (("Holm p", study.analysis.correction), ("BH p", "benjamini_hochberg")):
        for row, pvalue in zip(rows, adjust_pvalues([row["exact p"] for row in rows], correction), strict=True):
            row[name] = float(pvalue)
    note = phrase("tests note", "tables", comparisons=counted("comparison", len(rows)), late=_chosen_afterwards(paired))
    formats = {"g": ".3f"} | dict.fromkeys(("exact p", "mid-p", "Holm p", "BH p"), ".4f")
    return Table(
        pd.DataFrame(rows), phrase("tests", "tables"), (study.evidence,), note, formats, told(frame, study, paired)
    )


def _chosen_afterwards(paired: list[Comparison]) -> Value:
    """What a correction cannot know of comparisons that were not registered before the answers were seen."""
    late = [compared(comparison) for comparison in paired if comparison.origin != "preregistered"]
    return phrase("late", "tables", names=Row(late, ", ")) if late else ""


def paired_comparisons(frame: pd.DataFrame | None, study: Study) -> list[Comparison] | Missing:
    """The comparisons that a test for pairs can be made of, or in one sentence why there is none."""
    if frame is None:
        return NO_RESPONSES
    if not study.comparisons:
        return NO_COMPARISON
    paired = [comparison for comparison in study.comparisons if comparison.design == "paired"]
    if not paired:
        return Missing(phrase("unpaired", "missing"))
    allowed = [comparison for comparison in paired if refused(frame, study, comparison) is None]
    return allowed or Missing(phrase("small comparisons", "missing"))


def refused(frame: Any, study: Study, comparison: Comparison) -> Missing | None:
    """Why a comparison of real responses is not shown, or ``None`` where it may be."""
    table = count_selections(frame, study, comparison.first, comparison.second)
    names = (comparison.first.question, comparison.second.question)
    return refusal(study, names, int(table.to_numpy().sum()))


def told(frame: Any, study: Study, comparisons: Iterable[Comparison]) -> tuple[Release, ...]:
    """What tests of comparisons tell: each counts its two-by-two table."""
    sides = [(item.first, item.second) for item in comparisons]
    return tuple(
        release
        for first, second in sides
        for release in of_selections(study, first, second, count_selections(frame, study, first, second))
    )


def _test_row(frame: Any, study: Study, comparison: Comparison) -> dict[str, Any]:
    table = count_selections(frame, study, comparison.first, comparison.second)
    return {
        "comparison": compared(comparison),
        "origin": comparison.origin,
        "both": int(table.to_numpy().sum()),
        "first only": int(table.loc["yes", "no"]),
        "second only": int(table.loc["no", "yes"]),
        "g": cohen_g(table).estimate,
        "exact p": mcnemar(table, "exact").pvalue,
        "mid-p": mcnemar(table, "mid_p").pvalue,
    }


def difference_table(frame: pd.DataFrame | None, study: Study) -> Table | Missing:
    """Differences of the paired comparisons with Newcombe's and Tango's intervals, and conditional odds ratios."""
    paired = paired_comparisons(frame, study)
    if isinstance(paired, Missing):
        return paired
    rows = [_difference_row(frame, study, comparison) for comparison in paired]
    note = phrase("differences note", "tables", level=quantity("level", study.analysis.confidence))
    formats = dict.fromkeys(("difference", "lower", "upper", "Tango lower", "Tango upper"), "+.3f")
    formats |= dict.fromkeys(("odds ratio", "OR lower", "OR upper"), ".2f")
    return Table(
        pd.DataFrame(rows),
        phrase("differences", "tables"),
        (study.evidence,),
        note,
        formats,
        told(frame, study, paired),
    )


def _difference_row(frame: Any, study: Study, comparison: Comparison) -> dict[str, Any]:
    table = count_selections(frame, study, comparison.first, comparison.second)
    confidence = study.analysis.confidence
    row: dict[str, Any] = {"comparison": compared(comparison)}
    row |= dict.fromkeys(("difference", "lower", "upper", "Tango lower", "Tango upper"))
    row |= dict.fromkeys(("odds ratio", "OR lower", "OR upper"))
    if int(table.to_numpy().sum()):
        main, score = (paired_difference(table, method, confidence) for method in ("newcombe", "tango"))
        row |= {"difference": main.estimate, "lower": main.lower, "upper": main.upper}
        row |= {"Tango lower": score.lower, "Tango upper": score.upper}
    if table.loc["yes", "no"] + table.loc["no", "yes"]:
        odds = paired_odds_ratio(table, "clopper_pearson", confidence)
        found = {"odds ratio": odds.estimate, "OR lower": odds.lower, "OR upper": odds.upper}
        row |= {name: value if math.isfinite(value) else None for name, value in found.items()}
    return row


def cross_table(frame: pd.DataFrame | None, study: Study, first: str, second: str) -> Table | Missing:
    """Two questions crossed on all their levels, among those who answered both.

    Raises ``ValueError`` for a question that has no levels.
    """
    if frame is None:
        return NO_RESPONSES
    known_variables(study, (first, second))
    if is_breakdown(study, first, second):
        return breakdown(frame, study, first, second)
    table = count_pairs(frame, study, [(first, second)])[first, second]
    if (refused_pair := refusal(study, (first, second), int(table.to_numpy().sum()))) is not None:
        return refused_pair
    shown = table.rename(columns=lambda level: f"{second}: {level}").assign(**{IN_ALL: table.sum(axis=1)})
    shown.insert(0, first, list(table.index))
    title = phrase("crossed", SECTION, first=first, second=second)
    note = phrase("crossed note", SECTION)
    released = of_crossing(study, table)
    return Table(shown.reset_index(drop=True), title, (study.evidence,), note, releases=released)


def known_variables(study: Study, names: Iterable[str]) -> dict[str, tuple[list[str], list[str]]]:
    """The study's columns with levels. Raises ``ValueError`` for a name that is not among them."""
    known = all_variables(study)
    for name in names:
        if name not in known:
            raise ValueError(f"there is no question {name!r} with levels: use one of {', '.join(known)}")
    return known
