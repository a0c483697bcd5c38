"""Personal data where answers are expected is refused; what is not an answer is neither said, logged nor written."""

from pathlib import Path

import pytest
from studies import choices, export, in_columns, question, refused, study_of

from collabstudy.cleaning import clean
from collabstudy.cleaning.personal_cells import personal_notes
from collabstudy.processed import write_responses
from collabstudy.study import Question

YN = choices("yn", "yes", "no", raw={"yes": "Ja", "no": "Nee"})
OWN = choices("own", "yes", "other", raw={"yes": "Ja", "other": "*"})
NAME, PHONE, MAIL = "Zwaantje Brouwer-Quist", "06-12345678", "z.quist@post.example.org"


@pytest.mark.parametrize(
    ("asked", "cell", "kind"),
    [
        (question("q", "select_one yn"), f"Ja, bel {PHONE}", "a telephone number"),
        (question("q", "select_one own"), f"Anders: {MAIL}", "an e-mail address"),
        (question("q", "select_multiple yn", separator=";"), f"Ja;{MAIL}", "an e-mail address"),
        (question("q", "integer"), "0612345678", "a telephone number"),
        (question("q", "decimal"), "192.0.2.146", "an IP address"),
        (question("q", "date"), f"2026-03-02 ({MAIL})", "an e-mail address"),
        (question("q", "select_one yn"), "BSN 111222333", "a citizen service number"),
        (question("q", "select_one yn"), "NL91ABNA0417164300", "a bank account"),
    ],
)
def test_a_cell_that_holds_personal_data_is_named_once_and_not_said(asked: Question, cell: str, kind: str) -> None:
    fill = {"date": "2026-03-02", "integer": "3", "decimal": "3"}.get(asked.type, "Ja")
    table = export("id|q", f"1|{fill}", f"2|{cell}", *(f"{row}|{fill}" for row in range(3, 6)))
    assert refused(table, study_of(asked, lists=[YN, OWN])) == [
        f"export.csv, line 3, column 'q': the cell holds what looks like {kind}; take it out of the export: an answer"
        " is no place for who somebody is."
    ]


@pytest.mark.parametrize("digit", ["3", "4"])
def test_a_column_of_service_numbers_is_told_by_their_check(digit: str) -> None:
    """111222333 and 123456782 pass the eleven-test by hand; 111222334 and 123456783 do not."""
    numbers = ("111222333", "123456782") if digit == "3" else ("111222334", "123456783")
    table, study = export("id|q", f"1|{numbers[0]}", f"2|{numbers[1]}"), study_of(question("q", "integer"))
    if digit == "4":
        assert clean(table, study).responses["q"].tolist() == [int(number) for number in numbers]
        return
    (sentence,) = refused(table, study)
    assert sentence.startswith(
        "export.csv, line 2, column 'q': the cells of this column hold what looks like a citizen"
    )
    assert "ignore_columns" in sentence


def test_a_column_of_postcodes_as_answers_is_named() -> None:
    table, study = (
        export("id|q", "1|1234 AB", "2|Ja", "3|1235 xy"),
        study_of(question("q", "select_one yn"), lists=[YN]),
    )
    first, *_ = refused(table, study)
    assert first.startswith("export.csv, line 2, column 'q': the cells of this column hold what looks like a postcode;")


def test_a_text_of_ones_own_is_neither_said_nor_logged() -> None:
    gate = question("gate", "select_one yn")
    own = question("q", "select_one own", relevant="${gate} = 'yes'")
    study = study_of(gate, own, lists=[YN, OWN])
    (sentence,) = refused(export("id|gate|q", f"1|Nee|{NAME}"), study)
    assert "a value of 22 characters, letters, blanks and a hyphen: an answer where" in sentence
    assert NAME not in sentence
    log = clean(export("id|gate|q", f"1|Ja| {NAME} ", "2|Ja| Ja "), study).repair_log
    assert "Brouwer" not in log.to_csv()
    assert ("blanks removed", " Ja ", "Ja") in list(zip(log["repair"], log["before"], log["after"], strict=True))


@pytest.mark.parametrize(("length", "said"), [(20, True), (21, False)])
def test_a_mark_of_more_than_twenty_characters_is_somebodys_own_text(length: int, said: bool) -> None:
    used = question("used", "select_multiple yn")
    study = study_of(used, lists=[in_columns(YN)])
    (sentence,) = refused(export("id|yn yes|yn no", f"1|{'x' * length}|"), study)
    assert (f"value '{'x' * length}'" in sentence) is said


@pytest.mark.parametrize("type_", ["id", "integer", "decimal", "date"])
def test_of_other_columns_no_value_is_said(type_: str) -> None:
    asked = question("q", "date" if type_ == "id" else type_)
    cell = "\u200bZwaantje" if type_ == "id" else "Zwaantje 17"
    table = export("id|q", f"{cell if type_ == 'id' else 1}|{'' if type_ == 'id' else cell}")
    sentences = refused(table, study_of(asked))
    assert sentences
    assert not [sentence for sentence in sentences if "Zwaantje" in sentence or "17" in sentence]


def test_only_columns_of_the_codebook_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names stand in an id, a dropped column and free text; a column that nothing names stops the run."""
    monkeypatch.setenv("COLLABSTUDY_ROOT", str(tmp_path))
    asked = [question("q", "select_one yn"), question("n", "integer"), question("remark", "text")]
    header, row = "id|q|n|remark|naam", f"{MAIL}|Ja| 7 |Groet van {NAME}, {PHONE}|{NAME}"
    (sentence,) = refused(export(header, row), study_of(*asked, lists=[YN]))
    assert sentence.startswith("export.csv, line 1, column 'naam': no question reads this column; it may hold personal")
    study = study_of(*asked, lists=[YN], ignore_columns=("naam",))
    write_responses(clean(export(header, row), study), study)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"responses.parquet", "repair_log.csv", "row_account.json"}
    for path in files:
        content = path.read_bytes()
        assert not [text for text in (NAME, "Brouwer", PHONE, MAIL, "quist") if text.encode() in content], path


def test_check_notes_what_ids_and_free_text_hold() -> None:
    study = study_of(question("remark", "text"))
    table = export("id|remark", f"{MAIL}|niets", f"b{MAIL}|bel {PHONE}")
    assert personal_notes(table, study) == [
        "column 'id' of the question 'response_id' holds what looks like an e-mail address;"
        " row numbers stand in its place.",
        "column 'remark' of the question 'remark' holds what looks like a telephone number; free text is never kept.",
    ]
    assert personal_notes(export("id|remark", "1|niets"), study) == []
