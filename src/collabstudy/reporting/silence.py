"""One share in sentences: what the silent leave open of it, and what resemblance among colleagues would do to it."""

from __future__ import annotations

from collections.abc import Mapping

from collabstudy.counting import Counts
from collabstudy.reporting import sentences
from collabstudy.reporting.gate import shown_counts
from collabstudy.reporting.languages.phrases import phrase
from collabstudy.reporting.released import of_counts
from collabstudy.reporting.results import NO_LEVELS, NO_RESPONSES, Finding, Missing
from collabstudy.reporting.tables.nonresponse import NO_SHARE, UNINVITED, evidence, grid, nearest_half, nearest_share
from collabstudy.statistics import break_even, share_bounds
from collabstudy.study import NOT_ASKED, Study

SECTION = "comparing"


def silence_finding(counts: Mapping[str, Counts], study: Study) -> Finding | Missing:
    """Worst-case bounds and break-even of the share nearest one half, of a question that everyone was asked."""
    if not counts:
        return NO_RESPONSES if study.responses is None else NO_LEVELS
    if study.invited is None:
        return UNINVITED
    asked = {name: item for name, item in counts.items() if not item.missing.get(NOT_ASKED)}
    found = nearest_half(asked, study)
    if found is None:
        return NO_SHARE
    name, persons, base, took_part = found
    bounds = share_bounds(persons, base, took_part, study.invited)
    said = [sentences.bounds(bounds, study.invited, True, study.synthetic)]
    if 2 * persons != base and base < study.invited[1]:
        said.append(sentences.break_even(break_even(persons, base, study.invited), study.synthetic))
    text = [phrase("named", SECTION, name=name, text=sentence) for sentence in said]
    said_of = of_counts(study, shown_counts(counts, study))
    return Finding([*text, sentences.target("bounds")], evidence(study), releases=said_of)


def resemblance_finding(counts: Mapping[str, Counts], study: Study) -> Finding | Missing:
    """The interval of the same share without resemblance and with the strongest of the grid; clusters are unknown."""
    found = nearest_share(counts, study)
    if isinstance(found, Missing):
        return found
    name, persons, base, _ = found
    cells = grid(persons, base, study.analysis.confidence)
    ends = dict.fromkeys((cells[0], cells[-1])) if cells[-1].design_effect > 1 else cells[:1]
    said = [sentences.clustered(cell, study.synthetic) for cell in ends]
    text = [phrase("named", SECTION, name=name, text=sentence) for sentence in said]
    said_of = of_counts(study, shown_counts(counts, study))
    return Finding([phrase("clusters", SECTION), *text], ("assumed", study.evidence), releases=said_of)
