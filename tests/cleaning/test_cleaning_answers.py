"""Every answer on a level of the codebook, missing kinds kept apart, every change logged, nothing guessed."""

from dataclasses import replace

import pandas as pd
import pytest
from studies import choices, export, in_columns, question, study_of

from collabstudy.cleaning import clean
from collabstudy.errors import StudyError
from collabstudy.importing import TextTable
from collabstudy.personal import form
from collabstudy.study import Question, Study

AGREE = choices(
    *("agree3", "disagree", "neutral", "agree", "dont_know", "refused"),
    raw={"disagree": "Oneens", "agree": "Eens|eens|4", "dont_know": "Weet niet|Geen mening", "refused": "Zeg niet"},
    dont_know="dont_know",
    refused="refused",
)
MIND = question("mind", "select_one agree3")
GATE = question("gate", "select_one gate")
GATES = choices("gate", "open", "shut")
USED = question("used", "select_multiple used")
OPTIONS = choices("used", "books", "films", "games", raw={"books": "Boeken|boeken"})


def one_question(asked: Question, *cells: str, study: Study | None = None) -> pd.DataFrame:
    """The responses of as many persons as there are cells, without evidence and id."""
    table = export(f"id|{asked.column}", *(f"{number}|{cell}" for number, cell in enumerate(cells)))
    return clean(table, study or study_of(asked, lists=[AGREE, OPTIONS])).responses.iloc[:, 2:]


def refused(table: TextTable, study: Study) -> list[str]:
    with pytest.raises(StudyError) as caught:
        clean(table, study)
    return [str(fault) for fault in caught.value.faults]


def repairs(table: TextTable, study: Study) -> list[tuple[object, ...]]:
    return [tuple(row) for row in clean(table, study).repair_log.to_numpy().tolist()]


def test_one_answer_on_every_level_in_the_order_of_the_codebook() -> None:
    responses = one_question(MIND, "Eens", "4", "Oneens", "", "Weet niet", "Geen mening", "Zeg niet", "eens")
    assert responses["mind"].tolist() == [
        *("agree", "agree", "disagree", "left_empty", "dont_know", "dont_know", "refused", "agree"),
    ]
    levels = ["disagree", "neutral", "agree", "dont_know", "refused", "left_empty"]
    assert list(responses["mind"].cat.categories) == levels
    assert responses["mind"].cat.ordered
    assert responses["mind"].min() == "disagree"


def test_levels_are_complete_when_nobody_answered() -> None:
    responses = one_question(MIND)
    assert len(responses) == 0
    assert len(responses["mind"].cat.categories) == 6


def test_a_level_without_texts_is_its_own_text() -> None:
    own = tuple(replace(choice, raw=()) for choice in GATES)
    responses = one_question(GATE, "open", "shut", "", study=study_of(GATE, lists=[own]))
    assert responses["gate"].tolist() == ["open", "shut", "left_empty"]


ADD = "add it to `raw` in choices.csv; known: Oneens, neutral, Eens, eens, 4, Weet niet, Geen mening, Zeg niet."


@pytest.mark.parametrize("text", ["disagree", "NA", "left_empty", "nan"])
def test_a_label_that_the_codebook_does_not_know(text: str) -> None:
    table = TextTable.of("export.csv", ("id", "mind"), [("1", "Eens"), ("2", text)], [2, 7])
    assert refused(table, study_of(MIND, lists=[AGREE])) == [
        f"export.csv, line 7, column 'mind', value {text!r}: this answer is not in the codebook; {ADD}"
    ]


@pytest.mark.parametrize(
    ("text", "near"),
    [("EENS", "Eens"), ("Een", "Eens"), ("Eens.", "Eens"), ("Onneens", "Oneens"), ("Weetniet", "Weet niet")],
)
def test_a_label_like_a_known_one_is_asked_about(text: str, near: str) -> None:
    assert refused(export("id|mind", f"1|{text}"), study_of(MIND, lists=[AGREE])) == [
        f"export.csv, line 2, column 'mind', value {text!r}: this answer is not in the codebook;"
        f" perhaps {near!r} is meant: correct the cell, declare it under [responses.repairs], or {ADD}"
    ]


def test_every_fault_of_the_answers_in_one_list_by_line() -> None:
    age = question("age", "integer")
    table = export("id|age|mind", "1|x|Eens", "2|30|Eans", "3|y|Oneans")
    places = [sentence.split(":")[0] for sentence in refused(table, study_of(age, MIND, lists=[AGREE]))]
    assert places == [
        "export.csv, line 2, column 'age', a value of 1 character, letters",
        "export.csv, line 3, column 'mind', value 'Eans'",
        "export.csv, line 4, column 'age', a value of 1 character, letters",
        "export.csv, line 4, column 'mind', value 'Oneans'",
    ]


def test_blanks_are_trimmed_and_logged() -> None:
    table = export(
        "id|mind", "1| Eens", "2|Eens\u00a0", "3|Weet\u00a0niet", "4| Eens", "5| \u00a0\t", "6|Eens", "7|Zeg niet"
    )
    study = study_of(MIND, lists=[AGREE])
    expected = ["agree", "agree", "dont_know", "agree", "left_empty", "agree", "refused"]
    assert clean(table, study).responses["mind"].tolist() == expected
    assert repairs(table, study) == [
        ("mind", "answer to level", "Eens", "agree", 4),
        ("mind", "answer to level", "Weet niet", "dont_know", 1),
        ("mind", "answer to level", "Zeg niet", "refused", 1),
        ("mind", "blanks removed", " Eens", "Eens", 2),
        ("mind", "blanks removed", " \u00a0\t", "", 1),
        ("mind", "blanks removed", "Eens\u00a0", "Eens", 1),
        ("mind", "blanks removed", "Weet\u00a0niet", "Weet niet", 1),
    ]


def test_an_id_stays_text_and_that_it_had_blanks_is_logged() -> None:
    table = export("id|mind", " 0363 |Eens", "1E10|Eens")
    study = study_of(MIND, lists=[AGREE])
    assert clean(table, study).responses["response_id"].tolist() == ["0363", "1E10"]
    assert repairs(table, study)[0] == ("response_id", "blanks removed", "(not kept)", "(not kept)", 1)


def test_a_log_without_repairs_keeps_its_columns() -> None:
    log = clean(export("id|age", "1|"), study_of(question("age", "integer"))).repair_log
    assert list(log.columns) == ["question", "repair", "before", "after", "cells"]
    assert len(log) == 0


@pytest.mark.parametrize(("synthetic", "evidence"), [(True, "synthetic"), (False, "responses")])
def test_the_evidence_class_comes_first(synthetic: bool, evidence: str) -> None:
    study = replace(study_of(MIND, lists=[AGREE]), synthetic=synthetic)
    responses = clean(export("id|mind", "1|Eens", "2|"), study).responses
    assert list(responses.columns) == ["evidence", "response_id", "mind"]
    assert responses["evidence"].tolist() == [evidence, evidence]


def test_free_text_is_left_out_and_never_logged() -> None:
    study = study_of(MIND, question("remark", "text"), lists=[AGREE])
    cleaned = clean(export("id|mind|remark", "1|Eens| my name is Ann "), study)
    assert list(cleaned.responses.columns) == ["evidence", "response_id", "mind"]
    assert "Ann" not in cleaned.repair_log.to_csv() + cleaned.responses.to_csv()


def test_a_column_that_no_question_reads() -> None:
    study = study_of(MIND, lists=[AGREE], ignore_columns=("seed", "gone"))
    mend = "map it in questions.csv, or list it under ignore_columns in study.toml."
    assert refused(export("id|mind|seed|email|", "1|Eens|2|a@b|"), study) == [
        f"export.csv, line 1, column 'email': no question reads this column; it may hold personal data; {mend}",
        f"export.csv, line 1, column '': no question reads this column; {mend}",
    ]


def test_a_column_that_is_missing() -> None:
    study = study_of(MIND, USED, lists=[AGREE, in_columns(OPTIONS)])
    assert refused(export("id|used books|used games", "1||"), study) == [
        "export.csv, line 1, column 'mind': the export has no such column;"
        " correct the column of 'mind' in questions.csv.",
        "export.csv, line 1, column 'used films': the export has no such column;"
        " correct the column of 'used' in choices.csv.",
    ]


def test_missing_and_unmapped_columns_in_one_list_even_of_free_text_and_id() -> None:
    study = study_of(question("remark", "text"))
    places = [sentence.split(":")[0] for sentence in refused(export("ID|remarks", "1|x"), study)]
    assert places == [f"export.csv, line 1, column '{name}'" for name in ("id", "remark", "ID", "remarks")]


def test_a_study_without_responses_cannot_be_cleaned() -> None:
    with pytest.raises(ValueError, match="no responses"):
        clean(export("id", "1"), replace(study_of(), responses=None))


def test_several_answers_with_a_column_an_option() -> None:
    table = export("id|used books|used films|used games", "1|X||X", "2|||", "3| X |X|X", "4|X||", "5||X|")
    responses = clean(table, study_of(USED, lists=[in_columns(OPTIONS)])).responses
    assert list(responses.columns[2:]) == ["used.books", "used.films", "used.games"]
    assert responses["used.books"].tolist() == ["yes", "left_empty", "yes", "yes", "no"]
    assert responses["used.films"].tolist() == ["no", "left_empty", "yes", "no", "yes"]
    assert responses["used.games"].tolist() == ["yes", "left_empty", "yes", "no", "no"]
    for option in ("books", "films", "games"):
        assert list(responses[f"used.{option}"].cat.categories) == ["yes", "no", "left_empty"]
        assert responses[f"used.{option}"].cat.ordered


def test_a_mark_that_the_codebook_does_not_know() -> None:
    table = export("id|used books|used films|used games", "1|X||", "2||x|")
    assert refused(table, study_of(USED, lists=[in_columns(OPTIONS)])) == [
        "export.csv, line 3, column 'used films', value 'x': this mark is not in the codebook;"
        " add `!x` to `raw` in choices.csv if it means that the option was not chosen,"
        " `x` if it means that it was chosen; known: X."
    ]


def test_a_usual_word_for_not_chosen_is_never_proposed_as_chosen() -> None:
    (sentence,) = refused(export("id|used books|used films|used games", "1|X||Nee"), BOXES)
    assert sentence.endswith("add `!Nee` to `raw` in choices.csv if it means that the option was not chosen; known: X.")


BOXES = study_of(USED, lists=[in_columns(OPTIONS)])
MARKED = study_of(USED, lists=[tuple(replace(option, not_chosen=("Nee",)) for option in in_columns(OPTIONS))])


def test_an_option_that_is_marked_as_not_chosen() -> None:
    """All marked as not chosen is an answer (none of these); a cell without a mark is none."""
    table = export("id|used books|used films|used games", "1|X|Nee|Nee", "2|Nee|Nee|Nee", "3|||", "4|X||Nee")
    responses = clean(table, MARKED).responses
    assert responses["used.books"].tolist() == ["yes", "no", "left_empty", "yes"]
    assert responses["used.films"].tolist() == ["no", "no", "left_empty", "left_empty"]
    assert responses["used.games"].tolist() == ["no", "no", "left_empty", "no"]


def test_an_empty_cell_that_is_declared_as_not_chosen() -> None:
    empty = tuple(replace(option, not_chosen=("",)) for option in in_columns(OPTIONS))
    table = export("id|used books|used films|used games", "1|X||", "2|||")
    responses = clean(table, study_of(USED, lists=[empty])).responses
    assert responses["used.books"].tolist() == ["yes", "no"]
    assert responses["used.films"].tolist() == ["no", "no"]


def test_a_mark_for_not_chosen_where_nobody_was_asked_is_no_answer() -> None:
    asked = replace(USED, relevant="${gate} = 'open'")
    study = study_of(GATE, asked, lists=[GATES, MARKED.choices["used"]])
    header = "id|gate|used books|used films|used games"
    cleaned = clean(export(header, "1|open|Nee|Nee|Nee", "2|shut|Nee|Nee|Nee", "3|shut|||"), study)
    assert cleaned.responses["used.books"].tolist() == ["no", "not_asked", "not_asked"]
    log = cleaned.repair_log[cleaned.repair_log["question"] == "used"]
    assert log.to_numpy().tolist() == [
        row
        for option in ("books", "films", "games")
        for row in (
            ["used", "answer to level", "Nee", f"{option}: no", 1],
            ["used", "not chosen where not asked", "Nee", "not_asked", 1],
        )
    ]
    (sentence,) = refused(export(header, "1|shut|X|Nee|Nee"), study)
    assert "an answer where the question was not asked" in sentence


def test_faults_of_columns_rows_and_cells_in_one_list() -> None:
    table = export("id|mind|email|used books", "1|Eans|a@b|X", "1|Eens||", "|Oneans||")
    study = study_of(MIND, USED, question("age", "integer"), lists=[AGREE, in_columns(OPTIONS)])
    assert [sentence.split(":")[0] for sentence in refused(table, study)] == [
        "export.csv, line 1, column 'used films'",
        "export.csv, line 1, column 'used games'",
        "export.csv, line 1, column 'age'",
        "export.csv, line 1, column 'email'",
        "export.csv, line 4, column 'id', value ''",
        "export.csv, line 3, column 'id'",
        "export.csv, line 2, column 'mind', value 'Eans'",
        "export.csv, line 4, column 'mind', value 'Oneans'",
    ]


def test_a_wrong_answer_hides_who_was_asked_and_makes_no_second_fault() -> None:
    study = study_of(GATE, replace(MIND, relevant="${gate} = 'open'"), lists=[GATES, AGREE])
    (sentence,) = refused(export("id|gate|mind", "1|ajar|Eens"), study)
    assert "value 'ajar'" in sentence
    (sentence,) = refused(export("id|mind", "1|Eens"), study)
    assert sentence.startswith("export.csv, line 1, column 'gate': the export has no such column")


def test_several_answers_joined_in_one_column() -> None:
    joined = replace(USED, separator=";")
    responses = one_question(joined, "Boeken;games", "", "films", " boeken ; films;games;", ";", "films;films")
    assert responses["used.books"].tolist() == ["yes", "left_empty", "no", "yes", "left_empty", "no"]
    assert responses["used.films"].tolist() == ["no", "left_empty", "yes", "yes", "left_empty", "yes"]
    assert responses["used.games"].tolist() == ["yes", "left_empty", "no", "yes", "left_empty", "no"]
    assert list(responses["used.games"].cat.categories) == ["yes", "no", "left_empty"]


def test_a_part_of_a_joined_answer_that_the_codebook_does_not_know() -> None:
    joined = replace(USED, separator=";")
    assert refused(export("id|used", "1|Boeken;Films;Games"), study_of(joined, lists=[OPTIONS])) == [
        f"export.csv, line 2, column 'used', value {part!r}: this part of the answers is not in the codebook;"
        f" perhaps {part.lower()!r} is meant: correct the cell, declare it under [responses.repairs], or"
        " add it to `raw` in choices.csv; known: Boeken, boeken, films, games."
        for part in ("Films", "Games")
    ]


def test_whole_numbers() -> None:
    responses = one_question(question("age", "integer"), "34", "", " 007 ", "-3", "5", "999999999999999999")
    assert str(responses["age"].dtype) == "Int64"
    assert responses["age"].isna().tolist() == [False, True, False, False, False, False]
    assert responses["age"].dropna().tolist() == [34, 7, -3, 5, 999_999_999_999_999_999]
    assert responses["age.missing"].tolist() == ["answered", "left_empty", *["answered"] * 4]
    assert list(responses["age.missing"].cat.categories) == ["answered", "left_empty"]


@pytest.mark.parametrize("text", ["3.0", "3,0", "drie", "1 000", "1e3", "٣x", "٣", "--1", "9" * 19, "nan", "inf"])
def test_no_whole_number(text: str) -> None:
    assert refused(export("id|age", "1|34", f"2|{text}"), study_of(question("age", "integer"))) == [
        f"export.csv, line 3, column 'age', a value of {form(text)}: this is no integer number;"
        " correct the cell, or the type in questions.csv."
    ]


def test_decimal_numbers_with_point_or_comma() -> None:
    for cells in (("7,5", "7,25", "8", "", "-0,5"), ("7.5", "7.25", "8", "", "-0.5")):
        responses = one_question(question("hours", "decimal"), *cells)
        assert str(responses["hours"].dtype) == "Float64"
        assert responses["hours"].dropna().tolist() == [7.5, 7.25, 8.0, -0.5]
    assert responses["hours.missing"].tolist() == ["answered", "answered", "answered", "left_empty", "answered"]


@pytest.mark.parametrize("text", ["7,", ",5", "1,000,000", "7,5 uur", "1e3", "nan", "inf", "9" * 400])
def test_no_decimal_number(text: str) -> None:
    (sentence,) = refused(export("id|hours", f"1|{text}"), study_of(question("hours", "decimal")))
    assert sentence.startswith("export.csv, line 2, column 'hours', a value of " + form(text))
    assert sentence.endswith(": this is no decimal number; correct the cell, or the type in questions.csv.")


def test_dates() -> None:
    responses = one_question(question("born", "date"), "1980-02-29", "", " 2026-03-02 ")
    assert responses["born"].isna().tolist() == [False, True, False]
    assert responses["born"].dropna().tolist() == ["1980-02-29", "2026-03-02"]
    assert responses["born.missing"].tolist() == ["answered", "left_empty", "answered"]


def test_a_time_of_day_is_left_out_and_logged() -> None:
    """LimeSurvey writes 2026-03-02 10:11:12 into each of its own columns of dates."""
    table = export("id|sent", "1|2026-03-02 10:11:12", "2|2026-03-03T09:00", "3|2026-03-04")
    cleaned = clean(table, study_of(question("sent", "date")))
    assert cleaned.responses["sent"].tolist() == ["2026-03-02", "2026-03-03", "2026-03-04"]
    logged = cleaned.repair_log.query("repair == 'time of day left out'")
    assert logged["cells"].tolist() == [2]


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-31 10:00:00",
        "2026-03-02 10",
        "31-02-2026",
        "03-04-26",
        "2026-02-31",
        "30 februari 2026",
        "mei 2026",
        "46115",
        "1981-02-29",
    ],
)
def test_no_date(text: str) -> None:
    assert refused(export("id|born", f"1|{text}"), study_of(question("born", "date"))) == [
        f"export.csv, line 2, column 'born', a value of {form(text)}: this is no date;"
        " write it as year-month-day, such as 2026-03-02."
    ]


ROUTED = "${gate} = 'open'"


def routed(*questions: Question) -> Study:
    return study_of(
        GATE, *(replace(item, relevant=ROUTED) for item in questions), lists=[GATES, AGREE, in_columns(OPTIONS)]
    )


def test_who_was_not_asked_is_kept_apart_from_who_left_it_empty() -> None:
    table = export(
        "id|gate|mind|age|born|used books|used films|used games",
        *("1|open|Eens|30|2026-03-02|X||", "2|open||||||", "3|shut||||||", "4|||||||", "5|open|Weet niet|||||X"),
    )
    study = routed(MIND, question("age", "integer"), question("born", "date"), USED)
    responses = clean(table, study).responses
    missing = ["left_empty", "not_asked", "not_asked"]
    assert responses["mind"].tolist() == ["agree", *missing, "dont_know"]
    assert responses["age.missing"].tolist() == ["answered", *missing, "left_empty"]
    assert responses["born.missing"].tolist() == ["answered", *missing, "left_empty"]
    assert responses["used.books"].tolist() == ["yes", *missing, "no"]
    assert responses["used.games"].tolist() == ["no", *missing, "yes"]
    for column in ("mind", "age.missing", "born.missing", "used.books"):
        assert list(responses[column].cat.categories)[-2:] == ["left_empty", "not_asked"]
    assert list(responses["gate"].cat.categories) == ["open", "shut", "left_empty"]


@pytest.mark.parametrize(
    ("asked", "header", "cells", "column", "value"),
    [
        (MIND, "mind", "Eens", "mind", "Eens"),
        (question("age", "integer"), "age", "30", "age", "30"),
        (question("born", "date"), "born", "2026-03-02", "born", "2026-03-02"),
        (USED, "used books|used films|used games", "|X|", "used films", "X"),
        (replace(USED, separator=";", list_name="agree3"), "used", "Eens;Oneens", "used", "Eens;Oneens"),
    ],
)
def test_an_answer_to_a_question_that_was_not_asked(
    asked: Question, header: str, cells: str, column: str, value: str
) -> None:
    table = export(f"id|gate|{header}", f"1|open|{cells}", f"2|shut|{cells}")
    said = f"value {value!r}" if asked.list_name else f"a value of {form(value)}"
    assert refused(table, routed(asked)) == [
        f"export.csv, line 3, column {column!r}, {said}: an answer where the question was not asked;"
        " correct `relevant` in questions.csv."
    ]


def test_columns_are_found_by_name_in_any_order() -> None:
    study = study_of(GATE, MIND, lists=[GATES, AGREE])
    first = clean(export("id|gate|mind", "1|open|Eens", "2|shut|"), study)
    second = clean(export("mind|id|gate", "Eens|1|open", "|2|shut"), study)
    pd.testing.assert_frame_equal(first.responses, second.responses)
