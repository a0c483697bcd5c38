"""Releases with the place where they stand, pairs of them that give something away, and answers in words."""

from dataclasses import dataclass

from collabstudy.disclosure.releases import Levels, Release


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


def named(levels: Levels) -> str:
    """Answers in words, such as ``town = ashby or byford, weekly = yes``."""
    return ", ".join(f"{name} = {' or '.join(answers)}" for name, answers in levels) or "all respondents"
