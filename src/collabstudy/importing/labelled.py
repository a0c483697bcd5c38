"""Columns of codes with labels, as SPSS and Stata keep them: read in parts, each code as text, each label kept."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pyarrow as pa
from pyreadstat import PyreadstatError, ReadstatError

from collabstudy.errors import Fault, StudyError
from collabstudy.importing.magic import AGAIN
from collabstudy.importing.table import Field, Note, Options, TextTable
from collabstudy.importing.values import moment_text, number_text, texts
from collabstudy.personal import form

CHUNK = 50_000  # cases: each part reads past the ones before it

Metadata = Any  # pyreadstat's description of a file has no public type
Texts = Mapping[str, Callable[[Any], str]]
"""How a value of each column becomes text."""


@dataclass
class Missing:
    """The values of a column that mean no answer: declared ones, ranges with both ends in them, and possible ones.

    Of the ranges and the possible ones only those that occur or have a label are listed.
    """

    declared: list[Any] = field(default_factory=list)
    ranges: list[tuple[float, float]] = field(default_factory=list)
    possible: frozenset[str] = frozenset()

    def __contains__(self, value: Any) -> bool:
        if isinstance(value, str):
            return value in self.possible or value in self.declared
        return value is not None and (value in self.declared or any(low <= value <= high for low, high in self.ranges))


@dataclass
class Cases:
    """What was read of a file: the cells of each column, and how often each value that means no answer occurs."""

    metadata: Metadata
    texts: Texts
    missing: Mapping[str, Missing]
    cells: dict[str, list[pa.Array]] = field(default_factory=dict)
    unanswered: dict[str, Counter[Any]] = field(default_factory=dict)
    count: int = 0


def read_cases(
    path: Path,
    reader: Callable[..., Any],
    options: Options,
    describe: Callable[[Metadata], tuple[Texts, Mapping[str, Missing]]],
) -> Cases:
    """Read a file in parts of ``CHUNK`` cases. Raises :class:`StudyError` where the file is damaged."""
    _, metadata = _read(path, reader, options, metadataonly=True)
    cases = Cases(metadata, *describe(metadata))
    cases.cells |= {name: [] for name in metadata.column_names}
    cases.unanswered |= {name: Counter() for name in cases.missing}
    size = CHUNK
    while size == CHUNK:
        part, _ = _read(path, reader, options, row_offset=cases.count, row_limit=CHUNK)
        for name, values in part.items():
            cases.cells[name].append(pa.array(_column(path, name, values, cases), pa.string()))
            if name in cases.missing:
                cases.unanswered[name].update(value for value in values if value in cases.missing[name])
        size = max((len(values) for values in part.values()), default=0)
        cases.count += size
        if options.progress:
            options.progress(cases.count)
    promised = metadata.number_rows
    if promised is not None and 0 <= promised != cases.count:
        raise StudyError([_damaged(path, f"{cases.count:,} of its {promised:,} cases are there")])
    return cases


def _read(path: Path, reader: Callable[..., Any], options: Options, **part: Any) -> tuple[Any, Metadata]:
    try:
        return reader(
            str(path),
            user_missing=True,
            disable_datetime_conversion=True,
            output_format="dict",
            encoding=options.encoding or None,
            **part,
        )
    except (ReadstatError, PyreadstatError, ValueError, OverflowError, MemoryError) as error:
        raise StudyError([_damaged(path, str(error).partition("\n")[0] or type(error).__name__)]) from None


def _damaged(path: Path, reason: str) -> Fault:
    size = path.stat().st_size
    return Fault(path.name, f"the file is damaged or cut off ({size:,} bytes; {reason.rstrip('.')})", mend=AGAIN)


def _column(path: Path, name: str, values: Sequence[Any], cases: Cases) -> list[str]:
    try:
        return texts(values, cases.texts[name])
    except (OverflowError, ValueError):
        raise StudyError(_unwritable(path, name, values, cases)) from None


def _unwritable(path: Path, name: str, values: Sequence[Any], cases: Cases) -> Iterator[Fault]:
    for case, value in enumerate(values, cases.count + 1):
        try:
            texts([value], cases.texts[name])
        except (OverflowError, ValueError):
            message = "the value is no number, or a moment that no calendar has"
            yield Fault(path.name, message, case, name, mend="correct it where it was made", form=form(str(value)))


def labelled_table(
    path: Path, cases: Cases, groups: Mapping[str, str] = MappingProxyType({})
) -> tuple[TextTable, tuple[Note, ...]]:
    """The cases as a table, with labels, levels and missing codes in its fields; lines are case numbers from 1.

    Raises :class:`StudyError` where a column has one label for several codes, since answers could not be told apart
    by their label.
    """
    fields: list[Field] = []
    notes: list[Note] = []
    faults: list[Fault] = []
    for name in cases.cells:
        text = cases.texts[name]
        labels = cases.metadata.variable_value_labels.get(name, {})
        levels = {text(value): str(label) for value, label in labels.items()}
        missing, occur = cases.missing.get(name, Missing()), cases.unanswered.get(name, Counter())
        values = {*missing.declared, *occur, *(value for value in labels if value in missing)}
        codes = tuple(text(value) for value in sorted(values))
        if codes or missing.ranges:
            notes.append(Note(_no_answer(codes, missing), name, occur.total()))
        faults += _double_labels(path, name, levels)
        label = cases.metadata.column_names_to_labels.get(name) or ""
        fields.append(Field(name, label, levels, codes, groups.get(name, "")))
    if faults:
        raise StudyError(faults)
    cells = tuple(pa.chunked_array(column, pa.string()) for column in cases.cells.values())
    lines = np.arange(1, cases.count + 1, dtype=np.int64)
    return TextTable(path.name, tuple(fields), cells, lines), tuple(notes)


def _no_answer(codes: tuple[str, ...], missing: Missing) -> str:
    ranges = [f"{_end(low, 'the lowest')} to {_end(high, 'the highest')}" for low, high in missing.ranges]
    return f"codes that mean no answer: {', '.join([*codes, *ranges])}"


def _end(value: float, extreme: str) -> str:
    return number_text(value) if abs(value) < 1e300 else extreme  # SPSS writes the largest number for no limit


def _double_labels(path: Path, name: str, levels: Mapping[str, str]) -> Iterator[Fault]:
    by_label: dict[str, list[str]] = {}
    for value, label in levels.items():
        by_label.setdefault(label.strip(), []).append(value)
    for label, codes in by_label.items():
        if len(codes) > 1:
            message = f"the codes {', '.join(codes)} have the same label"
            yield Fault(path.name, message, None, name, label, mend="give each code a label of its own")


def day_text(moment: dt.datetime) -> str:
    """The date, and the time only where it is not midnight."""
    return moment.date().isoformat() if moment.time() == dt.time(0) else moment_text(moment)
