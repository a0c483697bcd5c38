"""``collabstudy figures``: readable and as JSON, with one sentence for what it cannot read."""

import csv
import json
from pathlib import Path

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
        "  41% cannot come from 31 respondents if rounded to the nearest, halves upwards: 12/31 prints 39%, "
        "13/31 prints 42%; cut off, 13/31 does print it.",
        "  Bases up to 31 that can print it: 17, 22, 27, 29.",
        "32 of the 101 whole percentages can come from 31 respondents at all.",
        "Explaining all of them takes 1 base: 22; 29.",
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
    assert lines[1] == (
        "  63% cannot come from 31 respondents if rounded to the nearest, halves upwards: "
        "19/31 prints 61%, 20/31 prints 65%; no other rule allows it either."
    )


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
    ([], "give figures such as 55% 41% and --respondents N, or a file of them with --csv FILE."),
    (["55%", "41%", "--paired"], "say how many answered: --respondents N."),
    (["55%", "--respondents", "31", "--minimum-base", "5"], "--minimum-base goes with --paired."),
    (
        ["55%", "41%", "--paired", "--respondents", "31", "--minimum-base", "32"],
        "--minimum-base 32 is more than the 31 respondents.",
    ),
    (["41%", "--csv", "a.csv", "--paired"], "--csv FILE has its own columns for that: leave out figures, --paired."),
    (["--csv", "/dev/zero"], "zero: this is no ordinary file; put a file of text there."),
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


def test_any_rule_is_a_rule_too(capsys: pytest.CaptureFixture[str]) -> None:
    """13/31 is 41.9%: cut off it prints 41; 19/31 is 61.3% and 20/31 64.5%: neither prints 63 by any rule."""
    text = printed(capsys, "41%", "63%", "--respondents", "31", "--rounding", "any_rule").splitlines()
    assert text[1] == "  Out of 31 it can come from 13."
    assert text[4].startswith("  63% cannot come from 31 respondents, any of the seven rules: 19/31 prints 61%")


def test_a_minimum_base(capsys: pytest.CaptureFixture[str]) -> None:
    """55 and 41 have 22 and 29 in common; from 23 on 29 alone is left, with its 13 tables."""
    text = printed(capsys, "55%", "41%", "--respondents", "31", "--paired", "--minimum-base", "23").splitlines()
    assert text[-4] == "55% beside 41%, exact McNemar test, two-sided, bases of at least 23:"
    assert text[-1].startswith("  the same persons answered both: 13 tables")


def test_many_bases_are_ranges(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "50%", "--respondents", "400")
    bases = [line for line in text.splitlines() if "Bases up to" in line]
    assert bases[0].endswith("100 to 400.") or ", 98 to 400." in bases[0] or " to 400." in bases[0]
    assert len(bases[0]) < 600


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_file_of_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str], separator: str) -> None:
    rows = [["wording", "base"], ["41%", "31"], ["62.5%", "8"], ["ruim 60%", "31"]]
    path = tmp_path / "figures.csv"
    path.write_text("".join(separator.join(row) + "\n" for row in rows), encoding="utf-8")
    found = list(csv.DictReader(printed(capsys, "--csv", str(path)).splitlines()))
    assert [row["consistent"] for row in found] == ["False", "True", "True"]
    assert (found[1]["smallest_count"], found[1]["largest_count"]) == ("5", "5")
    assert (found[0]["nearest_below"], found[0]["nearest_above"]) == ("39%", "42%")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("wording,base\n41%,31\nmany,31\n", "figures.csv, line 3, column 'wording', value 'many': "),
        ("wording,base\n41%,31\n\n41%,x\n", "figures.csv, line 4, column 'base', value 'x': this is no whole"),
        ("a,b\n1,2\n", "figures.csv, line 1: no column of figures is in the header"),
        ("", "figures.csv, line 1: no column of figures is in the header"),
        ("wording,base\n41%,31,7\n", "figures.csv, line 2: 3 cells where the header has 2"),
        ("wording,wording,base\n41%,41%,31\n", "figures.csv, line 1: two columns have the same name"),
    ],
)
def test_a_file_that_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, sentence: str
) -> None:
    path = tmp_path / "figures.csv"
    path.write_text(content, encoding="utf-8")
    assert main(["figures", "--csv", str(path)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"collabstudy: {sentence}")
    assert captured.err.count("\n") == 1


def test_neither_figures_nor_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["figures"]) == 2
    assert "give figures such as 55% 41% and --respondents N" in capsys.readouterr().err


@pytest.mark.parametrize("number", ["10001", "99999999999999999999"])
def test_a_number_of_respondents_that_no_small_survey_has(capsys: pytest.CaptureFixture[str], number: str) -> None:
    assert main(["figures", "55%", "--respondents", number]) == 2
    assert f"{number} is more than 10,000, and this is for small surveys" in capsys.readouterr().err


def test_a_negative_figure_is_a_figure_and_no_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["figures", "55%", "-5%", "--respondents", "31"]) == 2
    assert capsys.readouterr().err == "collabstudy: '-5%' is less than 0%: a share of respondents cannot be.\n"
