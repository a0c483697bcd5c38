"""The report of ``collabstudy figures``: sentences that name their rule, or the same as values."""

from collections.abc import Sequence
from typing import Any

from collabstudy.published import (
    ANY_RULE,
    PairedIdentifiedSet,
    explaining_bases,
    feasible_counts,
    paired_identified_set,
    printable_shares,
    share_interval,
    smallest_covers,
)
from collabstudy.published.paired_set import MEANING
from collabstudy.published.printing import printed_percentages
from collabstudy.published.rounding import RULES, rule_meaning
from collabstudy.published.wording import parsed
from collabstudy.reporting.words import count, pvalue, span

ALPHA = 0.05


def figures_values(
    wordings: list[str], respondents: int, rounding: str, paired: bool, minimum_base: int = 1
) -> dict[str, Any]:
    """What the figures can stand for, as plain values.

    Raises ``ValueError`` for an unknown wording or rule, and where ``paired`` is not about two figures.
    """
    values: dict[str, Any] = {
        "respondents": respondents,
        "rounding": rounding,
        "figures": [_figure(wording, respondents, rounding) for wording in wordings],
    }
    if paired:
        sets = _ladder(wordings, respondents, rounding, minimum_base)
        values["ladder"] = {rung: _rung(found) for rung, found in sets.items()}
    return values


def figures_report(
    wordings: list[str], respondents: int, rounding: str, paired: bool, minimum_base: int = 1
) -> list[str]:
    """The same in sentences. Raises as :func:`figures_values`."""
    values = figures_values(wordings, respondents, rounding, paired, minimum_base)
    lines = [line for figure in values["figures"] for line in _sentences(figure, respondents, rounding)]
    lines += together(wordings, respondents, rounding)
    at_least = f", bases of at least {minimum_base}" if minimum_base > 1 else ""
    if paired:
        lines += ["", f"{wordings[0]} beside {wordings[1]}, exact McNemar test, two-sided{at_least}:"]
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
    hedged = figure["evidence"] == "assumed"
    read = "by our reading of the hedge word" if hedged else rule_meaning(rounding)
    here = sorted({count for counts in rules.values() for count in counts}) if rounding == ANY_RULE else rules[rounding]
    lines = [f"{wording} ({read}) stands for shares in {figure['shares']}."]
    if here:
        lines.append(f"  Out of {respondents} it can come from {' or '.join(map(str, here))}.")
    else:
        lines.append(f"  {_impossible(wording, rules, respondents, rounding, hedged)}")
    lines.append(f"  Bases up to {respondents} that can print it: {ranges(bases)}.")
    return lines


def _impossible(wording: str, rules: dict[str, list[int]], respondents: int, rounding: str, hedged: bool) -> str:
    """Why a figure cannot come from all respondents: what its neighbours print, and which rule would allow it."""
    rule = f" if rounded {rule_meaning(rounding)}" if rounding not in ("floor", ANY_RULE) else f", {read_as(rounding)}"
    start = f"{wording} cannot come from {respondents} respondents"
    _, _, decimals = parsed(wording)
    if hedged or decimals is None:
        return f"{start}: no whole number of them is such a share."
    below = int(share_interval(wording, rounding).lower * respondents)
    plain = "half_up" if rounding == ANY_RULE else rounding
    around = [
        f"{number}/{respondents} prints {' or '.join(printed_percentages(number, respondents, plain, decimals))}"
        for number in (below, below + 1)
        if number <= respondents
    ]
    allowed = {
        tuple(counts): [name for name in rules if rules[name] == counts] for name, counts in rules.items() if counts
    }
    others = []
    for counts, names in allowed.items():
        shares = " and ".join(f"{number}/{respondents}" for number in counts)
        verb = "does" if len(counts) == 1 else "do"
        others.append(f"{' or '.join(map(read_as, names))}, {shares} {verb} print it")
    return f"{start}{rule}: {', '.join(around)}; {'; '.join(others) or 'no other rule allows it either'}."


def read_as(rounding: str) -> str:
    """A rule as a condition: "cut off", "rounded to the nearest, halves upwards"."""
    meaning = rule_meaning(rounding)
    return meaning if meaning.startswith(("cut", "rounded", "any")) else f"rounded {meaning}"


def ranges(numbers: Sequence[int]) -> str:
    """Whole numbers in ascending order, three or more in a row as a range."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    texts = [f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    return ", ".join(texts) or "none"


def together(wordings: Sequence[str], respondents: int, rounding: str) -> list[str]:
    """Which bases explain several figures, and how few percentages there are at all."""
    bases = explaining_bases({wording: wording for wording in wordings}, respondents, rounding)
    covers = smallest_covers(bases)
    possible = len(printable_shares(respondents, 0, rounding))
    lines = [f"{possible} of the 101 whole percentages can come from {respondents} respondents at all."]
    if len(bases) > 1 and covers:
        ways = "; ".join(", ".join(map(str, cover)) for cover in covers[:5])
        more = f" and {len(covers) - 5:,} more" if len(covers) > 5 else ""
        lines.append(f"Explaining all of them takes {count(len(covers[0]), 'base')}: {ways}{more}.")
    elif len(bases) > 1:
        lines.append(f"No bases up to {respondents} explain all of them.")
    return lines


def _ladder(wordings: list[str], respondents: int, rounding: str, minimum_base: int) -> dict[str, PairedIdentifiedSet]:
    if len(wordings) != 2:
        raise ValueError(f"--paired compares two figures; {len(wordings)} are given")
    first, second = wordings
    sets = {
        rung: paired_identified_set(first, second, respondents, rounding, rung, minimum_base=minimum_base)
        for rung in MEANING
    }
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
