"""What cleaning leaves behind for the later notebooks: ``data/processed/<study>/``."""

import json

import pandas as pd

from collabstudy.cleaning import Cleaned
from collabstudy.files import file_hash, spreadsheet_csv, write_if_changed
from collabstudy.study import Study
from collabstudy.study.owners import check_owner, claim
from collabstudy.study.places import processed_folder

NOTE, SOURCE = b"collabstudy.evidence", b"collabstudy.source"


def write_responses(cleaned: Cleaned, study: Study) -> None:
    """Write responses, repair log and row account; a file whose content is the same is left alone.

    In place of an id stands the number of the row: an id may be an address, or a key that a list links to a person.

    Raises :class:`CollabstudyError` where the name belongs to another study folder.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = processed_folder(study)
    claim(folder, study)
    table = pa.Table.from_pandas(_numbered(cleaned.responses, study), preserve_index=False)
    table = table.replace_schema_metadata(
        {**(table.schema.metadata or {}), NOTE: study.evidence.encode(), SOURCE: _source(study).encode()}
    )
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink)
    write_if_changed(folder / "responses.parquet", sink.getvalue().to_pybytes())
    write_if_changed(folder / "repair_log.csv", spreadsheet_csv(cleaned.repair_log).encode())
    account = json.dumps({"evidence": study.evidence, **cleaned.account()}, indent=1)
    write_if_changed(folder / "row_account.json", account.encode() + b"\n")


def _numbered(responses: pd.DataFrame, study: Study) -> pd.DataFrame:
    """The responses with row numbers from 1 in place of every id."""
    numbers = pd.Series([str(number) for number in range(1, len(responses) + 1)], index=responses.index, dtype="str")
    return responses.assign(**{question.name: numbers for question in study.questions if question.type == "id"})


def read_responses(study: Study) -> pd.DataFrame | None:
    """The cleaned responses of a study; ``None`` where it has none.

    Raises ``FileNotFoundError``, saying what to run, where cleaning has not been done yet;
    :class:`CollabstudyError` where the name belongs to another study folder.
    """
    if study.responses is None:
        return None
    path = processed_folder(study) / "responses.parquet"
    if not path.exists():
        raise FileNotFoundError(f"{study.name}: the responses are not cleaned yet; run 01_cleaning or `make notebooks`")
    import pyarrow.parquet as pq

    kept = pq.read_schema(path).metadata or {}
    if (kept.get(NOTE), kept.get(SOURCE)) != (study.evidence.encode(), _source(study).encode()):
        raise FileNotFoundError(
            f"{study.name}: the cleaned responses are of another export; run 01_cleaning or `make notebooks`"
        )
    check_owner(study)
    return pd.read_parquet(path)


def _source(study: Study) -> str:
    """The hash of the export that a study's responses come from."""
    path = study.folder / study.responses.file if study.responses else None
    return file_hash(path) if path and path.is_file() else ""


def read_row_account(study: Study) -> dict[str, object] | None:
    """The row account that cleaning wrote; ``None`` where the study has no responses.

    Raises :class:`CollabstudyError` where the name belongs to another study folder.
    """
    if study.responses is None:
        return None
    check_owner(study)
    path = processed_folder(study) / "row_account.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
