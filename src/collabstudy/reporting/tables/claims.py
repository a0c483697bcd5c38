"""What the figures decide: the ladder of assumptions, and each statement with its verdict."""

from collections.abc import Sequence
from fractions import Fraction

import pandas as pd

from collabstudy.published.paired_set import MEANING, PairedIdentifiedSet
from collabstudy.published.verdicts import NO_FIGURE, REFUTED, Verdict, formats_of, identified, printed, verdict
from collabstudy.reporting.languages.phrases import Value, compared, phrase, quantity
from collabstudy.reporting.ledger.words import assumption
from collabstudy.reporting.results import Missing, Table
from collabstudy.reporting.tables.published import IDENTIFIED
from collabstudy.reporting.words import percent, points, span
from collabstudy.study import Comparison, Figure, Study

TARGET = (
    "P-values are about a superpopulation from which respondents are independent draws; respondents who chose "
    "themselves, or who are colleagues, may be no such draws."
)


def figure_sets(study: Study, comparison: Comparison) -> dict[str, PairedIdentifiedSet] | None:
    """The identified set of a comparison on each rung that takes seconds; ``None`` where a share was not published."""
    figures = study.figures_for(comparison)
    if figures is None or comparison.design != "paired":
        return None
    first, second = (printed(study, figure) for figure in figures)
    sets = {overlap: identified(study, first, second, overlap) for overlap in MEANING}
    return {overlap: found for overlap, found in sets.items() if found.is_tractable}


def ladder_table(study: Study, comparison: Comparison) -> Table | Missing:
    """The ladder of assumptions: how many tables are consistent, and the bounds of p and of the difference."""
    sets, figures = figure_sets(study, comparison), study.figures_for(comparison)
    if figures is None:
        return Missing(f"The shares of the comparison {comparison.name!r} were not both published.")
    if sets is None:
        return Missing(f"The comparison {comparison.name!r} is not paired, and the ladder is about pairs.")
    if not sets:
        return Missing(f"{study.respondents} respondents allow too many tables for any rung.")
    rows = [_rung(study, overlap, found) for overlap, found in sets.items()]
    first, second = figures
    names: dict[str, Value] = {"first_question": first.question, "second_question": second.question}
    title = phrase("ladder", "tables", name=compared(comparison), first=first.wording, second=second.wording, **names)
    note = phrase(
        "ladder note",
        "tables",
        respondents=study.respondents,
        rounding=study.analysis.rounding,
        format=_formats(figures),
        alpha=quantity("plain", study.analysis.alpha),
        left_out="" if len(sets) == len(MEANING) else phrase("ladder left out", "tables"),
    )
    formats = {"tables": ",", "tables at alpha": ","}
    formats |= dict.fromkeys(("exact p from", "exact p to", "mid-p from", "mid-p to"), ".4f")
    formats |= dict.fromkeys(("difference from", "difference to"), "+.3f")
    return Table(pd.DataFrame(rows), title, IDENTIFIED, note, formats)


def _formats(figures: Sequence[Figure]) -> Value:
    formats = formats_of(figures)
    if formats == ("yes_no",):
        return phrase("one format", "tables")
    return phrase("declared formats", "tables", formats=", ".join(formats))


def _rung(study: Study, overlap: str, found: PairedIdentifiedSet) -> dict[str, object]:
    row: dict[str, object] = {"who answered": MEANING[overlap], "tables": found.size}
    reach = found.reach(study.analysis.alpha)
    bounds = {
        "exact p": ("mcnemar", "exact"),
        "mid-p": ("mcnemar", "mid_p"),
        "difference": ("difference", None),
    }
    for name, (statistic, method) in bounds.items():
        low, high = found.bounds(statistic, method) if found.size else (None, None)
        row |= {f"{name} from": low, f"{name} to": high}
    return row | {"tables at alpha": reach.reached, "verdict": reach.verdict}


def verdicts(study: Study) -> list[Verdict]:
    """The verdict on every statement of the study, in its order."""
    return [verdict(study, statement) for statement in study.statements]


def claim_table(study: Study) -> Table | Missing:
    """Each statement that names a figure, with its three tiers of verdict."""
    if not study.statements:
        return Missing("The study lists no statements, so there is nothing to show here.")
    found = [item for item in verdicts(study) if item.statement.relation != "none"]
    if not found:
        return Missing("There is no such statement.")
    note = (
        f"Paraphrased. Among respondents: whatever the bases. Significance: whether the test reaches alpha = "
        f"{study.analysis.alpha} in all, some or none of the consistent data sets "
        "(none is absence of evidence, no refutation), in either direction. "
        f"{TARGET} Invited: worst-case bounds. Points: percentage points. "
        "Tested as: the weakest reading that a printed figure can test; the reading is ours. "
        f"Assumptions: {'; '.join(_all_assumptions(found))}."
    )
    return Table(
        pd.DataFrame([_tiers(item) for item in found]), "Statements and what their figures support", IDENTIFIED, note
    )


def _tiers(item: Verdict) -> dict[str, object]:
    reached = item.significance
    return {
        "id": item.statement.id,
        "statement": item.statement.paraphrase,
        "tested as": f"{' | '.join(item.statement.figures)}: {item.statement.relation}",
        "among respondents": item.among,
        "amount": _range(item.amount, item),
        "any bases": reached.get("any", "–"),
        "equal bases": reached.get("equal_bases", "–"),
        "same persons": reached.get("complete", "–"),
        "invited": item.invited or ("–" if item.among in (REFUTED, NO_FIGURE) else "unknown number"),
        "invited amount": _range(item.invited_amount, item),
    }


def _range(bounds: tuple[Fraction, Fraction] | None, item: Verdict) -> str:
    """Bounds of a share in per cent, of a difference of two shares in percentage points."""
    if bounds is None:
        return "–"
    if len(item.statement.figures) == 2:
        return f"{span(points(bounds[0]), points(bounds[1]))} points"
    return span(percent(bounds[0], 1), percent(bounds[1], 1))


def _all_assumptions(found: list[Verdict]) -> list[str]:
    every = dict.fromkeys(item for one in found for item in one.assumptions)
    return [assumption({"code": item.code, "setting": item.setting}, "en") for item in every]
