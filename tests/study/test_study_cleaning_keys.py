"""What a study folder may say of how its cells are written: optional columns and keys, each checked on loading."""

from dataclasses import replace
from pathlib import Path

import pytest
from studies import change, copied, faults_of, forget_hash

from collabstudy import Study
from collabstudy.checking import check_study
from collabstudy.cleaning import clean
from collabstudy.counting import count
from collabstudy.errors import StudyError
from collabstudy.importing import read_study_export
from collabstudy.reporting import tables
from collabstudy.study import Repairs, Rule

KEYS = """duplicates = "keep_last"
partials = "keep"
decimal = ","
date_format = "day/month/year"
repairs = { case = true, spelling = { "Nord" = "north", branch = { "Zuid" = "centre" } } }
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = copied("library", tmp_path)
    forget_hash(folder)
    return folder


def constrained(folder: Path, type_: str = "integer", constraint: str = ". >= 0 and . <= 120") -> None:
    """Give questions.csv the optional column, empty but for the age."""
    lines = (folder / "questions.csv").read_text(encoding="utf-8").splitlines()
    cells = [f'"{constraint}"' if line.startswith("age,") else "" for line in lines]
    cells[0] = "constraint"
    text = "\n".join(f"{line},{cell}" for line, cell in zip(lines, cells, strict=True))
    (folder / "questions.csv").write_text(text.replace("age,integer", f"age,{type_}") + "\n", encoding="utf-8")


def test_a_study_may_say_nothing_of_all_this(library: Path) -> None:
    study = Study.load(library)
    assert study.responses is not None
    assert (study.responses.decimal, study.responses.date_format, study.responses.partials) == ("", "", "remove")
    assert study.responses.repairs == Repairs()
    assert {question.constraint for question in study.questions} == {""}


def test_what_a_study_may_say(library: Path) -> None:
    change(library, "study.toml", 'duplicates = "keep_last"', KEYS + "#")
    change(library, "study.toml", 'equals = "xx-test" }', 'equals = ["xx-test", "yy"], ordinary = ["nl", "en"] }')
    constrained(library)
    responses = Study.load(library).responses
    assert responses is not None
    assert (responses.decimal, responses.date_format, responses.partials) == (",", "day/month/year", "keep")
    assert responses.repairs == Repairs(True, {"Nord": "north"}, {"branch": {"Zuid": "centre"}})
    assert responses.repairs.of("branch") == {"Nord": "north", "Zuid": "centre"}
    assert responses.test_when == Rule("startlanguage", equals=("xx-test", "yy"), ordinary=("nl", "en"))
    assert Study.load(library).question("age").constraint == ". >= 0 and . <= 120"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('decimal = ";"', 'column \'responses.decimal\', value \'";"\': this value is not allowed; use "," or ".".'),
        (
            'date_format = "dmy"',
            "column 'responses.date_format', value '\"dmy\"': this value is not allowed;"
            " use day-month-year, month-day-year or year-month-day; / or . may stand for -.",
        ),
        (
            'partials = "drop"',
            "column 'responses.partials', value '\"drop\"': this value is not allowed; use remove or keep.",
        ),
        ("repairs = { cases = true }", "column 'responses.repairs.cases': unknown key; perhaps 'case' is meant."),
        (
            'repairs = { spelling = { "Nord" = "nord" } }',
            "column 'responses.repairs.spelling', value 'nord': there is no such level;"
            " use the name of a level of choices.csv.",
        ),
        (
            'repairs = { spelling = { branch = { "Ja" = "yes" } } }',
            "column 'responses.repairs.spelling', value 'yes': there is no such level;"
            " use the name of a level of choices.csv.",
        ),
        (
            'repairs = { spelling = { branche = { "Nord" = "north" } } }',
            "column 'responses.repairs.spelling', value 'branche': questions.csv has no such question; correct it.",
        ),
    ],
)
def test_a_key_that_cannot_be_meant(line: str, sentence: str, library: Path) -> None:
    change(library, "study.toml", 'duplicates = "keep_last"', f'{line}\nduplicates = "keep_last"')
    assert faults_of(library) == [f"study.toml, line 17, {sentence}"]


def test_partials_are_kept_by_a_rule_only(library: Path) -> None:
    change(library, "study.toml", 'complete_when = { column = "submitdate", filled = true }', 'partials = "keep"')
    assert faults_of(library) == [
        "study.toml, line 15, column 'responses.partials', value 'keep': partials are kept, and complete_when is not"
        " there; add the rule that tells an incomplete row."
    ]


@pytest.mark.parametrize(
    ("type_", "constraint", "message"),
    [
        ("integer", ". >= 0 or . <= 9", "this value is not allowed; use comparisons such as `. >= 0 and . <= 120`"),
        ("integer", "age >= 0", "this value is not allowed; use comparisons such as"),
        ("integer", ". >= '2026-01-01'", "no integer can satisfy this; compare numbers with numbers,"),
        ("date", ". >= 3", "no date can satisfy this; compare numbers with numbers, dates with dates that exist,"),
        ("date", ". >= date('2026-02-30')", "no date can satisfy this; compare numbers with numbers, dates with dates"),
        ("text", ". >= 3", "only numbers and dates have a constraint; remove it, or correct the type."),
    ],
)
def test_a_constraint_that_cannot_be_meant(type_: str, constraint: str, message: str, library: Path) -> None:
    constrained(library, type_, constraint)
    (sentence, *_) = faults_of(library)
    assert sentence.startswith(f"questions.csv, line 6, column 'constraint', value {constraint!r}: {message}")


def test_a_constraint_stops_what_is_outside(library: Path) -> None:
    constrained(library, constraint=". >= 30 and . != 71")
    with pytest.raises(StudyError, match="outside the constraint") as caught:
        clean(read_study_export(Study.load(library))[0], Study.load(library))
    assert len(str(caught.value).splitlines()) == 2  # the ages 28 and 71


def test_the_list_of_a_number_holds_codes_of_missing_answers(library: Path) -> None:
    constrained(library, "integer age_codes")
    with (library / "choices.csv").open("a", encoding="utf-8") as file:
        file.write("age_codes,refused,Refused,Weigert,,refused,71,\n")
    done = clean(read_study_export(Study.load(library))[0], Study.load(library))
    assert done.responses["age.missing"].tolist().count("refused") == 1
    change(library, "choices.csv", "Weigert,,refused,71", "Weigert,,,71")
    assert faults_of(library) == [
        "choices.csv, line 16, column 'missing', value '': the list of a number holds codes of missing answers,"
        " and this level has no kind; name the kind, such as refused."
    ]


def test_who_left_is_counted_apart(library: Path) -> None:
    """The library's one partial row answered its first question alone."""
    change(library, "study.toml", 'duplicates = "keep_last"', 'duplicates = "keep_last"\npartials = "keep"')
    change(library, "study.toml", "respondents = 12", "respondents = 13")
    assert "responses.csv: 14 rows read, 13 used (1 partial), removed: 1 test, 0 partial, 0 double." in check_study(
        library
    )
    study = Study.load(library)
    done = clean(read_study_export(study)[0], study)
    counts = count(done.responses, study)
    assert counts["visits_weekly"].missing == {"dont_know": 1, "left_empty": 0, "not_seen": 0}
    assert counts["branch"].missing == {"left_empty": 0, "not_seen": 1}
    assert counts["services.study"].missing["not_seen"] == 1
    shown = tables.missing_table(counts, replace(study, synthetic=True))  # what is real would not be shown by branch
    assert not isinstance(shown, str)
    row = shown.frame.set_index("question").loc["branch"]  # type: ignore[union-attr]
    assert (row["base"], row["not seen"], row["item nonresponse"]) == (12, 1, 0.0)
    account = tables.account_table(done, study).frame  # type: ignore[union-attr]
    assert account.to_numpy().tolist()[-2:] == [["used", 13], ["of these, incomplete", 1]]
