"""The ledger to take along: as CSV for people who open a spreadsheet, as JSON with the codes and the exact bounds."""

from fractions import Fraction
from typing import Any

import pandas as pd

from collabstudy.files import spreadsheet_csv
from collabstudy.reporting.languages.numbers import decimals
from collabstudy.reporting.ledger.links import Links
from collabstudy.reporting.ledger.particulars import counts_line, settling_lines
from collabstudy.reporting.ledger.words import Values, Words
from collabstudy.safe_text import as_json

CSV, JSON = "ledger.csv", "ledger.json"


def ledger_files(values: Values, language: str, links: Links) -> dict[str, bytes]:
    """``ledger.csv`` and ``ledger.json`` in a language; none where the study has no ledger."""
    if values["kind"] == "missing":
        return {}
    words = Words(values, language)
    rows = [_row(words, entry, links) for entry in values["entries"]]
    names = {name: words.say(name, "ledger_fields") for name in rows[0]}
    table = pd.DataFrame([{names[name]: text for name, text in row.items()} for row in rows], dtype="object")
    whole = {
        "language": language,
        "terms": values["terms"],
        "evidence": values["evidence"],
        "figures": values["figures"],
        "entries": [{**_numbered(entry), "words": row} for entry, row in zip(values["entries"], rows, strict=True)],
    }
    return {CSV: spreadsheet_csv(table).encode(), JSON: (as_json(whole, indent=1) + "\n").encode()}


def _numbered(entry: Values) -> dict[str, Any]:
    """An entry with its exact bounds as numbers too."""
    bounds = {
        f"{name} as numbers": [round(float(Fraction(end)), 6) for end in entry[name]]
        for name in ("amount", "invited amount")
        if entry.get(name)
    }
    return {**entry, **bounds}


def _row(words: Words, entry: Values, links: Links) -> dict[str, str]:
    """One line of the CSV, by field: bounds as shares with the language's decimal sign."""
    low, high = _ends(words, entry, "amount")
    invited_low, invited_high = _ends(words, entry, "invited amount")
    rungs = {rung["rung"]: words.verdict(rung["verdict"]) for rung in entry.get("rungs", [])}
    decided = entry.get("decided on")
    figures = {name: words.figures[name] for name in entry["figures"]}
    pair = len(figures) == 2
    return {
        "entry": entry["id"],
        "type": words.say(f"type {entry['type']}", "ledger_fields"),
        "section": str(entry["section"]),
        "paragraph": str(entry["paragraph"]),
        "kind": words.kind(entry["kind"]),
        "statement": words.paraphrase(entry)[0],
        "figures": "; ".join(entry["figures"]),
        "printed": "; ".join(figure["wording"] for figure in figures.values()),
        "relation": words.relation(entry),
        "among": words.verdict(entry["among"]),
        "low": low,
        "high": high,
        "unit": words.say("difference" if pair else "share", "ledger_fields") if low else "",
        **{name: rungs.get(name, "") for name in ("any", "equal_bases", "complete")},
        "decided": words.say(decided, "ledger_rungs") if decided else "",
        "invited": words.verdict(entry["invited"]) if entry.get("invited") else "",
        "invited low": invited_low,
        "invited high": invited_high,
        "counts": " ".join(f"{name}: {counts_line(words, item)}" for name, item in figures.items() if "pairs" in item),
        "assumptions": "; ".join(words.assumptions(entry)) if "assumptions" in entry else "",
        "settles": " ".join(settling_lines(words, entry)) if "settled by" in entry else "",
        "sources": " ".join(address for _, address in row_links(words, entry, links)),
        "computed": " ".join(address for _, address in result_links(words, entry, links)),
    }


def _ends(words: Words, entry: Values, name: str) -> list[str]:
    bounds = entry.get(name) or []
    return [decimals(f"{float(Fraction(end)):.6f}", words.language) for end in bounds] or ["", ""]


def row_links(words: Words, entry: Values, links: Links) -> list[tuple[str, str]]:
    """Name and address of every row of the study's files that an entry rests on."""
    found = [(words.say("source statement", id=entry["id"]), links.row("statement", entry["id"]))]
    rows = found if entry["type"] == "statement" else []
    return rows + [(words.say("source figure", id=name), links.row("figure", name)) for name in entry["figures"]]


def result_links(words: Words, entry: Values, links: Links) -> list[tuple[str, str]]:
    """Name and address of every result that computed an entry, as far as a page shows it."""
    found = [(notebook, key, links.result(notebook, key)) for notebook, key in entry.get("computed by", [])]
    return [(words.say("computed", notebook=notebook, key=key), at) for notebook, key, at in found if at]
