"""Tables of the same answers, taken together: what none of them gives away by itself.

Each small cell of a breakdown must keep, given all that is told, every count that its own table leaves it; and no
group may come out of a subtraction that is smaller than the smallest base.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from collabstudy.disclosure.bounds import Attack, atoms_of
from collabstudy.disclosure.releases import Known, Levels, Release, known_as
from collabstudy.disclosure.rules import SMALL

LARGEST = 800  # cells of the tables that an attack goes through in whole persons
WIDEST = 20_000  # the same, where persons may be parts; questions beyond it are left out


@dataclass(frozen=True)
class Leak:
    """A cell or a group that several releases give away together."""

    levels: Levels
    persons: tuple[int, int]


def leaks(releases: Sequence[Release], common: Iterable[Known] = ()) -> Iterator[Leak]:
    """What the releases give away that none of them may. ``common`` is what outsiders know anyway, such as how many
    of each role come from each town.

    What nobody can have answered, by that knowledge alone, is nobody's secret. Raises ``ValueError`` where the releases
    contradict each other.
    """
    known = list(common)
    yield from (leak for leak in _all_leaks(releases, known) if not _impossible(leak.levels, known))


def _all_leaks(releases: Sequence[Release], common: Sequence[Known]) -> Iterator[Leak]:
    told = {item for release in releases for item in release.known}
    for release in dict.fromkeys(releases):
        if not (release.identifying and release.known):
            continue
        hidden = [item for item in release.known if item.least < item.most]
        if hidden:
            knowing = [*told, *common]
            joint = _Together(knowing, release, [item.levels for item in hidden])
            alone = Attack(release.known, release.variables)
            yield from (leak for item in hidden if (leak := _worked_out(item, alone, joint)))
        yield from _isolated(release, told)


class _Together:
    """An attack with the questions that are linked to a release: with few in whole persons, with more in parts."""

    def __init__(self, known: Sequence[Known], release: Release, wanted: Sequence[Levels]) -> None:
        few, many = (_questions(release, known, cells) for cells in (LARGEST, WIDEST))
        self._attacks = [Attack(known, few, wanted)]
        self._attacks += [Attack(known, many, wanted, whole=False)] if len(many) > len(few) else []

    def possible(self, levels: Levels, persons: int) -> bool:
        """Whether a cell can have exactly so many, as far as any of the attacks sees."""
        return all(attack.possible(levels, persons) for attack in self._attacks)

    def bounds(self, levels: Levels) -> tuple[int, int]:
        """The narrowest bounds of a cell."""
        least, most = zip(*(attack.bounds(levels) for attack in self._attacks), strict=True)
        return max(least), min(most)


def left_out(releases: Sequence[Release], common: Iterable[Known] = ()) -> dict[str, list[str]]:
    """By the questions of a breakdown with hidden cells those others that are linked to it, if only through others, and
    that no attack of :func:`leaks` had room for."""
    knowing = [*dict.fromkeys(item for release in releases for item in release.known), *common]
    pairs = {pair for item in knowing for pair in combinations(item.questions, 2)}
    found = {}
    for release in releases:
        if not release.identifying or all(item.least == item.most for item in release.known):
            continue
        linked = set(release.variables)
        while more := {name for pair in pairs if linked & set(pair) for name in pair} - linked:
            linked |= more
        if out := linked - set(_questions(release, knowing, WIDEST)):
            found[" × ".join(release.variables)] = sorted(out)
    return found


def _impossible(levels: Levels, common: Iterable[Known]) -> bool:
    """Whether a cell lies inside one that is known to be empty."""
    cell = {name: set(answers) for name, answers in levels}
    return any(
        item.most == 0 and all(name in cell and cell[name] <= set(answers) for name, answers in item.levels)
        for item in common
    )


def _worked_out(item: Known, alone: Attack, joint: _Together) -> Leak | None:
    """A hidden cell that could be small by its own table, and that other tables leave fewer small counts."""
    least, most = alone.bounds(item.levels)
    if least >= SMALL or all(joint.possible(item.levels, end) for end in (least, min(most, SMALL - 1))):
        return None
    return Leak(item.levels, joint.bounds(item.levels))


def _isolated(release: Release, told: Iterable[Known]) -> Iterator[Leak]:
    """Answers of groups that other tables cut out of the groups of this one, down to some that are too small."""
    knowing = list(told)
    questions = _questions(release, knowing, LARGEST)
    parts = atoms_of([item.levels for item in knowing if set(item.questions) <= set(questions)], questions)
    alone = atoms_of([item.levels for item in release.known], release.variables)
    for name in release.identifying:
        pieces = [known_as({name: sorted(part)}, 0).levels for part in parts[name] if part and part not in alone[name]]
        for other in set(release.variables) - {name} if pieces else ():
            answers = [known_as({other: sorted(part)}, 0).levels for part in alone[other] if part]
            cells = [tuple(sorted(piece + answer)) for piece in pieces for answer in answers]
            answered = known_as({other: sorted(frozenset().union(*alone[other]))}, 0).levels
            near, joint = (
                Attack(knowing, some, [*cells, *pieces, *answers]) for some in (release.variables, questions)
            )
            for piece, answer in product(pieces, answers):
                cell = tuple(sorted(piece + answer))
                persons, chosen = near.bounds(piece + answered)[1], near.bounds(answer)[1]
                ends = 0, min(persons, chosen, SMALL - 1)
                if 0 < persons < release.minimum_base and not all(joint.possible(cell, end) for end in ends):
                    yield Leak(cell, joint.bounds(cell))


def _questions(release: Release, known: Sequence[Known], cells: int) -> list[str]:
    """The questions of a release and those that are told together with them, as far as so many cells go; of the others
    those with most links to the chosen come first."""
    chosen = list(release.variables)
    pairs = sorted({pair for item in known for pair in combinations(item.questions, 2)})
    names = dict.fromkeys(name for item in known for name in item.questions)
    sizes = {name: len(parts) for name, parts in atoms_of((item.levels for item in known), list(names)).items()}
    while True:
        links = Counter(
            second if first in chosen else first for first, second in pairs if (first in chosen) != (second in chosen)
        )
        size = math.prod(sizes[name] for name in chosen)
        room = [name for name, _ in links.most_common() if size * sizes[name] <= cells]
        if not room:
            return chosen
        chosen.append(room[0])
