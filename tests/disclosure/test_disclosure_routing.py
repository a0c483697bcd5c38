"""What routing tells: who was not asked a question, and that nobody answers what was not asked; by hand."""

from dataclasses import replace

import pytest
from studies import choices, in_columns, question, study_of

from collabstudy.disclosure import Entry, Known, Release, conflicts, known_as, routed, routing
from collabstudy.study import Study

YES_NO, ROLES = choices("yn", "yes", "no"), choices("roles", "staff", "board")
FEW = (0, 4)


def survey(*conditions: tuple[str, str]) -> Study:
    asked = [
        replace(question("role", "select_one roles"), identifying=True),
        question("weekly", "select_one yn"),
        question("tools", "select_multiple tools"),
        *(question(name, "select_one yn", relevant=condition) for name, condition in conditions),
    ]
    return study_of(*asked, lists=[YES_NO, ROLES, in_columns(choices("tools", "phone", "mail"))])


def test_a_question_is_routed_by_an_identifying_one_also_through_others() -> None:
    study = survey(
        ("helped", "${role} != 'board'"),
        ("liked", "${helped} = 'yes'"),
        ("both", "${weekly} = 'yes' and ${role} = 'staff'"),
        ("plain", "${weekly} = 'yes'"),
    )
    names = ("role", "weekly", "tools.phone", "helped", "liked", "both", "plain")
    assert [name for name in names if routed(study, name)] == ["helped", "liked", "both"]


def nobody(study: Study, name: str) -> set[tuple[tuple[str, frozenset[str]], ...]]:
    found = list(routing(study, [name]))
    assert all(item.least == item.most == 0 for item in found)
    return {tuple((asked, frozenset(answers)) for asked, answers in item.levels) for item in found}


BLANK = "left_empty"


@pytest.mark.parametrize(
    ("condition", "unasked", "asked"),
    [
        ("${weekly} = 'yes'", [{"weekly": {"no", BLANK}}], [{"weekly": {"yes"}}]),
        ("${weekly} != 'yes'", [{"weekly": {"yes"}}], [{"weekly": {"no", BLANK}}]),
        ("selected(${tools}, 'phone')", [{"tools.phone": {"no", BLANK}}], [{"tools.phone": {"yes"}}]),
        (
            "${weekly} = 'yes' and ${role} = 'staff'",
            [{"weekly": {"no", BLANK}}, {"role": {"board", BLANK}}],
            [{"weekly": {"yes"}, "role": {"staff"}}],
        ),
        (
            "${weekly} = 'yes' or ${role} = 'staff'",
            [{"weekly": {"no", BLANK}, "role": {"board", BLANK}}],
            [{"weekly": {"yes"}}, {"role": {"staff"}}],
        ),
        ("${role} = 'staff' or ${role} = 'board'", [], [{"role": {"staff"}}, {"role": {"board"}}]),
    ],
)
def test_nobody_answers_what_was_not_asked(
    condition: str, unasked: list[dict[str, set[str]]], asked: list[dict[str, set[str]]]
) -> None:
    said = [(some, {"yes", "no", BLANK}) for some in unasked] + [(some, {"not_asked"}) for some in asked]
    expected = {
        tuple(sorted((name, frozenset(some)) for name, some in {**gate, "next": told}.items())) for gate, told in said
    }
    assert nobody(survey(("next", condition)), "next") == expected


def test_of_a_question_without_a_condition_nothing_follows() -> None:
    assert list(routing(survey(), ["weekly", "role", "tools.phone"])) == []


def by_role(name: str, base: int, *known: Known) -> Entry:
    return Entry("now", "03", f"role {name}", Release(("role", name), base, known, ("role",)))


def test_a_cell_that_follows_from_the_routing_is_refused() -> None:
    """Of the staff ten say yes and six no to a, of the board ten and five. Only who says yes is asked s: of the board
    six say yes to it, which is shown, and the number of those who were not asked can be had from a."""
    staff, board, everyone = ["staff"], ["board"], ["staff", "board"]
    a = by_role(
        "a",
        31,
        *(known_as({"role": role, "a": [answer]}, persons)
          for role, answer, persons in ((staff, "yes", 10), (staff, "no", 6), (board, "yes", 10), (board, "no", 5))),
    )  # fmt: skip
    told = [
        known_as({"role": board, "s": ["yes"]}, 6),
        *(known_as({"role": role, "s": [answer]}, *FEW) for role, answer in ((staff, "no"), (board, "no"))),
        known_as({"role": staff, "s": ["yes", "no", "not_asked"]}, 16),
        known_as({"role": board, "s": ["yes", "no", "not_asked"]}, 15),
        known_as({"role": everyone, "s": ["yes"]}, 13),
        known_as({"role": everyone, "s": ["no"]}, 7),
        known_as({"role": everyone, "s": ["not_asked"]}, 11),
    ]
    s = by_role("s", 31, *told)
    everybody = Entry("now", "02", "people", Release((), 31, (known_as({}, 31),)))
    entries = [everybody, a, s]
    study = study_of(
        replace(question("role", "select_one roles"), identifying=True),
        question("a", "select_one yn"),
        question("s", "select_one yn", relevant="${a} = 'yes'"),
        lists=[YES_NO, ROLES],
    )
    assert list(conflicts(entries, [])) == []
    (found,) = conflicts(entries, [], list(routing(study, ["a", "s"])))
    assert (found.first, found.second) == (a, s)
    assert found.what in ("role = staff, s = no: 3 persons", "role = board, s = no: 4 persons")


def test_what_nobody_can_have_answered_is_nobodys_secret() -> None:
    """Who has no work has no role: that nobody without work is of the staff says the questionnaire."""
    cells = [known_as({"role": ["staff"], "work": [answer]}, *ends) for answer, ends in (("yes", (5, 30)), ("no", FEW))]
    cells += [
        known_as({"role": ["board"], "work": [answer]}, *ends) for answer, ends in (("yes", (5, 30)), ("no", FEW))
    ]
    cells.append(known_as({"role": ["staff", "board"], "work": ["no"]}, 0, 4))
    nobody = known_as({"role": ["staff", "board"], "work": ["no"]}, 0)
    entries = [by_role("work", 31, *cells)]
    assert list(conflicts(entries, [], [nobody])) == []
    # and what is known beside it of a cell that is possible is told of by itself
    (found,) = conflicts(entries, [], [known_as({"role": ["staff"], "work": ["no"]}, 2)])
    assert (found.first, found.second) == (entries[0], entries[0])
