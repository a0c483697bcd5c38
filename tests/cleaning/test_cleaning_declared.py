"""What a study declares of its cells, and what is said where it declares nothing: one small table a test."""

import re
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pyarrow as pa
import pytest
from studies import cells_of, choices, export, in_columns, question, refused, study_of

from collabstudy.cleaning import clean
from collabstudy.cleaning.cells import distinct
from collabstudy.cleaning.characters import deceptive
from collabstudy.cleaning.constraint import allows
from collabstudy.cleaning.doubts import doubts
from collabstudy.cleaning.stamps import read
from collabstudy.importing import Field, TextTable
from collabstudy.personal import form
from collabstudy.study import Repairs, Rule, Study
from collabstudy.study.contracts import QUESTIONS

LEVELS = choices("levels", "yes", "no", raw={"yes": "Ja", "no": "Nee"})
MIND = question("mind", "select_one levels")
OPTIONS = choices("used", "books", "films", raw={"books": "Boeken", "films": "Films"})


def log_of(table: TextTable, study: Study) -> list[list[object]]:
    return clean(table, study).repair_log.to_numpy().tolist()


def test_case_joins_no_two_levels() -> None:
    """``ja`` and ``JA`` are two levels here: nobody can say which of them ``Ja`` means."""
    twins = choices("levels", "small", "large", raw={"small": "ja", "large": "JA"})
    study = study_of(MIND, lists=[twins], repairs=Repairs(case=True))
    assert clean(cells_of(MIND, "ja", "JA"), study).responses["mind"].tolist() == ["small", "large"]
    (sentence,) = refused(cells_of(MIND, "Ja"), study)
    assert "value 'Ja': this answer is not in the codebook" in sentence


def test_a_spelling_of_one_question_is_none_of_another() -> None:
    other = question("other", "select_one levels")
    study = study_of(MIND, other, lists=[LEVELS], repairs=Repairs(by_question={"mind": {"Jaa": "yes"}}))
    (sentence,) = refused(export("id|mind|other", "1|Jaa|Jaa"), study)
    assert sentence.startswith("export.csv, line 2, column 'other', value 'Jaa'")


def test_declared_repairs_of_boxes_and_of_joined_answers() -> None:
    used = question("used", "select_multiple used")
    boxes = study_of(used, lists=[in_columns(OPTIONS)], repairs=Repairs(case=True))
    table = export("id|used books|used films", "1|x|", "2|X|x")
    assert clean(table, boxes).responses.iloc[:, 2:].to_numpy().tolist() == [["yes", "no"], ["yes", "yes"]]
    assert log_of(table, boxes) == [
        ["used", "answer to level", "X", "books: yes", 1],
        ["used", "case ignored as declared", "x", "books: yes", 1],
        ["used", "case ignored as declared", "x", "films: yes", 1],
    ]
    joined = replace(used, separator=",")
    study = study_of(joined, lists=[OPTIONS], repairs=Repairs(case=True, spelling={"Film": "films"}))
    table = cells_of(joined, "boeken, Film", "Boeken")
    assert clean(table, study).responses.iloc[:, 2:].to_numpy().tolist() == [["yes", "yes"], ["yes", "no"]]
    assert log_of(table, study) == [
        ["used", "answer to level", "Boeken", "books", 1],
        ["used", "case ignored as declared", "boeken", "books", 1],
        ["used", "spelling as declared", "Film", "films", 1],
    ]


def test_any_other_text_of_a_single_answer_is_counted_and_not_kept() -> None:
    own = (*LEVELS, replace(LEVELS[0], name="other", raw=("*", "Anders")))
    table = cells_of(MIND, "Ja", "Ann thinks so", "Bob too", "Anders", "")
    cleaned = clean(table, study_of(MIND, lists=[own]))
    assert cleaned.responses["mind"].tolist() == ["yes", "other", "other", "other", "left_empty"]
    assert ["mind", "other text to level", "(a text of their own, not kept)", "other", 2] in log_of(
        table, study_of(MIND, lists=[own])
    )
    assert "Ann" not in cleaned.repair_log.to_csv() + cleaned.responses.to_csv()


def test_a_column_of_something_else_makes_a_report_that_ends() -> None:
    table = cells_of(MIND, *(f"text {number:03}" for number in range(100)), "text 099")
    sentences = refused(table, replace(study_of(MIND, lists=[LEVELS]), respondents=200))
    assert len(sentences) == 21
    assert sentences[-1] == (
        "export.csv, line 22, column 'mind': 80 more texts are wrong in this column, in 81 cells;"
        " see whether the codebook reads the right column."
    )


def test_a_gate_that_was_not_seen_leaves_open_who_was_asked() -> None:
    routed = replace(question("why", "select_one levels"), relevant="${mind} = 'yes'")
    study = study_of(
        *(question("first", "select_one levels"), MIND, routed),
        lists=[LEVELS],
        complete_when=Rule("done", filled=True),
        partials="keep",
    )
    table = export("id|first|mind|why|done", "1|Ja|||", "2|Ja|Nee||", "3|Ja|Ja||", "4|Ja|||yes", "5|Ja|Ja|Nee|")
    responses = clean(table, study).responses
    assert responses["mind"].tolist() == ["not_seen", "no", "yes", "left_empty", "yes"]
    assert responses["why"].tolist() == ["not_seen", "not_asked", "not_seen", "not_asked", "no"]
    assert list(responses["why"].cat.categories) == ["yes", "no", "left_empty", "not_asked", "not_seen"]


def test_free_text_tells_that_a_respondent_was_there() -> None:
    study = study_of(
        *(MIND, question("remark", "text"), question("last", "select_one levels")),
        lists=[LEVELS],
        complete_when=Rule("done", filled=True),
        partials="keep",
    )
    responses = clean(export("id|mind|remark|last|done", "1||a word||", "2||\u00a0||"), study).responses
    assert responses["mind"].tolist() == ["left_empty", "not_seen"]
    assert responses["last"].tolist() == ["not_seen", "not_seen"]


@pytest.mark.parametrize(
    ("decimal", "text", "value"),
    [
        *((",", "1.000", 1000.0), (",", "1.234.567,5", 1234567.5), (",", "0,125", 0.125), (",", "-1,5", -1.5)),
        *((".", "1,000", 1000.0), (".", "1.000", 1.0), (".", "0.125", 0.125), ("", "0.125", 0.125), ("", "0,5", 0.5)),
        *(("", "1234.567", 1234.567), ("", "12.5", 12.5)),
    ],
)
def test_a_decimal_number(decimal: str, text: str, value: float) -> None:
    hours = question("hours", "decimal")
    assert clean(cells_of(hours, text), study_of(hours, decimal=decimal)).responses["hours"].tolist() == [value]


@pytest.mark.parametrize(
    ("decimal", "text"),
    [
        (",", "1.5"),
        (",", "1.00"),
        (",", "1.0000"),
        (",", "1,000.5"),
        (".", "1,5"),
        (".", "1.000,5"),
        (",", "12.34.567"),
    ],
)
def test_a_number_against_the_declared_sign(decimal: str, text: str) -> None:
    hours = question("hours", "decimal")
    (sentence,) = refused(cells_of(hours, text), study_of(hours, decimal=decimal))
    assert (
        f"a value of {form(text)}: this is no decimal number; correct the cell, or the type in questions.csv."
        in sentence
    )


@pytest.mark.parametrize(
    ("text", "order", "date"),
    [
        ("2026-03-02", "", "2026-03-02"),
        ("2026/3/2", "", "2026-03-02"),
        ("02.03.2026", "day-month-year", "2026-03-02"),
        ("02/03/2026", "month-day-year", "2026-02-03"),
        ("2/3/2026 1:05", "day-month-year", "2026-03-02"),
        ("2026-03-02T23:30:00Z", "", "2026-03-02"),
        ("2026-03-02T23:30:00+01:00", "", "2026-03-02"),
        ("2026-03-02T00:30:00+01:00", "", "2026-03-01"),
        ("2026-03-02T23:30:00-0100", "", "2026-03-03"),
        ("2026-03-02 00:30 CET", "", "2026-03-01"),
        ("2026-07-02 01:30 CEST", "", "2026-07-01"),
        ("2026-03-02 12:30:00 AM GMT+1", "", "2026-03-01"),
        ("2026-03-02 12:30:00 PM GMT+1", "", "2026-03-02"),
        ("12 augustus 2026", "", "2026-08-12"),
        ("1 maart 2026, 10:00", "", "2026-03-01"),
        ("Feb 3 2026", "", "2026-02-03"),
        *(
            (text, "day-month-year", None)
            for text in ("3 mei 26", "2026", "2026-13-01", "2026-03/02", "13:00", "today")
        ),
        *((text, "", None) for text in ("2026-03-02 25:00", "2026-03-02 13:00 PM", "2026-03-02 10:00 EST", "1-2-2026")),
    ],
)
def test_a_date(text: str, order: str, date: str | None) -> None:
    stamp = read(text, order)
    assert (str(stamp.date) if stamp else None) == date


def test_one_bad_date_among_good_ones_that_need_an_order() -> None:
    born = question("born", "date")
    assert refused(cells_of(born, "03-04-2026", "31-03-2026", "03-31-2026", "gisteren"), study_of(born)) == [
        "export.csv, line 2, column 'born', a value of 10 characters, digits and a hyphen:"
        " neither day-month-year nor month-day-year reads every"
        ' date of this column; set date_format = "day-month-year" or "month-day-year" under [responses] in study.toml.',
        "export.csv, line 5, column 'born', a value of 8 characters, letters: this is no date;"
        " write it as year-month-day, such as 2026-03-02.",
    ]


def test_a_date_outside_its_constraint() -> None:
    day = question("day", "date", constraint=". >= date('2026-03-01') and . < '2026-04-01'")
    (sentence,) = refused(cells_of(day, "2026-03-01", "2026-03-31", "2026-04-01"), study_of(day))
    assert sentence.startswith(
        "export.csv, line 4, column 'day', a value of 10 characters, digits and a hyphen:"
        " outside the constraint `. >= date("
    )


@pytest.mark.parametrize(
    "text",
    [
        "Amsterdam",
        "caf\u00e9",
        "\u0391\u03b8\u03ae\u03bd\u03b1",
        "\u041c\u043e\u0441\u043a\u0432\u0430",
        "\u6771\u4eac",
        "\u00b5 5",
    ],
)
def test_a_text_of_one_script_hides_nothing(text: str) -> None:
    assert deceptive(text) == ""


def test_an_id_that_looks_like_another_is_refused_and_not_shown() -> None:
    sentences = refused(export("id|mind", "a1|Ja", "a1\u200b|Nee"), study_of(MIND, lists=[LEVELS]))
    assert sentences == [
        "export.csv, line 3, column 'id': the id holds an invisible character: U+200B zero width space;"
        " correct the cell: ids that look alike would count as two persons."
    ]


@pytest.mark.parametrize(
    ("constraint", "allowed"),
    [
        *(("", [-1, 0, 1, 5, 6]), (".>0", [1, 5, 6]), (". >= 0", [0, 1, 5, 6]), (". < 5", [-1, 0, 1]), (". = 5", [5])),
        *((". != 5", [-1, 0, 1, 6]), (".>=0 and .<=5", [0, 1, 5]), (".>=0and .<=5  and  . != 1", [0, 5])),
        (". > -0.5 and . < 5.5", [0, 1, 5]),
    ],
)
def test_a_constraint(constraint: str, allowed: list[int]) -> None:
    assert re.fullmatch({column.name: column.pattern for column in QUESTIONS}["constraint"], constraint)
    assert [value for value in (-1, 0, 1, 5, 6) if allows(constraint)(Fraction(value))] == allowed


def test_what_cannot_be_seen_is_named_in_numbers_dates_and_boxes() -> None:
    age, day, used = question("age", "integer"), question("day", "date"), question("used", "select_multiple used")
    hidden = "; it holds an invisible character: U+200B zero width space;"
    table = export("id|age|day|used books|used films", "1|3\u200b|2026-03-02\u200b|X\u200b|")
    sentences = refused(table, study_of(age, day, used, lists=[in_columns(OPTIONS)]))
    assert [sentence.count(hidden) for sentence in sentences] == [1, 1, 1]


def test_the_distinct_texts_of_a_column_in_pieces() -> None:
    pieces = pa.chunked_array([pa.array(["a", "b"]), pa.array(["b", "c", "a"])])
    texts, codes = distinct(TextTable("x.csv", (Field("f"),), (pieces,), np.arange(5)), "f")
    assert [texts[code] for code in codes] == ["a", "b", "b", "c", "a"]
    assert sorted(texts) == ["a", "b", "c"]


def test_equal_answers_are_counted_where_anything_was_answered() -> None:
    study = study_of(MIND, question("age", "integer"), question("sent", "date"), lists=[LEVELS])
    rows = ("1|Ja|30|2026-03-01", "2|Ja|30|2026-03-02", "3|Ja|30|", "4|Nee|30|", "5|||", "6|||")
    responses = clean(export("id|mind|age|sent", *rows), study).responses
    assert doubts(responses, study) == [
        "2 rows have the same answers as an earlier row under another id; nothing is removed for that."
    ]
