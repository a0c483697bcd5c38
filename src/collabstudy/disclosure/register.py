"""The register of all that was told of a study's respondents, and what can be got from it by subtraction."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from collabstudy.disclosure.linked import Leak, leaks
from collabstudy.disclosure.releases import Known, Levels, Release


@dataclass(frozen=True)
class Entry:
    """A release with its place: the hash of the responses it is of, the notebook, the key of the result."""

    data: str
    notebook: str
    key: str
    release: Release

    @property
    def place(self) -> str:
        return f"{self.notebook}, {self.key!r}"


@dataclass(frozen=True)
class Conflict:
    """Two entries that give away together what neither may, and what that is; ``alone`` if it takes no third."""

    first: Entry
    second: Entry
    what: str
    alone: bool = True


def conflicts(entries: Sequence[Entry], earlier: Sequence[Entry], common: Iterable[Known] = ()) -> Iterator[Conflict]:
    """The pairs that give something away: within the same responses by any combination of tables, and between the
    responses of an earlier run and those of now by the difference.
    """
    now = {entry.data for entry in entries}
    same = [entry for entry in earlier if entry.data in now]
    yield from _combined([*same, *entries], list(common))
    yield from _changed([entry for entry in earlier if entry.data not in now], entries)


def _combined(entries: Sequence[Entry], common: list[Known]) -> Iterator[Conflict]:
    """Entries are let in one after the other; each with which something can be worked out is refused."""
    let_in: list[Entry] = []
    ahead = list({entry.release: entry for entry in reversed(entries)}.values())[::-1]  # of equals the first
    while _leak([*let_in, *ahead], common):
        passed = _longest(let_in, ahead, common)
        entry = ahead[passed]
        let_in, ahead = [*let_in, *ahead[:passed]], ahead[passed + 1 :]
        yield _named(let_in, entry, common)


def _longest(let_in: list[Entry], ahead: list[Entry], common: list[Known]) -> int:
    """How many of those ahead give nothing away together with those let in; all of them do. By halving: an attack
    through many tables takes long.
    """
    low, high = 0, len(ahead) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (low, middle - 1) if _leak([*let_in, *ahead[:middle]], common) else (middle, high)
    return low


def _named(let_in: list[Entry], entry: Entry, common: list[Known]) -> Conflict:
    """The other of the pair: one that suffices, or else one without which nothing could be worked out."""
    for other in let_in:
        if found := _leak([other, entry], common):
            return Conflict(other, entry, _said(found))
    likely = sorted(let_in, key=lambda one: -len(one.release.variables))[::-1]  # breakdowns last, the first of all last
    last = _longest([entry], likely, common) if likely else 0
    found = _leak([entry, *likely[: last + 1]], common)
    assert found is not None
    return Conflict(likely[last] if likely else entry, entry, _said(found), alone=False)


def _leak(entries: Iterable[Entry], common: list[Known]) -> Leak | None:
    return next(leaks(list(dict.fromkeys(entry.release for entry in entries)), common), None)


def _said(leak: Leak) -> str:
    least, most = leak.persons
    number = f"{least}" if least == most else f"{least} to {most}"
    return f"{named(leak.levels)}: {number} {'person' if most == 1 else 'persons'}"


def named(levels: Levels) -> str:
    """Answers in words, such as ``town = ashby or byford, weekly = yes``."""
    return ", ".join(f"{name} = {' or '.join(answers)}" for name, answers in levels) or "all respondents"


def _changed(earlier: Iterable[Entry], entries: Iterable[Entry]) -> Iterator[Conflict]:
    """What differs from an earlier run by few persons: subtraction shows the answers of those who came or went."""
    before = {(entry.data, item.levels): (entry, item) for entry in earlier for item in entry.release.known}
    others = {(entry.data, entry.release.variables): entry for entry in earlier if entry.release.values}
    runs = dict.fromkeys(entry.data for entry in earlier)
    for entry in entries:
        pairs = [
            (*before[data, item.levels], item)
            for data in runs
            for item in entry.release.known
            if (data, item.levels) in before
        ]
        said = [(other, _few(then, item, other, entry)) for other, then, item in pairs]
        said += [
            (others[data, entry.release.variables], _few_values(others[data, entry.release.variables], entry))
            for data in runs
            if entry.release.values and (data, entry.release.variables) in others
        ]
        yield from (Conflict(other, entry, what) for other, what in [pair for pair in said if pair[1]][:1])


def _few(then: Known, now: Known, earlier: Entry, entry: Entry) -> str:
    """How one count changed, where that tells of fewer persons than a table may; of those who came also none."""
    if then.least < then.most or now.least < now.most or not then.least + now.least:
        return ""
    change, least = abs(now.least - then.least), entry.release.minimum_base
    grown = earlier.release.base != entry.release.base
    few = change < least if grown else 0 < change < least
    return f"{named(now.levels)}: {then.least} then, {now.least} now" if few else ""


def _few_values(earlier: Entry, entry: Entry) -> str:
    """Whether a mean changed by the answers of few."""
    few = abs(entry.release.base - earlier.release.base) < entry.release.minimum_base
    return f"{entry.release.variables[0]}: {earlier.release.values} then" if few and _differ(earlier, entry) else ""


def _differ(earlier: Entry, entry: Entry) -> bool:
    return (earlier.release.values, earlier.release.base) != (entry.release.values, entry.release.base)
