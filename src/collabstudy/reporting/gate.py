"""What of real responses may be shown, asked by every table and figure: counts thinned out, comparisons refused.

Open studies (synthetic responses, published figures) pass unchanged. The rules and their reasons stand in
``docs/disclosure.md``; the arithmetic is in ``disclosure``.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from collabstudy.counting import Counts, count
from collabstudy.disclosure import SMALL, dominated, identifying, is_open, pooled, routed, routed_by_groups, rules_of
from collabstudy.reporting.languages.phrases import Row, Value, phrase
from collabstudy.reporting.results import Missing
from collabstudy.study import NOT_ASKED, Study

NOTHING_LARGE_ENOUGH = Missing(phrase("base", "missing"))
ONE_IS_A_POINT = 100  # respondents


def shown_counts(counts: Mapping[str, Counts], study: Study) -> dict[str, Counts]:
    """The counts that may be shown: bases of the minimum or more, small groups of identifying questions pooled.

    Applied twice it changes nothing more. An option of an identifying question is left out where those who chose it,
    or those who did not, are fewer than the minimum; a question that only some groups were asked, where a subtraction
    or an answer would say something of few.
    """
    if is_open(study):
        return dict(counts)
    minimum = rules_of(study).minimum_base
    found = {}
    for name, item in counts.items():
        if item.base < minimum or (routed(study, name) and not _of_large_groups(study, item, minimum)):
            continue
        if not identifying(study, name):
            found[name] = item
        elif groups := pooled(item.levels, minimum):
            levels: Counter[str] = Counter()
            for level, persons in item.levels.items():
                levels[groups[level]] += persons
            found[name] = Counts(name, {level: n for level, n in levels.items() if n}, item.missing)
    return found


def _of_large_groups(study: Study, item: Counts, minimum: int) -> bool:
    """Whether the answers to a question that some groups were not asked pass as a row of a breakdown. Where other
    answers decided too, who was not asked is a cell of a breakdown itself."""
    if not routed_by_groups(study, item.question):
        return False
    cells = [persons for persons in item.levels.values() if persons]
    whole = not item.missing.get(NOT_ASKED)
    return whole or (item.missing[NOT_ASKED] >= minimum and len(cells) > 1 and min(cells) >= SMALL)


def unmarked_counts(counts: Mapping[str, Counts], study: Study) -> dict[str, Counts]:
    """The counts that may be shown on the codebook's own levels: of real responses none of an identifying question."""
    shown = shown_counts(counts, study)
    return {name: item for name, item in shown.items() if is_open(study) or not identifying(study, name)}


def all_shown(frame: pd.DataFrame, study: Study, question: str) -> bool:
    """Whether every count of a question may be shown as it is; of a question without levels there is none."""
    if is_open(study):
        return True
    counts = {name: item for name, item in count(frame, study).items() if name.partition(".")[0] == question}
    return bool(counts) and counts.keys() <= unmarked_counts(counts, study).keys() and not routed(study, question)


def cells_told(study: Study, column: str) -> bool:
    """Whether it may be said of how many cells of a column something is true; of the whole export it may."""
    plain = {item.column for item in study.questions if not (item.identifying or routed(study, item.name))}
    return is_open(study) or not column or column in plain


def large_enough(study: Study, persons: int) -> bool:
    """Whether a number that rests on so many persons may be shown."""
    return is_open(study) or persons >= rules_of(study).minimum_base


def number_shown(study: Study, name: str, values: Iterable[float]) -> bool:
    """Whether the mean of numbers may be shown: of enough persons, none of whom makes up nearly all of the sum, and
    whom no identifying question chose."""
    given = list(values)
    return is_open(study) or (large_enough(study, len(given)) and not dominated(given) and not routed(study, name))


def spread_shown(study: Study, persons: int) -> bool:
    """Whether a standard deviation may stand beside a mean: with few persons the two can give back every value."""
    return is_open(study) or persons > ONE_IS_A_POINT


def share_format(study: Study, bases: Iterable[int]) -> str:
    """How shares are printed: of real respondents in whole percentages where one of them is a point or more."""
    return ".0%" if not is_open(study) and min(bases, default=0) <= ONE_IS_A_POINT else ".1%"


def withheld(counts: Mapping[str, Counts], study: Study) -> Value:
    """On the questions that are left out or pooled, for the end of a note; empty where there are none."""
    shown = shown_counts(counts, study)
    gone = [name for name in counts if name not in shown]
    asked = [name for name in gone if routed(study, name) and counts[name].base >= rules_of(study).minimum_base]
    out = [name for name in gone if name not in asked]
    joined = [name for name in shown if shown[name].levels != counts[name].levels]
    minimum = rules_of(study).minimum_base
    named = (("left out", out), ("asked some", asked), ("pooled", joined))
    return Row([phrase(name, "marks", minimum=minimum, questions=Row(found)) for name, found in named if found], "")


def refusal(study: Study, names: Sequence[str], persons: int) -> Missing | None:
    """Why nothing that sets these questions side by side is shown, or ``None`` where it may be."""
    if is_open(study):
        return None
    marked = [name for name in names if identifying(study, name)]
    if marked:
        return Missing(phrase("identifying crossed", "missing", names=Row(marked)))
    if some := [name for name in names if routed(study, name)]:
        return Missing(phrase("routed crossed", "missing", names=Row(some)))
    if not large_enough(study, persons):
        return Missing(phrase("few answered", "missing", minimum=rules_of(study).minimum_base))
    return None


def is_breakdown(study: Study, first: str, second: str) -> bool:
    """Whether a crossing of two questions has to be protected as a breakdown."""
    return not is_open(study) and any(identifying(study, name) for name in (first, second))
