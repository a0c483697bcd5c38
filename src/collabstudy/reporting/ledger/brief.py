"""The ledger as a notebook shows it: one line an entry, without what is behind it."""

import pandas as pd

from collabstudy.reporting.ledger.words import Values, Words, significance
from collabstudy.reporting.results import Table


def brief_table(values: Values, language: str) -> Table:
    """Every entry with its figures and the codes of its verdicts in words."""
    words = Words(values, language)

    def columns(entry: Values) -> dict[str, str]:
        cells = {
            "id": entry["id"],
            "place": words.place(entry),
            "kind": words.kind(entry["kind"]),
            "statement": words.paraphrase(entry)[0],
            "printed": words.listed(words.as_printed(entry), ", ") or "–",
            "among": words.verdict(entry["among"]),
            "significance": ", ".join(
                map(words.verdict, [rung["verdict"] for rung in entry.get("rungs", [])] or significance(entry))
            ),
            "invited": words.verdict(entry.get("invited")),
        }
        return {words.say(name, "ledger_columns"): text for name, text in cells.items()}

    frame = pd.DataFrame([columns(entry) for entry in values["entries"]], dtype="object")
    return Table(frame, words.say("title"), tuple(values["evidence"]), words.say("words", "ledger_reading"))
