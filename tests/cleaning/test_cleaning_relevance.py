"""Who was asked a question: the few forms of XLSForm that are read, and every other one refused."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from studies import choices, export, in_columns, ordered, question, study_of

from collabstudy.cleaning import clean
from collabstudy.cleaning.relevance import RelevanceError, asked
from collabstudy.errors import StudyError

ANSWERS = {
    "gate": ordered(["open", "shut", "left_empty", "open", "dont_know"], ["open", "shut", "dont_know", "left_empty"]),
    "day": ordered(["mon", "mon", "tue", "tue", "not_asked"], ["mon", "tue", "left_empty", "not_asked"]),
    "used.books": ordered(["yes", "no", "left_empty", "no", "yes"], ["yes", "no", "left_empty"]),
}


@pytest.mark.parametrize(
    ("expression", "who"),
    [
        ("", "11111"),
        ("  ", "11111"),
        ("${gate} = 'open'", "10010"),
        ("  ${gate}='open'  ", "10010"),
        ("${gate} != 'open'", "01101"),
        ("${gate} = 'left_empty'", "00100"),
        ("selected(${used}, 'books')", "10001"),
        ("selected( ${used} ,'books' )", "10001"),
        ("${gate} = 'open' and ${day} = 'tue'", "00010"),
        ("${gate} = 'open' or ${day} = 'mon'", "11010"),
        ("${gate} = 'open' and ${day} = 'mon' and selected(${used}, 'books')", "10000"),
        ("${gate} = 'shut' or ${gate} = 'dont_know' or selected(${used}, 'books')", "11001"),
        ("${gate} != 'open' and ${gate} != 'shut'", "00101"),
        ("${gate} = 'open' and ${gate} = 'shut'", "00000"),
    ],
)
def test_who_was_asked(expression: str, who: str) -> None:
    assert asked(expression, ANSWERS, 5) == [person == "1" for person in who]


@pytest.mark.parametrize(
    ("expression", "what"),
    [
        ("${gate} = 'open' and ${day} = 'mon' or ${day} = 'tue'", "and and or stand together"),
        ("${door} = 'open'", "'door' is no earlier question"),
        ("selected(${used}, 'films')", "'used.films' is no earlier question"),
        ("${used} = 'books'", "'used' is no earlier question"),
        ("${gate} = 'Open'", "'Open' is no level of 'gate'"),
        ("${gate} != 'opne'", "'opne' is no level of 'gate'"),
        ("${day} != ''", "'' is no level of 'day'"),
        ("${gate} == 'open'", "is not understood"),
        ("${gate} = open", "is not understood"),
        ('${gate} = "open"', "is not understood"),
        ("gate = 'open'", "is not understood"),
        ("${gate} > '3'", "is not understood"),
        ("not(${gate} = 'open')", "is not understood"),
        ("(${gate} = 'open')", "is not understood"),
        ("${gate} = 'open' and", "'' is not understood"),
        ("or ${gate} = 'open'", "'' is not understood"),
        ("${gate} = 'open' AND ${day} = 'mon'", "is not understood"),
        ("${gate} = 'open' ${day} = 'mon'", "is not understood"),
        ("true", "is not understood"),
    ],
)
def test_what_is_refused(expression: str, what: str) -> None:
    with pytest.raises(RelevanceError) as caught:
        asked(expression, ANSWERS, 5)
    assert what in str(caught.value)


def test_nobody_there() -> None:
    empty = {"gate": ordered([], ["open"])}
    assert asked("${gate} = 'open'", empty, 0) == []


@given(st.lists(st.sampled_from(["open", "shut"]), max_size=9), st.lists(st.sampled_from(["open", "shut"]), max_size=3))
def test_and_and_or_are_those_of_logic(found: list[str], wanted: list[str]) -> None:
    answers = {"gate": pd.Categorical(found, categories=["open", "shut"])}
    terms = [f"${{gate}} = '{answer}'" for answer in wanted]
    if terms:
        both = [all(answer == want for want in wanted) for answer in found]
        either = [any(answer == want for want in wanted) for answer in found]
        assert asked(" and ".join(terms), answers, len(found)) == both
        assert asked(" or ".join(terms), answers, len(found)) == either


GATES = choices("gate", "open", "shut")
OPTIONS = in_columns(choices("used", "books", "films"))
GATE, USED = question("gate", "select_one gate"), question("used", "select_multiple used")


def test_several_answers_lead_to_a_question() -> None:
    which = question("which", "integer", relevant="selected(${used}, 'books')")
    table = export("id|used books|used films|which", "1|X||3", "2||X|", "3|||", "4|X|X|")
    responses = clean(table, study_of(USED, which, lists=[OPTIONS])).responses
    assert responses["which.missing"].tolist() == ["answered", "not_asked", "not_asked", "left_empty"]


def test_who_was_not_asked_the_first_was_not_asked_what_follows_from_it() -> None:
    second = question("second", "select_one gate", relevant="${gate} = 'open'")
    third = question("third", "select_one gate", relevant="${second} = 'open'")
    table = export("id|gate|second|third", "1|open|open|shut", "2|open|shut|", "3|shut||")
    responses = clean(table, study_of(GATE, second, third, lists=[GATES])).responses
    assert responses["third"].tolist() == ["shut", "not_asked", "not_asked"]


@pytest.mark.parametrize(
    "expression",
    [
        "${later} = 'open'",
        "${itself} = 'open'",
        "${evidence} = 'responses'",
        "${response_id} = '1'",
        "${age} = '30'",
        "selected(${age}, 'missing')",
        "${born} = '2026-03-02'",
        "${remark} = 'x'",
    ],
)
def test_only_an_earlier_question_with_given_answers_can_lead_to_another(expression: str) -> None:
    itself = question("itself", "select_one gate", relevant=expression)
    free = [question("age", "integer"), question("born", "date"), question("remark", "text")]
    study = study_of(*free, itself, question("later", "select_one gate"), lists=[GATES])
    with pytest.raises(StudyError) as caught:
        clean(export("id|age|born|remark|itself|later", "1|30|2026-03-02|x|open|open"), study)
    (sentence,) = (str(fault) for fault in caught.value.faults)
    assert sentence.startswith("questions.csv, line 0, column 'relevant', value ")
    assert sentence.endswith("is no earlier question with given answers.")


def test_a_refused_expression_comes_in_the_list_with_the_other_faults() -> None:
    second = question("second", "select_one gate", relevant="${gate} > 'open'")
    with pytest.raises(StudyError) as caught:
        clean(export("id|gate|second", "1|ajar|open"), study_of(GATE, second, lists=[GATES]))
    assert [fault.column for fault in caught.value.faults] == ["relevant", "gate"]
