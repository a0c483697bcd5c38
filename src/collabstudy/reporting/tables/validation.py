"""Real answers, printed and hidden again: whether each truth lies where the printed figures put it."""

from collections.abc import Mapping

import pandas as pd

from collabstudy.published.paired_set import MEANING
from collabstudy.published.validation import Validation
from collabstudy.reporting.languages.phrases import Phrase, phrase
from collabstudy.reporting.released import PUBLIC
from collabstudy.reporting.results import Table
from collabstudy.reporting.tables.published import SECTION
from collabstudy.reporting.words import pvalue

REAL = ("responses", "identified")


def printed_table(found: Validation, title: str) -> Table:
    """Each question with its true count and base, the printed share, and how many counts and bases print so."""
    frame = found.shares.rename(columns={"pairs": "counts and bases that print so", "inside": "truth among them"})
    frame["truth among them"] = frame["truth among them"].map({True: "yes", False: "NO"})
    return Table(frame, phrase("printed", SECTION, title=title), REAL, _noted("printed note", found), releases=PUBLIC)


def _noted(name: str, found: Validation) -> Phrase:
    return phrase(name, SECTION, respondents=found.respondents, rounding=phrase(found.rounding, "cells"))


def hidden_table(found: Validation, title: str) -> Table:
    """Each pair on each rung: the identified range of p and of the difference, and the true values."""
    data = found.tables
    inside = data["inside"].map({True: "yes", False: "NO"}).astype("object")
    frame = pd.DataFrame(
        {
            "first": data["first"],
            "second": data["second"],
            "printed": data["printed"],
            "who answered": data["rung"].map(MEANING),
            "tables": data["tables"],
            "p from": data["p_low"].map(pvalue, na_action="ignore"),
            "p to": data["p_high"].map(pvalue, na_action="ignore"),
            "true p": data["p"].map(pvalue, na_action="ignore"),
            "difference from": data["difference_low"],
            "difference to": data["difference_high"],
            "true difference": data["difference"],
            "truth inside": inside.where(data["true_of_data"], "assumption not true here"),
        }
    )
    formats = {"tables": ","} | dict.fromkeys(("difference from", "difference to", "true difference"), "+.3f")
    return Table(frame, phrase("hidden", SECTION, title=title), REAL, _noted("hidden note", found), formats, PUBLIC)


def width_table(found: Mapping[str, Validation]) -> Table:
    """How wide the ranges of p and of the difference are on each rung, over the pairs of which the rung is true."""
    rows = [
        {
            "data": name,
            "who answered": meaning,
            "pairs": len(data),
            "inside": int(data["inside"].sum()),
            "median width of p": (data["p_high"] - data["p_low"]).median(),
            "widest p": (data["p_high"] - data["p_low"]).max(),
            "median width of the difference": (data["difference_high"] - data["difference_low"]).median(),
        }
        for name, item in found.items()
        for rung, meaning in MEANING.items()
        for data in [item.tables[(item.tables["rung"] == rung) & item.tables["true_of_data"]]]
    ]
    formats = dict.fromkeys(("median width of p", "widest p", "median width of the difference"), ".3f")
    title, note = (phrase(name, SECTION) for name in ("widths", "widths note"))
    return Table(pd.DataFrame(rows), title, REAL, note, formats, PUBLIC)


def rule_validation_table(found: Mapping[str, Mapping[str, Validation]]) -> Table:
    """Truths inside and outside, by rule of rounding (outer key) and data (inner key)."""
    rows = [
        {
            "rule": rule,
            "data": name,
            "printed shares": len(item.shares),
            "identified sets": int(item.tables["true_of_data"].sum()),
            "truths outside": item.misses,
        }
        for rule, by_name in found.items()
        for name, item in by_name.items()
    ]
    title, note = (phrase(name, SECTION) for name in ("rules", "rules note"))
    return Table(pd.DataFrame(rows), title, REAL, note, releases=PUBLIC)
