"""The ledger as a page: one table that reads without a script, with filters and sorting where there is one.

``docs/_static/ledger.css`` and ``ledger.js`` belong to it.
"""

import re
from collections import Counter
from collections.abc import Iterable

from collabstudy.reporting.ledger.details import details, link, tag
from collabstudy.reporting.ledger.files import CSV, JSON, row_links
from collabstudy.reporting.ledger.links import Links
from collabstudy.reporting.ledger.words import ORDER, UNTESTED, Values, Words, significance

COLUMNS = ("id", "place", "statement", "printed", "among", "significance", "invited")
SORTED = ("id", "place", "among")  # columns by which a reader may sort
TIERS = ("among", "significance", "invited")
# The cards of a phone are laid out with CSS, which takes a table's meaning away unless roles give it back.
GROUP, ROW, CELL = {"role": "rowgroup"}, {"role": "row"}, {"role": "cell"}


def ledger_page(values: Values, language: str, links: Links) -> str:
    """The body of the page, without its title, as HTML; a sentence where the study has no ledger."""
    words = Words(values, language)
    if values["kind"] == "missing":
        return tag("p", words.say("nothing"))
    parts = [_lead(words), _reading(words), _filters(words), _count(words)]
    shown = tag(
        "p",
        tag("span", words.say("download")) + link(CSV, "CSV") + link(JSON, "JSON"),
        {"class": "take-along"},
        raw=True,
    )
    return tag(
        "div",
        "".join([*parts, shown, _table(words, links), _evidence(words)]),
        {"class": "ledger tex2jax_ignore mathjax_ignore"},
        raw=True,
    )


def anchor(entry: Values) -> str:
    """Where an entry stands on the page: a statement at its id, a figure that nobody names at ``figure-`` and its id."""
    return str(entry["id"]) if entry["type"] == "statement" else f"figure-{entry['id']}"


def _lead(words: Words) -> str:
    """How many entries there are, and how the verdicts fall in all three tiers; never in the first alone."""
    entries = words.values["entries"]
    claimed = [entry for entry in entries if "rungs" in entry]
    if not claimed:
        return tag("p", words.say("lead bare", entries=words.whole(len(entries))), {"class": "lead"})
    tally = {
        "among": _tally(words, [entry["among"] for entry in claimed]),
        "significance": _tally(words, [significance(entry)[0] for entry in claimed]),
        "invited": _tally(words, [entry["invited"] or UNTESTED for entry in claimed]),
    }
    lead = words.say("lead", entries=words.whole(len(entries)), figured=words.whole(len(claimed)), **tally)
    every = dict.fromkeys(text for entry in claimed for text in words.assumptions(entry))
    return tag("p", lead, {"class": "lead"}) + tag("p", words.say("assumed", assumptions="; ".join(every)))


def _tally(words: Words, codes: list[str]) -> str:
    """Each verdict with how often it falls."""
    counted = Counter(code for code in codes if code != UNTESTED)
    said = [
        words.say("tally", verdict=words.verdict(code), number=words.whole(number)) for code, number in counted.items()
    ]
    return words.listed(said, ", ") or words.verdict(None)


def _reading(words: Words) -> str:
    alpha = words.assumptions({"assumptions": [{"code": "alpha", "setting": words.values["terms"]["alpha"]}]})[-1]
    said = {
        name: words.say(name, "ledger_reading", alpha=alpha.rpartition(" ")[2]) for name in (*TIERS, "rungs", "words")
    }
    rows = "".join(tag("dt", words.say(name, "ledger_columns")) + tag("dd", said[name]) for name in TIERS)
    rest = tag("p", said["rungs"]) + tag("p", said["words"])
    inner = tag("summary", words.say("reading")) + tag("dl", rows, raw=True) + rest
    return tag("details", inner, {"class": "reading"}, raw=True)


def _filters(words: Words) -> str:
    """The controls, hidden until a script makes them work."""
    entries = words.values["entries"]
    search = tag(
        "label", tag("span", words.say("search")) + '<input type="search" name="text" autocomplete="off">', raw=True
    )
    among = [(code, words.verdict(code)) for code in ORDER if any(entry["among"] == code for entry in entries)]
    reached = dict.fromkeys(code for entry in entries for code in significance(entry))
    invited = dict.fromkeys(entry.get("invited") or UNTESTED for entry in entries)
    kinds = sorted((words.kind(kind), kind) for kind in {entry["kind"] for entry in entries})
    figured = [("yes", words.say("with figure")), ("no", words.say("without figure"))]
    selects = {
        "among": among,
        "significance": [(code, words.verdict(code)) for code in reached],
        "invited": [(code, words.verdict(code)) for code in invited],
        "kind": [(kind, said) for said, kind in kinds],
        "figures": figured,
    }
    inner = search + "".join(_select(words, name, options) for name, options in selects.items())
    inner += tag("button", words.say("reset"), {"type": "reset"})
    return tag("form", inner, {"class": "filters", "hidden": "", "aria-label": words.say("filters")}, raw=True)


def _select(words: Words, name: str, options: Iterable[tuple[str, str]]) -> str:
    every = tag("option", words.say("any"), {"value": ""})
    inner = every + "".join(tag("option", said, {"value": _code(code)}) for code, said in options)
    return tag(
        "label",
        tag("span", words.say(name, "ledger_columns")) + tag("select", inner, {"name": name}, raw=True),
        raw=True,
    )


def _count(words: Words) -> str:
    number = words.whole(len(words.values["entries"]))
    said = words.say("shown", n=number, m=number)
    pattern = words.say("shown", n="{n}", m=number)
    return tag("p", said, {"class": "count", "role": "status", "aria-live": "polite", "data-pattern": pattern})


def _table(words: Words, links: Links) -> str:
    head = "".join(_heading(words, name) for name in COLUMNS)
    entries = words.values["entries"]
    by_id = {anchor(entry): at for at, entry in enumerate(sorted(entries, key=lambda entry: _natural(entry["id"])))}
    bodies = "".join(_entry(words, entry, by_id[anchor(entry)], links) for entry in entries)
    caption = tag("caption", words.say("title"))
    return tag(
        "table",
        caption + tag("thead", tag("tr", head, ROW, raw=True), GROUP, raw=True) + bodies,
        {"role": "table"},
        raw=True,
    )


def _heading(words: Words, name: str) -> str:
    said = words.say(name, "ledger_columns")
    sort = {"data-sort": name, "data-label": words.say("sorting", column=said)} if name in SORTED else {}
    return tag("th", said, {"scope": "col", "role": "columnheader", "class": name, **sort})


def _entry(words: Words, entry: Values, at: int, links: Links) -> str:
    """One entry as a group of rows: its line, and below it what it rests on."""
    cells = [
        tag(
            "th",
            link(f"#{anchor(entry)}", entry["id"], words.say("permalink", id=entry["id"])),
            {"scope": "row", "role": "rowheader", "class": "id"},
            raw=True,
        ),
        _cell("place", tag("small", words.place(entry))),
        _cell("statement", _statement(words, entry, links)),
        _cell("printed", _printed(words, entry)),
        _tier(words, "among", badge(words, entry["among"]) + _amount(words, entry, "amount")),
        _tier(words, "significance", _significance(words, entry)),
        _tier(words, "invited", badge(words, entry.get("invited")) + _amount(words, entry, "invited amount")),
    ]
    rows = tag("tr", "".join(cells), ROW, raw=True)
    if entry["figures"]:
        more = tag("td", details(words, entry, links), {"colspan": str(len(COLUMNS)), **CELL}, raw=True)
        rows += tag("tr", more, {"class": "more", **ROW}, raw=True)
    data = {
        "among": entry["among"],
        "significance": " ".join(map(_code, significance(entry))),
        "invited": entry.get("invited") or UNTESTED,
        "kind": entry["kind"],
        "figures": "yes" if entry["figures"] else "no",
    }
    order = {"id": at, "place": entry["section"] * 10_000 + entry["paragraph"], "among": ORDER.index(entry["among"])}
    marks = {f"data-{name}": code if name == "significance" else _code(code) for name, code in data.items()}
    marks |= {f"data-sort-{name}": str(number) for name, number in order.items()}
    return tag("tbody", rows, {"id": anchor(entry), **GROUP, **marks}, raw=True)


def _statement(words: Words, entry: Values, links: Links) -> str:
    said, language = words.paraphrase(entry)
    text = tag("span", said, {"lang": language} if language != words.language else {})
    rows = "" if entry["figures"] else "".join(link(at, name) for name, at in row_links(words, entry, links))
    return text + tag("small", tag("span", words.kind(entry["kind"])) + rows, raw=True)


def _printed(words: Words, entry: Values) -> str:
    if not entry["figures"]:
        return tag("span", "–", {"class": "empty"})
    lines = "".join(tag("span", text, {"class": "figure"}) for text in words.as_printed(entry))
    return lines + (tag("small", words.relation(entry)) if entry["relation"] != "none" else "")


def _tier(words: Words, name: str, content: str) -> str:
    """A cell with its own label, for where the columns have become cards."""
    return _cell(
        name, tag("span", words.say(name, "ledger_columns"), {"class": "label", "aria-hidden": "true"}) + content
    )


def _significance(words: Words, entry: Values) -> str:
    rungs = entry.get("rungs", [])
    if len(rungs) < 2:
        return badge(words, rungs[0]["verdict"] if rungs else None)
    lines = [tag("small", words.say(rung["rung"], "ledger_rungs")) + badge(words, rung["verdict"]) for rung in rungs]
    return "".join(tag("span", line, {"class": "rung"}, raw=True) for line in lines)


def _amount(words: Words, entry: Values, name: str) -> str:
    said = words.amount(entry, name)
    return tag("small", said) if said else ""


def badge(words: Words, code: str | None) -> str:
    """A verdict in words on its colour."""
    if code is None:
        return tag("span", "–", {"class": "empty"})
    return tag("span", words.verdict(code), {"class": f"verdict {_code(code)}"})


def _cell(name: str, content: str) -> str:
    return tag("td", content, {"class": name, **CELL}, raw=True)


def _evidence(words: Words) -> str:
    classes = words.listed([words.say(name, "evidence") for name in words.values["evidence"]], ", ")
    return tag("p", words.say("evidence", classes=classes), {"class": "evidence"})


def _code(code: str) -> str:
    return code.replace(" ", "-")


def _natural(name: str) -> list[tuple[bool, int, str]]:
    """S2 before S10."""
    return [(part.isdigit(), int(part) if part.isdigit() else 0, part) for part in re.split(r"(\d+)", name)]
