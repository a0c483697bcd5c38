"""Hidden truths under attack: from all tables that are let through, read as shown, no small cell is recovered.

The attacker knows nothing of the program: it reads the tables' texts and solves for the answers of every kind of
person (town by role by two questions), with scipy's solvers.
"""

from dataclasses import replace
from itertools import combinations, product
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import LinearConstraint, linprog, milp
from studies import choices, question, study_of

from collabstudy.counting import count, count_pairs
from collabstudy.disclosure import Entry, conflicts, known_as, register, suppression
from collabstudy.reporting import tables
from collabstudy.reporting.results import Table
from collabstudy.study import Study

LEVELS = {
    "town": ["ashby", "byford", "corton"],
    "role": ["lead", "member", "guest"],
    "weekly": ["yes", "no"],
    "partners": ["yes", "no"],
}
MARKED, PLAIN = ("town", "role"), ("weekly", "partners")
EMPTY = "left_empty"


def survey() -> Study:
    asked = [question(name, f"select_one {name}") for name in LEVELS]
    asked = [replace(item, identifying=item.name in MARKED) for item in asked]
    return replace(study_of(*asked, lists=[choices(name, *levels) for name, levels in LEVELS.items()]), respondents=99)


def truth(number: int) -> pd.DataFrame:
    """Respondents whose second answer nearly always follows the first, and some of whom leave one out."""
    draw = np.random.default_rng(number)
    persons = int(draw.integers(24, 90))
    frame = pd.DataFrame(
        {name: draw.choice(LEVELS[name], persons, p=draw.dirichlet([3] * len(LEVELS[name]))) for name in LEVELS}
    )
    frame["partners"] = frame["weekly"].where(draw.random(persons) > 0.04, frame["partners"])
    for name in LEVELS:
        frame.loc[draw.random(persons) < 0.02, name] = EMPTY
    return frame.apply(lambda column: pd.Categorical(column, [*LEVELS[column.name], EMPTY]))


def let_through(frame: pd.DataFrame, study: Study) -> tuple[list[Any], int]:
    """The tables that pass, and how many the register refuses."""
    pairs = [*product(MARKED, PLAIN), *combinations(PLAIN, 2)]
    found = {"shares": tables.share_table(count(frame, study), study)}
    found |= {f"{a} {b}": tables.cross_table(frame, study, a, b) for a, b in pairs}
    shown = {name: table for name, table in found.items() if isinstance(table, Table)}
    entries = [Entry("", "", name, release) for name, table in shown.items() for release in table.releases]
    both = count_pairs(frame, study, [MARKED])[MARKED]
    common = [
        known_as({"town": [town], "role": [role]}, int(both.loc[town, role]))
        for town, role in product(LEVELS["town"], LEVELS["role"])
    ]
    refused = {conflict.second.key for conflict in conflicts(entries, [], common)}
    return [table for name, table in shown.items() if name not in refused], len(refused)


KINDS = list(product(*([*levels, EMPTY] for levels in LEVELS.values())))


def among(**answers: list[str]) -> np.ndarray:
    """Which kinds of persons gave one of these answers."""
    return np.array([all(kind[list(LEVELS).index(name)] in some for name, some in answers.items()) for kind in KINDS])


def read(table: Table) -> list[tuple[np.ndarray, int, float]]:
    """What a reader reads off a table: which kinds of persons, how many of them at least, and at most."""
    rows = table.frame.to_dict("records")
    if "answer" in table.frame:
        alone = {row["answer"] for row in rows}
        told = []
        for row in rows:
            levels = LEVELS[row["question"]]
            names = [row["answer"]] if row["answer"] in levels else [one for one in levels if one not in alone]
            told += [(among(**{row["question"]: names}), row["count"], row["count"])]
            told += [(among(**{row["question"]: levels}), row["base"], row["base"])]
        return told
    group, *columns, _ = table.frame.columns
    named = {row[group] for row in rows}
    told = []
    for row in rows:
        rest = [one for one in [*LEVELS[group], EMPTY] if one not in named]
        whole = [*LEVELS[group], *([EMPTY] if group in MARKED else [])]
        groups = whole if row[group] == "all" else rest if row[group] == "other groups" else [row[group]]
        for column in columns:
            name, _, answer = column.partition(": ")
            low, high = {"<5": (0, 4), "withheld": (0, np.inf)}.get(str(row[column]), (row[column], row[column]))
            told.append((among(**{group: groups, name: [answer]}), int(low), float(high)))
        told.append((among(**{group: groups, name: LEVELS[name]}), int(row["in all"]), float(row["in all"])))
    return told


def recovered(shown: list[Table], frame: pd.DataFrame) -> list[tuple[str, ...]]:
    """The small cells of towns or roles that can have one number only."""
    told = [item for table in shown for item in read(table)] + [(among(), len(frame), len(frame))]
    sums, low, high = (np.array(part) for part in zip(*told, strict=True))
    found = []
    for group, name in product(MARKED, PLAIN):
        for level, answer in product(LEVELS[group], LEVELS[name]):
            persons = int(((frame[group] == level) & (frame[name] == answer)).sum())
            if persons < 5 and (frame[group] == level).any() and (frame[name] == answer).any():
                aim = among(**{group: [level], name: [answer]}).astype(float)
                if _only_one(aim, sums.astype(float), low, high):
                    found.append((group, level, name, answer))
    return found


def _only_one(aim: np.ndarray, sums: np.ndarray, low: np.ndarray, high: np.ndarray) -> bool:
    finite = np.isfinite(high)
    above, below = np.vstack([-sums, sums[finite]]), np.concatenate([-low, high[finite]])
    ends = [linprog(sign * aim, A_ub=above, b_ub=below).fun * sign for sign in (1, -1)]
    if ends[1] - ends[0] >= 2:
        return False
    rule = LinearConstraint(sums, low, high)
    whole = np.ones(len(aim))
    least, most = (sign * milp(sign * aim, constraints=rule, integrality=whole).fun for sign in (1, -1))
    return bool(round(least) == round(most))


def attacked(numbers: range) -> tuple[int, int, int]:
    """Cells recovered, tables let through, and tables that the register refused."""
    lost = passed = refused = 0
    for number in numbers:
        frame = truth(number)
        shown, out = let_through(frame, survey())
        lost, passed, refused = lost + len(recovered(shown, frame)), passed + len(shown), refused + out
    return lost, passed, refused


def test_no_small_cell_of_six_hidden_truths_is_recovered() -> None:
    lost, passed, _ = attacked(range(30, 36))
    assert lost == 0
    assert passed > 6 * 3


@pytest.mark.slow
def test_no_small_cell_of_two_hundred_hidden_truths_is_recovered() -> None:
    lost, passed, refused = attacked(range(200))
    assert lost == 0
    assert passed > 200 * 3
    assert refused > 0


def test_without_complementary_suppression_the_attack_succeeds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suppression, "unprotected", lambda table: [])
    assert any(attacked(range(at, at + 1))[0] for at in range(15))


def test_without_the_register_the_attack_succeeds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "leaks", lambda *known: iter(()))
    lost, _, refused = attacked(range(39, 40))
    assert lost > 0
    assert refused == 0
