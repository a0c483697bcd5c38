"""The text in what a run leaves behind, with its place: notebooks, pages, drawings, JSON, CSV, Parquet, others."""

import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

_TAG = re.compile(r"<[^<>]*>")
_ATTRIBUTE = re.compile(r"""\b(?:alt|title|aria-label|content|href|src|value|id|data-[\w-]+)\s*=\s*("[^"]*"|'[^']*')""")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_PRINTABLE = re.compile(rb"[\x20-\x7e\x80-\xff]{5,}")
MARKUP = (".html", ".svg", ".xml")
TEXT = (".csv", ".txt", ".md", ".js", ".css", ".log", ".toml", ".py", ".rst", "")


@dataclass(frozen=True)
class Piece:
    """A text of an artifact; where ``place`` is empty, lines say where something stands. A ``sure`` text is really one,
    and no bytes of a binary file in which digits mean nothing."""

    place: str
    text: str
    sure: bool = True


def pieces(path: Path, content: bytes) -> Iterator[Piece]:
    """Every text of a file, with markup and escapes taken away; numbers of JSON are no text."""
    kind = path.suffix.lower()
    if kind == ".parquet":
        yield from _parquet(path)
    elif kind == ".xlsx":
        yield from _workbook(content)
    elif kind in (".ipynb", ".json"):
        yield from _json(content)
    elif kind in MARKUP:
        yield from (Piece("", text) for text in _markup(_text(content)))
    elif kind in TEXT:
        yield Piece("", _ESCAPE.sub(lambda found: chr(int(found[1], 16)), _text(content)))
    else:
        yield Piece("", "\n".join(_text(run) for run in _PRINTABLE.findall(content)), sure=False)


def _workbook(content: bytes) -> Iterator[Piece]:
    """Every part of a workbook, which is a packed folder of XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            yield from (Piece(name, text) for text in _markup(_text(parts.read(name))))


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _markup(text: str) -> Iterator[str]:
    """What a reader is shown, and what attributes say; the geometry of a drawing is neither. Lines stay."""
    yield html.unescape(_TAG.sub(lambda tag: "\n" * tag[0].count("\n") or " ", text))
    tags, last = [], 0
    for tag in _TAG.finditer(text):
        tags += [
            "\n" * text.count("\n", last, tag.start()),
            *(f" {said[1:-1]} " for said in _ATTRIBUTE.findall(tag[0])),
        ]
        tags.append("\n" * tag[0].count("\n"))
        last = tag.end()
    yield unquote(html.unescape("".join(tags)))


def _json(content: bytes) -> Iterator[Piece]:
    try:
        found = json.loads(content)
    except ValueError:
        yield Piece("", _text(content))
        return
    if isinstance(found, dict) and isinstance(found.get("cells"), list):
        for number, cell in enumerate(found["cells"], start=1):
            executed = cell.get("execution_count") if isinstance(cell, dict) else None
            place = f"cell [{executed}]" if executed else f"cell number {number}"
            yield from (Piece(place, text) for text in _strings(cell))
        found = {name: value for name, value in found.items() if name != "cells"}
    for name, value in found.items() if isinstance(found, dict) else [("", found)]:
        yield from (Piece(f"key {name!r}" if name else "", text) for text in (name, *_strings(value)))


def _strings(value: Any) -> Iterator[str]:
    """Every text in a JSON value, keys among them; one of several lines (a list of texts, in notebooks) as one."""
    if isinstance(value, str):
        yield from _markup(value) if "<" in value and ">" in value else (value,)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from (name, *_strings(item))
    elif isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        yield from _strings("".join(value) if any("\n" in item for item in value) else "\n".join(value))
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def _parquet(path: Path) -> Iterator[Piece]:
    """The distinct texts of each column and those of the schema; numbers are no text."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pq.read_table(path)
    for name, value in (table.schema.metadata or {}).items():
        yield Piece("the schema", _text(name))
        yield from _json(value)
    for name, column in zip(table.column_names, table.columns, strict=True):
        if pa.types.is_dictionary(column.type):
            column = column.cast(column.type.value_type)
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            yield Piece(f"column {name!r}", "\n".join(text for text in column.unique().to_pylist() if text))
