"""Faults that show only between the files of a study: one test for each branch."""

from pathlib import Path

import pytest
from studies import change, copied, faults_of, forget_hash

from collabstudy import Study

NAMES = "use names of questions.csv and choices.csv."


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = copied("library", tmp_path)
    forget_hash(folder)
    return folder


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        (
            "study.toml",
            "{ low = 40, high = 40 }",
            "{ low = 11, high = 40 }",
            "line 6, column 'study.invited', value '11 to 40': fewer invited than respondents, or low above high;"
            " give low and high in order, at least the number of respondents.",
        ),
        (
            "study.toml",
            "{ low = 40, high = 40 }",
            "{ low = 41, high = 40 }",
            "line 6, column 'study.invited', value '41 to 40': fewer invited than respondents, or low above high;"
            " give low and high in order, at least the number of respondents.",
        ),
        (
            "study.toml",
            "visits_weekly = 11",
            "visits_daily = 11",
            "line 31, column 'synthetic.bases.visits_daily', value 'visits_daily':"
            " questions.csv has no such question; use one of its names.",
        ),
        (
            "study.toml",
            "visits_weekly = 11",
            "visits_weekly = 13",
            "line 31, column 'synthetic.bases.visits_weekly', value '13': a base above the respondents; lower it.",
        ),
        (
            "study.toml",
            'id = "response_id"',
            'id = "age"',
            "line 14, column 'responses.id', value 'age': no question of type id has this name;"
            " name the question of type id in questions.csv.",
        ),
        (
            "questions.csv",
            "remark,text",
            "age,text",
            "line 8, column 'name', value 'age': the name stands twice, first in line 6; give each question its own.",
        ),
        (
            "questions.csv",
            "q6. Opmerkingen",
            "q5. Vestiging",
            "line 8, column 'column', value 'q5. Vestiging': this column of the export is read twice,"
            " first in questions.csv, line 7; give each question its own.",
        ),
        (
            "choices.csv",
            "q3[SQ003]. Cursussen",
            "q3[SQ001]. Lenen",
            "line 13, column 'column', value 'q3[SQ001]. Lenen': this column of the export is read twice,"
            " first in choices.csv, line 11; give each question its own.",
        ),
        (
            "choices.csv",
            "q3[SQ003]. Cursussen",
            "q4. Leeftijd",
            "line 13, column 'column', value 'q4. Leeftijd': this column of the export is read twice,"
            " first in questions.csv, line 6; give each question its own.",
        ),
        (
            "questions.csv",
            "select_one branch",
            "select_one branches",
            "line 7, column 'type', value 'select_one branches': choices.csv has no such list; add the list there.",
        ),
        (
            "questions.csv",
            "Anything else?,Opmerkingen",
            ",",
            "line 8, column 'label::en', value '': the question has no label; write its text in one language.",
        ),
        (
            "questions.csv",
            "q4. Leeftijd",
            "",
            "line 6, column 'column', value '': no column of the export is named; copy the header of its column.",
        ),
        (
            "questions.csv",
            "gebruikte u?,3,,,",
            'gebruikte u?,3,,",",',
            "line 5, column 'column', value '': no column of the export is named; copy the header of its column.",
        ),
        (
            "choices.csv",
            "agree5,neutral,Neutral,Neutraal,3,,Neutraal|",
            "agree5,disagree,Neutral,Neutraal,3,,",
            "line 7, column 'name', value 'disagree': the level stands twice in the list 'agree5'; give each its own.",
        ),
        (
            "choices.csv",
            ",2,,Oneens,",
            ",2,,Zeer eens,",
            "line 9, column 'raw', value 'Zeer eens': two levels of 'agree5' claim the same text;"
            " let each text of the export mean one level.",
        ),
        (
            "choices.csv",
            "branch,centre,Centre,Centrum,,,Centrum,\nbranch,north,North,Noord,,,Noord,",
            "branch,centre,Centre,Centrum,,,north,\nbranch,north,North,Noord,,,,",
            "line 15, column 'raw', value 'north': two levels of 'branch' claim the same text;"
            " let each text of the export mean one level.",
        ),
        (
            "published.csv",
            "F4,age",
            "F3,age",
            "line 5, column 'figure', value 'F3': the figure stands twice; give each its own name.",
        ),
        (
            "published.csv",
            "F4,age",
            "F4,aeg",
            f"line 5, column 'question', value 'aeg': questions.csv has no such question; {NAMES}",
        ),
        (
            "published.csv",
            "agree|strongly_agree",
            "agree|agrees",
            "line 3, column 'answers', value 'agree|agrees': 'agrees' is no substantive answer to 'would_recommend';"
            f" {NAMES}",
        ),
        (
            "published.csv",
            "agree|strongly_agree",
            "agree|refused",
            "line 3, column 'answers', value 'agree|refused': 'refused' is no substantive answer to 'would_recommend';"
            f" {NAMES}",
        ),
        (
            "published.csv",
            "F4,age,,",
            "F4,age,old,",
            f"line 5, column 'answers', value 'old': 'old' is no substantive answer to 'age'; {NAMES}",
        ),
        (
            "published.csv",
            "visits_weekly,yes,share",
            "visits_weekly,,share",
            "line 2, column 'answers', value '': a share of which answers?; name them, joined by |.",
        ),
        (
            "published.csv",
            ",10,",
            ",13,",
            "line 5, column 'base', value '13': a base must lie between 1 and the respondents;"
            " correct the base, or respondents in study.toml.",
        ),
        (
            "published.csv",
            ",10,",
            ",0,",
            "line 5, column 'base', value '0': a base must lie between 1 and the respondents;"
            " correct the base, or respondents in study.toml.",
        ),
        (
            "statements.csv",
            "S3,2",
            "S2,2",
            "line 4, column 'id', value 'S2': the statement stands twice; give each its own.",
        ),
        (
            "statements.csv",
            "trend,,none",
            "trend,F9,none",
            "line 4, column 'figures', value 'F9': published.csv has no such figure; correct it.",
        ),
        (
            "statements.csv",
            "F2|F1",
            "F2",
            "line 3, column 'figures', value 'F2': the relation 'first > second' takes 2 figures;"
            " name them, joined by |.",
        ),
        (
            "statements.csv",
            "F1,minority",
            "F1|F2,minority",
            "line 2, column 'figures', value 'F1|F2': the relation 'minority' takes 1 figure; name them, joined by |.",
        ),
        (
            "statements.csv",
            "F1,minority",
            ",majority",
            "line 2, column 'figures', value '': the relation 'majority' takes 1 figure; name them, joined by |.",
        ),
        (
            "study.toml",
            '"visits_weekly", answers',
            '"visit_weekly", answers',
            "line 35, column 'comparison.0.first.question', value 'visit_weekly':"
            f" questions.csv has no such question; {NAMES}",
        ),
        (
            "study.toml",
            '["agree", "strongly_agree"]',
            '["agree", "Eens"]',
            "line 36, column 'comparison.0.second.answers', value 'agree|Eens':"
            f" 'Eens' is no substantive answer to 'would_recommend'; {NAMES}",
        ),
    ],
)
def test_one_fault_between_files(file: str, old: str, new: str, sentence: str, library: Path) -> None:
    change(library, file, old, new)
    assert faults_of(library) == [f"{file}, {sentence}"]


@pytest.mark.parametrize("name", ["evidence", "persons", "left_empty", "not_asked"])
def test_a_reserved_name_of_a_question(name: str, library: Path) -> None:
    change(library, "questions.csv", "branch,select_one", f"{name},select_one")
    assert faults_of(library) == [
        f"questions.csv, line 7, column 'name', value '{name}': this name is reserved; choose another."
    ]


@pytest.mark.parametrize("name", ["left_empty", "not_asked"])
def test_a_reserved_name_of_a_level(name: str, library: Path) -> None:
    change(library, "choices.csv", "branch,north", f"branch,{name}")
    assert faults_of(library) == [
        f"choices.csv, line 15, column 'name', value '{name}': this name is reserved; choose another."
    ]


@pytest.mark.parametrize(
    ("column", "file", "line"),
    [("q4. Leeftijd", "questions.csv", 6), ("q3[SQ003]. Cursussen", "choices.csv", 13)],
)
def test_a_column_that_is_ignored_and_read(column: str, file: str, line: int, library: Path) -> None:
    """Whoever lists a column there expects that nothing of it is kept."""
    change(library, "study.toml", '"refurl"]', f'"refurl", "{column}"]')
    assert faults_of(library) == [
        f"{file}, line {line}, column 'column', value {column!r}: ignore_columns of study.toml names this column,"
        " and a question reads it; choose one."
    ]


def test_a_list_that_no_question_uses_reads_no_column(library: Path) -> None:
    with (library / "choices.csv").open("a", encoding="utf-8") as file:
        file.write("spare,one,One,Een,,,Ja,refurl\n")
    assert Study.load(library).choices["spare"][0].column == "refurl"


def test_the_second_comparison_of_the_same_name(library: Path) -> None:
    text = (library / "study.toml").read_text(encoding="utf-8")
    table = text[text.index("[[comparison]]") :].replace('"visits_weekly"', '"visits"')
    (library / "study.toml").write_text(f"{text}\n{table}", encoding="utf-8")
    assert faults_of(library) == [
        "study.toml, line 42, column 'comparison.1.name', value 'visits': the comparison stands twice; rename one.",
        "study.toml, line 43, column 'comparison.1.first.question', value 'visits':"
        f" questions.csv has no such question; {NAMES}",
    ]


def test_two_lists_may_share_their_levels_and_texts(library: Path) -> None:
    change(library, "choices.csv", "branch,centre,Centre,Centrum,,,Centrum,", "branch,yes,Yes,Ja,,,Ja,")
    assert [choice.name for choice in Study.load(library).choices["branch"]] == ["yes", "north"]


def test_one_text_named_twice_for_one_level_does_no_harm(library: Path) -> None:
    change(library, "choices.csv", ",2,,Oneens,", ",2,,Oneens|Oneens,")
    assert Study.load(library).respondents == 12


def test_as_many_invited_as_respondents_and_a_base_of_them_all(library: Path) -> None:
    change(library, "study.toml", "{ low = 40, high = 40 }", "{ low = 12, high = 12 }")
    change(library, "study.toml", "visits_weekly = 11", "visits_weekly = 12")
    change(library, "published.csv", ",10,", ",12,")
    assert Study.load(library).invited == (12, 12)


def test_without_responses_questions_need_no_column(tmp_path: Path) -> None:
    folder = copied("report", tmp_path)
    (folder / "responses.csv").write_text("", encoding="utf-8")
    study = (folder / "study.toml").read_text(encoding="utf-8")
    responses = '[responses]\nfile = "responses.csv"\nformat = "limesurvey"\nid = "trains_weekly"\n\n'
    assert Study.load(folder).responses is None
    (folder / "study.toml").write_text(study.replace("[analysis]", f"{responses}[analysis]"), encoding="utf-8")
    assert [sentence.split(":")[0] for sentence in faults_of(folder)] == [
        "study.toml, line 10, column 'responses.id', value 'trains_weekly'",
        "questions.csv, line 2, column 'column', value ''",
        "questions.csv, line 3, column 'column', value ''",
    ]


@pytest.mark.parametrize("negative", ["Nee", "No", "n", "0", "FALSE", "Not selected", "Niet gekozen", "Unchecked"])
def test_a_usual_word_for_not_chosen_does_not_count_as_chosen(negative: str, library: Path) -> None:
    change(library, "choices.csv", "Lenen,,,Ja,", f"Lenen,,,Ja|{negative},")
    assert faults_of(library) == [
        f"choices.csv, line 11, column 'raw', value {negative!r}: this text would count as chosen, beside another that"
        f" does; write !{negative} if it means that the option was not chosen; docs/studies.md says more."
    ]
    change(library, "choices.csv", f"Ja|{negative},", f"Ja|!{negative},")
    lending = Study.load(library).choices["services"][0]
    assert (lending.raw, lending.not_chosen) == (("Ja",), (negative,))


def test_an_option_that_is_called_no_may_be_chosen_by_that_word(library: Path) -> None:
    change(library, "choices.csv", "Lenen,,,Ja,", "Lenen,,,Nee,")
    assert Study.load(library).choices["services"][0].raw == ("Nee",)


@pytest.mark.parametrize(
    ("raw", "message"),
    [("!Nee", "only what means not chosen is given"), ("Ja|!Ja", "this text means both chosen and not chosen")],
)
def test_marks_that_do_not_tell_chosen_from_not_chosen(raw: str, message: str, library: Path) -> None:
    change(library, "choices.csv", "Lenen,,,Ja,", f"Lenen,,,{raw},")
    (sentence,) = faults_of(library)
    assert sentence.startswith("choices.csv, line 11, column 'raw', value ")
    assert message in sentence


def test_an_exclamation_mark_before_a_level_without_a_column_is_part_of_the_text(library: Path) -> None:
    change(library, "choices.csv", "Noord,,,Noord,", "Noord,,,!Noord|Noord,")
    assert Study.load(library).choices["branch"][1].raw == ("!Noord", "Noord")
