"""Every way in which one CSV file of a study can be wrong, held to its physical line."""

import csv
import io
from pathlib import Path

import pytest
from studies import change, copied, faults_of

from collabstudy import Study
from collabstudy.errors import Fault
from collabstudy.study.tables import Column, Row, read_table

FILES = ("questions.csv", "choices.csv", "published.csv", "statements.csv")
ALLOWED = "this value is not allowed"
COLUMNS = (Column("name", "[a-z]+", "use small letters"), Column("note"))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return copied("library", tmp_path)


def read(content: bytes, folder: Path) -> tuple[list[Row], list[str]]:
    path = folder / "small.csv"
    path.write_bytes(content)
    faults: list[Fault] = []
    return read_table(path, COLUMNS, faults), [str(fault) for fault in faults]


@pytest.mark.parametrize("file", FILES[:2])
def test_a_missing_file(file: str, library: Path) -> None:
    (library / file).unlink()
    assert faults_of(library) == [f"{file}: the file is missing; add it; docs/studies.md shows its columns."]


@pytest.mark.parametrize("content", [b"", b"\n", b"\xef\xbb\xbf", b" \r\n\r\n", b",,\n"])
@pytest.mark.parametrize("file", FILES)
def test_a_file_without_a_header(file: str, content: bytes, library: Path) -> None:
    (library / file).write_bytes(content)
    assert faults_of(library) == [f"{file}: the file is empty; write at least the header."]


@pytest.mark.parametrize(
    ("file", "column", "wrong"),
    [
        ("questions.csv", "relevant", "relevent"),
        ("choices.csv", "missing", "mising"),
        ("published.csv", "unit_as_printed", "unit"),
        ("statements.csv", "paraphrase", "text"),
    ],
)
def test_an_unknown_and_a_missing_column(file: str, column: str, wrong: str, library: Path) -> None:
    text = (library / file).read_text(encoding="utf-8")
    (library / file).write_text(text.replace(column, wrong, 1), encoding="utf-8")
    unknown, missing = faults_of(library)
    assert unknown.startswith(f"{file}, line 1, column '{wrong}': unknown column; known here: ")
    assert f" {column}" in unknown
    assert missing == f"{file}, line 1, column '{column}': the column is missing; add it, if need be with empty cells."


@pytest.mark.parametrize(
    ("file", "first", "second"),
    [
        ("questions.csv", "separator", "relevant"),
        ("choices.csv", "score", "missing"),
        ("published.csv", "group", "wave"),
        ("statements.csv", "kind", "relation"),
    ],
)
def test_a_double_column(file: str, first: str, second: str, library: Path) -> None:
    text = (library / file).read_text(encoding="utf-8")
    (library / file).write_text(text.replace(second, first, 1), encoding="utf-8")
    double, missing = faults_of(library)
    assert double == f"{file}, line 1, column '{first}': the column stands twice in the header; remove one."
    assert missing.startswith(f"{file}, line 1, column '{second}': the column is missing")


def test_a_double_label(library: Path) -> None:
    change(library, "choices.csv", "label::nl", "label::en")
    assert faults_of(library) == [
        "choices.csv, line 1, column 'label::en': the column stands twice in the header; remove one."
    ]


@pytest.mark.parametrize("name", ["label::nld", "label::NL", "label:nl", "label", ""])
def test_a_label_has_a_language_of_two_letters(name: str, library: Path) -> None:
    change(library, "choices.csv", "label::nl", name)
    (sentence,) = faults_of(library)
    assert sentence.startswith(f"choices.csv, line 1, column '{name}': unknown column;")


@pytest.mark.parametrize(
    ("file", "old", "cells", "width"),
    [
        ("questions.csv", ",never shown", 12, 11),
        ("choices.csv", "branch,north,North", 9, 8),
        ("published.csv", "F4,age", 14, 13),
        ("statements.csv", "S3,2", 8, 7),
    ],
)
def test_a_row_with_a_cell_too_many(file: str, old: str, cells: int, width: int, library: Path) -> None:
    before, _, after = old.partition(",")
    change(library, file, old, f"{before},{','}{after}")
    line = (library / file).read_text(encoding="utf-8").count("\n")
    assert faults_of(library) == [
        f"{file}, line {line}: the row has {cells} cells where the header has {width};"
        " put cells that contain a comma between double quotes."
    ]


def test_a_row_with_a_cell_too_few(library: Path) -> None:
    change(library, "statements.csv", "S2,1,3,comparison,", "S2,1,comparison,")
    (sentence,) = faults_of(library)
    assert sentence.startswith("statements.csv, line 3: the row has 6 cells where the header has 7;")


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "mend"),
    [
        ("questions.csv", "age,int", "1age,int", "line 6, column 'name', value '1age'", "use letters, digits and _"),
        ("questions.csv", "age,int", ",int", "line 6, column 'name', value ''", "use letters, digits and _"),
        ("questions.csv", "age,int", "leeftijd é,int", "line 6, column 'name', value 'leeftijd é'", "use letters"),
        ("questions.csv", "age,integer", "age,number", "line 6, column 'type', value 'number'", "use select_one LIST"),
        ("questions.csv", "select_one branch", "select_one", "line 7, column 'type', value 'select_one'", "use select"),
        ("questions.csv", "age,integer", "age,integer 1", "line 6, column 'type', value 'integer 1'", "use select_on"),
        ("questions.csv", ",4,q4", ",four,q4", "line 6, column 'number', value 'four'", "use a whole number, or leave"),
        ("questions.csv", ",4,q4", ",4.0,q4", "line 6, column 'number', value '4.0'", "use a whole number, or leave"),
        ("questions.csv", "no,never", "nee,never", "line 8, column 'identifying', value 'nee'", "use yes or no"),
        ("questions.csv", "no,never", ",never", "line 8, column 'identifying', value ''", "use yes or no"),
        ("choices.csv", "branch,north", "2branch,north", "line 15, column 'list_name', value '2branch'", "use letters"),
        ("choices.csv", "branch,north", "branch,no-rth", "line 15, column 'name', value 'no-rth'", "use letters"),
        ("choices.csv", "Neutraal,3,", '"Neutraal","3,5",', "line 7, column 'score', value '3,5'", "use a number, or"),
        ("choices.csv", ",refused,Z", ",Refused!,Z", "line 10, column 'missing', value 'Refused!'", "use a kind such"),
        ("published.csv", "F4,age", "F 4,age", "line 5, column 'figure', value 'F 4'", "use letters, digits and _"),
        ("published.csv", "F4,age", "F4,", "line 5, column 'question', value ''", "use letters, digits and _"),
        ("published.csv", "mean", "median", "line 5, column 'statistic', value 'median'", "use share or mean"),
        ("published.csv", "49.3", "", "line 5, column 'wording', value ''", "write the number as it is printed"),
        (
            "published.csv",
            ",10,",
            ",ten,",
            "line 5, column 'base', value 'ten'",
            "use a whole number, or leave it empt",
        ),
        ("published.csv", ",10,", ",-10,", "line 5, column 'base', value '-10'", "use a whole number, or leave it emp"),
        (
            "published.csv",
            "integer,2,2",
            "integer,two,2",
            "line 5, column 'section', value 'two'",
            "use a whole number",
        ),
        ("published.csv", "integer,2,2", "integer,2,", "line 5, column 'paragraph', value ''", "use a whole number"),
        ("statements.csv", "S3,2", "3,2", "line 4, column 'id', value '3'", "use letters, digits and _"),
        ("statements.csv", "S3,2,4", "S3,,4", "line 4, column 'section', value ''", "use a whole number"),
        ("statements.csv", "S3,2,4", "S3,2,4a", "line 4, column 'paragraph', value '4a'", "use a whole number"),
        ("statements.csv", "trend", "Trend!", "line 4, column 'kind', value 'Trend!'", "use a word such as share"),
        ("statements.csv", "none", "", "line 4, column 'relation', value ''", "use one of majority, minority, first >"),
        ("statements.csv", "first >", "first <", "line 3, column 'relation', value 'first < second'", "use one of maj"),
        ("statements.csv", "more would recommend than come weekly", "", "line 3, column 'paraphrase', value ''", "say"),
    ],
)
def test_a_value_that_is_not_allowed(file: str, old: str, new: str, place: str, mend: str, library: Path) -> None:
    change(library, file, old, new)
    (sentence,) = faults_of(library)
    assert sentence.startswith(f"{file}, {place}: {ALLOWED}; {mend}")


def test_two_wrong_values_of_a_row_are_two_faults(library: Path) -> None:
    change(library, "published.csv", "mean,49.3", "median,")
    assert [sentence.split(":")[0] for sentence in faults_of(library)] == [
        "published.csv, line 5, column 'statistic', value 'median'",
        "published.csv, line 5, column 'wording', value ''",
    ]


@pytest.mark.parametrize("file", FILES)
def test_a_quote_that_is_never_closed(file: str, library: Path) -> None:
    content = (library / file).read_bytes().rstrip(b"\n")
    lines = content.split(b"\n")
    name, rest = lines[-1].split(b",", 1)
    (library / file).write_bytes(b"\n".join([*lines[:-1], b'"' + name + b"," + rest]) + b"\n")
    (sentence,) = faults_of(library)
    assert sentence.startswith(f"{file}, line {len(lines)}: the quoting is broken (")
    assert sentence.endswith('; write a quote inside a cell as "".')


def test_a_quote_in_the_midst_of_a_quoted_cell(library: Path) -> None:
    change(library, "statements.csv", "more would", '"more "would" ')
    (sentence,) = faults_of(library)
    assert sentence.startswith("statements.csv, line 3: the quoting is broken (")


def test_bytes_that_are_not_utf8(library: Path) -> None:
    change(library, "choices.csv", b"North,Noord", b"North,No\xf6rd")
    assert faults_of(library) == ["choices.csv, line 15: this is not UTF-8; save the file as CSV UTF-8."]


def test_a_byte_order_mark_does_not_shift_the_line_of_a_wrong_byte(tmp_path: Path) -> None:
    assert read(b"\xef\xbb\xbfname,note\na,\n\xe9,\n", tmp_path) == (
        [],
        ["small.csv, line 3: this is not UTF-8; save the file as CSV UTF-8."],
    )


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_the_same_study_whatever_an_editor_made_of_its_files(mark: bytes, end: bytes, library: Path) -> None:
    before = Study.load(library)
    for file in FILES:
        content = (library / file).read_bytes()
        (library / file).write_bytes(mark + content.replace(b"\n", end) + end * 2)
    assert Study.load(library) == before


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_line_break_inside_a_cell_counts_for_the_lines_after_it(end: str, tmp_path: Path) -> None:
    content = end.join(["name,note", 'a,"one', "", 'two, ""three"""', "", "b,x", "C,y", "d"])
    rows, faults = read(content.encode(), tmp_path)
    assert [(row.line, row["name"]) for row in rows] == [(2, "a"), (6, "b")]
    assert rows[0]["note"].splitlines() == ["one", "", 'two, "three"']
    assert faults == [
        f"small.csv, line 7, column 'name', value 'C': {ALLOWED}; use small letters.",
        "small.csv, line 8: the row has 1 cells where the header has 2;"
        " put cells that contain a comma between double quotes.",
    ]


def test_a_header_below_an_empty_line_is_named_with_its_own(tmp_path: Path) -> None:
    rows, faults = read(b"\n\nname,notes\na,\n", tmp_path)
    assert rows == []
    assert [fault.split(":")[0] for fault in faults] == [
        "small.csv, line 3, column 'notes'",
        "small.csv, line 3, column 'note'",
    ]


def test_other_separators_are_no_line_ends(tmp_path: Path) -> None:
    rows, faults = read("name,note\na,x\u2028y\u0085z\x0bw\x0c\x1cv\nB,\n".encode(), tmp_path)
    assert [row["note"] for row in rows] == ["x\u2028y\u0085z\x0bw\x0c\x1cv"]
    assert faults == [f"small.csv, line 3, column 'name', value 'B': {ALLOWED}; use small letters."]


def test_cells_are_trimmed_and_blank_rows_are_no_rows(tmp_path: Path) -> None:
    rows, faults = read(b" name , note\n a ,\tx y \n , \n,\n\nb,\n", tmp_path)
    assert faults == []
    assert [(row.line, row.cells) for row in rows] == [
        (2, {"name": "a", "note": "x y"}),
        (6, {"name": "b", "note": ""}),
    ]


def test_a_pattern_holds_for_the_whole_cell(tmp_path: Path) -> None:
    rows, faults = read(b'name,note\n"a\nb",\nab1,\n1ab,\n', tmp_path)
    assert rows == []
    assert [fault.split(":")[0] for fault in faults] == [
        "small.csv, line 2, column 'name', value 'a\\nb'",
        "small.csv, line 4, column 'name', value 'ab1'",
        "small.csv, line 5, column 'name', value '1ab'",
    ]


@pytest.mark.parametrize(("separator", "called"), [(";", "semicolons"), ("\t", "tabs")])
@pytest.mark.parametrize("file", FILES)
def test_a_file_with_another_separator_is_told_in_one_sentence(
    file: str, separator: str, called: str, library: Path
) -> None:
    text = (library / file).read_text(encoding="utf-8")
    sink = io.StringIO(newline="")
    csv.writer(sink, delimiter=separator).writerows(csv.reader(io.StringIO(text, newline="")))
    (library / file).write_text(sink.getvalue(), encoding="utf-8-sig", newline="")
    (sentence,) = faults_of(library)
    assert sentence.startswith(f"{file}: the file is separated by {called}, not by commas; save it as CSV UTF-8 with")
