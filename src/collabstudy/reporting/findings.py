"""The findings of a study in a few sentences, each written from computed values.

What published figures identify comes first. Responses speak in a sentence of their own, and only where
they are real: synthetic ones support no conclusion.
"""

from collections.abc import Mapping

from collabstudy.published import printable_shares, smallest_covers
from collabstudy.published.paired_set import MEANING, PairedIdentifiedSet
from collabstudy.published.validation import Validation
from collabstudy.published.verdicts import HALF, HOLDS, decided, invited_share, printed
from collabstudy.reporting.languages.phrases import (
    Noun,
    Own,
    Phrase,
    Row,
    Value,
    beside,
    between,
    counted,
    phrase,
    quantity,
    span,
)
from collabstudy.reporting.released import PUBLIC, of_base, of_people
from collabstudy.reporting.results import Finding
from collabstudy.reporting.tables.claims import figure_sets, verdicts
from collabstudy.reporting.tables.published import covers, explained, impossible, impossible_everywhere, numeric, shares
from collabstudy.reporting.thresholds import rule_phrase
from collabstudy.study import Comparison, Study

SECTION = "findings"
IDENTIFIED = ("published", "identified", "assumed")


def data_sentence(study: Study) -> Finding:
    """What is real in this study."""
    parts: list[Value] = []
    if study.figures:
        parts.append(phrase("wordings", SECTION, wordings=counted("published wording", len(study.figures))))
    if study.responses is None:
        parts.append(phrase("no responses", SECTION))
    elif study.synthetic:
        parts.append(phrase("synthetic made" if study.bases else "synthetic", SECTION))  # made from declared bases
    else:
        parts.append(phrase("responses", SECTION, rule=rule_phrase(study)))
    values, told = {"wordings": len(study.figures)}, of_base(study, (), study.respondents)
    return Finding([phrase("real", SECTION, parts=Row(parts, "; "))], study.sources, values, told)


def base_finding(study: Study) -> Finding | None:
    """Whether all respondents can have answered every question."""
    plain = numeric(study)
    if not plain:
        return None
    cannot = impossible(study, study.analysis.rounding)
    under_any = impossible_everywhere(study)
    ways = covers(study)
    values = {
        "impossible": [figure.id for figure in cannot],
        "impossible under every rule": [figure.id for figure in under_any],
        "bases needed": len(ways[0]) if ways else None,
        "ways": len(ways),
    }
    if not cannot:
        said = phrase("all bases", SECTION, respondents=counted("person answering", study.respondents))
        return Finding([said], IDENTIFIED, values)
    figures, never = (Row([figure.wording for figure in found]) for found in (cannot, under_any))
    said = phrase(
        "bases",
        SECTION,
        rule=_rule(study),
        figures=figures,
        respondents=study.respondents,
        never=phrase("under no rule", SECTION, figures=never) if under_any else "",
        ways=_ways(len(plain), ways) if ways and len(ways[0]) > 1 else "",
    )
    return Finding([said], IDENTIFIED, values)


def _ways(plain: int, ways: list[tuple[int, ...]]) -> Phrase:
    return phrase("ways", SECTION, plain=plain, bases=len(ways[0]), ways=counted("way", len(ways)))


def _rule(study: Study) -> Phrase:
    return phrase(study.analysis.rounding, "rounding")


def surprise_finding(study: Study) -> Finding | None:
    """How few percentages any number of respondents can print at all."""
    if not numeric(study):
        return None
    possible = len(printable_shares(study.respondents, 0, study.analysis.rounding))
    said = phrase("surprise", SECTION, possible=possible, respondents=counted("person answering", study.respondents))
    return Finding([said], ("identified", "assumed"), {"possible": possible})


def forced_cover_finding(study: Study) -> Finding | None:
    """The smallest sets of bases if one of them is all respondents."""
    if not numeric(study):
        return None
    ways = smallest_covers(explained(study), forced=(study.respondents,))
    if not ways:
        return None
    listed = Row([", ".join(map(str, cover)) for cover in ways], "; ")
    said = phrase(
        "forced bases",
        SECTION,
        respondents=study.respondents,
        bases=counted("different base", len(ways[0])),
        ways=counted("way", len(ways)),
        sets=listed if len(ways) <= 6 else phrase("sets", SECTION, number=quantity("whole", len(ways))),
    )
    return Finding([said], IDENTIFIED, {"ways": len(ways), "bases": len(ways[0])})


def comparison_finding(study: Study, comparison: Comparison) -> Finding | None:
    """What the published shares of a comparison decide, rung by rung."""
    sets, figures = figure_sets(study, comparison), study.figures_for(comparison)
    if sets is None or figures is None:
        return None
    if len(sets) < len(MEANING):
        return Finding([phrase("too many tables", SECTION, respondents=study.respondents)], ("identified",))
    values = {name: found.verdict(study.analysis.alpha) for name, found in sets.items()}
    return Finding([_compared(study, sets, beside(comparison, *figures))], IDENTIFIED, values)


def _compared(study: Study, sets: Mapping[str, PairedIdentifiedSet], pair: Phrase) -> Phrase:
    same, any_bases = sets["complete"], sets["any"]
    if any_bases.is_empty:
        return phrase("no data set", SECTION, beside=pair, rule=_rule(study))
    p = _range(any_bases)
    if same.is_empty:
        return phrase("comparison refuted", SECTION, beside=pair, p=p)
    reach, alpha = same.reach(study.analysis.alpha), quantity("plain", study.analysis.alpha)
    reached: dict[str, Value] = {"reached": quantity("whole", reach.reached)}
    reached["tables"] = counted("table", reach.tables)
    return phrase("comparison", SECTION, beside=pair, p=p, same=_range(same), alpha=alpha, **reached)


def invited_finding(study: Study) -> Finding | None:
    """What the published shares say about everyone who was invited."""
    if study.invited is None or not shares(study):
        return None
    sides = [side for side in (printed(study, figure) for figure in shares(study)) if side.counts]
    sides = [side for side in sides if not (side.figure.group or side.figure.wave)]
    bounds = {side.figure.id: invited_share(side, study.invited) for side in sides}
    known = [name for name, found in bounds.items() if decided(found, HALF, above=True) == HOLDS]
    if not sides:
        return None
    invited = between(quantity("plain", study.invited[0]), quantity("plain", study.invited[1]))
    if known:
        holds = Noun("holds", len(known))
        said = phrase("majorities", SECTION, invited=invited, figures=Row(known), holds=holds)
        return Finding([said], IDENTIFIED, {"majorities": known})
    top = max(sides, key=lambda side: bounds[side.figure.id][0])
    share = span("percent", *bounds[top.figure.id])
    said = phrase("no majority", SECTION, invited=invited, figure=top.figure.wording, share=share)
    return Finding([said], IDENTIFIED, {"majorities": known})


def claims_finding(study: Study) -> Finding | None:
    """How many statements have a figure, and how the verdicts fall."""
    found = verdicts(study)
    tested = [item for item in found if item.statement.relation != "none"]
    if not tested:
        return None
    tally = {name: sum(item.among == name for item in tested) for name in dict.fromkeys(item.among for item in tested)}
    said = phrase(
        "claims",
        SECTION,
        statements=counted("statement", len(found)),
        words=len(found) - len(tested),
        tested=len(tested),
        amounts=Row([phrase(name, "verdicts", number=number) for name, number in tally.items()]),
    )
    return Finding([said], IDENTIFIED, tally)


def participation_finding(study: Study, used: int | None) -> Finding | None:
    """How many took part; said of real responses only."""
    if used is None or study.synthetic:
        return None
    rate: Value = ""
    if study.invited:
        low, high = (used / invited for invited in reversed(study.invited))
        rate = phrase("rate", SECTION, rate=span("percent", low, high))
    said = phrase("participation", SECTION, used=counted("person answering", used), rate=rate)
    return Finding([said], ("responses",), {"used": used}, of_people(study, used))


def same_persons_finding(study: Study) -> Finding | None:
    """All comparisons on the strongest rung, in one sentence."""
    return _on_rung(study, "complete")


def any_bases_finding(study: Study) -> Finding | None:
    """All comparisons on the weakest rung, in one sentence."""
    return _on_rung(study, "any")


def _on_rung(study: Study, rung: str) -> Finding | None:
    parts: list[Value] = []
    data = {}
    for comparison in study.comparisons:
        sets, figures = figure_sets(study, comparison) or {}, study.figures_for(comparison)
        if figures is None or rung not in sets:
            continue
        reach = sets[rung].reach(study.analysis.alpha)
        data[comparison.name] = reach.verdict
        what = phrase("refuted", SECTION)
        if reach.tables:
            reached = phrase(reach.verdict, "figures", tables=counted("table", reach.tables))
            what = phrase("reached", SECTION, p=_range(sets[rung]), reached=reached)
        parts.append(phrase("pair", SECTION, first=figures[0].wording, second=figures[1].wording, what=what))
    if not parts:
        return None
    alpha = quantity("plain", study.analysis.alpha)
    values: dict[str, Value] = {"rung": phrase(rung, SECTION), "rule": _rule(study), "parts": Row(parts, "; ")}
    return Finding([phrase("on rung", SECTION, alpha=alpha, **values)], IDENTIFIED, data)


def study_finding(study: Study) -> Finding:
    """Which study this is; what no publication prints is as the study folder declares it."""
    evidence = ("published",) if study.figures else ("assumed",)
    respondents = counted("person answering", study.respondents)
    return Finding(
        [phrase("study", SECTION, title=Own(study.title), respondents=respondents)], evidence, {"study": study.name}
    )


def validation_finding(found: Mapping[str, Validation]) -> Finding:
    """Whether every truth lay inside, over all the data sets that were printed and hidden."""
    shares = sum(len(item.shares) for item in found.values())
    sets = sum(int(item.tables["true_of_data"].sum()) for item in found.values())
    misses = sum(item.misses for item in found.values())
    said = phrase(
        "not validated" if misses else "validated",
        SECTION,
        shares=counted("printed share", shares),
        sets=counted("identified set", sets),
        data=counted("real data set", len(found)),
        **({"misses": misses} if misses else {}),
    )
    return Finding([said], ("responses", "identified"), {"shares": shares, "sets": sets, "outside": misses}, PUBLIC)


def headlines(study: Study, used: int | None) -> list[Finding]:
    """The findings in at most five lines, what is real first."""
    rest = [
        participation_finding(study, used),
        base_finding(study),
        same_persons_finding(study),
        any_bases_finding(study),
        invited_finding(study),
        claims_finding(study),
    ]
    return [data_sentence(study), *[item for item in rest if item][:4]]


def _range(found: PairedIdentifiedSet) -> Value:
    return span("p digits", *found.bounds("mcnemar", "exact"))
