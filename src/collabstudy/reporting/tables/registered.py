"""The register of what is told of real respondents, as a reader of the pages sees it."""

from collections.abc import Sequence
from functools import partial

import pandas as pd

from collabstudy.disclosure import SMALL, USUAL, Entry, rules_of
from collabstudy.reporting.languages.phrases import Own, Phrase, in_languages, phrase, said
from collabstudy.reporting.results import Table
from collabstudy.study import Study

SECTION = "response_tables"


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
    rule = Own(in_languages(partial(rule_sentence, study)))
    title, note = phrase("register", SECTION), phrase("register note", SECTION, rule=rule)
    return Table(pd.DataFrame(rows), title, (study.evidence,), note, releases=told)


def rule_phrase(study: Study) -> Phrase:
    """The thresholds that are in force, and whose they are; a fragment that no capital begins."""
    minimum = rules_of(study).minimum_base
    whose = phrase("own threshold" if "minimum_base" in study.disclosure else "usual threshold", "findings")
    usual = phrase("usual", "findings", usual=USUAL) if minimum != USUAL else ""
    return phrase("disclosure rule", "findings", minimum=minimum, whose=whose, usual=usual, small=SMALL)


def rule_sentence(study: Study, language: str = "en") -> str:
    """The same as a sentence."""
    text = said(rule_phrase(study), language)
    return f"{text[0].upper()}{text[1:]}."
