"""What to ask for, against going through every table with its own grouping."""

from collections import defaultdict
from itertools import combinations
from math import comb

import pytest

from collabstudy.published import feasible_counts, paired_identified_set
from collabstudy.published.asking import disclosures, share_disclosures

COLUMNS = {
    "yes_yes": lambda a, b, c, d: a,
    "yes_no": lambda a, b, c, d: b,
    "no_yes": lambda a, b, c, d: c,
    "both": lambda a, b, c, d: a + b + c + d,
    "first_yes": lambda a, b, c, d: a + b,
    "second_yes": lambda a, b, c, d: a + c,
}


def exact(b: int, c: int) -> float:
    return min(1.0, 2 * sum(comb(b + c, k) for k in range(min(b, c) + 1)) / 2 ** (b + c))


def by_hand(tables: list[tuple[int, ...]], names: tuple[str, ...], alpha: float) -> tuple[int, int]:
    seen = defaultdict(set)
    for table in tables:
        seen[tuple(COLUMNS[name](*table) for name in names)].add(exact(table[1], table[2]) <= alpha)
    return len(seen), sum(len(flags) == 1 for flags in seen.values())


@pytest.mark.parametrize("overlap", ["any", "equal_bases", "complete"])
@pytest.mark.parametrize(("first", "second"), [("83%", "54%"), ("55%", "41%"), ("90%", "iets meer dan de helft")])
def test_each_number_is_worked_out_over_all_tables(first: str, second: str, overlap: str) -> None:
    found = paired_identified_set(first, second, 31, overlap=overlap)
    tables = list(found.tables.itertuples(index=False, name=None))
    asked = disclosures(found, 0.05)
    of_tables = [item for item in asked if set(item.numbers) <= set(COLUMNS)]
    for item in of_tables:
        assert (item.answers, item.deciding) == by_hand(tables, item.numbers, 0.05), item.numbers
    reached = {exact(b, c) <= 0.05 for _, b, c, _ in tables}
    assert bool(asked) == (len(reached) == 2)
    if asked:
        singles = [(name,) for name in COLUMNS]
        pairs = (
            []
            if any(by_hand(tables, name, 0.05)[0] == by_hand(tables, name, 0.05)[1] for name in singles)
            else (list(combinations(COLUMNS, 2)))
        )
        assert {item.numbers for item in of_tables} == {*singles, *pairs}


def test_one_joint_cell_decides_54_beside_83() -> None:
    best = disclosures(paired_identified_set("83%", "54%", 31), 0.05)[0]
    assert best.decides
    assert best.numbers == ("yes_yes",)
    assert best.answers == 5


def test_without_the_same_persons_no_single_number_decides() -> None:
    best = disclosures(paired_identified_set("55%", "41%", 31, overlap="any"), 0.05)[0]
    assert best.numbers == ("yes_no", "no_yes")
    assert best.decides


def test_nothing_is_asked_where_the_verdict_stands() -> None:
    assert disclosures(paired_identified_set("55%", "41%", 31), 0.05) == []
    assert disclosures(paired_identified_set("62.5%", "41%", 7), 0.05) == []


def test_a_base_is_judged_by_the_sets_that_it_leaves() -> None:
    found = paired_identified_set("90%", "iets meer dan de helft", 31, overlap="equal_bases")
    asked = {item.numbers: item for item in disclosures(found, 0.05)}
    bases = sorted(set(feasible_counts("90%", 31)["base"]) & set(feasible_counts("iets meer dan de helft", 31)["base"]))
    decided = 0
    for base in bases:
        # equal bases: both questions have this one, so knowing either is knowing both
        reached = set()
        for both in range(max(0, 2 * base - 31), base + 1):
            only = base - both
            for first in (k for k in range(base + 1) if 179 * base <= 200 * k < 181 * base):
                for second in (k for k in range(base + 1) if 2 * k > base and 100 * k < 55 * base):
                    for x in range(max(0, first - only), min(both, first) + 1):
                        for y in range(max(0, second - only), min(both, second) + 1):
                            for a in range(max(0, x + y - both), min(x, y) + 1):
                                reached.add(exact(x - a, y - a) <= 0.05)
        decided += len(reached) == 1
    assert (asked["first_base",].answers, asked["first_base",].deciding) == (len(bases), decided)
    assert 0 < decided < len(bases)


def test_a_share_against_one_half() -> None:
    """70% of up to 31: 21 of 30 differ from one half at .05, 7 of 10 do not."""
    pairs = list(feasible_counts("70%", 31).itertuples(index=False, name=None))
    counts = defaultdict(list)
    for count, base in pairs:
        counts[base].append(count)
    feasible = {base: range(found[0], found[-1] + 1) for base, found in counts.items()}
    flags = {pair: exact(pair[0], pair[1] - pair[0]) <= 0.05 for pair in pairs}
    asked = {item.numbers: item for item in share_disclosures(feasible, 0.05)}
    for name, at in (("base", 1), ("count", 0)):
        seen = defaultdict(set)
        for pair, flag in flags.items():
            seen[pair[at]].add(flag)
        expected = len(seen), sum(len(found) == 1 for found in seen.values())
        assert (asked[name,].answers, asked[name,].deciding) == expected
    assert share_disclosures(feasible, 0.0001) == []


def test_a_set_too_large_to_go_through_says_so() -> None:
    with pytest.raises(ValueError, match="too many to work out what to ask"):
        disclosures(paired_identified_set("55%", "41%", 120, overlap="any"), 0.05)
