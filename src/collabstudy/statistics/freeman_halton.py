"""Fisher's exact test of a table with any number of rows and columns (Freeman and Halton 1951).

The tables with the observed margins are never listed. Columns are taken one at a time, as in a network (Mehta
and Patel 1983): after some of them only what is left of each row matters, in any order, and how likely the
columns so far were. Equal pasts are counted together. The last two columns are sorted by likelihood once for
each rest of the rows, so that a past asks only for the sum up to a threshold.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from fractions import Fraction
from operator import sub
from typing import TYPE_CHECKING

from collabstudy.statistics.checks import contingency_table, one_of, whole_number
from collabstudy.statistics.fisher import GROUPS
from collabstudy.statistics.last_columns import Past, at_most, work
from collabstudy.statistics.results import HypothesisTest

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

SOURCE = "Freeman and Halton (1951), Biometrika 38:141; Mehta and Patel (1983), J. Am. Stat. Assoc. 78:427"
TIE = 1e-9  # of a log-likelihood; random tables whose likelihoods are that close count as equally likely
LARGEST_WORK = 4 * 10**8  # cells; some ten seconds
STEP = 50  # a step in Python costs as much as so many cells in numpy


class _TooLarge(Exception):
    pass


def fisher_freeman_halton(
    table: ArrayLike, method: str = "exact", samples: int = 100_000, seed: int = 1
) -> HypothesisTest:
    """Exact test of no association between groups (rows) and answers (columns), given both margins.

    Methods:
    - `exact`: the probability of all tables no more likely than the observed one, in whole numbers. A table taking more
      than `LARGEST_WORK` cells (some ten seconds) is answered by `monte_carlo`, and the result says so.
    - `monte_carlo`: the share of such tables among `samples` random ones with these margins, the observed one
      counted in, so never 0 (Agresti 1992, Stat. Sci. 7:131); `standard_error` is that of p.
    Not for paired answers. Says nothing of an order of the answers: with ordered answers other tests see more.

    Returns:
        HypothesisTest; `statistic` is the probability of the observed table, `pvalue_exact` a Fraction unless
        random tables were drawn.

    Raises:
        ValueError: no table of whole counts of 0 or more, or one that counts nobody; an unknown method; fewer
            than one sample.
    """
    one_of(method, ("exact", "monte_carlo"))
    if whole_number(samples, "samples") < 1:
        raise ValueError("samples must be at least 1")
    rows = [row for row in contingency_table(table) if any(row)]
    rows = [list(row) for row in zip(*(column for column in zip(*rows, strict=True) if any(column)), strict=True)]
    notes: tuple[str, ...] = (*GROUPS, "conditional on both margins", "all tables no more likely than the observed one")
    pvalue, exact, error = 1.0, None, None
    if min(len(rows), len(rows[0])) == 1:
        notes = (*notes, "one group or one answer only: p is 1 by definition")
        exact = Fraction(1) if method == "exact" else None
    elif method == "exact":
        try:
            exact = _exact(rows)
            pvalue = float(exact)
        except _TooLarge:
            method, notes = "monte_carlo", (*notes, "too large for the exact method")
    if method == "monte_carlo" and min(len(rows), len(rows[0])) > 1:
        pvalue, error = _monte_carlo(rows, int(samples), seed)
        notes = (*notes, f"{samples} random tables, seed {seed}")
    return HypothesisTest(
        pvalue=pvalue,
        statistic=math.exp(_log_likelihood(rows) - _log_total(rows)),
        method=method,
        assumptions=notes,
        source=SOURCE,
        pvalue_exact=exact,
        standard_error=error,
    )


def _log_likelihood(rows: list[list[int]]) -> float:
    """Log of the product over columns of the multinomial coefficients of their cells."""
    return math.log(math.prod(_ways(column) for column in zip(*rows, strict=True)))


def _log_total(rows: list[list[int]]) -> float:
    """Log of the sum of those products over all tables with these margins: n! / (product of row totals!)."""
    return math.log(_ways([sum(row) for row in rows]))


def _ways(cells: Iterable[int]) -> int:
    """The multinomial coefficient, exactly."""
    ways, total = 1, 0
    for cell in cells:
        total += cell
        ways *= math.comb(total, cell)
    return ways


def _exact(rows: list[list[int]]) -> Fraction:
    if len(rows) > len(rows[0]):
        rows = [list(column) for column in zip(*rows, strict=True)]
    columns = sorted(map(sum, zip(*rows, strict=True)))
    layer: dict[tuple[int, ...], Past] = {tuple(sorted(map(sum, rows))): {1: 1}}
    taken = 0
    for column in columns[:-2]:
        after: dict[tuple[int, ...], Past] = {}
        for rests, past in layer.items():
            for cells in _fillings(rests, column):
                taken += STEP * len(past)
                if taken > LARGEST_WORK:
                    raise _TooLarge
                ways = _ways(cells)
                reached = after.setdefault(tuple(sorted(map(sub, rests, cells))), {})
                for likelihood, times in past.items():
                    reached[likelihood * ways] = reached.get(likelihood * ways, 0) + times
        layer = after
    if taken + work(layer, columns[-2]) > LARGEST_WORK:
        raise _TooLarge
    observed = math.prod(_ways(column) for column in zip(*rows, strict=True))
    found = sum(at_most(rests, past, columns[-2], observed) for rests, past in layer.items())
    return Fraction(found, _ways([sum(row) for row in rows]))


def _fillings(rests: tuple[int, ...], column: int) -> Iterator[tuple[int, ...]]:
    """Every way to share a column total out over rows of which so much is left."""
    if len(rests) == 1:
        if column <= rests[0]:
            yield (column,)
        return
    for cell in range(max(0, column - sum(rests[1:])), min(rests[0], column) + 1):
        for others in _fillings(rests[1:], column - cell):
            yield (cell, *others)


def _monte_carlo(rows: list[list[int]], samples: int, seed: int) -> tuple[float, float]:
    import numpy as np
    from scipy.special import gammaln
    from scipy.stats import random_table

    table = np.array(rows)
    drawn = random_table(table.sum(axis=1), table.sum(axis=0)).rvs(samples, random_state=np.random.default_rng(seed))
    unlikeliness, observed = gammaln(drawn + 1).sum(axis=(1, 2)), gammaln(table + 1).sum()
    share = (1 + int((unlikeliness >= observed - TIE).sum())) / (1 + samples)
    return share, math.sqrt(share * (1 - share) / samples)
