"""What a notebook can show: a table, a plot or a finding, each with its evidence class.

``releases`` is what a result tells of real respondents; it is empty where it tells nothing of any. Words may be
phrases, which :func:`collabstudy.reporting.show` says in the language it is asked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from collabstudy.disclosure import SMALL, Release
from collabstudy.reporting.languages.phrases import Value

# How each class is named beside a result; docs/evidence.md and the index say what it means.
EVIDENCE = {
    "published": "published",
    "identified": "identified",
    "assumed": "assumed",
    "responses": "responses",
    "synthetic": "SYNTHETIC responses, which support no conclusion",
}


def evidence_line(evidence: tuple[str, ...], releases: Sequence[Release] = ()) -> str:
    """The evidence classes of a result in words; of real answers also that they are protected, and how."""
    minimum = max((release.minimum_base for release in releases if release.known and release.variables), default=0)
    mark = f" Protected: no base below {minimum}; in a breakdown no cell below {SMALL}." if minimum else ""
    return f"Evidence: {', '.join(EVIDENCE[name] for name in evidence)}.{mark}"


@dataclass(frozen=True)
class Table:
    """A table under a title. ``formats`` says how each column's numbers are printed (a format
    specification such as ``.1%``); ``note`` carries method and assumptions."""

    frame: pd.DataFrame
    title: Value
    evidence: tuple[str, ...]
    note: Value = ""
    formats: Mapping[str, str] = field(default_factory=dict)
    releases: tuple[Release, ...] = ()


@dataclass(frozen=True)
class Plot:
    """A drawing as SVG text, with the sentence that a reader gets who cannot see it.

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

    @property
    def description(self) -> str:
        """The alt text with its evidence, for a reader to whom the drawing says neither."""
        return f"{self.alt} {evidence_line(self.evidence, self.releases)}"


@dataclass(frozen=True)
class Finding:
    """One or more sentences, with the data from which they were written."""

    sentences: Sequence[Value]
    evidence: tuple[str, ...]
    data: Mapping[str, Any] = field(default_factory=dict)
    releases: tuple[Release, ...] = ()


@dataclass(frozen=True)
class Ledger:
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
class Missing:
    """Said in place of a result that the study's files do not allow."""

    reason: str


NO_RESPONSES = Missing("The study has no responses, so there is nothing to show here.")
NO_PUBLICATION = Missing("The study has no published figures, so there is nothing to show here.")
NO_COMPARISON = Missing("The study names no comparison, so there is nothing to show here.")
NO_LEVELS = Missing("The study has no question with answer levels, so there is nothing to show here.")
Shown = Table | Plot | Finding | Ledger | Missing
