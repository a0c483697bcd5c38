"""A damaged file is refused, or read as what it now says; nothing else ever comes out of a reader."""

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collabstudy.errors import Fault, StudyError
from collabstudy.importing import parquet, spss, stata, workbook
from collabstudy.importing.table import Options, Reader

FRAME = pd.DataFrame({"q": [1.0, 2.5, 8.0] * 5, "r": ["ja", "nee", "0363"] * 5})
LABELS = {"q": {1: "Ja", 8: "Weet niet"}}
DAMAGE = st.lists(
    st.tuples(
        st.integers(min_value=0), st.sampled_from(["byte", "cut", "drop", "word"]), st.binary(min_size=4, max_size=4)
    ),
    min_size=1,
    max_size=3,
)
MEMBERS = ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"]
Damage = Sequence[tuple[int, str, bytes]]
few = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def damaged(content: bytes, damage: Damage) -> bytes:
    """Some bytes changed, taken out or cut off."""
    for number, kind, new in damage:
        place = number % (len(content) or 1)
        match kind:
            case "byte":
                content = content[:place] + new[:1] + content[place + 1 :]
            case "word":
                content = content[:place] + new + content[place + 4 :]
            case "drop":
                content = content[:place] + content[place + 1 + new[0] % 8 :]
            case "cut":
                content = content[:place]
    return content


def read_or_refused(reader: Reader, path: Path, content: bytes) -> None:
    path.write_bytes(content)
    faults: tuple[Fault, ...] = ()
    try:
        table, log = reader(path, Options())
    except StudyError as error:
        faults = error.faults
    if faults:
        assert all(fault.file == path.name and str(fault).endswith(".") for fault in faults)
        return
    assert (log.records, log.columns) == (len(table), len(table.columns))
    assert all(len(cells) == len(table) and cells.null_count == 0 for cells in table.cells)
    assert all(isinstance(cell, str) for row in table.rows for cell in row)  # decodes as UTF-8


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    pyreadstat.write_sav(
        FRAME, folder / "e.sav", variable_value_labels=LABELS, missing_ranges={"q": [8]}, column_labels=["Q?", "R?"]
    )
    pyreadstat.write_dta(FRAME, folder / "e.dta", variable_value_labels=LABELS)
    pq.write_table(pa.Table.from_pandas(FRAME), folder / "e.parquet")
    book = openpyxl.Workbook()
    for row in [list(FRAME), *FRAME.itertuples(index=False)]:
        book.active.append(tuple(row))
    book.save(folder / "e.xlsx")
    return folder


@few
@given(damage=DAMAGE)
@pytest.mark.parametrize(("reader", "name"), [(workbook.read, "e.xlsx"), (parquet.read, "e.parquet")])
def test_a_damaged_export(exports: Path, tmp_path: Path, reader: Reader, name: str, damage: Damage) -> None:
    read_or_refused(reader, tmp_path / name, damaged((exports / name).read_bytes(), damage))


@settings(few, max_examples=5)
@given(damage=DAMAGE)
@pytest.mark.parametrize(("reader", "name"), [(spss.read, "e.sav"), (stata.read, "e.dta")])
def test_a_damaged_file_of_spss_or_stata(
    exports: Path, tmp_path: Path, reader: Reader, name: str, damage: Damage
) -> None:
    read_or_refused(reader, tmp_path / name, damaged((exports / name).read_bytes(), damage))


@pytest.mark.slow
@settings(few, max_examples=100)
@given(damage=DAMAGE)
@pytest.mark.parametrize(("reader", "name"), [(spss.read, "e.sav"), (stata.read, "e.dta")])
def test_a_damaged_file_of_spss_or_stata_many_times(
    exports: Path, tmp_path: Path, reader: Reader, name: str, damage: Damage
) -> None:
    read_or_refused(reader, tmp_path / name, damaged((exports / name).read_bytes(), damage))


def repacked(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A workbook with changed members whose checksums are right."""
    after = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(after, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return after.getvalue()


@settings(few, max_examples=100)
@given(
    member=st.sampled_from(
        [
            "xl/worksheets/sheet1.xml",
            "xl/workbook.xml",
            "xl/styles.xml",
            "xl/_rels/workbook.xml.rels",
            "[Content_Types].xml",
        ]
    ),
    damage=DAMAGE,
)
def test_a_workbook_with_damaged_xml(exports: Path, tmp_path: Path, member: str, damage: Damage) -> None:
    content = (exports / "e.xlsx").read_bytes()
    bad = repacked(content, lambda name, xml: damaged(xml, damage) if name == member else xml)
    read_or_refused(workbook.read, tmp_path / "e.xlsx", bad)


@pytest.mark.parametrize(
    "xml",
    [
        b'<c r="XFD1048576"><v>1</v></c>',
        b'<c r="XFD1048576" t="str"><v></v></c>',
        b'<c r="ZZZZ99999999"><v>1</v></c>',
    ],
)
def test_a_cell_far_from_the_others_is_refused_before_it_is_laid_out(exports: Path, tmp_path: Path, xml: bytes) -> None:
    row = b'<row r="1048576">' + xml + b"</row></sheetData>"
    path = tmp_path / "e.xlsx"
    path.write_bytes(repacked((exports / "e.xlsx").read_bytes(), lambda _, old: old.replace(b"</sheetData>", row)))
    with pytest.raises(StudyError, match=r"reaches to cell .* cells \(limit 100,000,000\); refused"):
        workbook.read(path, Options())


def test_a_sheet_with_a_document_type_is_refused(exports: Path, tmp_path: Path) -> None:
    path = tmp_path / "e.xlsx"
    bomb = b'<!DOCTYPE worksheet [<!ENTITY a "a">]><worksheet'
    path.write_bytes(repacked((exports / "e.xlsx").read_bytes(), lambda _, old: old.replace(b"<worksheet", bomb, 1)))
    with pytest.raises(StudyError, match="a workbook has no document type"):
        workbook.read(path, Options())
