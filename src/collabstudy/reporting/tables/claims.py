"""What the figures decide: the ladder of assumptions, and each statement with its verdict."""

from fractions import Fraction
from functools import partial

import pandas as pd

from collabstudy.published.paired_set import MEANING, PairedIdentifiedSet
from collabstudy.published.verdicts import NO_FIGURE, REFUTED, Verdict, identified, printed, verdict
from collabstudy.reporting.languages.phrases import Own, Row, Value, compared, in_languages, phrase, quantity, span
from collabstudy.reporting.ledger.words import assumption
from collabstudy.reporting.results import Missing, Table
from collabstudy.reporting.tables.published import IDENTIFIED, SECTION, format_phrase
from collabstudy.study import Comparison, Study


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
        return Missing(phrase("not both published", "missing", name=compared(comparison)))
    if sets is None:
        return Missing(phrase("ladder unpaired", "missing", name=compared(comparison)))
    if not sets:
        return Missing(phrase("too many tables", "missing", respondents=study.respondents))
    rows = [_rung(study, overlap, found) for overlap, found in sets.items()]
    first, second = figures
    names: dict[str, Value] = {"first_question": first.question, "second_question": second.question}
    title = phrase("ladder", "tables", name=compared(comparison), first=first.wording, second=second.wording, **names)
    note = phrase(
        "ladder note",
        "tables",
        respondents=study.respondents,
        rounding=phrase(study.analysis.rounding, "cells"),
        format=format_phrase(figures),
        alpha=quantity("plain", study.analysis.alpha),
        left_out="" if len(sets) == len(MEANING) else phrase("ladder left out", "tables"),
    )
    formats = {"tables": ",", "tables at alpha": ","}
    formats |= dict.fromkeys(("exact p from", "exact p to", "mid-p from", "mid-p to"), ".4f")
    formats |= dict.fromkeys(("difference from", "difference to"), "+.3f")
    return Table(pd.DataFrame(rows), title, IDENTIFIED, note, formats)


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
        return Missing(phrase("no statements", "missing"))
    found = [item for item in verdicts(study) if item.statement.relation != "none"]
    if not found:
        return Missing(phrase("no such statement", "missing"))
    note = phrase(
        "claims note",
        SECTION,
        alpha=quantity("plain", study.analysis.alpha),
        assumptions=Row(_all_assumptions(found), "; "),
    )
    return Table(pd.DataFrame([_tiers(item) for item in found]), phrase("claims", SECTION), IDENTIFIED, note)


def _tiers(item: Verdict) -> dict[str, object]:
    reached = item.significance
    return {
        "id": item.statement.id,
        "statement": Own({"en": item.statement.paraphrase, **item.statement.translations}),
        "tested as": Row([" | ".join(item.statement.figures), phrase(item.statement.relation, "cells")], ": "),
        "among respondents": item.among,
        "amount": _range(item.amount, item),
        "any bases": reached.get("any", "–"),
        "equal bases": reached.get("equal_bases", "–"),
        "same persons": reached.get("complete", "–"),
        "invited": item.invited or ("–" if item.among in (REFUTED, NO_FIGURE) else "unknown number"),
        "invited amount": _range(item.invited_amount, item),
    }


def _range(bounds: tuple[Fraction, Fraction] | None, item: Verdict) -> Value:
    """Bounds of a share in per cent, of a difference of two shares in percentage points."""
    if bounds is None:
        return "–"
    if len(item.statement.figures) == 2:
        return phrase("in points", SECTION, range=span("points 1", *bounds))
    return span("percent 1", *bounds)


def _all_assumptions(found: list[Verdict]) -> list[Own]:
    every = dict.fromkeys(item for one in found for item in one.assumptions)
    plain = [{"code": item.code, "setting": item.setting} for item in every]
    return [Own(in_languages(partial(assumption, one))) for one in plain]
