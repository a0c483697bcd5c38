"""What a reader can work out: the smallest and the largest number of persons behind a cell, given all that is known.

Integer programming over every table that agrees with what is known (Fischetti and Salazar-Gonzalez 2001, the
attacker's problem). scipy's solver does it, so that suppression is not checked by the code that suppresses.
"""

import math
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from collabstudy.disclosure.releases import Known, Levels

Mask = NDArray[np.float64]
NEAR = 1e-6  # of a person, within which the solver meets what it is asked for


class Attack:
    """Every table over some questions that agrees with what is known of them.

    Answers that no statement tells apart are one; so are all that none of them names. A statement about other
    questions is left out, which can only make the bounds wider; so does letting persons be parts (not ``whole``), which
    is faster by far.
    """

    def __init__(
        self, known: Iterable[Known], questions: Sequence[str], wanted: Iterable[Levels] = (), whole: bool = True
    ) -> None:
        from scipy.sparse import csr_array  # not before it is needed

        self.questions = tuple(questions)
        self._whole = whole
        self._found: list[Mask] = []  # tables that agree with what is known: what they show need not be sought again
        told = [item for item in known if set(item.questions) <= set(questions)]
        self._atoms = atoms_of([item.levels for item in told] + list(wanted), questions)
        self._most = max((item.most for item in told), default=0)
        self._sums = csr_array(np.array([self._mask(item.levels) for item in told]).reshape(len(told), self.size))
        self._ends = np.array([item.least for item in told]), np.array([item.most for item in told])

    @property
    def size(self) -> int:
        """Cells of the tables."""
        return math.prod(len(atoms) for atoms in self._atoms.values())

    def bounds(self, levels: Levels) -> tuple[int, int]:
        """The smallest and largest count of a cell. Raises ``ValueError`` where no table agrees with what is known."""
        aim = self._mask(levels)
        return math.ceil(self._solved(aim) - NEAR), math.floor(-self._solved(-aim) + NEAR)

    def possible(self, levels: Levels, persons: int) -> bool:
        """Whether the cell can have exactly so many."""
        cell = self._mask(levels)
        if any(abs(cell @ table - persons) < NEAR for table in self._found):
            return True
        try:
            self._solved(np.zeros(self.size), (cell, persons))
        except ValueError:
            return False
        return True

    def _solved(self, aim: Mask, fixed: tuple[Mask, int] | None = None) -> float:
        from scipy.optimize import LinearConstraint, milp
        from scipy.sparse import csr_array, vstack

        sums, (least, most) = self._sums, self._ends
        if fixed is not None:
            sums = vstack([sums, csr_array(fixed[0].reshape(1, -1))], format="csr")
            least, most = np.append(least, fixed[1]), np.append(most, fixed[1])
        solved = milp(
            aim,
            constraints=LinearConstraint(sums, least, most) if sums.shape[0] else None,
            integrality=np.full(self.size, int(self._whole)),
            bounds=(0, self._most),
        )
        if not solved.success:
            raise ValueError("no table agrees with the totals and the cells that are shown")
        self._found.append(solved.x)
        return float(solved.fun)

    def _mask(self, levels: Levels) -> Mask:
        """Which cells a statement sums up."""
        named = {name: set(answers) for name, answers in levels}
        mask: Mask = np.ones(1)
        for name, atoms in self._atoms.items():
            inside = [float(name not in named or (atom <= named[name] and bool(atom))) for atom in atoms]
            mask = np.asarray(np.kron(mask, inside), dtype=np.float64)
        return mask


def atoms_of(levels: Iterable[Levels], questions: Sequence[str]) -> dict[str, list[frozenset[str]]]:
    """The answers to each question, as far as statements tell them apart; the empty set is whatever none names."""
    found = {name: set[frozenset[str]]() for name in questions}
    for item in levels:
        for name, answers in item:
            if name in found:
                found[name].add(frozenset(answers))
    return {name: [*_parts(sets), frozenset()] for name, sets in found.items()}


def _parts(sets: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """The coarsest parts of which each of the sets is a union."""
    chosen = list(sets)
    by_place: dict[tuple[bool, ...], set[str]] = {}
    for answer in sorted(frozenset().union(*chosen)):
        by_place.setdefault(tuple(answer in one for one in chosen), set()).add(answer)
    return [frozenset(part) for part in by_place.values()]
