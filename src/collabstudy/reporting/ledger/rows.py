"""The table of the ledger: each entry a group of rows with an address, its line and what it rests on."""

import re

from collabstudy.reporting.ledger.details import details
from collabstudy.reporting.ledger.files import row_links
from collabstudy.reporting.ledger.html import CELL, GROUP, ROW, code_name, link, tag
from collabstudy.reporting.ledger.links import Links
from collabstudy.reporting.ledger.words import ORDER, UNTESTED, Values, Words, significance

COLUMNS = ("id", "place", "statement", "printed", "among", "significance", "invited")
SORTED = ("id", "place", "among")  # columns by which a reader may sort


def table(words: Words, links: Links) -> str:
    """Every entry in its order; those that a figure speaks to come first, since they are what is looked for."""
    head = "".join(_heading(words, name) for name in COLUMNS)
    by_id = sorted(words.entries, key=lambda entry: _natural(entry["id"]))
    places = {anchor(entry): at for at, entry in enumerate(by_id)}
    shown = sorted(words.entries, key=lambda entry: not entry["figures"])
    bodies = "".join(_entry(words, entry, places[anchor(entry)], links) for entry in shown)
    caption = tag("caption", words.say("title"))
    head = tag("thead", tag("tr", head, ROW, raw=True), GROUP, raw=True)
    return tag("table", caption + head + bodies, {"role": "table"}, raw=True)


def anchor(entry: Values) -> str:
    """Where an entry stands on the page: a statement at its id, a figure by itself at ``figure-`` and its id."""
    return str(entry["id"]) if entry["type"] == "statement" else f"figure-{entry['id']}"


def _heading(words: Words, name: str) -> str:
    said = words.say(name, "ledger_columns")
    sort = {"data-sort": name, "data-label": words.say("sorting", column=said)} if name in SORTED else {}
    return tag("th", said, {"scope": "col", "role": "columnheader", **sort})


def _entry(words: Words, entry: Values, at: int, links: Links) -> str:
    own = link(f"#{anchor(entry)}", entry["id"], words.say("permalink", id=words.name(entry)))
    cells = [
        tag("th", own, {"scope": "row", "role": "rowheader"}, raw=True),
        _cell("place", tag("small", words.place(entry))),
        _cell("statement", _statement(words, entry, links)),
        _cell("printed", _printed(words, entry)),
        _tier(words, "among", _verdict(words, entry["among"]) + _amount(words, entry, "amount")),
        _tier(words, "significance", _significance(words, entry)),
        _tier(words, "invited", _verdict(words, entry.get("invited")) + _amount(words, entry, "invited amount")),
    ]
    rows = tag("tr", "".join(cells), ROW, raw=True)
    if entry["figures"]:
        more = tag("td", details(words, entry, links), {"colspan": str(len(COLUMNS)), **CELL}, raw=True)
        rows += tag("tr", more, {"class": "more", **ROW}, raw=True)
    return tag("tbody", rows, {"id": anchor(entry), **GROUP, **_marks(entry, at)}, raw=True)


def _marks(entry: Values, at: int) -> dict[str, str]:
    """What filters and sorting go by; ``at`` is the place of the id among all."""
    return {
        "data-among": code_name(entry["among"]),
        "data-significance": " ".join(map(code_name, significance(entry))),
        "data-invited": code_name(entry.get("invited") or UNTESTED),
        "data-kind": code_name(entry["kind"]),
        "data-figures": "yes" if entry["figures"] else "no",
        "data-sort-id": str(at),
        "data-sort-place": str(entry["section"] * 10_000 + entry["paragraph"]),
        "data-sort-among": str(ORDER.index(entry["among"])),
    }


def _statement(words: Words, entry: Values, links: Links) -> str:
    said, language = words.paraphrase(entry)
    text = tag("span", said, {"lang": language} if language != words.language else {})
    rows = "" if entry["figures"] else "".join(link(at, name) for name, at in row_links(words, entry, links))
    return text + tag("small", tag("span", words.kind(entry["kind"])) + rows, raw=True)


def _printed(words: Words, entry: Values) -> str:
    if not entry["figures"]:
        return _verdict(words, None)
    lines = "".join(tag("span", text, {"class": "figure"}) for text in words.as_printed(entry))
    return lines + (tag("small", words.relation(entry)) if entry["relation"] != "none" else "")


def _significance(words: Words, entry: Values) -> str:
    rungs = entry.get("rungs", [])
    if len(rungs) < 2:
        return _verdict(words, rungs[0]["verdict"] if rungs else None)
    lines = (tag("small", words.say(one["rung"], "ledger_rungs")) + _verdict(words, one["verdict"]) for one in rungs)
    return "".join(tag("span", line, {"class": "rung"}, raw=True) for line in lines)


def _amount(words: Words, entry: Values, name: str) -> str:
    said = words.amount(entry, name)
    return tag("small", said) if said else ""


def _verdict(words: Words, code: str | None) -> str:
    """A verdict in words, on a colour that only repeats them; a dash where there is none."""
    if code is None:
        return tag("span", words.verdict(UNTESTED), {"class": "empty"})
    return tag("span", words.verdict(code), {"class": f"verdict {code_name(code)}"})


def _tier(words: Words, name: str, content: str) -> str:
    """A cell with a label of its own, for where the columns have become cards."""
    return _cell(
        name, tag("span", words.say(name, "ledger_columns"), {"class": "label", "aria-hidden": "true"}) + content
    )


def _cell(name: str, content: str) -> str:
    return tag("td", content, {"class": name, **CELL}, raw=True)


def _natural(name: str) -> list[tuple[bool, int, str]]:
    """S2 before S10."""
    parts = re.split(r"([0-9]+)", name)
    return [(part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts]
