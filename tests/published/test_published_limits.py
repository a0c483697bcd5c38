"""Where the arithmetic stops: too many tables to list, and figures that are not about everybody."""

from dataclasses import replace
from typing import Any

import pytest

from collabstudy import Study
from collabstudy.published import paired_identified_set
from collabstudy.published.verdicts import NOT_COMPUTED, Assumption, verdict
from collabstudy.reporting.findings import any_bases_finding, same_persons_finding


@pytest.fixture
def gemeenten() -> Any:
    return Study.load("gemeenten")


def statement(study: Any, name: str) -> Any:
    return next(item for item in study.statements if item.id == name)


@pytest.mark.parametrize(("overlap", "largest"), [("any", 600), ("equal_bases", 1000), ("complete", 3100)])
def test_reports_leave_out_what_would_take_minutes(overlap: str, largest: int) -> None:
    assert paired_identified_set("55%", "41%", largest, overlap=overlap).is_tractable
    assert not paired_identified_set("55%", "41%", largest + 1, overlap=overlap).is_tractable


def test_a_list_that_would_not_fit_is_refused_with_its_size() -> None:
    """By the sum, over bases and counts, of the number of joint cells."""
    large = paired_identified_set("55%", "41%", 700)
    size = sum(
        min(x, y) - max(0, x + y - base) + 1
        for base in range(1, 701)
        for x in range(base + 1)
        if 109 * base <= 200 * x < 111 * base
        for y in range(base + 1)
        if 81 * base <= 200 * y < 83 * base
    )
    assert large.size == size > 2_000_000
    for listing in ("cells", "tables"):
        with pytest.raises(ValueError, match=f"{size:,} tables are too many to list"):
            getattr(large, listing)
    assert large.bounds("mcnemar")[1] < 1


@pytest.mark.slow
def test_a_large_survey_keeps_its_strongest_rung(gemeenten: Any) -> None:
    large = replace(gemeenten, respondents=3050, invited=(4000, 4000))
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
    assert Assumption("format", ("yes_no",)) in verdict(gemeenten, statement(gemeenten, "S84")).assumptions
    formats = tuple(replace(figure, format="select_multiple") for figure in gemeenten.figures)
    named = verdict(replace(gemeenten, figures=formats), statement(gemeenten, "S84")).assumptions
    assert Assumption("format", ("select_multiple",)) in named
