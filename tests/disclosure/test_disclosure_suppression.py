"""No sum over a published table gives a small cell back: small tables by enumeration, random ones by an attack."""

import functools
import operator
from itertools import product

import numpy as np
import pytest
from scipy.optimize import linprog

from collabstudy.disclosure import Protected, Rules, cell_bounds, protected, suppression

RULES = Rules()


def counts(*rows: list[int]) -> np.ndarray:
    return np.array(rows, dtype=np.int64)


def possible(table: Protected) -> list[np.ndarray]:
    """Every 2 x 2 table that agrees with the totals and with what is shown, one by one."""
    rows, columns = table.counts.sum(axis=1), table.counts.sum(axis=0)
    found = []
    for first in range(min(rows[0], columns[0]) + 1):
        cells = counts([first, rows[0] - first], [columns[0] - first, rows[1] - columns[0] + first])
        if (cells >= 0).all() and _agrees(cells, table):
            found.append(cells)
    return found


def _agrees(cells: np.ndarray, table: Protected) -> bool:
    for value, text in zip(cells.ravel(), functools.reduce(operator.iadd, table.text(), []), strict=True):
        if (text == "<5" and value >= 5) or (text.isdigit() and value != int(text)):
            return False
        if text == "withheld" and not table.blank and value < 5:
            return False
    return True


def test_every_small_two_by_two_table_keeps_its_secrets() -> None:
    for cells in product(range(0, 14, 2), repeat=4):
        table = counts(list(cells[:2]), list(cells[2:]))
        if (table.sum(axis=1) < 10).any():
            continue
        found = protected(table, RULES)
        small = (table < 5) & (table.sum(axis=0) > 0)
        if found is None:  # the totals alone say too much
            assert not keeps_its_secrets(Protected(table, small, np.zeros_like(small), 5, blank=True))
        else:
            assert (found.small == small).all()
            assert keeps_its_secrets(found), (cells, found.text())


def keeps_its_secrets(table: Protected) -> bool:
    """Whether every small cell can still have each count from 0 to 4, as far as its totals reach."""
    left = possible(table)
    most = np.minimum(np.minimum(table.counts.sum(axis=1)[:, None], table.counts.sum(axis=0)), 4)
    return all(
        {int(other[place]) for other in left} >= set(range(most[place] + 1))
        for place in map(tuple, np.argwhere(table.small))
    )


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        (counts([5, 5], [6, 6]), [["5", "5"], ["6", "6"]]),  # at the threshold
        (counts([6, 6], [6, 6]), [["6", "6"], ["6", "6"]]),  # above it
        (counts([4, 20], [15, 12]), [["<5", "withheld"], ["withheld", "withheld"]]),  # below it
        (counts([0, 12], [0, 13]), [["0", "12"], ["0", "13"]]),  # nobody at all gave the first answer
        (counts([0, 12], [6, 13]), [["withheld", "withheld"], ["withheld", "withheld"]]),
    ],
)
def test_cells_below_at_and_above_the_threshold(cells: np.ndarray, shown: list[list[str]]) -> None:
    found = protected(cells, RULES)
    assert found is not None
    assert found.text() == shown
    assert found.complete is all(text.isdigit() for row in shown for text in row)


@pytest.mark.parametrize(("base", "refused"), [(9, True), (10, False), (11, False)])
def test_a_group_below_the_minimum_base_is_refused(base: int, refused: bool) -> None:
    cells = counts([base - 5, 5], [12, 12])
    if refused:
        with pytest.raises(ValueError, match="a group has fewer than 10 persons"):
            protected(cells, RULES)
    else:
        assert protected(cells, RULES) is not None


def test_bounds_against_every_table_one_by_one() -> None:
    rows, columns = np.array([7, 5, 4]), np.array([9, 7])
    lowest, highest = np.zeros((3, 2), np.int64), np.minimum(rows[:, None], columns)
    highest[0, 0] = 4
    found = [
        np.array([[a, 7 - a], [b, 5 - b], [9 - a - b, a + b - 5]])
        for a in range(5)
        for b in range(6)
        if 0 <= 9 - a - b <= 4
    ]
    least, most = cell_bounds(lowest, highest, rows, columns)
    assert (least == np.min(found, axis=0)).all()
    assert (most == np.max(found, axis=0)).all()
    with pytest.raises(ValueError, match="no table agrees"):
        cell_bounds(lowest, np.zeros((3, 2), np.int64) + 1, rows, columns)


def attacked(table: Protected) -> list[tuple[int, int]]:
    """Small cells that linear programming, which knows nothing of how cells were chosen, pins to one number."""
    height, width = table.counts.shape
    sums = [np.repeat(np.arange(height) == at, width) for at in range(height)]
    sums += [np.tile(np.arange(width) == to, height) for to in range(width)]
    totals = [*table.counts.sum(axis=1), *table.counts.sum(axis=0)]
    texts = functools.reduce(operator.iadd, table.text(), [])
    low = {"withheld": 0 if table.blank else 5, "<5": 0}
    known = [(int(text), int(text)) if text.isdigit() else (low[text], 4 if text == "<5" else None) for text in texts]
    found = []
    for at, to in np.argwhere(table.small):
        aim = np.zeros(height * width)
        aim[at * width + to] = 1
        ends = [sign * linprog(sign * aim, A_eq=np.array(sums), b_eq=totals, bounds=known).fun for sign in (1, -1)]
        if ends[1] - ends[0] < 0.5 and table.counts[:, to].sum() > 0:
            found.append((int(at), int(to)))
    return found


def random_tables(number: int) -> list[np.ndarray]:
    draw = np.random.default_rng(20261125)
    tables = []
    for _ in range(number):
        cells = draw.poisson(draw.uniform(1, 9), (draw.integers(2, 4), draw.integers(2, 5)))
        cells[:, 0] += np.maximum(0, 10 - cells.sum(axis=1))
        tables.append(cells.astype(np.int64))
    return tables


def test_an_attack_on_two_hundred_random_tables_recovers_no_small_cell() -> None:
    hidden = 0
    for cells in random_tables(200):
        found = protected(cells, RULES)
        assert found is not None
        hidden += int(found.small.sum())
        assert attacked(found) == [], found.text()
    assert hidden > 200  # there was something to attack


def test_without_complementary_suppression_the_attack_succeeds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suppression, "unprotected", lambda table: [])
    assert any(attacked(protected(cells, RULES)) for cells in random_tables(20))  # type: ignore[arg-type]
