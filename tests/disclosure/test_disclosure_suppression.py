"""No sum over a published table gives a small cell back: small tables by enumeration, random ones by an attack."""

from itertools import product

import numpy as np
import pytest
from scipy.optimize import linprog

from collabstudy.disclosure import Protected, Rules, protected, suppression

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


def _texts(table: Protected) -> list[str]:
    return [text for row in table.text() for text in row]


def _agrees(cells: np.ndarray, table: Protected) -> bool:
    for value, text in zip(cells.ravel(), _texts(table), strict=True):
        if (text == "<5" and value >= 5) or (text.isdigit() and value != int(text)):
            return False
        if text == "withheld" and table.marked and value < 5:
            return False
    return True


def test_every_small_two_by_two_table_keeps_its_secrets() -> None:
    shown = 0
    for cells in product(range(0, 14, 2), repeat=4):
        table = counts(list(cells[:2]), list(cells[2:]))
        if (table.sum(axis=1) < 10).any():
            continue
        small = (table < 5) & (table.sum(axis=0) > 0)
        found = protected(table, RULES)
        if found is None:  # even with every cell withheld the totals say too much
            assert not keeps_its_secrets(Protected(table, small, ~small, 5, marked=False))
        else:
            shown += 1
            assert (found.small == small).all()
            assert keeps_its_secrets(found), (cells, found.text())
    assert shown > 200


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
    ],
)
def test_cells_below_at_and_above_the_threshold(cells: np.ndarray, shown: list[list[str]]) -> None:
    found = protected(cells, RULES)
    assert found is not None
    assert found.text() == shown
    assert found.complete is all(text.isdigit() for row in shown for text in row)


def test_cells_have_no_mark_where_it_would_tell() -> None:
    # of six who gave the first answer, a mark of at least five leaves none or one for the other group
    found = protected(counts([0, 12], [6, 13]), RULES)
    assert found is not None
    assert found.text() == [["withheld", "withheld"], ["withheld", "withheld"]]
    assert not found.complete


@pytest.mark.parametrize(("base", "refused"), [(9, True), (10, False), (11, False)])
def test_a_group_below_the_minimum_base_is_refused(base: int, refused: bool) -> None:
    cells = counts([base - 5, 5], [12, 12])
    if refused:
        with pytest.raises(ValueError, match="a group has fewer than 10 persons"):
            protected(cells, RULES)
    else:
        assert protected(cells, RULES) is not None


def attacked(table: Protected) -> list[tuple[int, int]]:
    """Small cells that linear programming, which knows nothing of how cells were chosen, pins to one number."""
    height, width = table.counts.shape
    sums = [np.repeat(np.arange(height) == at, width) for at in range(height)]
    sums += [np.tile(np.arange(width) == to, height) for to in range(width)]
    totals = [*table.counts.sum(axis=1), *table.counts.sum(axis=0)]
    low = {"withheld": 5 if table.marked else 0, "<5": 0}
    known = [
        (int(text), int(text)) if text.isdigit() else (low[text], 4 if text == "<5" else None) for text in _texts(table)
    ]
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
        cells = draw.poisson(draw.uniform(2, 12), (draw.integers(2, 4), draw.integers(2, 5)))
        cells[:, 0] += np.maximum(0, 10 - cells.sum(axis=1))
        tables.append(cells.astype(np.int64))
    return tables


def test_an_attack_on_two_hundred_random_tables_recovers_no_small_cell() -> None:
    hidden = refused = 0
    for cells in random_tables(200):
        found = protected(cells, RULES)
        if found is None:
            refused += 1
            continue
        hidden += int(found.small.sum())
        assert attacked(found) == [], found.text()
    assert hidden > 300  # there was something to attack
    assert refused == 0


def test_without_complementary_suppression_the_attack_succeeds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suppression, "unprotected", lambda table: [])
    assert any(attacked(protected(cells, RULES)) for cells in random_tables(20))  # type: ignore[arg-type]
