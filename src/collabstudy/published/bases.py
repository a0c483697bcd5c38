"""Which bases explain which figures, and the smallest sets of bases that explain them all."""

from collections.abc import Hashable, Iterator, Mapping, Set
from typing import TypeVar

Name = TypeVar("Name", bound=Hashable)


def smallest_covers(explained_by: Mapping[Name, Set[int]]) -> list[tuple[int, ...]]:
    """Every smallest set of bases such that each figure is explained by at least one of them.

    ``explained_by`` gives, for each figure, the bases at which it can be printed. The result is
    sorted; it is empty where a figure has no base at all, and holds one empty tuple where there
    is no figure. Exact: sets are tried by growing size, branching on the figure with fewest bases.
    """
    if any(not bases for bases in explained_by.values()):
        return []
    for size in range(len(explained_by) + 1):
        covers = {tuple(sorted(cover)) for cover in _covers(dict(explained_by), size)}
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
