"""The raw file is the same before and after it is read: the hash that is recorded is that of what was counted."""

from collections.abc import Callable
from pathlib import Path

import pytest
from studies import copied

from collabstudy import Study, importing
from collabstudy.errors import StudyError
from collabstudy.importing import read_study_export


def written(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"Noord"', b'"Centrum"', 1))


@pytest.mark.parametrize("meanwhile", [written, Path.unlink])
def test_a_file_that_changes_while_it_is_read(
    meanwhile: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copied("library", tmp_path)
    study, read = Study.load(folder), importing.read_export

    def interrupted(path: Path, *rest: object) -> object:
        found = read(path, *rest)  # type: ignore[arg-type]
        meanwhile(path)
        return found

    assert len(read_study_export(study)[0]) == 14
    monkeypatch.setattr(importing, "read_export", interrupted)
    with pytest.raises(StudyError) as caught:
        read_study_export(study)
    assert str(caught.value) == (
        "responses.csv: the file changed while it was read; run it again when nothing writes to the file any more."
    )
