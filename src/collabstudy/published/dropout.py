"""Drop-out in questionnaire order: bases that never grow from one question to the next."""

from collections.abc import Hashable, Mapping, Set
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True)
class Dropout(Generic[Name]):
    """Every way to give figures, in the order of their questions, bases that never grow.

    ``assignments`` counts them; ``bases`` holds, for each figure, the bases that it has in at least one
    (ascending). Where there is no way, ``stuck_at`` names the first figure up to which none is left.
    """

    assignments: int
    bases: Mapping[Name, tuple[int, ...]]
    stuck_at: Name | None = None


def monotone_dropout(explained_by: Mapping[Name, Set[int]]) -> Dropout[Name]:
    """The assignments of non-increasing bases to figures, exactly, by dynamic programming from both ends.

    ``explained_by`` gives, for each figure in the order of the questions, the bases at which it can be printed.
    """
    names = list(explained_by)
    everyone = sorted(frozenset().union(*explained_by.values()), reverse=True)
    before = _ways([explained_by[name] for name in names], everyone)
    after = _ways([explained_by[name] for name in reversed(names)], everyone[::-1])[::-1]
    stuck_at = next((name for name, ways in zip(names, before, strict=True) if not any(ways.values())), None)
    bases = {
        name: tuple(base for base in reversed(everyone) if from_start[base] and from_end[base])
        for name, from_start, from_end in zip(names, before, after, strict=True)
    }
    return Dropout(sum(before[-1].values()) if names else 1, bases, stuck_at)


def _ways(allowed: list[Set[int]], order: list[int]) -> list[dict[int, int]]:
    """For each figure and each base: the ways to come to it through figures whose bases go along ``order``."""
    ways: list[dict[int, int]] = []
    for bases in allowed:
        arriving = accumulate(ways[-1][base] for base in order) if ways else (1 for _ in order)
        ways.append({base: way if base in bases else 0 for base, way in zip(order, arriving, strict=True)})
    return ways
