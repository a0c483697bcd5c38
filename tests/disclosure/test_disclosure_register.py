"""What tables give away together, and what a later run gives away of those who came: worked out by hand."""

import pytest

from collabstudy.disclosure import Entry, Known, Release, admit, conflicts, known_as

YES, NO, BOTH = ["yes"], ["no"], ["yes", "no"]


def entry(key: str, *known: Known, base: int = 30, data: str = "now", **rest: object) -> Entry:
    questions = tuple(dict.fromkeys(name for item in known for name in item.questions))
    return Entry(data, "03", key, Release(questions, base, known, **rest))  # type: ignore[arg-type]


def breakdown(name: str, ashby: tuple[object, object], byford: tuple[object, object], total: tuple[int, int]) -> Entry:
    """Twelve of Ashby and eighteen of Byford by yes and no; a cell is a number, or its smallest and largest count."""
    cells = [
        known_as({"town": [town], name: answer}, *(cell if isinstance(cell, tuple) else (cell,)))  # type: ignore[misc]
        for town, row in (("ashby", ashby), ("byford", byford))
        for answer, cell in zip((YES, NO), row, strict=True)
    ]
    rows = [known_as({"town": ["ashby"], name: BOTH}, 12), known_as({"town": ["byford"], name: BOTH}, 18)]
    sums = [
        known_as({"town": ["ashby", "byford"], name: answer}, persons)
        for answer, persons in zip((YES, NO), total, strict=True)
    ]
    return entry(f"town {name}", *cells, *rows, *sums, identifying=("town",))


def crossing(*cells: int) -> Entry:
    pairs = [(YES, YES), (YES, NO), (NO, YES), (NO, NO)]
    known = [known_as({"weekly": a, "partners": b}, n) for (a, b), n in zip(pairs, cells, strict=True)]
    return entry("weekly partners", *known)


FEW, MANY = (0, 4), (5, 30)
OPEN = breakdown("weekly", (5, 7), (9, 9), (14, 16))  # five of Ashby say yes to the first question
HIDDEN = breakdown("partners", (FEW, MANY), (MANY, MANY), (13, 17))  # and four to the second, which is not shown


THIRTY = entry("people", known_as({}, 30))


def told(*entries: Entry, common: tuple[Known, ...] = ()) -> list[tuple[str, str, str]]:
    return [(found.first.key, found.second.key, found.what) for found in conflicts([THIRTY, *entries], [], common)]


def test_a_small_cell_that_follows_from_a_crossing_is_refused() -> None:
    # one person says yes to the first question only and nobody to the second only: Ashby's five leave four or five
    assert told(OPEN, HIDDEN) == []
    assert told(HIDDEN, crossing(13, 1, 0, 16)) == []
    assert told(OPEN, HIDDEN, crossing(13, 1, 0, 16)) == [
        ("town weekly", "weekly partners", "partners = yes, town = ashby: 4 persons")
    ]


@pytest.mark.parametrize("places", [(0, 1, 2), (0, 4, 9), (5, 6, 11), (9, 10, 11), (2, 1, 0)])
def test_the_three_that_give_it_away_are_found_among_others_wherever_they_stand(places: tuple[int, int, int]) -> None:
    three = dict(zip(places, (OPEN, HIDDEN, crossing(13, 1, 0, 16)), strict=True))
    others = iter(entry(f"other {at}", known_as({f"other{at}": YES}, 12 + at), base=30) for at in range(12))
    entries = [three.get(at) or next(others) for at in range(12)]
    last = entries[max(places)]
    (found,) = conflicts([THIRTY, *entries], [])
    assert found.second is last
    assert found.first in {*three.values()} - {last}
    assert not found.alone
    assert list(conflicts([one for one in entries if one is not last], [])) == []


@pytest.mark.parametrize(("apart", "refused"), [(4, True), (5, False), (6, False)])
def test_the_crossing_may_be_told_once_it_leaves_every_small_count(apart: int, refused: bool) -> None:
    # five of Ashby say yes to the first question: with five who differ, none of them need say yes to the second
    total = 14 - apart
    hidden = breakdown("partners", (FEW, MANY), (MANY, MANY), (total, 30 - total))
    assert bool(told(OPEN, hidden, crossing(total, apart, 0, 16))) is refused


def test_groups_whose_difference_is_too_small_are_refused() -> None:
    one = entry(
        "a",
        known_as({"town": ["a"], "weekly": YES}, 10),
        known_as({"town": ["a"], "weekly": NO}, 10),
        identifying=("town",),
    )
    for more, refused in ((9, True), (10, False), (11, False)):
        half = more // 2
        both = entry(
            "ab",
            known_as({"town": ["a", "b"], "weekly": YES}, 10 + half),
            known_as({"town": ["a", "b"], "weekly": NO}, 10 + more - half),
            identifying=("town",),
        )
        assert bool(list(conflicts([one, both], []))) is refused, more


def test_what_others_know_of_two_groups_counts() -> None:
    """Who of which town has which role is on a list: with it, one breakdown tells the cells of another."""
    role = entry(
        "role weekly",
        known_as({"role": ["lead"], "weekly": YES}, 0, 4),
        known_as({"role": ["lead"], "weekly": NO}, 5, 30),
        known_as({"role": ["member"], "weekly": YES}, 5, 30),
        known_as({"role": ["member"], "weekly": NO}, 5, 30),
        known_as({"role": ["lead"], "weekly": BOTH}, 12),
        known_as({"role": ["member"], "weekly": BOTH}, 18),
        known_as({"role": ["lead", "member"], "weekly": YES}, 14),
        known_as({"role": ["lead", "member"], "weekly": NO}, 16),
        identifying=("role",),
    )
    assert told(OPEN, role) == []
    same = (
        known_as({"town": ["ashby"], "role": ["lead"]}, 11),
        known_as({"town": ["byford"], "role": ["lead"]}, 1),
        known_as({"town": ["ashby"], "role": ["member"]}, 1),
        known_as({"town": ["byford"], "role": ["member"]}, 17),
    )
    assert [found[:2] for found in told(OPEN, role, common=same)] == [("town weekly", "role weekly")]


def shares(yes: int, no: int, data: str) -> Entry:
    known = known_as({"weekly": YES}, yes), known_as({"weekly": NO}, no), known_as({"weekly": BOTH}, yes + no)
    return entry("shares", *known, base=yes + no, data=data)


@pytest.mark.parametrize(
    ("yes", "no", "refused"),
    [
        (17, 14, False),  # the same
        (18, 14, True),  # one more, who said yes
        (22, 18, True),  # nine more
        (26, 23, False),  # eighteen more, nine of each
        (27, 24, False),  # ten more of each
        (28, 25, False),
        (27, 14, False),  # ten more, all of whom said yes, as a table of theirs alone would tell
        (16, 15, True),  # as many, and one thinks otherwise
        (7, 24, False),  # ten think otherwise
        (8, 23, True),
    ],
)
def test_a_later_run_differs_by_nobody_or_by_enough(yes: int, no: int, refused: bool) -> None:
    found = list(conflicts([shares(yes, no, "now")], [shares(17, 14, "then")]))
    assert bool(found) is refused
    for one in found:
        assert (one.first.data, one.second.data) == ("then", "now")


@pytest.mark.parametrize(
    ("base", "mean", "refused"),
    [(30, "4.1", False), (31, "4.2", True), (39, "5", True), (40, "5", False), (30, "4.2", True)],
)
def test_a_mean_changes_by_the_answers_of_enough(base: int, mean: str, refused: bool) -> None:
    then = Entry("then", "02", "numbers", Release(("age",), 30, values="mean 4.1"))
    now = Entry("now", "02", "numbers", Release(("age",), base, values=f"mean {mean}"))
    assert bool(list(conflicts([now], [then]))) is refused


def test_an_earlier_run_of_the_same_responses_counts_as_this_one() -> None:
    now = [THIRTY, OPEN, crossing(13, 1, 0, 16)]
    assert list(conflicts(now, [])) == []
    (found,) = conflicts(now, [HIDDEN])
    assert (found.first.key, found.second.key, found.alone) == ("town partners", "weekly partners", False)


@pytest.mark.parametrize(("base", "refused"), [(9, True), (10, False), (11, False)])
def test_no_base_below_its_threshold_is_admitted(base: int, refused: bool) -> None:
    release = Release(("weekly",), base, (known_as({"weekly": YES}, 5),))
    if refused:
        with pytest.raises(ValueError, match="fewer than 10 persons"):
            admit([release])
    else:
        admit([release])


@pytest.mark.parametrize(("cell", "refused"), [(4, True), (5, False), (6, False)])
def test_no_small_cell_of_a_breakdown_is_admitted(cell: int, refused: bool) -> None:
    open_question = Release(("weekly", "partners"), 20, (known_as({"weekly": YES, "partners": YES}, cell),))
    admit([open_question])
    town = known_as({"town": ["a"], "weekly": YES}, cell), known_as({"town": ["b"], "weekly": YES}, 10)
    release = Release(("town", "weekly"), 20, town, ("town",))
    if refused:
        with pytest.raises(ValueError, match="a cell of fewer than 5"):
            admit([release])
    else:
        admit([release])


@pytest.mark.parametrize("total", [1, 4, 5])
def test_a_total_of_all_groups_is_admitted(total: int) -> None:
    # that one of all respondents gave an answer says the table of that question alone
    hidden = [known_as({"town": [town], "weekly": YES}, 0, 4) for town in "ab"]
    everyone = known_as({"town": ["a", "b"], "weekly": YES}, total)
    admit([Release(("town", "weekly"), 20, (*hidden, everyone), ("town",))])
