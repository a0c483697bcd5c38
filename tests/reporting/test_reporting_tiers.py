"""The three tiers of the article's findings, each counted anew here."""

from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import comb
from typing import Any

from readings import spoken

from collabstudy.reporting.languages.phrases import said
from collabstudy.reporting.tiers import tier_findings


def printing(percentage: int, base: int) -> list[int]:
    """The counts that print as a percentage of a base, rounded halves upwards."""
    return [count for count in range(base + 1) if int(Fraction(100 * count, base) + Fraction(1, 2)) == percentage]


def shares(percentage: int) -> list[Fraction]:
    return [Fraction(count, base) for base in range(1, 32) for count in printing(percentage, base)]


def exact_p(first: int, second: int) -> Fraction:
    """McNemar's exact test of so many discordant pairs each way."""
    pairs, least = first + second, min(first, second)
    return min(Fraction(1), Fraction(2 * sum(comb(pairs, at) for at in range(least + 1)), 2**pairs))


def test_among_those_who_answered_all_three_are_certain(gemeenten: Any) -> None:
    found = tier_findings(gemeenten.study)["among"]
    assert found.data["certainty"] == "certain"
    ends = [first - second for first, second in product(shares(55), shares(41))]
    low, high = (f"{float(100 * end):.1f}" for end in (min(ends), max(ends)))
    sentence = f"55% is more than 41%, by {low} to {high} points, whatever the bases were."
    assert spoken(found)[0] == f"Evaluating inside and with partners: {sentence}"
    assert found.data["figures"][:2] == ["F13", "F14"]


def test_significance_depends_on_who_answered_both(gemeenten: Any) -> None:
    found = tier_findings(gemeenten.study)["significance"]
    assert found.data["certainty"] == "depends"
    tables = [
        (both, first - both, second - both, base - first - second + both)
        for base in range(1, 32)
        for first, second in product(printing(55, base), printing(41, base))
        for both in range(max(0, first + second - base), min(first, second) + 1)
    ]
    reached = [table for table in tables if exact_p(table[1], table[2]) <= Fraction(1, 20)]
    assert (len(tables), len(reached)) == (23, 0)
    assert spoken(found)[0].endswith("if the same persons answered both, in none of 23 tables.")


def test_nothing_is_identified_of_the_invited_unless_all_answered(gemeenten: Any) -> None:
    assert tier_findings(gemeenten.study)["invited"].data["certainty"] == "open"
    everyone = tier_findings(replace(gemeenten.study, invited=(31, 31)))["invited"]
    assert everyone.data["certainty"] == "depends"  # 54% can be thirteen of twenty-four, and the rest silent


def test_a_study_without_a_publication_has_no_tiers(gemeenten: Any) -> None:
    assert tier_findings(replace(gemeenten.study, figures=(), statements=())) == {}


def test_a_comparison_is_named_by_its_label_or_else_by_its_name(gemeenten: Any) -> None:
    found = tier_findings(gemeenten.study)["among"]
    assert said(found.sentences[0], "nl").startswith("Intern en met partners evalueren: 55% is meer dan 41%, ")
    bare = tuple(replace(comparison, label={}) for comparison in gemeenten.study.comparisons)
    names = [spoken(tier_findings(replace(gemeenten.study, comparisons=bare))["significance"])[at] for at in (0, 2)]
    assert [name.partition(":")[0] for name in names] == ["evaluation", "orientation / acting"]
