"""Where the arithmetic stops: too many tables to list, and figures that are not about everybody."""

from dataclasses import replace
from typing import Any

import pytest

from collabstudy import Study
from collabstudy.published import paired_identified_set
from collabstudy.published.verdicts import NOT_COMPUTED, verdict
from collabstudy.reporting.findings import any_bases_finding, same_persons_finding


@pytest.fixture
def gemeenten() -> Any:
    return Study.load("gemeenten")


def statement(study: Any, name: str) -> Any:
    return next(item for item in study.statements if item.id == name)


@pytest.mark.parametrize(("overlap", "largest"), [("any", 120), ("equal_bases", 120), ("complete", 600)])
def test_a_set_that_is_too_large_says_so(overlap: str, largest: int) -> None:
    assert paired_identified_set("55%", "41%", largest, overlap=overlap).is_listed
    too_large = paired_identified_set("55%", "41%", largest + 1, overlap=overlap)
    assert not too_large.is_listed
    with pytest.raises(ValueError, match=f"{largest + 1} respondents allow too many tables to list"):
        too_large.bounds("mcnemar")


def test_a_large_survey_keeps_its_strongest_rung(gemeenten: Any) -> None:
    large = replace(gemeenten, respondents=130, invited=(200, 200))
    found = verdict(large, statement(gemeenten, "S84"))
    assert found.significance["any"] == found.significance["equal_bases"] == NOT_COMPUTED
    assert found.significance["complete"] in ("all", "some", "none")
    assert any_bases_finding(large) is None
    assert same_persons_finding(large) is not None


def test_a_figure_of_a_group_is_no_figure_of_all(gemeenten: Any) -> None:
    grouped = tuple(replace(figure, group="large") if figure.id == "F13" else figure for figure in gemeenten.figures)
    study = replace(gemeenten, figures=grouped)
    comparison = study.comparisons[0]
    assert study.figure_for(comparison.first) is None
    assert study.figures_for(comparison) is None
    found = verdict(study, statement(study, "S84"))
    assert (found.among, found.significance, found.invited) == ("holds", {}, None)


def test_the_format_of_the_questions_is_named(gemeenten: Any) -> None:
    assert "one yes/no question each" in verdict(gemeenten, statement(gemeenten, "S84")).assumptions
    formats = tuple(replace(figure, format="select_multiple") for figure in gemeenten.figures)
    named = verdict(replace(gemeenten, figures=formats), statement(gemeenten, "S84")).assumptions
    assert "question formats as declared (select_multiple)" in named
