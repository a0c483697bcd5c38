"""The controls above the ledger: hidden, until ``docs/_static/ledger.js`` makes them work."""

from collections.abc import Iterable

from collabstudy.reporting.ledger.html import code_name, tag
from collabstudy.reporting.ledger.words import INVITED, ORDER, SIGNIFICANCE, UNTESTED, Words, significance


def filters(words: Words) -> str:
    """A form with free text and one choice a column, each with the values that some entry has."""
    box = '<input type="search" name="text" autocomplete="off">'
    search = tag("label", tag("span", words.say("search")) + box, raw=True)
    inner = search + "".join(_select(words, name, options) for name, options in _options(words).items())
    inner += tag("button", words.say("reset"), {"type": "reset"})
    return tag("form", inner, {"class": "filters", "hidden": "", "aria-label": words.say("filters")}, raw=True)


def _options(words: Words) -> dict[str, Iterable[tuple[str, str]]]:
    """The values of each choice with their words."""
    found = {
        "among": (ORDER, {entry["among"] for entry in words.entries}),
        "significance": (SIGNIFICANCE, {code for entry in words.entries for code in significance(entry)}),
        "invited": (INVITED, {entry.get("invited") or UNTESTED for entry in words.entries}),
    }
    tiers = {
        name: [(code, words.verdict(code)) for code in (*order, UNTESTED) if code in codes]
        for name, (order, codes) in found.items()
    }
    kinds = sorted((words.kind(kind), kind) for kind in {entry["kind"] for entry in words.entries})
    return tiers | {
        "kind": [(kind, said) for said, kind in kinds],
        "figures": [("yes", words.say("with figure")), ("no", words.say("without figure"))],
    }


def _select(words: Words, name: str, options: Iterable[tuple[str, str]]) -> str:
    inner = tag("option", words.say("any"), {"value": ""})
    inner += "".join(tag("option", said, {"value": code_name(code)}) for code, said in options)
    label = tag("span", words.say(name, "ledger_columns"))
    return tag("label", label + tag("select", inner, {"name": name}, raw=True), raw=True)


def count(words: Words) -> str:
    """How many entries are shown, which a screen reader says when it changes."""
    number = words.whole(len(words.entries))
    said, pattern = words.say("shown", n=number, m=number), words.say("shown", n="{n}", m=number)
    return tag("p", said, {"class": "count", "role": "status", "aria-live": "polite", "data-pattern": pattern})
