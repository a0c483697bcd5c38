"""How long the attack on everything told takes beside making the tables, and bounds of cells beside enumeration.

    python benchmarks/disclosure.py

Random surveys of 31 and 90 persons, with one to three questions that could tell who somebody is and up to 24 others,
each of these broken down by each of those; as in a run, the attack ends with the first pair that is refused. Below
them, the bounds of two hidden cells in a breakdown of three groups of which only totals are told, by integer
programming and by going through every table; both must be equal.
"""

import sys
import time
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path

sys.path.pop(0)  # this folder: its statistics.py would stand before the standard module of that name
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import numpy as np
import pandas as pd
from studies import choices, question, study_of

from collabstudy.counting import count, count_pairs
from collabstudy.disclosure import Attack, Entry, Known, conflicts, known_as
from collabstudy.reporting import tables
from collabstudy.reporting.results import Table
from collabstudy.study import Study

SURVEYS = [(31, 1, 4), (31, 1, 16), (31, 2, 16), (31, 3, 24), (90, 2, 16), (90, 3, 24)]
ROWS, COLUMNS = (12, 14, 11), (20, 17)  # persons in each of three groups, and with either answer


def survey(persons: int, marked: int, plain: int) -> tuple[Study, pd.DataFrame]:
    """A study of so many persons and questions, and random answers to it."""
    levels = {f"group{number}": ["a", "b", "c"] for number in range(marked)}
    levels |= {f"asked{number}": ["yes", "no"] for number in range(plain)}
    asked = [replace(question(name, f"select_one {name}"), identifying=name.startswith("group")) for name in levels]
    study = study_of(*asked, lists=[choices(name, *some) for name, some in levels.items()])
    draw = np.random.default_rng(persons + plain)
    frame = pd.DataFrame({name: draw.choice(some, persons) for name, some in levels.items()})
    coded = frame.apply(lambda column: pd.Categorical(column, [*levels[column.name], "left_empty"]))
    return replace(study, respondents=persons), coded


def breakdowns(study: Study, frame: pd.DataFrame) -> list[Entry]:
    """Every question by every group, and the shares of each."""
    groups, asked = ([name for name in frame if name.startswith(kind)] for kind in ("group", "asked"))
    found = [tables.share_table(count(frame, study), study)]
    found += [tables.cross_table(frame, study, group, name) for group, name in product(groups, asked)]
    shown = [table for table in found if isinstance(table, Table)]
    return [Entry("", "", str(at), release) for at, table in enumerate(shown) for release in table.releases]


def known_elsewhere(study: Study, frame: pd.DataFrame) -> list[Known]:
    """How many belong to each pair of groups."""
    pairs = list(combinations([name for name in frame if name.startswith("group")], 2))
    counts = count_pairs(frame, study, pairs)
    return [
        known_as({first: [one], second: [other]}, int(counts[first, second].loc[one, other]))
        for first, second in pairs
        for one, other in product("abc", repeat=2)
    ]


def hidden_bounds() -> tuple[list[tuple[int, int]], list[tuple[int, int]], float, float]:
    """Bounds of two cells by integer programming and by enumeration, and the time of each."""
    told = [known_as({"group": [name]}, size) for name, size in zip("abc", ROWS, strict=True)]
    told += [known_as({"asked": [name]}, size) for name, size in zip(("yes", "no"), COLUMNS, strict=True)]
    told += [known_as({"group": ["a", "b", "c"]}, sum(ROWS)), known_as({"asked": ["yes", "no"]}, sum(ROWS))]
    told += [known_as({"group": ["a", "b", "c"], "asked": ["yes", "no"]}, sum(ROWS))]
    told += [known_as({"group": [name], "asked": ["yes", "no"]}, size) for name, size in zip("abc", ROWS, strict=True)]
    cells = [known_as({"group": [name], "asked": ["yes"]}, 0).levels for name in "ac"]
    start = time.perf_counter()
    attack = Attack(told, ["group", "asked"], cells)
    solved = [attack.bounds(cell) for cell in cells]
    middle = time.perf_counter()
    every = [cell for cell in product(*(range(size + 1) for size in ROWS)) if sum(cell) == COLUMNS[0]]
    counted = [(min(cell[at] for cell in every), max(cell[at] for cell in every)) for at in (0, 2)]
    return solved, counted, middle - start, time.perf_counter() - middle


def main() -> None:
    """Print the times and their ratios."""
    print("persons  groups  questions  tables told  tables     attack     ratio  refused")
    for persons, marked, plain in SURVEYS:
        study, frame = survey(persons, marked, plain)
        breakdowns(study, frame)  # once before it is timed: imports
        start = time.perf_counter()
        entries = breakdowns(study, frame)
        middle = time.perf_counter()
        refused = next(conflicts(entries, [], known_elsewhere(study, frame)), None)
        made, attacked = middle - start, time.perf_counter() - middle
        row = f"{persons:7}  {marked:6}  {plain:9}  {len({entry.key for entry in entries}):11}"
        print(
            f"{row}  {made:6.2f} s  {attacked:6.2f} s  {attacked / made:7.1f}  {'no' if refused is None else 'yes':>7}"
        )
    solved, counted, by_program, by_enumeration = hidden_bounds()
    assert solved == counted, (solved, counted)
    print(
        f"bounds {solved} by integer programming {by_program * 1000:.1f} ms, by enumeration "
        f"{by_enumeration * 1000:.1f} ms; equal; ratio {by_program / by_enumeration:.1f}"
    )


if __name__ == "__main__":
    sys.exit(main())
