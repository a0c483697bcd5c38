"""What cleaning leaves behind: the same responses come back, the file says what they are, no needless writing."""

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from studies import choices, export, in_columns, question, study_of
from support import FIXTURES, ROOT

from collabstudy import Study
from collabstudy.cleaning import clean
from collabstudy.counting import count
from collabstudy.importing import read_export
from collabstudy.processed import read_responses, read_row_account, write_responses

LISTS = [choices("gate", "open", "ajar", "shut"), in_columns(choices("used", "books", "films"))]
STUDY = study_of(
    question("gate", "select_one gate"),
    question("used", "select_multiple used", relevant="${gate} = 'open'"),
    question("age", "integer"),
    question("hours", "decimal"),
    question("born", "date"),
    lists=LISTS,
)
HEADER = "id|gate|used books|used films|age|hours|born"
ROWS = ("1|shut|||30|7,5|2026-03-02", "02||||||", "3|open|X||||")


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COLLABSTUDY_ROOT", str(tmp_path))
    return tmp_path


def files(root: Path) -> dict[str, tuple[int, int, bytes]]:
    folder = root / "data" / "processed" / "small"
    return {
        path.name: (path.stat().st_mtime_ns, path.stat().st_ino, path.read_bytes()) for path in sorted(folder.iterdir())
    }


def test_responses_come_back_as_they_were_with_row_numbers_for_ids() -> None:
    cleaned = clean(export(HEADER, *ROWS), STUDY)
    write_responses(cleaned, STUDY)
    found = read_responses(STUDY)
    assert found is not None
    numbers = pd.Series(["1", "2", "3"], dtype="str")
    pd.testing.assert_frame_equal(found, cleaned.responses.assign(response_id=numbers))


def test_levels_come_back_in_order_with_those_that_nobody_chose() -> None:
    write_responses(clean(export(HEADER, *ROWS), STUDY), STUDY)
    found = read_responses(STUDY)
    assert found is not None
    assert list(found["gate"].cat.categories) == ["open", "ajar", "shut", "left_empty"]
    assert list(found["used.films"].cat.categories) == ["yes", "no", "left_empty", "not_asked"]
    assert found["gate"].cat.ordered
    assert found["used.films"].cat.ordered
    assert found["gate"].tolist() == ["shut", "left_empty", "open"]
    assert (str(found["age"].dtype), str(found["hours"].dtype)) == ("Int64", "Float64")
    assert found["response_id"].tolist() == ["1", "2", "3"]


def test_nobody_comes_back_as_nobody() -> None:
    write_responses(clean(export(HEADER), STUDY), STUDY)
    found = read_responses(STUDY)
    assert found is not None
    assert (len(found), found.columns[0]) == (0, "evidence")
    assert count(found, STUDY)["gate"].levels == {"open": 0, "ajar": 0, "shut": 0}


@pytest.mark.parametrize(("synthetic", "evidence"), [(True, "synthetic"), (False, "responses")])
def test_the_file_says_its_evidence_class(synthetic: bool, evidence: str, root: Path) -> None:
    study = replace(STUDY, synthetic=synthetic)
    write_responses(clean(export(HEADER, *ROWS), study), study)
    folder = root / "data" / "processed" / "small"
    table = pq.read_table(folder / "responses.parquet")
    assert table.schema.metadata[b"collabstudy.evidence"] == evidence.encode()
    assert b"pandas" in table.schema.metadata
    assert table.column_names[0] == "evidence"
    assert set(table.column("evidence").to_pylist()) == {evidence}
    account = json.loads((folder / "row_account.json").read_text(encoding="utf-8"))
    assert account == {
        "evidence": evidence,
        "read": 3,
        "removed": {"test": 0, "partial": 0, "double": 0},
        "used": 3,
    }
    assert read_row_account(study) == account


def test_the_repair_log_is_a_csv_file(root: Path) -> None:
    write_responses(clean(export(HEADER, " 1 |shut|||||", "2|open|X||||"), STUDY), STUDY)
    content = (root / "data" / "processed" / "small" / "repair_log.csv").read_bytes()
    assert content == (
        b"question,repair,before,after,cells\n"
        b"response_id,blanks removed,(not kept),(not kept),1\n"
        b"gate,answer to level,open,open,1\n"
        b"gate,answer to level,shut,shut,1\n"
        b"used,answer to level,X,books: yes,1\n"
    )


def test_what_did_not_change_is_not_written_again(root: Path) -> None:
    write_responses(clean(export(HEADER, *ROWS), STUDY), STUDY)
    before = files(root)
    assert list(before) == ["repair_log.csv", "responses.parquet", "row_account.json"]
    write_responses(clean(export(HEADER, *ROWS), STUDY), STUDY)
    assert files(root) == before


def test_what_changed_is_written_again(root: Path) -> None:
    write_responses(clean(export(HEADER, *ROWS), STUDY), STUDY)
    before = files(root)
    write_responses(clean(export(HEADER, ROWS[0].replace("30", "31"), *ROWS[1:]), STUDY), STUDY)
    after = files(root)
    assert [name for name in before if before[name] != after[name]] == ["responses.parquet"]


def test_another_evidence_class_is_another_file(root: Path) -> None:
    write_responses(clean(export(HEADER), STUDY), STUDY)
    before = files(root)
    synthetic = replace(STUDY, synthetic=True)
    write_responses(clean(export(HEADER), synthetic), synthetic)
    after = files(root)
    changed = [name for name in before if before[name][2] != after[name][2]]
    assert changed == ["responses.parquet", "row_account.json"]


@pytest.mark.parametrize("folder", [FIXTURES / "library", ROOT / "data" / "raw" / "gemeenten"])
def test_a_whole_study_comes_back(folder: Path) -> None:
    study = Study.load(folder)
    assert study.responses is not None
    cleaned = clean(read_export(folder / study.responses.file)[0], study)
    write_responses(cleaned, study)
    found = read_responses(study)
    assert found is not None
    numbers = pd.Series([str(number + 1) for number in range(len(found))], dtype="str")
    pd.testing.assert_frame_equal(found, cleaned.responses.assign(response_id=numbers))


def test_before_cleaning_it_is_said_what_to_run() -> None:
    with pytest.raises(FileNotFoundError, match="responses are not cleaned yet; run 01_cleaning or `make"):
        read_responses(STUDY)
    assert read_row_account(STUDY) is None


def test_a_report_has_no_responses_even_where_a_file_lies() -> None:
    write_responses(clean(export(HEADER, *ROWS), STUDY), STUDY)
    report = replace(STUDY, responses=None)
    assert read_responses(report) is None
    assert read_row_account(report) is None
