"""A register that somebody damaged is refused in one sentence, and left as it is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from collabstudy.errors import CollabstudyError
from collabstudy.runner.register import COLUMNS, _read


def folder(path: Path) -> None:
    path.mkdir()


def quoting(path: Path) -> None:
    path.write_text('"broken\n', encoding="utf-8")


def entry(path: Path) -> None:
    path.write_text(",".join(COLUMNS) + "\nx,y\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (folder, "register.csv cannot be read as a table; restore it from a copy."),
        (quoting, "register.csv cannot be read as a table; restore it from a copy."),
        (entry, "register.csv, line 2: this is no entry of the register; restore the file from a copy."),
    ],
)
def test_a_damaged_register(tmp_path: Path, damage: Callable[[Path], None], said: str) -> None:
    path = tmp_path / "register.csv"
    damage(path)
    with pytest.raises(CollabstudyError) as refused:
        _read(path)
    assert str(refused.value).endswith(said)
    assert path.exists()


def test_no_register_is_no_entry(tmp_path: Path) -> None:
    assert _read(tmp_path / "register.csv") == []
