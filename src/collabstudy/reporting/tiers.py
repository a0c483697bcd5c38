"""The findings of a study by tier: what is certain among those who answered, what a test could say, whom it is about.

The tiers are never mixed. Each finding holds its certainty: ``certain`` where every consistent data set agrees,
``depends`` where it turns on an assumption, ``open`` where the figures do not say.
"""

from collections.abc import Iterator
from fractions import Fraction

import pandas as pd

from collabstudy.counting import count
from collabstudy.published.paired_set import MEANING
from collabstudy.published.verdicts import FAILS, HALF, HOLDS, NOT_IDENTIFIED, Printed, decided, invited_share, printed
from collabstudy.reporting.findings import IDENTIFIED, invited_finding
from collabstudy.reporting.languages.phrases import Value, compared, counted, phrase, quantity, span
from collabstudy.reporting.majorities import majority_findings
from collabstudy.reporting.results import Finding
from collabstudy.reporting.tables.claims import figure_sets
from collabstudy.reporting.tables.published import shares
from collabstudy.study import Comparison, Study

SECTION = "tiers"
CERTAIN, DEPENDS, OPEN = "certain", "depends", "open"


def tier_findings(study: Study, responses: pd.DataFrame | None = None) -> dict[str, Finding]:
    """The finding of each tier, by its name; a tier of which published figures say nothing is left out.

    Where nothing was published, of real ``responses``: which answers more than half gave.
    """
    if not study.figures:
        real = responses is not None and not study.synthetic
        return majority_findings(study, count(responses, study)) if real and responses is not None else {}
    found = {"among": among_finding(study), "significance": significance_finding(study), "invited": _invited(study)}
    return {name: finding for name, finding in found.items() if finding is not None}


def among_finding(study: Study) -> Finding | None:
    """Which share of each comparison is larger among those who answered, whatever the bases were."""
    said, verdicts = list[Value](), list[str]()
    for comparison, first, second in _pairs(study):
        low, high = first.shares[0] - second.shares[1], first.shares[1] - second.shares[0]
        verdicts.append(decided((low, high), Fraction(0), above=True))
        wordings: dict[str, Value] = {"first": first.figure.wording, "second": second.figure.wording}
        wordings["name"] = compared(comparison)
        difference = span("points bare" if verdicts[-1] == HOLDS else "points 1", low, high)
        said.append(phrase(f"among {verdicts[-1]}", SECTION, difference=difference, **wordings))
    if not said:
        return None
    certainty = _certainty([verdict in (HOLDS, FAILS) for verdict in verdicts])
    return Finding(said, IDENTIFIED, {"certainty": certainty, "figures": _figures(study)})


def significance_finding(study: Study) -> Finding | None:
    """Whether a test of each comparison reaches alpha: whatever the bases, and if the same persons answered both."""
    said, agreed = list[Value](), list[bool]()
    for comparison in study.comparisons:
        sets, figures = figure_sets(study, comparison) or {}, study.figures_for(comparison)
        if figures is None or len(sets) < len(MEANING):
            continue
        reach = {rung: sets[rung].reach(study.analysis.alpha) for rung in ("any", "complete")}
        agreed.append(reach["any"].verdict == reach["complete"].verdict != "some")
        reached = {
            rung: phrase(item.verdict, "figures", tables=counted("table", item.tables))
            if item.tables
            else phrase("refuted", "figures")
            for rung, item in reach.items()
        }
        first, second = (figure.wording for figure in figures)
        alpha = quantity("plain", study.analysis.alpha)
        name = compared(comparison)
        said.append(phrase("significance", SECTION, name=name, first=first, second=second, alpha=alpha, **reached))
    if not said:
        return None
    certainty = CERTAIN if all(agreed) else DEPENDS
    return Finding(said, IDENTIFIED, {"certainty": certainty, "figures": _figures(study)})


def _invited(study: Study) -> Finding | None:
    """What holds for everyone who was invited."""
    found = invited_finding(study)
    if found is None or study.invited is None:
        return None
    sides = [side for side in (printed(study, figure) for figure in shares(study)) if side.counts]
    sides = [side for side in sides if not (side.figure.group or side.figure.wave)]
    verdicts = [decided(invited_share(side, study.invited), HALF, above=True) for side in sides]
    certainty = _certainty([verdict != NOT_IDENTIFIED for verdict in verdicts])
    figures = [side.figure.id for side in sides]
    values = {"certainty": certainty, "figures": figures}
    if certainty == OPEN and 2 * study.respondents < study.invited[0]:
        values["why"] = "invited silent"
    return Finding(found.sentences, found.evidence, values)


def _pairs(study: Study) -> Iterator[tuple[Comparison, Printed, Printed]]:
    for comparison in study.comparisons:
        figures = study.figures_for(comparison)
        sides = [printed(study, figure) for figure in figures or ()]
        if len(sides) == 2 and all(side.counts for side in sides):
            yield comparison, sides[0], sides[1]


def _figures(study: Study) -> list[str]:
    found = [figure.id for comparison in study.comparisons for figure in study.figures_for(comparison) or ()]
    return list(dict.fromkeys(found))


def _certainty(known: list[bool]) -> str:
    return CERTAIN if all(known) else DEPENDS if any(known) else OPEN
