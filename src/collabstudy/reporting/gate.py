"""What of real responses may be shown, asked by every table and figure: counts thinned out, comparisons refused.

Open studies (synthetic responses, published figures) pass unchanged. The rules and their reasons stand in
``docs/disclosure.md``; the arithmetic is in ``disclosure``.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from collabstudy.counting import Counts
from collabstudy.disclosure import is_open, pooled, rules_of
from collabstudy.reporting.languages.phrases import Row, Value, phrase
from collabstudy.reporting.results import Missing
from collabstudy.study import Study

NOTHING_LARGE_ENOUGH = Missing(phrase("base", "missing"))
ONE_IS_A_POINT = 100  # respondents


def shown_counts(counts: Mapping[str, Counts], study: Study) -> dict[str, Counts]:
    """The counts that may be shown: bases of the minimum or more, small groups of identifying questions pooled.

    Applied twice it changes nothing more. An option of an identifying question is left out where those who chose it,
    or those who did not, are fewer than the minimum.
    """
    if is_open(study):
        return dict(counts)
    minimum = rules_of(study).minimum_base
    found = {}
    for name, item in counts.items():
        if item.base < minimum:
            continue
        if not identifying(study, name):
            found[name] = item
        elif groups := pooled(item.levels, minimum):
            levels: Counter[str] = Counter()
            for level, persons in item.levels.items():
                levels[groups[level]] += persons
            found[name] = Counts(name, {level: n for level, n in levels.items() if n}, item.missing)
    return found


def unmarked_counts(counts: Mapping[str, Counts], study: Study) -> dict[str, Counts]:
    """The counts that may be shown on the codebook's own levels: of real responses none of an identifying question."""
    shown = shown_counts(counts, study)
    return {name: item for name, item in shown.items() if is_open(study) or not identifying(study, name)}


def large_enough(study: Study, persons: int) -> bool:
    """Whether a number that rests on so many persons may be shown."""
    return is_open(study) or persons >= rules_of(study).minimum_base


def share_format(study: Study, bases: Iterable[int]) -> str:
    """How shares are printed: of real respondents in whole percentages where one of them is a point or more."""
    return ".0%" if not is_open(study) and min(bases, default=0) <= ONE_IS_A_POINT else ".1%"


def withheld(counts: Mapping[str, Counts], study: Study) -> Value:
    """On the questions that are left out or pooled, for the end of a note; empty where there are none."""
    shown = shown_counts(counts, study)
    out = [name for name in counts if name not in shown]
    joined = [name for name in shown if shown[name].levels != counts[name].levels]
    minimum = rules_of(study).minimum_base
    named = (("left out", out), ("pooled", joined))
    return Row([phrase(name, "marks", minimum=minimum, questions=Row(found)) for name, found in named if found], "")


def refusal(study: Study, names: Iterable[str], persons: int) -> Missing | None:
    """Why nothing that sets these questions side by side is shown, or ``None`` where it may be."""
    if is_open(study):
        return None
    marked = [name for name in names if identifying(study, name)]
    if marked:
        return Missing(phrase("identifying crossed", "missing", names=Row(marked)))
    if not large_enough(study, persons):
        return Missing(phrase("few answered", "missing", minimum=rules_of(study).minimum_base))
    return None


def is_breakdown(study: Study, first: str, second: str) -> bool:
    """Whether a crossing of two questions has to be protected as a breakdown."""
    return not is_open(study) and any(identifying(study, name) for name in (first, second))


def identifying(study: Study, name: str) -> bool:
    """Whether the question of a column is marked as one that could tell who somebody is."""
    return study.question(name.partition(".")[0]).identifying
