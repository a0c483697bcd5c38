"""Printed shares and their comparisons among everyone who was invited, as data frames."""

from collections.abc import Iterator, Mapping

import pandas as pd

from collabstudy.published.feasible import Feasible, feasible
from collabstudy.published.hedges import Readings
from collabstudy.published.invited import invited_difference, invited_share
from collabstudy.published.wording import share_interval

Invited = tuple[int, int]


def invited_table(
    wordings: Mapping[str, str],
    respondents: int,
    invited: Invited,
    rounding: str = "half_up",
    bases: Mapping[str, int] | None = None,
    hedges: Readings | None = None,
) -> pd.DataFrame:
    """Worst-case bounds of each share for every number of invited, and the break-even for a majority.

    ``invited`` gives the smallest and the largest number; ``bases`` the base of a figure where it is printed.
    One row a figure and number of invited: ``lower`` and ``upper`` (shares among the invited), ``silent_from``
    and ``silent_to`` (persons without an answer), and, from the most to the least favourable data set,
    ``yes_needed_*`` of the silent for a majority and ``no_needed_*`` against one, in persons, with the first as
    a share of the silent, ``yes_share_*``. More than all the silent means that not even all could do it.

    Raises ``ValueError`` for an unknown wording or rule, a figure that no base prints, or fewer invited than answered.
    """
    counts = _counts(wordings, respondents, rounding, bases or {}, hedges)
    rows = []
    for name, number in _each(wordings, invited):
        found = invited_share(counts[name], number)
        yes, no = found.yes_for_majority, found.no_against_majority
        rows.append(
            {
                "figure": name,
                "invited": number,
                "lower": float(found.bounds[0]),
                "upper": float(found.bounds[1]),
                "silent_from": found.silent[0],
                "silent_to": found.silent[1],
                "yes_needed_from": yes.fewest,
                "yes_needed_to": yes.most,
                "yes_share_from": float(yes.smallest_share),
                "yes_share_to": float(yes.largest_share),
                "no_needed_from": no.fewest,
                "no_needed_to": no.most,
            }
        )
    return pd.DataFrame(rows)


def invited_difference_table(
    pairs: Mapping[str, tuple[str, str]], respondents: int, invited: Invited, rounding: str = "half_up"
) -> pd.DataFrame:
    """Worst-case bounds of the difference of two shares among the invited, and the break-even.

    ``pairs`` gives the two wordings of a comparison by its name. One row a comparison, an assumption about the bases
    (``any``, ``equal_bases``) and a number of invited: ``lower`` and ``upper`` of first minus second share, and
    ``excess_from`` to ``excess_to``: by how many persons the silent must favour the second for the first not to be
    larger among the invited, in the least and the most robust data set. Where no base is feasible for both shares
    the row holds missing values. Raises as :func:`invited_table`.
    """
    rows: list[dict[str, object]] = []
    for name, number in _each(pairs, invited):
        both = _counts(dict(zip(("first", "second"), pairs[name], strict=True)), respondents, rounding, {})
        for rung in ("any", "equal_bases"):
            row: dict[str, object] = {"comparison": name, "bases": rung, "invited": number}
            if rung == "any" or both["first"].keys() & both["second"].keys():
                found = invited_difference(both["first"], both["second"], number, rung == "equal_bases")
                row |= {"lower": float(found.bounds[0]), "upper": float(found.bounds[1])}
                row |= {"excess_from": found.excess_to_turn[0], "excess_to": found.excess_to_turn[1]}
            rows.append(row)
    columns = ["comparison", "bases", "invited", "lower", "upper", "excess_from", "excess_to"]
    return pd.DataFrame(rows, columns=columns).astype({"excess_from": "Int64", "excess_to": "Int64"})


def _counts(
    wordings: Mapping[str, str],
    respondents: int,
    rounding: str,
    bases: Mapping[str, int],
    hedges: Readings | None = None,
) -> dict[str, Feasible]:
    allowed = {name: [bases[name]] if name in bases else range(1, respondents + 1) for name in wordings}
    return {name: feasible(share_interval(text, rounding, hedges), allowed[name]) for name, text in wordings.items()}


def _each(names: Mapping[str, object], invited: Invited) -> Iterator[tuple[str, int]]:
    if invited[0] > invited[1]:
        raise ValueError(f"the numbers of invited run from {invited[0]} down to {invited[1]}; give the smaller first")
    for name in names:
        for number in range(invited[0], invited[1] + 1):
            yield name, number
