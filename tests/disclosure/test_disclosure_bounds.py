"""What can be worked out of several tables, against going through every table one by one."""

from collections.abc import Iterator
from itertools import combinations, pairwise, product

import pytest

from collabstudy.disclosure import Attack, Known, known_as

ANSWERS = ("yes", "no")
QUESTIONS = ("a", "b")
PERSONS = 5


def every_data_set() -> Iterator[dict[tuple[str, ...], int]]:
    """Each way in which five persons can have answered two questions, which somebody may have left empty."""
    cells = list(product((*ANSWERS, "empty"), repeat=2))
    for bars in combinations(range(PERSONS + len(cells) - 1), len(cells) - 1):
        ends = [-1, *bars, PERSONS + len(cells) - 1]
        sizes = [right - left - 1 for left, right in pairwise(ends)]
        yield dict(zip(cells, sizes, strict=True))


def counted(data: dict[tuple[str, ...], int], known: Known) -> int:
    named = dict(known.levels)
    return sum(
        persons
        for answers, persons in data.items()
        if all(answer in named.get(name, (answer,)) for name, answer in zip(QUESTIONS, answers, strict=True))
    )


TOLD = [
    known_as({}, PERSONS),
    known_as({"a": ["yes"]}, 3),
    known_as({"a": ANSWERS}, 4),
    known_as({"a": ["yes"], "b": ["yes"]}, 0, 2),
    known_as({"b": ["no"]}, 2),
]


WANTED = [{"a": ["yes"], "b": ["yes"]}, {"a": ["no"], "b": ["yes"]}, {"b": ["yes"]}, {"a": ["no"]}, {"b": ANSWERS}]


@pytest.mark.parametrize("number", [1, 3, 4, 5])
@pytest.mark.parametrize("levels", WANTED)
def test_bounds_against_every_data_set_one_by_one(number: int, levels: dict[str, list[str]]) -> None:
    told, wanted = TOLD[:number], known_as(levels, 0)
    counts = [
        counted(data, wanted)
        for data in every_data_set()
        if all(item.least <= counted(data, item) <= item.most for item in told)
    ]
    attack = Attack(told, QUESTIONS, [wanted.levels])
    assert attack.bounds(wanted.levels) == (min(counts), max(counts))
    assert [persons for persons in range(PERSONS + 1) if attack.possible(wanted.levels, persons)] == sorted(set(counts))


def test_what_no_data_set_can_be_is_said() -> None:
    attack = Attack([known_as({"a": ["yes"]}, 3), known_as({"a": ANSWERS}, 2)], ["a"])
    with pytest.raises(ValueError, match="no table agrees"):
        attack.bounds(known_as({"a": ["no"]}, 0).levels)
    assert not attack.possible(known_as({"a": ["no"]}, 0).levels, 0)


def test_answers_that_nothing_tells_apart_are_one() -> None:
    towns = [f"t{number}" for number in range(30)]
    told = [known_as({"town": towns[:4]}, 12), known_as({"town": towns[4:]}, 15), known_as({"town": towns[2:4]}, 10)]
    attack = Attack(told, ["town"])
    assert attack.size == 4  # t0 and t1, t2 and t3, the others, and whoever stated none
    assert attack.bounds(known_as({"town": towns[:2]}, 0).levels) == (2, 2)
