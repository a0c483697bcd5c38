"""The register of what is told of real respondents, as a reader of the pages sees it."""

from collections.abc import Sequence

import pandas as pd

from collabstudy.disclosure import SMALL, USUAL, Entry, rules_of
from collabstudy.reporting.languages.phrases import Phrase, phrase, said
from collabstudy.reporting.results import Table
from collabstudy.study import Study


def register_table(entries: Sequence[Entry], study: Study) -> Table:
    """One row a table that is told: where it stands, its questions, whom it is about, its base, what is hidden."""
    rows = [
        {
            "notebook": entry.notebook,
            "result": entry.key,
            "questions": " × ".join(release.variables) or "–",
            "identifying": " × ".join(release.identifying) or "–",
            "filter": release.filter,
            "base": release.base,
            "cells and totals told": sum(item.least == item.most for item in release.known),
            "cells hidden": sum(item.least < item.most for item in release.known),
        }
        for entry in entries
        for release in [entry.release]
    ]
    told = tuple(dict.fromkeys(entry.release for entry in entries))
    note = f"{rule_sentence(study)} No table gives away a small cell or a small group, alone or with any other of them."
    return Table(pd.DataFrame(rows), "What these pages tell of respondents", (study.evidence,), note, releases=told)


def rule_phrase(study: Study) -> Phrase:
    """The thresholds that are in force, and whose they are; a fragment that no capital begins."""
    minimum = rules_of(study).minimum_base
    whose = phrase("own threshold" if "minimum_base" in study.disclosure else "usual threshold", "findings")
    usual = phrase("usual", "findings", usual=USUAL) if minimum != USUAL else ""
    return phrase("disclosure rule", "findings", minimum=minimum, whose=whose, usual=usual, small=SMALL)


def rule_sentence(study: Study) -> str:
    """The same as an English sentence."""
    text = said(rule_phrase(study), "en")
    return f"{text[0].upper()}{text[1:]}."
