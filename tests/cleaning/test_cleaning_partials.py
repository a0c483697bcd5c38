"""Rows that look partial stop a study without a rule for them, in whatever language the tool wrote its headers."""

import pytest
from studies import choices, export, question, study_of

from collabstudy.cleaning import clean, partials
from collabstudy.errors import StudyError
from collabstudy.importing import Field, TextTable
from collabstudy.study import Responses, Rule

BRANCH = question("branch", "select_one branch")
LISTS = [choices("branch", "north", "south")]


@pytest.mark.parametrize(
    ("header", "done", "open_ended", "rule"),
    [
        *((header, "2026-03-02", "", "filled = true") for header in (
            "Datum verstuurd", "Date submitted", "submitdate. Datum verstuurd", "submitdate. Datum verzonden",
            "SUBMITDATE", "Datum  Abgeschickt",
        )),
        ("Voltooid", "Waar", "Onwaar", 'equals = "Waar"'),
        ("Fertig", "WAHR", "FALSCH", 'equals = "WAHR"'),
        ("Finished", "true", "false", 'equals = "true"'),
        ("Finalizado", "Verdadero", "Falso", 'equals = "Verdadero"'),
        ("Voortgang", "100", "40", 'equals = "100"'),
        ("Fortschritt", "100", "0", 'equals = "100"'),
    ],
)  # fmt: skip
def test_partials_are_seen_under_any_header_of_the_tool(header: str, done: str, open_ended: str, rule: str) -> None:
    study = study_of(BRANCH, lists=LISTS, ignore_columns=(header,))
    table = export(f"id|{header}|branch", f"1|{done}|north", f"2|{open_ended}|south")
    with pytest.raises(StudyError) as caught:
        clean(table, study)
    (sentence,) = [str(fault) for fault in caught.value.faults]
    assert sentence.startswith(f"export.csv, line 3, column {header!r}, value {open_ended!r}: 1 of 2 rows look partial")
    assert f'declare complete_when = {{ column = "{header}", {rule} }} under [responses]' in sentence
    assert clean(export(f"id|{header}|branch", f"1|{done}|north"), study).row_account.used == 1


def test_a_legacy_export_says_in_its_second_row_which_column_it_is() -> None:
    fields = [Field("V1", "ResponseID"), Field("V10", "Finished"), Field("Q1", "Finished")]
    table = TextTable.of("export.csv", fields, [("a", "1", "0"), ("b", "0", "1")], [3, 4])
    (fault,) = partials.undeclared(table, Responses("export.csv", "qualtrics", "id"))
    assert (fault.line, fault.column, fault.value) == (4, "V10", "0")
    assert 'complete_when = { column = "V10", equals = "1" }' in (fault.mend or "")


def test_a_test_that_was_not_finished_is_no_partial() -> None:
    table = export("id|Datum verstuurd|branch", "1|2026-03-02|north", "test||south")
    rule = Rule("id", equals="test")
    assert partials.undeclared(table, Responses("export.csv", "limesurvey", "id", test_when=rule)) == []
