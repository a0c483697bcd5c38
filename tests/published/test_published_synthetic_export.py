"""The synthetic export: the committed file to the byte, and every published figure from it by another parser."""

import csv
import io
import os
import shutil
import subprocess
import sys
import sysconfig
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from collabstudy.errors import CollabstudyError
from collabstudy.published.synthetic_export import synthetic_export
from collabstudy.study import Question, Study

ROOT = Path(__file__).resolve().parents[2]
GEMEENTEN = ROOT / "data" / "raw" / "gemeenten"
FILE = GEMEENTEN / "responses_synthetic.csv"
Rows = list[dict[str, str]]

# question: persons who answered, as declared in study.toml
BASES = {
    **dict.fromkeys(("q01", "q02", "q03", "q06", "q07", "q08"), 31),
    **dict.fromkeys(("q04", "q05", "q09", "q10", "q11"), 24),
    **dict.fromkeys(("q12", "q13"), 29),
}
# the article's percentages; a hedged one as our reading in percentages, both ends excluded
PERCENTAGES = {
    "q02": "90",
    "q04": "63",
    "q05": "62.5",
    "q08": "65",
    "q09": "75",
    "q10": "54",
    "q11": "83",
    "q12": "55",
    "q13": "41",
}
HEDGED = {("q01", "Ja"): (95, 100), ("q03", "Nee"): (45, 50), ("q03", "Ja"): (50, 55), ("q06", "Ja"): (70, 75)}
HEDGED |= {("q07", "Ja"): (60, 65)}


@pytest.fixture(scope="module")
def gemeenten() -> Study:
    return Study.load(GEMEENTEN)


def parsed(text: str) -> Rows:
    """The rows by the code with which each header begins."""
    lines = [line for line in csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True) if line]
    codes = [header.partition(".")[0] for header in lines[0]]
    assert len(set(codes)) == len(codes)
    return [dict(zip(codes, line, strict=True)) for line in lines[1:]]


@pytest.fixture(scope="module")
def rows() -> Rows:
    return parsed(FILE.read_bytes().decode("utf-8-sig"))


@pytest.fixture(scope="module")
def respondents(rows: Rows) -> Rows:
    """Submitted, no tests, the last of each access code."""
    kept = {row["token"]: row for row in rows if row["submitdate"] and row["token"] != "test"}
    return list(kept.values())


def test_the_committed_file_to_the_byte(gemeenten: Study) -> None:
    assert synthetic_export(gemeenten).encode() == FILE.read_bytes()


def test_the_shape_of_a_dutch_limesurvey_export() -> None:
    content = FILE.read_bytes()
    assert content.startswith(b'\xef\xbb\xbf"id. Respons-ID";"submitdate. Datum verzonden";')
    assert content.count(b"\n") == content.count(b"\r\n")
    assert content.endswith(b'"\r\n\r\n')
    assert content.decode().count("\ufeff") == 1


def test_31_respondents_two_tests_one_partial_one_double(rows: Rows, respondents: Rows) -> None:
    assert len(respondents) == 31
    assert [row["id"] for row in rows] == [str(number) for number in range(1, 36)]
    assert sum(row["token"] == "test" for row in rows) == 2
    (partial,) = [row for row in rows if not row["submitdate"]]
    assert not any(partial[code] for code in BASES)
    twice = [token for token, number in Counter(row["token"] for row in rows).items() if number > 1]
    assert "test" in twice
    assert len(twice) == 2
    first, last = [row for row in rows if row["token"] in twice and row["token"] != "test"]
    assert sum(bool(first[code]) for code in BASES) < sum(bool(last[code]) for code in BASES)
    assert int(first["id"]) < int(last["id"])


def test_each_row_says_that_it_is_synthetic(rows: Rows) -> None:
    assert {row["synthetic"] for row in rows} == {"Ja"}
    assert "synthetic" in FILE.name
    header = FILE.read_text(encoding="utf-8-sig").splitlines()[0]
    assert "Synthetisch antwoord, niet van een respondent" in header


def test_no_row_holds_an_address_or_a_time(rows: Rows) -> None:
    for column in ("ipaddr", "refurl"):
        assert {row[column] for row in rows} == {""}
    for column in ("startdate", "datestamp", "submitdate"):
        assert {row[column] for row in rows} <= {"", "1980-01-01 00:00:00"}


def yes_counts(code: str) -> set[int]:
    """How many of a question's base can have said yes, from the article's figures alone."""
    base = BASES[code]
    allowed = set(range(base + 1))
    for (question, answer), (low, high) in HEDGED.items():
        if question == code:
            fitting = {count for count in range(base + 1) if low * base < 100 * count < high * base}
            allowed &= fitting if answer == "Ja" else {base - count for count in fitting}
    if code in PERCENTAGES:
        printed = Decimal(PERCENTAGES[code])
        allowed &= {
            count
            for count in range(base + 1)
            if (Decimal(100 * count) / base).quantize(printed, ROUND_HALF_UP) == printed
        }
    return allowed


def test_bases_and_counts(respondents: Rows) -> None:
    assert {code: sum(bool(row[code]) for row in respondents) for code in BASES} == BASES
    for code in BASES:
        assert sum(row[code] == "Ja" for row in respondents) in yes_counts(code), code
    assert {row[code] for row in respondents for code in BASES} == {"Ja", "Nee", ""}


def test_what_the_wordings_leave_open() -> None:
    """Three questions have two counts that print as their figures; all the others have one."""
    open_ones = {code: yes_counts(code) for code in BASES if len(yes_counts(code)) > 1}
    assert open_ones == {"q03": {16, 17}, "q06": {22, 23}, "q07": {19, 20}}
    assert [yes_counts(code) for code in ("q01", "q02", "q12", "q13")] == [{30}, {28}, {16}, {12}]


@pytest.mark.parametrize(("code", "percentage"), PERCENTAGES.items())
def test_a_printed_percentage_can_be_computed_from_the_file(respondents: Rows, code: str, percentage: str) -> None:
    answers = [row[code] for row in respondents if row[code]]
    share = Decimal(100 * answers.count("Ja")) / len(answers)
    assert str(share.quantize(Decimal(percentage), ROUND_HALF_UP)) == percentage


@pytest.mark.parametrize(("figure", "read"), HEDGED.items())
def test_a_hedged_figure_can_be_computed_from_the_file(
    respondents: Rows, figure: tuple[str, str], read: tuple[int, int]
) -> None:
    answers = [row[figure[0]] for row in respondents if row[figure[0]]]
    assert read[0] * len(answers) < 100 * answers.count(figure[1]) < read[1] * len(answers)


def test_every_published_figure_is_recomputed_here(gemeenten: Study) -> None:
    codes = {question.name: question.column.partition(".")[0] for question in gemeenten.questions}
    labels = {"yes": "Ja", "no": "Nee"}
    published = {(codes[figure.question], labels[figure.answers[0]]) for figure in gemeenten.figures}
    assert len(gemeenten.figures) == 14
    assert published == {(code, "Ja") for code in PERCENTAGES} | set(HEDGED)


def test_the_same_persons_answered_what_is_compared(respondents: Rows) -> None:
    answered = {code: {row["token"] for row in respondents if row[code]} for code in BASES}
    assert answered["q12"] == answered["q13"]
    assert answered["q10"] == answered["q11"]
    assert answered["q10"] != answered["q09"]  # nobody said that all questions of one base go together


def test_answers_do_not_stand_in_one_order(respondents: Rows) -> None:
    """Nobody's answers decide anybody's: the two 15 of 24 are not the same fifteen persons."""
    yes = {code: frozenset(row["token"] for row in respondents if row[code] == "Ja") for code in BASES}
    assert len(set(yes.values())) == len(BASES)


def test_another_seed_gives_other_answers_at_the_same_bases(gemeenten: Study) -> None:
    text = synthetic_export(gemeenten.varied(seed=1))
    assert text != synthetic_export(gemeenten)
    kept = {row["token"]: row for row in parsed(text.lstrip("\ufeff")) if row["submitdate"] and row["token"] != "test"}
    assert {code: sum(bool(row[code]) for row in kept.values()) for code in BASES} == BASES
    assert all(sum(row[code] == "Ja" for row in kept.values()) in yes_counts(code) for code in BASES)


def refusal(study: Study) -> str:
    """The one sentence with which a study is refused."""
    with pytest.raises(CollabstudyError) as refused:
        synthetic_export(study)
    message = str(refused.value)
    assert message.endswith(".")
    assert "\n" not in message
    return message


def test_a_base_that_cannot_print_the_figure(gemeenten: Study) -> None:
    message = refusal(replace(gemeenten, bases={**gemeenten.bases, "moves_along": 31}))
    assert all(part in message for part in ("study.toml", "[synthetic.bases] moves_along", "75%", "31", "half_up"))


def test_of_two_figures_of_one_question_the_impossible_one_is_named(gemeenten: Study) -> None:
    message = refusal(replace(gemeenten, bases={**gemeenten.bases, "acts_on_orientation": 20}))
    assert "F3 (bijna de helft) cannot be printed from 20 answers" in message
    assert "9/20 is 45.00%, 10/20 is 50.00%" in message


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda study: replace(study, synthetic=False),
        lambda study: replace(study, responses=None),
    ],
)
def test_a_study_that_is_not_synthetic_is_refused(gemeenten: Study, spoilt: Callable[[Study], Study]) -> None:
    message = refusal(spoilt(gemeenten))
    assert "'gemeenten'" in message
    assert "synthetic = true" in message


def test_a_file_without_a_column_that_says_synthetic_is_refused(gemeenten: Study) -> None:
    assert gemeenten.responses is not None
    ignored = tuple(name for name in gemeenten.responses.ignore_columns if not name.startswith("synthetic"))
    message = refusal(replace(gemeenten, responses=replace(gemeenten.responses, ignore_columns=ignored)))
    assert "'synthetic'" in message


@pytest.mark.parametrize("kind", ["integer", "text", "select_multiple"])
def test_a_question_of_another_type_is_refused(gemeenten: Study, kind: str) -> None:
    message = refusal(with_question(gemeenten, "moves_along", type=kind))
    assert "[synthetic.bases] moves_along" in message
    assert kind in message


def test_quotes_and_semicolons_in_a_header_survive(gemeenten: Study) -> None:
    column = 'q09. Past uw gemeente zich "mee" aan; of niet?'
    text = synthetic_export(with_question(gemeenten, "moves_along", column=column)).lstrip("\ufeff")
    header = next(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))
    assert column in header
    assert len(parsed(text)) == 35


def test_a_level_without_raw_labels_is_written_by_its_name(gemeenten: Study) -> None:
    choices = {"yes_no": tuple(replace(choice, raw=()) for choice in gemeenten.choices["yes_no"])}
    rows = parsed(synthetic_export(replace(gemeenten, choices=choices)).lstrip("\ufeff"))
    assert {row["q01"] for row in rows} == {"yes", "no", ""}


def test_without_declared_bases_any_base_will_do(gemeenten: Study) -> None:
    rows = parsed(synthetic_export(replace(gemeenten, bases={}, same_persons=())).lstrip("\ufeff"))
    kept = {row["token"]: row for row in rows if row["submitdate"] and row["token"] != "test"}
    answers = [row["q12"] for row in kept.values() if row["q12"]]
    assert (Decimal(100 * answers.count("Ja")) / len(answers)).quantize(Decimal(1), ROUND_HALF_UP) == 55


def with_question(study: Study, name: str, **changes: str) -> Study:
    questions: tuple[Question, ...] = tuple(
        replace(question, **changes) if question.name == name else question for question in study.questions
    )
    return replace(study, questions=questions)


# The same file from a Python of its own. What else the package holds needs compiled libraries of one Python;
# the reconstruction does not, so that it is imported under a bare parent.
MAKE = """
import sys, types
sys.path[:0] = sys.argv[1:3]
parent = types.ModuleType("collabstudy.published")
parent.__path__ = [sys.argv[1] + "/collabstudy/published"]
sys.modules["collabstudy.published"] = parent
from collabstudy.published.synthetic_export import synthetic_export
from collabstudy.study import Study
sys.stdout.buffer.write(synthetic_export(Study.load(sys.argv[3])).encode())
"""


def made_by(python: str, **environment: str) -> bytes:
    source, installed = ROOT / "src", sysconfig.get_path("purelib")
    command = [python, "-B", "-c", MAKE, str(source), installed, str(GEMEENTEN)]
    return subprocess.run(command, env={**os.environ, **environment}, capture_output=True, check=True).stdout


@pytest.mark.parametrize(
    "environment", [{"PYTHONHASHSEED": "0"}, {"PYTHONHASHSEED": "4711"}, {"LC_ALL": "C", "TZ": "X"}]
)
def test_the_same_whatever_the_environment(environment: dict[str, str]) -> None:
    assert made_by(sys.executable, **environment) == FILE.read_bytes()


def pythons() -> dict[str, str]:
    """One program for each minor in range: of COLLABSTUDY_PYTHONS (a PATH-like list), of PATH, of pyenv, our own."""
    named = [part for part in os.environ.get("COLLABSTUDY_PYTHONS", "").split(os.pathsep) if part]
    found: dict[str, str] = {}
    for minor in ("3.11", "3.12", "3.13"):
        versions = sorted((Path.home() / ".pyenv" / "versions").glob(f"{minor}.*/bin/python3"))
        for candidate in filter(None, [*named, shutil.which(f"python{minor}"), *map(str, versions), sys.executable]):
            code = "import sys; print('%d.%d' % sys.version_info[:2])"
            answer = subprocess.run([candidate, "-c", code], capture_output=True, text=True, check=False)
            if answer.stdout.strip() == minor:
                found[minor] = candidate
                break
    return found


@pytest.mark.slow
def test_the_same_on_every_python_found() -> None:
    found = pythons()
    assert f"3.{sys.version_info.minor}" in found
    for minor, python in found.items():
        assert made_by(python) == FILE.read_bytes(), minor
