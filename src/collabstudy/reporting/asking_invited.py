"""The invited population: what only the silent can settle, with the fewest of them who would turn it."""

from typing import Any

from collabstudy.published.invited import invited_difference, invited_share
from collabstudy.published.verdicts import NOT_IDENTIFIED, Printed, printed, verdict
from collabstudy.reporting.words import span
from collabstudy.study import Study


def invited_values(study: Study) -> list[dict[str, Any]]:
    """Each statement that is not identified among the invited, with its break-even: for a share the fewest of the
    silent whose yes makes a majority and whose no leaves none, for a difference by how many persons the silent must
    at least favour the second. ``settled_by_numbers``: whether some data set of those who answered decides it."""
    found = []
    for statement in study.statements:
        if study.invited and verdict(study, statement).invited == NOT_IDENTIFIED:
            sides = [printed(study, study.figure(name)) for name in statement.figures]
            figures = {side.figure.id: side.figure.wording for side in sides}
            values: dict[str, Any] = {"about": statement.id, "figures": figures}
            found.append(values | (_pair(sides, study.invited) if len(sides) == 2 else _share(sides[0], study.invited)))
    return found


def invited_sentences(study: Study) -> list[str]:
    """The same in sentences; none where nobody knows how many were invited or nothing is open."""
    found = invited_values(study)
    if not found or not study.invited:
        return []
    head = f"Among the {span(*map(str, study.invited))} invited (worst case; fewest persons over all data sets):"
    return [head, *(f"  {_sentence(values)}" for values in found)]


def _share(side: Printed, invited: tuple[int, int]) -> dict[str, Any]:
    numbers = range(invited[0], invited[1] + 1)
    needed = [invited_share(side.counts, number) for number in numbers]
    pairs = [(ones, base) for base, found in side.counts.items() for ones in found]
    settled = any(2 * ones > all_ or 2 * (ones + all_ - base) <= all_ for ones, base in pairs for all_ in numbers)
    return {
        "yes_for_majority": min(item.yes_for_majority.fewest for item in needed),
        "no_against_majority": min(item.no_against_majority.fewest for item in needed),
        "settled_by_numbers": settled,
    }


def _pair(sides: list[Printed], invited: tuple[int, int]) -> dict[str, Any]:
    numbers = range(invited[0], invited[1] + 1)
    first, second = (side.counts for side in sides)
    excess = min(invited_difference(first, second, number).excess_to_turn[0] for number in numbers)
    settled = any(
        ones[-1] - others[0] > all_ - other or ones[0] + all_ - base <= others[-1]
        for base, ones in first.items()
        for other, others in second.items()
        for all_ in numbers
    )
    return {"excess_to_turn": excess, "settled_by_numbers": settled}


def _sentence(values: dict[str, Any]) -> str:
    figures = " beside ".join(f"{wording} ({name})" for name, wording in values["figures"].items())
    some = "some numbers about those who answered would settle it, most would not"
    none = "no number about those who answered can settle it, only answers of the silent"
    start = f"{values['about']}, {figures}: {some if values['settled_by_numbers'] else none}"
    if "excess_to_turn" in values:
        if values["excess_to_turn"] <= 0:
            return f"{start}: in some data sets the first is not larger even where the silent divide evenly."
        excess = values["excess_to_turn"]
        return f"{start}: it turns if the silent who favour the second outnumber the others by {excess:,} or more."
    yes, no = values["yes_for_majority"], values["no_against_majority"]
    return f"{start}: a majority takes at least {yes} yes among them, no majority at least {no} no."
