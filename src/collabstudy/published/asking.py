"""One number to ask for: which undisclosed number, if its authors gave it, would decide a verdict.

A verdict of significance is open where a test reaches alpha in some, and only some, of the consistent data
sets. A disclosure decides it if, whatever the number turns out to be, the data sets that remain all agree.
Single numbers are tried first, then pairs; every one is worked out over the whole set, none is guessed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from collabstudy.published.feasible import Feasible
from collabstudy.published.identified import PairedTable
from collabstudy.published.paired_set import PairedIdentifiedSet
from collabstudy.published.verdicts import rejects_half

GONE_THROUGH = 50_000  # tables that are gone through in seconds
# What could be asked of a table of those who answered both questions, the easiest to give first.
NUMBERS: dict[str, Callable[[PairedTable], int]] = {
    "yes_yes": lambda table: table.yes_yes,
    "yes_no": lambda table: table.yes_no,
    "no_yes": lambda table: table.no_yes,
    "both": sum,
    "first_yes": lambda table: table.yes_yes + table.yes_no,
    "second_yes": lambda table: table.yes_yes + table.no_yes,
}
BASES = ("first_base", "second_base")


@dataclass(frozen=True)
class Disclosure:
    """One or more numbers that could be disclosed: so many ``answers`` are possible, and in ``deciding`` of
    them the verdict is decided."""

    numbers: tuple[str, ...]
    answers: int
    deciding: int

    @property
    def decides(self) -> bool:
        """Whether the verdict is decided whatever the answer."""
        return self.deciding == self.answers


def disclosures(found: PairedIdentifiedSet, alpha: float, method: str = "exact") -> list[Disclosure]:
    """What could be asked about an identified set: single numbers, and pairs where no single one decides.

    ``first_base`` and ``second_base`` are the bases of the questions; ``both`` how many answered both,
    ``first_yes`` and ``second_yes`` the yes among them, ``yes_yes``, ``yes_no`` and ``no_yes`` the cells of their
    table. The best come first: fewest numbers, then the largest share of answers that decide. Empty where
    the verdict is decided already. Raises ``ValueError`` for an unknown method, routed questions and a set
    too large to go through.
    """
    pvalue = found.pvalue(method)
    if found.verdict(alpha, method) != "some":
        return []
    if found.size > GONE_THROUGH:
        raise ValueError(f"{found.size:,} tables are too many to work out what to ask (at most {GONE_THROUGH:,})")
    level = Fraction(str(alpha))
    reached = [(table, pvalue(table.yes_no, table.no_yes) <= level) for table in found.cells]
    single = [*_of_bases(found, alpha, method), *(_of_tables((name,), reached) for name in NUMBERS)]
    if any(item.decides for item in single):
        return _best_first(single)
    return _best_first([*single, *(_of_tables(pair, reached) for pair in combinations(NUMBERS, 2))])


def share_disclosures(counts: Feasible, alpha: float) -> list[Disclosure]:
    """The same for one share against one half, by the exact binomial test: its base or its count could be asked,
    or both where neither alone decides."""
    level = Fraction(str(alpha))
    pairs = [(count, base) for base, found in counts.items() for count in found]
    return _smallest(("count", "base"), [(pair, rejects_half(*pair, level)) for pair in pairs])


def larger_disclosures(first: Feasible, second: Feasible) -> list[Disclosure]:
    """What could be asked where it is open whether the first share is the larger among those who answered.

    Raises ``ValueError`` where there are too many pairs of shares to go through.
    """
    sides = [[(count, base) for base, found in counts.items() for count in found] for counts in (first, second)]
    size = len(sides[0]) * len(sides[1])
    if size > GONE_THROUGH:
        raise ValueError(f"{size:,} pairs of shares are too many to work out what to ask (at most {GONE_THROUGH:,})")
    names = ("first_count", "first_base", "second_count", "second_base")
    return _smallest(names, [((*one, *two), one[0] * two[1] > two[0] * one[1]) for one in sides[0] for two in sides[1]])


def half_disclosures(counts: Feasible, above: bool) -> list[Disclosure]:
    """What could be asked where it is open whether a share is above (or below) one half."""
    pairs = [(count, base) for base, found in counts.items() for count in found]
    return _smallest(
        ("count", "base"), [(pair, (2 * pair[0] > pair[1]) if above else (2 * pair[0] < pair[1])) for pair in pairs]
    )


def _smallest(names: tuple[str, ...], cases: list[tuple[tuple[int, ...], bool]]) -> list[Disclosure]:
    """Single numbers, and as many together as it takes until some decide; empty where nothing is open."""
    if len({flag for _, flag in cases}) < 2:
        return []
    found: list[Disclosure] = []
    for size in range(1, len(names) + 1):
        for places in combinations(range(len(names)), size):
            answers = ((tuple(case[at] for at in places), flag) for case, flag in cases)
            found.append(_grouped(tuple(names[at] for at in places), answers))
        if any(item.decides for item in found):
            break
    return _best_first(found)


def _of_bases(found: PairedIdentifiedSet, alpha: float, method: str) -> Iterable[Disclosure]:
    if found.overlap == "complete":
        return  # those who answered both are everybody who answered: ``both`` is the base
    sides: Sequence[Mapping[int, range]] = found.counts
    for at, (name, counts) in enumerate(zip(BASES, sides, strict=True)):
        if found.bases[at] is None:
            known = ((base, None) if at == 0 else (None, base) for base in counts)
            yield _judged((name,), [replace(found, bases=_merged(found, bases)) for bases in known], alpha, method)
    if found.bases == (None, None):
        pairs = [replace(found, bases=(one, other)) for one in sides[0] for other in sides[1]]
        yield _judged(BASES, pairs, alpha, method)


def _merged(found: PairedIdentifiedSet, bases: tuple[int | None, int | None]) -> tuple[int | None, int | None]:
    return bases[0] or found.bases[0], bases[1] or found.bases[1]


def _judged(names: tuple[str, ...], sets: list[PairedIdentifiedSet], alpha: float, method: str) -> Disclosure:
    verdicts = [verdict for item in sets if (verdict := item.verdict(alpha, method)) != "assumptions refuted"]
    return Disclosure(names, len(verdicts), sum(verdict != "some" for verdict in verdicts))


def _of_tables(names: tuple[str, ...], reached: list[tuple[PairedTable, bool]]) -> Disclosure:
    return _grouped(names, ((tuple(NUMBERS[name](table) for name in names), flag) for table, flag in reached))


def _grouped(names: tuple[str, ...], answers: Iterable[tuple[object, bool]]) -> Disclosure:
    flags: dict[object, set[bool]] = {}
    for answer, flag in answers:
        flags.setdefault(answer, set()).add(flag)
    return Disclosure(names, len(flags), sum(len(seen) == 1 for seen in flags.values()))


def _best_first(found: Iterable[Disclosure]) -> list[Disclosure]:
    return sorted(found, key=lambda item: (not item.decides, len(item.numbers), -Fraction(item.deciding, item.answers)))
