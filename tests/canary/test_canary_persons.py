"""What names a person in a column that is kept: in an answer of one's own, in an id, in a text that no level has."""

import contextlib
from dataclasses import replace
from pathlib import Path

import pytest
from hostile import Canary, canaries
from looking import found_in
from studies import choices, question, study_of

from collabstudy.cleaning import clean
from collabstudy.errors import StudyError
from collabstudy.importing import TextTable
from collabstudy.processed import write_responses
from collabstudy.reporting import tables
from collabstudy.reporting.show import bundle
from collabstudy.study import OTHER_TEXT, Study

PATTERNED = [canary for canary in canaries() if canary.kind != "name"]  # nothing tells a name from another answer


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of its own."""
    (tmp_path / "data" / "raw").mkdir(parents=True)
    monkeypatch.setenv("COLLABSTUDY_ROOT", str(tmp_path))
    return tmp_path


def closed() -> Study:
    """A study of real responses with one question, to which one may answer in words of one's own."""
    levels = choices("town", "ede", "other", raw={"other": OTHER_TEXT})
    study = study_of(question("town", "select_one town"), question("remark", "text"), lists=[levels])
    return replace(study, synthetic=False, respondents=12, folder=Path("closed"))


def cleaned(place: Path, study: Study, rows: list[tuple[str, str, str]]) -> str:
    """Everything that cleaning shows and leaves behind, with the names of the files that hold something."""
    table = TextTable.of("export.csv", ("id", "town", "remark"), rows, range(2, len(rows) + 2))
    found = clean(table, study)
    write_responses(found, study)
    (place / "shown.txt").write_text(
        str([bundle(tables.repair_table(found, study), "r"), bundle(tables.account_table(found, study), "a")]),
        encoding="utf-8",
    )
    return str(place)


def rows(canary: Canary, at: int) -> list[tuple[str, str, str]]:
    """Twelve records, of which one holds the canary in that column."""
    plain = [(f"r{person}", "ede", "") for person in range(12)]
    record = list(plain[3])
    record[at] = canary.text
    return [*plain[:3], (record[0], record[1], record[2]), *plain[4:]]


@pytest.mark.parametrize("canary", canaries(), ids=lambda canary: canary.kind)
def test_free_text_is_kept_nowhere(canary: Canary, place: Path) -> None:
    cleaned(place, closed(), rows(canary, 2))
    assert found_in(place, canary.search) == []


@pytest.mark.parametrize("canary", canaries(), ids=lambda canary: canary.kind)
def test_words_of_ones_own_are_kept_nowhere(canary: Canary, place: Path) -> None:
    with contextlib.suppress(StudyError):  # refusing it is as good
        cleaned(place, closed(), rows(canary, 1))
    assert found_in(place, canary.search) == []


@pytest.mark.parametrize("canary", canaries(), ids=lambda canary: canary.kind)
def test_an_id_that_names_a_person_is_kept_nowhere(canary: Canary, place: Path) -> None:
    with contextlib.suppress(StudyError):  # refusing it is as good
        cleaned(place, closed(), rows(canary, 0))
    assert found_in(place, canary.search) == []


@pytest.mark.parametrize("canary", PATTERNED, ids=lambda canary: canary.kind)
def test_an_answer_that_no_level_has_is_not_repeated(canary: Canary, place: Path) -> None:
    study = replace(closed(), choices={"town": choices("town", "ede", "epe")})
    with pytest.raises(StudyError) as caught:
        cleaned(place, study, rows(canary, 1))
    assert canary.search not in str(caught.value).lower()
