"""Three tiers of verdict: the article's statements derived anew, and tiny invented studies by brute force."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from itertools import product
from math import comb
from pathlib import Path

import pytest

from collabstudy.published.identified import OVERLAPS
from collabstudy.published.verdicts import (
    Assumption,
    Verdict,
    decided,
    identified,
    invited_share,
    printed,
    share_reach,
    verdict,
)
from collabstudy.study import Figure, Statement, Study

GEMEENTEN = Path(__file__).resolve().parents[2] / "data" / "raw" / "gemeenten"
HALF = Fraction(1, 2)
# our declared reading of the five hedged wordings, in percentages, both ends excluded
READ = {"F1": (95, 100), "F3": (45, 50), "F4": (50, 55), "F7": (70, 75), "F8": (60, 65)}
PRINTED = {"F2": 90, "F5": 63, "F6": 62.5, "F9": 65, "F10": 75, "F11": 54, "F12": 83, "F13": 55, "F14": 41}
Pair = tuple[int, int]


@pytest.fixture(scope="module")
def gemeenten() -> Study:
    return Study.load(GEMEENTEN)


def found(study: Study, name: str, **parameters: str) -> Verdict:
    (statement,) = [statement for statement in study.statements if statement.id == name]
    return verdict(study, statement, **parameters)


def pairs(figure: str) -> list[Pair]:
    """Every count and base up to 31 that prints as the figure, to the nearest with halves upwards."""
    everything = [(count, base) for base in range(1, 32) for count in range(base + 1)]
    if figure in READ:
        low, high = READ[figure]
        return [(count, base) for count, base in everything if low * base < 100 * count < high * base]
    step = Decimal("0.1") if PRINTED[figure] == 62.5 else Decimal(1)
    return [
        (count, base)
        for count, base in everything
        if (Decimal(100 * count) / base).quantize(step, ROUND_HALF_UP) == Decimal(str(PRINTED[figure]))
    ]


def tier(values: list[Fraction], threshold: Fraction, above: bool) -> str:
    """holds where every value is on the claimed side, fails where none is."""
    claimed = {value > threshold if above else value < threshold for value in values}
    return {frozenset({True}): "holds", frozenset({False}): "fails"}.get(frozenset(claimed), "not identified")


def two_sided(count: int, base: int) -> float:
    """Exact binomial p against one half."""
    tail = sum(comb(base, k) for k in range(min(count, base - count) + 1))
    return min(1.0, 2 * tail / 2**base)


def reach(values: list[float]) -> str:
    reached = sum(value <= 0.05 for value in values)
    return "none" if not reached else "all" if reached == len(values) else "some"


SHARES = [
    ("S27", "F1", "majority"),
    ("S28", "F2", "majority"),
    ("S30", "F3", "minority"),
    ("S47", "F5", "majority"),
    ("S49", "F6", "majority"),
    ("S53", "F7", "majority"),
    ("S56", "F8", "majority"),
    ("S69", "F9", "majority"),
    ("S70", "F10", "majority"),
    ("S74", "F11", "minority"),
    ("S80", "F4", "majority"),
]
COMPARISONS = [("S75", "F12", "F11"), ("S81", "F2", "F4"), ("S84", "F13", "F14")]


def test_every_statement_with_a_figure_is_derived_here(gemeenten: Study) -> None:
    with_figures = [
        (statement.id, *statement.figures) for statement in gemeenten.statements if statement.relation != "none"
    ]
    here = [*((name, figure) for name, figure, _ in SHARES), *COMPARISONS]
    assert sorted(with_figures) == sorted(here)


@pytest.mark.parametrize(("name", "figure", "relation"), SHARES)
def test_a_share(gemeenten: Study, name: str, figure: str, relation: str) -> None:
    shares = [Fraction(count, base) for count, base in pairs(figure)]
    invited = [share for number in range(65, 76) for share in everybody(figure, number)]
    result = found(gemeenten, name)
    assert result.among == tier(shares, HALF, relation == "majority")
    assert result.amount == (min(shares), max(shares))
    assert result.significance == {"any": reach([two_sided(*pair) for pair in pairs(figure)])}
    assert result.invited == tier(invited, HALF, relation == "majority") == "not identified"
    assert result.invited_amount == (min(invited), max(invited))


def test_what_the_shares_come_to(gemeenten: Study) -> None:
    among = {name: found(gemeenten, name).among for name, _, _ in SHARES}
    assert {name for name, tier in among.items() if tier == "fails"} == {"S74"}
    assert {name for name, tier in among.items() if tier == "holds"} == set(among) - {"S74"}
    # by hand: 20 of 21 is the smallest base of "just over 95%"; 21 of 39 would be needed for 54% to reach .05
    assert found(gemeenten, "S27").significance == {"any": "all"}
    assert found(gemeenten, "S74").significance == {"any": "none"}


def forwards(first: str, second: str, overlap: str) -> set[tuple[int, int, int, int]]:
    """The tables of those who answered both, made forwards: counts, bases, how many answered both, who they are."""
    tables = set()
    for (yes, base), (other_yes, other_base) in product(pairs(first), pairs(second)):
        if overlap != "any" and base != other_base:
            continue
        smallest = max(0, base + other_base - 31) if overlap != "complete" else base
        for both in range(smallest, min(base, other_base) + 1):
            for a in range(max(0, yes - (base - both)), min(yes, both) + 1):
                for b in range(max(0, other_yes - (other_base - both)), min(other_yes, both) + 1):
                    for cell in range(max(0, a + b - both), min(a, b) + 1):
                        tables.add((cell, a - cell, b - cell, both - a - b + cell))
    return tables


@cache
def comparison_tables(first: str, second: str, overlap: str) -> set[tuple[int, int, int, int]]:
    return forwards(first, second, overlap)


@pytest.mark.parametrize(("name", "first", "second"), COMPARISONS)
def test_a_comparison(gemeenten: Study, name: str, first: str, second: str) -> None:
    differences = [Fraction(*one) - Fraction(*other) for one, other in product(pairs(first), pairs(second))]
    result = found(gemeenten, name)
    assert result.among == tier(differences, Fraction(0), above=True) == "holds"
    assert result.amount == (min(differences), max(differences))
    extremes = [
        (min(one) - max(other), max(one) - min(other))
        for number in range(65, 76)
        for one, other in [(everybody(first, number), everybody(second, number))]
    ]
    assert result.invited_amount == (min(low for low, _ in extremes), max(high for _, high in extremes))
    assert result.invited == "not identified"
    for overlap in OVERLAPS:
        tables = comparison_tables(first, second, overlap)
        assert set(map(tuple, identified_tables(gemeenten, first, second, overlap))) == tables
        assert result.significance[overlap] == reach([two_sided(b, b + c) for _, b, c, _ in tables])


def everybody(figure: str, invited: int) -> list[Fraction]:
    """Every share among the invited, whatever those would have said who did not answer."""
    return [Fraction(count + hidden, invited) for count, base in pairs(figure) for hidden in range(invited - base + 1)]


def identified_tables(study: Study, first: str, second: str, overlap: str) -> list[tuple[int, int, int, int]]:
    sides = printed(study, study.figure(first)), printed(study, study.figure(second))
    return list(identified(study, *sides, overlap).cells)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("S84", {"any": "some", "equal_bases": "some", "complete": "none"}),
        ("S75", {"any": "some", "equal_bases": "some", "complete": "some"}),
    ],
)
def test_the_ladder_of_the_articles_comparisons(gemeenten: Study, name: str, expected: dict[str, str]) -> None:
    assert found(gemeenten, name).significance == expected


def test_not_even_just_over_95_identifies_a_majority_of_the_invited(gemeenten: Study) -> None:
    low, high = invited_share(printed(gemeenten, gemeenten.figure("F1")), (65, 75))
    # 20 of 21 answered yes and 75 were invited; 30 of 31 and 75: 30 + 44
    assert (low, high) == (Fraction(20, 75), Fraction(74, 75))
    assert all(found(gemeenten, name).invited == "not identified" for name, _, _ in SHARES)


def test_where_no_figure_stands_there_is_no_verdict(gemeenten: Study) -> None:
    none = [statement for statement in gemeenten.statements if statement.relation == "none"]
    assert len(none) == len(gemeenten.statements) - 14
    for statement in none:
        assert verdict(gemeenten, statement) == Verdict(statement, "no figure")


def test_a_mean_is_no_share(gemeenten: Study) -> None:
    figures = tuple(replace(figure, statistic="mean", wording="3.4") for figure in gemeenten.figures)
    assert found(replace(gemeenten, figures=figures), "S27").among == "no figure"


def test_58_in_the_place_of_41_turns_the_claim_over(tmp_path: Path) -> None:
    copy = tmp_path / "gemeenten"
    shutil.copytree(GEMEENTEN, copy)
    file = copy / "published.csv"
    text = file.read_text(encoding="utf-8")
    assert text.count("share,41%,") == 1
    assert found(Study.load(copy), "S84").among == "holds"
    file.write_text(text.replace("share,41%,", "share,58%,"), encoding="utf-8")
    assert found(Study.load(copy), "S84").among == "fails"


@pytest.mark.parametrize(
    ("wording", "base", "among"),
    [
        ("63%", 31, "assumptions refuted"),
        ("62.5%", 31, "assumptions refuted"),
        ("65%", 31, "holds"),
        ("62.5%", 24, "holds"),
        ("ruim 100%", None, "assumptions refuted"),
        ("48%", 31, "fails"),
        ("50%", 30, "fails"),
        ("50.0%", None, "fails"),
        ("de helft", None, "fails"),
        ("at least 50%", None, "not identified"),
        ("about half", None, "not identified"),
    ],
)
def test_a_majority_at_a_printed_base(gemeenten: Study, wording: str, base: int | None, among: str) -> None:
    result = found(with_figure(gemeenten, "F5", wording=wording, base=base), "S47")
    assert result.among == among
    if among == "assumptions refuted":
        assert (result.significance, result.invited, result.amount) == ({}, None, None)
        assert Assumption("rounding", "half_up") in result.assumptions


@pytest.mark.parametrize(
    ("wording", "among"),
    [("49%", "holds"), ("50%", "not identified"), ("50.0%", "fails"), ("at most 50%", "not identified")],
)
def test_a_minority(gemeenten: Study, wording: str, among: str) -> None:
    # of 101 answers 50 print as 50% and as no 50.0%
    study = with_figure(gemeenten, "F3", wording=wording)
    result = found(replace(study, respondents=101, invited=None), "S30", rounding="half_any")
    assert result.among == among


def test_one_impossible_side_refutes_a_comparison(gemeenten: Study) -> None:
    for figure in ("F13", "F14"):
        result = found(with_figure(gemeenten, figure, base=31, wording="41%"), "S84")
        assert result.among == "assumptions refuted"


def test_a_rung_can_be_refuted_alone(gemeenten: Study) -> None:
    study = with_figure(with_figure(gemeenten, "F13", base=29), "F14", base=22)
    refuted = "assumptions refuted"
    result = found(study, "S84")
    assert result.among == "holds"
    assert result.significance == {"any": "some", "equal_bases": refuted, "complete": refuted}
    assert result.amount == (Fraction(16, 29) - Fraction(9, 22),) * 2


def test_an_equal_share_is_not_more(gemeenten: Study) -> None:
    assert found(with_figure(gemeenten, "F13", wording="41%"), "S84").among == "not identified"
    study = with_figure(with_figure(gemeenten, "F13", wording="1/2"), "F14", wording="half")
    assert found(study, "S84").among == "fails"


def test_the_rule_and_the_alpha_can_be_varied(gemeenten: Study) -> None:
    at_31 = with_figure(gemeenten, "F14", base=31)
    assert found(at_31, "S84").among == "assumptions refuted"
    assert found(at_31, "S84", rounding="floor").among == "holds"
    assert Assumption("rounding", "floor") in found(at_31, "S84", rounding="floor").assumptions
    strict = gemeenten.varied(alpha=0.0001)
    assert found(strict, "S84").significance == dict.fromkeys(OVERLAPS, "none")
    assert Assumption("alpha", 0.0001) in found(strict, "S84").assumptions
    assert found(gemeenten.varied(alpha=0.125), "S84").significance["complete"] == "some"


def test_assumptions_are_named(gemeenten: Study) -> None:
    assert found(gemeenten, "S84").assumptions == (
        Assumption("rounding", "half_up"),
        Assumption("format", ("yes_no",)),
        Assumption("alpha", 0.05),
        Assumption("invited", (65, 75)),
        Assumption("test", "mcnemar"),
    )
    hedged = found(replace(gemeenten, invited=(70, 70)), "S27").assumptions
    assert Assumption("hedges") in hedged
    assert Assumption("invited", (70, 70)) in hedged
    assert hedged[-1] == Assumption("test", "binomial")


def test_nobody_knows_how_many_were_invited(gemeenten: Study) -> None:
    study = replace(gemeenten, invited=None)
    for name in ("S27", "S84"):
        assert (found(study, name).invited, found(study, name).invited_amount) == (None, None)
        assert "invited" not in [assumption.code for assumption in found(study, name).assumptions]


@pytest.mark.parametrize(
    ("low", "high", "above", "expected"),
    [
        (Fraction(51, 100), Fraction(1), True, "holds"),
        (HALF, Fraction(1), True, "not identified"),
        (Fraction(0), HALF, True, "fails"),
        (HALF, HALF, True, "fails"),
        (Fraction(0), Fraction(49, 100), False, "holds"),
        (Fraction(0), HALF, False, "not identified"),
        (HALF, Fraction(1), False, "fails"),
        (Fraction(0), Fraction(1), False, "not identified"),
    ],
)
def test_the_threshold_itself_is_neither_more_nor_less(
    low: Fraction, high: Fraction, above: bool, expected: str
) -> None:
    assert decided((low, high), HALF, above) == expected


def with_figure(study: Study, name: str, **changes: object) -> Study:
    figures = tuple(replace(figure, **changes) if figure.id == name else figure for figure in study.figures)
    return replace(study, figures=figures)


# What an invited person can be, of two questions: the printed answer, or the answer that nobody heard.
HEARD = ((True, 1), (True, 0), (False, 1), (False, 0))
PEOPLE = list(product(HEARD, repeat=2))


def spread(persons: int, kinds: int) -> Iterator[tuple[int, ...]]:
    if kinds == 1:
        yield (persons,)
        return
    for first in range(persons + 1):
        for rest in spread(persons - first, kinds - 1):
            yield (first, *rest)


@cache
def populations(invited: int, respondents: int) -> list[tuple[Pair, Pair, Pair]]:
    """(count and base of the first, of the second question; everybody's yes to either), for every population of
    which no more than ``respondents`` said anything."""
    made = set()
    for numbers in spread(invited, len(PEOPLE)):
        spoke = sum(number for kind, number in zip(PEOPLE, numbers, strict=True) if kind[0][0] or kind[1][0])
        if spoke > respondents:
            continue
        sides = []
        for side in (0, 1):
            answered = [(kind[side][1], n) for kind, n in zip(PEOPLE, numbers, strict=True) if kind[side][0]]
            sides.append((sum(yes * n for yes, n in answered), sum(n for _, n in answered)))
        truth = tuple(sum(kind[side][1] * n for kind, n in zip(PEOPLE, numbers, strict=True)) for side in (0, 1))
        if sides[0][1] and sides[1][1]:
            made.add((*sides, truth))
    return sorted(made)


@pytest.mark.parametrize(
    ("first", "second"), [("67%", "33%"), ("100%", "50%"), ("at least 60%", "0%"), ("50%", "just over 65%")]
)
@pytest.mark.parametrize("invited", [(4, 5), (3, 3), (5, 5)])
def test_bounds_in_the_population_of_a_tiny_study(
    gemeenten: Study, first: str, second: str, invited: tuple[int, int]
) -> None:
    study = with_figure(with_figure(gemeenten, "F13", wording=first), "F14", wording=second)
    study = replace(study, respondents=3, invited=invited)
    sides = printed(study, study.figure("F13")), printed(study, study.figure("F14"))
    consistent = [
        (Fraction(*one), Fraction(*other), Fraction(truth[0], number), Fraction(truth[1], number))
        for number in range(invited[0], invited[1] + 1)
        for one, other, truth in populations(number, 3)
        if Fraction(*one) in sides[0].interval and Fraction(*other) in sides[1].interval
    ]
    result = found(study, "S84")
    assert consistent
    amounts = [one - other for one, other, _, _ in consistent]
    differences = [one - other for _, _, one, other in consistent]
    assert result.amount == (min(amounts), max(amounts))
    assert result.invited_amount == (min(differences), max(differences))
    assert result.invited == tier(differences, Fraction(0), above=True)
    for side, place in ((sides[0], 2), (sides[1], 3)):
        truths = [case[place] for case in consistent]
        assert invited_share(side, invited) == (min(truths), max(truths))


def test_everybody_answering_identifies_the_population(gemeenten: Study) -> None:
    study = replace(with_figure(gemeenten, "F13", wording="55%", base=31), respondents=31, invited=(31, 31))
    statement = Statement("X", 0, 0, "share", ("F13",), "majority", "invented")
    assert verdict(study, statement).invited == "holds"
    assert verdict(study, statement).invited_amount == (Fraction(17, 31),) * 2


def test_reach_of_a_share_counts_every_feasible_pair(gemeenten: Study) -> None:
    side = printed(gemeenten, gemeenten.figure("F10"))
    values = [two_sided(*pair) for pair in pairs("F10")]
    reached = share_reach(side, 0.05)
    assert (reached.tables, reached.reached) == (len(values), sum(value <= 0.05 for value in values))
    assert side.shares == (min(Fraction(*pair) for pair in pairs("F10")), max(Fraction(*pair) for pair in pairs("F10")))


def test_a_printed_figure_keeps_to_its_base(gemeenten: Study) -> None:
    figure: Figure = replace(gemeenten.figure("F13"), base=29)
    assert printed(gemeenten, figure).counts == {29: range(16, 17)}
    assert printed(gemeenten, replace(figure, base=24)).counts == {}
