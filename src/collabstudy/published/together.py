"""Several published figures together, as data frames: bases, single misprints, drop-out, conflicts."""

from collections.abc import Iterable, Mapping

import pandas as pd

from collabstudy.published.bases import covers_without_one, minimal_conflicts
from collabstudy.published.distribution import MOST_LISTED, Distribution, distribution
from collabstudy.published.dropout import monotone_dropout
from collabstudy.published.feasible import feasible, possible_bases
from collabstudy.published.hedges import Readings
from collabstudy.published.wording import share_interval


def explaining_bases(
    wordings: Mapping[str, str],
    respondents: int,
    rounding: str = "half_up",
    *,
    minimum_base: int = 1,
    hedges: Readings | None = None,
) -> dict[str, set[int]]:
    """The bases from ``minimum_base`` to ``respondents`` at which each figure can be printed.

    Raises ``ValueError`` for an unknown wording, rule or hedge, and for bases that there cannot be.
    """
    bases = possible_bases(respondents, None, minimum_base)
    return {name: set(feasible(share_interval(text, rounding, hedges), bases)) for name, text in wordings.items()}


def leave_one_figure_out(
    wordings: Mapping[str, str],
    respondents: int,
    rounding: str = "half_up",
    *,
    forced: Iterable[int] = (),
    minimum_base: int = 1,
    hedges: Readings | None = None,
) -> pd.DataFrame:
    """How many bases the other figures need without each one: would one misprint explain the spread of bases?

    One row a figure (index ``left_out``): ``wording``, ``bases_needed`` (missing where there is no cover),
    ``covers`` (every smallest one, tuples, with the bases of ``forced`` in it). Raises as :func:`explaining_bases`.
    """
    explained = explaining_bases(wordings, respondents, rounding, minimum_base=minimum_base, hedges=hedges)
    found = covers_without_one(explained, possible_bases(respondents, list(forced)))
    rows = [(wordings[name], len(covers[0]) if covers else None, tuple(covers)) for name, covers in found.items()]
    frame = pd.DataFrame(
        rows, columns=["wording", "bases_needed", "covers"], index=pd.Index(list(found), name="left_out", dtype=object)
    )
    return frame.astype({"bases_needed": "Int64"})


def dropout_table(
    wordings: Mapping[str, str],
    respondents: int,
    rounding: str = "half_up",
    *,
    minimum_base: int = 1,
    hedges: Readings | None = None,
) -> pd.DataFrame:
    """Whether the bases can have shrunk (or stayed) from question to question, figures in questionnaire order.

    One row a figure (index ``figure``): ``wording``, ``lowest`` and ``highest`` base that it has in any such
    assignment (missing where there is none) and ``assignments``, the same whole number in each row: how many
    there are of all the figures. ``attrs["stuck_at"]`` names the first figure up to which none is left, or is
    ``None``. Raises as :func:`explaining_bases`.
    """
    found = monotone_dropout(
        explaining_bases(wordings, respondents, rounding, minimum_base=minimum_base, hedges=hedges)
    )
    rows = [
        (wordings[name], bases[0] if bases else None, bases[-1] if bases else None)
        for name, bases in found.bases.items()
    ]
    index = pd.Index(list(wordings), name="figure", dtype=object)
    frame = pd.DataFrame(rows, columns=["wording", "lowest", "highest"], index=index)
    frame = frame.astype({"lowest": "Int64", "highest": "Int64"})
    frame["assignments"] = pd.Series([found.assignments] * len(frame), index=index, dtype=object)
    frame.attrs["stuck_at"] = found.stuck_at
    return frame


def base_conflicts(
    wordings: Mapping[str, str],
    respondents: int,
    rounding: str = "half_up",
    *,
    base: int | None = None,
    minimum_base: int = 1,
    hedges: Readings | None = None,
) -> pd.DataFrame:
    """The certificate against "all figures have the same base": every minimal set of figures in conflict.

    With ``base`` the claim is that this is the base of each, and a conflict is one figure that it cannot print;
    without it, a set of figures that no one base from ``minimum_base`` to ``respondents`` prints, minimal. No
    row: the claim stands. Columns ``figures`` (tuple), ``wordings`` (tuple), ``size``.
    Raises as :func:`explaining_bases`, and where there are too many sets to follow.
    """
    tried = set(possible_bases(respondents, base, minimum_base))
    explained = explaining_bases(wordings, respondents, rounding, hedges=hedges)
    found = minimal_conflicts({name: bases & tried for name, bases in explained.items()})
    rows = [(names, tuple(wordings[name] for name in names), len(names)) for names in found]
    return pd.DataFrame(rows, columns=["figures", "wordings", "size"]).astype({"size": "int64"})


def distribution_counts(
    wordings: Mapping[str, str], base: int, rounding: str = "half_up", *, hedges: Readings | None = None
) -> Distribution:
    """The counts of all categories of one question that print as published and sum to the ``base``.

    ``wordings`` gives the printed share by category. The result has ``.number`` (exact), ``.counts`` (range by
    category), ``.refutation`` (a sentence where there is none), ``.vectors()`` (on demand; as a frame by
    :func:`list_vectors`).
    Raises ``ValueError`` as :func:`share_interval` does, for no category and no base.
    """
    return distribution({name: share_interval(text, rounding, hedges) for name, text in wordings.items()}, base)


def list_vectors(found: Distribution, most: int = MOST_LISTED) -> pd.DataFrame:
    """Every vector of counts of a distribution: one row a vector, one column a category.

    Raises ``ValueError``, which says how many there are, where there are more than ``most``.
    """
    return pd.DataFrame(list(found.vectors(most)), columns=list(found.names), dtype="int64")


def distribution_bases(
    wordings: Mapping[str, str],
    respondents: int,
    rounding: str = "half_up",
    *,
    minimum_base: int = 1,
    hedges: Readings | None = None,
) -> pd.DataFrame:
    """Which bases can print a full distribution: one row a base from ``minimum_base`` to ``respondents``.

    Columns ``base``, ``vectors`` (how many, exact whole numbers of any size), ``refutation`` (why there is none,
    or missing). Raises ``ValueError`` as :func:`distribution_counts` does.
    """
    intervals = {name: share_interval(text, rounding, hedges) for name, text in wordings.items()}
    found = [distribution(intervals, base) for base in possible_bases(respondents, None, minimum_base)]
    columns = {
        "base": pd.Series([item.base for item in found], dtype="int64"),
        "vectors": pd.Series([item.number for item in found], dtype=object),
        "refutation": pd.Series([item.refutation for item in found], dtype="str"),
    }
    return pd.DataFrame(columns)
