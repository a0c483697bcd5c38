"""Several answers joined in one cell: told apart by the list of options, since an option may hold the separator."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from collabstudy.cleaning.answers import OWN_TEXT
from collabstudy.cleaning.cells import SHOWN_VALUES, Cells
from collabstudy.cleaning.levels import CASE, SPELLING, Meaning
from collabstudy.study import Question

FEW = 16  # readings of one cell beyond which nobody needs another to call it ambiguous
Reading = tuple[frozenset[str], tuple[str, ...]]  # the options chosen, and the parts that are none


def joined_choices(cells: Cells, question: Question, meaning: Meaning) -> dict[str, pd.Categorical]:
    """Several answers joined in one column by the question's separator: chosen or not, by option."""
    cells.filled()
    chosen = np.zeros((len(cells.texts), len(meaning.names)), dtype=bool)
    strangers: dict[str, list[int]] = {}
    for at, text in enumerate(cells.texts):
        parts = [part.strip() for part in text.split(question.separator)]
        if text and not parts[-1]:
            cells.repairs["trailing separator dropped", question.separator, ""] += cells.count(at)
        readings = _readings([part for part in parts if part], question.separator, meaning)
        if len(readings) > 1:
            ways = " or ".join(" + ".join(sorted(options)) for options, _ in readings[:2])
            mend = "give its options texts of which none is made of others, or export one column an option"
            cells.fault(text, cells.rows(at), f"this can be read in more ways than one: {ways}", mend)
        options, left = readings[0]
        for part in parts:
            level, by = meaning.find(part)
            if by in (SPELLING, CASE) and level in options:
                cells.repairs[by, part, level] += cells.count(at)
        for part in left:
            if meaning.other:
                cells.repairs["other text to level", OWN_TEXT, meaning.other] += cells.count(at)
            else:
                strangers.setdefault(part, []).append(at)
        chosen[at] = [name in options or (bool(left) and name == meaning.other) for name in meaning.names]
    _report(cells, meaning, strangers)
    none = ~chosen.any(axis=1)
    return {
        f"{question.name}.{name}": cells.on_levels(["yes", "no"], np.where(none, -1, ~chosen[:, at]).tolist())
        for at, name in enumerate(meaning.names)
    }


def _report(cells: Cells, meaning: Meaning, strangers: dict[str, list[int]]) -> None:
    """One fault for each part that is no option."""
    for part, places in list(strangers.items())[:SHOWN_VALUES]:
        message, mend = meaning.unknown(part)
        rows = cells.rows_of(places)
        cells.fault(part, rows, message.replace("this answer", "this part of the answers"), mend)
    cells.further(sorted({at for places in list(strangers.values())[SHOWN_VALUES:] for at in places}))


def _readings(parts: Sequence[str], separator: str, meaning: Meaning) -> list[Reading]:
    """Every way to see options in consecutive parts that leaves the fewest parts over; as a rule one."""
    best: list[tuple[int, dict[Reading, None]]] = [(0, {(frozenset(), ()): None})]
    for end in range(1, len(parts) + 1):
        before, readings = best[end - 1]
        ways = [(before + 1, _extended(readings, parts[end - 1], None))]
        for start in range(end):
            level = _option(parts[start:end], separator, meaning)
            if level is not None:
                ways.append((best[start][0], _extended(best[start][1], "", level)))
        least = min(left for left, _ in ways)
        merged = {reading: None for left, found in ways if left == least for reading in found}
        best.append((least, dict(list(merged.items())[:FEW])))
    return list(best[-1][1])


def _extended(readings: dict[Reading, None], part: str, level: str | None) -> dict[Reading, None]:
    if level is None:
        return {(options, (*left, part)): None for options, left in readings}
    return {(options | {level}, left): None for options, left in readings}


def _option(parts: Sequence[str], separator: str, meaning: Meaning) -> str | None:
    """The option that these parts spell together, with or without a blank behind its separators."""
    spelled = (meaning.find(glue.join(parts))[0] for glue in (separator, separator + " "))
    return next((level for level in spelled if level is not None), None)
