"""The register of all that was told of a study's respondents, and what can be got from it by subtraction."""

from collections.abc import Iterable, Iterator, Sequence

from collabstudy.disclosure.changes import changed
from collabstudy.disclosure.entries import Conflict, Entry, named
from collabstudy.disclosure.linked import Leak, leaks
from collabstudy.disclosure.releases import Known


def conflicts(
    entries: Sequence[Entry], earlier: Sequence[Entry], common: Iterable[Known] = (), routing: Sequence[Known] = ()
) -> Iterator[Conflict]:
    """The pairs that give something away: within the same responses by any combination of tables, and between the
    responses of an earlier run and those of now by the difference. ``common`` is what others know of the responses of
    now, ``routing`` what the questionnaire says of any.
    """
    now = {entry.data for entry in entries}
    same = [entry for entry in earlier if entry.data in now]
    yield from _combined([*same, *entries], [*common, *routing])
    yield from changed([entry for entry in earlier if entry.data not in now], entries, routing)


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
    """The other of the pair: itself where it takes no other, one that suffices, or else one without which nothing could
    be worked out."""
    if found := _leak([entry], common):
        return Conflict(entry, entry, _said(found))
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
