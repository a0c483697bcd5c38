"""What the notebooks of a run showed, by notebook and key, as the pages read it."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from collabstudy.reporting.languages.phrases import from_plain, said
from collabstudy.runner.plan import STEPS, Workspace

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Results:
    """The values of every result, without a word of any language."""

    found: Mapping[str, Mapping[str, Values]]

    @classmethod
    def of(cls, work: Workspace) -> "Results":
        """Those of a study's last run. Raises ``OSError`` where a notebook has not been executed."""
        return cls({step.name: json.loads(work.results(step.name).read_text(encoding="utf-8")) for step in STEPS})

    def get(self, notebook: str, key: str) -> Values | None:
        """A result, or ``None`` where the notebook showed none under this key."""
        return self.found[notebook].get(key)

    def beginning(self, notebook: str, start: str) -> Iterator[tuple[str, Values]]:
        """The results of a notebook whose keys begin so, in its order."""
        return ((key, values) for key, values in self.found[notebook].items() if key.startswith(start))


def sentences(values: Values, language: str) -> list[str]:
    """The sentences of a finding, or the reason why there is none."""
    if values["kind"] == "missing":
        return [said(from_plain(values["reason"]), language)]
    return [said(from_plain(sentence), language) for sentence in values["sentences"]]


def anchor(key: str) -> str:
    """Where on its notebook's page a result stands: the part of the address after ``#``."""
    return f"result-{re.sub(r'[^a-z0-9]+', '-', key.lower()).strip('-')}"  # clear of the page's headings


def address(notebook: str, key: str) -> str:
    """The address of a result, from the English pages."""
    return f"{notebook}.html#{anchor(key)}"
