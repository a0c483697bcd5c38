"""What tools write of a row as a whole: a value that no rule expects stops the run instead of costing a respondent."""

import pytest
from studies import choices, export, question, study_of

from collabstudy.cleaning import clean
from collabstudy.errors import StudyError
from collabstudy.importing import Field, TextTable
from collabstudy.study import Rule, Study

BRANCH = question("branch", "select_one branch")
LISTS = [choices("branch", "north", "south")]


def study(**responses: object) -> Study:
    return study_of(BRANCH, lists=LISTS, **{"format": "qualtrics", **responses})


def refused(table: TextTable, study: Study) -> list[str]:
    with pytest.raises(StudyError) as caught:
        clean(table, study)
    return [str(fault) for fault in caught.value.faults]


def finished(*cells: str) -> TextTable:
    return export("id|Finished|branch", *(f"{number}|{cell}|north" for number, cell in enumerate(cells)))


def test_a_spreadsheet_program_that_changed_the_word_for_complete() -> None:
    """Excel makes ``WAHR`` of ``Wahr``: those rows were complete, and none of them may go as partial."""
    rule = Rule("Finished", equals="Wahr")
    assert refused(finished("Wahr", "WAHR", "Falsch", "WAHR"), study(complete_when=rule)) == [
        "export.csv, line 3, column 'Finished', value 'WAHR': neither complete nor known as incomplete (2 rows);"
        " name it under `equals` or under `ordinary` in complete_when of study.toml; `ordinary` then lists Falsch too."
    ]
    wider = Rule("Finished", equals=("Wahr", "WAHR"))
    assert clean(finished("Wahr", "WAHR", "Falsch"), study(complete_when=wider)).row_account.used == 2


@pytest.mark.parametrize(
    ("complete", "incomplete"),
    [
        *(("Wahr", "FALSCH"), ("Waar", "Onwaar"), ("True", "false"), ("Verdadero", "Falso"), ("1", "0")),
        *(("Complete", "Partial"), ("Ja", "Nee"), ("100", "99"), ("100", "0"), ("True", "")),
    ],
)
def test_a_usual_word_for_incomplete_needs_no_declaration(complete: str, incomplete: str) -> None:
    account = clean(finished(complete, incomplete), study(complete_when=Rule("Finished", equals=complete))).row_account
    assert (account.used, account.removed["partial"]) == (1, 1)


@pytest.mark.parametrize(("complete", "cell"), [("100", "101"), ("100", "2026-03-01"), ("True", "1"), ("True", "nl")])
def test_a_shifted_row_is_no_partial(complete: str, cell: str) -> None:
    (sentence,) = refused(finished(complete, cell), study(complete_when=Rule("Finished", equals=complete)))
    assert sentence.startswith(f"export.csv, line 3, column 'Finished', value {cell!r}: neither complete nor known")


def test_ordinary_values_of_a_rule_for_complete_rows_are_the_only_ones_left() -> None:
    rule = Rule("Finished", equals="True", ordinary=("Screened out",))
    assert clean(finished("True", "Screened out"), study(complete_when=rule)).row_account.removed["partial"] == 1
    (sentence,) = refused(finished("True", "Screened out", "False"), study(complete_when=rule))
    assert "line 4, column 'Finished', value 'False': neither complete nor known as incomplete (1 row)" in sentence


def test_a_test_may_hold_any_word_there() -> None:
    rules = {"complete_when": Rule("Finished", equals="True"), "test_when": Rule("id", equals="0")}
    assert clean(finished("preview", "True"), study(**rules)).row_account.removed["test"] == 1


def test_a_rule_on_the_wrong_column_makes_a_report_that_ends() -> None:
    table = finished(*(f"text {number}" for number in range(30)))
    sentences = refused(table, study(complete_when=Rule("Finished", equals="True")))
    assert len([sentence for sentence in sentences if "neither complete" in sentence]) == 21
    assert "10 more values are neither complete nor known as incomplete (10 rows)" in sentences[20]


def statuses(header: str, *cells: str) -> TextTable:
    return export(f"id|{header}|branch", *(f"{number}|{cell}|north" for number, cell in enumerate(cells)))


@pytest.mark.parametrize(
    ("header", "ordinary", "preview"),
    [
        *(("Status", "IP Address", "Survey Preview"), ("Status", "0", "1")),
        ("Antworttyp", "IP-Adresse", "Umfragevorschau"),
        *(("Status", "Dirección IP", "Vista previa"), ("Responstype", "IP-adres", "Spam")),
    ],
)  # fmt: skip
def test_a_preview_is_seen_without_a_rule(header: str, ordinary: str, preview: str) -> None:
    undeclared = study(ignore_columns=(header,))
    assert refused(statuses(header, ordinary, preview), undeclared) == [
        f"export.csv, line 3, column {header!r}, value {preview!r}: neither a test nor an ordinary status (1 row);"
        f' declare test_when = {{ column = "{header}", equals = [...], ordinary = [...] }} in study.toml.'
    ]
    assert clean(statuses(header, ordinary, ordinary), undeclared).row_account.used == 2
    declared = study(test_when=Rule(header, equals=preview))
    assert clean(statuses(header, ordinary, preview), declared).row_account.removed["test"] == 1


def test_every_row_a_preview() -> None:
    (sentence,) = refused(statuses("Status", "Survey Preview", "Survey Preview"), study(ignore_columns=("Status",)))
    assert "neither a test nor an ordinary status (2 rows)" in sentence


def test_tests_by_another_column_leave_the_status_to_be_checked() -> None:
    table = export("id|Status|DistributionChannel|branch", "1|IP Address|anonymous|north", "2|Survey Preview|preview|")
    rule = Rule("DistributionChannel", equals="preview")
    assert clean(table, study(test_when=rule, ignore_columns=("Status",))).row_account.used == 1
    spam = export("id|Status|DistributionChannel|branch", "1|IP Address|anonymous|north", "2|Spam|anonymous|south")
    (sentence,) = refused(spam, study(test_when=rule, ignore_columns=("Status",)))
    assert "line 3, column 'Status', value 'Spam'" in sentence


def test_the_status_of_another_tool_is_not_that_of_qualtrics() -> None:
    table = statuses("Status", "Complete", "Complete")
    assert clean(table, study(format="alchemer", ignore_columns=("Status",))).row_account.used == 2


def test_a_legacy_export_says_in_its_second_row_which_column_is_the_status() -> None:
    fields = [Field("V1", "ResponseID"), Field("V7", "Status"), Field("Q1", "Waar werkt u?")]
    one = study_of(question("branch", "select_one branch", column="Q1"), lists=LISTS, format="qualtrics")
    ids = question("response_id", "id", column="V1")
    legacy = type(one)(**{**vars(one), "questions": (ids, *one.questions[1:])})
    table = TextTable.of("export.csv", fields, [("a", "0", "north"), ("b", "1", "south")], [3, 4])
    assert any("line 4, column 'V7', value '1': neither a test" in sentence for sentence in refused(table, legacy))
