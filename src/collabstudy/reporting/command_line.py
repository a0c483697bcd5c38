"""The report of ``collabstudy figures``: sentences that name their rule, or the same as values."""

from typing import Any

from collabstudy.published import PairedIdentifiedSet, feasible_counts, paired_identified_set, share_interval
from collabstudy.published.paired_set import MEANING
from collabstudy.published.rounding import RULES, rule_meaning
from collabstudy.reporting.words import count, listed, percent, pvalue, span

ALPHA = 0.05


def figures_values(wordings: list[str], respondents: int, rounding: str, paired: bool) -> dict[str, Any]:
    """What the figures can stand for, as plain values.

    Raises ``ValueError`` for an unknown wording or rule, and where ``paired`` is not about two figures.
    """
    values: dict[str, Any] = {
        "respondents": respondents,
        "rounding": rounding,
        "figures": [_figure(wording, respondents, rounding) for wording in wordings],
    }
    if paired:
        values["ladder"] = {rung: _rung(found) for rung, found in _ladder(wordings, respondents, rounding).items()}
    return values


def figures_report(wordings: list[str], respondents: int, rounding: str, paired: bool) -> list[str]:
    """The same in sentences. Raises as :func:`figures_values`."""
    values = figures_values(wordings, respondents, rounding, paired)
    lines = [line for figure in values["figures"] for line in _sentences(figure, respondents, rounding)]
    if paired:
        lines += ["", f"{wordings[0]} beside {wordings[1]}, exact McNemar test, two-sided:"]
        lines += [_rung_sentence(rung, found) for rung, found in values["ladder"].items()]
        left_out = [MEANING[rung] for rung in MEANING if rung not in values["ladder"]]
        lines += [f"  {meaning}: {respondents} respondents allow too many tables." for meaning in left_out]
    return lines


def _figure(wording: str, respondents: int, rounding: str) -> dict[str, Any]:
    interval = share_interval(wording, rounding)
    found = feasible_counts(wording, respondents, rounding)
    rules = {}
    for rule in RULES:
        at_all = feasible_counts(wording, respondents, rule)
        rules[rule] = at_all.loc[at_all["base"] == respondents, "count"].tolist()
    return {
        "wording": wording,
        "shares": str(interval),
        "evidence": "assumed" if interval.hedged else "identified",
        "bases": sorted(set(found["base"].tolist())),
        "counts_at_all_respondents": rules,
    }


def _sentences(figure: dict[str, Any], respondents: int, rounding: str) -> list[str]:
    wording, bases, rules = figure["wording"], figure["bases"], figure["counts_at_all_respondents"]
    read = "by our reading of the hedge word" if figure["evidence"] == "assumed" else rule_meaning(rounding)
    lines = [f"{wording} ({read}) stands for shares in {figure['shares']}."]
    here = rules[rounding]
    others = [
        f"{rule} ({' or '.join(map(str, counts))})" for rule, counts in rules.items() if counts and rule != rounding
    ]
    if here:
        lines.append(f"  Out of {respondents} it can come from {' or '.join(map(str, here))}.")
    else:
        under = f"; it can under {listed(others)}" if others else ", nor under any other rule"
        lines.append(f"  It cannot come from {respondents} respondents {rule_meaning(rounding)}{under}.")
        lines += [f"  {_neighbours(wording, respondents, rounding)}"] if figure["evidence"] == "identified" else []
    lines.append(f"  Bases up to {respondents} that can print it: {', '.join(map(str, bases)) or 'none'}.")
    return lines


def _neighbours(wording: str, respondents: int, rounding: str) -> str:
    """The shares that come closest from below and above."""
    interval = share_interval(wording, rounding)
    below = int(interval.lower * respondents)
    around = [number for number in (below, below + 1) if number <= respondents]
    return "; ".join(f"{number}/{respondents} is {percent(number / respondents, 2)}" for number in around) + "."


def _ladder(wordings: list[str], respondents: int, rounding: str) -> dict[str, PairedIdentifiedSet]:
    if len(wordings) != 2:
        raise ValueError(f"--paired compares two figures; {len(wordings)} are given")
    sets = {rung: paired_identified_set(wordings[0], wordings[1], respondents, rounding, rung) for rung in MEANING}
    return {rung: found for rung, found in sets.items() if found.is_tractable}


def _rung(found: PairedIdentifiedSet) -> dict[str, Any]:
    reach = found.reach(ALPHA)
    bounds = found.bounds("mcnemar", "exact") if reach.tables else None
    return {
        "tables": reach.tables,
        "exact_p": bounds,
        "alpha": ALPHA,
        "reached": reach.reached,
        "verdict": reach.verdict,
    }


def _rung_sentence(rung: str, values: dict[str, Any]) -> str:
    if values["exact_p"] is None:
        return f"  {MEANING[rung]}: no data set can have printed both; the assumptions are refuted."
    low, high = values["exact_p"]
    return (
        f"  {MEANING[rung]}: {count(values['tables'], 'table')}, p {span(pvalue(low), pvalue(high))}; "
        f"at most {ALPHA} in {values['verdict']} ({values['reached']:,})."
    )
