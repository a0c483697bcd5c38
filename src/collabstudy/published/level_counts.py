"""How many persons can have given each answer to one question, so that all its printed shares come out.

Levels that no printed share tells apart form an *atom*: only their sum is bound, and the levels within it
are left free. Everything is in whole numbers.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from collabstudy.published.datasets import Atom
from collabstudy.published.feasible import Feasible

LISTED = 200_000  # counts of one question at one base, beyond which they are not listed
Counts = tuple[int, ...]
Bound = tuple[frozenset[str], Feasible]  # levels, and how many persons together at each base


def atoms_of(levels: Sequence[str], selections: Sequence[frozenset[str]]) -> tuple[Atom, ...]:
    """The levels in groups that lie in the same of the selections, in their first order."""
    groups: dict[tuple[bool, ...], list[str]] = {}
    for level in levels:
        groups.setdefault(tuple(level in chosen for chosen in selections), []).append(level)
    return tuple(tuple(group) for group in groups.values())


def counts_by_base(atoms: Sequence[Atom], bounds: Sequence[Bound], bases: Sequence[int]) -> Mapping[int, list[Counts]]:
    """The persons at each atom, together the base, by base; bases without any are left out.

    Raises ``ValueError`` where there are more than :data:`LISTED` at a base.
    """
    found = {}
    for base in bases:
        allowed = [(_inside(atoms, chosen), feasible.get(base, range(0))) for chosen, feasible in bounds]
        counts = list(islice(_filled(len(atoms), allowed, base), LISTED + 1))
        if len(counts) > LISTED:
            raise ValueError(f"out of {base} there are more than {LISTED:,} ways to count the answers")
        if counts:
            found[base] = counts
    return found


def _inside(atoms: Sequence[Atom], chosen: frozenset[str]) -> tuple[int, ...]:
    return tuple(at for at, atom in enumerate(atoms) if atom[0] in chosen)


def _filled(size: int, allowed: Sequence[tuple[tuple[int, ...], range]], base: int) -> Iterator[Counts]:
    """Atom by atom within what is left of the base; the last takes all of it, and each bound is met."""
    ranges = [range(base + 1)] * size
    for inside, counts in allowed:
        if len(inside) == 1:
            (at,) = inside
            ranges[at] = range(max(ranges[at].start, counts.start), min(ranges[at].stop, counts.stop))

    def fill(at: int, left: int) -> Iterator[Counts]:
        if at == size - 1:
            if left in ranges[at]:
                yield (left,)
            return
        for number in range(ranges[at].start, min(ranges[at].stop, left + 1)):
            for rest in fill(at + 1, left - number):
                yield (number, *rest)

    for filled in fill(0, base):
        if all(sum(filled[at] for at in inside) in numbers for inside, numbers in allowed):
            yield filled
