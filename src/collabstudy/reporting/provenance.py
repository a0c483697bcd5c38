"""Where a page comes from, as it stands beneath it: study, data, program, parameters and rules, in two languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from collabstudy.reporting.languages import fill, templates
from collabstudy.reporting.languages.numbers import decimals, level

SHORT = 12  # digits of a hash on a page; the manifest holds all 64
NO_COMMIT = "unknown"


@dataclass(frozen=True)
class Provenance:
    """What a run rests on.

    ``evidence`` holds the classes of the study folder's content, ``data`` and ``lock`` are SHA-256 digests,
    ``changes`` says whether the checkout differs from its ``commit`` (``None`` where that is unknown),
    ``parameters`` are those of each notebook, and ``minimum_base`` and ``smallest_cell`` persons are the disclosure
    rule in force, which asks nothing where the study is ``open``.
    """

    study: str
    title: Mapping[str, str]
    evidence: tuple[str, ...]
    data: str
    lock: str
    version: str
    commit: str
    changes: bool | None
    versions: Mapping[str, str]
    parameters: Mapping[str, Mapping[str, Any]]
    rounding: str
    alpha: float
    confidence: float
    open: bool
    minimum_base: int
    smallest_cell: int

    def lines(self, language: str = "en", notebook: str = "") -> list[tuple[str, str]]:
        """Label and value, in the order of a page; with the parameters of a notebook where one is named.

        Raises ``ValueError`` for a language without words, ``KeyError`` for an unknown notebook.
        """
        evidence = templates(language)["evidence"]
        found = {
            "study": self.study,
            "evidence": ", ".join(evidence[name] for name in self.evidence),
            "data": self.data[:SHORT],
            "program": self._program(language),
            "lock": self.lock[:SHORT],
            "versions": ", ".join(f"{name} {version}" for name, version in self.versions.items()),
            "parameters": self._parameters(language, notebook) if notebook else "",
            "rounding": fill(self.rounding, language, "rounding"),
            "levels": f"{decimals(f'{self.alpha:.10g}', language)}; {level(self.confidence, language)}",
            "disclosure": self._rule(language),
        }
        return [(fill(name, language, "provenance"), value) for name, value in found.items() if value]

    def _program(self, language: str) -> str:
        known = self.commit != NO_COMMIT
        commit = self.commit[:SHORT] if known else fill("no commit", language, "provenance")
        changes = fill("changes", language, "provenance") if self.changes else ""
        return fill("version", language, "provenance", version=self.version, commit=commit, changes=changes)

    def _parameters(self, language: str, notebook: str) -> str:
        none = fill("not given", language, "provenance")
        given = self.parameters[notebook]
        return "; ".join(f"{name}: {none if value in (None, '', []) else value}" for name, value in given.items())

    def _rule(self, language: str) -> str:
        if self.open:
            return fill("open", language, "provenance")
        values = {"minimum_base": self.minimum_base, "smallest_cell": self.smallest_cell}
        return fill("closed", language, "provenance", **values)
