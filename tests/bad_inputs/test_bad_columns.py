"""One test a row of tests/reference/bad_inputs.csv: columns and rows that must not be mistaken for others."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from studies import change, choices, copied, export, forget_hash, question, study_of
from support import Run

from collabstudy.checking import check_study
from collabstudy.cleaning import RowAccount, clean
from collabstudy.errors import StudyError
from collabstudy.importing import TextTable
from collabstudy.study import Rule, Study

GATES = choices("gate", "open", "shut")
GATE = replace(question("gate", "select_one gate", column="Q7"), line=9)
AGE = replace(question("age", "integer", column="Q8"), line=10)


def refused(table: TextTable, study: Study) -> list[str]:
    with pytest.raises(StudyError) as caught:
        clean(table, study)
    return [str(fault) for fault in caught.value.faults]


def test_b032_codebook_column_absent_from_export() -> None:
    study = study_of(GATE, AGE, lists=[GATES], ignore_columns=("q 7", "other"))
    assert refused(export("id|other", "1|x"), study) == [
        "export.csv, line 1, column 'Q7': the export has no such column;"
        " correct the column of 'gate' in line 9 of questions.csv.",
        "export.csv, line 1, column 'Q8': the export has no such column;"
        " correct the column of 'age' in line 10 of questions.csv.",
    ]
    first, *_ = refused(export("id|q7.|Q8", "1|open|3"), study)
    assert first == (
        "export.csv, line 1, column 'Q7': the export has no such column;"
        " correct the column of 'gate' in line 9 of questions.csv; the closest is 'q7.'."
    )


def test_b032_two_columns_with_the_header_of_the_codebook() -> None:
    first, *_ = refused(export("id|Q7 [1]|Q7 [2]", "1|open|shut"), study_of(GATE, lists=[GATES]))
    assert first == (
        "export.csv, line 1, column 'Q7': two columns have the same header;"
        " correct the column of 'gate' in line 9 of questions.csv: write 'Q7 [1]' or 'Q7 [2]'."
    )


def test_b032_on_the_command_line(tmp_path: Path, collabstudy: Run) -> None:
    folder = copied("library", tmp_path)
    forget_hash(folder)
    change(folder, "responses.csv", "q2. Aanraden", "q2. Aanraden?")
    done = collabstudy("check", str(folder))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "collabstudy: responses.csv, line 1, column 'q2. Aanraden': the export has no such column;"
        " correct the column of 'would_recommend' in line 4 of questions.csv; the closest is 'q2. Aanraden?'.",
        "responses.csv, line 1, column 'q2. Aanraden?': no question reads this column;"
        " map it in questions.csv, or list it under ignore_columns in study.toml.",
    ]


def test_b033_export_column_not_in_codebook() -> None:
    table = export("id|Q7|weather|RecipientEmail|IPAddress|Achternaam|spelling", "1|open|fine|a@b.nl|192.0.2.1|X|y")
    sentences = refused(table, study_of(GATE, lists=[GATES]))
    assert [sentence.split("column ")[1].split(":")[0] for sentence in sentences] == [
        *("'RecipientEmail'", "'IPAddress'", "'Achternaam'", "'weather'", "'spelling'"),
    ]
    mend = "map it in questions.csv, or list it under ignore_columns in study.toml."
    assert sentences[0].endswith(f"no question reads this column; it may hold personal data; {mend}")
    assert sentences[3].endswith(f"no question reads this column; {mend}")
    assert "a@b.nl" not in "".join(sentences)


def test_b035_question_order_changed() -> None:
    study = study_of(GATE, AGE, lists=[GATES])
    first = clean(export("id|Q7|Q8", "1|open|30", "2|shut|40"), study)
    second = clean(export("Q8|id|Q7", "30|1|open", "40|2|shut"), study)
    pd.testing.assert_frame_equal(first.responses, second.responses)


def test_b044_duplicate_respondent_id() -> None:
    study = study_of(GATE, lists=[GATES])
    account = clean(export("id|Q7", "1|open", "2|open", "1|open"), study).row_account
    assert account == RowAccount(3, {"test": 0, "partial": 0, "double": 0, "double, identical": 1}, 2)
    assert refused(export("id|Q7", "1|open", "2|open", "1|shut"), study) == [
        "export.csv, line 4, column 'id': the id of this row stands in line 2 too, with other cells;"
        " set duplicates to keep_first or keep_last in study.toml, or remove a row."
    ]


def test_b045_equal_answers_under_different_ids(tmp_path: Path) -> None:
    folder = copied("library", tmp_path)
    forget_hash(folder)
    before = check_study(folder)
    lines = (folder / "responses.csv").read_bytes().splitlines(keepends=True)
    again = lines[1].replace(b'"1";', b'"99";', 1)
    (folder / "responses.csv").write_bytes(b"".join([*lines, again]))
    change(folder, "study.toml", "respondents = 12", "respondents = 13")
    after = check_study(folder)
    assert not [line for line in before if "another id" in line]
    assert "responses.csv: 15 rows read, 13 used, removed: 1 test, 1 partial, 0 double." in after
    assert (
        "responses.csv: 1 row has the same answers as an earlier row under another id; nothing is removed for that."
        in after
    )


def test_b046_preview_and_test_responses() -> None:
    rule = Rule("Status", equals=("Survey Preview", "Survey Test"))
    study = study_of(GATE, lists=[GATES], test_when=rule)
    header = "id|Status|Q7"
    rows = ("1|IP Address|open", "2|Survey Preview|shut", "3|Survey Test|shut")
    assert clean(export(header, *rows), study).row_account == RowAccount(3, {"test": 2, "partial": 0, "double": 0}, 1)
    assert refused(export(header, *rows, "4|Spam|open", "5|Spam|open"), study) == [
        "export.csv, line 5, column 'Status', value 'Spam': neither a test nor an ordinary status (2 rows);"
        " name it under `equals` or under `ordinary` in test_when of study.toml."
    ]
    wider = replace(rule, ordinary=("IP Address", "Spam"))
    assert (
        clean(export(header, *rows, "4|Spam|open"), study_of(GATE, lists=[GATES], test_when=wider)).row_account.used
        == 2
    )


@pytest.mark.parametrize(
    ("column", "finished", "not_finished", "rule"),
    [
        ("submitdate", "2026-03-02", "", "filled = true"),
        ("Finished", "True", "False", 'equals = "True"'),
        ("Finished", "1", "0", 'equals = "1"'),
        ("Progress", "100", "29", 'equals = "100"'),
        ("Status", "Complete", "Partial", 'equals = "Complete"'),
    ],
)
def test_b047_partial_responses(column: str, finished: str, not_finished: str, rule: str) -> None:
    header = f"id|{column}|Q7"
    rows = (f"1|{finished}|open", f"2|{not_finished}|", f"3|{not_finished}|shut")
    undecided = study_of(GATE, lists=[GATES], ignore_columns=(column,))
    assert refused(export(header, *rows), undecided) == [
        f"export.csv, line 3, column {column!r}, value {not_finished!r}: 2 of 3 rows look partial, and study.toml does"
        f' not say whether they count; declare complete_when = {{ column = "{column}", {rule} }} under [responses] in'
        ' study.toml, and partials = "keep" if such rows stay.'
    ]
    assert clean(export(header, rows[0]), undecided).row_account.used == 1
    complete = Rule(column, filled=True) if "filled" in rule else Rule(column, equals=finished)
    removing = clean(export(header, *rows), study_of(GATE, lists=[GATES], complete_when=complete))
    assert removing.row_account == RowAccount(3, {"test": 0, "partial": 2, "double": 0}, 1)
    keeping = clean(export(header, *rows), study_of(GATE, lists=[GATES], complete_when=complete, partials="keep"))
    assert keeping.row_account == RowAccount(3, {"test": 0, "partial": 0, "double": 0}, 3, 2)
    assert keeping.responses["gate"].tolist() == ["open", "not_seen", "shut"]


def test_b048_more_respondents_than_invited() -> None:
    table = export("id|Q7", *(f"{number}|open" for number in range(5)))
    study = replace(study_of(GATE, lists=[GATES]), respondents=3, invited=(4, 4))
    assert refused(table, study) == [
        "export.csv: 5 rows count as respondents, and 4 were invited; correct invited, or the rules that remove rows."
    ]
    assert refused(table, replace(study, invited=(9, 9))) == [
        "export.csv: 5 rows count as respondents, and study.toml says 3;"
        " correct respondents, or the rules that remove rows."
    ]
