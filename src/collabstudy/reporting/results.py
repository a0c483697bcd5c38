"""What a notebook can show: a table, a plot or a finding, each with its evidence class.

``releases`` is what a result tells of real respondents; it is empty where it tells nothing of any. Words may be
phrases, which :func:`collabstudy.reporting.show` says in the language it is asked for.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from collabstudy.disclosure import SMALL, Release
from collabstudy.reporting.languages import fill
from collabstudy.reporting.languages.phrases import Value, phrase

DECIMALS = 6  # more would differ between processors


def evidence_line(evidence: tuple[str, ...], releases: Sequence[Release] = (), language: str = "en") -> str:
    """The evidence classes of a result in words; of real answers also that they are protected, and how."""
    minimum = max((release.minimum_base for release in releases if release.known and release.variables), default=0)
    mark = fill("protected", language, "marks", minimum=minimum, small=SMALL) if minimum else ""
    names = ", ".join(fill(name, language, "marks") for name in evidence)
    return fill("evidence", language, "marks", names=names, mark=mark)


def plain_values(value: Any) -> Any:
    """A value as JSON knows it, floats to a fixed number of decimals."""
    if isinstance(value, Mapping):
        return {str(name): plain_values(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain_values(item) for item in value]
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):
        return None
    if hasattr(value, "item"):
        value = value.item()
    return round(value, DECIMALS) if isinstance(value, float) else value


@dataclass(frozen=True)
class _Result:
    """``by_hand``: made in a notebook and not by this package, so that nobody vouches for what it tells of whom."""

    by_hand: bool = field(init=False, default=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_hand", not _maker().startswith("collabstudy."))


def _maker() -> str:
    """The module of the code that makes a result, whether directly or as a changed copy of another."""
    frame = sys._getframe(1)
    while frame.f_back and frame.f_code.co_name in ("__post_init__", "__init__", "replace", "_replace"):
        frame = frame.f_back
    return str(frame.f_globals.get("__name__", ""))


@dataclass(frozen=True)
class Table(_Result):
    """A table under a title. ``formats`` says how each column's numbers are printed (a format
    specification such as ``.1%``); ``note`` carries method and assumptions."""

    frame: pd.DataFrame
    title: Value
    evidence: tuple[str, ...]
    note: Value = ""
    formats: Mapping[str, str] = field(default_factory=dict)
    releases: tuple[Release, ...] = ()


@dataclass(frozen=True)
class Plot(_Result):
    """A drawing as SVG text in a language, with the sentence that a reader gets who cannot see it.

    ``data`` holds the values that it was drawn from, without a word of any language, and ``drawing`` names what draws
    them again (:func:`collabstudy.reporting.plots.redrawn`).
    """

    svg: str
    title: str
    alt: str
    evidence: tuple[str, ...]
    releases: tuple[Release, ...] = ()
    drawing: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    language: str = "en"

    @property
    def description(self) -> str:
        """The alt text with its evidence, for a reader to whom the drawing says neither."""
        return f"{self.alt} {evidence_line(self.evidence, self.releases, self.language)}"


@dataclass(frozen=True)
class Finding(_Result):
    """One or more sentences, with the data from which they were written."""

    sentences: Sequence[Value]
    evidence: tuple[str, ...]
    data: Mapping[str, Any] = field(default_factory=dict)
    releases: tuple[Release, ...] = ()


@dataclass(frozen=True)
class Ledger(_Result):
    """The claims ledger: entries and figures as plain values without a word of ours, and the terms they share.

    An entry has ``type`` (statement or figure), ``id``, ``section``, ``paragraph``, ``kind``, ``paraphrase`` by
    language, ``figures``, ``relation`` and ``among``; where a figure speaks to it also ``amount``, ``rungs``,
    ``decided on``, ``invited``, ``invited amount``, ``assumptions``, ``settled by`` and ``computed by``. Bounds are
    exact fractions as text.
    """

    entries: Sequence[Mapping[str, Any]]
    figures: Mapping[str, Mapping[str, Any]]
    terms: Mapping[str, Any]
    evidence: tuple[str, ...]
    releases: tuple[Release, ...] = ()


@dataclass(frozen=True)
class Missing(_Result):
    """Said in place of a result that the study's files do not allow."""

    reason: Value


NO_RESPONSES = Missing(phrase("responses", "missing"))
NO_PUBLICATION = Missing(phrase("publication", "missing"))
NO_COMPARISON = Missing(phrase("comparison", "missing"))
NO_LEVELS = Missing(phrase("levels", "missing"))
Shown = Table | Plot | Finding | Ledger | Missing
