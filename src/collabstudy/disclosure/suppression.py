"""Small cells out of a breakdown, and as many others as it takes that no sum gives them back.

Primary suppression by threshold, complementary suppression by search, each step checked by integer programming
(Willenborg and de Waal 2001; Hundepool and others 2012).
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from collabstudy.disclosure.bounds import Counts, cell_bounds
from collabstudy.disclosure.rules import Rules


@dataclass(frozen=True, eq=False)
class Protected:
    """A table that may be published: its counts with totals, and which cells are not shown as numbers.

    ``small`` cells are shown as fewer than the threshold, ``withheld`` ones are not shown at all and have at least
    as many as the threshold, for else they would be small; if the table is ``blank`` no cell is shown and nothing is
    said of any. What is computed from the cells (p-value, statistic, effect) goes with them: see ``complete``.
    """

    counts: Counts
    small: NDArray[np.bool_]
    withheld: NDArray[np.bool_]
    smallest_cell: int
    blank: bool = False

    @property
    def complete(self) -> bool:
        """Whether every cell is shown."""
        return not (self.blank or (self.small | self.withheld).any())

    def text(self) -> list[list[str]]:
        """The cells as they are shown."""
        if self.blank:
            return [["withheld"] * self.counts.shape[1]] * self.counts.shape[0]
        return [
            [
                f"<{self.smallest_cell}" if self.small[at, to] else "withheld" if self.withheld[at, to] else str(count)
                for to, count in enumerate(row)
            ]
            for at, row in enumerate(self.counts.tolist())
        ]

    def known(self) -> tuple[Counts, Counts]:
        """The smallest and largest count of each cell by what is shown of it and the totals, before any solving."""
        rows, columns = self.counts.sum(axis=1), self.counts.sum(axis=0)
        if self.blank:
            return np.zeros_like(self.counts), np.minimum(rows[:, None], columns)
        hidden = self.small | self.withheld
        lowest = np.where(hidden, np.where(self.withheld, self.smallest_cell, 0), self.counts)
        highest = np.where(hidden, np.minimum(rows[:, None], columns), self.counts)
        return lowest, np.where(self.small, np.minimum(highest, self.smallest_cell - 1), highest)


def protected(counts: Counts, rules: Rules) -> Protected | None:
    """The table of groups (rows) by answers (columns) with its small cells suppressed; totals are shown.

    A count of 0 is a small cell too, unless nobody in any group gave the answer: that all or none of a group
    gave an answer says it of each of its members. Each small cell keeps every count that its mark and its total
    allow; where marks would give them away, no cell of the table is shown. ``None`` where the totals alone do.

    Raises ``ValueError`` where a group is below the minimum base: pool such groups first.
    """
    if (counts.sum(axis=1) < rules.minimum_base).any():
        raise ValueError(f"a group has fewer than {rules.minimum_base} persons: pool the small groups first")
    small = (counts < rules.smallest_cell) & (counts.sum(axis=0) > 0)
    table = Protected(counts, small, np.zeros_like(small), rules.smallest_cell)
    while (weak := _weakest(table)) is not None:
        place = _next_cell(table, weak)
        if place is None:
            blank = replace(table, blank=True)
            return None if unprotected(blank) else blank
        table.withheld[place] = True
    return table


def unprotected(table: Protected) -> list[tuple[int, int]]:
    """Small cells of which more can be worked out than "fewer than the threshold" and their total say."""
    rows, columns = table.counts.sum(axis=1), table.counts.sum(axis=0)
    least, most = cell_bounds(*table.known(), rows, columns, table.small)
    allowed = np.minimum(np.minimum(rows[:, None], columns), table.smallest_cell - 1)
    weak = table.small & ((least > 0) | (most < allowed))
    return [(int(at), int(to)) for at, to in np.argwhere(weak)]


def _weakest(table: Protected) -> tuple[int, int] | None:
    return next(iter(unprotected(table)), None) if table.small.any() else None


def _next_cell(table: Protected, weak: tuple[int, int]) -> tuple[int, int] | None:
    """The shown cell to withhold next: of the same group, else of the same answer, else any; small ones first."""
    shown = ~(table.small | table.withheld) & (table.counts.sum(axis=0) > 0)
    places = [(int(at), int(to)) for at, to in np.argwhere(shown)]

    def cost(place: tuple[int, int]) -> tuple[int, int]:
        near = 0 if place[0] == weak[0] else 1 if place[1] == weak[1] else 2
        return near, int(table.counts[place])

    # one withheld cell in the group is enough for its total; then the answer's total has to be hidden
    row_done = table.withheld[weak[0]].any() or table.small[weak[0]].sum() > 1
    column_done = table.withheld[:, weak[1]].any() or table.small[:, weak[1]].sum() > 1
    if row_done and not column_done:
        places.sort(key=lambda place: (place[1] != weak[1], *cost(place)))
    else:
        places.sort(key=cost)
    return next(iter(places), None)
