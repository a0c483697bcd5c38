"""The findings of a study in a few sentences, each written from computed values.

What published figures identify comes first. Responses speak in a sentence of their own, and only where
they are real: synthetic ones support no conclusion.
"""

from collections.abc import Mapping

from collabstudy.published import RULES, printable_shares, smallest_covers
from collabstudy.published.paired_set import MEANING, PairedIdentifiedSet
from collabstudy.published.validation import Validation
from collabstudy.published.verdicts import HALF, HOLDS, decided, invited_share, printed
from collabstudy.reporting.released import PUBLIC, of_base, of_people
from collabstudy.reporting.results import Finding
from collabstudy.reporting.tables.claims import figure_sets, verdicts
from collabstudy.reporting.tables.published import covers, explained, impossible, impossible_everywhere, numeric, shares
from collabstudy.reporting.tables.registered import rule_sentence
from collabstudy.reporting.words import count, listed, percent, pvalue, span
from collabstudy.study import Comparison, Study


def data_sentence(study: Study) -> Finding:
    """What is real in this study."""
    parts = []
    if study.figures:
        parts.append(f"{count(len(study.figures), 'published wording')} transcribed as printed")
    if study.responses is None:
        parts.append("no responses: answers of individuals are not available")
    elif study.synthetic:
        made = ", made to print the same figures," if study.bases else ""  # from declared bases, by reconstruction
        parts.append(f"the responses are SYNTHETIC{made} and support no conclusion")
    else:
        parts.append(f"the responses are real; {rule_sentence(study).rstrip('.').replace('No base', 'no base')}")
    values, told = {"wordings": len(study.figures)}, of_base(study, (), study.respondents)
    return Finding([f"What is real: {'; '.join(parts)}."], study.sources, values, told)


def base_finding(study: Study) -> Finding | None:
    """Whether all respondents can have answered every question."""
    plain = numeric(study)
    if not plain:
        return None
    cannot = impossible(study, study.analysis.rounding)
    under_any = impossible_everywhere(study)
    ways = covers(study)
    if not cannot:
        sentence = f"Bases: every plain figure can come from all {count(study.respondents, 'respondent')}."
    else:
        names = listed([figure.wording for figure in cannot])
        sentence = f"Bases: rounded {RULES[study.analysis.rounding].meaning}, {names} cannot come from all "
        sentence += f"{study.respondents} respondents"
        sentence += f" ({listed([figure.wording for figure in under_any])} under no rule)" if under_any else ""
        if ways and len(ways[0]) > 1:
            sentence += f"; explaining all {len(plain)} plain figures takes {len(ways[0])} different bases, "
            sentence += f"in {count(len(ways), 'way')}"
        sentence += "."
    values = {
        "impossible": [figure.id for figure in cannot],
        "impossible under every rule": [figure.id for figure in under_any],
        "bases needed": len(ways[0]) if ways else None,
        "ways": len(ways),
    }
    return Finding([sentence], ("published", "identified", "assumed"), values)


def surprise_finding(study: Study) -> Finding | None:
    """How few percentages any number of respondents can print at all."""
    if not numeric(study):
        return None
    possible = len(printable_shares(study.respondents, 0, study.analysis.rounding))
    sentence = (
        f"Only {possible} of the 101 whole percentages can come from {count(study.respondents, 'respondent')} at all, "
        "so a figure that cannot points to varying bases before it points to an error."
    )
    return Finding([sentence], ("identified", "assumed"), {"possible": possible})


def forced_cover_finding(study: Study) -> Finding | None:
    """The smallest sets of bases if one of them is all respondents."""
    if not numeric(study):
        return None
    ways = smallest_covers(explained(study), forced=(study.respondents,))
    if not ways:
        return None
    sets = "; ".join(", ".join(map(str, cover)) for cover in ways) if len(ways) <= 6 else f"{len(ways):,} sets"
    sentence = (
        f"If some question was answered by all {study.respondents}, {count(len(ways[0]), 'different base')} must be, "
        f"in {count(len(ways), 'way')}: {sets}."
    )
    return Finding([sentence], ("published", "identified", "assumed"), {"ways": len(ways), "bases": len(ways[0])})


def comparison_finding(study: Study, comparison: Comparison) -> Finding | None:
    """What the published shares of a comparison decide, rung by rung."""
    sets, figures = figure_sets(study, comparison), study.figures_for(comparison)
    if sets is None or figures is None:
        return None
    first, second = figures
    if len(sets) < len(MEANING):
        sentence = f"{study.respondents} respondents allow too many tables on the weaker rungs."
        return Finding([sentence], ("identified",))
    same, any_bases = sets["complete"], sets["any"]
    head = f"{first.wording} beside {second.wording} ({comparison.name.replace('_', ' / ')})"
    values = {name: found.verdict(study.analysis.alpha) for name, found in sets.items()}
    rule = RULES[study.analysis.rounding].meaning
    if any_bases.is_empty:
        return Finding(
            [f"{head}: no data set can have printed both, rounded {rule}; assumptions refuted."],
            ("published", "identified", "assumed"),
            values,
        )
    text = f"{head}: exact McNemar p is {_range(any_bases)} whatever the bases"
    if not same.is_empty:
        reached = same.reach(study.analysis.alpha)
        text += (
            f"; if the same persons answered both, {_range(same)}, "
            f"at most {study.analysis.alpha} in {reached.reached} of {count(reached.tables, 'table')}"
        )
    else:
        text += "; that the same persons answered both is refuted"
    return Finding([text + "."], ("published", "identified", "assumed"), values)


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
    top = max(sides, key=lambda side: bounds[side.figure.id][0])
    low, high = bounds[top.figure.id]
    invited = span(*map(str, study.invited))
    if known:
        verb = "holds" if len(known) == 1 else "hold"
        sentence = (
            f"The invited ({invited}): {listed(known)} {verb} for a majority whatever the others would have said."
        )
    else:
        sentence = (
            f"The invited ({invited}): no figure identifies a majority of them; {top.figure.wording} comes nearest "
            f"and leaves {percent(low)} to {percent(high)} possible."
        )
    return Finding([sentence], ("published", "identified", "assumed"), {"majorities": known})


def claims_finding(study: Study) -> Finding | None:
    """How many statements have a figure, and how the verdicts fall."""
    found = verdicts(study)
    tested = [item for item in found if item.statement.relation != "none"]
    if not tested:
        return None
    tally = {name: sum(item.among == name for item in tested) for name in dict.fromkeys(item.among for item in tested)}
    amounts = listed([f"{name} {number}" for name, number in tally.items()])
    sentence = (
        f"Claims: {count(len(found), 'statement')}, {len(found) - len(tested)} without a figure; "
        f"among those who answered, the other {len(tested)}: {amounts}."
    )
    return Finding([sentence], ("published", "identified", "assumed"), tally)


def participation_finding(study: Study, used: int | None) -> Finding | None:
    """How many took part; said of real responses only."""
    if used is None or study.synthetic:
        return None
    rate = ""
    if study.invited:
        low, high = (used / invited for invited in reversed(study.invited))
        rate = f", a participation rate of {span(percent(low), percent(high))}"
    return Finding(
        [f"Responses: {count(used, 'respondent')} used after cleaning{rate}."],
        ("responses",),
        {"used": used},
        of_people(study, used),
    )


def same_persons_finding(study: Study) -> Finding | None:
    """All comparisons on the strongest rung, in one sentence."""
    return _on_rung(study, "complete", "If the same persons answered both")


def any_bases_finding(study: Study) -> Finding | None:
    """All comparisons on the weakest rung, in one sentence."""
    return _on_rung(study, "any", "Whatever the bases")


def _on_rung(study: Study, rung: str, head: str) -> Finding | None:
    parts, data = [], {}
    for comparison in study.comparisons:
        sets, figures = figure_sets(study, comparison) or {}, study.figures_for(comparison)
        if figures is None or rung not in sets:
            continue
        reach = sets[rung].reach(study.analysis.alpha)
        data[comparison.name] = reach.verdict
        p = (
            f"p {_range(sets[rung])}, {reach.verdict} of {count(reach.tables, 'table')}"
            if reach.tables
            else reach.verdict
        )
        parts.append(f"{figures[0].wording} beside {figures[1].wording}: {p}")
    if not parts:
        return None
    rule, alpha = RULES[study.analysis.rounding].meaning, study.analysis.alpha
    sentence = f"{head} (rounded {rule}), exact McNemar p and tables with p at most {alpha}: {'; '.join(parts)}."
    return Finding([sentence], ("published", "identified", "assumed"), data)


def study_finding(study: Study) -> Finding:
    """Which study this is; what no publication prints is as the study folder declares it."""
    title = study.title.get("en") or next(iter(study.title.values()))
    evidence = ("published",) if study.figures else ("assumed",)
    return Finding([f"{title}: {count(study.respondents, 'respondent')}."], evidence, {"study": study.name})


def validation_finding(found: Mapping[str, Validation]) -> Finding:
    """Whether every truth lay inside, over all the data sets that were printed and hidden."""
    shares = sum(len(item.shares) for item in found.values())
    sets = sum(int(item.tables["true_of_data"].sum()) for item in found.values())
    misses = sum(item.misses for item in found.values())
    checked = f"{count(shares, 'printed share')} and {count(sets, 'identified set')}"
    outcome = f"{misses} of the truths lie OUTSIDE, an error of ours" if misses else "every truth lies inside"
    sentence = f"{checked} of {count(len(found), 'real data set')}: {outcome}."
    return Finding([sentence], ("responses", "identified"), {"shares": shares, "sets": sets, "outside": misses}, PUBLIC)


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


def _range(found: PairedIdentifiedSet) -> str:
    low, high = found.bounds("mcnemar", "exact")
    return span(pvalue(low), pvalue(high))
