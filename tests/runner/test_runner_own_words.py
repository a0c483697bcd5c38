"""What people wrote into a study of real responses: an address or a name in it is told of before anything runs."""

from pathlib import Path

import pytest
from studies import change, library_with_a_name

from collabstudy import Study
from collabstudy.checking import check_study, refuse_faulty
from collabstudy.errors import StudyError
from collabstudy.runner.scan import scan

NAME = "Zwaantje O'Brouwer-Quist"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The library's real responses, with a name in a column that is dropped."""
    monkeypatch.setenv("COLLABSTUDY_ROOT", str(tmp_path))
    return library_with_a_name(tmp_path / "data" / "raw", NAME)


def paraphrased(folder: Path, text: str) -> None:
    (folder / "paraphrases.csv").write_text(
        f"question,paraphrase,approved_by\nremark,Longer hours,B. Reader\nremark,{text},B. Reader\n", encoding="utf-8"
    )


def refused(folder: Path) -> list[str]:
    with pytest.raises(StudyError) as caught:
        check_study(folder)
    with pytest.raises(StudyError) as before:
        refuse_faulty(Study.load(folder))
    found = [str(fault) for fault in caught.value.faults]
    assert found == [str(fault) for fault in before.value.faults]
    return found


def test_a_paraphrase_that_names_a_respondent(folder: Path) -> None:
    paraphrased(folder, f"The desk was closed when {NAME} came")
    (sentence,) = refused(folder)
    assert sentence.startswith("paraphrases.csv, line 3, column 'paraphrase': this holds what stands in column ")
    assert sentence.endswith("leave it out.")
    assert "uist" not in sentence.replace("paraphrase", "")


def test_a_paraphrase_that_names_nobody(folder: Path) -> None:
    paraphrased(folder, "Somebody found the desk closed")
    assert check_study(folder)


def test_a_word_that_somebody_answered_may_stand_in_a_paraphrase_and_on_pages(folder: Path) -> None:
    change(folder, "responses.csv", "Mooi <b>gebouw</b>", "Werkdruk")
    paraphrased(folder, "Some named werkdruk")
    assert check_study(folder)
    page = folder.parents[2] / "build" / "library" / "site" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("Some named werkdruk", encoding="utf-8")
    assert scan(Study.load(folder)) == []
    paraphrased(folder, "Some named the staff")
    assert [hit.kind for hit in scan(Study.load(folder))] == ["what stands in column 'q6. Opmerkingen' of the export"]


def test_an_address_in_the_datasheet(folder: Path) -> None:
    (folder / "DATASHEET.md").write_text("# A\n\nAsk b.reader@post.example.org.\n", encoding="utf-8")
    assert refused(folder) == [
        "DATASHEET.md, line 3: this looks like personal data: e-mail address (25 characters, letters, a point and an "
        "at sign); no page is made while it stands there; leave it out, or name an organisation in its place."
    ]


def test_of_synthetic_responses_nothing_is_anybodys(folder: Path) -> None:
    change(folder, "study.toml", "synthetic = false", "synthetic = true")
    paraphrased(folder, f"The desk was closed when {NAME} came")
    assert check_study(folder)
