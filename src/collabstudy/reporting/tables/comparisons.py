"""Two answers of the same persons: pairs, tests, crossings."""

from typing import Any

import pandas as pd

from collabstudy.counting import all_variables, count_pairs, count_selections
from collabstudy.reporting.results import NO_COMPARISON, NO_RESPONSES, Missing, Table
from collabstudy.reporting.words import count, label, percent
from collabstudy.statistics import adjust_pvalues, cohen_g, mcnemar, paired_difference
from collabstudy.study import Comparison, Study

IN_ALL = "in all"  # with a blank, which no question's name has


def pair_table(frame: pd.DataFrame | None, study: Study, comparison: Comparison) -> Table | Missing:
    """The two-by-two table of a comparison, among those who answered both questions."""
    if frame is None:
        return NO_RESPONSES
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
    note = f"Persons who answered both questions; yes means {chosen}."
    title = f"{comparison.name}: {label(study.question(comparison.first.question))} / "
    title += label(study.question(comparison.second.question))
    return Table(shown.reset_index(drop=True), title, (study.evidence,), note)


def significance_table(frame: pd.DataFrame | None, study: Study) -> Table | Missing:
    """Exact and mid-p McNemar tests of the study's paired comparisons, differences, effect sizes, Holm."""
    if frame is None:
        return NO_RESPONSES
    if not study.comparisons:
        return NO_COMPARISON
    paired = [comparison for comparison in study.comparisons if comparison.design == "paired"]
    if not paired:
        return Missing("The study names no paired comparison, and McNemar's test is for pairs.")
    rows = [_test_row(frame, study, comparison) for comparison in paired]
    adjusted = adjust_pvalues([row["exact p"] for row in rows], study.analysis.correction)
    for row, pvalue in zip(rows, adjusted, strict=True):
        row["Holm p"] = float(pvalue)
    note = (
        "McNemar tests, two-sided; difference of first minus second share with Newcombe's "
        f"{percent(study.analysis.confidence)} interval (method 10); g: Cohen's g; "
        f"Holm over {count(len(rows), 'comparison')}, on the exact p. "
        "A test speaks of a superpopulation from which respondents are independent draws."
    )
    formats = {"difference": "+.3f", "lower": "+.3f", "upper": "+.3f", "g": ".3f"}
    formats |= dict.fromkeys(("exact p", "mid-p", "Holm p"), ".4f")
    return Table(pd.DataFrame(rows), "Tests of the comparisons", (study.evidence,), note, formats)


def _test_row(frame: pd.DataFrame, study: Study, comparison: Comparison) -> dict[str, Any]:
    table = count_selections(frame, study, comparison.first, comparison.second)
    both = int(table.to_numpy().sum())
    row: dict[str, Any] = {
        "comparison": comparison.name,
        "origin": comparison.origin,
        "both": both,
        "first only": int(table.loc["yes", "no"]),
        "second only": int(table.loc["no", "yes"]),
    }
    if both:
        difference = paired_difference(table, confidence=study.analysis.confidence)
        row |= {"difference": difference.estimate, "lower": difference.lower, "upper": difference.upper}
    else:
        row |= dict.fromkeys(("difference", "lower", "upper"))
    return row | {
        "g": cohen_g(table).estimate,
        "exact p": mcnemar(table, "exact").pvalue,
        "mid-p": mcnemar(table, "mid_p").pvalue,
    }


def cross_table(frame: pd.DataFrame | None, study: Study, first: str, second: str) -> Table | Missing:
    """Two questions crossed on all their levels, among those who answered both.

    Raises ``ValueError`` for a question that has no levels.
    """
    if frame is None:
        return NO_RESPONSES
    known = all_variables(study)
    for name in (first, second):
        if name not in known:
            raise ValueError(f"there is no question {name!r} with levels: use one of {', '.join(known)}")
    table = count_pairs(frame, study, [(first, second)])[first, second]
    shown = table.rename(columns=lambda level: f"{second}: {level}").assign(**{IN_ALL: table.sum(axis=1)})
    shown.insert(0, first, list(table.index))
    title = f"{first} by {second}"
    return Table(shown.reset_index(drop=True), title, (study.evidence,), "Persons who answered both; an exploration.")
