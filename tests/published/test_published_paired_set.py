"""Bounds over identified sets against direct evaluation table by table, and the article's ladder."""

from collections.abc import Callable
from math import comb, inf

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom, chi2

from collabstudy.published import PairedIdentifiedSet, paired_identified_set
from collabstudy.statistics import paired_difference

OVERLAPS = ("any", "equal_bases", "complete")
Table = tuple[int, int, int, int]


def exact(table: Table) -> float:
    _, b, c, _ = table
    return min(1.0, 2 * sum(comb(b + c, k) for k in range(min(b, c) + 1)) / 2 ** (b + c))


def mid_p(table: Table) -> float:
    """Twice the smaller tail, in which the observed count weighs a half; for equal counts 1 less half of its weight."""
    _, b, c, _ = table
    if b + c == 0:
        return 1.0
    observed = float(binom.pmf(b, b + c, 0.5))
    beyond = float(binom.cdf(min(b, c) - 1, b + c, 0.5)) if min(b, c) else 0.0
    return 1 - observed / 2 if b == c else 2 * beyond + observed


def asymptotic(table: Table) -> float:
    _, b, c, _ = table
    return float(chi2.sf((b - c) ** 2 / (b + c), 1)) if b + c else 1.0


def tables(found: PairedIdentifiedSet) -> list[Table]:
    return list(found.tables.itertuples(index=False, name=None))


SETS = [
    paired_identified_set(first, second, respondents, rounding, overlap)
    for first, second, respondents, rounding in [
        ("55%", "41%", 31, "half_up"),
        ("54%", "83%", 31, "half_up"),
        ("50%", "40%", 20, "half_any"),
        ("ruim 60%", "bijna de helft", 12, "half_up"),
    ]
    for overlap in OVERLAPS
]


def label(found: PairedIdentifiedSet) -> str:
    return f"{found.first.wording} {found.second.wording} {found.overlap}"


@pytest.mark.parametrize("found", SETS, ids=label)
@pytest.mark.parametrize(("method", "pvalue"), [("exact", exact), ("mid_p", mid_p), ("asymptotic", asymptotic)])
def test_bounds_of_p_are_its_extremes(
    found: PairedIdentifiedSet, method: str, pvalue: Callable[[Table], float]
) -> None:
    values = [pvalue(table) for table in tables(found)]
    assert found.bounds("mcnemar", method=method) == pytest.approx((min(values), max(values)), rel=1e-9)


def test_exact_is_the_default_method() -> None:
    found = paired_identified_set("55%", "41%", respondents=31)
    assert found.bounds("mcnemar") == found.bounds("mcnemar", method="exact")
    assert found.bounds("mcnemar") != found.bounds("mcnemar", method="mid_p")


@pytest.mark.parametrize("found", SETS, ids=label)
def test_bounds_of_the_difference(found: PairedIdentifiedSet) -> None:
    differences = [(a + b - a - c) / (a + b + c + d) for a, b, c, d in tables(found) if a + b + c + d]
    assert found.bounds("difference") == pytest.approx((min(differences), max(differences)))


def test_the_difference_among_the_same_persons_is_that_of_the_shares() -> None:
    """55 and 41 print from the same base at 22 (12, 9) and 29 (16, 12), no other up to 31."""
    low, high = paired_identified_set("55%", "41%", 31).bounds("difference")
    assert (low, high) == pytest.approx((3 / 22, 4 / 29))


@pytest.mark.parametrize("found", SETS, ids=label)
def test_bounds_of_the_odds_ratio_leave_out_what_is_not_defined(found: PairedIdentifiedSet) -> None:
    ratios = [b / c if c else inf for _, b, c, _ in tables(found) if b + c]
    assert found.bounds("odds_ratio") == pytest.approx((min(ratios), max(ratios)))


@pytest.mark.parametrize("found", SETS, ids=label)
def test_bounds_of_cohens_g_and_of_the_joint_cell(found: PairedIdentifiedSet) -> None:
    sizes = [max(b, c) / (b + c) - 0.5 for _, b, c, _ in tables(found) if b + c]
    assert found.bounds("cohen_g") == pytest.approx((min(sizes), max(sizes)))
    joint = [a for a, _, _, _ in tables(found)]
    assert found.bounds("joint") == (min(joint), max(joint))


@pytest.mark.parametrize("question_format", ["single_choice", "routed"])
def test_bounds_in_other_formats(question_format: str) -> None:
    pairs = [("55%", "41%" if question_format == "single_choice" else "50%"), ("25%", "50%"), ("50%", "ruim 20%")]
    for first, second in pairs:
        found = paired_identified_set(first, second, 29, question_format=question_format)
        listed = tables(found)
        differences = [(b - c) / sum(table) for table in listed for _, b, c, _ in [table]]
        assert found.bounds("difference") == pytest.approx((min(differences), max(differences)))
        ratios = [b / c if c else inf for _, b, c, _ in listed if b + c]
        assert found.bounds("odds_ratio") == pytest.approx((min(ratios), max(ratios)))
        results = [paired_difference([table[:2], table[2:]]) for table in listed]
        expected = min(result.lower for result in results), max(result.upper for result in results)
        assert found.bounds("difference", "newcombe") == pytest.approx(expected)
        if question_format == "single_choice":
            for method, pvalue in (("exact", exact), ("mid_p", mid_p), ("asymptotic", asymptotic)):
                values = [pvalue(table) for table in listed]
                assert found.bounds("mcnemar", method) == pytest.approx((min(values), max(values)))
                reached = sum(value <= 0.3 + 1e-12 for value in values)
                assert found.reach(0.3, method).reached == reached


def test_routed_questions_are_not_tested() -> None:
    found = paired_identified_set("55%", "41%", 31, question_format="routed")
    for ask in (found.bounds, found.attaining):
        with pytest.raises(ValueError, match="nobody can say yes to the second only"):
            ask("mcnemar")
    with pytest.raises(ValueError, match="routed questions are not compared"):
        found.reach(0.05)


@pytest.mark.parametrize("overlap", OVERLAPS)
@pytest.mark.parametrize(("method", "confidence"), [("newcombe", 0.95), ("newcombe", 0.8), ("tango", 0.95)])
def test_ends_of_intervals_are_those_over_all_tables(method: str, confidence: float, overlap: str) -> None:
    for first, second, respondents in [("55%", "41%", 22), ("ruim 60%", "bijna de helft", 12)]:
        found = paired_identified_set(first, second, respondents, overlap=overlap)
        results = [
            paired_difference([table[:2], table[2:]], method=method, confidence=confidence)
            for table in tables(found)
            if sum(table)
        ]
        lowers, uppers = [result.lower for result in results], [result.upper for result in results]
        low, high = found.interval_ends(method, confidence)
        assert low == pytest.approx((min(lowers), max(lowers)), abs=1e-9)
        assert high == pytest.approx((min(uppers), max(uppers)), abs=1e-9)
        assert found.bounds("difference", method, confidence) == (low[0], high[1])


def test_newcombe_reaches_beyond_the_difference_itself() -> None:
    found = paired_identified_set("55%", "41%", 31)
    low, high = found.bounds("difference")
    lower, upper = found.bounds("difference", method="newcombe")
    wide = found.bounds("difference", method="newcombe", confidence=0.99)
    assert wide[0] < lower < low < high < upper < wide[1]


@pytest.mark.parametrize(
    ("statistic", "method"),
    [
        ("mean", None),
        ("", None),
        ("mcnemar", "exakt"),
        ("mcnemar", "newcombe"),
        ("difference", "wald"),
        ("cohen_g", "exact"),
        ("difference", "exact"),
        ("odds_ratio", "exact"),
    ],
)
def test_an_unknown_statistic_or_method_is_refused(statistic: str, method: str | None) -> None:
    with pytest.raises(ValueError, match=r"unknown method|no bounds|one of newcombe, tango") as refused:
        paired_identified_set("55%", "41%", 31).bounds(statistic, method)
    assert repr(method or statistic) in str(refused.value)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"overlap": "some"}, "unknown overlap 'some'"),
        ({"rounding": "half"}, "unknown rounding rule 'half'"),
        ({"respondents": 0}, "at least one respondent"),
        ({"first": "55"}, "'55' is no wording of a share"),
        ({"second": "140%"}, "'140%' is more than 100%"),
    ],
)
def test_wrong_arguments_are_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        paired_identified_set(**{"first": "55%", "second": "41%", "respondents": 31, **change})


def test_an_empty_set_has_no_bounds_and_keeps_its_types() -> None:
    found = paired_identified_set("62.5%", "41%", 7)
    assert list(found.tables.columns) == ["yes_yes", "yes_no", "no_yes", "no_no"]
    assert set(map(str, found.tables.dtypes)) == {"int64"}
    assert found.tables.empty
    assert found.reach(0.05).verdict == "assumptions refuted"
    for statistic in ("mcnemar", "difference", "odds_ratio"):
        with pytest.raises(ValueError, match="assumptions are refuted"):
            found.bounds(statistic)


def test_a_statistic_that_is_defined_nowhere() -> None:
    everybody = paired_identified_set("100%", "100%", 5)
    with pytest.raises(ValueError, match="odds_ratio is defined in no table"):
        everybody.bounds("odds_ratio")
    assert everybody.bounds("mcnemar") == (1.0, 1.0)


def test_tables_are_a_frame_of_distinct_whole_numbers() -> None:
    found = paired_identified_set("54%", "83%", respondents=31, rounding="half_up", overlap="complete")
    # both shares at one base: 24 alone, 13 and 20; from nine to thirteen said yes twice
    expected = pd.DataFrame(
        {
            "yes_yes": [9, 10, 11, 12, 13],
            "yes_no": [4, 3, 2, 1, 0],
            "no_yes": [11, 10, 9, 8, 7],
            "no_no": [0, 1, 2, 3, 4],
        },
        dtype="int64",
    )
    pd.testing.assert_frame_equal(found.tables, expected)
    low, high = found.bounds("mcnemar")
    assert (type(low), type(high)) == (float, float)
    assert (low, high) == pytest.approx((2 / 2**7, 2 * (1 + 15 + 105 + 455 + 1365) / 2**15))


@pytest.mark.parametrize(
    ("first", "second", "overlap", "number", "lowest", "highest"),
    [
        ("55%", "41%", "any", 5468, 0.0005, 1),
        ("55%", "41%", "equal_bases", 2244, 0.0005, 1),
        ("55%", "41%", "complete", 23, 0.125, 0.664),
        ("54%", "83%", "any", 2398, None, None),
        ("54%", "83%", "equal_bases", 505, None, None),
        ("54%", "83%", "complete", 5, 0.0156, 0.1185),
    ],
)
def test_the_ladder(
    first: str, second: str, overlap: str, number: int, lowest: float | None, highest: float | None
) -> None:
    found = paired_identified_set(first, second, respondents=31, rounding="half_up", overlap=overlap)
    assert len(found.tables) == number
    assert not found.tables.duplicated().any()
    if lowest is not None:
        low, high = found.bounds("mcnemar", method="exact")
        assert round(low, 4) == lowest
        assert round(high, 3 if highest == 0.664 else 4) == highest


@pytest.mark.parametrize("overlap", OVERLAPS)
@pytest.mark.parametrize("rounding", ["half_up", "half_any", "floor", "nearest_5"])
def test_changing_the_two_about_mirrors_the_set(overlap: str, rounding: str) -> None:
    one = paired_identified_set("60%", "bijna de helft", 20, rounding, overlap)
    other = paired_identified_set("bijna de helft", "60%", 20, rounding, overlap)
    assert {(a, c, b, d) for a, b, c, d in tables(other)} == set(tables(one))
    for method in ("exact", "mid_p", "asymptotic"):
        assert one.bounds("mcnemar", method) == other.bounds("mcnemar", method)
    low, high = one.bounds("difference")
    assert other.bounds("difference") == (-high, -low)
    lower, upper = one.bounds("difference", "newcombe")
    assert other.bounds("difference", "newcombe") == pytest.approx((-upper, -lower))


@pytest.mark.parametrize("found", SETS, ids=label)
@pytest.mark.parametrize(("method", "pvalue"), [("exact", exact), ("mid_p", mid_p), ("asymptotic", asymptotic)])
def test_reach_counts_the_tables(found: PairedIdentifiedSet, method: str, pvalue: Callable[[Table], float]) -> None:
    values = [pvalue(table) for table in tables(found)]
    for alpha in (0.01, 0.05, 0.3, 0.8, 1.0):
        reach = found.reach(alpha, method)
        assert reach.verdict == found.verdict(alpha, method)
        reached = sum(value <= alpha + 1e-12 for value in values)
        assert (reach.tables, reach.reached) == (len(values), reached)
        against = [value for value, (_, b, c, _) in zip(values, tables(found), strict=True) if c > b]
        assert reach.second_larger == sum(value <= alpha + 1e-12 for value in against)
        assert reach.verdict == ("none" if reached == 0 else "all" if reached == len(values) else "some")


def test_alpha_itself_is_reached() -> None:
    """p is exactly 1/8 where four persons moved one way; floats of numpy are numbers too."""
    found = paired_identified_set("100%", "0%", 4)
    assert tables(found)[-1] == (0, 4, 0, 0)
    assert [found.verdict(alpha) for alpha in (0.1249, 0.125)] == ["none", "some"]
    assert [found.reach(alpha).reached for alpha in (0.1249, 0.125, np.float64(0.125))] == [0, 1, 1]
    assert found.reach(0.125).verdict == "some"


@pytest.mark.parametrize("found", SETS, ids=label)
def test_attaining_names_a_table_of_the_set_with_that_p(found: PairedIdentifiedSet) -> None:
    for table, expected in zip(found.attaining(), found.bounds("mcnemar"), strict=True):
        assert table in found.cells
        assert exact(table) == pytest.approx(expected)
    for table, expected in zip(found.attaining("difference"), found.bounds("difference"), strict=True):
        assert table in found.cells
        assert (table.yes_no - table.no_yes) / sum(table) == pytest.approx(expected)


def test_assumptions_name_rule_respondents_and_who_answered() -> None:
    plain = paired_identified_set("55%", "41%", 31, "floor", "equal_bases").assumptions
    assert plain == ("31 respondents", "rounding floor", "equal bases, perhaps other persons")
    for pair in (("55%", "bijna de helft"), ("bijna de helft", "55%")):
        assert paired_identified_set(*pair, 31).assumptions[-1] == "our reading of the hedge words"
