"""What stands below an entry when it is opened."""

from collections.abc import Iterable, Mapping

from collabstudy.reporting.ledger.files import result_links, row_links
from collabstudy.reporting.ledger.html import link, tag
from collabstudy.reporting.ledger.links import Links
from collabstudy.reporting.ledger.particulars import figure_lines, note_lines, rung_lines, settling_lines
from collabstudy.reporting.ledger.words import Values, Words


def details(words: Words, entry: Values, links: Links) -> str:
    """An element that opens: figures, rungs, assumptions, what would settle it, and where it all comes from."""
    parts = [_part(words, "printed", figure_lines(words, entry))]
    parts.append(_part(words, "notes", note_lines(words, entry), {"lang": "en"}))
    parts.append(_part(words, "rungs", rung_lines(words, entry)))
    if "assumptions" in entry:
        parts.append(_part(words, "assumptions", ["; ".join(words.assumptions(entry)) + "."]))
    if "settled by" in entry and entry["among"] != "assumptions refuted":
        parts.append(_part(words, "settles", settling_lines(words, entry)))
    traced = [link(at, name) for name, at in (*row_links(words, entry, links), *result_links(words, entry, links))]
    parts.append(_part(words, "sources", [" ".join(traced)], {"class": "traced"}, raw=True))
    inner = tag("summary", words.say("details")) + tag("dl", "".join(parts), raw=True)
    return tag("details", inner, raw=True)


def _part(
    words: Words, name: str, lines: Iterable[str], attributes: Mapping[str, str] | None = None, raw: bool = False
) -> str:
    items = "".join(tag("dd", line, attributes, raw) for line in lines)
    return tag("dt", words.say(name)) + items if items else ""
