"""What ``explore`` shows: one question, one pair, one figure, each picked by name."""

from collections.abc import Iterable, Sequence

import pandas as pd

from collabstudy.counting import all_variables, count
from collabstudy.published import RULES
from collabstudy.published.verdicts import printed
from collabstudy.reporting.languages.phrases import phrase
from collabstudy.reporting.results import NO_LEVELS, NO_PUBLICATION, NO_RESPONSES, Missing, Table
from collabstudy.reporting.tables import cross_table, share_table
from collabstudy.reporting.tables.published import IDENTIFIED, SECTION
from collabstudy.study import Study


def question_table(frame: pd.DataFrame | None, study: Study, name: str = "") -> Table | Missing:
    """The shares of one question; by default the first that has levels.

    Raises ``ValueError`` for a name that the codebook does not have.
    """
    if frame is None:
        return NO_RESPONSES
    known = list(dict.fromkeys(column.partition(".")[0] for column in all_variables(study)))
    if not known and not name:
        return NO_LEVELS
    return share_table(count(frame, study), study, [_picked(name or known[0], known, "question")])


def pair_table(frame: pd.DataFrame | None, study: Study, names: Sequence[str] = ()) -> Table | Missing:
    """Two questions crossed; by default those of the first comparison, else the first two.

    Raises ``ValueError`` for a name that the codebook does not have, or for more or fewer than two.
    """
    if frame is None:
        return NO_RESPONSES
    known = list(all_variables(study))
    first = study.comparisons[:1]
    default = [side.question for item in first for side in (item.first, item.second) if side.question in known]
    if not names and len(known) < 2:
        return Missing(phrase("no two questions", "missing"))
    chosen = list(names) or (default if len(default) == 2 else known[:2])
    if len(chosen) != 2:
        raise ValueError(f"give two questions, not {len(chosen)}")
    return cross_table(frame, study, *(_picked(name, known, "question") for name in chosen))


def figure_table(study: Study, name: str = "") -> Table | Missing:
    """Every count out of every base that can have printed one figure, rule by rule; by default the last share.

    Raises ``ValueError`` for an id that ``published.csv`` does not have.
    """
    known = [figure.id for figure in study.figures if figure.statistic == "share"]
    if not known:
        return NO_PUBLICATION
    figure = study.figure(_picked(name or known[-1], known, "figure"))
    sides = {rule: printed(study, figure, rule).counts for rule in RULES}
    bases = sorted({base for counts in sides.values() for base in counts})
    rows = [
        {"base": base, **{rule: ", ".join(map(str, counts.get(base, ()))) or "–" for rule, counts in sides.items()}}
        for base in bases
    ]
    title = phrase("one figure", SECTION, figure=figure.id, wording=figure.wording, question=figure.question)
    return Table(pd.DataFrame(rows, columns=["base", *RULES]), title, IDENTIFIED, phrase("one figure note", SECTION))


def _picked(name: str, known: Iterable[str], what: str) -> str:
    names = list(known)
    if name not in names:
        raise ValueError(f"there is no {what} {name!r}: pick one of {', '.join(names)}")
    return name
