"""Codebooks and parameters that are not to be taken: one test a row of tests/reference/bad_inputs.csv."""

import shutil
from pathlib import Path

import pytest
from studies import change, copied, faults_of, forget_hash

from collabstudy.cli import main

NOT_YAML = (
    "collabstudy: questions.yaml: a codebook is not read from YAML, which turns No into a truth value and 0363 into "
    "243; write questions.csv and choices.csv, where every cell stays text.\n"
)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return copied("library", tmp_path)


@pytest.fixture
def placed(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of its own, for commands that run here."""
    monkeypatch.setenv("COLLABSTUDY_ROOT", str(project))
    return project


def said(capsys: pytest.CaptureFixture[str], folder: Path) -> str:
    assert main(["check", str(folder)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


@pytest.mark.parametrize("beside", [True, False])
def test_b083_a_codebook_in_yaml_is_refused_by_name(
    library: Path, capsys: pytest.CaptureFixture[str], beside: bool
) -> None:
    """No, 0363, 1:30 and 1.10 are a truth value, 243, 90 and 1.1 to YAML; whether or not questions.csv is there too."""
    (library / "questions.yaml").write_text("labels: {No: 2, Yes: 3}\ncode: 0363\n", encoding="utf-8")
    if not beside:
        (library / "questions.csv").unlink()
    assert said(capsys, library).splitlines()[0] + "\n" == NOT_YAML


def test_b084_a_yaml_codebook_with_a_key_twice_is_not_even_read(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (library / "questions.yaml").write_text("a: 1\na: 2\n", encoding="utf-8")
    assert said(capsys, library) == NOT_YAML


def test_b084_a_question_twice_in_questions_csv_names_both_lines(library: Path) -> None:
    change(library, "questions.csv", "would_recommend,select_one", "visits_weekly,select_one")
    assert "questions.csv, line 4, column 'name', value 'visits_weekly': the name stands twice, first in line 3; " in (
        "".join(faults_of(library))
    )


def test_b086_aliases_of_yaml_are_never_expanded(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nine levels of ten aliases each: 10^9 texts to whoever walks them. Nothing is run either."""
    levels = ["a0: &a0 [lol]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    text = "\n".join([*levels, f"x: !!python/object/apply:os.mkdir ['{library / 'made'}']"])
    (library / "questions.yaml").write_text(text, encoding="utf-8")
    assert said(capsys, library) == NOT_YAML
    assert not (library / "made").exists()


def test_b087_two_questions_on_one_column_name_both_lines(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(library, "questions.csv", ",q5. Vestiging,", ",q4. Leeftijd,")
    assert (
        "questions.csv, line 7, column 'column', value 'q4. Leeftijd': this column of the export is read twice, "
        "first in questions.csv, line 6; give each question its own." in said(capsys, library)
    )


def test_b087_questions_that_ask_for_each_other(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of two that are relevant by each other, one comes first; the sentence names it and the question it waits for."""
    row = "Ik zou de bibliotheek aanraden,2,q2. Aanraden,,"
    change(library, "questions.csv", row, f"{row}${{branch}} = 'centre'")
    row = "branch,select_one branch,Which branch?,Welke vestiging?,5,q5. Vestiging,,"
    change(library, "questions.csv", row, f"{row}${{would_recommend}} = 'agree'")
    assert (
        "questions.csv, line 4, column 'relevant', value \"${branch} = 'centre'\": 'branch' is no earlier question "
        "with given answers" in said(capsys, library)
    )


def test_b087_a_relevant_that_names_no_question(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(library, "questions.csv", "${visits_weekly}", "${visits_weakly}")
    assert (
        "line 5, column 'relevant', value \"${visits_weakly} = 'yes'\": 'visits_weakly' is no earlier question"
        in said(capsys, library)
    )


def test_b090_a_codebook_saved_by_excel_with_a_byte_order_mark(library: Path) -> None:
    """The mark alone harms nothing; with semicolons the file is refused as a whole."""
    text = (library / "choices.csv").read_bytes()
    (library / "choices.csv").write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    assert main(["check", str(library)]) == 0
    (library / "choices.csv").write_bytes(b"\xef\xbb\xbf" + text.replace(b",", b";"))
    assert faults_of(library)[0].startswith("choices.csv: the file is separated by semicolons, not by commas; ")


def test_b090_a_code_that_excel_made_a_date(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The list was `1-5`; Excel writes `1-mei`. The level no longer matches, and the sentence says why."""
    change(library, "choices.csv", ",,Centrum,\n", ",,1-mei,\n")
    forget_hash(library)
    assert (
        "choices.csv, line 14, column 'raw', value '1-mei': this looks like a number that a spreadsheet program made a "
        "date, such as 1-5; write what the export holds." in said(capsys, library)
    )


def test_b090_quotes_that_a_word_processor_bent(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(library, "questions.csv", "${visits_weekly} = 'yes'", "${visits_weekly} = ‘yes’")
    text = said(capsys, library)
    assert text.startswith("collabstudy: questions.csv, line 5, column 'relevant', value '${visits_weekly} = ‘yes’': ")
    assert text.endswith("is not understood; write ${question} = 'answer' with straight quotes.\n")


@pytest.mark.parametrize("file", ["../outside.csv", "/etc/hostname", "a\\\\u0000b", "sub/responses.csv"])
def test_b091_a_file_of_responses_outside_the_folder(
    library: Path, capsys: pytest.CaptureFixture[str], file: str
) -> None:
    (library.parent / "outside.csv").write_text("secret", encoding="utf-8")
    change(library, "study.toml", 'file = "responses.csv"', f'file = "{file}"'.replace("\\\\u", "\\u"))
    text = said(capsys, library)
    assert "study.toml, line 10, column 'responses.file', value " in text
    assert "name a file of the study folder" in text
    assert "secret" not in text


def test_b091_a_link_out_of_the_folder(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    forget_hash(library)
    shutil.move(library / "responses.csv", library.parent / "outside.csv")
    (library / "responses.csv").symlink_to(library.parent / "outside.csv")
    assert (
        "study.toml, line 10, column 'responses.file', value 'responses.csv': this is a link to a file outside the "
        "study folder; put the file itself there." in said(capsys, library)
    )


@pytest.mark.parametrize("value", ["study=/etc", "study=../../etc/passwd", "study=/tmp/link"])
def test_b091_a_path_as_a_parameter(placed: Path, capsys: pytest.CaptureFixture[str], value: str) -> None:
    assert main(["run", "02_descriptives", "-p", value]) == 2
    assert capsys.readouterr().err == (
        "collabstudy: -p study=... is refused: name the study by --study NAME-OR-PATH.\n"
    )
    assert not (placed / "build").exists()


def test_b091_a_nul_in_a_parameter(placed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "explore", "-p", "question=a\0b"]) == 2
    assert "the value cannot be read; write a number, a text or a list such as [a, b]." in capsys.readouterr().err
    assert not (placed / "build").exists()


WRONG = [
    (
        "02_descriptives",
        "confidense=0.9",
        "02_descriptives.ipynb has no parameter 'confidense': it has study, confidence, language.",
    ),
    (
        "02_descriptives",
        "confidence=five",
        "confidence must be a number between 0 and 1, such as 0.05 or 0.95; it is 'five'.",
    ),
    ("04_significance", "alpha=yes", "alpha must be a number between 0 and 1, such as 0.05 or 0.95; it is True."),
    ("04_significance", "alpha=1.5", "alpha must be a number between 0 and 1, such as 0.05 or 0.95; it is 1.5."),
    (
        "04_significance",
        "rounding=../../etc",
        "rounding must be one of half_up, half_down, half_even, half_any, floor, ceiling, nearest_5; "
        "it is '../../etc'.",
    ),
    ("04_significance", "language=fr", "language must be one of en, nl; it is 'fr'."),
    (
        "04_significance",
        "rounding=[floor]",
        "rounding must be one of half_up, half_down, half_even, half_any, floor, ceiling, nearest_5; it is ['floor'].",
    ),
    ("07_methods", "power=1", "power must be a number between alpha and 1, such as 0.8; it is 1."),
    ("explore", "question=[a]", "explore.ipynb: the parameter 'question' must be a text; it is ['a']."),
    (
        "03_crosstabs",
        "pairs=[[ict_plan_own]]",
        "pairs must hold pairs of two questions, such as [[first, second]]; one is ['ict_plan_own'].",
    ),
    ("03_crosstabs", "pairs=[[a, b]]", "there is no question 'a' with answer levels: use some of "),
    ("03_crosstabs", "several=[a]", "several must name two questions or more; it is ['a']."),
    ("03_crosstabs", "several=[1, 2]", "there is no question 1 with answer levels: use some of "),
    ("explore", "pair=x", "explore.ipynb: the parameter 'pair' must be a list such as [a, b]; it is 'x'."),
]


@pytest.mark.parametrize(("notebook", "given", "sentence"), WRONG)
def test_b092_a_parameter_of_a_wrong_name_kind_or_range(
    placed: Path, capsys: pytest.CaptureFixture[str], notebook: str, given: str, sentence: str
) -> None:
    """Before anything runs: papermill itself would only warn, or compare a text with a number."""
    assert main(["run", notebook, "-p", given]) == 2
    out, said = capsys.readouterr()
    assert (out, said.count("\n")) == ("", 1)
    assert said.startswith(f"collabstudy: {sentence}" + ("" if sentence.endswith(" ") else "\n"))
    assert not (placed / "build").exists()


@pytest.mark.parametrize("notebook", ["03_crosstabs", "00_index"])
def test_a_notebook_before_what_it_reads_was_made(
    placed: Path, capsys: pytest.CaptureFixture[str], notebook: str
) -> None:
    assert main(["run", notebook]) == 2
    assert capsys.readouterr().err == (
        f"collabstudy: {notebook} reads what 01_cleaning makes, which has not been executed for 'gemeenten': run "
        "`make notebooks` for this study first.\n"
    )
