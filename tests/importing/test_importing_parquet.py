"""Parquet comes in by the rules of the other typed files; what is no single value of text is refused by name."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from collabstudy.errors import StudyError
from collabstudy.importing import parquet
from collabstudy.importing.table import Note, Options

MOMENT = dt.datetime(2026, 3, 4, 10, 5, 6, 994000)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "export.parquet"


def refused(path: Path, table: pa.Table) -> list[str]:
    pq.write_table(table, path)
    with pytest.raises(StudyError) as caught:
        parquet.read(path, Options())
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("values", "kind", "texts"),
    [
        (["0363", "NA", "", None], pa.string(), ["0363", "NA", "", ""]),
        (["a", None, "b"], pa.large_string(), ["a", "", "b"]),
        ([1, -3, None], pa.int64(), ["1", "-3", ""]),
        ([255, 0], pa.uint8(), ["255", "0"]),
        ([5.0, 0.1, 1e-7, 1e22, -0.0, None], pa.float64(), ["5", "0.1", "0.0000001", "1" + "0" * 22, "0", ""]),
        ([0.1, 16777216.0], pa.float32(), ["0.1", "16777216"]),
        ([float("nan")], pa.float64(), [""]),
        ([True, False, None], pa.bool_(), ["TRUE", "FALSE", ""]),
        ([dt.date(2026, 3, 4), dt.date(1776, 7, 4), None], pa.date32(), ["2026-03-04", "1776-07-04", ""]),
        ([dt.date(1776, 7, 4)], pa.date64(), ["1776-07-04"]),
        ([MOMENT, dt.datetime(1500, 1, 1)], pa.timestamp("us"), ["2026-03-04 10:05:06.994", "1500-01-01 00:00:00"]),
        ([1_000_000_001], pa.timestamp("ns"), ["1970-01-01 00:00:01.000000001"]),
        ([dt.time(9, 0, 0, 500000), dt.time(10, 20)], pa.time64("us"), ["09:00:00.5", "10:20:00"]),
        ([Decimal("1.50"), Decimal("100.00"), Decimal("-0.05")], pa.decimal128(5, 2), ["1.5", "100", "-0.05"]),
        ([None, None], pa.null(), ["", ""]),
    ],
)
def test_the_text_of_a_value(values: list[object], kind: pa.DataType, texts: list[str], path: Path) -> None:
    pq.write_table(pa.table({"q": pa.array(values, kind)}), path)
    table, log = parquet.read(path, Options())
    assert list(table.column("q")) == texts
    assert table.lines.tolist() == list(range(1, len(values) + 1))
    assert (log.format, log.records, log.columns, log.header_rows, log.notes) == ("parquet", len(values), 1, 0, ())


def test_a_column_of_categories_is_their_text(path: Path) -> None:
    pq.write_table(pa.table({"q": pa.array(["b", None, "a", "b"]).dictionary_encode()}), path)
    assert parquet.read(path, Options())[0].column("q") == ("b", "", "a", "b")


def test_moments_of_a_time_zone_are_shown_in_utc(path: Path) -> None:
    kind = pa.timestamp("ms", "Europe/Amsterdam")
    pq.write_table(pa.table({"q": pa.array([MOMENT, None], kind)}), path)
    table, log = parquet.read(path, Options())
    assert table.column("q") == ("2026-03-04 10:05:06.994Z", "")
    assert log.notes == (Note("moments of Europe/Amsterdam, shown in UTC", "q"),)


@pytest.mark.parametrize("count", [0, 1, 3, 4, 7])
def test_batches_join_to_the_whole(count: int, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "CHUNK", 3)
    pq.write_table(pa.table({"q": pa.array(range(count), pa.int32())}), path, row_group_size=5)
    told: list[int] = []
    table, _ = parquet.read(path, Options(progress=told.append))
    assert table.column("q") == tuple(map(str, range(count)))
    assert told == sorted(told)
    assert told[-1:] == [count] * bool(count)


def test_each_column_that_is_no_single_value_is_named(path: Path) -> None:
    columns = {"x": [[1]], "y": [{"a": 1}], "z": [b"a"], "w": [dt.timedelta(1)], "q": [1]}
    kinds = ["list<element: int64>", "struct<a: int64>", "binary", "duration[us]"]
    assert refused(path, pa.table(columns)) == [
        f"export.parquet, column '{name}': the column holds {kind}, which is no single value of text; "
        "make a column of text or numbers of it."
        for name, kind in zip(columns, kinds, strict=False)
    ]


def test_an_infinite_number_is_refused_by_its_record(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "CHUNK", 2)
    assert refused(path, pa.table({"q": [1.0, 2.0, None, float("-inf")]})) == [
        "export.parquet, line 4, column 'q': the number is infinite; correct it where it was made."
    ]


def test_names_of_columns_are_treated_as_in_any_export(path: Path) -> None:
    pq.write_table(pa.Table.from_arrays([pa.array([1]), pa.array([2]), pa.array([3])], ["a", " a", "b"]), path)
    assert parquet.read(path, Options())[0].columns == ("a [1]", "a [2]", "b")
    assert refused(path, pa.table({" ": [1]})) == ["export.parquet: a column has no name; name every column."]
