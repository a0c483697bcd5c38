"""A LimeSurvey export comes in as it is, to the character; one that is not of that form is refused with its line."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support import FIXTURES, ROOT

from collabstudy.errors import StudyError
from collabstudy.importing import ImportLog, Options, TextTable, read_export

BOM = b"\xef\xbb\xbf"
SMALL = b'"id";"q1. Why?"\n"1";"Ja"\n"2";""\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "export.csv"


def imported(path: Path, content: bytes) -> tuple[TextTable, ImportLog]:
    path.write_bytes(content)
    return read_export(path)


def refused(path: Path, content: bytes) -> list[str]:
    path.write_bytes(content)
    with pytest.raises(StudyError) as caught:
        read_export(path)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("mark", [b"", BOM])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("last", [b"", b"\n", b"\n\n", b'\n"";""\n', b'\n""\n'])
def test_the_same_table_with_any_mark_line_ends_and_blank_records(
    mark: bytes, end: bytes, last: bytes, path: Path
) -> None:
    table, log = imported(path, mark + (SMALL.rstrip(b"\n") + last).replace(b"\n", end))
    assert table == TextTable.of("export.csv", ("id", "q1. Why?"), [("1", "Ja"), ("2", "")], [2, 3])
    assert log.encoding == ("utf-8 with byte order mark" if mark else "utf-8")
    blank = {b"": 0, b"\n": 0, b"\n\n": 1, b'\n"";""\n': 1, b'\n""\n': 1}[last]
    assert (log.file, log.format, log.separator) == ("export.csv", "limesurvey", ";")
    assert (log.records, log.columns, log.blank_records) == (2, 2, blank)


def test_line_breaks_semicolons_and_quotes_inside_cells(path: Path) -> None:
    content = '"id";"q"\r\n"1";"one;\ntwo\n\n""three"";"\r\n"2";"a\r\nb"\r\n"3";"last"\r\n'
    table, _ = imported(path, content.encode())
    assert table.column("q") == ('one;\ntwo\n\n"three";', "a\r\nb", "last")
    assert table.lines.tolist() == [2, 6, 8]


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\u0085", "\u00a0"])
def test_what_only_some_take_for_a_line_end_stays_inside_its_cell(character: str, path: Path) -> None:
    text = f"a{character}b"
    table, _ = imported(path, f'"id";"q"\n"1";"{text}"\n2;{text}\n"3";""\n'.encode())
    assert table.column("q") == (text, text, "")
    assert table.lines.tolist() == [2, 3, 4]


@pytest.mark.parametrize(
    "text", ["0363", "1.000", "NA", "None", "null", "03-04-2026", "TRUE", " Ja ", "12E4", "=1+1", "é€😀"]
)
def test_every_cell_stays_the_text_that_it_was(text: str, path: Path) -> None:
    table, _ = imported(path, f'"id";"q"\n"{text}";"{text}"\n'.encode())
    assert table.rows == [(text, text)]


def test_blank_records_between_rows_are_counted_and_shift_no_line(path: Path) -> None:
    table, log = imported(path, b'"id";"q"\n\n"1";"a"\n"";""\n\n"2";"b"\n')
    assert (table.column("id"), table.lines.tolist()) == (("1", "2"), [3, 6])
    assert (log.records, log.blank_records) == (2, 3)


def test_a_header_alone_is_an_export_without_responses(path: Path) -> None:
    with pytest.raises(StudyError, match=r"export\.csv: the file has headings and no responses"):
        imported(path, b'"id";"q"\r\n"";""\r\n')


def test_a_header_is_trimmed_as_an_editor_trims_questions_csv(path: Path) -> None:
    table, _ = imported(path, '" id ";"q1.\r\nWhy?\u00a0"\r\n" 1 ";"a"\r\n'.encode())
    assert table.columns == ("id", "q1.\nWhy?")
    assert table.lines.tolist() == [3]
    assert table.column("id") == (" 1 ",)


@pytest.mark.parametrize(
    ("row", "cells"),
    [(b'"1";"a";"b"', 3), (b'"1"', 1), (b'"1";"a";', 3), (b'"a";"b";"c";"d"', 4)],
)
def test_a_ragged_row_is_named_with_its_line(row: bytes, cells: int, path: Path) -> None:
    sentence = (
        f"export.csv, line 4: the row has {cells} cells where the header has 2;"
        " look for a stray semicolon or quote in it."
    )
    assert refused(path, b'"id";"q"\n"0";"x\ny"\n' + row + b'\n"2";"b"\n') == [sentence]


def test_every_ragged_row_in_one_list(path: Path) -> None:
    sentences = refused(path, b'"id";"q"\n"1"\n"2";"b"\n"3";"c";"d"\n')
    assert [sentence.split(":")[0] for sentence in sentences] == ["export.csv, line 2", "export.csv, line 4"]


def test_a_double_header_is_numbered_and_noted(path: Path) -> None:
    table, log = imported(path, b'"id";"q";"r";"q";"q ";"r"\n"1";"a";"b";"c";"d";"e"\n')
    assert table.columns == ("id", "q [1]", "r [1]", "q [2]", "q [3]", "r [2]")
    assert table.rows == [("1", "a", "b", "c", "d", "e")]
    assert [(note.where, note.cells) for note in log.notes] == [("q", 3), ("r", 2)]


def test_a_codebook_that_names_a_double_header_is_told_of_both_columns_with_every_ragged_row(path: Path) -> None:
    path.write_bytes(b'"id";"q";"q"\n"1"\n"2";"a";"b"\n')
    with pytest.raises(StudyError) as caught:
        read_export(path, "limesurvey", Options(expected=("id", "q")))
    first, second = (str(fault) for fault in caught.value.faults)
    assert first == (
        "export.csv, line 1, column 'q': two columns have the same header;"
        " write 'q [1]' or 'q [2]' in the codebook, in the order of the file."
    )
    assert second.startswith("export.csv, line 2: the row has 1 cells")


@pytest.mark.parametrize(("separator", "recorded"), [(",", ","), ("\t", "tab"), ("|", "|"), (";", ";")])
def test_a_header_without_quotes_is_read_with_the_separator_that_fits(
    separator: str, recorded: str, path: Path
) -> None:
    table, log = imported(path, 'id~q\n1~"a;b"\n2~c\n'.replace("~", separator).encode())
    assert (table.rows, log.separator) == ([("1", "a;b"), ("2", "c")], recorded)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (BOM + b'"id";"q"\n\xe9', 2),
        (BOM + b'"id";"q"\n"1";"a\nb"\n"2";"\x80"\n', 4),
    ],
)
def test_bytes_that_are_not_utf8_after_its_byte_order_mark(content: bytes, line: int, path: Path) -> None:
    assert refused(path, content) == [f"export.csv, line {line}: this is not UTF-8; export it again as UTF-8."]


@pytest.mark.parametrize(
    ("content", "what"),
    [(b"", "the file is empty"), (BOM, "the file is empty"), (b"\n\n", "its first line is empty")],
)
def test_an_empty_file(content: bytes, what: str, path: Path) -> None:
    assert refused(path, content) == [f"export.csv: {what}; export it again with its headings."]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b'"id";"q"\n"1";"a"\n"2";"b\n"3";"c"\n', 3),
        (b'"id";"q"\n"1";"a"b"\n"2";"b"\n', 2),
        (b'"id";"q"\n"1";"a"\n"2";"b', 3),
    ],
)
def test_a_quote_too_many_or_too_few(content: bytes, line: int, path: Path) -> None:
    """A quote that is lost makes the next row part of the cell, until a quote comes where none can stand."""
    (sentence,) = refused(path, content)
    assert sentence.startswith(f"export.csv, line {line}: the quoting is broken (")
    assert sentence.endswith("; export the file again; an editor may have removed a quote.")


def test_a_missing_file(path: Path) -> None:
    for missing in (path, str(path)):
        with pytest.raises(StudyError, match="there is no such file"):
            read_export(missing)


def test_an_unknown_format(path: Path) -> None:
    with pytest.raises(ValueError, match="unknown format 'slimesurvey': use one of limesurvey"):
        read_export(path, "slimesurvey")


def test_a_column_that_is_not_there(path: Path) -> None:
    table, _ = imported(path, SMALL)
    with pytest.raises(KeyError, match="q9"):
        table.column("q9")


def test_rows_can_be_taken_in_any_order(path: Path) -> None:
    table, _ = imported(path, SMALL)
    taken = table.take([1, 0, 1])
    assert (taken.rows, taken.lines.tolist()) == ([("2", ""), ("1", "Ja"), ("2", "")], [3, 2, 3])


def test_the_fixture_with_its_line_break() -> None:
    table, log = read_export(FIXTURES / "library" / "responses.csv")
    assert log == ImportLog("responses.csv", "limesurvey", "utf-8 with byte order mark", ";", 14, 15, 1)
    assert table.column("q6. Opmerkingen")[5] == "wifi;\nen koffie"
    assert table.lines.tolist() == [2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16]
    assert table.column("id. Response ID") == tuple(str(number) for number in range(1, 15))


def test_the_default_study_has_the_form_of_an_export() -> None:
    table, log = read_export(ROOT / "data" / "raw" / "gemeenten" / "responses_synthetic.csv")
    assert (log.records, log.columns, log.encoding) == (35, 24, "utf-8 with byte order mark")
    assert table.lines.tolist() == list(range(2, 37))


CELL = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters="\t\n"), max_size=5)


@given(st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), max_size=6)))
def test_whatever_is_written_is_read(rows: list[list[str]]) -> None:
    import tempfile

    assume(any(any(row) for row in rows))
    header = [f"q{number}" for number in range(len(rows[0]))]
    sink = io.StringIO(newline="")
    csv.writer(sink, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows([header, *rows])
    with tempfile.TemporaryDirectory() as folder:
        table, log = imported(Path(folder) / "export.csv", sink.getvalue().encode())
    filled = [tuple(row) for row in rows if any(row)]
    assert table.rows == filled
    assert (log.records, log.blank_records) == (len(filled), len(rows) - len(filled))
    starts = [2 + sum(1 + "".join(row).count("\n") for row in rows[:at]) for at in range(len(rows))]
    assert table.lines.tolist() == [start for start, row in zip(starts, rows, strict=True) if any(row)]


@pytest.mark.parametrize(("separator", "recorded", "name"), [(",", ",", "comma"), ("\t", "tab", "tab")])
def test_the_separator_after_the_first_header_is_read_and_recorded(
    separator: str, recorded: str, name: str, path: Path
) -> None:
    content = '"id"|"q; ""one"""\n"1"|"a;b,c"\n'.replace("|", separator).encode()
    table, log = imported(path, BOM + content)
    assert (table.columns, table.rows) == (("id", 'q; "one"'), [("1", "a;b,c")])
    assert log.separator == recorded
    (sentence,) = refused(path, content + b'"2"\n')
    assert f"look for a stray {name} or quote" in sentence
