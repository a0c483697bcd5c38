"""Of real responses only what protects the respondents is shown; each rule below, at and above its threshold."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from readings import note, spoken
from studies import choices, question, study_of

from collabstudy.cleaning import Cleaned, RowAccount
from collabstudy.counting import Counts, count
from collabstudy.importing import ImportLog, Note
from collabstudy.reporting import comparing, crossing, plots, tables
from collabstudy.reporting.released import of_counts
from collabstudy.reporting.results import Missing, Table
from collabstudy.study import Comparison, Selection, Study

YES_NO, TOWNS = choices("yn", "yes", "no"), choices("town", "ashby", "byford", "corton")


def survey(**settings: Any) -> Study:
    """Two plain questions, and the town of the respondent, which could tell who somebody is."""
    pair = Selection("weekly", ("yes",)), Selection("partners", ("yes",))
    study = study_of(
        question("weekly", "select_one yn"),
        question("partners", "select_one yn"),
        replace(question("town", "select_one town"), identifying=True),
        lists=[YES_NO, TOWNS],
    )
    comparison = Comparison("pair", *pair, design="paired", relation="first > second", origin="exploratory")
    return replace(study, respondents=200, comparisons=(comparison,), **settings)


def responses(cells: dict[tuple[str, str, str], int]) -> pd.DataFrame:
    """Persons by weekly, partners and town."""
    rows = [answers for answers, persons in cells.items() for _ in range(persons)]
    frame = pd.DataFrame(rows, columns=["weekly", "partners", "town"])
    levels = {"weekly": ["yes", "no"], "partners": ["yes", "no"], "town": [choice.name for choice in TOWNS]}
    return frame.apply(lambda column: pd.Categorical(column, [*levels[column.name], "left_empty"], ordered=True))


def everything(frame: pd.DataFrame, study: Study) -> list[Any]:
    counts = count(frame, study)
    comparison = study.comparisons[0]
    return [
        tables.share_table(counts, study),
        tables.missing_table(counts, study),
        tables.pair_table(frame, study, comparison),
        tables.significance_table(frame, study),
        tables.difference_table(frame, study),
        tables.cross_table(frame, study, "weekly", "partners"),
        comparing.pair_finding(frame, study, comparison),
        comparing.significance_finding(frame, study),
        comparing.dependence_finding(frame, study),
        crossing.cross_finding(frame, study, "weekly", "partners"),
        crossing.several_finding(frame, study, ["weekly", "partners"]),
        crossing.pairwise_table(frame, study, ["weekly", "partners"]),
        plots.response_dumbbell(counts, study),
    ]


@pytest.mark.parametrize(
    ("persons", "minimum", "shown"),
    [(9, 10, False), (10, 10, True), (11, 10, True), (4, 5, False), (5, 5, True), (6, 5, True)],
)
def test_a_base_below_at_and_above_the_minimum(persons: int, minimum: int, shown: bool) -> None:
    frame = responses({("yes", "no", "ashby"): persons - 2, ("no", "yes", "ashby"): 2})
    for result in everything(frame, survey(disclosure={"minimum_base": minimum})):
        assert isinstance(result, Missing) is not shown, result


def test_a_synthetic_study_is_open() -> None:
    frame = responses({("yes", "no", "ashby"): 2, ("no", "yes", "byford"): 1})
    for result in everything(frame, survey(synthetic=True)):
        assert not isinstance(result, Missing)
    assert isinstance(tables.cross_table(frame, survey(synthetic=True), "town", "weekly"), Table)


MIXED = {("yes", "yes", "ashby"): 8, ("no", "no", "ashby"): 7, ("yes", "no", "byford"): 6, ("no", "yes", "byford"): 6}


def shares(frame: pd.DataFrame, study: Study) -> dict[tuple[str, str], int]:
    table = tables.share_table(count(frame, study), study)
    assert isinstance(table, Table)
    return {(row["question"], row["answer"]): row["count"] for row in table.frame.to_dict("records")}


@pytest.mark.parametrize(("persons", "alone"), [(9, False), (10, True), (11, True)])
def test_a_small_group_of_an_identifying_question_is_pooled(persons: int, alone: bool) -> None:
    frame = responses({**MIXED, ("yes", "yes", "corton"): persons})
    found = {answer: n for (name, answer), n in shares(frame, survey()).items() if name == "town"}
    # of nine in Corton the pool would be too small: Byford, the smaller of the others, goes in with them
    assert found == ({"ashby": 15, "byford": 12, "corton": persons} if alone else {"ashby": 15, "other groups": 21})
    table = tables.share_table(count(frame, survey()), survey())
    assert isinstance(table, Table)
    assert ("Groups below 10 persons are pooled: town." in note(table)) is not alone


def cells(table: Any) -> list[list[str]]:
    assert isinstance(table, Table), table
    return [[str(cell) for cell in row] for row in table.frame.itertuples(index=False)]


@pytest.mark.parametrize(
    ("yes", "row"),
    [
        (4, ["ashby", "<5", "withheld", "16"]),
        (5, ["ashby", "5", "11", "16"]),
        (6, ["ashby", "6", "10", "16"]),
        (0, ["ashby", "<5", "withheld", "16"]),
        (16, ["ashby", "withheld", "<5", "16"]),
    ],
)
def test_a_cell_below_at_and_above_the_threshold(yes: int, row: list[str]) -> None:
    frame = responses(
        {
            ("yes", "yes", "ashby"): yes,
            ("no", "yes", "ashby"): 16 - yes,
            ("yes", "no", "byford"): 20,
            ("no", "no", "byford"): 21,
        }
    )
    for order in (("town", "weekly"), ("weekly", "town")):
        table = tables.cross_table(frame, survey(), *order)
        found = cells(table)
        assert found[0] == row
        assert found[-1] == ["all", str(20 + yes), str(37 - yes), "57"]
        assert (found[1][1:3] == ["20", "21"]) is (row[1].isdigit())
    assert isinstance(crossing.cross_finding(frame, survey(), "town", "weekly"), Missing)


def test_who_did_not_state_the_group_can_not_be_found_by_subtraction() -> None:
    frame = responses({(mind, "yes", town.name): 12 for mind in ("yes", "no") for town in TOWNS})
    frame.loc[0, "town"] = "left_empty"  # of Ashby, who said yes
    found = cells(tables.cross_table(frame, survey(), "town", "weekly"))
    # one alone is too few: Ashby, now the smallest, goes in with it, and the sums are everyone's
    assert found == [
        ["other groups", "12", "12", "24"],
        ["byford", "12", "12", "24"],
        ["corton", "12", "12", "24"],
        ["all", "36", "36", "72"],
    ]


def test_two_identifying_questions_and_a_comparison_with_one_are_not_shown() -> None:
    study = survey()
    comparison = replace(study.comparisons[0], second=Selection("town", ("ashby",)))
    frame = responses({**MIXED, ("yes", "yes", "corton"): 12})
    study = replace(study, comparisons=(comparison,))
    for result in (
        tables.pair_table(frame, study, comparison),
        tables.significance_table(frame, study),
        comparing.pair_finding(frame, study, comparison),
        plots.response_dumbbell(count(frame, study), study),
        tables.cross_table(frame, study, "town", "town"),
    ):
        assert isinstance(result, Missing), result


def test_no_group_of_ten_no_breakdown() -> None:
    frame = responses({("yes", "yes", "ashby"): 9, ("no", "no", "byford"): 9})
    result = tables.cross_table(frame, survey(), "town", "weekly")
    assert isinstance(result, Missing)
    assert spoken(result)[0] == "Not shown: town has no two groups of 10 persons or more."


def test_the_library_of_twelve_shows_no_branch(library: Any) -> None:
    table = tables.share_table(library.counts, library.study)
    assert isinstance(table, Table)
    assert "branch" not in set(table.frame["question"])
    assert "Not shown, since a group or the base is below 10 persons:" in note(table)


def asked_by_town(condition: str = "${town} != 'corton'") -> Study:
    """Whether the service helped, which not everybody was asked."""
    study = survey()
    helped = question("helped", "select_one yn", relevant=condition)
    pair = Comparison(
        "helped",
        Selection("helped", ("yes",)),
        Selection("weekly", ("yes",)),
        "paired",
        "first > second",
        "exploratory",
    )
    return replace(study, questions=(*study.questions, helped), comparisons=(pair,))


def with_helped(yes: int, no: int, unasked: int) -> pd.DataFrame:
    """Of Ashby and Byford so many say that it helped; of Corton nobody was asked."""
    frame = responses({("yes", "yes", "ashby"): yes, ("no", "no", "byford"): no, ("yes", "no", "corton"): unasked})
    helped = ["yes"] * yes + ["no"] * no + ["not_asked"] * unasked
    return frame.assign(helped=pd.Categorical(helped, ["yes", "no", "left_empty", "not_asked"], ordered=True))


@pytest.mark.parametrize(
    ("yes", "no", "unasked", "shown"),
    [
        (20, 11, 9, False),
        (20, 11, 10, True),
        (20, 11, 11, True),
        (20, 4, 10, False),  # four of the towns that were asked
        (20, 5, 10, True),
        (20, 0, 10, False),  # all of them
        (20, 1, 0, True),  # everybody was asked
    ],
)
def test_a_question_that_some_groups_were_not_asked(yes: int, no: int, unasked: int, shown: bool) -> None:
    frame, study = with_helped(yes, no, unasked), asked_by_town()
    counts = count(frame, study)
    assert (("helped", "yes") in shares(frame, study)) is shown
    missing = tables.missing_table(counts, study)
    assert isinstance(missing, Table)
    assert ("helped" in set(missing.frame["question"])) is shown
    assert ("an identifying question decides who was asked" in note(missing)) is not shown


def test_a_question_that_some_groups_were_not_asked_is_crossed_with_none() -> None:
    frame, study = with_helped(20, 11, 10), asked_by_town()
    for result in (
        *(tables.cross_table(frame, study, *pair) for pair in (("helped", "weekly"), ("town", "helped"))),
        tables.pair_table(frame, study, study.comparisons[0]),
        tables.significance_table(frame, study),
        crossing.cross_finding(frame, study, "helped", "weekly"),
        crossing.several_finding(frame, study, ["helped", "weekly"]),
    ):
        assert isinstance(result, Missing), result
    assert isinstance(tables.cross_table(frame, asked_by_town("${weekly} = 'yes'"), "helped", "weekly"), Table)


@pytest.mark.parametrize(("asked", "shown"), [("weekly", True), ("town", False), ("helped", False), ("age", False)])
def test_repairs_are_told_where_all_counts_are(asked: str, shown: bool) -> None:
    frame = with_helped(20, 11, 10)
    log = pd.DataFrame(
        [(asked, "answer to level", "Ja", "yes", 12), ("partners", "answer to level", "Ja", "yes", 20)],
        columns=["question", "repair", "before", "after", "cells"],
    )
    study = asked_by_town()
    cleaned = Cleaned(frame, log, RowAccount(41, {}, 41, None))
    table = tables.repair_table(cleaned, study)
    assert isinstance(table, Table)
    assert (asked in set(table.frame["question"])) is shown
    assert (f"is shown: {asked}." in note(table)) is not shown
    assert [release.variables for release in table.releases] == [(asked, "partners") if shown else ("partners",)]


def numbers(*values: float) -> Any:
    study = study_of(question("age", "integer"))
    return tables.number_table(pd.DataFrame({"age": [*values, None]}), study)


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ([40] * 9, False),
        ([40] * 10, True),
        ([40] * 11, True),
        ([100, *[0] * 10], False),  # one person's number is the sum
        ([100, 100, 10, *[0] * 8], False),  # either of the two knows the other's to within a tenth
        ([100, 100, 10.1, *[0] * 8], True),
        ([0] * 20, False),
        ([-100, *[0] * 10], False),
    ],
)
def test_a_mean_below_at_and_above_its_thresholds(values: list[float], shown: bool) -> None:
    assert isinstance(numbers(*values), Table) is shown


@pytest.mark.parametrize(("persons", "shown"), [(99, False), (100, False), (101, True)])
def test_a_standard_deviation_is_shown_where_one_person_is_less_than_a_point(persons: int, shown: bool) -> None:
    ((*_, deviation),) = cells(numbers(*range(persons)))
    assert (deviation not in ("None", "nan", "<NA>")) is shown


COLUMNS = [("", True), ("weekly", True), ("town", False), ("helped", False), ("a column of no question", False)]


@pytest.mark.parametrize(("where", "counted"), COLUMNS)
def test_a_note_on_the_export_counts_cells_only_where_they_tell_nobody_apart(where: str, counted: bool) -> None:
    log = ImportLog("export.csv", "csv", "utf-8", ";", 41, 5, 0, notes=(Note("blanks taken away", where, 3),))
    table = tables.import_table(log, asked_by_town())
    assert isinstance(table, Table)
    assert ("(3 cells)" in str(table.frame["value"].iloc[-1])) is counted


@pytest.mark.parametrize(
    ("condition", "shown"),
    [
        ("${town} != 'corton'", True),
        ("${town} = 'ashby' or ${town} = 'byford'", True),
        ("${town} != 'corton' and ${weekly} = 'yes'", False),  # who was not asked is a cell: town by weekly
        ("${weekly} = 'yes' or ${town} = 'ashby'", False),
        ("${weekly} = 'yes'", True),  # that concerns no group
    ],
)
def test_a_question_that_other_answers_decided_too_is_not_shown(condition: str, shown: bool) -> None:
    frame, study = with_helped(20, 11, 10), asked_by_town(condition)
    assert (("helped", "yes") in shares(frame, study)) is shown


@pytest.mark.parametrize(("condition", "shown"), [("${town} != 'corton'", False), ("${weekly} = 'yes'", True)])
def test_no_number_of_those_whom_an_identifying_question_chose(condition: str, shown: bool) -> None:
    study = survey()
    study = replace(study, questions=(*study.questions, question("hours", "integer", relevant=condition)))
    frame = responses(MIXED).assign(hours=40)
    assert isinstance(tables.number_table(frame, study), Table) is shown


def test_a_question_that_some_groups_were_not_asked_counts_as_one_that_tells_them_apart() -> None:
    releases = of_counts(asked_by_town(), {"helped": Counts("helped", {"yes": 12, "no": 11}, {"not_asked": 10})})
    assert [release.identifying for release in releases] == [("helped",)]
    plain = of_counts(asked_by_town("${weekly} = 'yes'"), {"helped": Counts("helped", {"yes": 12, "no": 11}, {})})
    assert [release.identifying for release in plain] == [()]
