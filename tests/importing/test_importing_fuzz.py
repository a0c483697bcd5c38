"""Whatever happens to a valid export, reading gives a table or a StudyError; and no answer is changed unnoted."""

import csv
import io
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collabstudy.errors import StudyError
from collabstudy.importing import ImportLog, TextTable, read_export

GOOD = {
    "limesurvey": '\ufeff"id. Response ID";"q1. Waarom?"\r\n"1";"één; ""twee"""\r\n"2";"regel\nregel"\r\n"";""\r\n',
    "qualtrics": "StartDate,Status,Q1\nStart Date,Response Type,Waarom?\n"
    "{'ImportId': 'startDate'},{'ImportId': 'status'},{'ImportId': 'QID1'}\n2026-05-01,0,Ja\n2026-05-02,0,\"a, b\"\n",
    "googleforms": 'Tijdstempel,Vraag,Nog een\r\n1-5-2026 9:00:00,"a, b",Ja\r\n2-5-2026 9:00:00,x,Nee\r\n',
    "surveymonkey": "RespondentID,Welke?,,Waarom?\n,een,twee,Response\n1,een,,omdat\n2,,twee,daarom\n",
    "kobo": "start;_uuid;_submission_time;groep/vraag\n1;a;b;ja\n2;c;d;nee\n",
    "csv": "sep=;\r\nnaam;score\r\nAn;1,5\r\nBé;2,0\r\n",
}


def outcome(content: bytes, format: str | None) -> tuple[TextTable, ImportLog] | None:
    """What reading gives: a table and its log, or ``None`` for a StudyError of at least one sentence."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.csv"
        path.write_bytes(content)
        try:
            return read_export(path, format)
        except StudyError as error:
            sentences = [str(fault) for fault in error.faults]
    assert sentences
    assert all(sentence.startswith("export.csv") for sentence in sentences)
    return None


def plain(content: bytes, log: ImportLog) -> list[tuple[str, ...]]:
    """The records below the headings by the csv module, with the encoding and separator that the log records."""
    codec = {"utf-8 with byte order mark": "utf-8-sig", "utf-16 with byte order mark": "utf-16"}
    text = content.decode(codec.get(log.encoding, log.encoding))
    if any("(Excel)" in note.what for note in log.notes):
        text = re.split(r"\r\n|\r|\n", text, maxsplit=1)[1]
    tsv = any(note.what.startswith("TSV") for note in log.notes)
    separator = "\t" if log.separator == "tab" else log.separator
    quoting = csv.QUOTE_NONE if tsv else csv.QUOTE_MINIMAL
    records = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=quoting))
    return [tuple(record) for record in records[log.header_rows :] if any(record)]


def accounted(content: bytes, format: str | None) -> None:
    """Cells are those of the csv module, or a note says what was taken out; a dropped column is empty."""
    found = outcome(content, format)
    if found is None:
        return
    table, log = found
    assert log.records == len(table) == len(plain(content, log))
    if any("taken out" in note.what or "dropped" in note.what for note in log.notes):
        return
    assert table.rows == plain(content, log)
    assert list(table.lines) == sorted(set(table.lines.tolist()))


@pytest.mark.parametrize("platform", GOOD)
@settings(max_examples=200)
@given(st.data())
def test_any_bytes_in_the_place_of_others(platform: str, data: st.DataObject) -> None:
    content = bytearray(GOOD[platform].encode())
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(content)))
        end = min(len(content), start + data.draw(st.integers(0, 3)))
        content[start:end] = data.draw(
            st.binary(max_size=3) | st.sampled_from([b'"', b"\n", b";", b",", b"\r", b"\x00"])
        )
    accounted(bytes(content), data.draw(st.sampled_from([None, platform, "csv"])))


FIELD = st.sampled_from(
    [
        "",
        " ",
        '"',
        "'",
        ";",
        ",",
        "\t",
        "\n",
        "\r\n",
        "\x1a",
        "NA",
        "Totaal",
        "{'ImportId': 'x'}",
        "Ã©",
        "1",
        "<b>x</b>",
        "=1",
        "V1",
        "sep=;",
    ]
) | st.text(max_size=3)


@pytest.mark.parametrize("platform", GOOD)
@settings(max_examples=120)
@given(st.data())
def test_any_field_in_the_place_of_another(platform: str, data: st.DataObject) -> None:
    separator = "," if platform in {"qualtrics", "googleforms", "surveymonkey"} else ";"
    text = GOOD[platform].removeprefix("\ufeff")
    records = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    for _ in range(data.draw(st.integers(1, 3))):
        record = data.draw(st.sampled_from(records))
        place = data.draw(st.integers(0, len(record)))
        record[place : place + data.draw(st.integers(0, 1))] = [data.draw(FIELD)]
    sink = io.StringIO(newline="")
    csv.writer(sink, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(records)
    accounted(sink.getvalue().encode("utf-8", "surrogatepass"), data.draw(st.sampled_from([None, platform])))


@pytest.mark.parametrize("platform", GOOD)
def test_the_valid_exports_are_valid(platform: str) -> None:
    content = GOOD[platform].encode()
    found = outcome(content, None)
    assert found is not None
    assert (found[1].format, found[0].rows) == (platform, plain(content, found[1]))
