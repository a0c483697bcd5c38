"""What the joint cell must be for a verdict to turn, and Holm over several sets."""

from math import comb

import pytest

from collabstudy.published import breakdowns, holm_bounds, paired_identified_set


def exact(b: int, c: int) -> float:
    return min(1.0, 2 * sum(comb(b + c, k) for k in range(min(b, c) + 1)) / 2 ** (b + c))


def test_54_beside_83_needs_twelve_of_thirteen() -> None:
    (found,) = breakdowns(paired_identified_set("54%", "83%", 31))
    assert (found.base, found.first_yes, found.second_yes, found.joint) == (24, 13, 20, range(9, 14))
    expected = [exact(13 - joint, 20 - joint) for joint in range(9, 14)]
    assert [float(p) for p in found.pvalues] == pytest.approx(expected)
    assert expected[2] > 0.05 > expected[3]
    assert found.needed(0.05) == 12
    assert found.needed(0.015) is None
    assert found.needed(0.5) == 9


def test_mid_p_turns_earlier() -> None:
    (found,) = breakdowns(paired_identified_set("54%", "83%", 31), "mid_p")
    assert found.needed(0.05) == 11


def test_every_pair_of_margins_has_one() -> None:
    found = list(breakdowns(paired_identified_set("55%", "41%", 31)))
    assert [(item.base, item.first_yes, item.second_yes) for item in found] == [(22, 12, 9), (29, 16, 12)]
    assert sum(len(item.joint) for item in found) == 23
    assert all(item.needed(0.05) is None for item in found)


def test_other_persons_have_no_breakdown_point() -> None:
    for change in ({"overlap": "any"}, {"question_format": "single_choice"}):
        with pytest.raises(ValueError, match="two questions that the same persons answered"):
            list(breakdowns(paired_identified_set("55%", "41%", 31, **change)))


SETS = {
    "evaluation": paired_identified_set("55%", "41%", 31),
    "processes": paired_identified_set("83%", "54%", 31),
}
QUESTIONS = {"evaluation": ("internally", "with_partners"), "processes": ("partner", "own")}


def test_holm_over_two_sets_is_holm_over_every_pair_of_tables() -> None:
    found = holm_bounds(SETS, QUESTIONS)
    adjusted = {"evaluation": [], "processes": []}
    for _, b, c, _ in SETS["evaluation"].cells:
        for _, e, f, _ in SETS["processes"].cells:
            one, other = exact(b, c), exact(e, f)
            low, high = sorted((one, other))
            steps = {low: min(1, 2 * low), high: min(1, max(2 * low, high))}
            adjusted["evaluation"].append(steps[one])
            adjusted["processes"].append(steps[other])
    assert found.sharp
    for name, values in adjusted.items():
        assert found.bounds[name] == pytest.approx((min(values), max(values)))


def test_a_shared_question_is_said_to_be_wider_than_sharp() -> None:
    shared = holm_bounds(SETS, {"evaluation": ("internally", "own"), "processes": ("partner", "own")})
    assert not shared.sharp
    assert shared.bounds == holm_bounds(SETS, QUESTIONS).bounds


def test_a_set_without_questions_is_refused() -> None:
    with pytest.raises(ValueError, match="which questions does 'processes' compare"):
        holm_bounds(SETS, {"evaluation": ("internally", "with_partners")})
