"""What a later run of other responses gives away of those who came or went: any count that changed by few persons.

Counts are compared on all groups that both runs can form: those that are told, the unions into which the groups of
one run and of the other fall (pools may change), and what is left of a row or a column beside the cells that are
shown. Whether a run tells such a count exactly is worked out from all that it tells of the same questions.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from collabstudy.disclosure.bounds import Attack, atoms_of
from collabstudy.disclosure.entries import Conflict, Entry, named
from collabstudy.disclosure.linked import LARGEST
from collabstudy.disclosure.releases import Known, Levels, known_as
from collabstudy.disclosure.rules import SMALL
from collabstudy.study import LEFT_EMPTY, NOT_SEEN

BLANK = frozenset((LEFT_EMPTY, NOT_SEEN))


def changed(earlier: Sequence[Entry], entries: Sequence[Entry], routing: Sequence[Known] = ()) -> Iterator[Conflict]:
    """The pairs of an earlier run and of now whose difference tells of few persons, one for each table of now.

    ``routing``: which combinations of answers the questionnaire leaves nobody, in either run.
    """
    for run in dict.fromkeys(entry.data for entry in earlier):
        then = [entry for entry in earlier if entry.data == run]
        for questions in dict.fromkeys(tuple(sorted(entry.release.variables)) for entry in entries):
            found = next(_counts(_Told(then, questions, routing), _Told(entries, questions, routing)), None)
            if found is not None:
                yield found
        yield from _values(then, entries)


def _linked(entries: Iterable[Entry], questions: tuple[str, ...], routing: Sequence[Known]) -> tuple[str, ...]:
    """The questions with those that routing links to them, as far as the tables stay small enough to be solved."""
    told = [item.levels for entry in entries for item in entry.release.known] + [item.levels for item in routing]
    chosen = list(questions)
    for name in dict.fromkeys(
        name for item in routing if set(item.questions) & set(questions) for name in item.questions
    ):
        sizes = atoms_of(told, [*chosen, name]).values()
        if name not in chosen and math.prod(map(len, sizes)) <= LARGEST:
            chosen.append(name)
    return tuple(chosen)


class _Told:
    """What one run tells of some questions, and of those that decide who was asked them or who is asked by them."""

    def __init__(self, entries: Iterable[Entry], questions: tuple[str, ...], routing: Sequence[Known]) -> None:
        self.questions = questions
        self._all = _linked(list(entries), questions, routing)
        self._routing = [item for item in routing if set(item.questions) <= set(self._all)]
        self.by_item: dict[Known, Entry] = {}
        for entry in sorted(entries, key=lambda one: tuple(sorted(one.release.variables)) != questions):
            for item in entry.release.known:
                if set(item.questions) <= set(self._all):
                    self.by_item.setdefault(item, entry)
        self.exact = {item.levels: item.least for item in self.by_item if item.least == item.most}

    @property
    def entry(self) -> Entry:
        """The table of just these questions, or else one of some of them."""
        return next(iter(self.by_item.values()))

    def groups(self, name: str) -> list[frozenset[str]]:
        """The answers to a question, as far as this run tells them apart."""
        return [part for part in atoms_of([item.levels for item in self.by_item], [name])[name] if part]

    def answers(self, name: str) -> frozenset[str]:
        """All answers to a question that this run names, blanks aside."""
        return frozenset[str]().union(*self.groups(name)) - BLANK

    def base(self, levels: Levels) -> int:
        """Of how many persons a count of these answers is: of its table, or where that is another's of those who
        answered, or else of all."""
        if tuple(sorted(self.entry.release.variables)) != self.questions:
            answered = known_as({name: sorted(self.answers(name)) for name, _ in levels}, 0).levels
            for wanted in (answered, ()):
                if (persons := self.count(wanted)) is not None:
                    return persons
        return self.entry.release.base

    def count(self, levels: Levels) -> int | None:
        """How many gave these answers, or ``None`` where that does not follow."""
        if levels not in self.exact:
            attack = Attack([*self.by_item, *self._routing], self._all, [levels])
            try:
                least, most = attack.bounds(levels)
            except ValueError:  # the questionnaire's routing was another then
                return None
            return least if least == most else None
        return self.exact[levels]


def _counts(then: _Told, now: _Told) -> Iterator[Conflict]:
    if not (then.by_item and now.by_item):
        return
    for levels in dict.fromkeys([*now.exact, *then.exact, *_unions(then, now)]):
        if not {name for name, _ in levels} <= set(now.questions):
            continue  # that is held against its own table
        before = then.count(levels)
        after = now.count(levels) if before is not None else None
        if before is not None and after is not None and _few(levels, before, after, then, now):
            yield Conflict(then.entry, now.entry, f"{named(levels)}: {before} then, {after} now")


def _few(levels: Levels, before: int, after: int, then: _Told, now: _Told) -> bool:
    """Whether a change tells of fewer persons than a table of those who came or went would.

    Of everyone, and of blanks, it is who came that counts; of a group, how many came to it; and of a cell of a
    breakdown, as of any breakdown, whether it can be one of few of them, or none.
    """
    change, least = abs(after - before), now.entry.release.minimum_base
    if not levels:
        return 0 < change < least
    grown = abs(then.base(levels) - now.base(levels))
    marked = [name for name, answers in levels if not _everyone(name, answers, then, now)]
    blank = any(set(answers) <= BLANK for _, answers in levels)
    if not marked or blank:
        return 0 < grown < least or (not grown and 0 < change < least)
    if len(levels) == 1 or not grown:
        return 0 < change < least
    if not change and all(_alike({name: answers}, then, now) for name, answers in levels if name in marked):
        return False  # nobody came to the group
    return bool(before + after) and change < SMALL


def _alike(group: dict[str, tuple[str, ...]], then: _Told, now: _Told) -> bool:
    """Whether both runs tell the same number of a group."""
    before, after = (run.count(known_as(group, 0).levels) for run in (then, now))
    return before is not None and before == after


def _everyone(name: str, answers: Iterable[str], then: _Told, now: _Told) -> bool:
    """Whether a question tells nobody apart, or all its groups are meant."""
    identifying = {one for run in (then, now) for entry in run.by_item.values() for one in entry.release.identifying}
    return name not in identifying or all(run.answers(name) <= set(answers) for run in (then, now))


def _unions(then: _Told, now: _Told) -> list[Levels]:
    """Groups by answers that both runs may be able to count though neither tells of them by itself."""
    if len(now.questions) != 2:
        return [known_as({name: sorted(part)}, 0).levels for name in now.questions for part in _shared(then, now, name)]
    first, second = now.questions
    rows, columns = _shared(then, now, first), _shared(then, now, second)
    cells = {(row, column): _levels(first, row, second, column) for row, column in product(rows, columns)}
    hidden = [place for place, levels in cells.items() if not all(levels in run.exact for run in (then, now))]
    beside = []
    for row in rows:
        rest = frozenset[str]().union(*(column for one, column in hidden if one == row)) - BLANK
        beside += [_levels(first, row, second, rest)] if rest else []
    for column in columns:
        rest = frozenset[str]().union(*(row for row, one in hidden if one == column)) - BLANK
        beside += [_levels(first, rest, second, column)] if rest else []
    return [*cells.values(), *beside]


def _levels(first: str, row: frozenset[str], second: str, column: frozenset[str]) -> Levels:
    return known_as({first: sorted(row), second: sorted(column)}, 0).levels


def _shared(then: _Told, now: _Told, name: str) -> list[frozenset[str]]:
    """The smallest sets of answers that are unions of groups in either run."""
    found: list[frozenset[str]] = []
    for part in [*then.groups(name), *now.groups(name)]:
        met = [one for one in found if one & part]
        found = [*(one for one in found if not one & part), part.union(*met)]
    return found


def _values(then: Iterable[Entry], entries: Iterable[Entry]) -> Iterator[Conflict]:
    """Other numbers, such as a mean, that changed while few persons came or went."""
    before = {entry.release.variables: entry for entry in then if entry.release.values}
    for entry in entries:
        other = before.get(entry.release.variables) if entry.release.values else None
        if other is None:
            continue
        few = abs(entry.release.base - other.release.base) < entry.release.minimum_base
        differ = (other.release.values, other.release.base) != (entry.release.values, entry.release.base)
        if few and differ:
            yield Conflict(other, entry, f"{entry.release.variables[0]}: {other.release.values} then")
