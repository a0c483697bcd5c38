"""The multiverse against one identified set a combination, made by hand."""

from fractions import Fraction
from math import comb

import pytest

from collabstudy.published import RULES, paired_identified_set
from collabstudy.published.multiverse import CUTS, NO_TEST, cut_points, multiverse

READINGS = [
    ("two_questions", "any"),
    ("two_questions", "equal_bases"),
    ("two_questions", "complete"),
    ("single_choice", "complete"),
]


def test_every_combination_once() -> None:
    """Seven rules; four testable readings with three tests each; routed, in two ways, without a test."""
    worlds = list(multiverse("55%", "41%", 31))
    keys = {(world.rounding, world.question_format, world.overlap, world.cut, world.test) for world in worlds}
    assert len(worlds) == len(keys) == 7 * (4 * 3 + 2)
    assert {world.cut for world in worlds} == {None}
    routed = [world for world in worlds if world.question_format == "routed"]
    assert {world.verdict for world in routed} <= {NO_TEST, "assumptions refuted"}
    assert all(world.test is world.lowest is world.reached is None for world in routed)


def test_each_is_the_set_of_its_readings() -> None:
    worlds = {
        (world.rounding, world.question_format, world.overlap, world.test): world
        for world in multiverse("83%", "54%", 31, alpha=0.03)
    }
    for rule in RULES:
        for question_format, overlap in READINGS:
            found = paired_identified_set("83%", "54%", 31, rule, overlap, question_format=question_format)
            tables = list(found.tables.itertuples(index=False, name=None))
            world = worlds[rule, question_format, overlap, "exact"]
            values = [
                min(Fraction(1), Fraction(2 * sum(comb(b + c, k) for k in range(min(b, c) + 1)), 2 ** (b + c)))
                for _, b, c, _ in tables
            ]
            assert world.tables == len(tables)
            if not tables:
                assert world.verdict == "assumptions refuted"
                assert world.share_of_tables is None
                continue
            reached = sum(value <= Fraction(3, 100) for value in values)
            assert (world.lowest, world.highest) == pytest.approx((float(min(values)), float(max(values))))
            assert world.share_of_tables == Fraction(reached, len(tables))
            assert world.verdict == ("none" if not reached else "all" if reached == len(tables) else "some")
            if rule == "half_up":
                assert world.share_of_data_sets == found.labelled(0.03).share


def test_the_strongest_rung_of_the_article() -> None:
    """Exact and mid-p none of 23, the uncorrected asymptotic test one; two, three and three of five."""
    expected = {("55%", "41%"): (0, 0, 1), ("83%", "54%"): (2, 3, 3)}
    for pair, counts in expected.items():
        found = {
            world.test: world.reached
            for world in multiverse(*pair, 31)
            if (world.rounding, world.question_format, world.overlap) == ("half_up", "two_questions", "complete")
        }
        assert (found["exact"], found["mid_p"], found["asymptotic"]) == counts


def test_cut_points_are_varied_only_where_a_hedge_has_one() -> None:
    assert cut_points("55%", "more than 40%") == [(None, None)]
    assert [cut for cut, _ in cut_points("55%", "ruim 40%")] == list(CUTS)


def test_a_wider_cut_point_leaves_more_tables() -> None:
    sizes = {
        world.cut: world.tables
        for world in multiverse("90%", "iets meer dan de helft", 31)
        if (world.rounding, world.overlap, world.question_format, world.test)
        == ("half_up", "any", "two_questions", "exact")
    }
    assert list(sizes) == list(CUTS)
    assert sizes[5] == 1433
    assert sizes[1] == 0
    assert sizes[2] < sizes[3] < sizes[5] < sizes[10]
