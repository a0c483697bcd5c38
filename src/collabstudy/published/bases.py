"""Which bases explain which figures together: smallest covers, single misprints, and sets in conflict.

Each function takes, for each figure, the bases at which it can be printed; what it returns is exact.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Set
from typing import TypeVar

Name = TypeVar("Name", bound=Hashable)
Covers = list[tuple[int, ...]]
MOST_CONFLICTS = 100_000


def smallest_covers(explained_by: Mapping[Name, Set[int]], forced: Iterable[int] = ()) -> Covers:
    """Every smallest set of bases such that each figure is explained by at least one of them.

    The bases in ``forced`` belong to every set, whether or not they explain a figure. The result is
    sorted; it is empty where a figure has no base at all, and holds one empty tuple where there
    is no figure and nothing forced. Sets are tried by growing size, branching on the figure with fewest bases.
    """
    given = frozenset(forced)
    if any(not bases for bases in explained_by.values()):
        return []
    open_figures = {name: bases for name, bases in explained_by.items() if not bases & given}
    for size in range(len(open_figures) + 1):
        covers = {tuple(sorted(cover | given)) for cover in _covers(open_figures, size)}
        if covers:
            return sorted(covers)
    return []


def _covers(open_figures: dict[Name, Set[int]], size: int) -> Iterator[frozenset[int]]:
    if not open_figures:
        yield frozenset()
        return
    if size == 0:
        return
    hardest = min(open_figures.values(), key=len)
    for base in hardest:
        rest = {name: bases for name, bases in open_figures.items() if base not in bases}
        for cover in _covers(rest, size - 1):
            yield cover | {base}


def covers_without_one(explained_by: Mapping[Name, Set[int]], forced: Iterable[int] = ()) -> dict[Name, Covers]:
    """The smallest covers of all figures but one, by the figure left out: would one misprint explain it?"""
    given = frozenset(forced)
    return {
        left_out: smallest_covers({name: bases for name, bases in explained_by.items() if name != left_out}, given)
        for left_out in explained_by
    }


def minimal_conflicts(explained_by: Mapping[Name, Set[int]]) -> list[tuple[Name, ...]]:
    """Every minimal set of figures that no one base explains together; each can be printed with any of it left out.

    Where all bases are known to be one number, give that number (or nothing) for each figure: then the
    conflicts are single figures. Sets and their members come in the order of the figures, small sets first.

    They are the minimal sets that hold, for every base, a figure which that base does not explain:
    minimal transversals of a hypergraph, made edge by edge (Berge 1989). Raises ``ValueError``
    beyond :data:`MOST_CONFLICTS` sets on the way.
    """
    order = list(explained_by)
    edges = {
        frozenset(name for name in order if base not in explained_by[name])
        for base in frozenset().union(*explained_by.values())
    }
    found = [frozenset([name]) for name in order]  # where no base is tried, each figure alone is in conflict
    for edge in sorted(edges, key=len):
        hit = [chosen for chosen in found if chosen & edge]
        grown = {chosen | {name} for chosen in found if not chosen & edge for name in edge}
        found = hit + [chosen for chosen in grown if not any(other <= chosen for other in hit)]
        if len(found) > MOST_CONFLICTS:
            raise ValueError(f"there are more than {MOST_CONFLICTS:,} sets to follow: leave some figures out")
    place = {name: number for number, name in enumerate(order)}
    conflicts = [tuple(sorted(chosen, key=place.__getitem__)) for chosen in found]
    return sorted(conflicts, key=lambda names: (len(names), [place[name] for name in names]))
