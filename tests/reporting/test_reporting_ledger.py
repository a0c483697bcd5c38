"""The claims ledger as a result: against counts made by hand and by brute force, and studies that lack something."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import product
from math import comb
from typing import Any

import pytest
from readings import spoken

from collabstudy.reporting.ledger import ledger
from collabstudy.reporting.results import Ledger
from collabstudy.reporting.show import MIME, bundle
from collabstudy.study import Study

Table = tuple[int, int, int, int]


def values_of(study: Study) -> dict[str, Any]:
    return bundle(ledger(study), "ledger")[MIME]  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def article(gemeenten: Any) -> dict[str, Any]:
    return values_of(gemeenten.study)


@pytest.fixture(scope="module")
def entries(article: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {entry["id"]: entry for entry in article["entries"]}


def printing(percentage: int) -> list[tuple[int, int]]:
    """Every count and base up to 31 that prints as a whole percentage, halves upwards."""
    pairs = ((count, base) for base in range(1, 32) for count in range(base + 1))
    return [
        (count, base)
        for count, base in pairs
        if (Decimal(100 * count) / base).quantize(Decimal(1), ROUND_HALF_UP) == percentage
    ]


def same_persons(first: int, second: int) -> set[Table]:
    """Every table of persons who all answered both questions."""
    return {
        (both, yes - both, other - both, base - yes - other + both)
        for (yes, base), (other, other_base) in product(printing(first), printing(second))
        if base == other_base
        for both in range(max(0, yes + other - base), min(yes, other) + 1)
    }


def exact_p(table: Table) -> Fraction:
    """Exact McNemar, two-sided."""
    b, c = table[1], table[2]
    return min(Fraction(1), Fraction(2 * sum(comb(b + c, k) for k in range(min(b, c) + 1)), 2 ** (b + c)))


def test_every_statement_and_every_figure_stands_there_once(gemeenten: Any, article: dict[str, Any]) -> None:
    assert [entry["id"] for entry in article["entries"]] == [f"S{number}" for number in range(1, 96)]
    assert list(article["figures"]) == [f"F{number}" for number in range(1, 15)]
    assert all(set(entry["paraphrase"]) == {"en", "nl"} for entry in article["entries"])
    assert len({entry["paraphrase"]["nl"] for entry in article["entries"]}) == 95
    assert article["terms"] == {
        "study": "gemeenten",
        "respondents": 31,
        "invited": [65, 75],
        "rounding": "half_up",
        "alpha": 0.05,
    }


@pytest.mark.parametrize(
    ("figure", "percentage", "at_all"),
    [("F13", 55, [17, 17]), ("F14", 41, None), ("F11", 54, None), ("F12", 83, None), ("F2", 90, [28, 28])],
)
def test_feasible_counts(article: dict[str, Any], figure: str, percentage: int, at_all: list[int] | None) -> None:
    pairs = printing(percentage)
    found = article["figures"][figure]
    assert found["pairs"] == len(pairs)
    assert found["bases"] == [min(base for _, base in pairs), max(base for _, base in pairs)]
    assert found["possible bases"] == len({base for _, base in pairs})
    assert found["at all"] == at_all  # 17 of 31 is 54.8 per cent, 28 of 31 is 90.3; 13 of 31 is 41.9, 12 is 38.7
    shares = [Fraction(*pair) for pair in pairs]
    assert [Fraction(end) for end in found["shares"]] == [min(shares), max(shares)]


@pytest.mark.parametrize(("name", "first", "second"), [("S84", 55, 41), ("S75", 83, 54)])
def test_a_comparison_on_the_rung_of_the_same_persons(
    entries: dict[str, Any], name: str, first: int, second: int
) -> None:
    tables = same_persons(first, second)
    reached = [exact_p(table) <= Fraction(1, 20) for table in tables]
    rung = entries[name]["rungs"][2]
    assert (rung["rung"], rung["sets"], rung["reached"]) == ("complete", len(tables), sum(reached))
    ends = [min(map(exact_p, tables)), max(map(exact_p, tables))]
    assert rung["p"] == pytest.approx([float(end) for end in ends], abs=1e-6)
    differences = [Fraction(*one) - Fraction(*other) for one, other in product(printing(first), printing(second))]
    assert [Fraction(end) for end in entries[name]["amount"]] == [min(differences), max(differences)]


# among, significance rung by rung, the rung from which it is decided: reasoned in test_published_verdicts
TIERS = {
    "S27": ("holds", ["all"], "any"),
    "S53": ("holds", ["some"], None),
    "S74": ("fails", ["none"], "any"),
    "S75": ("holds", ["some", "some", "some"], None),
    "S81": ("holds", ["some", "some", "all"], "complete"),
    "S84": ("holds", ["some", "some", "none"], "complete"),
}


@pytest.mark.parametrize("name", TIERS)
def test_the_three_tiers(entries: dict[str, Any], name: str) -> None:
    entry = entries[name]
    among, significance, decided = TIERS[name]
    assert (entry["among"], entry["decided on"], entry["invited"]) == (among, decided, "not identified")
    assert [rung["verdict"] for rung in entry["rungs"]] == significance


def test_a_statement_without_a_figure_has_no_verdict_at_all(entries: dict[str, Any]) -> None:
    assert entries["S29"]["among"] == "no figure"
    assert not entries["S29"].keys() & {"amount", "rungs", "invited", "settled by", "assumptions"}


def test_one_number_settles_83_beside_54(entries: dict[str, Any]) -> None:
    tables = same_persons(83, 54)
    by_both: dict[int, set[bool]] = {}
    for table in tables:
        by_both.setdefault(table[0], set()).add(exact_p(table) <= Fraction(1, 20))
    assert all(len(flags) == 1 for flags in by_both.values())
    (found,) = [item for item in entries["S75"]["settled by"] if item["rung"] == "complete"]
    assert found["ask for"] == {"numbers": ["yes_yes"], "answers": len(by_both), "deciding": len(by_both)}
    assert [item["rung"] for item in entries["S84"]["settled by"] if item["tier"] != "invited"] == [
        "any",
        "equal_bases",
    ]


def test_assumptions_and_computations_are_codes(entries: dict[str, Any]) -> None:
    assert entries["S84"]["assumptions"] == [
        {"code": "rounding", "setting": "half_up"},
        {"code": "format", "setting": ["yes_no"]},
        {"code": "alpha", "setting": 0.05},
        {"code": "invited", "setting": [65, 75]},
        {"code": "test", "setting": "mcnemar"},
    ]
    assert ["05_published_figures", "ladder_evaluation"] in entries["S84"]["computed by"]
    assert ["05_published_figures", "asking"] not in entries["S27"]["computed by"]  # nothing of it is open


def test_figures_that_no_statement_names_have_entries_of_their_own(library: Any) -> None:
    found = {(entry["type"], entry["id"]): entry for entry in values_of(library.study)["entries"]}
    assert [name for kind, name in found if kind == "figure"] == ["F3", "F4"]
    share, mean = found["figure", "F3"], found["figure", "F4"]
    assert (share["among"], share["amount"]) == ("no statement", ["5/8", "5/8"])  # 62.5% of at most 12 is 5 of 8
    assert share["invited amount"] == ["1/8", "37/40"]  # 5 of 40; 5 and the 32 others
    assert "amount" not in mean


def test_without_a_number_of_invited(report: Any) -> None:
    found = values_of(report.study)["entries"]
    assert [entry.get("invited") for entry in found] == ["unknown number", "unknown number", None]
    assert "invited" not in [item["code"] for item in found[0]["assumptions"]]


def test_a_figure_that_nothing_can_print_refutes(gemeenten: Any) -> None:
    study = with_figure(gemeenten.study, "F13", wording="55%", base=30)  # 16 of 30 is 53, 17 of 30 is 57 per cent
    (entry,) = [entry for entry in values_of(study)["entries"] if entry["id"] == "S84"]
    assert (entry["among"], entry["rungs"], entry["invited"]) == ("assumptions refuted", [], None)
    part = with_figure(gemeenten.study, "F13", group="large ones")
    (entry,) = [entry for entry in values_of(part)["entries"] if entry["id"] == "S84"]
    assert (entry["rungs"], entry["invited"]) == ([], "of a part")


def test_a_statement_that_says_it_the_other_way_round_keeps_the_order_of_its_own_figures(gemeenten: Any) -> None:
    turned = tuple(
        replace(item, figures=item.figures[::-1]) if item.id == "S84" else item for item in gemeenten.study.statements
    )
    (entry,) = [e for e in values_of(replace(gemeenten.study, statements=turned))["entries"] if e["id"] == "S84"]
    assert entry["among"] == "fails"
    assert entry["settled by"][0]["figures"] == ["F13", "F14"]  # the comparison's order, which "first question" follows


def test_a_study_without_either_has_no_ledger(gemeenten: Any) -> None:
    nothing = replace(gemeenten.study, statements=(), figures=())
    assert spoken(ledger(nothing)) == [
        "The study has no published figures and lists no statements, so there is no ledger."
    ]
    figures = ledger(replace(gemeenten.study, statements=()))
    assert isinstance(figures, Ledger)
    assert [entry["id"] for entry in figures.entries] == [f"F{number}" for number in range(1, 15)]
    words = tuple(item for item in gemeenten.study.statements if not item.figures)
    bare = ledger(replace(gemeenten.study, statements=words, figures=()))
    assert isinstance(bare, Ledger)
    assert bare.evidence == ("published", "assumed")


def test_the_notebook_shows_it_in_short(gemeenten: Any) -> None:
    shown = bundle(ledger(gemeenten.study), "ledger")
    lines = shown["text/plain"].splitlines()
    (line,) = [line for line in lines if line.split()[:1] == ["S84"]]
    assert "55% (F13), 41% (F14)" in line
    assert "in some, in some, in none" in line
    assert "bewering" in bundle(ledger(gemeenten.study), "ledger", "nl")["text/html"].lower()


def with_figure(study: Study, name: str, **changes: Any) -> Study:
    figures = tuple(replace(figure, **changes) if figure.id == name else figure for figure in study.figures)
    return replace(study, figures=figures)
