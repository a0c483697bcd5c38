"""Microsoft Forms: a workbook, which Excel may have saved as delimited text; one header row of question texts."""

from pathlib import Path

from collabstudy.importing.delimited import one_row, read_delimited
from collabstudy.importing.table import ImportLog, Options, TextTable


def read(path: Path, options: Options) -> tuple[TextTable, ImportLog]:
    """The text that Excel saved; several answers stay joined by semicolons, as the platform writes them."""
    return read_delimited(path, options, "msforms", one_row)
