"""Tables of the notebook on published figures: bases together, identified sets, several comparisons, the invited."""

from dataclasses import replace
from math import comb
from typing import Any

import pytest
import readings
from readings import note, spoken

from collabstudy import Study
from collabstudy.reporting import findings, tables
from collabstudy.reporting.results import Finding, Missing


@pytest.fixture(scope="module")
def gemeenten() -> Any:
    return Study.load("gemeenten")


@pytest.fixture(scope="module")
def without_figures(gemeenten: Any) -> Any:
    return replace(gemeenten, figures=(), statements=())


def rows(result: Any) -> list[dict[str, Any]]:
    assert set(result.evidence) <= {"published", "identified", "assumed"}
    return readings.rows(result)


def test_63_and_62_5_may_be_one_question(gemeenten: Any) -> None:
    found = {row["rule"]: row for row in rows(tables.same_question_table(gemeenten))}
    assert {row["figures"] for row in found.values()} == {"F5 63% and F6 62,5%"}
    assert found["half_up"]["prints as both"] == "5/8, 10/16, 15/24"
    assert [rule for rule, row in found.items() if row["verdict"] == "possible"] == ["half_up", "half_any", "ceiling"]
    assert found["floor"]["verdict"] == "refuted at any base"


def test_a_hedge_is_shown_at_every_cut_point(gemeenten: Any) -> None:
    found = rows(tables.sensitivity_table(gemeenten))
    nearly = [row for row in found if row["figure"] == "F3 bijna de helft"]
    assert [row["cut point"] for row in nearly] == [1, 2, 3, 5, 10]
    for row in nearly:
        fitting = [n for n in range(1, 32) if any((50 - row["cut point"]) * n < 100 * k < 50 * n for k in range(n))]
        assert row["bases"] == len(fitting)
        assert row["more than half"] == ("none" if fitting else "assumptions refuted")


def test_one_misprint_does_not_bring_one_base(gemeenten: Any) -> None:
    found = {row["figure left out"]: row["bases needed"] for row in rows(tables.misprint_table(gemeenten))}
    assert {name for name, needed in found.items() if needed == 2} == {"F9", "F14"}
    assert set(found.values()) == {2, 3}


def test_drop_out_alone_is_refuted_in_one_sentence(gemeenten: Any) -> None:
    found = tables.dropout(gemeenten)
    assert isinstance(found, Finding)
    assert found.data["assignments"] == 0
    assert "none is left at F14" in spoken(found)[0]


def test_drop_out_that_fits_is_a_table(gemeenten: Any) -> None:
    """31, 31 and 30 answers: 20/31 is 65%, 17/31 is 55%; 12 of 29 is the last base of 41% below."""
    kept = tuple(figure for figure in gemeenten.figures if figure.id in ("F9", "F13", "F14"))
    found = {row["figure"]: row for row in rows(tables.dropout(replace(gemeenten, figures=kept)))}
    sets = {
        name: {n for n in range(1, 32) for k in range(n + 1) if (2 * share - 1) * n <= 200 * k < (2 * share + 1) * n}
        for name, share in (("F9", 65), ("F13", 55), ("F14", 41))
    }
    fits = [(a, b, c) for a in sets["F9"] for b in sets["F13"] for c in sets["F14"] if a >= b >= c]
    for at, name in enumerate(("F9", "F13", "F14")):
        assert found[name]["lowest base"] == min(item[at] for item in fits)
        assert found[name]["highest base"] == max(item[at] for item in fits)


def test_conflicts_are_counted_and_named(gemeenten: Any) -> None:
    found = rows(tables.conflict_table(gemeenten))
    assert [(row["claim"], row["figures in conflict"], row["conflicts"]) for row in found] == [
        ("all of 31", 1, 6),
        ("one base, whichever", 2, 10),
        ("one base, whichever", 3, 13),
    ]
    assert found[0]["which"] == "63%; 62,5%; 75%; 54%; 83%; 41%"


def test_how_few_percentages_there_are(gemeenten: Any) -> None:
    printable = {(200 * k + 31) // 62 for k in range(32)}
    found = findings.surprise_finding(gemeenten)
    assert found is not None
    assert found.data["possible"] == len(printable) == 32
    assert "Only 32 of the 101" in spoken(found)[0]


def test_everybody_forced_in(gemeenten: Any) -> None:
    found = findings.forced_cover_finding(gemeenten)
    assert found is not None
    assert found.data == {"ways": 4, "bases": 3}
    assert "24, 29, 31" in spoken(found)[0]


def test_the_effects_of_54_beside_83(gemeenten: Any) -> None:
    """On the strongest rung 24 persons, 20 and 13 yes, 9 to 13 of them twice."""
    found = {row["statistic"]: row for row in rows(tables.effect_table(gemeenten, gemeenten.comparisons[1]))}
    same = {name: row["the same persons answered both"] for name, row in found.items()}
    assert same["exact p"] == ".016 to .118"
    assert same["difference, points"] == "+29.2"
    assert same["said yes twice, persons"] == "9 to 13"
    assert same["odds ratio, conditional"] == "2.75 to ∞"
    assert same["Cohen's g"] == "0.23 to 0.50"
    assert found["said yes twice, persons"]["any bases, perhaps other persons"].startswith("0 to ")


def test_how_often_alpha_is_reached(gemeenten: Any) -> None:
    found = rows(tables.measure_table(gemeenten, gemeenten.comparisons[1]))
    same = [row for row in found if row["who answered"] == "the same persons answered both"]
    ways = {a: comb(24, a) * comb(24 - a, 20 - a) * comb(4, 13 - a) for a in range(9, 14)}
    for row in same:
        assert (row["tables"], row["reach alpha"]) == (5, 2)
        assert row["share of labelled data sets"] == pytest.approx((ways[12] + ways[13]) / sum(ways.values()))
    assert [row["base"] for row in same] == ["all", "24"]
    weakest = found[0]
    assert (weakest["tables"], weakest["reach alpha"]) == (2398, 753)
    assert weakest["of these, second larger"] == 0
    evaluation = rows(tables.measure_table(gemeenten, gemeenten.comparisons[0]))[0]
    assert (evaluation["reach alpha"], evaluation["of these, second larger"]) == (494, 20)


def test_holm_over_the_articles_comparisons(gemeenten: Any) -> None:
    found = [row for row in rows(tables.holm_table(gemeenten)) if row["who answered"].startswith("the same")]
    assert {row["comparison"]: row["Holm p"] for row in found} == {
        "Evaluating inside and with partners": ".125 to .664",
        "Expecting partners to adapt, and adapting": ".031 to .237",
        "Looking outward, and acting on it": ".0015 to .116",
    }
    assert {row["bounds"] for row in found} == {"sharp"}


def test_comparisons_that_share_a_question_are_marked(gemeenten: Any) -> None:
    first, second, _ = gemeenten.comparisons
    shared = replace(second, name="shared", first=first.first)
    found = rows(tables.holm_table(replace(gemeenten, comparisons=(first, second, shared))))
    assert {row["bounds"] for row in found if row["who answered"].startswith("any")} == {"wider than sharp"}


def test_the_multiverse_joins_what_is_the_same(gemeenten: Any) -> None:
    found = tables.multiverse_table(gemeenten, gemeenten.comparisons[0])
    assert "98 combinations" in note(found)
    for part in ("41 some", "31 none", "17 assumptions refuted", "9 no test"):
        assert part in note(found)
    exact = [row for row in rows(found) if row["test"] == "exact" and row["tables"] == 23]
    assert [row["rounding"] for row in exact] == ["half_up, half_down, half_even, half_any"]
    assert "hedge cut" not in found.frame
    hedged = tables.multiverse_table(gemeenten, gemeenten.comparisons[2])
    assert "490 combinations" in note(hedged)
    assert "hedge cut" in hedged.frame


def test_the_invited_and_their_break_even(gemeenten: Any) -> None:
    found = {row["figure"]: row for row in rows(tables.invited_shares(gemeenten))}
    row = found["F13 55%"]
    pairs = [(k, n) for n in range(1, 32) for k in range(n + 1) if 109 * n <= 200 * k < 111 * n]
    ends = [(k / m, (k + m - n) / m, m - n, max(0, m // 2 + 1 - k)) for k, n in pairs for m in range(65, 76)]
    assert row["lower"] == pytest.approx(min(end[0] for end in ends))
    assert row["upper"] == pytest.approx(max(end[1] for end in ends))
    assert row["silent"] == f"{min(end[2] for end in ends)} to {max(end[2] for end in ends)}"
    assert row["yes needed"] == f"{min(end[3] for end in ends)} to {max(end[3] for end in ends)}"
    assert row["share of the silent"] == pytest.approx(min(end[3] / end[2] for end in ends))


def test_a_study_without_figures_is_told_so(without_figures: Any) -> None:
    study = without_figures
    for make in (
        tables.sensitivity_table,
        tables.misprint_table,
        tables.dropout,
        tables.same_question_table,
        tables.conflict_table,
        tables.invited_shares,
        tables.holm_table,
    ):
        assert isinstance(make(study), Missing), make
    for make in (tables.effect_table, tables.measure_table, tables.multiverse_table):
        assert isinstance(make(study, study.comparisons[0]), Missing), make
    assert findings.surprise_finding(study) is None
    assert findings.forced_cover_finding(study) is None


def test_figures_that_cannot_stand_together_are_refuted(gemeenten: Any) -> None:
    wordings = {"F13": "62.5%", "F14": "41%"}
    figures = tuple(
        replace(figure, wording=wordings.get(figure.id, figure.wording), base=7 if figure.id == "F13" else None)
        for figure in gemeenten.figures
    )
    study = replace(gemeenten, figures=figures)
    found = rows(tables.effect_table(study, study.comparisons[0]))
    assert {row["the same persons answered both"] for row in found} == {"refuted"}
    assert isinstance(tables.measure_table(study, study.comparisons[0]), Missing)


def test_the_ladder_with_its_other_assumptions(gemeenten: Any) -> None:
    found = rows(tables.assumption_table(gemeenten, gemeenten.comparisons[1]))
    two = [row for row in found if row["questions"] == "two yes/no questions"]
    assert [row["smallest base"] for row in two] == [1, 16] * 3
    assert [row["tables"] for row in two if row["smallest base"] == 1] == [2398, 505, 5]
    assert two[5]["exact p"] == ".016 to .118"  # 24, the only common base, is above half
    bases = {n for n in range(16, 32) for k in range(n + 1) if 107 * n <= 200 * k < 109 * n}
    assert bases  # 54% has bases of at least half, so a minimum leaves something
    assert two[1]["tables"] < two[0]["tables"]
    routed = [row for row in found if row["questions"].startswith("the second asked only")]
    assert all(row["exact p"] == "–" for row in routed)
    other = rows(tables.assumption_table(gemeenten, gemeenten.comparisons[1], minimum_base=30))
    assert {row["smallest base"] for row in other} == {1, 30}
