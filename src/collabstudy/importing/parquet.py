"""Parquet, read by pyarrow in batches: each column of plain values as text, nested ones refused by name."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from collabstudy.errors import Fault, StudyError
from collabstudy.importing.headers import named
from collabstudy.importing.magic import AGAIN, PARQUET, check_form
from collabstudy.importing.table import Field, ImportLog, Note, Options, TextTable
from collabstudy.importing.values import FALSE, TRUE, number_text, texts

CHUNK = 20_000  # records
ZEROS = r"\.0+$|(\.\d*?[1-9])0+$"  # after the last digit that counts


def read(path: Path, options: Options) -> tuple[TextTable, ImportLog]:
    """The records as text; lines are their numbers from 1, and nulls are blank.

    Numbers are the shortest text of their type, dates and times ISO 8601 (moments of a time zone in UTC, with a Z),
    booleans TRUE and FALSE. Raises :class:`StudyError` where the file is no Parquet, is damaged, or has a column of
    lists, structures, bytes or another kind that is no single value of text.
    """
    check_form(path, PARQUET)
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            schema = file.schema_arrow
            faults = list(_kind_faults(path, schema))
            if faults:
                raise StudyError(faults)
            cells = _cells(path, file, schema, options)
    except (pa.ArrowException, OSError, OverflowError, MemoryError, UnicodeError) as error:
        reason = (str(error).partition("\n")[0] or type(error).__name__).rstrip(".")
        message = f"the file is damaged or cut off ({path.stat().st_size:,} bytes; {reason})"
        raise StudyError([Fault(path.name, message, mend=AGAIN)]) from None
    names, notes = named(schema.names)
    columns = tuple(pa.chunked_array(chunks, pa.string()) for chunks in cells)
    count = len(columns[0]) if columns else 0
    table = TextTable(path.name, tuple(map(Field, names)), columns, np.arange(1, count + 1, dtype=np.int64))
    notes = (*notes, *_zone_notes(schema))
    return table, ImportLog(path.name, "parquet", "utf-8", "", count, len(names), 0, 0, notes)


def _cells(path: Path, file: pq.ParquetFile, schema: pa.Schema, options: Options) -> list[list[pa.Array]]:
    cells: list[list[pa.Array]] = [[] for _ in schema]
    count = 0
    for batch in file.iter_batches(batch_size=CHUNK):
        batch.validate(full=True)
        for name, chunks, column in zip(schema.names, cells, batch.columns, strict=True):
            _refuse_infinite(path, name, column, count)
            chunks.append(_text(column))
        count += len(batch)
        if options.progress:
            options.progress(count)
    return cells


def _refuse_infinite(path: Path, name: str, column: pa.Array, count: int) -> None:
    infinite = pc.index(pc.is_inf(column), True).as_py() if pa.types.is_floating(column.type) else -1
    if infinite >= 0:
        mend = "correct it where it was made"
        raise StudyError([Fault(path.name, "the number is infinite", count + infinite + 1, name, mend=mend)])


def _text(column: pa.Array) -> pa.Array:
    """The texts of a column; what has no rule here was refused by its type."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _text(column.dictionary_decode())
    if pa.types.is_null(kind):
        return pa.array([""] * len(column), pa.string())
    if pa.types.is_boolean(kind):
        return pc.fill_null(pc.if_else(column, TRUE, FALSE), "").cast(pa.string())
    if pa.types.is_floating(kind):
        return pa.array(texts(_values(column), number_text), pa.string())
    zone = "Z" if pa.types.is_timestamp(kind) and kind.tz else ""
    if zone:
        column = column.cast(pa.timestamp(kind.unit))  # the same moment in UTC
    text = column.cast(pa.string())
    if pa.types.is_timestamp(kind) or pa.types.is_time(kind) or pa.types.is_decimal(kind):
        text = pc.replace_substring_regex(text, ZEROS, r"\1")
    return pc.fill_null(pc.binary_join_element_wise(text, zone, "") if zone else text, "")


def _values(column: pa.Array) -> list[Any]:
    """The numbers in the type that the file stores, so that their text is no longer than that type is exact."""
    narrow: Callable[[float], Any] = {"float": np.float32, "halffloat": np.float16}.get(str(column.type), float)
    return [None if value is None else narrow(value) for value in column.to_pylist()]


def _kind_faults(path: Path, schema: pa.Schema) -> Iterator[Fault]:
    for column in schema:
        kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
        if not any(is_kind(kind) for is_kind in PLAIN):
            message = f"the column holds {kind}, which is no single value of text"
            yield Fault(path.name, message, None, column.name, mend="make a column of text or numbers of it")
        elif not column.name.strip():
            yield Fault(path.name, "a column has no name", mend="name every column")


PLAIN: tuple[Callable[[pa.DataType], bool], ...] = (
    pa.types.is_null,
    pa.types.is_boolean,
    pa.types.is_integer,
    pa.types.is_floating,
    pa.types.is_decimal,
    pa.types.is_string,
    pa.types.is_large_string,
    pa.types.is_string_view,
    pa.types.is_date,
    pa.types.is_time,
    pa.types.is_timestamp,
)


def _zone_notes(schema: pa.Schema) -> Iterator[Note]:
    for column in schema:
        if pa.types.is_timestamp(column.type) and column.type.tz not in {None, "UTC"}:
            yield Note(f"moments of {column.type.tz}, shown in UTC", column.name)
