"""Which rows are respondents: tests, partials and doubles go out by rule, and read = used + removed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from studies import choices, export, question, study_of

from collabstudy.cleaning import RowAccount, clean
from collabstudy.cleaning.rows import used_rows
from collabstudy.errors import StudyError
from collabstudy.importing import TextTable
from collabstudy.study import Responses, Rule, Study

FILLED, TEST = Rule("submitted", filled=True), Rule("language", equals="test")
BRANCH = question("branch", "select_one branch")
LISTS = [choices("branch", "north", "south")]


def with_rules(**rest: object) -> Study:
    return study_of(BRANCH, lists=LISTS, **{"complete_when": FILLED, "test_when": TEST, **rest})


def rows(*texts: str) -> TextTable:
    return export("id|submitted|language|branch", *texts)


def refused(table: TextTable, study: Study) -> list[str]:
    with pytest.raises(StudyError) as caught:
        clean(table, study)
    return [str(fault) for fault in caught.value.faults]


FIVE = rows("a|yes|nl|north", "b||nl|south", "c|yes|test|north", "a|yes|nl|south", "d||test|")


@pytest.mark.parametrize(("duplicates", "kept"), [("keep_first", "north"), ("keep_last", "south")])
def test_a_double_submission(duplicates: str, kept: str) -> None:
    cleaned = clean(FIVE, with_rules(duplicates=duplicates))
    assert cleaned.row_account == RowAccount(read=5, removed={"test": 2, "partial": 1, "double": 1}, used=1)
    assert cleaned.account() == {"read": 5, "removed": {"test": 2, "partial": 1, "double": 1}, "used": 1}
    assert cleaned.responses[["response_id", "branch"]].to_numpy().tolist() == [["a", kept]]


def test_a_double_submission_is_an_error_unless_the_study_says_which_to_keep() -> None:
    table = rows("a|1|nl|north", "b|1|nl|north", "a|1|nl|south", "a|1|nl|north")
    mend = "set duplicates to keep_first or keep_last in study.toml, or remove a row."
    assert refused(table, with_rules()) == [
        f"export.csv, line 4, column 'id': the id of this row stands in line 2 too, with other cells; {mend}",
    ]


def test_a_row_that_came_twice_in_every_cell_is_removed_under_its_own_name() -> None:
    table = rows("a|1|nl|north", "b|1|nl|north", "a|1|nl|north")
    account = clean(table, with_rules()).row_account
    assert account == RowAccount(3, {"test": 0, "partial": 0, "double": 0, "double, identical": 1}, 2)


def test_the_last_of_three() -> None:
    table = rows("a|1|nl|north", "a|1|nl|north", "b|1|nl|north", "a|1|nl|south")
    responses = clean(table, with_rules(duplicates="keep_last")).responses
    assert responses["response_id"].tolist() == ["b", "a"]
    assert responses["branch"].tolist() == ["north", "south"]


def test_blanks_make_no_other_person() -> None:
    assert len(refused(rows("a|1|nl|north", " a |1|nl|south"), with_rules())) == 1
    responses = clean(rows(" a |1|nl|north", "a|1|nl|south"), with_rules(duplicates="keep_first")).responses
    assert responses["response_id"].tolist() == ["a"]


def test_a_test_or_a_partial_makes_no_double() -> None:
    table = rows("a|1|nl|north", "a||nl|south", "a|1|test|south")
    account = clean(table, with_rules()).row_account
    assert (account.used, account.removed) == (1, {"test": 1, "partial": 1, "double": 0})


def test_a_row_without_an_id_is_an_error_only_where_it_would_be_used() -> None:
    table = rows("|1|nl|north", "  |1|nl|south", "||nl|", "|1|test|", "a|1|nl|north")
    mend = "add it, or remove the row by a rule."
    assert refused(table, with_rules(duplicates="keep_last")) == [
        f"export.csv, line 2, column 'id', value '': the row has no id; {mend}",
        f"export.csv, line 3, column 'id', value '': the row has no id; {mend}",
    ]


@pytest.mark.parametrize(
    ("rule", "used"),
    [
        (FILLED, "acd"),
        (Rule("submitted", filled=False), "b"),
        (Rule("submitted", equals="2026-03-02"), "ac"),
        (Rule("submitted", equals="2026", ordinary=("", "2026-03-02", "no")), ""),
        (None, "abcd"),
    ],
)
def test_what_makes_a_response_complete(rule: Rule | None, used: str) -> None:
    table = rows("a|2026-03-02|nl|north", "b| |nl|north", "c| 2026-03-02 |nl|north", "d|no|nl|north")
    study = with_rules(complete_when=rule, test_when=None, ignore_columns=("submitted", "language"))
    cleaned = clean(table, study)
    assert cleaned.responses["response_id"].tolist() == list(used)
    assert cleaned.row_account == RowAccount(4, {"test": 0, "partial": 4 - len(used), "double": 0}, len(used))


def test_a_study_without_rules_uses_every_row() -> None:
    account = clean(export("id|branch", "a|north", "b|"), study_of(BRANCH, lists=LISTS)).row_account
    assert account == RowAccount(2, {"test": 0, "partial": 0, "double": 0}, 2)


def test_a_rule_about_a_column_that_is_not_there() -> None:
    assert refused(export("id|language|branch", "a|nl|north"), with_rules()) == [
        "export.csv, line 1, column 'submitted': a rule of study.toml names no column here;"
        " name a column of the export in study.toml."
    ]


def test_nobody_left() -> None:
    cleaned = clean(rows("a||nl|north"), with_rules())
    assert (len(cleaned.responses), cleaned.row_account.used) == (0, 0)
    assert list(cleaned.responses["branch"].cat.categories) == ["north", "south", "left_empty"]


def test_lines_stay_with_their_rows() -> None:
    table = rows("a||nl|north", "b|1|nl|south", "c|1|nl|nowhere")
    kept, _, _ = used_rows(table, Responses("export.csv", "limesurvey", "response_id", complete_when=FILLED), "id", [])
    assert kept.lines.tolist() == [3, 4]
    (sentence,) = refused(table, with_rules())
    assert sentence.startswith("export.csv, line 4, column 'branch', value 'nowhere'")


SUBMISSION = st.tuples(st.sampled_from("abcd"), st.booleans(), st.booleans(), st.sampled_from(["north", "south", ""]))


@given(st.lists(SUBMISSION, max_size=12), st.sampled_from(["keep_first", "keep_last"]))
def test_read_is_used_and_removed(submissions: list[tuple[str, bool, bool, str]], duplicates: str) -> None:
    texts = [f"{id}|{'1' * done}|{'test' * test}|{branch}" for id, done, test, branch in submissions]
    cleaned = clean(rows(*texts), with_rules(duplicates=duplicates))
    account = cleaned.row_account
    assert account.read == len(submissions) == account.used + sum(account.removed.values())
    assert account.removed["test"] == sum(test for _, _, test, _ in submissions)
    assert account.removed["partial"] == sum(not done and not test for _, done, test, _ in submissions)
    valid = [(id, branch) for id, done, test, branch in submissions if done and not test]
    in_order = valid if duplicates == "keep_last" else list(reversed(valid))
    answers = dict(in_order)  # a later one replaces an earlier one
    assert account.used == len(answers) == len(cleaned.responses)
    found = dict(zip(cleaned.responses["response_id"], cleaned.responses["branch"], strict=True))
    assert found == {id: branch or "left_empty" for id, branch in answers.items()}


@given(st.lists(SUBMISSION, max_size=8))
def test_doubles_are_an_error_just_where_there_are_some(submissions: list[tuple[str, bool, bool, str]]) -> None:
    texts = [f"{id}|{'1' * done}|{'test' * test}|{branch}" for id, done, test, branch in submissions]
    valid = [(id, branch) for id, done, test, branch in submissions if done and not test]
    first = dict(reversed(valid))
    differing = [branch for id, branch in valid if branch != first[id]]
    if differing:
        assert len(refused(rows(*texts), with_rules())) == len(differing)
    else:
        account = clean(rows(*texts), with_rules()).row_account
        assert account.used == len(first)
        assert account.removed.get("double, identical", 0) == len(valid) - len(first)
