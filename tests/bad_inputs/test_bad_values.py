"""One test a row of tests/reference/bad_inputs.csv: cells that must not become another answer."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from studies import cells_of, change, choices, copied, export, forget_hash, in_columns, question, refused, study_of
from support import Run

from collabstudy.cleaning import clean
from collabstudy.cleaning.doubts import doubts
from collabstudy.cleaning.result import CleaningError, check
from collabstudy.study import Choice, Question, Repairs, Rule

Lists = tuple[tuple[Choice, ...], ...]
AGREE = choices("agree", "agree", "disagree", raw={"agree": "Helemaal eens", "disagree": "Oneens"})
MIND = question("Q3", "select_one agree")
SCALE = choices("scale", "low", "high", raw={"low": "1", "high": "5"})
CODES = choices("codes", "refused", raw={"refused": "-99"}, refused="refused")
TOPICS = choices(
    *("topics", "care", "housing", "youth"),
    raw={"care": "Zorg, welzijn en jeugd", "housing": "Wonen", "youth": "Jeugd"},
)
SEVERAL = question("topics", "select_multiple topics", separator=",")
BOXES = in_columns(choices("used", "books", "films"))


def cleaned(
    asked: Question, *cells: str, lists: tuple[tuple[Choice, ...], ...] = (), **responses: object
) -> pd.DataFrame:
    return clean(cells_of(asked, *cells), study_of(asked, lists=lists, **responses)).responses


def logged(
    asked: Question, *cells: str, lists: tuple[tuple[Choice, ...], ...] = (), **responses: object
) -> list[list[object]]:
    log = clean(cells_of(asked, *cells), study_of(asked, lists=lists, **responses)).repair_log
    return log[log["question"] == asked.name].iloc[:, 1:].to_numpy().tolist()


def test_b053_answer_label_not_in_codebook() -> None:
    table = cells_of(MIND, "Helemaal eens", "Heel eens", "Heel eens", "Oneens", "Heel eens", "Heel eens", "Jein")
    assert refused(table, study_of(MIND, lists=[AGREE])) == [
        "export.csv, line 3, column 'Q3', value 'Heel eens': this answer is not in the codebook"
        " (4 cells, lines 3, 4 and 2 more); perhaps 'Helemaal eens' is meant: correct the cell, declare it under"
        " [responses.repairs], or add it to `raw` in choices.csv; known: Helemaal eens, Oneens.",
        "export.csv, line 8, column 'Q3', value 'Jein': this answer is not in the codebook;"
        " add it to `raw` in choices.csv; known: Helemaal eens, Oneens.",
    ]


def test_b053_on_the_command_line(tmp_path: Path, collabstudy: Run) -> None:
    folder = copied("library", tmp_path)
    forget_hash(folder)
    change(folder, "responses.csv", '"Oneens"', '"Oneans"')
    done = collabstudy("check", str(folder))
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert (
        "responses.csv, line 14, column 'q2. Aanraden', value 'Oneans': this answer is not in the codebook;"
        in done.stderr
    )
    assert "perhaps 'Oneens' is meant" in done.stderr


def test_b054_label_and_code_exports_mixed() -> None:
    table = cells_of(MIND, "Helemaal eens", "4", "Oneens")
    (sentence,) = refused(table, study_of(MIND, lists=[AGREE]))
    assert sentence == (
        "export.csv, line 3, column 'Q3', value '4': this answer is not in the codebook; it is a code in a column of"
        " labels; export it again with one of the two throughout, or add it to `raw` in choices.csv;"
        " known: Helemaal eens, Oneens."
    )
    (sentence,) = refused(cells_of(question("s", "select_one scale"), "1", "hoog", "5"), study_of(
        question("s", "select_one scale"), lists=[SCALE]))  # fmt: skip
    assert "it is a label in a column of codes" in sentence


def test_b057_decimal_comma_or_thousands_point() -> None:
    fte = question("fte", "decimal")
    ask = 'set decimal = "," or decimal = "." under [responses] in study.toml.'
    assert refused(cells_of(fte, "2", "1.000", "2.500"), study_of(fte)) == [
        f"export.csv, line {line}, column 'fte', a value of 5 characters, digits and a point: this is ambiguous"
        f" (does the sign stand before a fraction, or between thousands?); {ask}"
        for line in (3, 4)
    ]
    assert refused(cells_of(fte, "2", "1,5", "2.5"), study_of(fte)) == [
        "export.csv, line 3, column 'fte', a value of 3 characters, digits and a comma: points and commas in one column"
        f" (2 cells, lines 3 and 4); {ask}"
    ]
    assert cleaned(fte, "1,5", "1.000", "2.500,25", decimal=",")["fte"].tolist() == [1.5, 1000.0, 2500.25]
    assert cleaned(fte, "1.5", "1.000", "2,500.25", decimal=".")["fte"].tolist() == [1.5, 1.0, 2500.25]
    assert ["thousands sign removed", "a number with such a sign", "the number", 1] in logged(
        fte, "1,5", "1.000", decimal=","
    )


def test_b058_numbers_with_unicode_spaces_units_and_words() -> None:
    days = question("days", "integer")
    assert cleaned(days, "\u00a05", "1\u202f000")["days"].tolist() == [5, 1000]
    assert logged(days, "\u00a05", "1\u202f000") == [
        ["blanks removed", "(not kept)", "(not kept)", 1],
        ["spaces between digits removed", "(not kept)", "(not kept)", 1],
    ]
    usual = "correct the cell, or the type in questions.csv."
    assert refused(cells_of(days, "3 dagen", "ca. 10", "+50"), study_of(days)) == [
        "export.csv, line 2, column 'days', a value of 7 characters, digits, blanks and letters:"
        " this is no integer number;"
        f" write the number alone; {usual}",
        "export.csv, line 3, column 'days', a value of 6 characters, letters, a point, blanks and digits:"
        " this is no integer number;"
        f" write the number alone; {usual}",
        "export.csv, line 4, column 'days', a value of 3 characters, a plus sign and digits: this is no integer number;"
        f" write it without the plus sign if that is meant; {usual}",
    ]


def test_b060_negative_count() -> None:
    partners = question("partners", "integer", constraint=". >= 0 and . <= 120")
    assert refused(cells_of(partners, "0", "120", "-3", "121"), study_of(partners)) == [
        f"export.csv, line {line}, column 'partners', a value of {shape}: outside the constraint `. >= 0 and . <= 120`;"
        " correct the cell or the constraint, or declare a missing code: `integer LIST` in questions.csv."
        for line, shape in ((4, "2 characters, a hyphen and digits"), (5, "3 characters, digits"))
    ]


def test_b062_likert_out_of_range_and_missing_codes() -> None:
    scale = question("s", "select_one scale")
    (sentence,) = refused(cells_of(scale, "1", "5", "9"), study_of(scale, lists=[SCALE]))
    assert sentence.startswith("export.csv, line 4, column 's', value '9': this answer is not in the codebook;")
    age = question("age", "integer codes", constraint=". >= 0")
    responses = cleaned(age, "34", "-99", "", lists=(CODES,))
    assert responses["age"].isna().tolist() == [False, True, True]
    assert responses["age.missing"].tolist() == ["answered", "refused", "left_empty"]
    assert logged(age, "34", "-99", lists=(CODES,)) == [["code of a missing answer", "-99", "refused", 1]]
    (sentence,) = refused(cells_of(age, "-98"), study_of(age, lists=[CODES]))
    assert "a value of 3 characters, a hyphen and digits: outside the constraint `. >= 0`" in sentence


def test_b063_day_and_month_swapped() -> None:
    start = question("StartDate", "date")
    assert refused(cells_of(start, "03-04-2026", "05-06-2026", ""), study_of(start)) == [
        "export.csv, line 2, column 'StartDate', a value of 10 characters, digits and a hyphen:"
        " all 2 values parse as day-month-year and as"
        ' month-day-year; set date_format = "day-month-year" or "month-day-year" under [responses] in study.toml.'
    ]
    cells = ("03-04-2026", "05-06-2026")
    assert cleaned(start, *cells, date_format="day-month-year")["StartDate"].tolist() == ["2026-04-03", "2026-06-05"]
    assert cleaned(start, *cells, date_format="month/day/year")["StartDate"].tolist() == ["2026-03-04", "2026-05-06"]
    assert cleaned(start, "03-04-2026", "31-03-2026")["StartDate"].tolist() == ["2026-04-03", "2026-03-31"]
    assert ["dates read by the one order that all of them allow", "", "day-month-year", 2] in logged(
        start, "03-04-2026", "31-03-2026"
    )


def test_b064_invalid_date() -> None:
    born = question("born", "date")
    assert refused(cells_of(born, "28-02-2026", "31-02-2026"), study_of(born, date_format="day-month-year")) == [
        "export.csv, line 3, column 'born', a value of 10 characters, digits and a hyphen: this is no date;"
        " write it as day-month-year, which study.toml declares, or as 2026-03-02."
    ]
    (sentence,) = refused(cells_of(born, "2026-02-31"), study_of(born))
    assert sentence.endswith("this is no date; write it as year-month-day, such as 2026-03-02.")


def test_b065_dutch_month_names_and_the_twelve_hour_clock() -> None:
    day = question("day", "date")
    cells = ("3 mei 2026", "3 maart 2026 8:48:17 p.m. CET", "May 3, 2026 12:30 AM", "3 okt. 2026")
    assert cleaned(day, *cells)["day"].tolist() == ["2026-05-03", "2026-03-03", "2026-05-03", "2026-10-03"]
    (sentence,) = refused(cells_of(day, "3 mai 2026"), study_of(day))
    assert (
        "a value of 10 characters, digits, blanks and letters:"
        " this is no date; write it as year-month-day, such as 2026-03-02." in sentence
    )


def test_b066_gmt_plus_one_is_one_hour_east() -> None:
    """POSIX turns the sign round; then 00:48 GMT+1 would be 01:48 in UTC of the same day."""
    when = question("when", "date")
    cells = ("2024/12/03 8:48:17 PM GMT+1", "2024/12/03 12:48:17 AM GMT+1", "2024/12/03 11:30:00 PM GMT-2")
    assert cleaned(when, *cells)["when"].tolist() == ["2024-12-03", "2024-12-02", "2024-12-04"]
    log = logged(when, *cells)
    assert ["time zone brought to UTC", "GMT+1", "UTC", 2] in log
    assert ["another date in UTC", "a date in GMT+1", "the date in UTC", 1] in log


def test_b068_end_before_start() -> None:
    study = study_of(question("began", "date", column="StartDate"), question("ended", "date", column="EndDate"))
    table = export("id|StartDate|EndDate", "1|2026-03-02|2026-03-01", "2|2026-03-02|2026-03-02", "3|2026-03-02|")
    assert doubts(clean(table, study).responses, study) == ["1 response ended before it began (began, ended)."]


def test_b069_separator_inside_an_option() -> None:
    responses = cleaned(SEVERAL, "Zorg, welzijn en jeugd, Wonen", "Wonen,Jeugd", lists=(TOPICS,))
    assert responses["topics.care"].tolist() == ["yes", "no"]
    assert responses["topics.housing"].tolist() == ["yes", "yes"]
    assert responses["topics.youth"].tolist() == ["no", "yes"]
    (sentence,) = refused(cells_of(SEVERAL, "Zorg, Wonen"), study_of(SEVERAL, lists=[TOPICS]))
    assert sentence.startswith(
        "export.csv, line 2, column 'topics', value 'Zorg': this part of the answers is not in the codebook;"
    )
    own = (*TOPICS, Choice("topics", "other", {}, None, "", ("*",), ""))
    responses = cleaned(SEVERAL, "Zorg, welzijn en jeugd, iets eigens", lists=(own,))
    assert responses.iloc[0, 2:].tolist() == ["yes", "no", "no", "yes"]
    log = logged(SEVERAL, "Wonen, iets eigens", lists=(own,))
    assert log == [
        ["answer to level", "Wonen", "housing", 1],
        ["other text to level", "(a text of their own, not kept)", "other", 1],
    ]


def test_b069_an_answer_that_can_be_read_in_two_ways() -> None:
    twins = choices("topics", "both", "a", "b", raw={"both": "A, B", "a": "A", "b": "B"})
    assert refused(cells_of(SEVERAL, "A, B"), study_of(SEVERAL, lists=[twins])) == [
        "export.csv, line 2, column 'topics', value 'A, B': this can be read in more ways than one: both or a + b;"
        " export it with one column an option, or give the options texts of which none is made of others."
    ]


def test_b069_a_repair_of_an_option_that_holds_the_separator_is_logged() -> None:
    repairs = Repairs(case=True)
    responses = cleaned(SEVERAL, "zorg, welzijn en jeugd,Wonen", lists=(TOPICS,), repairs=repairs)
    assert responses.iloc[0, 2:].tolist() == ["yes", "yes", "no"]
    assert logged(SEVERAL, "zorg, welzijn en jeugd,Wonen", lists=(TOPICS,), repairs=repairs) == [
        ["answer to level", "Wonen", "housing", 1],
        ["case ignored as declared", "zorg, welzijn en jeugd", "care", 1],
    ]


def test_b070_trailing_separator() -> None:
    used = question("used", "select_multiple used", separator=";")
    options = choices("used", "A", "B", "C")
    responses = cleaned(used, "A;B;", "C;", lists=(options,))
    assert list(responses.columns[2:]) == ["used.A", "used.B", "used.C"]
    assert responses.iloc[:, 2:].to_numpy().tolist() == [["yes", "yes", "no"], ["no", "no", "yes"]]
    assert logged(used, "A;B;", "C;", lists=(options,)) == [
        *(["answer to level", letter, letter, 1] for letter in "ABC"),
        ["trailing separator dropped", ";", "", 2],
    ]


def test_b071_a_blank_box_was_not_ticked_or_not_seen() -> None:
    """Kept partial rows: who left before the boxes has not seen them; who ticked none may have skipped them."""
    study = study_of(
        *(question("used", "select_multiple used"), MIND),
        lists=[BOXES, AGREE],
        complete_when=Rule("done", filled=True),
        partials="keep",
    )
    rows = ("1|X||Oneens|yes", "2|||Oneens|yes", "3||||", "4||X||", "5|||Oneens|")
    done = clean(export("id|used books|used films|Q3|done", *rows), study)
    assert done.responses["used.books"].tolist() == ["yes", "left_empty", "not_seen", "no", "left_empty"]
    assert done.responses["Q3"].tolist() == ["disagree", "disagree", "not_seen", "not_seen", "disagree"]
    assert done.account() == {
        "read": 5,
        "removed": {"test": 0, "partial": 0, "double": 0},
        "used": 5,
        "kept_partial": 3,
    }


@pytest.mark.parametrize(("tick", "negative"), [("TRUE", "FALSE"), ("Y", "N"), ("1", "0"), ("x", "")])
def test_b072_tick_vocabulary_is_the_codebooks(tick: str, negative: str) -> None:
    boxes = tuple(replace(box, raw=(tick,), not_chosen=(negative,)) for box in BOXES)
    study = study_of(question("used", "select_multiple used"), lists=[boxes])
    header = "id|used books|used films"
    assert clean(export(header, f"1|{tick}|{negative}"), study).responses.iloc[0, 2:].tolist() == ["yes", "no"]
    (sentence,) = refused(export(header, f"1|{tick}|maybe"), study)
    assert "value 'maybe': this mark is not in the codebook" in sentence


def test_b073_nothing_is_coerced() -> None:
    """Each of these becomes another value under a coercing schema: True, 1, 363, 4 March."""
    ids = clean(export("id|Q3", "0363|Oneens"), study_of(MIND, lists=[AGREE])).responses["response_id"]
    assert ids.tolist() == ["0363"]
    whole = question("n", "integer")
    assert (
        "a value of 3 characters, digits and a point: this is no integer number"
        in refused(cells_of(whole, "1.9"), study_of(whole))[0]
    )
    study = study_of(whole)
    right = clean(cells_of(whole, "1"), study).responses
    for wrong in (right.assign(n=[1.0]), right.assign(n=["1"]), right.assign(extra=1), right.drop(columns="n")):
        with pytest.raises(CleaningError, match="cleaning made a mistake of its own, please report it"):
            check(wrong, study)


def test_b079_composed_and_deceptive_characters() -> None:
    cities = choices("cities", "amsterdam", "cafe", raw={"amsterdam": "Amsterdam", "cafe": "caf\u00e9"})
    city = question("city", "select_one cities")
    assert cleaned(city, "cafe\u0301", lists=(cities,))["city"].tolist() == ["cafe"]
    assert ["composed (NFC)", "cafe\u0301", "caf\u00e9", 1] in logged(city, "cafe\u0301", lists=(cities,))
    sentences = refused(
        cells_of(city, "\u0410msterdam", "Amster\u200bdam", "Amster\u00addam"), study_of(city, lists=[cities])
    )
    for sentence, hidden in zip(
        sentences,
        (
            "letters of several scripts: U+0410 cyrillic capital letter a",
            "an invisible character: U+200B zero width space",
            "an invisible character: U+00AD soft hyphen",
        ),
        strict=True,
    ):
        assert f"this answer is not in the codebook; it holds {hidden}; perhaps 'Amsterdam' is meant" in sentence


def test_b079_a_declared_text_may_hold_any_character() -> None:
    cities = choices("cities", "amsterdam", raw={"amsterdam": "Amster\u00addam"})
    assert cleaned(question("city", "select_one cities"), "Amster\u00addam", lists=(cities,))["city"].tolist() == [
        "amsterdam"
    ]


def test_b080_controls_of_direction() -> None:
    """In a coded answer an error; free text, which is where they stand, is never kept and never shown."""
    (sentence,) = refused(cells_of(MIND, "Oneens\u202e"), study_of(MIND, lists=[AGREE]))
    assert "it holds an invisible character: U+202E right-to-left override" in sentence
    assert "\u202e" not in sentence
    remark = question("remark", "text")
    done = clean(export("id|remark", "1|abc\u202edef"), study_of(remark))
    assert list(done.responses.columns) == ["evidence", "response_id"]
    assert done.repair_log.empty


def test_b082_municipality_name_variants() -> None:
    names = choices("places", "utrecht", "den_haag", raw={"utrecht": "Utrecht", "den_haag": "Den Haag|'s-Gravenhage"})
    place = question("place", "select_one places")
    assert cleaned(place, "Den Haag", "'s-Gravenhage", lists=(names,))["place"].tolist() == ["den_haag", "den_haag"]
    (sentence,) = refused(cells_of(place, "Gem. Utrecht"), study_of(place, lists=[names]))
    assert "perhaps 'Utrecht' is meant: correct the cell, declare it under [responses.repairs]" in sentence
    known = Repairs(case=True, spelling={"Gem. Utrecht": "utrecht"})
    cells = ("Gem. Utrecht", "UTRECHT", "Utrecht", "Gem. Utrecht")
    assert cleaned(place, *cells, lists=(names,), repairs=known)["place"].tolist() == ["utrecht"] * 4
    assert logged(place, *cells, lists=(names,), repairs=known) == [
        ["answer to level", "Utrecht", "utrecht", 1],
        ["case ignored as declared", "UTRECHT", "utrecht", 1],
        ["spelling as declared", "Gem. Utrecht", "utrecht", 2],
    ]
