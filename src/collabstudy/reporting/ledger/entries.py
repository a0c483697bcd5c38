"""The ledger of a study as a result: codes, counts and bounds, an entry a statement and one a figure nobody names."""

from collections.abc import Iterator, Sequence
from typing import Any

from collabstudy.published.identified import OVERLAPS
from collabstudy.published.verdicts import (
    NO_FIGURE,
    NOT_COMPUTED,
    REFUTED,
    Bounds,
    Printed,
    Verdict,
    identified,
    invited_share,
    printed,
    share_reach,
    verdict,
)
from collabstudy.reporting.languages.phrases import phrase
from collabstudy.reporting.ledger.figures import figure_values
from collabstudy.reporting.ledger.settling import settling
from collabstudy.reporting.results import Ledger, Missing
from collabstudy.study import Figure, Statement, Study

NO_LEDGER = Missing(phrase("no ledger", "missing"))
NO_CLAIM = "no statement"  # stands in the place of a verdict where no statement names a figure
UNKNOWN, OF_A_PART = "unknown number", "of a part"  # in the place of a verdict on the invited
DECIDED = ("all", "none")


def ledger(study: Study) -> Ledger | Missing:
    """Every statement in its order, then every figure that no statement names; a sentence where there is neither."""
    if not study.statements and not study.figures:
        return NO_LEDGER
    settled = settling(study)
    entries = [_statement(study, item, settled.get(item.id, [])) for item in study.statements]
    named = {name for statement in study.statements for name in statement.figures}
    entries += [_figure(study, figure) for figure in study.figures if figure.id not in named]
    figures = {figure.id: figure_values(study, figure) for figure in study.figures}
    evidence = ("published", "identified", "assumed") if study.figures else ("published", "assumed")
    return Ledger(entries, figures, _terms(study), evidence)


def _terms(study: Study) -> dict[str, Any]:
    """What every entry of the study shares."""
    return {
        "study": study.name,
        "respondents": study.respondents,
        "invited": list(study.invited) if study.invited else None,
        "rounding": study.analysis.rounding,
        "alpha": study.analysis.alpha,
    }


def _statement(study: Study, statement: Statement, settled: list[dict[str, Any]]) -> dict[str, Any]:
    found = verdict(study, statement)
    entry = {
        "type": "statement",
        "id": statement.id,
        "section": statement.section,
        "paragraph": statement.paragraph,
        "kind": statement.kind,
        "paraphrase": {"en": statement.paraphrase, **statement.translations},
        "figures": list(statement.figures),
        "relation": statement.relation,
        "among": found.among,
    }
    return entry if found.among == NO_FIGURE else entry | _tiers(study, found) | {"settled by": settled}


def _tiers(study: Study, found: Verdict) -> dict[str, Any]:
    sides = [printed(study, study.figure(name)) for name in found.statement.figures]
    rungs = [] if found.among == REFUTED else list(_rungs(study, sides, found))
    return {
        "amount": _exact(found.amount),
        "rungs": rungs,
        "decided on": next((rung["rung"] for rung in rungs if rung["verdict"] in DECIDED), None),
        "invited": _invited(study, sides, found),
        "invited amount": _exact(found.invited_amount),
        "assumptions": [{"code": item.code, "setting": item.setting} for item in found.assumptions],
        "computed by": _computed_by(study, found.statement, any(rung["verdict"] == "some" for rung in rungs)),
    }


def _rungs(study: Study, sides: Sequence[Printed], found: Verdict) -> Iterator[dict[str, Any]]:
    """Significance on each rung, weakest assumption first: in how many consistent data sets alpha is reached."""
    if len(sides) == 1 and found.significance:
        reach = share_reach(sides[0], study.analysis.alpha)
        yield {"rung": OVERLAPS[0], "verdict": reach.verdict, "sets": reach.tables, "reached": reach.reached, "p": None}
    elif found.significance:
        for rung, said in found.significance.items():
            values: dict[str, Any] = {"rung": rung, "verdict": said, "sets": None, "reached": None, "p": None}
            if said not in (NOT_COMPUTED, REFUTED):
                tables = identified(study, sides[0], sides[1], rung)
                reach, p = tables.reach(study.analysis.alpha), tables.bounds("mcnemar", "exact")
                values |= {"sets": reach.tables, "reached": reach.reached, "p": [float(end) for end in p]}
            yield values


def _invited(study: Study, sides: Sequence[Printed], found: Verdict) -> str | None:
    """The verdict on the invited, or why there is none."""
    if found.among == REFUTED:
        return None
    part = any(side.figure.group or side.figure.wave for side in sides)
    return found.invited or (UNKNOWN if study.invited is None else OF_A_PART if part else None)


def _figure(study: Study, figure: Figure) -> dict[str, Any]:
    """A figure that no statement names: no verdict, but what it leaves possible."""
    entry: dict[str, Any] = {
        "type": "figure",
        "id": figure.id,
        "section": figure.section,
        "paragraph": figure.paragraph,
        "kind": "figure",
        "paraphrase": {},
        "figures": [figure.id],
        "relation": "none",
        "among": NO_CLAIM,
    }
    if figure.statistic != "share":
        return entry
    side = printed(study, figure)
    if not side.counts:
        return entry | {"among": REFUTED}
    whole = study.invited and not (figure.group or figure.wave)
    invited = invited_share(side, study.invited) if whole and study.invited else None
    return entry | {
        "amount": _exact(side.shares),
        "invited amount": _exact(invited),
        "computed by": [["05_published_figures", key] for key in ("counts", "invited_shares")],
    }


def _computed_by(study: Study, statement: Statement, is_open: bool) -> list[list[str]]:
    """Notebook and key of each result that shows the computation."""
    keys = ["counts"]
    for comparison in study.comparisons:
        pair = study.figures_for(comparison)
        if pair and {figure.id for figure in pair} == set(statement.figures):
            keys += [f"{name}_{comparison.name}" for name in ("ladder", "multiverse")]
    keys += ["invited_shares"] if len(statement.figures) == 1 else []
    keys += ["asking"] if is_open else []
    return [*(["05_published_figures", key] for key in keys), ["06_claims", "claims"]]


def _exact(bounds: Bounds | None) -> list[str] | None:
    """Bounds as exact fractions, which a reader may turn into numbers and JSON cannot."""
    return [str(end) for end in bounds] if bounds else None
