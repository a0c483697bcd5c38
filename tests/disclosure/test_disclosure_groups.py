"""Groups below the minimum are pooled; at the minimum and above they stand alone."""

import pytest

from collabstudy.disclosure import FLOOR, OTHER, Rules, pooled


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ({"a": 10, "b": 21}, {"a": "a", "b": "b"}),
        ({"a": 11, "b": 10, "c": 10}, {"a": "a", "b": "b", "c": "c"}),
        # nine is one too few, and a pool of nine is too: the smallest of the rest goes in with it
        ({"a": 9, "b": 11, "c": 12}, {"a": OTHER, "b": OTHER, "c": "c"}),
        ({"a": 6, "b": 4, "c": 12}, {"a": OTHER, "b": OTHER, "c": "c"}),
        ({"a": 6, "b": 3, "c": 12}, None),
        ({"a": 9, "b": 22}, None),
        # of equals the later one
        ({"a": 12, "b": 12, "c": 5, "d": 12}, {"a": "a", "b": "b", "c": OTHER, "d": OTHER}),
        # nobody is in a group: it is pooled, and says nothing
        ({"a": 12, "b": 0, "c": 19}, {"a": "a", "b": OTHER, "c": "c"}),
        ({"a": 31}, None),
        ({"a": 31, "b": 0}, None),
        ({}, None),
    ],
)
def test_pools_at_a_minimum_of_ten(sizes: dict[str, int], shown: dict[str, str] | None) -> None:
    assert pooled(sizes, 10) == shown


@pytest.mark.parametrize("wanted", [FLOOR - 1, 1, 0, -3])
def test_no_setting_goes_below_the_floor(wanted: int) -> None:
    with pytest.raises(ValueError, match=f"minimum_base must be 5 or more, it is {wanted}"):
        Rules(minimum_base=wanted)
    with pytest.raises(ValueError, match=f"smallest_cell must be 5 or more, it is {wanted}"):
        Rules(smallest_cell=wanted)


@pytest.mark.parametrize("wanted", [FLOOR, FLOOR + 1, 10, 11])
def test_the_floor_itself_and_more_are_allowed(wanted: int) -> None:
    assert Rules(minimum_base=wanted).minimum_base == wanted
