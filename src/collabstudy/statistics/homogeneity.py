"""Whether two questions with the same levels have the same distribution of answers, by the same respondents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabstudy.statistics.checks import contingency_table, one_of, same_order
from collabstudy.statistics.paired import PAIRED
from collabstudy.statistics.results import HypothesisTest

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def marginal_homogeneity(table: ArrayLike, method: str = "stuart_maxwell") -> HypothesisTest:
    """Test that both questions have the same margins in a square table of respondents.

    `stuart_maxwell`: d' S^-1 d with d the row less the column totals and S its covariance under the null,
    against chi-square (Stuart 1955; Maxwell 1970). Levels that no discordant respondent links fall apart into
    groups, each with one degree of freedom less than its levels; the plain formula would divide by 0 there. No
    cell is raised by .5. Without discordant respondent p is 1. Asymptotic. Not for few discordant
    respondents. Blind to the order of levels: with ordered answers `signed_rank` sees more.

    Raises:
        ValueError: a table that is not square whole counts of 0 or more, or counts nobody; labels in another
            order by row than by column; an unknown method.
    """
    import numpy as np
    from scipy.special import gammaincc

    one_of(method, ("stuart_maxwell",))
    same_order(table)
    cells = np.array(contingency_table(table), dtype=float)
    if cells.shape[0] != cells.shape[1]:
        raise ValueError(f"table must be square, not {cells.shape[0]} x {cells.shape[1]}")
    links = cells + cells.T
    np.fill_diagonal(links, 0)
    covariance = np.diag(links.sum(axis=1)) - links
    distances = cells.sum(axis=1) - cells.sum(axis=0)
    statistic, freedom = 0.0, 0
    for group in _linked(links.tolist()):
        kept = group[1:]  # the distances of a group add up to 0: one of them is no news
        if kept:
            statistic += float(distances[kept] @ np.linalg.solve(covariance[np.ix_(kept, kept)], distances[kept]))
            freedom += len(kept)
    none = () if freedom else ("no discordant respondent: p is 1 by definition",)
    return HypothesisTest(
        pvalue=float(gammaincc(freedom / 2, statistic / 2)) if freedom else 1.0,
        statistic=statistic,
        method=method,
        assumptions=(*PAIRED, f"chi-square approximation with {freedom} degrees of freedom", *none),
        source="Stuart (1955), Biometrika 42:412; Maxwell (1970), Br. J. Psychiatry 116:651",
        degrees_of_freedom=freedom,
    )


def _linked(links: list[list[float]]) -> list[list[int]]:
    """The levels in groups, two of a group joined by a chain of discordant respondents."""
    left, groups = set(range(len(links))), []
    while left:
        group, reached = set(), {min(left)}
        while reached:
            level = reached.pop()
            group.add(level)
            reached |= {other for other in left - group if links[level][other]}
        left -= group
        groups.append(sorted(group))
    return groups
