"""SPSS and Stata data come in with every code as text, the labels beside it, and why an answer is missing."""

import csv
import datetime as dt
import os
import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from collabstudy.errors import Fault, StudyError
from collabstudy.importing import labelled, spss, stata
from collabstudy.importing.apart import read_apart
from collabstudy.importing.table import Field, ImportLog, Note, Options, TextTable

EXPORTS = Path(os.environ.get("COLLABSTUDY_EXPORTS", ""))
real = pytest.mark.skipif(
    not os.environ.get("COLLABSTUDY_EXPORTS"), reason="COLLABSTUDY_EXPORTS names no folder of real survey exports"
)


def promised(name: str) -> tuple[int, int]:
    """Rows and columns of an export as its manifest gives them."""
    with (EXPORTS / "MANIFEST.csv").open(encoding="utf-8", newline="") as file:
        (row,) = (row for row in csv.DictReader(file) if row["file"] == name)
    return int(row["rows"]), int(row["columns"])


def sav(path: Path, frame: pd.DataFrame, **options: object) -> tuple[TextTable, ImportLog]:
    pyreadstat.write_sav(frame, path, **options)
    return spss.read_here(path, Options())


def dta(path: Path, frame: pd.DataFrame, **options: object) -> tuple[TextTable, ImportLog]:
    pyreadstat.write_dta(frame, path, **options)
    return stata.read_here(path, Options())


@real
@pytest.mark.parametrize("name", ["spss_sample.sav", "spss_user_missing.sav", "spss_multiple_response.sav"])
def test_every_case_and_column_of_the_real_spss_files(name: str) -> None:
    table, log = spss.read(EXPORTS / name, Options())
    assert (log.records, log.columns) == (len(table), len(table.columns)) == promised(name)
    assert (log.format, log.encoding, log.header_rows) == ("spss", "windows-1252", 0)
    assert table.lines.tolist() == list(range(1, len(table) + 1))


@real
@pytest.mark.parametrize("name", ["stata_sample.dta", "stata_user_missing.dta"])
def test_every_case_and_column_of_the_real_stata_files(name: str) -> None:
    table, log = stata.read(EXPORTS / name, Options())
    assert (log.records, log.columns) == (len(table), len(table.columns)) == promised(name)
    assert (log.format, log.encoding, log.header_rows) == ("stata", "windows-1252", 0)


@real
def test_the_real_stata_sample_is_what_pandas_own_reader_finds_and_spss_holds_the_same() -> None:
    other = pd.read_stata(EXPORTS / "stata_sample.dta", convert_categoricals=False)
    expected = pd.DataFrame(
        {
            "mychar": other["mychar"],
            "mynum": other["mynum"].map("{:g}".format),
            "mydate": other["mydate"].dt.strftime("%Y-%m-%d").fillna(""),
            "dtime": other["dtime"].dt.strftime("%Y-%m-%d %H:%M:%S").fillna(""),
            "mylabl": other["mylabl"].map(str),
            "myord": other["myord"].map(str),
            "mytime": other["mytime"].dt.strftime("%H:%M:%S").fillna(""),
        }
    )
    table, _ = stata.read(EXPORTS / "stata_sample.dta", Options())
    assert table.rows == list(expected.itertuples(index=False, name=None))
    with pd.read_stata(EXPORTS / "stata_sample.dta", iterator=True) as reader:
        labels, questions = reader.value_labels(), reader.variable_labels()
    assert {field.name: field.label for field in table.fields} == questions
    for field in table.fields:
        assert field.levels == {str(code): label for code, label in labels.get(field.name, {}).items()}
    same, _ = spss.read(EXPORTS / "spss_sample.sav", Options())
    assert (same.rows, same.fields) == (table.rows, table.fields)


def words(path: Path) -> Iterator[bytes | float | None]:
    """The values of a compressed system file, eight bytes each, after PSPP's description of the format."""
    content = path.read_bytes()
    place = content.index(struct.pack("<ii", 999, 0)) + 8
    while place < len(content):
        codes, place = content[place : place + 8], place + 8
        for code in codes:
            if code == 252:
                return
            if code == 253:
                yield content[place : place + 8]
                place += 8
            elif code:
                yield {254: b" " * 8, 255: None}.get(code, float(code - 100))


@real
def test_the_real_multiple_response_file_is_what_its_bytes_say() -> None:
    path = EXPORTS / "spss_multiple_response.sav"
    values = list(words(path))
    kinds = ["number", "day", "number", 5, "number", "number", "number", 1, 1, 1, "day", "day"]
    rows, place = [], 0
    while place < len(values):
        row = []
        for kind in kinds:
            if isinstance(kind, int):
                parts, place = values[place : place + kind], place + kind
                row.append(b"".join(part for part in parts if isinstance(part, bytes)).decode("cp1252").rstrip())
                continue
            value, place = values[place], place + 1
            number = struct.unpack("<d", value)[0] if isinstance(value, bytes) else value
            if number is None:
                row.append("")
            elif kind == "day":
                row.append(str(dt.date(1582, 10, 14) + dt.timedelta(days=number // 86400)))
            else:
                row.append(f"{number:g}")
        rows.append(tuple(row))
    table, log = spss.read(path, Options())
    assert len(rows) == 6
    assert table.rows == rows
    assert [field.group for field in table.fields] == [""] * 4 + ["mymrset"] * 3 + ["categorical_array"] * 3 + [""] * 2
    x, z = table.fields[0], table.fields[2]
    assert (x.missing, z.missing) == (("7", "8", "99"), ("-9", "999"))  # z: what occurs between -999 and 0, and 999
    assert Note("codes that mean no answer: -9, 999, -999 to 0", "z", 2) in log.notes
    assert Note("multiple-response set mymrset, counted value 1: bool1, bool2, bool3") in log.notes
    assert Note("a quarter, month or week, shown as the day that the file holds", "quarter") in log.notes


@pytest.mark.parametrize(
    ("display", "seconds", "text"),  # seconds from 1582-10-14
    [
        ("F8.2", 1.5, "1.5"),
        ("F8.2", 1e-7, "0.0000001"),
        ("F8.0", 1234567890123.0, "1234567890123"),
        ("DATE11", 0.0, "1582-10-14"),
        ("EDATE10", 13 * 86400.0, "1582-10-27"),
        ("DATE11", 86400 * 150_000.0, str(dt.date(1582, 10, 14) + dt.timedelta(150_000))),
        ("DATE11", 90.5, "1582-10-14 00:01:30.5"),  # a time that the format would hide
        ("DATETIME20", 0.0, "1582-10-14 00:00:00"),
        ("DATETIME23.3", 86399.25, "1582-10-14 23:59:59.25"),
        ("TIME8", 36610.0, "10:10:10"),
        ("DTIME12", 108_000.0, "30:00:00"),
        ("TIME8", -60.0, "-00:01:00"),
        ("MOYR8", 0.0, "1582-10-14"),
        ("MONTH9", 3.0, "3"),
        ("WKDAY9", 7.0, "7"),
        ("DOLLAR8.2", 5.0, "5"),
    ],
)
def test_the_text_of_an_spss_number(display: str, seconds: float, text: str, tmp_path: Path) -> None:
    table, _ = sav(tmp_path / "e.sav", pd.DataFrame({"q": [seconds, np.nan]}), variable_format={"q": display})
    assert table.rows == [(text,), ("",)]


def test_text_stays_as_it_is(tmp_path: Path) -> None:
    cells = ["0363", "NA", "nee", "1.000", "a", "", "café", "x" * 600]
    frame = pd.DataFrame({"q": cells})
    assert sav(tmp_path / "e.sav", frame)[0].column("q") == tuple(cells)
    assert dta(tmp_path / "e.dta", frame)[0].column("q") == tuple(cells)


def test_labels_and_questions_stand_in_the_fields(tmp_path: Path) -> None:
    frame = pd.DataFrame({"q": [1.0, 2.0]})
    options = {"column_labels": ["Waarom?"], "variable_value_labels": {"q": {1: "Ja", 2: "Nee"}}}
    expected = Field("q", "Waarom?", {"1": "Ja", "2": "Nee"})
    assert sav(tmp_path / "e.sav", frame, **options)[0].fields == (expected,)
    assert dta(tmp_path / "e.dta", frame, **options)[0].fields == (expected,)


@pytest.mark.parametrize(
    ("display", "value", "text"),  # days, milliseconds, months ... from the beginning of 1960
    [
        ("%9.0g", 1.5, "1.5"),
        ("%td", 0, "1960-01-01"),
        ("%tdD_m_Y", 366, "1961-01-01"),
        ("%td", -1, "1959-12-31"),
        ("%tc", 0.0, "1960-01-01 00:00:00"),
        ("%tcDDmonCCYY", 86_400_250.0, "1960-01-02 00:00:00.25"),
        ("%tcHH:MM:SS", 36_610_000.0, "10:10:10"),
        ("%tm", 0, "1960-01"),
        ("%tm", -1, "1959-12"),
        ("%tq", 5, "1961q2"),
        ("%th", -1, "1959h2"),
        ("%tw", 52, "1961w1"),
        ("%ty", 2026, "2026"),
    ],
)
def test_the_text_of_a_stata_number(display: str, value: float, text: str, tmp_path: Path) -> None:
    table, _ = dta(tmp_path / "e.dta", pd.DataFrame({"q": [value]}), variable_format={"q": display})
    assert table.rows == [(text,)]


def test_a_short_number_of_stata_has_no_more_digits_than_it_holds(tmp_path: Path) -> None:
    frame = pd.DataFrame({"narrow": np.array([0.1, 5], dtype=np.float32), "wide": [0.1, 1 / 3]})
    frame.to_stata(tmp_path / "e.dta", write_index=False)
    table, _ = stata.read_here(tmp_path / "e.dta", Options())
    assert table.rows == [("0.1", "0.1"), ("5", "0.3333333333333333")]


@pytest.mark.parametrize(("version", "encoding"), [(13, "windows-1252"), (15, "utf-8")])
def test_the_encoding_of_a_stata_file_goes_by_its_release(version: int, encoding: str, tmp_path: Path) -> None:
    _, log = dta(tmp_path / "e.dta", pd.DataFrame({"q": [1]}), version=version)
    assert log.encoding == encoding


@pytest.mark.parametrize("count", [0, 1, 3, 4, 6, 7])
def test_parts_join_to_the_whole(count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labelled, "CHUNK", 3)
    frame = pd.DataFrame({"q": np.arange(count, dtype=float), "r": [f"a{place}" for place in range(count)]})
    pyreadstat.write_sav(frame, tmp_path / "e.sav")
    told: list[int] = []
    table, log = spss.read_here(tmp_path / "e.sav", Options(progress=told.append))
    assert table.rows == [(str(place), f"a{place}") for place in range(count)]
    assert (log.records, told[-1]) == (count, count)
    assert told == sorted(told)


def test_a_range_lists_the_codes_that_occur_or_have_a_label_over_all_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(labelled, "CHUNK", 2)
    frame = pd.DataFrame({"q": [1.0, 97.0, 2.0, 98.0, 98.0], "r": ["ja", "xx", "nee", "xx", "ja"]})
    table, log = sav(
        tmp_path / "e.sav",
        frame,
        variable_value_labels={"q": {99.0: "Weigert"}},
        missing_ranges={"q": [{"lo": 97, "hi": 99}], "r": ["xx"]},
    )
    assert [field.missing for field in table.fields] == [("97", "98", "99"), ("xx",)]
    assert log.notes == (
        Note("codes that mean no answer: 97, 98, 99, 97 to 99", "q", 3),
        Note("codes that mean no answer: xx", "r", 2),
    )


def test_a_moment_of_no_calendar_is_refused_by_case_and_column(tmp_path: Path) -> None:
    with pytest.raises(StudyError) as caught:
        sav(tmp_path / "e.sav", pd.DataFrame({"q": [0.0, 1e14]}), variable_format={"q": "DATE11"})
    assert str(caught.value) == (
        "e.sav, line 2, column 'q', a value of 17 characters, digits and a point:"
        " the value is no number, or a moment that no calendar "
        "has; correct it where it was made."
    )


def test_fewer_cases_than_the_file_promises_are_no_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "e.sav"
    pyreadstat.write_sav(pd.DataFrame({"q": [1.0, 2.0]}), path)
    _, metadata = pyreadstat.read_sav(path, metadataonly=True)
    metadata.number_rows = 3
    monkeypatch.setattr(pyreadstat, "read_sav", lambda *_, **__: ({"q": [1.0, 2.0]}, metadata))
    with pytest.raises(StudyError, match="bytes; 2 of its 3 cases are there\\); download it again"):
        spss.read_here(path, Options())


class Crash:
    """Ends the process that unpacks it."""

    def __reduce__(self) -> tuple[object, tuple[()]]:
        return os.abort, ()


def test_a_crash_of_the_library_is_a_fault_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "export.sav"
    path.write_bytes(b"$FL2")
    with pytest.raises(StudyError) as caught:
        read_apart(Crash(), path, Options())
    assert str(caught.value) == (
        "export.sav: the file is damaged (4 bytes; reading it ended in SIGABRT); download it again or save it again."
    )


def test_what_is_read_apart_is_what_is_read_here_with_its_progress_and_faults(tmp_path: Path) -> None:
    path = tmp_path / "e.sav"
    here = sav(path, pd.DataFrame({"q": [1.0, 2.0]}), variable_value_labels={"q": {1: "Ja"}})
    told: list[int] = []
    assert spss.read(path, Options(progress=told.append)) == here
    assert told == [2]
    pyreadstat.write_sav(pd.DataFrame({"q": [1.0]}), path, variable_value_labels={"q": {1: "Ja", 2: "Ja"}})
    with pytest.raises(StudyError) as caught:
        spss.read(path, Options())
    assert caught.value.faults == (
        Fault("e.sav", "the codes 1, 2 have the same label", None, "q", "Ja", "give each code a label of its own"),
    )
