"""Which bases the published figures need together, and what one misprint, one question or drop-out would explain."""

from itertools import combinations

import pandas as pd

from collabstudy.published import (
    base_conflicts,
    dropout_table,
    hedge_sensitivity,
    invited_table,
    leave_one_figure_out,
    same_question,
)
from collabstudy.published.hedges import reading, split_hedge
from collabstudy.published.verdicts import printed
from collabstudy.published.wording import normalised
from collabstudy.reporting.languages.phrases import Row, between, counted, phrase
from collabstudy.reporting.results import NO_PUBLICATION, Finding, Missing, Table
from collabstudy.reporting.tables.published import IDENTIFIED, SECTION, numeric, shares, wordings
from collabstudy.reporting.words import span
from collabstudy.study import Study


def sensitivity_table(study: Study) -> Table | Missing:
    """How each hedged figure moves with our cut point."""
    hedged = [figure for figure in shares(study) if _has_cut_point(figure.wording)]
    if not hedged:
        return Missing(phrase("no cut point", "missing"))
    parts = []
    for figure in hedged:
        part = hedge_sensitivity(figure.wording, study.respondents, study.analysis.rounding)
        part.insert(0, "figure", f"{figure.id} {figure.wording}")
        parts.append(part)
    frame = pd.concat(parts, ignore_index=True)
    frame["counts"] = [", ".join(map(str, found)) or "none" for found in frame["counts"]]
    frame = frame.rename(
        columns={
            "cut_point": "cut point",
            "counts": f"counts at {study.respondents}",
            "more_than_half": "more than half",
        }
    )
    title, note = (phrase(name, SECTION) for name in ("hedge sensitivity", "hedge sensitivity note"))
    return Table(frame, title, IDENTIFIED, note)


def _has_cut_point(wording: str) -> bool:
    words, _ = split_hedge(normalised(wording))
    return words is not None and reading(words).has_cut_point


def misprint_table(study: Study) -> Table | Missing:
    """Without which figure fewer bases would do: would one misprint explain the spread?"""
    if len(numeric(study)) < 2:
        return NO_PUBLICATION
    found = leave_one_figure_out(wordings(numeric(study)), study.respondents, study.analysis.rounding)
    frame = pd.DataFrame(
        {
            "figure left out": found.index,
            "wording": found["wording"].to_numpy(),
            "bases needed": found["bases_needed"].to_numpy(),
            "ways": [len(covers) for covers in found["covers"]],
        }
    )
    note = phrase("misprint note", SECTION, rounding=phrase(study.analysis.rounding, "cells"))
    return Table(frame, phrase("misprint", SECTION), IDENTIFIED, note)


def dropout(study: Study) -> Table | Finding | Missing:
    """Whether bases can have shrunk from figure to figure in the order of the questions."""
    order = {question.name: at for at, question in enumerate(study.questions)}
    plain = sorted(numeric(study), key=lambda figure: order[figure.question])
    if len(plain) < 2:
        return NO_PUBLICATION
    found = dropout_table(wordings(plain), study.respondents, study.analysis.rounding)
    frame = found.reset_index()[["figure", "wording", "lowest", "highest"]]
    frame = frame.rename(columns={"lowest": "lowest base", "highest": "highest base"})
    ways, stuck = int(found["assignments"].iloc[0]), found.attrs["stuck_at"]
    if not ways:
        stands = {"assignments": 0, "stuck at": stuck}
        return Finding([phrase("dropout impossible", SECTION, stuck=str(stuck))], IDENTIFIED, stands)
    note = phrase("dropout note", SECTION, assignments=counted("assignment", ways))
    return Table(frame, phrase("dropout", SECTION), IDENTIFIED, note)


def same_question_table(study: Study) -> Table | Missing:
    """Pairs of plain figures on different questions that could be one question printed twice, rule by rule."""
    rows = []
    for one, other in combinations(numeric(study), 2):
        found = same_question(one.wording, other.wording, study.respondents)
        if one.question == other.question or one.wording == other.wording or not any(found["pairs"]):
            continue
        rows += [
            {
                "figures": Row([f"{one.id} {one.wording}", f"{other.id} {other.wording}"]),
                "rule": row["rounding"],
                "verdict": row["verdict"],
                "prints as both": ", ".join(f"{number}/{base}" for number, base in row["pairs"]) or "nothing",
            }
            for row in found.to_dict("records")
        ]
    if not rows:
        return Missing(phrase("no same question", "missing"))
    title, note = (phrase(name, SECTION) for name in ("same question", "same question note"))
    return Table(pd.DataFrame(rows), title, IDENTIFIED, note)


def conflict_table(study: Study) -> Table | Missing:
    """The certificate against one base for all: minimal sets of figures that no base explains together."""
    plain = wordings(numeric(study))
    if len(plain) < 2:
        return NO_PUBLICATION
    known = base_conflicts(plain, study.respondents, study.analysis.rounding, base=study.respondents)
    unknown = base_conflicts(plain, study.respondents, study.analysis.rounding)
    rows = [
        (claim, size, len(part), "; ".join(" & ".join(texts) for texts in part["wordings"]))
        for claim, found in ((f"all of {study.respondents}", known), ("one base, whichever", unknown))
        for size, part in found.groupby("size")
    ]
    if not rows:
        return Missing(phrase("no conflict", "missing"))
    frame = pd.DataFrame(rows, columns=["claim", "figures in conflict", "conflicts", "which"])
    note = phrase("conflicts note", SECTION, rounding=phrase(study.analysis.rounding, "cells"))
    return Table(frame, phrase("conflicts", SECTION), IDENTIFIED, note)


def invited_shares(study: Study) -> Table | Missing:
    """Every figure among the invited: worst-case bounds, and how many of the silent would have to agree."""
    if study.invited is None:
        return Missing(phrase("uninvited", "missing"))
    sides = [printed(study, figure) for figure in shares(study)]
    whole = [side.figure for side in sides if side.counts and not (side.figure.group or side.figure.wave)]
    if not whole:
        return NO_PUBLICATION
    bases = {figure.id: figure.base for figure in whole if figure.base}
    found = invited_table(
        wordings(whole), study.respondents, study.invited, study.analysis.rounding, bases, study.analysis.hedges
    )
    rows = []
    for figure in whole:
        part = found[found["figure"] == figure.id]
        rows.append(
            {
                "figure": f"{figure.id} {figure.wording}",
                "lower": part["lower"].min(),
                "upper": part["upper"].max(),
                "silent": span(str(part["silent_from"].min()), str(part["silent_to"].max())),
                "yes needed": span(str(part["yes_needed_from"].min()), str(part["yes_needed_to"].max())),
                "share of the silent": part["yes_share_from"].min(),
                "to": part["yes_share_to"].max(),
            }
        )
    low, high = study.invited
    note = phrase("invited note", "tables", invited=between(str(low), str(high)))
    formats = dict.fromkeys(("lower", "upper", "share of the silent", "to"), ".0%")
    return Table(pd.DataFrame(rows), phrase("invited", "tables"), IDENTIFIED, note, formats)
