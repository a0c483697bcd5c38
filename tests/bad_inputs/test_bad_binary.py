"""Files of SPSS, Stata, Parquet and Excel that go wrong elsewhere without a word; one test a row of bad_inputs.csv."""

import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest

from collabstudy.errors import StudyError
from collabstudy.importing import parquet, spss, stata, workbook
from collabstudy.importing.archive import Limits, check_archive
from collabstudy.importing.table import Options, Reader


def refused(reader: Reader, path: Path, options: Options | None = None) -> list[str]:
    with pytest.raises(StudyError) as caught:
        reader(path, options or Options())
    assert caught.value.exit_code == 2
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            b"a,b\n1,2",
            "it looks like comma-separated text (7 bytes); rename it to .csv and read it as text.",
        ),
        (
            b"\xef\xbb\xbfa;b,c\n1;2",
            "it looks like semicolon-separated text (12 bytes); rename it to .csv and read it as text.",
        ),
        (
            b"<html><table><tr><td>a</td></tr></table></html>",
            "it looks like a web page or other markup (47 bytes); download it again or save it again.",
        ),
        (b"$FL2@(#)", "it looks like SPSS data (.sav) (8 bytes); download it again or save it again."),
        (
            b"\x72\x02\x01\x00",  # release 114 of Stata's format
            "it looks like Stata data (.dta) (4 bytes); download it again or save it again.",
        ),
        (b"", "it looks like nothing: it is empty (0 bytes); download it again or save it again."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40),
            "it looks like an old workbook (.xls) or one with a password (48 bytes); save it as .xlsx.",
        ),
    ],
)
def test_b005_a_name_that_lies_is_answered_with_what_the_file_is(content: bytes, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    path.write_bytes(content)
    assert refused(workbook.read, path) == [f"export.xlsx: the file is not a workbook (.xlsx); {sentence}"]


def test_b005_a_workbook_with_a_password(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le"))
    assert refused(workbook.read, path) == ["export.xlsx: the workbook has a password; save it without one."]


def test_b006_a_zip_bomb_is_refused_before_anything_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 100_000_000)
    ratio = 100_000_000 // path.stat().st_size
    assert refused(workbook.read, path) == [
        f"export.xlsx: it expands from 0.1 MB to 100.0 MB, {ratio} times (limit 100); refused; "
        "save only the sheet with the answers as a new workbook."
    ]


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        (Limits(total=1_000_000), "it expands from 0.0 MB to 2.0 MB (limit 1.0 MB); refused"),
        (Limits(member=1_000_000), "its member 'b.xml' expands to 1.5 MB (limit 1.0 MB); refused"),
        (Limits(members=1), "it holds 2 members (limit 1); refused"),
    ],
)
def test_b006_each_limit_is_a_parameter_and_named_with_its_size(limits: Limits, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", b"0" * 500_000)
        archive.writestr("b.xml", b"0" * 1_500_000)
    check_archive(path)
    with pytest.raises(StudyError) as caught:
        check_archive(path, limits)
    assert str(caught.value) == f"export.xlsx: {sentence}; save only the sheet with the answers as a new workbook."


def test_b006_an_archive_in_the_archive(tmp_path: Path) -> None:
    inner, path = tmp_path / "inner.zip", tmp_path / "export.xlsx"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.xml", b"a")
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(inner, "xl/embeddings/inner.bin")
    assert refused(workbook.read, path) == [
        "export.xlsx: its member 'xl/embeddings/inner.bin' is an archive itself; refused; "
        "save only the sheet with the answers as a new workbook."
    ]


def test_b006_a_directory_that_lies_about_a_size_and_its_checksum(tmp_path: Path) -> None:
    path, content = tmp_path / "export.xlsx", b"0" * 1_500_000
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", content)
    lied = path.read_bytes()
    for true, false in [(len(content), 1_000), (zlib.crc32(content), zlib.crc32(content[:1_000]))]:
        lied = lied.replace(true.to_bytes(4, "little"), false.to_bytes(4, "little"))
    path.write_bytes(lied)
    with zipfile.ZipFile(path) as archive:
        assert len(archive.read("a.xml")) == 1_000  # who trusts the directory sees nothing
    assert refused(workbook.read, path) == [
        f"export.xlsx: the archive is damaged or cut off ({len(lied):,} bytes); download it again or save it again."
    ]


def test_b008_a_workbook_that_was_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["id", "q"])
    book.save(path)
    path.write_bytes(path.read_bytes()[:900])
    assert refused(workbook.read, path) == [
        "export.xlsx: the archive is damaged or cut off (900 bytes); download it again or save it again."
    ]


FRAME = pd.DataFrame({"q": np.arange(400.0), "r": ["een tekst"] * 400})


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.99])
@pytest.mark.parametrize(
    ("reader", "write", "name"),
    [
        (spss.read_here, pyreadstat.write_sav, "export.sav"),
        (stata.read_here, pyreadstat.write_dta, "export.dta"),
        (parquet.read, lambda frame, path: pq.write_table(pa.Table.from_pandas(frame), path), "export.parquet"),
    ],
)
def test_b008_a_file_that_was_cut_off_is_refused_with_its_size(
    reader: Reader, write: Callable[[pd.DataFrame, Path], None], name: str, share: float, tmp_path: Path
) -> None:
    path = tmp_path / name
    write(FRAME, path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    (sentence,) = refused(reader, path)
    assert sentence.startswith(f"{name}: the file is damaged or cut off ({path.stat().st_size:,} bytes; ")
    assert sentence.endswith("; download it again or save it again.")


def test_b008_the_first_bytes_of_a_file_of_spss(tmp_path: Path) -> None:
    path = tmp_path / "export.sav"
    pyreadstat.write_sav(FRAME, path)
    path.write_bytes(path.read_bytes()[:900])
    assert refused(spss.read, path) == [
        "export.sav: the file is damaged or cut off (900 bytes; File did not contain the expected number of rows); "
        "download it again or save it again."
    ]


@pytest.mark.parametrize(
    ("reader", "form"),
    [(spss.read, "SPSS data (.sav)"), (stata.read, "Stata data (.dta)"), (parquet.read, "Parquet data")],
)
def test_b005_a_name_that_lies_of_the_other_forms(reader: Reader, form: str, tmp_path: Path) -> None:
    path = tmp_path / "export.bin"
    path.write_bytes(b"a;b\n1;2\n")
    assert refused(reader, path) == [
        f"export.bin: the file is not {form}; it looks like semicolon-separated text (8 bytes); "
        "rename it to .csv and read it as text."
    ]


def test_b067_a_serial_number_is_a_date_only_where_the_workbook_says_so(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["day", "number", "text"])
    book.active.append([46115, 46115, "46115"])
    book.active["A2"].number_format = "yyyy-mm-dd"
    book.save(tmp_path / "export.xlsx")
    table, _ = workbook.read(tmp_path / "export.xlsx", Options())
    assert table.rows == [("2026-04-03", "46115", "46115")]  # 46115 days from 1899-12-30


def test_b074_error_cells_are_refused_by_sheet_and_cell(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Antwoorden"
    for row in (["id", "q", "r"], [1, "#N/A", "#VERW!"], [2, "#DIV/0!", "#DEEL/0!"]):
        book.active.append(row)
    assert [book.active["B2"].data_type, book.active["C2"].data_type] == ["e", "s"]
    book.save(tmp_path / "export.xlsx")
    assert refused(workbook.read, tmp_path / "export.xlsx") == [
        f"export.xlsx, line {line}, value '{value}': cell {cell} of sheet 'Antwoorden' holds an error; "
        "correct the formula or empty the cell."
        for line, cell, value in [(2, "B2", "#N/A"), (3, "B3", "#DIV/0!")]
    ]
    book.active["B2"] = book.active["B3"] = "x"
    book.save(tmp_path / "export.xlsx")
    assert refused(workbook.read, tmp_path / "export.xlsx") == [
        f"export.xlsx, line {line}, value '{value}': cell {cell} of sheet 'Antwoorden' holds an error, pasted as text; "
        "correct or empty the cell."
        for line, cell, value in [(2, "C2", "#VERW!"), (3, "C3", "#DEEL/0!")]
    ]


def test_b074_of_many_error_cells_the_first_are_named_and_the_rest_counted(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["q"])
    for _ in range(23):
        book.active.append(["#N/A"])
    book.save(tmp_path / "export.xlsx")
    sentences = refused(workbook.read, tmp_path / "export.xlsx")
    assert len(sentences) == 21
    assert sentences[-1] == "export.xlsx: at least 3 more such cells in sheet 'Sheet'; correct them likewise."


def test_b075_formulas_without_a_result_and_merged_cells_are_refused_by_cell(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Blad1"
    book.active.append(["id", "q"])
    book.active.append(["=A1", "Ja"])
    book.active["I5"] = "Nee"
    book.active.merge_cells("I5:J5")
    book.save(tmp_path / "export.xlsx")
    assert refused(workbook.read, tmp_path / "export.xlsx") == [
        "export.xlsx, line 2: cell A2 of sheet 'Blad1' holds a formula without a saved result; "
        "paste the values in its place.",
        "export.xlsx, line 5: cells I5:J5 of sheet 'Blad1' are merged: only the first has a value; "
        "unmerge and fill each cell.",
    ]


def test_b075_a_formula_with_its_result_is_read_and_noted(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["id", "q"])
    book.active.append(["=A1", "Ja"])
    book.save(tmp_path / "without.xlsx")
    with (
        zipfile.ZipFile(tmp_path / "without.xlsx") as before,
        zipfile.ZipFile(tmp_path / "export.xlsx", "w") as after,
    ):
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, content.replace(b"<f>A1</f><v />", b"<f>A1</f><v>7</v>"))
    table, log = workbook.read(tmp_path / "export.xlsx", Options())
    assert table.rows == [("7", "Ja")]
    assert [(note.what, note.cells) for note in log.notes] == [
        ("formulas were read by the result that the file was saved with", 1)
    ]


def test_b076_user_missing_and_unlabelled_codes_of_spss_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "export.sav"
    frame = pd.DataFrame({"q": [1.0, 8.0, 99.0, -9.0, 4.0, np.nan]})
    labels = {"q": {1: "red", 99: "skipped"}}
    ranges = {"q": [{"lo": -9, "hi": -9}, 8, 99]}
    pyreadstat.write_sav(frame, path, variable_value_labels=labels, missing_ranges=ranges)
    table, log = spss.read(path, Options())
    assert table.column("q") == ("1", "8", "99", "-9", "4", "")
    (field,) = table.fields
    assert field.levels == {"1": "red", "99": "skipped"}  # 4 has no label: the codebook's to judge
    assert field.missing == ("-9", "8", "99")
    assert [(note.what, note.where, note.cells) for note in log.notes] == [
        ("codes that mean no answer: -9, 8, 99", "q", 3)
    ]


def test_b077_extended_missing_values_of_stata_keep_their_letter(tmp_path: Path) -> None:
    path = tmp_path / "export.dta"
    frame = pd.DataFrame({"q": [1, "a", "z", 2, None], "r": ["a", "b", "", "a", "a"]})
    pyreadstat.write_dta(
        frame, path, missing_user_values={"q": ["a", "z"]}, variable_value_labels={"q": {1: "Ja", "a": "Weigert"}}
    )
    table, log = stata.read(path, Options())
    assert table.column("q") == ("1", ".a", ".z", "2", "")
    assert table.column("r") == ("a", "b", "", "a", "a")  # text, though it looks like one of those letters
    assert [field.missing for field in table.fields] == [(".a", ".z"), ()]
    assert table.fields[0].levels == {"1": "Ja", ".a": "Weigert"}
    assert [(note.what, note.where, note.cells) for note in log.notes] == [
        ("codes that mean no answer: .a, .z", "q", 2)
    ]


@pytest.mark.parametrize(
    ("reader", "write", "name"),
    [
        (spss.read_here, pyreadstat.write_sav, "export.sav"),
        (stata.read_here, pyreadstat.write_dta, "export.dta"),
    ],
)
def test_b078_codes_with_the_same_label_are_refused_by_column(
    reader: Reader, write: Callable[..., None], name: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    frame = pd.DataFrame({"q": [1, 2], "r": [1, 2]})
    labels = {"q": {1: "Ja", 2: "Ja", 3: "Nee"}, "r": {1: "a", 2: "b"}}
    write(frame, path, variable_value_labels=labels)
    assert refused(reader, path) == [
        f"{name}, column 'q', value 'Ja': the codes 1, 2 have the same label; give each code a label of its own."
    ]
