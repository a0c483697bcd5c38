"""Counts on the codebook's levels: by hand for five persons, by properties for any number."""

from dataclasses import replace

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from studies import choices, in_columns, ordered, question, study_of
from support import ROOT

from collabstudy import Study
from collabstudy.cleaning import clean
from collabstudy.counting import (
    Counts,
    all_variables,
    count,
    count_pairs,
    count_patterns,
    count_selections,
    variables,
)
from collabstudy.importing import read_export
from collabstudy.study import Selection

MIND = question("mind", "select_one agree4")
DAY = question("day", "select_one day", relevant="${mind} = 'agree'")
USED = question("used", "select_multiple used")
STUDY = study_of(
    MIND,
    DAY,
    question("age", "integer"),
    question("remark", "text"),
    USED,
    lists=[
        choices("agree4", "disagree", "neutral", "agree", "fully", "dont_know", dont_know="dont_know"),
        choices("day", "mon", "tue"),
        in_columns(choices("used", "books", "films")),
    ],
)
MINDS = ["disagree", "neutral", "agree", "fully", "dont_know", "left_empty"]
DAYS = ["mon", "tue", "left_empty", "not_asked"]
MARKS = ["yes", "no", "left_empty"]


def frame(minds: list[str], days: list[str], books: list[str], films: list[str]) -> pd.DataFrame:
    columns = {
        "evidence": ["responses"] * len(minds),
        "mind": ordered(minds, MINDS),
        "day": ordered(days, DAYS),
        "age": pd.Series([30] * len(minds), dtype="Int64"),
        "used.books": ordered(books, MARKS),
        "used.films": ordered(films, MARKS),
    }
    return pd.DataFrame(columns)


FIVE = frame(
    ["agree", "agree", "disagree", "dont_know", "fully"],
    ["tue", "left_empty", "not_asked", "not_asked", "mon"],
    ["yes", "yes", "left_empty", "no", "yes"],
    ["no", "yes", "left_empty", "yes", "no"],
)
KINDS = {
    "pandas": lambda data: data,
    "pandas text": lambda data: data.astype(dict.fromkeys(("mind", "day", "used.books", "used.films"), "str")),
    "pyarrow": lambda data: pa.Table.from_pandas(data, preserve_index=False),
    "pyarrow text": lambda data: pa.Table.from_pylist(data.to_dict("records")),
}


@pytest.fixture(params=list(KINDS))
def five(request: pytest.FixtureRequest) -> object:
    """The five persons in every kind of frame there is here."""
    return KINDS[request.param](FIVE)


def cells(table: pd.DataFrame) -> list[list[int]]:
    return table.to_numpy().tolist()


def test_every_level_is_counted_and_one_that_nobody_chose_counts_nothing(five: object) -> None:
    assert count(five, STUDY) == {
        "mind": Counts(
            "mind", {"disagree": 1, "neutral": 0, "agree": 2, "fully": 1}, {"dont_know": 1, "left_empty": 0}
        ),
        "day": Counts("day", {"mon": 1, "tue": 1}, {"left_empty": 1, "not_asked": 2}),
        "used.books": Counts("used.books", {"yes": 3, "no": 1}, {"left_empty": 1}),
        "used.films": Counts("used.films", {"yes": 2, "no": 2}, {"left_empty": 1}),
    }


def test_levels_come_in_the_order_of_the_codebook(five: object) -> None:
    counts = count(five, STUDY)
    assert list(counts) == ["mind", "day", "used.books", "used.films"]
    assert list(counts["mind"].levels) == MINDS[:4]
    assert list(counts["mind"].missing) == MINDS[4:]


def test_the_base_leaves_out_who_is_missing() -> None:
    counts = count(FIVE, STUDY)
    assert (counts["mind"].base, counts["day"].base, counts["used.books"].base) == (4, 2, 4)
    assert counts["mind"].of(["agree", "fully"]) == 3
    assert counts["mind"].of([]) == 0
    with pytest.raises(KeyError):
        counts["mind"].of(["dont_know"])


def test_a_pair_counts_those_who_answered_both(five: object) -> None:
    tables = count_pairs(five, STUDY, [("mind", "used.books"), ("day", "mind")])
    assert list(tables) == [("mind", "used.books"), ("day", "mind")]
    first = tables["mind", "used.books"]
    assert (list(first.index), list(first.columns)) == (["disagree", "neutral", "agree", "fully"], ["yes", "no"])
    assert (first.index.name, first.columns.name) == ("mind", "used.books")
    assert cells(first) == [[0, 0], [0, 0], [2, 0], [1, 0]]
    assert cells(tables["day", "mind"]) == [[0, 0, 0, 1], [0, 0, 1, 0]]
    assert {str(kind) for kind in first.dtypes} == {"int64"}


def test_all_pairs_by_default() -> None:
    tables = count_pairs(FIVE, STUDY)
    assert list(tables) == [
        *(("mind", "day"), ("mind", "used.books"), ("mind", "used.films")),
        *(("day", "used.books"), ("day", "used.films"), ("used.books", "used.films")),
    ]
    assert cells(tables["used.books", "used.films"]) == [[1, 2], [1, 0]]
    assert count_pairs(FIVE, STUDY, []) == {}


def test_a_pair_turned_round_is_the_table_turned_round(five: object) -> None:
    there, back = ("mind", "used.films"), ("used.films", "mind")
    tables = count_pairs(five, STUDY, [there, back])
    assert cells(tables[there]) == [[0, 0], [0, 0], [1, 1], [0, 1]]
    assert cells(tables[back]) == [[0, 0, 1, 0], [0, 0, 1, 1]]


def test_a_question_beside_itself_is_its_diagonal(five: object) -> None:
    table = count_pairs(five, STUDY, [("used.books", "used.books")])["used.books", "used.books"]
    assert cells(table) == [[3, 0], [0, 1]]


TOP_TWO = Selection("mind", ("agree", "fully"))


@pytest.mark.parametrize(
    ("first", "second", "table"),
    [
        (TOP_TWO, Selection("used", ("books",)), [[3, 0], [0, 0]]),
        (TOP_TWO, Selection("used", ("films",)), [[1, 2], [0, 0]]),
        (Selection("mind", ("agree",)), Selection("used", ("films",)), [[1, 1], [0, 1]]),
        (Selection("used", ("films",)), Selection("mind", ("agree",)), [[1, 0], [1, 1]]),
        (Selection("used", ("books",)), Selection("used", ("films",)), [[1, 2], [1, 0]]),
        (Selection("mind", ("neutral",)), Selection("day", ("mon",)), [[0, 0], [1, 1]]),
        (TOP_TWO, Selection("mind", ("agree",)), [[2, 1], [0, 1]]),
    ],
)
def test_selections_of_answers(first: Selection, second: Selection, table: list[list[int]], five: object) -> None:
    found = count_selections(five, STUDY, first, second)
    assert (list(found.index), list(found.columns)) == (["yes", "no"], ["yes", "no"])
    assert cells(found) == table


def test_a_selection_of_several_options_is_refused() -> None:
    with pytest.raises(ValueError, match="choose one option of 'used'"):
        count_selections(FIVE, STUDY, TOP_TWO, Selection("used", ("books", "films")))


def test_patterns_with_missing_answers_in_the_order_of_the_codebook(five: object) -> None:
    patterns = count_patterns(five, STUDY, ["used.books", "mind"])
    assert list(patterns.columns) == ["used.books", "mind", "persons"]
    assert patterns.to_numpy().tolist() == [
        ["yes", "agree", 2],
        ["yes", "fully", 1],
        ["no", "dont_know", 1],
        ["left_empty", "disagree", 1],
    ]


def test_patterns_of_one_question(five: object) -> None:
    patterns = count_patterns(five, STUDY, ("day",))
    assert patterns.to_numpy().tolist() == [["mon", 1], ["tue", 1], ["left_empty", 1], ["not_asked", 2]]


def test_nobody() -> None:
    nobody = FIVE.iloc[:0]
    assert count(nobody, STUDY)["day"] == Counts("day", {"mon": 0, "tue": 0}, {"left_empty": 0, "not_asked": 0})
    assert cells(count_pairs(nobody, STUDY, [("day", "used.books")])["day", "used.books"]) == [[0, 0], [0, 0]]
    assert list(count_patterns(nobody, STUDY, ["day", "mind"]).columns) == ["day", "mind", "persons"]
    assert cells(count_selections(nobody, STUDY, TOP_TWO, Selection("used", ("books",)))) == [[0, 0], [0, 0]]


@pytest.mark.parametrize("level", ["Agree", "", "not_asked", None])
@pytest.mark.parametrize("kind", ["pandas", "pyarrow"])
def test_a_level_that_the_codebook_does_not_know_is_refused_by_every_count(level: str | None, kind: str) -> None:
    minds = [level, *FIVE["mind"].tolist()[1:]]
    wrong = KINDS[kind](FIVE.assign(mind=pd.Series(minds, dtype="str")))
    message = "column 'mind' holds .*, which is no level of the codebook"
    with pytest.raises(ValueError, match=message):
        count(wrong, STUDY)
    with pytest.raises(ValueError, match=message):
        count_pairs(wrong, STUDY, [("day", "mind")])
    with pytest.raises(ValueError, match=message):
        count_patterns(wrong, STUDY, ["day", "mind"])
    with pytest.raises(ValueError, match=message):
        count_selections(wrong, STUDY, TOP_TWO, Selection("used", ("books",)))


@pytest.mark.parametrize("name", ["age", "remark", "used", "used.games", "minds", "evidence"])
def test_only_questions_with_given_answers_are_counted(name: str) -> None:
    message = f"^'{name}' is no question with given answers: use one of mind, day, used.books, used.films$"
    with pytest.raises(ValueError, match=message.replace(".", r"\.")):
        count_pairs(FIVE, STUDY, [("mind", name)])
    with pytest.raises(ValueError, match=message.replace(".", r"\.")):
        count_patterns(FIVE, STUDY, [name])


def test_which_columns_can_be_counted() -> None:
    assert variables(STUDY, STUDY.question("age")) == {}
    assert all_variables(STUDY) == {
        "mind": (MINDS[:4], MINDS[4:]),
        "day": (["mon", "tue"], ["left_empty", "not_asked"]),
        "used.books": (["yes", "no"], ["left_empty"]),
        "used.films": (["yes", "no"], ["left_empty"]),
    }


def test_options_of_a_routed_question_can_be_not_asked() -> None:
    routed = replace(USED, relevant="${mind} = 'agree'")
    assert variables(STUDY, routed)["used.films"] == (["yes", "no"], ["left_empty", "not_asked"])


PERSON = st.tuples(*(st.sampled_from(levels) for levels in (MINDS, DAYS, MARKS, MARKS)))
PERSONS = st.lists(PERSON, max_size=30)


def frame_of(persons: list[tuple[str, ...]]) -> pd.DataFrame:
    minds, days, books, films = ([person[at] for person in persons] for at in range(4))
    return frame(minds, days, books, films)


@given(PERSONS)
def test_counts_add_up_to_the_rows(persons: list[tuple[str, ...]]) -> None:
    counts = count(frame_of(persons), STUDY)
    for at, (name, found) in enumerate(counts.items()):
        assert found.base + sum(found.missing.values()) == len(persons)
        for level, number in {**found.levels, **found.missing}.items():
            assert number == [person[at] for person in persons].count(level), (name, level)


@settings(max_examples=40)
@given(PERSONS)
def test_the_margins_of_a_pair_are_the_counts_of_those_who_answered_both(persons: list[tuple[str, ...]]) -> None:
    names = list(all_variables(STUDY))
    substantive = [set(levels) for levels, _ in all_variables(STUDY).values()]
    for (first, second), table in count_pairs(frame_of(persons), STUDY).items():
        one, other = names.index(first), names.index(second)
        both = [person for person in persons if person[one] in substantive[one] and person[other] in substantive[other]]
        complete = count(frame_of(both), STUDY)
        assert table.sum(axis=1).to_dict() == complete[first].levels
        assert table.sum(axis=0).to_dict() == complete[second].levels
        assert table.to_numpy().sum() == len(both)


@given(PERSONS)
def test_patterns_hold_every_row_once_and_selections_everyone_who_answered_both(
    persons: list[tuple[str, ...]],
) -> None:
    data = frame_of(persons)
    patterns = count_patterns(data, STUDY, list(all_variables(STUDY)))
    assert patterns["persons"].sum() == len(persons)
    assert {tuple(row[:4]): row[4] for row in patterns.to_numpy().tolist()} == {
        person: persons.count(person) for person in persons
    }
    table = count_selections(data, STUDY, TOP_TWO, Selection("used", ("books",)))
    full = count_pairs(data, STUDY, [("mind", "used.books")])["mind", "used.books"]
    assert table.to_numpy().sum() == full.to_numpy().sum()
    both = [person for person in persons if person[0] in ("agree", "fully") and person[2] == "yes"]
    assert table.loc["yes", "yes"] == len(both)


@given(PERSONS)
def test_pyarrow_gives_the_counts_of_pandas(persons: list[tuple[str, ...]]) -> None:
    data = frame_of(persons)
    table = pa.Table.from_pandas(data, preserve_index=False)
    assert count(table, STUDY) == count(data, STUDY)
    for pair, counts in count_pairs(table, STUDY).items():
        pd.testing.assert_frame_equal(counts, count_pairs(data, STUDY, [pair])[pair])
    names = ["used.films", "day"]
    pd.testing.assert_frame_equal(count_patterns(table, STUDY, names), count_patterns(data, STUDY, names))


def test_the_default_study_prints_its_published_figures() -> None:
    """Numbers of answers under the declared bases, as the datasheet derives them from the printed wordings."""
    study = Study.load(ROOT / "data" / "raw" / "gemeenten")
    assert study.responses is not None
    responses = clean(read_export(study.folder / study.responses.file)[0], study).responses
    counts = count(responses, study)
    assert {name: (found.of(["yes"]), found.base) for name, found in counts.items()} == {
        "growth_expected": (30, 31),
        "external_orientation": (28, 31),
        "acts_on_orientation": (16, 31),
        "whole_organisation": (15, 24),
        "everyone_manages": (15, 24),
        "formerly_one_officer": (22, 31),
        "in_job_profiles": (19, 31),
        "partner_perspective": (20, 31),
        "moves_along": (18, 24),
        "adapts_own_processes": (13, 24),
        "expects_partner_adapts": (20, 24),
        "evaluates_internally": (16, 29),
        "evaluates_with_partners": (12, 29),
    }
