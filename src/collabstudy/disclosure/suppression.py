"""Small cells out of a breakdown, and as many others as it takes that no sum gives them back.

Primary suppression by threshold, complementary suppression by search, each step checked by integer programming
(Willenborg and de Waal 2001; Hundepool and others 2012).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from collabstudy.disclosure.bounds import Attack
from collabstudy.disclosure.releases import Known, known_as
from collabstudy.disclosure.rules import Rules

Counts = NDArray[np.int64]
Named = tuple[str, Sequence[Sequence[str]]]  # a question, and the answers that each row (or column) stands for
Place = tuple[int, int]
WITHHELD = "withheld"


@dataclass(frozen=True, eq=False)
class Protected:
    """A table that may be published: its counts with totals, and which cells are not shown as numbers.

    ``small`` cells are shown as fewer than the threshold, ``withheld`` ones are not shown at all and have at least
    as many as the threshold, for else they would be small. Where a table is not ``marked`` both look alike, so that
    nothing is said of either. What is computed from the cells (p-value, statistic, effect) goes with them: see
    ``complete``.
    """

    counts: Counts
    small: NDArray[np.bool_]
    withheld: NDArray[np.bool_]
    smallest_cell: int
    marked: bool = True

    @property
    def complete(self) -> bool:
        """Whether every cell is shown."""
        return not (self.small | self.withheld).any()

    def text(self) -> list[list[str]]:
        """The cells as they are shown."""
        small = f"<{self.smallest_cell}" if self.marked else WITHHELD
        return [
            [
                small if self.small[at, to] else WITHHELD if self.withheld[at, to] else str(count)
                for to, count in enumerate(row)
            ]
            for at, row in enumerate(self.counts.tolist())
        ]

    def known(self, rows: Named | None = None, columns: Named | None = None) -> tuple[Known, ...]:
        """What a reader knows of the cells and of all totals, under the names of rows and columns."""
        height, width = self.counts.shape
        (group, groups), (answer, answers) = rows or _numbered("row", height), columns or _numbered("column", width)
        across, down = self.counts.sum(axis=1), self.counts.sum(axis=0)
        every = [name for names in answers for name in names]
        everyone = [name for names in groups for name in names]
        found = [
            known_as({group: groups[at], answer: answers[to]}, *self._ends((at, to)))
            for at in range(height)
            for to in range(width)
        ]
        found += [known_as({group: groups[at], answer: every}, int(across[at])) for at in range(height)]
        found += [known_as({group: everyone, answer: answers[to]}, int(down[to])) for to in range(width)]
        return tuple(found)

    def _ends(self, place: Place) -> tuple[int, int]:
        count, everyone = int(self.counts[place]), int(self.counts.sum())
        if not (self.small[place] or self.withheld[place]):
            return count, count
        if not self.marked:
            return 0, everyone
        return (0, self.smallest_cell - 1) if self.small[place] else (self.smallest_cell, everyone)


def _numbered(name: str, number: int) -> Named:
    return name, [(str(at),) for at in range(number)]


def protected(counts: Counts, rules: Rules) -> Protected | None:
    """The table of groups (rows) by answers (columns) with its small cells suppressed; totals are shown.

    A count of 0 is a small cell too, unless nobody in any group gave the answer: that all or none of a group
    gave an answer says it of each of its members. Each small cell keeps every count that its mark and its total
    allow. ``None`` where no choice of cells achieves it.

    Raises ``ValueError`` where a group is below the minimum base: pool such groups first.
    """
    if (counts.sum(axis=1) < rules.minimum_base).any():
        raise ValueError(f"a group has fewer than {rules.minimum_base} persons: pool the small groups first")
    small = (counts < rules.smallest_cell) & (counts.sum(axis=0) > 0)
    tables = (Protected(counts, small, np.zeros_like(small), rules.smallest_cell, marked) for marked in (True, False))
    return next((table for table in tables if _completed(table)), None)


def _completed(table: Protected) -> bool:
    """Withhold cells until the small ones are safe; whether that could be achieved."""
    while weak := unprotected(table):
        place = _next_cell(table, weak[0])
        if place is None:
            return False
        table.withheld[place] = True
    return True


def unprotected(table: Protected) -> list[Place]:
    """Small cells of which more can be worked out than "fewer than the threshold" and their total say."""
    attack = Attack(table.known(), ("column", "row")) if table.small.any() else None
    across, down = table.counts.sum(axis=1), table.counts.sum(axis=0)
    found = []
    for at, to in np.argwhere(table.small).tolist():
        most = min(int(across[at]), int(down[to]), table.smallest_cell - 1)
        cell = known_as({"row": [str(at)], "column": [str(to)]}, 0, most)
        if attack and not all(attack.possible(cell.levels, persons) for persons in (0, most)):
            found.append((at, to))
    return found


def _next_cell(table: Protected, weak: Place) -> Place | None:
    """The shown cell to withhold next: of the same group, else of the same answer, else any; small ones first."""
    shown = ~(table.small | table.withheld) & (table.counts.sum(axis=0) > 0)
    places: list[Place] = [(at, to) for at, to in np.argwhere(shown).tolist()]

    def cost(place: Place) -> Place:
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
