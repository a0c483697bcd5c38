"""What a careful reader would otherwise misread."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from studies import change
from support import FIXTURES

from collabstudy import Study
from collabstudy.checking import check_study
from collabstudy.cleaning import clean
from collabstudy.errors import StudyError
from collabstudy.importing import read_export
from collabstudy.processed import read_responses, write_responses
from collabstudy.reporting import Plot, Table, plots, tables
from collabstudy.reporting.tables.published import numeric


@pytest.fixture
def library(tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.copytree(FIXTURES / "library", tmp_path / "library"))


def cleaned(study: Study) -> Any:
    assert study.responses is not None
    return clean(read_export(study.folder / study.responses.file)[0], study)


def test_every_count_out_of_every_base_is_listed() -> None:
    table = tables.count_table(Study.load("gemeenten"))
    assert isinstance(table, Table)
    listed = dict(zip(table.frame["wording"], table.frame["counts of bases"], strict=True))
    assert listed["41%"] == "7/17, 9/22, 11/27, 12/29"
    assert listed["62,5%"] == "5/8, 10/16, 15/24"
    assert listed["bijna de helft"].endswith("13/28, 14/29, 14/30, 14-15/31")


def test_a_figure_with_its_base_printed_needs_no_other() -> None:
    study = Study.load("gemeenten")
    figures = tuple(replace(figure, base=24) if figure.id == "F11" else figure for figure in study.figures)
    assert "F11" in {figure.id for figure in numeric(study)}
    assert "F11" not in {figure.id for figure in numeric(replace(study, figures=figures))}


def test_the_responses_of_another_export_are_not_shown(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLLABSTUDY_ROOT", str(tmp_path))
    study = Study.load(library)
    write_responses(cleaned(study), study)
    assert read_responses(study) is not None
    for changed in (replace(study, synthetic=True), replace(study, folder=FIXTURES.parent / "nowhere" / "library")):
        with pytest.raises(FileNotFoundError, match="the cleaned responses are of another export"):
            read_responses(changed)


def test_more_rows_than_respondents_are_refused(library: Path) -> None:
    change(library, "study.toml", "respondents = 12", "respondents = 11")
    with pytest.raises(StudyError, match=r"12 rows count as respondents, and study\.toml says 11"):
        list(check_study(library))


def test_agreement_is_drawn_to_the_right_whatever_the_order_of_the_levels(library: Path) -> None:
    study = Study.load(library)
    from collabstudy.counting import count

    counts = count(cleaned(study).responses, study)
    turned = replace(study, choices={name: tuple(reversed(levels)) for name, levels in study.choices.items()})
    before, after = (plots.likert(counts, item)[0] for item in (study, turned))
    assert isinstance(before, Plot)
    assert isinstance(after, Plot)
    assert before.alt == after.alt
