"""Synthetic data sets into a file, batch by batch: one row a person of a draw, one column a question.

Every row says ``synthetic`` in its first column. A Parquet file says in its metadata, besides, under which
assumptions the data sets were drawn and how many of them there are.
"""

import csv
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from collabstudy.errors import CollabstudyError
from collabstudy.published.datasets import Answers
from collabstudy.published.reconstruction import Reconstruction

OWN = ("evidence", "draw", "person")
EVIDENCE = "synthetic"
BATCH = 50_000  # rows that are in memory at a time
WHAT = (
    "Synthetic data sets, no answers of any respondent: each prints the published figures, and all the others do too. "
    "They support no conclusion. Labelled data sets are equally likely by convention."
)
Say = Callable[[int], None]


def write_draws(found: Reconstruction, draws: int, path: Path, say: Say = lambda drawn: None) -> None:
    """Write draws 0 to ``draws`` - 1 to a new file that ends in ``.parquet`` or ``.csv``.

    ``say`` is told how many are drawn after each batch. The file appears once it is complete. Raises
    :class:`CollabstudyError` for a file that exists, another ending, or a question with a name of ours.
    """
    _check(found, path)
    write = _parquet if path.suffix == ".parquet" else _csv
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    try:
        write(found, draws, Path(temporary), say)
        Path(temporary).chmod(0o644)
        os.link(temporary, path)  # unlike a rename this does not replace what somebody has put there meanwhile
    finally:
        Path(temporary).unlink()


def _check(found: Reconstruction, path: Path) -> None:
    if path.suffix not in (".parquet", ".csv"):
        raise CollabstudyError(f"{path}: synthetic data sets go into a .parquet or a .csv file; change the ending.")
    if path.exists():
        raise CollabstudyError(f"{path}: the file exists and is left as it is; name a new one or remove it.")
    if not path.parent.is_dir():
        raise CollabstudyError(f"{path}: there is no such folder; make it first.")
    for name in OWN:
        if name in found.datasets.questions:
            raise CollabstudyError(f"a question is named {name!r}, which is a column of ours; rename it.")


def _batches(found: Reconstruction, draws: int, say: Say) -> Iterator[tuple[range, list[Answers]]]:
    size = max(1, BATCH // found.datasets.respondents)
    for start in range(0, draws, size):
        numbers = range(start, min(draws, start + size))
        yield numbers, [found.draw(number) for number in numbers]
        say(numbers.stop)


def _csv(found: Reconstruction, draws: int, path: Path, say: Say) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*OWN, *found.datasets.questions])
        for numbers, batch in _batches(found, draws, say):
            for number, answers in zip(numbers, batch, strict=True):
                rows = zip(*answers.values(), strict=True)
                writer.writerows((EVIDENCE, number, person, *row) for person, row in enumerate(rows, start=1))


def _parquet(found: Reconstruction, draws: int, path: Path, say: Say) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    text = pa.dictionary(pa.int8(), pa.string())
    fields = [pa.field("evidence", text), pa.field("draw", pa.int64()), pa.field("person", pa.int64())]
    fields += [pa.field(name, pa.dictionary(pa.int16(), pa.string())) for name in found.datasets.questions]
    schema = pa.schema(fields, metadata=_metadata(found, draws))
    persons = found.datasets.respondents
    with pq.ParquetWriter(path, schema) as writer:
        for numbers, batch in _batches(found, draws, say):
            rows = len(batch) * persons
            columns: list[Any] = [
                pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int8()), pa.array([EVIDENCE])),
                pa.array([number for number in numbers for _ in range(persons)], pa.int64()),
                pa.array([person for _ in numbers for person in range(1, persons + 1)], pa.int64()),
            ]
            for name, levels in found.datasets.questions.items():
                code: dict[str | None, int | None] = {level: at for at, level in enumerate(levels)}
                codes = [code.get(level) for answers in batch for level in answers[name]]
                columns.append(
                    pa.DictionaryArray.from_arrays(pa.array(codes, pa.int16()), pa.array(levels, pa.string()))
                )
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))


def _metadata(found: Reconstruction, draws: int) -> dict[str, str]:
    return {
        "collabstudy.evidence": EVIDENCE,
        "collabstudy.what": WHAT,
        "collabstudy.study": found.study.name,
        "collabstudy.assumptions": json.dumps(found.assumptions, ensure_ascii=False),
        # an int of more than 4,300 digits is not turned into text, a Decimal is
        "collabstudy.datasets": str(Decimal(found.total)),
        "collabstudy.draws": f"0 to {draws - 1}, seed {found.study.analysis.seed}",
    }
