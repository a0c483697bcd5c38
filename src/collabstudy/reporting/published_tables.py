"""Tables made from published figures alone: what could have printed them, and what that decides."""

from fractions import Fraction

import pandas as pd

from collabstudy.published import RULES, base_table, is_hedged, rule_table, smallest_covers
from collabstudy.published.paired_set import MEANING, PairedIdentifiedSet
from collabstudy.published.verdicts import NO_FIGURE, REFUTED, Verdict, identified, printed, verdict
from collabstudy.reporting.results import NO_PUBLICATION, Missing, Table
from collabstudy.reporting.words import figure_name, percent, points, span
from collabstudy.study import Comparison, Figure, Study

IDENTIFIED = ("published", "identified", "assumed")


def shares(study: Study) -> list[Figure]:
    """The published figures that are shares."""
    return [figure for figure in study.figures if figure.statistic == "share"]


def numeric(study: Study) -> list[Figure]:
    """The published shares that are printed as a plain number, without a hedge word."""
    return [figure for figure in shares(study) if not is_hedged(figure.wording)]


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
    note = (
        f"Rounding {study.analysis.rounding}; hedge words by our cut points; bases: how many of the bases "
        f"1 to {study.respondents} can have printed the figure, one yes/no question each assumed."
    )
    return Table(pd.DataFrame(rows), "The published figures", IDENTIFIED, note)


def hedge_table(study: Study) -> Table | Missing:
    """The hedged wordings and how they are read."""
    hedged = [figure for figure in shares(study) if is_hedged(figure.wording)]
    if not hedged:
        return Missing("No published share is hedged.")
    rows = [(figure.id, figure.wording, str(printed(study, figure).interval)) for figure in hedged]
    frame = pd.DataFrame(rows, columns=["figure", "wording", "read as"])
    return Table(frame, "How hedged wordings are read", ("assumed",), "The cut points are ours.")


def impossible_table(study: Study) -> Table | Missing:
    """Whether each plain figure can come from all respondents, rule by rule."""
    if not numeric(study):
        return NO_PUBLICATION
    table = rule_table(wordings(numeric(study)), study.respondents)
    frame = table.map(lambda possible: "possible" if possible else "impossible")
    frame.insert(0, "wording", [figure.wording for figure in numeric(study)])
    frame.insert(0, "figure", list(table.index))
    note = f"Possible: some whole number out of {study.respondents} prints as the figure under that rule."
    return Table(
        frame, f"Can the figure come from all {study.respondents} respondents?", ("published", "identified"), note
    )


def impossible(study: Study, rounding: str) -> list[Figure]:
    """The plain figures that cannot come from all respondents under one rule."""
    possible = rule_table(wordings(numeric(study)), study.respondents)[rounding]
    return [figure for figure in numeric(study) if not possible[figure.id]]


def impossible_everywhere(study: Study) -> list[Figure]:
    """The plain figures that cannot come from all respondents under any of the rules."""
    possible = rule_table(wordings(numeric(study)), study.respondents).any(axis=1)
    return [figure for figure in numeric(study) if not possible[figure.id]]


def covers(study: Study, rounding: str | None = None) -> list[tuple[int, ...]]:
    """Every smallest set of bases that explains all plain figures."""
    table = base_table(wordings(numeric(study)), study.respondents, rounding or study.analysis.rounding)
    return smallest_covers({name: set(table.index[table[name]]) for name in table.columns})


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
    note = f"Rounding {study.analysis.rounding}. A set of bases explains a figure if one of its bases can print it."
    if not rows:
        return Missing(
            "No set of bases explains every figure: at least one cannot be printed by any number of respondents."
        )
    return Table(pd.DataFrame(rows), "The smallest sets of bases that explain every plain figure", IDENTIFIED, note)


def cover_sizes_table(study: Study) -> Table | Missing:
    """How many bases are needed, and in how many ways, rule by rule."""
    if not numeric(study):
        return NO_PUBLICATION
    rows = []
    for rule, meaning in RULES.items():
        found = covers(study, rule)
        rows.append((rule, meaning.meaning, len(found[0]) if found else None, len(found)))
    frame = pd.DataFrame(rows, columns=["rule", "meaning", "bases needed", "ways"])
    frame["bases needed"] = frame["bases needed"].astype("Int64")
    note = "Nought ways: under that rule at least one of the figures cannot be printed at all."
    return Table(frame, "How many different bases the plain figures need", ("published", "identified"), note)


def figure_sets(study: Study, comparison: Comparison) -> dict[str, PairedIdentifiedSet] | None:
    """The identified set of a comparison on each rung; ``None`` where either share was not published."""
    figures = study.figures_for(comparison)
    if figures is None or comparison.design != "paired":
        return None
    first, second = (printed(study, figure) for figure in figures)
    return {overlap: identified(study, first, second, overlap) for overlap in MEANING}


def ladder_table(study: Study, comparison: Comparison) -> Table | Missing:
    """The ladder of assumptions: how many tables are consistent, and the bounds of p and of the difference."""
    sets, figures = figure_sets(study, comparison), study.figures_for(comparison)
    if figures is None:
        return Missing(f"The shares of the comparison {comparison.name!r} were not both published.")
    if sets is None:
        return Missing(f"The comparison {comparison.name!r} is not paired, and the ladder is about pairs.")
    rows = [_rung(study, overlap, found) for overlap, found in sets.items()]
    first, second = figures
    title = f"{comparison.name}: {first.wording} ({first.question}) beside {second.wording} ({second.question})"
    note = (
        f"Weakest assumption first. {study.respondents} respondents, rounding {study.analysis.rounding}, "
        "one yes/no question each; McNemar tests, two-sided. "
        "Difference: within those who answered both, first minus second. "
        f"Tables at alpha: consistent tables with exact p at most {study.analysis.alpha}; "
        "a share of tables is no probability."
    )
    formats = {"tables": ",", "tables at alpha": ","}
    formats |= dict.fromkeys(("exact p from", "exact p to", "mid-p from", "mid-p to"), ".4f")
    formats |= dict.fromkeys(("difference from", "difference to"), "+.3f")
    return Table(pd.DataFrame(rows), title, IDENTIFIED, note, formats)


def _rung(study: Study, overlap: str, found: PairedIdentifiedSet) -> dict[str, object]:
    row: dict[str, object] = {"who answered": MEANING[overlap], "tables": len(found.cells)}
    reach = found.reach(study.analysis.alpha)
    bounds = {
        "exact p": ("mcnemar", "exact"),
        "mid-p": ("mcnemar", "mid_p"),
        "difference": ("difference", None),
    }
    for name, (statistic, method) in bounds.items():
        low, high = found.bounds(statistic, method) if found.cells else (None, None)
        row |= {f"{name} from": low, f"{name} to": high}
    return row | {"tables at alpha": reach.reached, "verdict": reach.verdict}


def verdicts(study: Study) -> list[Verdict]:
    """The verdict on every statement of the study, in its order."""
    return [verdict(study, statement) for statement in study.statements]


def claim_table(study: Study, with_figures: bool) -> Table | Missing:
    """Each statement with its three tiers of verdict; or those that no figure supports."""
    if not study.statements:
        return Missing("The study lists no statements, so there is nothing to show here.")
    found = [item for item in verdicts(study) if bool(item.statement.relation != "none") is with_figures]
    if not found:
        return Missing("There is no such statement.")
    if not with_figures:
        rows = [_words_only(item) for item in found]
        return Table(pd.DataFrame(rows), "Statements without a figure", ("published",), "Verdict on each: no figure.")
    note = (
        f"Paraphrased. Among respondents: whatever the bases. Significance: whether the test reaches alpha = "
        f"{study.analysis.alpha} in all, some or none of the consistent data sets "
        f"(none is absence of evidence, no refutation). Invited: worst-case bounds. Points: percentage points. "
        f"Assumptions: {'; '.join(_all_assumptions(found))}."
    )
    return Table(
        pd.DataFrame([_tiers(item) for item in found]), "Statements and what their figures support", IDENTIFIED, note
    )


def _words_only(item: Verdict) -> dict[str, object]:
    statement = item.statement
    return {"id": statement.id, "section": statement.section, "kind": statement.kind, "statement": statement.paraphrase}


def _tiers(item: Verdict) -> dict[str, object]:
    reached = item.significance
    return {
        "id": item.statement.id,
        "statement": item.statement.paraphrase,
        "claims": f"{' | '.join(item.statement.figures)}: {item.statement.relation}",
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
    return list(dict.fromkeys(assumption for item in found for assumption in item.assumptions))
