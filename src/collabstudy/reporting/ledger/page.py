"""The ledger as a page: one table that reads without a script, with filters and sorting where there is one.

``docs/_static/ledger.css`` and ``ledger.js`` belong to it.
"""

from collections.abc import Sequence

from collabstudy.reporting.ledger.controls import count, filters
from collabstudy.reporting.ledger.files import CSV, JSON
from collabstudy.reporting.ledger.html import link, tag
from collabstudy.reporting.ledger.links import Links
from collabstudy.reporting.ledger.rows import table
from collabstudy.reporting.ledger.words import INVITED, ORDER, SIGNIFICANCE, UNTESTED, Values, Words, significance

TIERS = ("among", "significance", "invited")


def ledger_page(values: Values, language: str, links: Links) -> str:
    """The body of the page, without its title, as HTML; a sentence where the study has no ledger."""
    words = Words(values, language)
    if values["kind"] == "missing":
        return tag("p", words.say("nothing"))
    parts = [
        *(_lead(words), _reading(words), filters(words), count(words)),
        *(_take_along(words), table(words, links), _evidence(words)),
    ]
    return tag("div", "".join(parts), {"class": "ledger tex2jax_ignore mathjax_ignore"}, raw=True)


def _lead(words: Words) -> str:
    """How many entries there are and how the verdicts fall, in all three tiers, with what they all assume."""
    entries = words.entries
    claimed = [entry for entry in entries if "rungs" in entry]
    if not claimed:
        return tag("p", words.say("lead bare", entries=words.whole(len(entries))))
    tally = {
        "among": _tally(words, ORDER, [entry["among"] for entry in claimed]),
        "significance": _tally(words, SIGNIFICANCE, [significance(entry)[0] for entry in claimed]),
        "invited": _tally(words, INVITED, [entry["invited"] for entry in claimed]),
    }
    lead = words.say("lead", entries=words.whole(len(entries)), figured=words.whole(len(claimed)), **tally)
    every = dict.fromkeys(text for entry in claimed for text in words.assumptions(entry))
    return tag("p", lead) + tag("p", words.say("assumed", assumptions="; ".join(every)))


def _tally(words: Words, order: Sequence[str], codes: Sequence[str | None]) -> str:
    """Each verdict with how often it falls."""
    counted = [(code, codes.count(code)) for code in order if code in codes]
    said = [words.say("tally", verdict=words.verdict(code), number=words.whole(number)) for code, number in counted]
    return words.listed(said, ", ") or words.verdict(UNTESTED)


def _reading(words: Words) -> str:
    """What the three tiers mean."""
    names = (*TIERS, "rungs", "words")
    said = {name: words.say(name, "ledger_reading", alpha=words.alpha) for name in names}
    rows = "".join(tag("dt", words.say(name, "ledger_columns")) + tag("dd", said[name]) for name in TIERS)
    rest = tag("p", said["rungs"]) + tag("p", said["words"])
    inner = tag("summary", words.say("reading")) + tag("dl", rows, raw=True) + rest
    return tag("details", inner, {"class": "reading"}, raw=True)


def _take_along(words: Words) -> str:
    files = tag("span", words.say("download")) + link(CSV, "CSV") + link(JSON, "JSON")
    return tag("p", files, {"class": "take-along"}, raw=True)


def _evidence(words: Words) -> str:
    classes = words.listed([words.say(name, "evidence") for name in words.values["evidence"]], ", ")
    return tag("p", words.say("evidence", classes=classes), {"class": "evidence"})
