"""A full distribution of one question: counts of its categories that print as published and sum to the base."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from collabstudy.published.feasible import counts_at
from collabstudy.published.rounding import ShareInterval

MOST_LISTED = 1_000_000  # vectors


@dataclass(frozen=True)
class Distribution:
    """The vectors of counts, one count a category, that print as published out of ``base`` answers.

    ``names`` are the categories and ``alone`` the counts that print as each one's share on its own,
    whether or not they can be made to sum to the base.
    """

    names: tuple[str, ...]
    base: int
    alone: tuple[range, ...]

    @property
    def refutation(self) -> str | None:
        """Why there is no vector, in one sentence; ``None`` where there is one."""
        for name, counts in zip(self.names, self.alone, strict=True):
            if not counts:
                return f"no count out of {self.base} prints as the share of {name!r}"
        least, most = _ends(self.alone)
        if least > self.base:
            return f"the smallest counts sum to {least}, more than the base {self.base}"
        if most < self.base:
            return f"the largest counts sum to {most}, fewer than the base {self.base}"
        return None

    @property
    def counts(self) -> tuple[range, ...]:
        """The counts that each category has in at least one vector; empty ranges where there is no vector."""
        if self.refutation:
            return tuple(range(0) for _ in self.alone)
        least, most = _ends(self.alone)
        return tuple(
            range(
                max(counts[0], self.base - (most - counts[-1])),
                min(counts[-1], self.base - (least - counts[0])) + 1,
            )
            for counts in self.alone
        )

    @property
    def number(self) -> int:
        """How many vectors there are: the coefficient of the base in the product of the categories' polynomials."""
        if self.refutation:
            return 0
        spare = self.base - _ends(self.alone)[0]
        ways = [1] + [0] * spare
        for counts in self.alone:
            total, window = [], 0
            for place in range(spare + 1):
                window += ways[place] - (ways[place - len(counts)] if place >= len(counts) else 0)
                total.append(window)
            ways = total
        return ways[spare]

    def vectors(self, most: int = MOST_LISTED) -> Iterator[tuple[int, ...]]:
        """Each vector once, in lexicographic order. Raises ``ValueError`` where there are more than ``most``."""
        if self.number > most:
            raise ValueError(f"there are {self.number:,} vectors of counts, too many to list; at most {most:,} are")
        return _vectors(self.alone, self.base) if self.number else iter(())


def distribution(intervals: Mapping[str, ShareInterval], base: int) -> Distribution:
    """The distribution of a question whose categories print as ``intervals``, in order, out of ``base`` answers.

    Raises ``ValueError`` for no category or no base.
    """
    if not intervals or base < 1:
        raise ValueError("give at least one category and a base of at least 1")
    alone = tuple(counts_at(interval, base) for interval in intervals.values())
    return Distribution(tuple(intervals), base, alone)


def _ends(ranges: Sequence[range]) -> tuple[int, int]:
    return sum(counts[0] for counts in ranges), sum(counts[-1] for counts in ranges)


def _vectors(ranges: Sequence[range], total: int) -> Iterator[tuple[int, ...]]:
    if not ranges:
        yield ()
        return
    least, most = _ends(ranges[1:])
    for count in range(max(ranges[0][0], total - most), min(ranges[0][-1], total - least) + 1):
        for rest in _vectors(ranges[1:], total - count):
            yield (count, *rest)
