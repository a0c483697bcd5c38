"""Bad inputs (tests/reference/bad_inputs.csv) that reading delimited text meets: refused, or repaired and noted."""

from pathlib import Path

import pytest
from studies import copied, forget_hash

from collabstudy.cli import main
from collabstudy.errors import StudyError
from collabstudy.importing import ImportLog, Options, TextTable, delimited, read_export
from collabstudy.personal import form


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "export.csv"


def read(path: Path, content: str | bytes, format: str | None = None, **options: object) -> tuple[TextTable, ImportLog]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_export(path, format, Options(**options))  # type: ignore[arg-type]


def refused(path: Path, content: str | bytes, format: str | None = None, **options: object) -> list[str]:
    with pytest.raises(StudyError) as caught:
        read(path, content, format, **options)
    return [str(fault) for fault in caught.value.faults]


def noted(log: ImportLog) -> list[tuple[str, str, int]]:
    return [(note.what, note.where, note.cells) for note in log.notes]


def test_b001_a_missing_file_is_named_with_the_files_that_are_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "export(1).csv").write_text("a,b\n1,2\n")
    with pytest.raises(StudyError) as caught:
        read_export(tmp_path / "export.csv")
    assert str(caught.value) == (f"export.csv: there is no such file in {tmp_path.name}; there are export(1).csv.")
    library = copied("library", tmp_path)
    (library / "responses.csv").unlink()
    assert main(["check", str(library)]) == 2
    assert "value 'responses.csv': the study folder has no such file" in capsys.readouterr().err


def test_b002_an_empty_file(path: Path) -> None:
    assert refused(path, b"") == ["export.csv: the file is empty; export it again with its headings."]


def test_b003_a_header_alone_has_no_records_and_no_study(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(path, "a,b\n") == [
        "export.csv: the file has headings and no responses; export it again when somebody has answered."
    ]
    library = copied("library", path.parent)
    forget_hash(library)
    header = (library / "responses.csv").read_bytes().partition(b"\n")[0]
    (library / "responses.csv").write_bytes(header + b"\n")
    assert main(["check", str(library)]) == 2
    assert "responses.csv: the file has headings and no responses" in capsys.readouterr().err


def test_b004_the_blank_record_of_an_empty_survey_is_no_respondent(path: Path) -> None:
    assert refused(path, '"id. Response ID";"q1. Why?"\n"";""\n') == [
        "export.csv: the file has headings and no responses; export it again when somebody has answered."
    ]
    table, log = read(path, '"id. Response ID";"q1. Why?"\n"1";"Ja"\n"";""\n')
    assert (len(table), log.blank_records, log.format) == (1, 1, "limesurvey")


def test_b011_two_exports_in_one_folder_are_never_chosen_between(tmp_path: Path) -> None:
    for name in ("export (1).csv", "export (2).csv"):
        (tmp_path / name).write_text("a,b\n1,2\n")
    with pytest.raises(StudyError, match=r"there are export \(1\)\.csv, export \(2\)\.csv"):
        read_export(tmp_path / "export.csv")


def test_b012_a_file_above_the_limits(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "MAX_BYTES", 9)
    assert refused(path, "a,b\n1,2\n3,4\n", "csv") == [
        "export.csv: the file has 12 bytes, more than the 9 that are read; export fewer responses at a time."
    ]
    monkeypatch.setattr(delimited, "MAX_BYTES", 10**9)
    monkeypatch.setattr(delimited, "MAX_COLUMNS", 2)
    assert refused(path, "a,b,c\n1,2,3\n") == ["export.csv: the header has 3 columns; export fewer questions."]
    (sentence,) = refused(path, 'a,b\n1,"' + "x" * (100_001) + '"\n')
    assert sentence.startswith(
        "export.csv, line 2, column 'b': the cell has more than 100,000 characters, so a quote may be missing"
    )


def test_b013_cp1252_is_decoded_where_plausible_and_recorded(path: Path) -> None:
    table, log = read(path, b"id;opmerking\r\n1;caf\xe9 \x805\r\n")
    assert table.rows == [("1", "café €5")]
    assert log.encoding == "windows-1252"
    assert noted(log) == [("decoded as windows-1252: byte 0xE9 on line 2 is not UTF-8", "opmerking", 0)]


@pytest.mark.parametrize("byte", [b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d"])
def test_b013_a_byte_that_cp1252_leaves_open_is_refused(byte: bytes, path: Path) -> None:
    (sentence,) = refused(path, b"id;q\n1;caf\xe9\n2;a" + byte + b"\n")
    assert sentence.startswith("export.csv, line 3: ")
    assert "caf" not in sentence
    assert f"encoding uncertain (byte 0x{byte.hex().upper()})" in sentence


@pytest.mark.parametrize(("wrong", "right"), [("cafÃ©", "café"), ("â‚¬ 5", "€ 5"), ("donâ€™t", "don’t"), ("5Â°", "5°")])
def test_b015_text_encoded_twice_is_refused_with_its_repair(wrong: str, right: str, path: Path) -> None:
    content = f"id;q\n1;goed\n2;{wrong}\n"
    assert refused(path, content) == [
        f"export.csv, line 3, column 'q', a value of {form(wrong)}: the text was encoded twice;"
        " write encoding = 'utf-8 twice' in study.toml to repair it."
    ]
    table, log = read(path, content, encoding="utf-8 twice")
    assert table.column("q") == ("goed", right)
    assert ("text that was encoded twice decoded once more", "q", 1) in noted(log)
    kept, _ = read(path, content, encoding="utf-8")
    assert kept.column("q") == ("goed", wrong)


def test_b015_a_heading_encoded_twice_is_refused_with_its_repair(path: Path) -> None:
    content = QUALTRICS[0] + QUALTRICS[1].replace("Waarom, dan", "CafÃ©, â‚¬") + QUALTRICS[3]
    assert refused(path, content) == [
        "export.csv, line 2, value 'CafÃ©, â‚¬?': the heading was encoded twice; read once more it is 'Café, €?';"
        " write encoding = 'utf-8 twice' in study.toml to repair it."
    ]
    table, log = read(path, content, encoding="utf-8 twice")
    assert table.fields[4].label == "Café, €?"
    assert ("headings that were encoded twice decoded once more", "", 1) in noted(log)
    assert read(path, "id;cafÃ©\n1;één\n", encoding="utf-8")[0].columns == ("id", "cafÃ©")
    assert read(path, "id;cafÃ©\n1;één\n", encoding="utf-8 twice")[0].rows == [("1", "één")]
    assert read(path, "id;café\n1;AÇÃO\n")[0].columns == ("id", "café")


@pytest.mark.parametrize("text", ["AÇÃO", "Â", "Ã", "château", "«CAFÉ»", "NÃO é", "Zürich à 5 €", "ðe"])
def test_b015_what_only_looks_like_it_stays(text: str, path: Path) -> None:
    assert read(path, f"id;q\n1;{text}\n")[0].column("q") == (text,)


@pytest.mark.parametrize("text", ["café", "één hôtel", "ideeën: créme"])
def test_b016_mac_roman_is_uncertain_until_it_is_named(text: str, path: Path) -> None:
    content = f"id;q\n1;{text}\n".encode("mac_roman")
    (sentence,) = refused(path, content)
    assert "encoding uncertain (byte 0x" in sentence
    assert 'name it in study.toml, such as encoding = "mac_roman", or export the file again as UTF-8.' in sentence
    table, log = read(path, content, encoding="mac_roman")
    assert table.column("q") == (text,)
    assert (log.encoding, noted(log)) == ("mac_roman", [("decoded as mac_roman, as study.toml says", "", 0)])


@pytest.mark.parametrize(
    ("encoding", "name", "notes"),
    [
        ("utf-16", "utf-16 with byte order mark", 0),
        ("utf-16-le", "utf-16-le", 1),
        ("utf-16-be", "utf-16-be", 1),
    ],
)
def test_b017_utf16_with_and_without_its_mark(encoding: str, name: str, notes: int, path: Path) -> None:
    table, log = read(path, "id\tvraag\n1\tcafé\n2\t€\n".encode(encoding))
    assert table.rows == [("1", "café"), ("2", "€")]
    assert (log.encoding, log.separator, len(log.notes)) == (name, "tab", notes)


def test_b018_a_byte_order_mark_is_no_part_of_the_first_header(path: Path) -> None:
    table, log = read(path, b"\xef\xbb\xbfid,q\n1,a\n")
    assert (table.columns, log.encoding) == (("id", "q"), "utf-8 with byte order mark")


def test_b020_a_zero_byte_is_refused_with_its_line(path: Path) -> None:
    assert refused(path, b"id,q\n1,a\n2,a\x00b\n") == [
        "export.csv, line 3: there is a zero byte (NUL) in the text; a text file has none; export it again."
    ]


def test_b021_control_characters_are_taken_out_and_counted(path: Path) -> None:
    table, log = read(path, b'id,q,r\n1,a\x1ab,x\n2,\x1b[31mrood\x0b,x\n3,"a\tb\nc",x\n')
    assert table.column("q") == ("ab", "[31mrood", "a\tb\nc")
    assert noted(log) == [("control characters taken out", "q", 2)]


def test_two_encodings_in_one_file_are_said_with_a_line_of_each(path: Path) -> None:
    both = "id;q\n1;één\n2;goed\n".encode() + "3;café\n4;zoë\n".encode("cp1252")
    mend = "two exports may have been pasted together; export it again in one encoding, such as UTF-8."
    assert refused(path, both) == [
        f"export.csv, line 4: line 4 is in another encoding than line 2, which is UTF-8; {mend}"
    ]
    turned = "id;q\n1;café\n".encode("cp1252") + "2;één\n3;łódź\n".encode()
    assert refused(path, turned) == [
        f"export.csv, line 2: line 2 is in another encoding than line 3, which is UTF-8; {mend}"
    ]
    with pytest.raises(StudyError, match="line 2 is in another encoding than line 3"):
        read(path, "id;q\n1;café\n".encode("cp1252") + "2;łódź\n".encode())


@pytest.mark.parametrize(
    ("content", "cut"),
    [
        ("id;q\n1;een\n2;café", 1),
        ("id;q\n1;één\n2;cafè", 1),
        ("id;q\n1;een\n2;5 €", 1),
        ("id;q\n1;een\n2;5 €", 2),
        ("id;q\n1;één\n2;łódź", 1),
        ("id;q\n1;een\n2;🙂", 1),
    ],
)
def test_an_end_in_the_middle_of_a_character(content: str, cut: int, path: Path) -> None:
    assert refused(path, content.encode()[:-cut]) == [
        "export.csv, line 3: the file ends in the middle of a character of UTF-8;"
        " download it again, or name its encoding in study.toml."
    ]


@pytest.mark.parametrize("text", ["café", "CAFÉ»", "coördinatie\n3;café"])
def test_windows_1252_that_ends_in_a_letter_is_not_cut(text: str, path: Path) -> None:
    table, log = read(path, f"id;q\n1;één\n2;{text}".encode("cp1252"))
    assert (";".join(["2", table.rows[1][1]]), log.encoding) == (f"2;{text}".partition("\n")[0], "windows-1252")


def test_b022_no_detector_decides(path: Path) -> None:
    """Short Dutch text: chardet and charset-normalizer answer cp1250, mac_turkish or cp775."""
    table, log = read(path, "id;q\n1;één\n2;coördinatie\n".encode("cp1252"))
    assert (table.column("q"), log.encoding) == (("één", "coördinatie"), "windows-1252")
    (sentence,) = refused(path, "id;q\n1;Привет\n".encode("cp1251"))
    assert "encoding uncertain" in sentence


def test_b023_the_separator_under_which_the_codebooks_columns_match(path: Path) -> None:
    content = "id;score, in punten\n1;1,5\n2;2,5\n"
    table, log = read(path, content, "csv", expected=("id", "score, in punten"))
    assert (table.rows, log.separator) == ([("1", "1,5"), ("2", "2,5")], ";")
    assert noted(log) == [("2 of 2 expected columns match with semicolons, at most 0 with another separator", "", 0)]


def test_b023_no_separator_is_taken_where_two_are_as_good(path: Path) -> None:
    assert refused(path, "a;b,c\n1;2,3\n") == [
        "export.csv, line 1: no separator is better than all others (columns: semicolon 2, comma 2, tab 1, bar 1);"
        " export it again with semicolons, or correct the codebook's columns."
    ]


@pytest.mark.parametrize("expected", [(), ("Vraag",), ("Iets anders",)])
def test_one_column_needs_no_separator(expected: tuple[str, ...], path: Path) -> None:
    table, log = read(path, "Vraag\nJa\nNee\n", expected=expected)
    assert (table.columns, table.rows, log.separator) == (("Vraag",), [("Ja",), ("Nee",)], ",")


def test_b024_import_ids_do_not_decide_the_separator(path: Path) -> None:
    table, log = read(path, 'Q1,Q2\nEen?,Twee?\n"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"\nJa,Nee\n')
    assert (log.separator, log.format, table.rows) == (",", "qualtrics", [("Ja", "Nee")])


QUALTRICS = (
    "StartDate,EndDate,Status,ResponseId,Q1\n",
    'Anfangsdatum,Enddatum,Antworttyp,Antwort-ID,"Waarom, dan?"\n',
    '"{""ImportId"":""startDate"",""timeZone"":""Europe/Amsterdam""}","{""ImportId"":""endDate""}",'
    '"{""ImportId"":""status""}","{""ImportId"":""_recordId""}","{""ImportId"":""QID1""}"\n',
    "2026-05-01 09:00:00,2026-05-01 09:05:00,0,R_1,Ja\n",
)


def test_b026_three_header_rows_of_qualtrics(path: Path) -> None:
    table, log = read(path, "".join(QUALTRICS))
    assert (log.format, log.header_rows, len(table), table.lines.tolist()) == ("qualtrics", 3, 1, [4])
    assert table.fields[4].label == "Waarom, dan?"
    assert noted(log) == [
        ("header rows found: names, question texts, import ids", "", 0),
        ("the times are in the time zone Europe/Amsterdam", "", 0),
    ]
    legacy = ",".join(f"V{number}" for number in range(1, 11)) + ",Q1\n"
    texts = "ResponseID,ResponseSet,Name,ExternalDataReference,EmailAddress,IPAddress,Status,Start,End,Finished,Why\n"
    table, log = read(path, legacy + texts + "R_1,,,,,,0,2016-05-27,2016-05-27,1,Ja\n")
    assert (log.format, log.header_rows, table.fields[10].label, len(table)) == ("qualtrics", 2, "Why", 1)
    single = QUALTRICS[2].replace('""', "'").replace('"{', "{").replace('}"', "}").replace(",'timeZone'", ";'timeZone'")
    table, log = read(path, QUALTRICS[0] + QUALTRICS[1] + single + QUALTRICS[3])
    assert (log.header_rows, len(table)) == (3, 1)


@pytest.mark.parametrize(
    ("kept", "found"),
    [
        ((0, 3), "names"),
        ((0, 1, 3), "names, question texts"),
        ((0, 2, 3), "names, import ids"),
        ((0, 1, 2, 3), "names, question texts, import ids"),
    ],
)
def test_b027_each_header_row_of_qualtrics_is_known_on_its_own(kept: tuple[int, ...], found: str, path: Path) -> None:
    table, log = read(path, "".join(QUALTRICS[place] for place in kept))
    assert (table.column("ResponseId"), log.header_rows) == (("R_1",), len(kept) - 1)
    assert log.notes[0].what == f"header rows found: {found}"


def test_b027_header_rows_that_study_toml_says_otherwise(path: Path) -> None:
    assert refused(path, QUALTRICS[0] + QUALTRICS[3], "qualtrics", header_rows=3) == [
        "export.csv: the file has 1 header rows, and study.toml says 3;"
        " correct header_rows in study.toml, or export again."
    ]


@pytest.mark.parametrize(
    ("header", "format"),
    [
        ("Respons ID;Datum verstuurd;Laatste pagina;Vraag", "limesurvey"),
        ("Antwort ID;Datum Abgeschickt;Letzte Seite;Frage", "limesurvey"),
        ("Tijdstempel;Vraag;Nog een;En een", "googleforms"),
        ("Marca temporal;a;b;c", "googleforms"),
        ("Time\u00a0Started;Date Submitted;Status;Q", "alchemer"),
        ("start;_uuid;_submission_time;groep/vraag", "kobo"),
        ("naam;leeftijd;a;b", "csv"),
    ],
)
def test_b028_localised_headers_are_known(header: str, format: str, path: Path) -> None:
    _, log = read(path, header + "\n1;2;3;4\n")
    assert log.format == format


def test_b029_a_double_header_is_numbered_and_never_mapped_by_guess(path: Path) -> None:
    table, log = read(path, "id,q,q\n1,a,b\n")
    assert (table.columns, table.rows) == (("id", "q [1]", "q [2]"), [("1", "a", "b")])
    assert noted(log) == [("the header stands there more than once; its columns are numbered", "q", 2)]
    assert refused(path, "id,q,q\n1,a,b\n", "csv", expected=("id", "q")) == [
        "export.csv, line 1, column 'q': two columns have the same header;"
        " write 'q [1]' or 'q [2]' in the codebook, in the order of the file."
    ]


def test_b030_an_empty_header_is_refused_unless_its_column_is_empty(path: Path) -> None:
    assert refused(path, "id,,q\n1,x,a\n") == [
        "export.csv, line 1: column 2 has no header, and cells that are filled;"
        " give it a header in the survey, or export it again."
    ]
    table, log = read(path, "id,q,\n1,a,\n2,b,\n")
    assert (table.columns, noted(log)) == (("id", "q"), [("column 3 has no header and is empty; dropped", "", 0)])
    table, log = read(path, "RespondentID,Welke?,\n,een,twee\n1,een,\n")
    assert (table.columns, log.format) == (("RespondentID", "Welke? / een", "Welke? / twee"), "surveymonkey")
    assert [field.group for field in table.fields] == ["", "Welke?", "Welke?"]


def test_b036_markup_in_a_header_becomes_text(path: Path) -> None:
    table, log = read(path, "id,<b>Vraag</b><script>x</script>\n1,a\n")
    assert table.columns == ("id", "Vraagx")
    assert noted(log) == [
        ("header without the markup or odd spaces that it had ('<b>Vraag</b><script>x</script>')", "Vraagx", 1)
    ]


def test_b037_every_row_longer_than_the_header(path: Path) -> None:
    assert refused(path, "id,score\n1,5,x\n2,6,y\n") == [
        "export.csv, line 2: the row has 3 cells where the header has 2; look for a stray comma or quote in it.",
        "export.csv, line 3: the row has 3 cells where the header has 2; look for a stray comma or quote in it.",
    ]


def test_b038_all_long_rows_are_counted_and_twenty_listed(path: Path) -> None:
    sentences = refused(path, "id,c\n" + "1,a\n" * 30 + "2,b,c\n" * 25)
    assert len(sentences) == 21
    assert "export.csv: 5 more rows have such faults; the first 20 are listed." in sentences
    assert sentences[0].startswith("export.csv, line 32: the row has 3 cells")


def test_b039_a_short_row(path: Path) -> None:
    assert refused(path, "id,score,c\n1,5,a\n2\n") == [
        "export.csv, line 3: the row has 1 cells where the header has 3; look for a stray comma or quote in it."
    ]


@pytest.mark.parametrize("swallowed", ['1,"oeps\n2,b\n3,c"\n4,d\n', '1,"oeps\r\n2,b\r\n3,c"\r\n4,d\r\n'])
def test_b040_rows_that_a_stray_quote_swallowed(swallowed: str, path: Path) -> None:
    (sentence,) = refused(path, "id,q\n" + swallowed)
    assert sentence == (
        "export.csv, line 2, column 'q', a value of 3 characters, digits, a comma and letters:"
        " the cell holds a line that is itself a row, so a quote may"
        " have swallowed rows; look for a stray quote on line 2."
    )


def test_b040_a_line_break_in_an_answer_is_no_such_thing(path: Path) -> None:
    table, _ = read(path, 'id,q\n1,"eerst, dit\nen dan, dat"\n2,b\n')
    assert table.column("q") == ("eerst, dit\nen dan, dat", "b")


def test_b040_a_line_with_as_many_commas_as_a_row_is_none_where_it_begins_otherwise(path: Path) -> None:
    answer = "eerst, dit\nen dan, dat, zus, zo\nen klaar"
    table, _ = read(path, f'id,a,b,q\n1,x,y,"{answer}"\n2,x,y,b\n')
    assert table.column("q") == (answer, "b")
    (sentence,) = refused(path, 'id,a,b,q\n1,x,y,"oeps\n2,x,y,b\n3,x,y,c"\n4,x,y,d\n')
    assert "the cell holds a line that is itself a row" in sentence


@pytest.mark.parametrize(
    ("first", "value"),
    [
        ("'1','2026-03-01 10:00:00','3','nl','A1','Y'", "1"),  # LimeSurvey's export for SPSS
        ("1;ja;nee", "1"),
        ("Aa;ja;01-03-2026", "01-03-2026"),
        ("Aa;ja;3/1/2026 10:00:05 AM", "3/1/2026 10:00:05 AM"),
        ("Aa;3;ja;5", "3"),
        ("Aa;7,5;ja", "7,5"),
    ],
)
def test_a_first_line_that_is_a_respondent_is_no_header(first: str, value: str, path: Path) -> None:
    second = first.replace("'1'", "'2'").replace("1;", "2;").replace("Aa", "Be")
    assert refused(path, f"{first}\n{second}\n") == [
        f"export.csv, line 1, a value of {form(value)}: the first line looks like a respondent, not like headings;"
        " export the responses with headings, or write headings above them."
    ]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("gemeente;2019;2020;2021", ()),
        ("Wie?;1;2;3", ()),
        ("id;3;5", ()),
        ("Tijdstempel;1-3-2026;8-3-2026", ()),
        ("groep;3;5", ("groep", "3", "5")),
    ],
)
def test_numbers_and_dates_that_are_headers(header: str, expected: tuple[str, ...], path: Path) -> None:
    body = "x;" + ";".join("4" * header.count(";"))
    table, _ = read(path, f"{header}\n{body}\n", expected=expected)
    assert (";".join(table.columns), len(table)) == (header, 1)


def test_b049_the_header_once_more(path: Path) -> None:
    assert refused(path, "id,q\n1,a\nid,q\n2,b\n") == [
        "export.csv, line 3: the row is the header once more; remove it; perhaps two exports were pasted together."
    ]


@pytest.mark.parametrize("word", ["Totaal", "Total", "totaal "])
def test_b050_a_row_of_totals(word: str, path: Path) -> None:
    assert refused(path, f"gemeente;q;n\nAa;Ja;3\nBe;Nee;28\n{word};;31\n") == [
        "export.csv, line 4: the last row looks like totals, not like a respondent; remove it from the export."
    ]
    assert read(path, f"gemeente;q;n\nAa;Ja;3\n{word};Nee;28\nCe;;31\n")[0].lines.tolist() == [2, 3, 4]


def test_b050_a_last_row_without_an_id(path: Path) -> None:
    assert refused(path, "id;q;n\n1;Ja;3\n2;Nee;28\n;;31\n") == [
        "export.csv, line 4: the last row has no id where every other row has one; remove it from the export."
    ]


@pytest.mark.parametrize(
    "text", ["NA", "None", "N/A", "null", "nan", "NULL", "n/a", "#N/A", "none", "Nee", "-", "n.v.t."]
)
def test_b051_words_for_nothing_stay_answers(text: str, path: Path) -> None:
    assert read(path, f"id,q\n1,{text}\n2,\n")[0].column("q") == (text, "")


@pytest.mark.parametrize("text", ["0363", "0014", "00", "007"])
def test_b055_leading_zeros_stay(text: str, path: Path) -> None:
    assert read(path, f"id,code\n1,{text}\n2,\n")[0].column("code") == (text, "")


@pytest.mark.parametrize("text", ["12E4", "1E10", "INF", "9007199254740993", "0x1F", "1_000"])
def test_b056_ids_that_look_like_numbers_stay(text: str, path: Path) -> None:
    assert read(path, f"id,q\n{text},a\n")[0].column("id") == (text,)
