"""What a table, figure or sentence tells of respondents: the counts that can be read off it, exact or within bounds."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from collabstudy.disclosure.rules import SMALL, USUAL

Levels = tuple[tuple[str, tuple[str, ...]], ...]  # by question, in the order of their names: any of these answers


@dataclass(frozen=True)
class Known:
    """That between ``least`` and ``most`` persons gave one of the named answers to each of the named questions."""

    levels: Levels
    least: int
    most: int

    @property
    def questions(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.levels)


@dataclass(frozen=True)
class Release:
    """One table that is told: its ``variables``, the ``base`` of persons it rests on, and what is ``known`` by it.

    ``identifying``: those of the variables that could tell who somebody is. ``values``: other numbers that are shown,
    such as a mean. ``minimum_base``: the threshold under which it was let through.
    """

    variables: tuple[str, ...]
    base: int
    known: tuple[Known, ...] = ()
    identifying: tuple[str, ...] = ()
    minimum_base: int = USUAL
    values: str = ""

    @property
    def filter(self) -> str:
        """Whom it is about."""
        return f"answered {' and '.join(self.variables)}" if self.variables else "all respondents"

    def plain(self) -> dict[str, Any]:
        """As JSON knows it."""
        return asdict(self)

    @classmethod
    def of_plain(cls, values: Mapping[str, Any]) -> "Release":
        """From what :meth:`plain` wrote. Raises ``KeyError`` or ``TypeError`` where it is anything else."""
        known = tuple(known_as(dict(item["levels"]), item["least"], item["most"]) for item in values["known"])
        names = {name: tuple(values[name]) for name in ("variables", "identifying")}
        return cls(**{**values, **names, "known": known})


def known_as(levels: Mapping[str, Sequence[str]], least: int, most: int | None = None) -> Known:
    """A statement with its questions in order; exact where no ``most`` is given."""
    return Known(tuple((name, tuple(levels[name])) for name in sorted(levels)), least, least if most is None else most)


def admit(releases: Sequence[Release]) -> None:
    """Raises ``ValueError`` for a release with a base below its threshold, or a small cell of a breakdown."""
    for release in releases:
        if release.known and release.variables and release.base < release.minimum_base:
            raise ValueError(f"it rests on fewer than {release.minimum_base} persons, and is not shown")
        for item in release.known if release.identifying and len(release.variables) > 1 else ():
            if item.least == item.most and 0 < item.most < SMALL and not _of_everyone(item, release):
                raise ValueError(f"a cell of fewer than {SMALL} persons in a breakdown is not shown")


def _of_everyone(item: Known, release: Release) -> bool:
    """Whether a count is of all groups together: a total, which the question alone tells too."""
    groups = {(name, answer) for one in release.known for name, some in one.levels for answer in some}
    said = {(name, answer) for name, some in item.levels for answer in some}
    return all((name, answer) in said for name, answer in groups if name in release.identifying)
