"""A later run of other responses: what it gives away where groups, pools or shown cells are not the same; by hand."""

import pytest

from collabstudy.disclosure import Conflict, Entry, Known, Release, conflicts, known_as

YES, NO, BOTH = ["yes"], ["no"], ["yes", "no"]
Cell = tuple[list[str], list[str], int]  # groups, answers, persons


def table(data: str, *cells: Cell, hidden: tuple[tuple[list[str], list[str]], ...] = ()) -> Entry:
    """A breakdown by role: shown cells, totals among them, and those that are not shown."""
    known = [known_as({"role": role, "weekly": answer}, persons) for role, answer, persons in cells]
    known += [known_as({"role": role, "weekly": answer}, 0, 99) for role, answer in hidden]
    base = sum(persons for _, answer, persons in cells if answer == BOTH)
    return Entry(data, "03", "role weekly", Release(("role", "weekly"), base, tuple(known), ("role",)))


def rows(**groups: tuple[int, int]) -> list[Cell]:
    """Groups, named by their roles joined with ``_``, by yes and no, with the total of each."""
    found: list[Cell] = []
    for name, (yes, no) in groups.items():
        roles = name.split("_")
        found += [(roles, YES, yes), (roles, NO, no), (roles, BOTH, yes + no)]
    return found


def found(then: Entry, now: Entry) -> list[str]:
    return [conflict.what for conflict in conflicts([now], [then])]


@pytest.mark.parametrize(
    ("manager", "board", "what"),
    [
        ((9, 6), (5, 6), "yes: 12 then, 14 now"),  # 26 where there were 23: three came, two of whom said yes
        ((13, 11), (9, 10), ""),  # ten more of each
        ((13, 8), (9, 7), "no: 11 then, 15 now"),  # of fourteen who came four said no
        ((13, 8), (9, 8), ""),  # of fifteen five
    ],
)
def test_a_pool_that_was_dissolved(manager: tuple[int, int], board: tuple[int, int], what: str) -> None:
    then = table("then", *rows(staff=(8, 8), manager_board=(12, 11)))
    now = table("now", *rows(staff=(20, 20), manager=manager, board=board))
    assert found(then, now) == ([f"role = manager or board, weekly = {what}"] if what else [])


@pytest.mark.parametrize(
    ("levels", "then", "now", "refused"),
    [
        ({"role": ["left_empty"]}, 0, 1, False),  # of blanks it is who came that counts
        ({"role": ["staff"], "weekly": ["left_empty"]}, 1, 2, False),
        ({"role": ["staff"]}, 20, 20, False),  # nobody came to the group
        ({"role": ["staff"]}, 20, 29, True),
        ({"role": ["staff"]}, 20, 30, False),
        ({"role": ["staff", "board"], "weekly": YES}, 10, 11, False),  # of everyone
        ({"role": ["staff"], "weekly": YES}, 10, 10, True),  # of those who came to the group none
        ({"role": ["staff"], "weekly": YES}, 10, 14, True),
        ({"role": ["staff"], "weekly": YES}, 10, 15, False),
    ],
)
def test_which_counts_tell_of_few(levels: dict[str, list[str]], then: int, now: int, refused: bool) -> None:
    def told(data: str, persons: int, base: int) -> Entry:
        others = known_as({"role": ["board"]}, 0, 99)
        names = tuple(levels)
        return Entry(data, "02", "x", Release(names, base, (known_as(levels, persons), others), ("role",)))

    assert bool(found(told("then", then, 40), told("now", now, 80))) is refused


def test_pools_that_overlap_are_compared_where_they_meet() -> None:
    # staff and manager, board and guest; then staff and board, manager and guest: all four are 40 then and 43 now
    then = table("then", *rows(staff_manager=(10, 10), board_guest=(10, 10)))
    now = table("now", *rows(staff_board=(12, 10), manager_guest=(11, 10)))
    (what,) = found(then, now)
    assert what.startswith("role = board or guest or manager or staff, weekly = ")


def grown(data: str, total: int, yes: int) -> Entry:
    """Of the staff yes is shown and the two other answers are not; the board's are all shown."""
    cells: list[Cell] = [
        (["staff"], YES, yes),
        (["staff"], ["yes", "no", "unsure"], total),
    ]
    return table(data, *cells, hidden=((["staff"], NO), (["staff"], ["unsure"])))


@pytest.mark.parametrize(("more", "refused"), [(11, True), (19, True), (20, False), (21, False)])
def test_what_is_left_beside_the_shown_cells(more: int, refused: bool) -> None:
    # ten more say yes: of all who came, the rest said something else
    entries = grown("then", 30, 12), grown("now", 30 + more, 22)
    assert bool(found(*entries)) is refused
    if refused:
        assert found(*entries) == [f"role = staff, weekly = no or unsure: 18 then, {18 + more - 10} now"]


def test_where_a_count_does_not_follow_nothing_is_refused() -> None:
    then = table("then", *rows(staff=(20, 20)), hidden=((["board"], YES), (["board"], NO)))
    now = table("now", *rows(staff=(40, 40)), hidden=((["board"], YES), (["board"], NO)))
    assert found(then, now) == []


def test_the_line_of_the_earlier_table_is_named() -> None:
    then = table("then", *rows(staff=(20, 20)))
    now = table("now", *rows(staff=(21, 20)))
    (conflict,) = conflicts([now], [then])
    assert isinstance(conflict, Conflict)
    assert (conflict.first, conflict.second) == (then, now)


def test_counts_of_one_question_whose_pool_changed() -> None:
    def shares(data: str, *known: Known) -> Entry:
        return Entry(data, "02", "shares", Release(("role",), sum(item.least for item in known), known, ("role",)))

    then = shares("then", known_as({"role": ["staff"]}, 20), known_as({"role": ["manager", "board"]}, 12))
    now = shares(
        "now", known_as({"role": ["staff"]}, 40), known_as({"role": ["manager"]}, 10), known_as({"role": ["board"]}, 10)
    )
    assert found(then, now) == ["role = manager or board: 12 then, 20 now"]


def test_counts_that_the_routing_of_the_questionnaire_links() -> None:
    """Who says no to a is not asked s: of the board five were not asked then, and seven say no to a now."""
    then = [known_as({"role": ["board"], "s": ["not_asked"]}, 5), known_as({"role": ["board"], "s": BOTH}, 12)]
    now = [known_as({"role": ["board"], "a": ["no"]}, 7), known_as({"role": ["board"], "a": ["yes"]}, 31)]
    then.append(known_as({"role": ["staff"], "s": BOTH}, 0))
    first = Entry("then", "03", "role s", Release(("role", "s"), 17, tuple(then), ("role",)))
    second = Entry("now", "03", "role a", Release(("role", "a"), 38, tuple(now), ("role",)))
    routing = [known_as({"a": ["no"], "s": BOTH}, 0), known_as({"a": ["yes"], "s": ["not_asked"]}, 0)]
    everybody = [
        Entry(data, "02", "a", Release(("a",), persons, (known_as({}, persons), known_as({"a": BOTH}, persons))))
        for data, persons in (("then", 17), ("now", 38))
    ]
    assert [one.what for one in conflicts([second, everybody[1]], [first, everybody[0]])] == []
    found = [one.what for one in conflicts([second, everybody[1]], [first, everybody[0]], [], routing)]
    assert "a = no, role = board: 5 then, 7 now" in found


def test_many_questions_that_one_decides_are_held_together_as_far_as_they_fit() -> None:
    """One filter question and twelve that follow from it, of five levels each: together more than a machine holds."""
    levels = ["a", "b", "c", "d", "e"]
    asked = [f"q{at}" for at in range(12)]
    routing = [known_as({"work": ["no"], name: levels}, 0) for name in asked]
    routing += [known_as({"work": ["yes"], name: ["not_asked"]}, 0) for name in asked]

    def told(data: str, name: str, persons: int) -> Entry:
        known = [known_as({name: [level]}, persons) for level in levels]
        return Entry(data, "02", name, Release((name,), 5 * persons, tuple(known)))

    then, now = [told("then", name, 8) for name in asked[:6]], [told("now", name, 16) for name in asked[6:]]
    work = [
        Entry(data, "02", "work", Release(("work",), n, (known_as({"work": ["yes"]}, n),)))
        for data, n in (("then", 40), ("now", 80))
    ]
    assert list(conflicts([*now, work[1]], [*then, work[0]], [], routing)) == []


def with_blanks(data: str, base: int, *known: Known) -> Entry:
    """A breakdown beside which it is told that nobody left the group open, as tables of real responses tell it."""
    blank = known_as({"role": ["left_empty"]}, 0)
    return Entry(data, "03", "role weekly", Release(("role", "weekly"), base, (*known, blank), ("role",)))


@pytest.mark.parametrize(
    ("levels", "then", "now", "refused"),
    [
        ({"role": ["staff", "board"], "weekly": YES}, 6, 10, False),  # everyone, though no blank is among the groups
        ({"role": ["staff"], "weekly": YES}, 12, 12, False),  # nobody came to the staff, who are twenty in both
        ({"role": ["board"], "weekly": YES}, 12, 12, True),  # forty came to the board, and none said yes
    ],
)
def test_blanks_are_no_group_and_a_group_to_which_nobody_came_tells_nothing(
    levels: dict[str, list[str]], then: int, now: int, refused: bool
) -> None:
    def told(data: str, persons: int, base: int) -> Entry:
        sizes = known_as({"role": ["staff"]}, 20), known_as({"role": ["board"]}, base - 20)
        return with_blanks(data, base, known_as(levels, persons), *sizes)

    assert bool(found(told("then", then, 40), told("now", now, 80))) is refused


def test_a_count_is_of_all_who_came_where_another_table_tells_it() -> None:
    def people(data: str, persons: int) -> Entry:
        return Entry(data, "02", "people", Release((), persons, (known_as({}, persons),)))

    one = Entry("then", "02", "weekly", Release(("weekly",), 40, (known_as({"weekly": YES}, 20),)))
    pair = known_as({"weekly": YES, "more": YES}, 20), known_as({"weekly": YES}, 22)
    other = Entry("now", "03", "weekly more", Release(("more", "weekly"), 45, pair))
    # five more answered both questions than answered one: fifty came
    assert list(conflicts([people("now", 90), other], [people("then", 40), one])) == []
    refused = list(conflicts([people("now", 45), other], [people("then", 40), one]))
    assert "all respondents: 40 then, 45 now" in [conflict.what for conflict in refused]
