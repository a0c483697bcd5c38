"""The values of a ledger in the words of a language; every text of the study comes back as it is, unescaped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from collabstudy.reporting.languages import fill, templates
from collabstudy.reporting.languages.numbers import ends
from collabstudy.reporting.languages.phrases import Quantity, Row, said

Values = Mapping[str, Any]
UNTESTED = "untested"
# Verdicts of each tier in the order in which they are counted and sorted.
SIGNIFICANCE = ("all", "some", "none", "assumptions refuted", "not computed")
ORDER = ("holds", "fails", "not identified", "assumptions refuted", "no statement", "no figure")
INVITED = ("holds", "fails", "not identified", "of a part", "unknown number")


@dataclass(frozen=True)
class Words:
    """What the entries of one ledger are called in one language; ``values`` is the plain result."""

    values: Values
    language: str

    def say(self, name: str, section: str = "ledger", /, **values: object) -> str:
        """A template of the language."""
        return fill(name, self.language, section, **values)

    @property
    def entries(self) -> Sequence[Values]:
        """The entries in their order."""
        found: Sequence[Values] = self.values["entries"]
        return found

    @property
    def figures(self) -> Mapping[str, Values]:
        """The published figures by id."""
        found: Mapping[str, Values] = self.values["figures"]
        return found

    @property
    def respondents(self) -> str:
        """How many respondents the study has."""
        return self.whole(self.values["terms"]["respondents"])

    @property
    def alpha(self) -> str:
        """The level of significance."""
        return said(Quantity("plain", self.values["terms"]["alpha"]), self.language)

    def whole(self, number: int) -> str:
        """A count of persons, pairs or tables."""
        return said(Quantity("whole", number), self.language)

    def listed(self, parts: list[str], between: str = "and") -> str:
        """Parts in a row."""
        return said(Row(parts, between), self.language)

    def paraphrase(self, entry: Values) -> tuple[str, str]:
        """What is said, with the language that it is in; of a figure that nobody names, that nobody does."""
        if entry["type"] == "figure":
            return self.say("no words"), self.language
        found = entry["paraphrase"]
        language = self.language if self.language in found else "en"
        return found[language], language

    def name(self, entry: Values) -> str:
        """Statement or figure, with its id."""
        return self.say(entry["type"], id=entry["id"])

    def place(self, place: Values) -> str:
        """Where something stands in the publication."""
        return self.say("place", section=place["section"], paragraph=place["paragraph"])

    def kind(self, name: str) -> str:
        """The kind of a statement; one that is the study's own stays as it is."""
        known: str = templates(self.language)["ledger_kinds"].get(name, name)
        return known

    def verdict(self, code: str | None) -> str:
        """A verdict of any tier."""
        return self.say(code or UNTESTED, "ledger_verdicts")

    def as_printed(self, entry: Values) -> list[str]:
        """The figures of an entry as they are printed, each with its id."""
        return [self.say("one figure", wording=self.figures[name]["wording"], id=name) for name in entry["figures"]]

    def relation(self, entry: Values) -> str:
        """What the figures are held against."""
        return self.say(entry["relation"], "ledger_relations")

    def amount(self, entry: Values, name: str = "amount") -> str:
        """Bounds of a share in per cent, of a difference of two in percentage points; empty where there are none."""
        bounds = entry.get(name)
        if not bounds:
            return ""
        pair = len(entry["figures"]) == 2
        low, high = (
            said(Quantity("points 1" if pair else "percent 1", float(end)), self.language)
            for end in map(Fraction, bounds)
        )
        span = low if low == high else self.say("span", low=low, high=high)
        return self.say("points", span=span) if pair else span

    def assumptions(self, entry: Values) -> list[str]:
        """Every assumption of an entry; who answered both questions is said with each rung."""
        everybody = self.say("respondents", "ledger_assumptions", number=self.respondents)
        return [everybody, *(assumption(item, self.language) for item in entry.get("assumptions", []))]


def assumption(item: Values, language: str) -> str:
    """One assumption, by its ``code`` and ``setting``."""

    def say(name: str, **values: object) -> str:
        return fill(name, language, "ledger_assumptions", **values)

    code, setting = item["code"], item["setting"]
    if code == "rounding":
        return say("rounding", rule=fill(setting, language, "rounding"))
    if code == "format":
        return say("format") if list(setting) == ["yes_no"] else say("format declared", formats=", ".join(setting))
    if code == "alpha":
        return say("alpha", alpha=said(Quantity("plain", setting), language))
    if code == "invited":
        return say("invited", number=ends(setting[0], setting[1], language))
    return say(setting or code)


def significance(entry: Values) -> list[str]:
    """The verdicts of significance of an entry on every rung; one code where nothing was tested."""
    return list(dict.fromkeys(rung["verdict"] for rung in entry.get("rungs", []))) or [UNTESTED]
