"""``collabstudy figures``: readable and as JSON, with one sentence for what it cannot read."""

import json

import pytest

from collabstudy.cli import main
from collabstudy.reporting.command_line import figures_report, figures_values


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["figures", *arguments]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def test_the_article_s_first_comparison(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "55%", "41%", "--respondents", "31", "--paired").splitlines() == [
        "55% (to the nearest, halves upwards) stands for shares in [54.5%, 55.5%).",
        "  Out of 31 it can come from 17.",
        "  Bases up to 31 that can print it: 11, 20, 22, 29, 31.",
        "41% (to the nearest, halves upwards) stands for shares in [40.5%, 41.5%).",
        "  It cannot come from 31 respondents to the nearest, halves upwards; it can under floor (13).",
        "  12/31 is 38.71%; 13/31 is 41.94%.",
        "  Bases up to 31 that can print it: 17, 22, 27, 29.",
        "",
        "55% beside 41%, exact McNemar test, two-sided:",
        "  any bases, perhaps other persons: 5,468 tables, p .0005 to 1; at most 0.05 in some (494).",
        "  equal bases, perhaps other persons: 2,244 tables, p .0005 to 1; at most 0.05 in some (157).",
        "  the same persons answered both: 23 tables, p .125 to .664; at most 0.05 in none (0).",
    ]


def test_the_same_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    values = json.loads(printed(capsys, "55%", "41%", "--respondents", "31", "--paired", "--json"))
    assert values["respondents"] == 31
    assert values["rounding"] == "half_up"
    assert [figure["wording"] for figure in values["figures"]] == ["55%", "41%"]
    assert [figure["bases"] for figure in values["figures"]] == [[11, 20, 22, 29, 31], [17, 22, 27, 29]]
    assert values["figures"][1]["counts_at_all_respondents"]["floor"] == [13]
    assert values["figures"][1]["counts_at_all_respondents"]["half_up"] == []
    assert values["ladder"]["complete"]["tables"] == 23
    assert values["ladder"]["complete"]["exact_p"] == pytest.approx([0.125, 0.6636], abs=1e-4)
    assert values["ladder"]["complete"]["verdict"] == "none"


def test_without_paired_there_is_no_ladder(capsys: pytest.CaptureFixture[str]) -> None:
    assert "ladder" not in json.loads(printed(capsys, "55%", "--respondents", "31", "--json"))
    assert "McNemar" not in printed(capsys, "55%", "41%", "--respondents", "31")


def test_the_rounding_rule_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "41%", "--respondents", "31", "--rounding", "floor")
    assert text.splitlines()[:2] == [
        "41% (cut off) stands for shares in [41%, 42%).",
        "  Out of 31 it can come from 13.",
    ]


def test_a_hedged_wording_is_our_reading(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "ruim 95%", "--respondents", "31")
    assert text.splitlines()[0] == "ruim 95% (by our reading of the hedge word) stands for shares in (95%, 100%)."
    values = figures_values(["ruim 95%", "55%"], 31, "half_up", paired=False)
    assert [figure["evidence"] for figure in values["figures"]] == ["assumed", "identified"]


def test_what_no_rule_allows_is_said() -> None:
    lines = figures_report(["63%"], 31, "half_up", paired=False)
    assert "nor under any other rule" in lines[1]
    assert lines[2] == "  19/31 is 61.29%; 20/31 is 64.52%."


def test_two_figures_that_refute_each_other() -> None:
    lines = figures_report(["47%", "83%"], 12, "half_up", paired=True)
    assert lines[-1].strip() == (
        "the same persons answered both: no data set can have printed both; the assumptions are refuted."
    )
    assert any(line.endswith("that can print it: none.") for line in lines)


REFUSED = [
    (["55%", "--respondents", "31", "--paired"], "--paired compares two figures; 1 are given."),
    (["55%", "41%", "9%", "--respondents", "31", "--paired"], "--paired compares two figures; 3 are given."),
    (["55%", "--respondents", "31", "--rounding", "up"], "unknown rounding rule 'up': use one of half_up, half_down,"),
    (["many", "--respondents", "31"], "'many' is no wording of a share: write a percentage such as 62.5%"),
    (["140%", "--respondents", "31"], "'140%' is more than 100%"),
]


@pytest.mark.parametrize(("arguments", "sentence"), REFUSED)
def test_what_cannot_be_read_is_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    assert main(["figures", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"collabstudy: {sentence}")
    assert captured.err.count("\n") == 1
    assert captured.err.endswith(".\n")
    assert not captured.err.endswith("..\n")


@pytest.mark.parametrize("number", ["0", "-3", "1.5", "many", ""])
def test_the_number_of_respondents_is_whole(capsys: pytest.CaptureFixture[str], number: str) -> None:
    assert main(["figures", "55%", f"--respondents={number}"]) == 2
    assert f"{number!r} is no whole number of at least 1" in capsys.readouterr().err
