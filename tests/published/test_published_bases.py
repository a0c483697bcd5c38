"""Smallest sets of bases against brute force, and what the article's numeric figures allow."""

import random
from collections.abc import Mapping, Set
from itertools import combinations

import pytest

from collabstudy.published import RULES, base_table, rule_table, smallest_covers

# the article's figures with a number and no hedge; 31 respondents
NUMERIC = ("90%", "63%", "62,5%", "65%", "75%", "54%", "83%", "55%", "41%")
FIGURES = {wording: wording for wording in NUMERIC}
NEVER = {"62,5%", "63%"}


def brute_force(explained_by: Mapping[str, Set[int]]) -> list[tuple[int, ...]]:
    """Sets of bases by growing size, every one of them tried."""
    if not all(explained_by.values()):
        return []
    bases = sorted(set().union(*explained_by.values()))
    for size in range(len(bases) + 1):
        covers = [
            chosen
            for chosen in combinations(bases, size)
            if all(explains & set(chosen) for explains in explained_by.values())
        ]
        if covers:
            return covers
    return []


def explained(rounding: str) -> dict[str, set[int]]:
    table = base_table(FIGURES, 31, rounding)
    return {name: set(table.index[table[name]]) for name in table.columns}


def test_no_base_and_no_two_explain_the_nine_figures_and_three_do_in_thirteen_ways() -> None:
    found = smallest_covers(explained("half_up"))
    assert found == brute_force(explained("half_up"))
    assert {len(bases) for bases in found} == {3}
    assert len(found) == 13


def test_what_31_answers_can_print() -> None:
    table = rule_table(FIGURES, 31)
    impossible = {rule: {name for name in NUMERIC if not table.loc[name, rule]} for rule in RULES}
    assert impossible["half_up"] == {"41%", "54%", "62,5%", "63%", "75%", "83%"}
    assert set.intersection(*impossible.values()) == NEVER


@pytest.mark.parametrize(
    ("wording", "rules"),
    [
        ("90%", "half_up half_down half_even half_any floor nearest_5"),  # 28 of 31 is 90.32%
        ("63%", ""),  # 19 of 31 is 61.29%, 20 of 31 is 64.52%
        ("62,5%", ""),
        ("65%", "half_up half_down half_even half_any ceiling nearest_5"),  # 20 of 31 is 64.52%
        ("75%", "ceiling nearest_5"),  # 23 of 31 is 74.19%, 24 of 31 is 77.42%
        ("54%", "floor"),  # 17 of 31 is 54.84%
        ("83%", "floor"),  # 26 of 31 is 83.87%
        ("55%", "half_up half_down half_even half_any ceiling nearest_5"),  # 17 of 31 is 54.84%
        ("41%", "floor"),  # 13 of 31 is 41.94%
    ],
)
def test_rules_under_which_31_answers_print_a_figure(wording: str, rules: str) -> None:
    row = rule_table({"figure": wording}, 31).loc["figure"]
    assert " ".join(rule for rule in RULES if row[rule]) == rules


@pytest.mark.parametrize("rounding", RULES)
def test_smallest_covers_of_the_article_under_every_rule(rounding: str) -> None:
    assert smallest_covers(explained(rounding)) == brute_force(explained(rounding))


def test_smallest_covers_of_many_random_figures() -> None:
    draw = random.Random(20261123)
    for _ in range(300):
        figures = {
            f"F{number}": set(draw.sample(range(1, 11), draw.randint(1, 5))) for number in range(draw.randint(1, 6))
        }
        assert smallest_covers(figures) == brute_force(figures), figures


def test_edges() -> None:
    assert smallest_covers({}) == [()]
    assert smallest_covers({"a": {3, 4}, "b": set()}) == []
    assert smallest_covers({"a": {9, 3}}) == [(3,), (9,)]
    assert smallest_covers({"a": {1}, "b": {2}, "c": {3}}) == [(1, 2, 3)]
    assert smallest_covers({"a": {1, 2}, "b": {2, 3}, "c": {3, 1}}) == [(1, 2), (1, 3), (2, 3)]
