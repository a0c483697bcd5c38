"""Several figures together, against every possibility tried."""

import random
from itertools import combinations, pairwise, product

import pytest

from collabstudy.published import (
    base_conflicts,
    distribution_bases,
    distribution_counts,
    dropout_table,
    feasible_counts,
    hedge_sensitivity,
    leave_one_figure_out,
    list_vectors,
    printable_shares,
    same_question,
)
from collabstudy.published.bases import covers_without_one, minimal_conflicts, smallest_covers
from collabstudy.published.dropout import monotone_dropout

DRAW = random.Random(20261124)
SETS = [
    {f"F{n}": set(DRAW.sample(range(1, 8), DRAW.randint(0, 5))) for n in range(DRAW.randint(1, 5))} for _ in range(300)
]


@pytest.mark.parametrize("figures", SETS[:150], ids=str)
def test_forced_covers_and_leaving_one_out(figures: dict[str, set[int]]) -> None:
    def tried(names: dict[str, set[int]]) -> list[tuple[int, ...]]:
        for size in range(1, 9):
            found = [c for c in combinations(range(1, 9), size) if 7 in c and all(s & set(c) for s in names.values())]
            if found:
                return found
        return []

    assert smallest_covers(figures, {7}) == tried(figures)
    for left_out, covers in covers_without_one(figures, {7}).items():
        assert covers == tried({name: bases for name, bases in figures.items() if name != left_out})


@pytest.mark.parametrize("figures", SETS, ids=str)
def test_conflicts_and_dropout(figures: dict[str, set[int]]) -> None:
    clash = [
        names
        for size in range(1, len(figures) + 1)
        for names in combinations(figures, size)
        if not set.intersection(*(figures[name] for name in names))
    ]
    assert minimal_conflicts(figures) == [names for names in clash if not any(set(o) < set(names) for o in clash)]
    ways = [w for w in product(*figures.values()) if all(a >= b for a, b in pairwise(w))]
    found = monotone_dropout(figures)
    assert found.assignments == len(ways)
    assert [set(bases) for bases in found.bases.values()] == [{way[n] for way in ways} for n in range(len(figures))]
    assert (found.stuck_at is None) == bool(ways)


@pytest.mark.parametrize("base", [1, 7, 12, 16, 30])
@pytest.mark.parametrize(
    "wordings", [("50%", "25%", "25%"), ("33%", "33%", "33%"), ("63%", "13%", "25%"), ("60%",) * 3]
)
def test_distributions(wordings: tuple[str, ...], base: int) -> None:
    for rounding in ("half_up", "floor", "any_rule"):
        single = [set(feasible_counts(w, base, rounding, base=base)["count"]) for w in wordings]
        expected = sorted(v for v in product(*single) if sum(v) == base)
        found = distribution_counts(dict(zip("abc", wordings, strict=True)), base, rounding)
        assert list(found.vectors()) == expected
        assert found.number == len(expected)
        assert (found.refutation is None) == bool(expected)
        for place, counts in enumerate(found.counts):
            assert set(counts) == {vector[place] for vector in expected}


def test_a_distribution_of_547() -> None:
    shares = {"a": "10%", "b": "23%", "c": "40%", "d": "20%", "e": "7%"}
    found = distribution_counts(shares, 547)
    single = [range(-(-547 * (2 * p - 1) // 200), -(-547 * (2 * p + 1) // 200)) for p in (10, 23, 40, 20, 7)]
    assert found.number == sum(1 for head in product(*single[:4]) if 547 - sum(head) in single[4])
    assert len(list_vectors(found)) == found.number
    with pytest.raises(ValueError, match=f"there are {found.number:,} vectors"):
        found.vectors(10)
    bases = distribution_bases(shares, 40).set_index("base")["vectors"]
    assert bases[30] == 1  # 3, 7, 12, 6 and 2 of 30
    assert bases[31] == 0


def test_the_article() -> None:
    assert len(printable_shares(31)) == 32
    assert printable_shares(8) == ("0%", "13%", "25%", "38%", "50%", "63%", "75%", "88%", "100%")
    verdicts = same_question("63%", "62,5%", 31).set_index("rounding")
    assert verdicts.loc["half_up", "pairs"] == ((5, 8), (10, 16), (15, 24))
    assert verdicts.loc["floor", "verdict"] == "refuted at any base"
    assert verdicts.loc["half_down", "verdict"] == "refuted up to 31 respondents"
    at_31 = base_conflicts({"a": "41%", "b": "55%", "c": "63%"}, 31, base=31)
    assert at_31["figures"].tolist() == [("a",), ("c",)]
    unknown = base_conflicts({"a": "41%", "b": "55%", "c": "63%"}, 31)
    # by hand: 9/22 and 12/22 print 41% and 55%, 11/27 and 17/27 print 41% and 63%; 55% and 63% share no base
    assert unknown["figures"].tolist() == [("b", "c")]
    assert leave_one_figure_out({"a": "41%", "c": "63%"}, 31)["bases_needed"].tolist() == [1, 1]
    assert dropout_table({"a": "41%", "c": "63%"}, 31)["highest"].tolist() == [29, 27]


def test_bases_mentions_and_hedges() -> None:
    assert feasible_counts("41%", 31, minimum_base=20, base=[22, 29])["count"].tolist() == [9, 12]
    several = feasible_counts("41%", 10, mentions=True, options=3)
    assert (several["base"].max(), set(several["unit"])) == (29, {"mentions"})
    for wrong in (
        {"base": 40},
        {"base": 5, "minimum_base": 6},
        {"mentions": True},
        {"options": 2},
        {"minimum_base": 0},
    ):
        with pytest.raises(ValueError, match=r"base|mentions"):
            feasible_counts("41%", 31, **wrong)
    moved = hedge_sensitivity("bijna 55%", 20)
    assert set(moved["more_than_half"]) <= {"all", "some"}
    assert moved["counts"].tolist() == [(), (), (), (), (10,)]  # 50% is 10 of 20, inside (45, 55) alone
    with pytest.raises(ValueError, match="no cut point"):
        hedge_sensitivity("meer dan 40%", 20)
