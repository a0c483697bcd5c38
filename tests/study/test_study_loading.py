"""Which folder a name or a path means, and what stands in the study that comes out of it."""

import os
import shutil
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from studies import change, copied, faults_of, forget_hash
from support import FIXTURES, ROOT

from collabstudy import Study
from collabstudy.cli import main
from collabstudy.errors import CollabstudyError, Fault, StudyError
from collabstudy.study import Analysis, Comparison, Rule, Selection
from collabstudy.study.loading import load
from collabstudy.study.places import processed_folder, typed


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with one study of each kind under data/raw, in which the test stands."""
    for name in ("library", "report"):
        copied(name, tmp_path / "data" / "raw")
    (tmp_path / "notebooks").mkdir()
    monkeypatch.delenv("COLLABSTUDY_ROOT", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_by_name(root: Path) -> None:
    assert Study.load("report").folder == (root / "data" / "raw" / "report").resolve()


def test_by_name_from_a_folder_below(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "notebooks")
    assert Study.load("report").folder == (root / "data" / "raw" / "report").resolve()


def test_by_name_in_the_root_that_the_environment_names(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLLABSTUDY_ROOT", str(root))
    assert Study.load("library").folder == (root / "data" / "raw" / "library").resolve()


def test_by_name_outside_every_checkout_is_the_checkout_of_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLLABSTUDY_ROOT", raising=False)
    monkeypatch.chdir(tmp_path)
    assert Study.load("gemeenten").folder == ROOT / "data" / "raw" / "gemeenten"


@pytest.mark.parametrize("kind", [str, Path])
def test_by_absolute_path(kind: type, root: Path, tmp_path: Path) -> None:
    elsewhere = copied("report", tmp_path / "elsewhere").rename(tmp_path / "elsewhere" / "mine")
    assert Study.load(kind(elsewhere)).name == "mine"


@pytest.mark.parametrize(
    ("here", "given"),
    [
        ("", "data/raw/report"),
        ("", "./data/raw/report/"),
        ("data", "raw/report"),
        ("data/raw/report", "."),
        ("data/raw/library", "../report"),
        ("data/raw/report/sub", ".."),
    ],
)
def test_by_relative_path(here: str, given: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / here).mkdir(exist_ok=True)
    monkeypatch.chdir(root / here)
    assert Study.load(given).folder == (root / "data" / "raw" / "report").resolve()


def test_a_name_under_data_raw_comes_before_a_folder_here(root: Path) -> None:
    shutil.copytree(FIXTURES / "library", root / "report")
    assert Study.load("report").respondents == 40


def test_an_unknown_name_lists_the_known_ones(root: Path) -> None:
    with pytest.raises(CollabstudyError) as caught:
        Study.load("gemeente")
    assert str(caught.value) == (
        "there is no study 'gemeente': give the path of a study folder, or a name under data/raw (library, report)."
    )
    assert caught.value.exit_code == 2


def test_an_unknown_name_where_there_is_no_study(root: Path) -> None:
    shutil.rmtree(root / "data" / "raw")
    (root / "data" / "raw").mkdir()
    with pytest.raises(CollabstudyError, match=r"under data/raw \(none yet\)\.$"):
        Study.load("report")


def test_a_file_is_no_study(root: Path) -> None:
    with pytest.raises(CollabstudyError, match="there is no study"):
        Study.load(root / "data" / "raw" / "report" / "study.toml")


def test_a_folder_without_any_file(tmp_path: Path) -> None:
    assert faults_of(tmp_path) == [
        "study.toml: the file is missing; add it; docs/studies.md shows its keys.",
        "questions.csv: the file is missing; add it; docs/studies.md shows its columns.",
        "choices.csv: the file is missing; add it; docs/studies.md shows its columns.",
    ]


def test_what_the_library_says() -> None:
    study = Study.load(FIXTURES / "library")
    assert (study.name, study.title["nl"]) == ("library", "Bibliotheekbezoekers, voorjaarsmeting")
    assert (study.synthetic, study.evidence) == (False, "responses")
    assert (study.respondents, study.invited, study.questions_asked) == (12, (40, 40), 5)
    assert study.analysis == Analysis(0.95, 0.05, "half_up", "holm", 20261123)
    assert (study.disclosure, study.bases) == ({"minimum_base": 10}, {"visits_weekly": 11})
    assert study.same_persons == ()
    first, second = Selection("visits_weekly", ("yes",)), Selection("would_recommend", ("agree", "strongly_agree"))
    assert study.comparisons == (Comparison("visits", first, second, "paired", "first > second", "article"),)


def test_what_the_library_says_of_its_responses() -> None:
    responses = Study.load(FIXTURES / "library").responses
    assert responses is not None
    assert (responses.file, responses.format, responses.id) == ("responses.csv", "limesurvey", "response_id")
    assert (responses.header_rows, responses.duplicates) == (1, "keep_last")
    assert responses.complete_when == Rule("submitdate", filled=True)
    assert responses.test_when == Rule("startlanguage", equals="xx-test")
    assert responses.ignore_columns == ("startdate", "datestamp", "ipaddr", "refurl")


def test_what_the_library_says_of_its_questions() -> None:
    study = Study.load(FIXTURES / "library")
    names = [question.name for question in study.questions]
    assert names == ["response_id", "visits_weekly", "would_recommend", "services", "age", "branch", "remark"]
    services, age = study.question("services"), study.question("age")
    assert (services.type, services.list_name, services.relevant) == (
        "select_multiple",
        "services",
        "${visits_weekly} = 'yes'",
    )
    assert (age.type, age.list_name, age.number, age.identifying) == ("integer", None, 4, True)
    assert (services.identifying, services.number, study.question("remark").number) == (False, 3, None)
    assert age.label == {"en": "Age in years", "nl": "Leeftijd in jaren"}
    assert (services.line, age.line) == (5, 6)
    assert study.choices_of(age) == ()
    with pytest.raises(KeyError):
        study.question("Age")


def test_what_the_library_says_of_its_levels() -> None:
    study = Study.load(FIXTURES / "library")
    levels = study.choices_of(study.question("would_recommend"))
    assert [(level.name, level.score, level.missing) for level in levels] == [
        ("strongly_disagree", 1, ""),
        ("disagree", 2, ""),
        ("neutral", 3, ""),
        ("agree", 4, ""),
        ("strongly_agree", 5, ""),
        ("refused", None, "refused"),
    ]
    assert levels[2].raw == ("Neutraal", "Niet eens/niet oneens")
    assert study.choices["services"][1].column == "q3[SQ002]. Studieplekken"
    assert list(study.choices) == ["yes_no", "agree5", "services", "branch"]


def test_what_the_library_says_of_its_publication() -> None:
    study = Study.load(FIXTURES / "library")
    hedged, mean = study.figure("F2"), study.figure("F4")
    assert (hedged.answers, hedged.wording, hedged.base) == (("agree", "strongly_agree"), "just over 80%", None)
    assert (hedged.section, hedged.paragraph, hedged.line) == (1, 3, 3)
    assert (mean.statistic, mean.wording, mean.answers, mean.base) == ("mean", "49.3", (), 10)
    assert (study.figure("F3").unit, study.figure("F3").format) == ("", "select_multiple")
    second = study.statements[1]
    assert (second.id, second.figures, second.relation) == ("S2", ("F2", "F1"), "first > second")
    assert study.figures_for(study.comparisons[0]) == (study.figure("F1"), hedged)


def test_a_statement_may_be_paraphrased_in_dutch_too(tmp_path: Path) -> None:
    folder = copied("library", tmp_path)
    change(folder, "statements.csv", "relation,paraphrase\n", "relation,paraphrase,paraphrase::nl\n")
    change(folder, "statements.csv", "come every week\n", "come every week,minder dan de helft komt elke week\n")
    change(folder, "statements.csv", "than come weekly\n", "than come weekly,\n")
    change(folder, "statements.csv", "no figure is given", "no figure is given,gegroeid zonder cijfer")
    first, second, _ = Study.load(folder).statements
    assert (first.paraphrase, first.translations) == (
        "fewer than half come every week",
        {"nl": "minder dan de helft komt elke week"},
    )
    assert second.translations == {}


def test_the_figure_of_a_selection_asks_for_just_those_answers() -> None:
    study = Study.load(FIXTURES / "library")
    assert study.figure_for(Selection("would_recommend", ("strongly_agree", "agree"))) == study.figure("F2")
    assert study.figure_for(Selection("would_recommend", ("agree",))) is None
    assert study.figure_for(Selection("age", ())) is None


def test_a_report_without_responses() -> None:
    study = Study.load(FIXTURES / "report")
    assert (study.responses, study.invited, study.questions_asked) == (None, None, None)
    assert study.analysis == Analysis(rounding="half_even")
    assert (study.disclosure, study.bases) == ({}, {})
    assert study.figure("F1").base == 40


def test_published_and_statements_may_be_left_out(tmp_path: Path) -> None:
    folder = copied("library", tmp_path)
    (folder / "published.csv").unlink()
    (folder / "statements.csv").unlink()
    study = Study.load(folder)
    assert (study.figures, study.statements) == ((), ())
    assert study.figures_for(study.comparisons[0]) is None


def test_the_default_study_is_synthetic() -> None:
    study = Study.load(ROOT / "data" / "raw" / "gemeenten")
    assert (study.synthetic, study.evidence) == (True, "synthetic")
    assert (len(study.questions), len(study.figures), len(study.statements)) == (14, 14, 95)


def test_a_whole_number_with_a_point_is_a_whole_number(tmp_path: Path) -> None:
    folder = copied("report", tmp_path)
    change(folder, "study.toml", "respondents = 40", "respondents = 40.0")
    respondents = Study.load(folder).respondents
    assert (respondents, type(respondents)) == (40, int)


def test_columns_may_stand_in_any_order_and_labels_in_any_language(tmp_path: Path) -> None:
    folder = copied("report", tmp_path)
    lines = ["raw,label::fy,name,list_name,column,missing,score", "Ja,Ja,yes,yes_no,,,1", "Nee,Nee,no,yes_no,,,0"]
    (folder / "choices.csv").write_text("\n".join(lines), encoding="utf-8")
    assert [(level.name, level.label) for level in Study.load(folder).choices["yes_no"]] == [
        ("yes", {"fy": "Ja"}),
        ("no", {"fy": "Nee"}),
    ]


def test_a_hard_space_in_a_label_of_the_export_is_a_space(tmp_path: Path) -> None:
    folder = copied("library", tmp_path)
    change(folder, "choices.csv", "Zeer oneens,1,,Zeer oneens,", "Zeer oneens,1,,Zeer\u00a0oneens\u00a0,")
    assert Study.load(folder).choices["agree5"][0].raw == ("Zeer oneens",)


def test_other_responses_than_those_recorded_are_refused(tmp_path: Path) -> None:
    folder = copied("library", tmp_path)
    change(folder, "responses.csv", '"34"', '"35"')
    assert faults_of(folder) == [
        "responses.csv: the file is not the one whose hash study.toml records; restore the file, or accept the new one"
        f" with `{typed()} check STUDY --write-hash`."
    ]
    assert load(folder, with_responses=False).respondents == 12
    change(folder, "responses.csv", '"35"', '"34"')
    assert Study.load(folder).respondents == 12


def test_without_a_recorded_hash_any_responses_will_do(tmp_path: Path) -> None:
    folder = copied("library", tmp_path)
    forget_hash(folder)
    change(folder, "responses.csv", '"34"', '"35"')
    assert Study.load(folder).responses is not None


def test_responses_that_are_not_there(tmp_path: Path) -> None:
    folder = copied("library", tmp_path)
    (folder / "responses.csv").unlink()
    (sentence,) = faults_of(folder)
    start = "study.toml, line 10, column 'responses.file', value 'responses.csv': the study folder has no such file;"
    assert sentence.startswith(start)
    assert load(folder, with_responses=False).respondents == 12


def test_other_parameters_leave_the_study_alone() -> None:
    study = Study.load(FIXTURES / "library")
    varied = study.varied(rounding="floor", alpha=None)
    assert (varied.analysis.rounding, varied.analysis.alpha) == ("floor", 0.05)
    assert study.analysis.rounding == "half_up"
    with pytest.raises(TypeError, match="roundig"):
        study.varied(roundig="floor")
    with pytest.raises(FrozenInstanceError):
        study.respondents = 13  # type: ignore[misc]


def test_processed_data_lie_under_the_name_of_the_study(root: Path) -> None:
    assert processed_folder(Study.load("report")) == Path.cwd() / "data" / "processed" / "report"


def test_every_fault_of_every_file_in_one_list(tmp_path: Path) -> None:
    folder = copied("library", tmp_path)
    change(folder, "study.toml", "alpha = 0.05", "alhpa = 0.05")
    change(folder, "study.toml", "confidence = 0.95", "confidence = 95")
    change(folder, "questions.csv", ",4,q4. Leeftijd", ",four,q4. Leeftijd")
    change(folder, "choices.csv", "Ja,1,,Ja|ja|J,", "Ja,high,,Ja|ja|J,")
    change(folder, "published.csv", "F3,services", "3,services")
    change(folder, "statements.csv", "minority", "few")
    places = {", ".join(sentence.split(", ")[:2]) for sentence in faults_of(folder)}
    assert places == {
        "study.toml, line 22",
        "study.toml, line 21",
        "questions.csv, line 6",
        "choices.csv, line 2",
        "published.csv, line 4",
        "statements.csv, line 2",
    }
    assert len(faults_of(folder)) == 6


def test_faults_between_files_come_with_the_hash_in_one_list(tmp_path: Path) -> None:
    folder = copied("library", tmp_path)
    change(folder, "statements.csv", "F2|F1", "F2|F9")
    change(folder, "study.toml", "visits_weekly = 11", "visits_weekly = 13")
    (folder / "responses.csv").write_bytes(b"")
    starts = [sentence.split(":")[0] for sentence in faults_of(folder)]
    assert starts == [
        "study.toml, line 31, column 'synthetic.bases.visits_weekly', value '13'",
        "statements.csv, line 3, column 'figures', value 'F9'",
        "responses.csv",
    ]


def test_a_fault_is_one_sentence() -> None:
    fault = Fault("a.csv", "too long", 3, "q", "x\n" * 60, "cut it")
    assert "\n" not in str(fault)
    assert str(fault).startswith("a.csv, line 3, column 'q', value 'x\\n")
    assert str(fault).endswith("…': too long; cut it.")
    assert len(str(fault)) < 160
    assert str(Fault("a.csv", "too long")) == "a.csv: too long."
    assert str(StudyError([fault, Fault("b.csv", "too short")])).splitlines()[1] == "b.csv: too short."


def test_loading_does_not_depend_on_the_folder_one_stands_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = os.path.relpath(FIXTURES / "library", Path.cwd())
    there = Study.load(here)
    monkeypatch.chdir(tmp_path)
    assert Study.load(FIXTURES / "library") == there


def test_the_comparisons_of_the_same_persons(tmp_path: Path) -> None:
    folder = copied("library", tmp_path)
    change(folder, "study.toml", "[synthetic.bases]", '[synthetic]\nsame_persons = ["visits"]\n\n[synthetic.bases]')
    assert Study.load(folder).same_persons == ("visits",)
    change(folder, "study.toml", '["visits"]', '["visit"]')
    (sentence,) = faults_of(folder)
    assert sentence == (
        "study.toml, line 31, column 'synthetic.same_persons', value 'visit': "
        "there is no such comparison; use one of visits."
    )


@pytest.mark.parametrize(("on_path", "typed_as"), [(True, "collabstudy"), (False, ".venv/bin/collabstudy")])
def test_the_command_is_named_as_it_can_be_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_path: bool, typed_as: str
) -> None:
    (command := tmp_path / "collabstudy").write_text("#!/bin/sh\n", encoding="utf-8")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path) if on_path else "/nowhere")
    assert typed() == typed_as


def outside(path: Path) -> None:
    path.symlink_to("/etc/hostname")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (outside, "this is a link to a file outside the study folder; put the file itself there."),
        (os.mkfifo, "this is no ordinary file; put a file of text there."),
        (Path.mkdir, "this is no ordinary file; put a file of text there."),
    ],
)
def test_a_datasheet_that_is_no_file_of_the_folder(tmp_path: Path, make: Callable[[Path], None], said: str) -> None:
    folder = copied("library", tmp_path)
    (folder / "DATASHEET.md").unlink(missing_ok=True)
    make(folder / "DATASHEET.md")
    assert faults_of(folder) == [f"DATASHEET.md: {said}"]


def test_an_export_elsewhere_is_refused_and_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = copied("library", tmp_path)
    (folder / "responses.csv").rename(tmp_path / "elsewhere.csv")
    (folder / "responses.csv").symlink_to(tmp_path / "elsewhere.csv")
    (tmp_path / "elsewhere.csv").write_text("a,b\n1\n", encoding="utf-8")
    assert main(["check", str(folder)]) == 2
    (sentence,) = capsys.readouterr().err.splitlines()
    assert "this is a link to a file outside the study folder" in sentence


def test_settings_too_deep_to_read(tmp_path: Path) -> None:
    folder = copied("library", tmp_path)
    (folder / "study.toml").write_text("a = " + "[" * 100_000, encoding="utf-8")
    sentence = faults_of(folder)[0]
    assert sentence == "study.toml: lists or tables lie too deep inside each other; see docs/studies.md."


def test_no_name_is_no_study() -> None:
    with pytest.raises(CollabstudyError, match="there is no study ''"):
        Study.load("")
