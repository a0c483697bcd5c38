"""Several answers joined in one cell: told apart by the list of options, since an option may hold the separator."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

from collabstudy.cleaning.answers import OWN_TEXT
from collabstudy.cleaning.cells import SHOWN_VALUES, Cells
from collabstudy.cleaning.levels import Meaning
from collabstudy.study import Question

FEW = 16  # readings of one cell beyond which nobody needs another to call it ambiguous
MEND = "export it with one column an option, or give the options texts of which none is made of others"
Reading = tuple[frozenset[str], tuple[str, ...]]  # the options chosen, and the parts that are none
Repair = tuple[str, str, str]
Readings = dict[Reading, tuple[Repair, ...]]


def joined_choices(cells: Cells, question: Question, meaning: Meaning) -> dict[str, pd.Categorical]:
    """Several answers joined in one column by the question's separator: chosen or not, by option."""
    cells.filled()
    chosen = np.zeros((len(cells.texts), len(meaning.names)), dtype=bool)
    strangers: dict[str, list[int]] = {}
    for at in range(len(cells.texts)):
        options, left = _read(cells, at, question.separator, meaning)
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


def _read(cells: Cells, at: int, separator: str, meaning: Meaning) -> Reading:
    """The options in one text and what is left over; more than one way to read it is a fault.

    Each option that is read is logged, and so is what counts for nothing: separators around no answer, an option again.
    """
    text = cells.texts[at]
    parts = [part.strip() for part in text.split(separator)]
    if text and not parts[-1]:
        cells.repairs["trailing separator dropped", separator, ""] += cells.count(at)
    if text and not all(parts[:-1]):
        cells.repairs["empty answer dropped", separator, ""] += cells.count(at)
    readings = _readings([part for part in parts if part], separator, meaning)
    if len(readings) > 1:
        ways = " or ".join(" + ".join(sorted(options)) for options, _ in list(readings)[:2])
        cells.fault(text, cells.rows(at), f"this can be read in more ways than one: {ways}", MEND)
    reading, repairs = next(iter(readings.items()))
    for repair in dict.fromkeys(repairs):
        cells.repairs[repair] += cells.count(at)
    for level, times in Counter(level for _, _, level in repairs).items():
        if times > 1:
            cells.repairs["repeated answer counted once", level, level] += cells.count(at)
    return reading


def _report(cells: Cells, meaning: Meaning, strangers: dict[str, list[int]]) -> None:
    """One fault for each part that is no option."""
    for part, places in list(strangers.items())[:SHOWN_VALUES]:
        message, mend = meaning.unknown(part)
        rows = cells.rows_of(places)
        cells.fault(part, rows, message.replace("this answer", "this part of the answers"), mend)
    cells.further(sorted({at for places in list(strangers.values())[SHOWN_VALUES:] for at in places}))


def _readings(parts: Sequence[str], separator: str, meaning: Meaning) -> Readings:
    """Every way to see options in consecutive parts that leaves the fewest parts over; as a rule one.

    From left to right: ``best[n]`` holds the fewest parts left over of the first n, and the readings that leave them.
    """
    best: list[tuple[int, Readings]] = [(0, {(frozenset(), ()): ()})]
    for end in range(1, len(parts) + 1):
        before, readings = best[-1]
        alone = {(options, (*left, parts[end - 1])): repairs for (options, left), repairs in readings.items()}
        ways = [(before + 1, alone)]
        for start in range(end):
            level, repair = _option(parts[start:end], separator, meaning)
            if level is not None:
                before, readings = best[start]
                ways.append(
                    (
                        before,
                        {(options | {level}, left): (*made, *repair) for (options, left), made in readings.items()},
                    )
                )
        least = min(left for left, _ in ways)
        merged = {reading: made for left, found in ways if left == least for reading, made in found.items()}
        best.append((least, dict(list(merged.items())[:FEW])))
    return best[-1][1]


def _option(parts: Sequence[str], separator: str, meaning: Meaning) -> tuple[str | None, tuple[Repair, ...]]:
    """The option that these parts spell together, with or without a blank behind its separators, and its repair."""
    for glue in dict.fromkeys((separator, separator + " ")):
        text = glue.join(parts)
        level, by = meaning.find(text)
        if level is not None:
            return level, ((by, text, level),)
    return None, ()
