"""Tables of published figures against the design's numbers and against plain enumeration."""

from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from readings import note, rows, spoken
from scipy.stats import binomtest

from collabstudy.reporting import Table, tables
from collabstudy.reporting.show import bundle
from collabstudy.reporting.tables import published

PLAIN = {
    "F2": "90",
    "F5": "63",
    "F6": "62.5",
    "F9": "65",
    "F10": "75",
    "F11": "54",
    "F12": "83",
    "F13": "55",
    "F14": "41",
}
MODES = {"half_up": ROUND_HALF_UP, "floor": ROUND_DOWN, "ceiling": ROUND_CEILING}


def prints(wording: str, base: int, rounding: str = "half_up") -> list[int]:
    """The counts out of ``base`` whose percentage, written out, rounds to the wording."""
    unit = Decimal(1).scaleb(-len(wording.partition(".")[2]))
    return [
        number
        for number in range(base + 1)
        if (Decimal(100 * number) / Decimal(base)).quantize(unit, MODES[rounding]) == Decimal(wording)
    ]


def test_the_published_figures(gemeenten: Any) -> None:
    found = {row["figure"].split()[0]: row for row in rows(tables.figure_table(gemeenten.study))}
    assert list(found) == [f"F{number}" for number in range(1, 15)]
    for name, wording in PLAIN.items():
        bases = [base for base in range(1, 32) if prints(wording, base)]
        assert found[name]["bases"] == len(bases)
        assert found[name]["counts at 31"] == (", ".join(map(str, prints(wording, 31))) or "none")
    assert found["F6"]["wording"] == "62,5%"
    assert found["F6"]["shares"] == "[62.45%, 62.55%)"
    assert found["F6"]["unit as printed"] == "none"
    assert found["F4"]["unit as printed"] == "organisations"
    assert found["F3"]["figure"] == "F3 acts_on_orientation = no"
    assert found["F1"]["counts at 31"] == "30"  # the one count above 95 and below 100 per cent


def test_the_hedged_wordings(gemeenten: Any) -> None:
    shown = tables.hedge_table(gemeenten.study)
    assert [(row["figure"], row["read as"]) for row in rows(shown)] == [
        ("F1", "(95%, 100%)"),
        ("F3", "(45%, 50%)"),
        ("F4", "(50%, 55%)"),
        ("F7", "(70%, 75%)"),
        ("F8", "(60%, 65%)"),
    ]
    assert isinstance(shown, Table)
    assert shown.evidence == ("assumed",)


def test_what_cannot_come_from_31_rule_by_rule(gemeenten: Any) -> None:
    found = {row["figure"]: row for row in rows(tables.impossible_table(gemeenten.study))}
    assert list(found) == list(PLAIN)
    for rounding in MODES:
        said = {name for name, row in found.items() if row[rounding] == "impossible"}
        assert said == {name for name, wording in PLAIN.items() if not prints(wording, 31, rounding)}
    nearest = {name for name, row in found.items() if row["half_up"] == "impossible"}
    assert nearest == {"F5", "F6", "F10", "F11", "F12", "F14"}  # 63, 62.5, 75, 54, 83, 41
    nowhere = {name for name, row in found.items() if set(list(row.values())[2:]) == {"impossible"}}
    assert nowhere == {"F5", "F6"}
    assert [figure.id for figure in published.impossible_everywhere(gemeenten.study)] == ["F5", "F6"]


def test_three_bases_explain_every_plain_figure_in_thirteen_ways(gemeenten: Any) -> None:
    explained = {base: {name for name, wording in PLAIN.items() if prints(wording, base)} for base in range(1, 32)}
    for size in (1, 2):
        assert not [bases for bases in combinations(explained, size) if _all(explained, bases)]
    expected = [bases for bases in combinations(explained, 3) if _all(explained, bases)]
    found = rows(tables.cover_table(gemeenten.study))
    assert len(found) == 13
    assert [tuple(map(int, row["bases"].split(", "))) for row in found] == expected
    first = found[0]
    assert first["explains"] == "; ".join(
        f"{base}: {' '.join(name for name in PLAIN if name in explained[base])}" for base in expected[0]
    )


def _all(explained: dict[int, set[str]], bases: tuple[int, ...]) -> bool:
    return set().union(*(explained[base] for base in bases)) == set(PLAIN)


def test_how_many_bases_under_each_rule(gemeenten: Any) -> None:
    shown = tables.cover_sizes_table(gemeenten.study)
    found = {row["rule"]: (row["bases needed"], row["ways"]) for row in rows(shown)}
    assert found["half_up"] == (3, 13)
    for rounding in ("floor", "ceiling"):
        sets = {base: {name for name, text in PLAIN.items() if prints(text, base, rounding)} for base in range(1, 32)}
        size = next(size for size in range(1, 5) if any(_all(sets, bases) for bases in combinations(sets, size)))
        assert found[rounding] == (size, sum(_all(sets, bases) for bases in combinations(sets, size)))
    assert found["nearest_5"][1] == 0  # 63 is no multiple of five
    line = next(line for line in bundle(shown, "k")["text/plain"].splitlines() if "nearest_5" in line)
    assert line.split()[-2:] == ["–", "0"]


# Comparison, rung, tables, smallest and largest exact p, verdict: as the design states them.
LADDER = [
    ("evaluation", 0, 5468, 0.0005, 1, "some"),
    ("evaluation", 1, 2244, 0.0005, 1, "some"),
    ("evaluation", 2, 23, 0.125, 0.664, "none"),
    ("processes", 0, 2398, None, 1, "some"),
    ("processes", 1, 505, None, 1, "some"),
    ("processes", 2, 5, 0.0156, 0.1185, "some"),
]


@pytest.mark.parametrize(("name", "rung", "amount", "low", "high", "verdict"), LADDER)
def test_the_ladder(
    gemeenten: Any, name: str, rung: int, amount: int, low: float | None, high: float, verdict: str
) -> None:
    comparison = next(item for item in gemeenten.study.comparisons if item.name == name)
    row = rows(tables.ladder_table(gemeenten.study, comparison))[rung]
    assert row["tables"] == amount
    assert low is None or row["exact p from"] == pytest.approx(low, abs=6e-4 if low > 0.1 else 6e-5)
    assert row["exact p to"] == pytest.approx(high, abs=6e-4 if high > 0.2 else 6e-5)
    assert row["verdict"] == verdict


def test_the_last_rung_of_the_ladder_by_enumeration(gemeenten: Any) -> None:
    """55 beside 41 per cent of the same persons: every table of four cells, base by base."""
    pvalues, differences = [], []
    for base in range(1, 32):
        for one in prints("55", base):
            for other in prints("41", base):
                for both in range(max(0, one + other - base), min(one, other) + 1):
                    b, c = one - both, other - both
                    pvalues.append(binomtest(b, b + c).pvalue)
                    differences.append(Fraction(b - c, base))
    row = rows(tables.ladder_table(gemeenten.study, gemeenten.study.comparisons[0]))[2]
    assert row["tables"] == len(pvalues)
    assert (row["exact p from"], row["exact p to"]) == pytest.approx((min(pvalues), max(pvalues)))
    assert (row["difference from"], row["difference to"]) == pytest.approx((min(differences), max(differences)))
    assert row["tables at alpha"] == sum(pvalue <= 0.05 for pvalue in pvalues)


def test_the_ladder_prints_its_assumptions(gemeenten: Any) -> None:
    shown = tables.ladder_table(gemeenten.study.varied(alpha=0.5, rounding="floor"), gemeenten.study.comparisons[0])
    assert isinstance(shown, Table)
    assert shown.evidence == ("published", "identified", "assumed")
    for words in ("31 respondents", "rounding floor", "one yes/no question each", "at most 0.5", "no probability"):
        assert words in note(shown)
    assert [row["who answered"] for row in rows(shown)] == [
        "any bases, perhaps other persons",
        "equal bases, perhaps other persons",
        "the same persons answered both",
    ]


# Statement, verdict among respondents, then significance rung by rung: reasoned from the figures.
CLAIMS = {
    "S27": ("holds", "all", "–", "–"),
    "S28": ("holds", "all", "–", "–"),
    "S47": ("holds", "none", "–", "–"),
    "S53": ("holds", "some", "–", "–"),
    "S74": ("fails", "none", "–", "–"),  # a minority, says the text; 54 per cent, says the figure
    "S75": ("holds", "some", "some", "some"),
    "S81": ("holds", "some", "some", "all"),
    "S84": ("holds", "some", "some", "none"),
}


def test_the_claims_with_figures(gemeenten: Any) -> None:
    shown = tables.claim_table(gemeenten.study)
    found = {row["id"]: row for row in rows(shown)}
    assert len(found) == 14
    for name, verdict in CLAIMS.items():
        row = found[name]
        assert (row["among respondents"], row["any bases"], row["equal bases"], row["same persons"]) == verdict
    assert {row["invited"] for row in found.values()} == {"not identified"}
    assert found["S49"]["amount"] == "62.5%"  # 5/8, 10/16 and 15/24 are one share
    assert found["S27"]["amount"] == "95.2% to 96.8%"  # 20/21 and 30/31
    assert found["S27"]["invited amount"] == "26.7% to 98.7%"  # 20 of 75; 74 of 75
    assert found["S84"]["amount"] == "+13.2 to +14.4 points"  # 6/11 less 7/17, 11/20 less 11/27
    assert isinstance(shown, Table)
    for words in ("halves upwards", "alpha 0.05", "65 to 75 invited", "one yes/no question each", "no refutation"):
        assert words in note(shown)


def test_the_tables_of_the_library(library: Any) -> None:
    study = library.study
    assert rows(tables.cover_table(study)) == [{"bases": "8, 11", "explains": "8: F3; 11: F1"}]
    (first, second) = rows(tables.claim_table(study))
    assert (first["among respondents"], first["amount"]) == ("holds", "45.5%")  # 5 of 11 and nothing else
    assert second["among respondents"] == "holds"
    assert second["invited"] == "not identified"


def test_the_tables_of_a_report_whose_invited_are_unknown(report: Any) -> None:
    study = report.study
    found = rows(tables.claim_table(study))
    assert [row["invited"] for row in found] == ["unknown number", "unknown number"]
    assert [row["invited amount"] for row in found] == ["–", "–"]
    assert spoken(tables.hedge_table(study)) == ["No published share is hedged."]
    assert [row["counts at 40"] for row in rows(tables.figure_table(study))] == ["29", "30"]
