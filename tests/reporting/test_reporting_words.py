"""Numbers and names in sentences."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from collabstudy.reporting import words


@pytest.mark.parametrize(
    ("share", "decimals", "text"),
    [
        (0.548, 0, "55%"),
        (Fraction(17, 31), 1, "54.8%"),
        (Fraction(1, 8), 0, "13%"),  # a tie goes up, whichever digit stands before it
        (Fraction(5, 8), 0, "63%"),
        (113 / 200, 0, "57%"),  # as a float a little below 56.5
        (0, 0, "0%"),
        (1, 0, "100%"),
        (Fraction(12, 31), 2, "38.71%"),
    ],
)
def test_percent(share: float | Fraction, decimals: int, text: str) -> None:
    assert words.percent(share, decimals) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1, "1"),
        (0.9995, "1"),
        (0.9994, ".999"),
        (0.6636238, ".664"),
        (0.125, ".125"),
        (0.0625, ".063"),
        (0.01, ".010"),
        (0.00048828125, ".0005"),
        (0.0001, ".0001"),
        (0.00009, "<.0001"),
        (0.0, "<.0001"),
    ],
)
def test_pvalue(value: float, text: str) -> None:
    assert words.pvalue(value) == text


@pytest.mark.parametrize(
    ("difference", "text"),
    [(Fraction(4, 29), "+13.8"), (-0.4, "-40.0"), (0, "0.0"), (Fraction(-1, 10000), "0.0"), (Fraction(1, 800), "+0.1")],
)
def test_points_have_a_sign_unless_they_are_nought(difference: float | Fraction, text: str) -> None:
    assert words.points(difference) == text


def test_span_says_one_value_once() -> None:
    assert words.span("27%", "99%") == "27% to 99%"
    assert words.span("30%", "30%") == "30%"


def test_listed() -> None:
    assert words.listed([]) == ""
    assert words.listed(["F1"]) == "F1"
    assert words.listed(["F1", "F2"]) == "F1 and F2"
    assert words.listed(["F1", "F2", "F3"]) == "F1, F2 and F3"


def test_count() -> None:
    assert words.count(1, "table") == "1 table"
    assert words.count(0, "table") == "0 tables"
    assert words.count(5468, "table") == "5,468 tables"
    assert words.count(2, "study", "studies") == "2 studies"


def test_labels_in_whichever_language_there_is(library: Any) -> None:
    study = library.study
    question = study.question("visits_weekly")
    assert words.label(question) == "Do you visit every week?"
    assert words.label(question, "nl") == "Komt u elke week?"
    assert words.label(replace(question, label={"nl": "Komt u?"})) == "Komt u?"
    assert words.label(replace(question, label={})) == "visits_weekly"
    assert words.answer_label(study, question, "dont_know") == "Don't know"
    assert words.answer_label(study, question, "perhaps") == "perhaps"


def test_a_figure_names_its_answers_unless_they_are_the_first_level(library: Any, gemeenten: Any) -> None:
    study = library.study
    names = [words.figure_name(study, figure) for figure in study.figures]
    assert names == [
        "F1 visits_weekly",
        "F2 would_recommend = agree or strongly_agree",
        "F3 services = lending",
        "F4 age",
    ]
    study = gemeenten.study
    assert words.figure_name(study, study.figure("F3")) == "F3 acts_on_orientation = no"
