"""What stands behind an entry, in sentences: its figures, rungs and what would settle it."""

from collections.abc import Iterator
from typing import Any

from collabstudy.published.asking import Disclosure
from collabstudy.reporting.asking_words import deciding, letter_about, numbers_in_words, printed_figure
from collabstudy.reporting.languages.numbers import ends
from collabstudy.reporting.languages.phrases import Quantity, said
from collabstudy.reporting.ledger.words import Values, Words


def figure_lines(words: Words, entry: Values) -> list[str]:
    """Each figure of an entry: what is printed where, and what can have printed it."""
    return [_figure(words, name, words.figures[name]) for name in entry["figures"]]


def note_lines(words: Words, entry: Values) -> list[str]:
    """What the study itself notes of the figures and their questions, in its own language; each note once."""
    named = [(name, words.figures[name]) for name in entry["figures"]]
    notes = [
        pair
        for name, figure in named
        for pair in ((name, figure["note"]), (figure["question"], figure["question note"]))
    ]
    return [words.say("question note", question=name, note=note) for name, note in dict.fromkeys(notes) if note]


def _figure(words: Words, name: str, figure: Values) -> str:
    values = {"id": name, "wording": figure["wording"], "question": figure["label"][words.language]}
    place = words.place(figure)
    if figure["statistic"] != "share":
        return words.say("figure mean", **values, place=place)
    answers = words.say("or", "asking").join(figure["answers"][words.language])
    line = words.say("figure line", **values, answers=answers, place=place)
    line = words.say("figure part", line=line, part=figure["part"]) if figure["part"] else line
    return f"{line} {counts_line(words, figure)}"


def counts_line(words: Words, figure: Values) -> str:
    """The feasible counts of a share in short."""
    if not figure["pairs"]:
        return words.say("counts none")
    pairs = words.whole(figure["pairs"])
    if figure["base"]:
        return words.say("counts known", base=words.whole(figure["base"]), pairs=pairs)
    respondents = words.respondents
    whole = figure["at all"]
    at_all = (
        words.say("at all", respondents=respondents, counts=ends(whole[0], whole[1], words.language))
        if whole
        else words.say("at all none", respondents=respondents)
    )
    low, high = map(words.whole, figure["bases"])
    if figure["pairs"] == 1:
        return words.say("counts one", pairs=pairs, low=low, all=at_all)
    return words.say(
        "counts line", pairs=pairs, possible=words.whole(figure["possible bases"]), low=low, high=high, all=at_all
    )


def rung_lines(words: Words, entry: Values) -> list[str]:
    """Significance on each rung, and from which rung on it is decided."""
    rungs = entry.get("rungs", [])
    lines = [_rung(words, rung, len(entry["figures"]) == 2) for rung in rungs]
    if len(rungs) > 1:
        decided = entry["decided on"]
        meaning = words.say(decided, "ledger_meanings") if decided else ""
        lines.append(words.say("decided on", meaning=meaning) if decided else words.say("undecided"))
    return lines


def _rung(words: Words, rung: Values, pair: bool) -> str:
    values = {"verdict": words.verdict(rung["verdict"])}
    if rung["sets"] is None:
        return words.say("rung bare", **values, meaning=words.say(rung["rung"], "ledger_meanings"))
    values |= {name: words.whole(rung[name]) for name in ("sets", "reached")}
    if not pair:
        return words.say("rung share", **values, meaning=words.say("share", "ledger_meanings"))
    return words.say("rung pair", **values, meaning=words.say(rung["rung"], "ledger_meanings"), p=_p(words, rung["p"]))


def _p(words: Words, bounds: list[float]) -> str:
    low, high = (said(Quantity("p", end), words.language) for end in bounds)
    if low == high:
        return low
    bare = (text.removeprefix("p ").removeprefix("= ") for text in (low, high))
    return words.say("p span", **dict(zip(("low", "high"), bare, strict=True)))


def settling_lines(words: Words, entry: Values) -> list[str]:
    """What would settle each open verdict, then the sentences to send; that nothing need be asked, where it is so."""
    found = entry.get("settled by", [])
    lines = [
        line for item in found for line in (_silent(words, item) if item["tier"] == "invited" else _asked(words, item))
    ]
    if not any(item["tier"] != "invited" for item in found):
        lines.insert(0, words.say("settles nothing"))
    return [*lines, *(words.say("letter", letter=text) for text in dict.fromkeys(_letters(words, found)))]


def _asked(words: Words, item: Values) -> Iterator[str]:
    tier = words.say(item["rung"] or "among", "ledger_tiers")
    if item["ask for"] is None:
        yield words.say("settles too many", tier=tier)
        return
    yield words.say("settles figure", tier=tier, **_numbers(words, item["ask for"]))
    if item["alone"]:
        yield words.say("settles alone", **_numbers(words, item["alone"]))


def _numbers(words: Words, plain: Values) -> dict[str, str]:
    found = _disclosure(plain)
    return {"numbers": numbers_in_words(found, words.language), "deciding": deciding(found, words.language)}


def _disclosure(plain: Values) -> Disclosure:
    return Disclosure(tuple(plain["numbers"]), plain["answers"], plain["deciding"])


def _silent(words: Words, item: Values) -> Iterator[str]:
    if "yes_for_majority" in item:
        yes, no = words.whole(item["yes_for_majority"]), words.whole(item["no_against_majority"])
        silent = words.say("silent share", yes=yes, no=no)
    elif item["excess_to_turn"] <= 0:
        silent = words.say("silent even")
    else:
        silent = words.say("silent pair", excess=words.whole(item["excess_to_turn"]))
    yield words.say("settles mostly silent" if item["settled_by_numbers"] else "settles silent", silent=silent)


def _letters(words: Words, found: list[dict[str, Any]]) -> Iterator[str]:
    for item in found:
        if item["tier"] != "invited" and item["ask for"]:
            figures = [words.figures[name] for name in item["figures"]]
            printed = [
                printed_figure(
                    figure["wording"],
                    figure["answers"][words.language],
                    figure["label"][words.language],
                    words.language,
                )
                for figure in figures
            ]
            yield letter_about(printed, _disclosure(item["ask for"]), words.language)
