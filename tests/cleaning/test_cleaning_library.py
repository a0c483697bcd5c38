"""The library's export, cleaned by hand and by the package."""

from pathlib import Path

import pytest
from studies import change, copied, forget_hash
from support import FIXTURES

from collabstudy import Study
from collabstudy.cleaning import Cleaned, RowAccount, clean
from collabstudy.errors import StudyError
from collabstudy.importing import read_export


def cleaned(folder: Path) -> Cleaned:
    return clean(read_export(folder / "responses.csv")[0], Study.load(folder))


@pytest.fixture(scope="module")
def library() -> Cleaned:
    return cleaned(FIXTURES / "library")


def test_the_rows(library: Cleaned) -> None:
    assert library.row_account == RowAccount(14, {"test": 1, "partial": 1, "double": 0}, 12)
    assert library.responses["response_id"].tolist() == [str(number) for number in (1, 2, *range(5, 15))]
    assert set(library.responses["evidence"]) == {"responses"}


def test_the_columns(library: Cleaned) -> None:
    assert list(library.responses.columns) == [
        *("evidence", "response_id", "visits_weekly", "would_recommend"),
        *("services.lending", "services.study", "services.courses", "age", "age.missing", "branch"),
    ]


def test_the_answers(library: Cleaned) -> None:
    responses = library.responses
    assert responses["visits_weekly"].tolist() == (
        "yes no yes no yes no yes no yes dont_know no no".split()  # noqa: SIM905
    )
    assert responses["would_recommend"].tolist() == [
        *("agree", "strongly_agree", "agree", "neutral", "strongly_agree", "agree"),
        *("agree", "refused", "strongly_agree", "disagree", "agree", "agree"),
    ]
    lending = {"1": "yes", "5": "yes", "7": "no", "9": "yes", "11": "yes"}
    assert responses["services.lending"].tolist() == [lending.get(id, "not_asked") for id in responses["response_id"]]
    courses = {"1": "no", "5": "no", "7": "yes", "9": "no", "11": "yes"}
    assert responses["services.courses"].tolist() == [courses.get(id, "not_asked") for id in responses["response_id"]]
    assert responses["age"].fillna(-1).tolist() == [34, 71, 42, 28, 55, 61, -1, 47, 39, 66, 50, -1]
    assert [at for at, state in enumerate(responses["age.missing"]) if state == "left_empty"] == [6, 11]


def test_no_cell_is_without_a_level(library: Cleaned) -> None:
    assert list(library.responses.columns[library.responses.isna().any()]) == ["age"]


def test_the_log_names_the_repaired_cell(library: Cleaned) -> None:
    log = library.repair_log
    blanks = log[log["repair"] == "blanks removed"]
    assert blanks.to_numpy().tolist() == [["visits_weekly", "blanks removed", " Nee ", "Nee", 1]]
    levels = log[(log["question"] == "visits_weekly") & (log["repair"] == "answer to level")]
    assert levels[["before", "after", "cells"]].to_numpy().tolist() == [
        ["J", "yes", 1],
        ["Ja", "yes", 4],
        ["Nee", "no", 6],
        ["Weet niet", "dont_know", 1],
    ]


def test_the_line_of_a_fault_counts_the_line_break_above_it(tmp_path: Path) -> None:
    folder = copied("library", tmp_path)
    forget_hash(folder)
    change(folder, "responses.csv", '"Oneens"', '"Oneans"')
    change(folder, "responses.csv", '"71"', '"71 jaar"')
    with pytest.raises(StudyError) as caught:
        cleaned(folder)
    first, second = (str(fault) for fault in caught.value.faults)
    assert first.startswith(
        "responses.csv, line 3, column 'q4. Leeftijd', a value of 7 characters, digits, blanks and letters:"
        " this is no integer number;"
    )
    assert second.startswith("responses.csv, line 14, column 'q2. Aanraden', value 'Oneans': this answer is not in the")


def test_the_line_of_a_relevance_that_is_not_understood(tmp_path: Path) -> None:
    folder = copied("library", tmp_path)
    change(folder, "questions.csv", "${visits_weekly} = 'yes'", "${visits_weekly} > 'yes'")
    with pytest.raises(StudyError) as caught:
        cleaned(folder)
    (sentence,) = (str(fault) for fault in caught.value.faults)
    assert sentence.startswith(
        "questions.csv, line 5, column 'relevant', value \"${visits_weekly} > 'yes'\":"
        " \"${visits_weekly} > 'yes'\" is not understood; write ${question} = 'answer'"
    )


def test_a_column_taken_off_the_ignored_ones_is_told(tmp_path: Path) -> None:
    folder = copied("library", tmp_path)
    change(folder, "study.toml", ', "refurl"]', "]")
    with pytest.raises(StudyError, match=r"^responses\.csv, line 1, column 'refurl': no question reads this column;"):
        cleaned(folder)


def test_a_header_with_a_line_break_can_be_named(tmp_path: Path) -> None:
    folder = copied("library", tmp_path)
    forget_hash(folder)
    change(folder, "responses.csv", '"q2. Aanraden"', '"q2.\r\nAanraden "')
    change(folder, "questions.csv", "q2. Aanraden", '"q2.\nAanraden"')
    assert len(cleaned(folder).responses) == 12
