"""Each platform's headings become names, labels and groups; a file is known by its content; progress is told."""

from pathlib import Path

import pytest
from studies import change, copied, forget_hash

from collabstudy.errors import StudyError
from collabstudy.importing import Options, delimited, read_export, read_study_export
from collabstudy.importing.recognising import recognised
from collabstudy.study import Study


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "export.csv"


def groups(path: Path, content: str, format: str | None = None) -> tuple[str, list[tuple[str, str]]]:
    path.write_text(content, encoding="utf-8", newline="")
    table, log = read_export(path, format)
    return log.format, [(field.name, field.group) for field in table.fields]


def test_limesurvey_subquestions_belong_together(path: Path) -> None:
    assert groups(path, '"id","q1[SQ001]","q1[SQ002]","q2[other]","q3"\n"1","Y","","",""\n') == (
        "limesurvey",
        [("id", ""), ("q1[SQ001]", "q1"), ("q1[SQ002]", "q1"), ("q2[other]", ""), ("q3", "")],
    )


def test_limesurvey_headings_of_the_r_export(path: Path) -> None:
    header = '"Respons ID","Datum verstuurd","Laatste pagina","Begin taal","Waarom?\nLeg uit."\r\n'
    assert groups(path, header + '"1","2026-05-01","3","nl","omdat"\r\n') == (
        "limesurvey",
        [(name, "") for name in ("Respons ID", "Datum verstuurd", "Laatste pagina", "Begin taal", "Waarom?\nLeg uit.")],
    )


def test_surveymonkey_groups_are_filled_to_the_right(path: Path) -> None:
    content = (
        "Respondent ID,Collector ID,Welke?,,,Waarom?,Wie?\n"
        ",,een,twee,Anders (licht toe),Open-Ended Response,Rol\n"
        "1,9,een,,,omdat,directeur\n"
    )
    assert groups(path, content) == (
        "surveymonkey",
        [
            ("Respondent ID", ""),
            ("Collector ID", ""),
            ("Welke? / een", "Welke?"),
            ("Welke? / twee", "Welke?"),
            ("Welke? / Anders (licht toe)", "Welke?"),
            ("Waarom?", ""),
            ("Wie? / Rol", ""),
        ],
    )


def test_a_google_grid_and_a_kobo_path(path: Path) -> None:
    assert groups(path, "Tijdstempel,Hoe? [a],Hoe? [b],Los [c]\n1-1-2026 9:00:00,1,2,3\n")[1][1:] == [
        ("Hoe? [a]", "Hoe?"),
        ("Hoe? [b]", "Hoe?"),
        ("Los [c]", ""),
    ]
    assert groups(path, "start;q/a;q/b;_uuid;_index\n1;1;0;x;1\n") == (
        "kobo",
        [("start", ""), ("q/a", "q"), ("q/b", "q"), ("_uuid", ""), ("_index", "")],
    )


def test_in_google_tsv_a_quote_is_a_character(path: Path) -> None:
    path.write_bytes(b'Timestamp\tQ "een"\t"Twee"\r\n1\t"ocho"\t5" of 6"\r\n')
    table, log = read_export(path)
    assert (table.columns, table.rows) == (("Timestamp", 'Q "een"', '"Twee"'), [("1", '"ocho"', '5" of 6"')])
    assert (log.format, log.separator) == ("googleforms", "tab")
    path.write_bytes(b'Timestamp\t"Een" of twee, drie?\n1\t"ja" of nee, wie\n')
    table, log = read_export(path)
    assert (table.rows, log.format) == ([("1", '"ja" of nee, wie')], "googleforms")
    path.write_bytes('Timestamp\tEen\n1\t"twee\nregels"\n'.encode("utf-16"))  # saved again by Excel
    assert read_export(path)[0].rows == [("1", "twee\nregels")]


def test_google_tsv_that_excel_saved_again_is_quoted(path: Path) -> None:
    header = "Tijdstempel\tWelke?\tWaarom?\r\n"
    path.write_bytes(
        (header + '1-3-2026\t"Overleg, Convenant"\t"5"" of 6"\r\n2-3-2026\tOverleg\t\r\n').encode("cp1252")
    )
    table, log = read_export(path)
    assert table.rows == [("1-3-2026", "Overleg, Convenant", '5" of 6'), ("2-3-2026", "Overleg", "")]
    assert log.format == "googleforms"
    assert log.notes[-1].what.startswith("a spreadsheet has saved the TSV again")
    path.write_text(header + '1-3-2026\t"a;b"\t"twee\nregels"\n2-3-2026\tx,y\tnee\n')
    assert read_export(path)[0].rows == [("1-3-2026", "a;b", "twee\nregels"), ("2-3-2026", "x,y", "nee")]


@pytest.mark.parametrize(
    "answers", [('"ja"', "nee"), ('"ja, nee"', "eerst, dan"), ('5" of 6"', "nee"), ('"ja" of nee', "x"), ("a, b", "c")]
)
def test_google_tsv_that_nobody_saved_again_is_not(answers: tuple[str, str], path: Path) -> None:
    path.write_text("Tijdstempel\tWelke?\n" + "".join(f"1-3-2026\t{answer}\n" for answer in answers))
    assert read_export(path)[0].column("Welke?") == answers


def test_what_excel_saves_in_dutch(path: Path) -> None:
    path.write_bytes('sep=;\r\nnaam;score;open\r\nZoë;1,5;5 €\r\nAn;2;"a;b\r\nc"\r\n'.encode("cp1252"))
    table, log = read_export(path)
    assert table.rows == [("Zoë", "1,5", "5 €"), ("An", "2", "a;b\r\nc")]
    assert table.lines.tolist() == [3, 4]
    assert (log.format, log.encoding, log.separator) == ("csv", "windows-1252", ";")
    assert [note.what for note in log.notes] == [
        "decoded as windows-1252: byte 0xEB on line 3 is not UTF-8",
        "the first line says 'sep=;' (Excel); it is no header",
    ]


@pytest.mark.parametrize(
    ("head", "format", "words"),
    [
        (b"PK\x03\x04", "xlsx", "a zip archive, such as a workbook (.xlsx)"),
        (b"$FL2@(#)", "spss", "SPSS data (.sav)"),
        (b"<stata_dta><header>", "stata", "Stata data (.dta)"),
        (b"PAR1", "parquet", "Parquet data"),
    ],
)
def test_a_binary_file_is_known_whatever_its_name_says(head: bytes, format: str, words: str, path: Path) -> None:
    path.write_bytes(head + b"\0\1\2")
    assert recognised(path, Options()) == format
    with pytest.raises(StudyError) as caught:
        read_export(path, "csv")
    assert str(caught.value) == (
        f'export.csv: the file is not text; it looks like {words}; write format = "{format}" in study.toml,'
        " or leave the format to the file's content."
    )


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old workbook (.xls) or one with a password"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", "a web page"),
        (b"<html><table><tr><td>1", "a web page"),
        (b'[\n  {"id": 1, "q": "ja"}\n]\n', "JSON data"),
        (b'{"responses": [{"id": 1}]}', "JSON data"),
        (b"\r\n".join([b"x" * 80] * 5 + [b"x" * 56 + b"SPSSPORTA8/20260301"]), "a portable file of SPSS (.por)"),
        (b"ASCII SPSS PORT FILE".ljust(200) + b"0123456789", "a portable file of SPSS (.por)"),
    ],
)
def test_what_is_no_export_is_called_by_its_name(head: bytes, words: str, path: Path) -> None:
    path.write_bytes(head)
    with pytest.raises(StudyError) as caught:
        read_export(path)
    sentence = f"export.csv: the file is not text; it looks like {words}; export the responses again as CSV."
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    "encoding", ["utf-9", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "rot13", "a\0"]
)
def test_an_encoding_that_does_not_exist(encoding: str, path: Path) -> None:
    path.write_bytes(b"id;q\n1;a\n\x1a")
    with pytest.raises(StudyError, match="there is no such encoding; use a name such as utf-8, windows-1252"):
        read_export(path, "csv", Options(encoding=encoding))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "UTF-16LE"])
def test_an_encoding_that_is_named_and_a_mark_that_is_there(encoding: str, path: Path) -> None:
    path.write_bytes(b"\xff\xfe" + "id;q\n1;één\n".encode("utf-16-le"))
    table, log = read_export(path, "csv", Options(encoding=encoding))
    assert (table.columns, table.rows, log.encoding) == (("id", "q"), [("1", "één")], encoding)


@pytest.mark.parametrize("encoding", ["utf-16", "UTF16", "utf-32"])
def test_an_encoding_that_needs_a_mark_and_a_file_without(encoding: str, path: Path) -> None:
    codec = "utf-32" if "32" in encoding else "utf-16"
    path.write_bytes("id;q\n1;één\n".encode(f"{codec}-le"))
    with pytest.raises(StudyError) as caught:
        read_export(path, "csv", Options(encoding=encoding))
    assert str(caught.value) == (
        f"export.csv, value {encoding!r}: the file has no byte order mark, with which this encoding begins;"
        f" write {codec}-le or {codec}-be, or leave `encoding` out."
    )
    assert read_export(path, "csv", Options(encoding=f"{codec}-le"))[0].rows == [("1", "één")]


def test_a_folder_is_no_export(tmp_path: Path) -> None:
    folder = tmp_path / "responses"
    folder.mkdir()
    with pytest.raises(StudyError, match=r"^responses: this is a folder, not a file; it holds no file; give the file"):
        read_export(folder)
    (folder / "a.csv").write_text("id,q\n1,a\n")
    with pytest.raises(StudyError) as caught:
        read_export(folder)
    assert str(caught.value) == (
        "responses: this is a folder, not a file; it holds a.csv; give the file with the responses."
    )


def test_progress_is_told_while_a_file_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "SECONDS", -1)
    monkeypatch.setattr(delimited, "CELLS", 6)
    path.write_text("id,q\n" + "".join(f"{number},a\n" for number in range(10)))
    told: list[int] = []
    table, _ = read_export(path, "csv", Options(progress=told.append))
    assert (told, len(table), table.cells[0].num_chunks) == ([3, 6, 9, 10], 10, 4)
    assert table.column("id") == tuple(map(str, range(10)))


def test_a_study_says_how_its_export_is_read(tmp_path: Path) -> None:
    folder = copied("library", tmp_path)
    forget_hash(folder)
    plain, _ = read_study_export(Study.load(folder))
    text = (folder / "responses.csv").read_text(encoding="utf-8-sig")
    (folder / "responses.csv").write_bytes(text.encode("mac_roman", "replace"))
    change(folder, "study.toml", "header_rows = 1", 'header_rows = 1\nencoding = "mac_roman"\nsheet = "none"')
    study = Study.load(folder)
    assert study.responses is not None
    assert (study.responses.encoding, study.responses.sheet, study.responses.header_rows) == ("mac_roman", "none", 1)
    table, log = read_study_export(study)
    assert (table.columns, len(table), log.encoding) == (plain.columns, len(plain), "mac_roman")
    assert any("expected columns match with semicolons" in note.what for note in log.notes)
    change(folder, "study.toml", "header_rows = 1", "header_rows = 2")
    with pytest.raises(StudyError, match=r"the file has 1 header rows, and study\.toml says 2"):
        read_study_export(Study.load(folder))
