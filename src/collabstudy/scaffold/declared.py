"""What SPSS and Stata files say of a column's codes: their labels, and which of them mean that there is no answer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from collabstudy.scaffold.answers import MOST_LEVELS, are_whole
from collabstudy.scaffold.scales import Level, as_they_come, missing_levels
from collabstudy.scaffold.seen import Seen

NO_ANSWER = "no_answer"  # the kind of a code that the file declares as missing, where its label says no other


def missing_codes(column: Seen) -> list[str]:
    """The codes that the file declares as missing, as far as they have a label or occur."""
    return [code for code in dict.fromkeys([*column.field.levels, *column.texts]) if code in column.field.missing]


def no_answers(column: Seen, codes: Sequence[str], beside: Sequence[Level]) -> list[Level]:
    """A level with its kind for each code of a missing answer; its name is none of those ``beside`` it."""
    return missing_levels(codes, column.field.levels, {level.name for level in beside}, NO_ANSWER)


def labelled(column: Seen) -> tuple[list[Level], bool] | None:
    """The levels that have a label, then texts that have none, and whether there are such.

    ``None`` where only codes of missing answers have labels, or there are too many texts.
    """
    labels = {code.strip(): label.strip() or code for code, label in column.field.levels.items() if code.strip()}
    texts = [text for text in column.texts if text not in labels and text not in labels.values()]
    if all(code in column.field.missing for code in labels):
        return None
    if len(texts) > MOST_LEVELS or any("|" in code for code in labels):
        return None
    codes = [code for code in dict.fromkeys([*labels, *texts]) if code in column.field.missing]
    kept = [code for code in [*labels, *texts] if code not in codes]
    if are_whole(kept):
        kept.sort(key=int)
    levels = as_they_come(kept, labels)
    levels += missing_levels(codes, labels, {level.name for level in levels}, NO_ANSWER)
    return _with_labels(levels, column, labels), any(text not in codes for text in texts)


def _with_labels(levels: Sequence[Level], column: Seen, labels: Mapping[str, str]) -> list[Level]:
    """The levels that also take their label as a text of the export, where a cell holds it and no code is the same."""
    claimed = set(labels)
    found = []
    for level in levels:
        also = level.label in column.texts and level.label not in claimed and level.label not in level.raw
        claimed.add(level.label)
        found.append(replace(level, raw=(*level.raw, level.label)) if also else level)
    return found
