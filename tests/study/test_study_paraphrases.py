"""Free text as people paraphrased it: the file's faults with their lines, and no quotation of an answer."""

from dataclasses import replace
from pathlib import Path

import pytest
from readings import note, spoken
from studies import copied, export, faults_of, question, study_of

from collabstudy import Study
from collabstudy.cleaning.paraphrases import paraphrase_faults
from collabstudy.cli import main
from collabstudy.reporting import tables
from collabstudy.reporting.results import Missing, Table
from collabstudy.study import Paraphrase

HEADER = "question,paraphrase,approved_by\n"
ANSWER = "De balie is op zaterdag veel te kort open"


def written(tmp_path: Path, *rows: str) -> Path:
    folder = copied("library", tmp_path)
    (folder / "paraphrases.csv").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    return folder


def test_paraphrases_are_loaded_and_shown_with_who_approved(tmp_path: Path) -> None:
    study = Study.load(written(tmp_path, "remark,One praised the building,A. Reader", "remark,Longer hours,B. Reader"))
    assert study.paraphrases == (
        Paraphrase("remark", "One praised the building", "A. Reader"),
        Paraphrase("remark", "Longer hours", "B. Reader"),
    )
    table = tables.paraphrase_table(study)
    assert isinstance(table, Table)
    assert table.frame.to_numpy().tolist() == [["remark", "One praised the building"], ["remark", "Longer hours"]]
    assert table.evidence == ("responses",)
    assert "approved by A. Reader and B. Reader" in note(table)


def test_each_fault_of_the_file_has_its_line(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        "remark,Longer hours,A. Reader",
        "remark,Longer hours,A. Reader",
        "age,Older people,A. Reader",
        "remark,Call 06-12345678,A. Reader",
        "remark,Open on Sundays,reader@post.example.org",
    )
    sentences = faults_of(folder)
    assert [sentence.partition(": ")[0] for sentence in sentences] == [
        "paraphrases.csv, line 3, column 'paraphrase'",
        "paraphrases.csv, line 4, column 'question', value 'age'",
        "paraphrases.csv, line 5, column 'paraphrase'",
        "paraphrases.csv, line 6, column 'approved_by'",
    ]
    assert "12345678" not in "".join(sentences)
    assert "post.example" not in "".join(sentences)


@pytest.mark.parametrize("row", ["remark,,A. Reader", "remark,Longer hours,"])
def test_a_paraphrase_needs_words_and_somebody_who_approved(row: str, tmp_path: Path) -> None:
    (sentence,) = faults_of(written(tmp_path, row))
    assert sentence.startswith("paraphrases.csv, line 2, column")


@pytest.mark.parametrize(
    ("paraphrase", "refused"),
    [
        ("de BALIE is op zaterdag, veel te kort open!", "word for word"),
        (f"Iemand schreef: {ANSWER}.", "word for word"),
        ("Somebody said: is op zaterdag veel te kort", "six words"),  # six of them
        ("Somebody said: is op zaterdag veel te lang", ""),  # five
        ("Iemand wil ruimere openingstijden in het weekend", ""),
    ],
)
def test_an_answer_is_not_quoted(paraphrase: str, refused: str) -> None:
    study = replace(study_of(question("remark", "text")), paraphrases=(Paraphrase("remark", paraphrase, "A", 2),))
    faults = [str(fault) for fault in paraphrase_faults(export("id|remark", f"1|{ANSWER}", "2|ja"), study)]
    assert len(faults) == bool(refused)
    assert not refused or refused.replace("six", "6") in faults[0]
    assert "balie" not in "".join(faults).casefold()


def test_check_refuses_a_quotation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = written(tmp_path, "remark,Mooi <b>gebouw</b>,A. Reader")
    assert main(["check", str(folder)]) == 2
    assert "paraphrases.csv, line 2, column 'paraphrase': this repeats an answer" in capsys.readouterr().err


def test_what_is_said_without_paraphrases_or_free_text(tmp_path: Path) -> None:
    library = Study.load(copied("library", tmp_path))
    nothing = tables.paraphrase_table(library)
    assert isinstance(nothing, Missing)
    assert "paraphrases.csv" in spoken(nothing)[0]
    none = tables.paraphrase_table(study_of(question("age", "integer")))
    assert spoken(none) == ["The study has no question that is answered in free text."]


@pytest.mark.parametrize(("respondents", "kind"), [(9, Missing), (10, Table)])
def test_so_few_respondents_are_not_paraphrased(respondents: int, kind: type) -> None:
    study = replace(study_of(question("remark", "text")), paraphrases=(Paraphrase("remark", "Longer hours", "A"),))
    assert isinstance(tables.paraphrase_table(replace(study, respondents=respondents)), kind)
