"""Counting and unranking against every data set there is, tried one by one with a rounding of the test's own."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations, product
from math import comb
from pathlib import Path

import pytest
from studies import choices, question, study_of

from collabstudy.errors import CollabstudyError
from collabstudy.published.datasets import DataSets, divided, multinomial
from collabstudy.published.reconstruction import Reconstruction, reconstruct
from collabstudy.published.uniform import uniform_integer
from collabstudy.study import Comparison, Figure, Selection, Study

GEMEENTEN = Path(__file__).resolve().parents[2] / "data" / "raw" / "gemeenten"
YES_NO, SCALE = choices("yes_no", "yes", "no"), choices("scale", "low", "middle", "high", dk="dont_know")
LEVELS = {"yes_no": ("yes", "no"), "scale": ("low", "middle", "high")}
Printed = tuple[str, str, str]  # question, answers joined by |, wording
DataSet = tuple[tuple[str | None, ...], ...]


def figure(number: int, printed: Printed) -> Figure:
    name, answers, wording = printed
    return Figure(
        f"F{number}",
        name,
        tuple(answers.split("|")),
        "share",
        wording,
        "",
        "",
        None,
        "",
        "yes_no",
        1,
        1,
        "",
        number + 1,
    )


def small(
    respondents: int,
    lists: Mapping[str, str],
    figures: Sequence[Printed],
    compared: Sequence[tuple[str, str]] = (),
    **rest: object,
) -> Study:
    """A study of ``lists`` (question: its list) with figures, and comparisons of the first levels, named ``a_b``."""
    study = study_of(*(question(name, f"select_one {of}") for name, of in lists.items()), lists=(YES_NO, SCALE))
    sides = {name: Selection(name, LEVELS[of][:1]) for name, of in lists.items()}
    return replace(
        study,
        respondents=respondents,
        figures=tuple(figure(number, printed) for number, printed in enumerate(figures, start=1)),
        comparisons=tuple(Comparison(f"{a}_{b}", sides[a], sides[b], "paired", "", "article") for a, b in compared),
        **rest,  # type: ignore[arg-type]
    )


def prints(count: int, base: int, wording: str) -> bool:
    number = wording.removesuffix("%")
    return base > 0 and (Decimal(100 * count) / base).quantize(Decimal(number), ROUND_HALF_UP) == Decimal(number)


def every(study: Study, ties: Iterable[tuple[str, str]], joint: Mapping[tuple[str, str], int]) -> Iterator[DataSet]:
    """Every consistent data set: each way to give each person a level or none, kept if it prints the figures."""
    asked = study.questions[1:]
    columns = [list(product([*LEVELS[str(item.list_name)], None], repeat=study.respondents)) for item in asked]
    for data in product(*columns):
        by_name = dict(zip((item.name for item in asked), data, strict=True))
        bases = {name: sum(answer is not None for answer in given) for name, given in by_name.items()}
        if not all(
            prints(sum(answer in item.answers for answer in by_name[item.question]), bases[item.question], item.wording)
            for item in study.figures
        ):
            continue
        if any(bases[name] != base for name, base in study.bases.items()) or 0 in bases.values():
            continue
        both = {pair: list(zip(by_name[pair[0]], by_name[pair[1]], strict=True)) for pair in ties}
        if any((first is None) != (second is None) for answers in both.values() for first, second in answers):
            continue
        firsts = {name: LEVELS[str(item.list_name)][0] for name, item in zip(by_name, asked, strict=True)}
        if all(both[pair].count((firsts[pair[0]], firsts[pair[1]])) == number for pair, number in joint.items()):
            yield data


def unranked(found: DataSets) -> list[DataSet]:
    return [tuple(found.unrank(number).values()) for number in range(found.total)]


CASES = {
    "two questions, one base each": (
        small(4, {"a": "yes_no", "b": "yes_no"}, [("a", "yes", "50%"), ("b", "yes", "67%")]),
        [],
        {},
    ),
    "a pair tied": (
        small(4, {"a": "yes_no", "b": "yes_no"}, [("a", "yes", "50%"), ("b", "no", "100%")], [("a", "b")]),
        [("a", "b")],
        {},
    ),
    "a pair tied at declared bases": (
        small(
            4, {"a": "yes_no", "b": "yes_no"}, [("a", "yes", "33%"), ("b", "yes", "67%")], [("a", "b")], bases={"a": 3}
        ),
        [("a", "b")],
        {},
    ),
    "a pair with its joint cell": (
        small(4, {"a": "yes_no", "b": "yes_no"}, [("a", "yes", "50%"), ("b", "yes", "50%")], [("a", "b")]),
        [("a", "b")],
        {("a", "b"): 1},
    ),
    "two figures of one question": (
        small(4, {"a": "yes_no", "b": "yes_no"}, [("a", "yes", "67%"), ("a", "no", "33%"), ("b", "yes", "25%")]),
        [],
        {},
    ),
    "a scale, two levels together": (small(4, {"a": "scale"}, [("a", "middle|high", "75%")]), [], {}),
    "a scale, overlapping figures": (
        small(4, {"a": "scale"}, [("a", "middle|high", "75%"), ("a", "low|middle", "50%")]),
        [],
        {},
    ),
    "a scale without a figure": (small(3, {"a": "scale"}, [], bases={"a": 2}), [], {}),
    "a scale and a pair with its joint cell": (
        small(3, {"a": "scale", "b": "yes_no"}, [("a", "middle|high", "67%"), ("b", "yes", "33%")], [("a", "b")]),
        [("a", "b")],
        {("a", "b"): 0},
    ),
    "three questions in a chain": (
        small(
            2,
            {"a": "yes_no", "b": "yes_no", "c": "yes_no"},
            [("a", "yes", "50%"), ("b", "yes", "100%"), ("c", "yes", "0%")],
            [("a", "b"), ("b", "c")],
        ),
        [("a", "b"), ("b", "c")],
        {},
    ),
}


@pytest.mark.parametrize(("study", "ties", "joint"), CASES.values(), ids=CASES)
def test_each_number_is_another_data_set_and_each_data_set_has_one(
    study: Study, ties: list[tuple[str, str]], joint: dict[tuple[str, str], int]
) -> None:
    found = reconstruct(
        study, [f"{a}_{b}" for a, b in ties], {f"{a}_{b}": number for (a, b), number in joint.items()}
    ).datasets
    expected = list(every(study, ties, joint))
    assert expected
    assert found.total == len(expected)
    numbered = unranked(found)
    assert max(Counter(numbered).values()) == 1
    assert set(numbered) == set(expected)


def test_a_number_outside_is_refused() -> None:
    found = reconstruct(CASES["a scale without a figure"][0]).datasets
    for number in (-1, found.total):
        with pytest.raises(IndexError):
            found.unrank(number)


def test_divisions_in_their_order() -> None:
    """Six ways to choose two of four persons, subsets with an earlier person first, as ``combinations`` lists them."""
    groups = [divided(rank, range(4), (2, 2))[0] for rank in (0, 1, 2, 3, 4, 5)]
    assert groups == [list(pair) for pair in combinations(range(4), 2)]
    assert multinomial((2, 3, 1)) == 60


def test_the_number_for_the_article_by_hand() -> None:
    """Declared bases: who answered times who said yes, over the counts that the wordings allow, pair by pair."""
    study = Study.load(GEMEENTEN)
    singles = 31 * comb(31, 28) * (comb(31, 14) + comb(31, 15))  # F1, F2, F3 with F4; all 31 answered
    singles *= (comb(31, 24) * comb(24, 15)) ** 2  # F5, F6
    singles *= (comb(31, 22) + comb(31, 23)) * (comb(31, 19) + comb(31, 20)) * comb(31, 20)  # F7, F8, F9
    singles *= comb(31, 24) * comb(24, 18)  # F10
    tied = comb(31, 24) * comb(24, 13) * comb(24, 20) * comb(31, 29) * comb(29, 16) * comb(29, 12)
    assert reconstruct(study).total == singles * tied
    untied = tied * comb(31, 24) * comb(31, 29)
    assert reconstruct(replace(study, same_persons=())).total == singles * untied
    # 13 who would adapt and 20 who expect it of partners: 12 on both sides of 24 who answered
    with_joint = comb(31, 29) * comb(29, 16) * comb(29, 12) * comb(31, 24) * comb(24, 13) * comb(13, 12) * comb(11, 8)
    assert reconstruct(study, joint={"processes": 12}).total == singles * with_joint


def test_any_base_sums_over_the_bases() -> None:
    study = small(31, {"a": "yes_no"}, [("a", "yes", "41%")])
    expected = sum(
        comb(31, base) * comb(base, count)
        for base in range(1, 32)
        for count in range(base + 1)
        if prints(count, base, "41%")
    )
    assert reconstruct(study).total == expected
    assert reconstruct(replace(study, bases={"a": 29})).total == comb(31, 29) * comb(29, 12)
    assert reconstruct(replace(study, bases={"a": 29}), any_bases=True).total == expected


def test_each_data_set_is_drawn_about_as_often() -> None:
    """12 data sets, 6,000 draws: each within five standard deviations of its mean, which a fair draw fails once in
    a hundred thousand times; the draws are the same on every run."""
    found: Reconstruction = reconstruct(small(4, {"a": "yes_no"}, [("a", "yes", "67%")]))
    assert found.total == 12
    drawn = Counter(found.draw(number)["a"] for number in range(6000))
    assert len(drawn) == 12
    assert all(abs(times - 500) < 5 * (6000 / 12 * 11 / 12) ** 0.5 for times in drawn.values())


def test_a_uniform_integer_covers_its_range_and_no_more() -> None:
    drawn = Counter(uniform_integer(5, f"key {number}") for number in range(2000))
    assert set(drawn) == {0, 1, 2, 3, 4}
    assert all(abs(times - 400) < 5 * (2000 * 0.2 * 0.8) ** 0.5 for times in drawn.values())
    assert uniform_integer(1, "any") == 0
    large = 3**1000
    assert all(0 <= uniform_integer(large, str(number)) < large for number in range(50))
    assert max(uniform_integer(large, str(number)) for number in range(50)) > large * 9 // 10
    with pytest.raises(ValueError, match="under 1"):
        uniform_integer(0, "any")


def refusal(study: Study, **options: object) -> str:
    with pytest.raises(CollabstudyError) as refused:
        reconstruct(study, **options)  # type: ignore[arg-type]
    message = str(refused.value)
    assert message.endswith(".")
    assert "\n" not in message
    return message


PAIR = CASES["a pair tied"][0]


def test_a_figure_that_no_base_prints_is_named_with_its_neighbours() -> None:
    """Between one half and two thirds no share of up to four persons lies: 60% would need three of five."""
    message = refusal(small(4, {"a": "yes_no"}, [("a", "yes", "60%")]))
    assert message.startswith(
        "published.csv, a: F1 (60%) cannot be printed from any base of 1 to 4 rounded to the nearest"
    )
    assert "2/4 is 50.00%, 2/3 is 66.67%" in message


def test_figures_that_only_together_are_impossible() -> None:
    message = refusal(small(4, {"a": "yes_no"}, [("a", "yes", "50%"), ("a", "no", "25%")], bases={"a": 4}))
    assert "[synthetic.bases] a: 50% and 25% cannot be printed together from 4 answers" in message
    assert "(of 4, F1 needs 2, F2 needs 1)" in message


def test_a_tie_of_questions_that_share_no_base() -> None:
    study = small(4, {"a": "yes_no", "b": "yes_no"}, [("a", "yes", "50%"), ("b", "yes", "67%")], [("a", "b")])
    message = refusal(study, same_persons=["a_b"])
    assert "a from the bases 2, 4 and b from 3 answers" in message
    assert "no base is shared" in message


def test_a_joint_cell_outside_its_bounds() -> None:
    """Two of four and all four: just two persons on both sides; one of two and both: one."""
    study = small(4, {"a": "yes_no", "b": "yes_no"}, [("a", "yes", "50%"), ("b", "yes", "100%")], [("a", "b")])
    message = refusal(study, joint={"a_b": 3})
    assert "the joint cell of 'a_b' cannot be 3: from the bases 2, 4 the figures allow 1 to 2 persons" in message


def test_two_bases_of_one_question() -> None:
    study = small(4, {"a": "yes_no"}, [("a", "yes", "50%")], bases={"a": 4})
    message = refusal(replace(study, figures=tuple(replace(item, base=2) for item in study.figures)))
    assert "F1 prints 2 and 4 is declared" in message


@pytest.mark.parametrize(
    ("study", "options", "said"),
    [
        (PAIR, {"same_persons": ["c_d"]}, "there is no comparison 'c_d': use one of a_b"),
        (small(4, {"a": "yes_no"}, []), {}, "nothing is reconstructed for 'small'"),
        (
            small(4, {"a": "yes_no", "b": "yes_no"}, [("a", "yes", "50%")], [("a", "b")]),
            {"same_persons": ["a_b"]},
            "b is no select_one question with a published share",
        ),
        (
            small(4, {"a": "yes_no"}, [("a", "yes", "50%")], [("a", "a")]),
            {"joint": {"a_a": 1}},
            "both its sides are one",
        ),
        (CASES["three questions in a chain"][0], {"same_persons": ["b_c"], "joint": {"a_b": 1}}, "each other alone"),
    ],
)
def test_what_cannot_be_reconstructed_is_said(study: Study, options: dict[str, object], said: str) -> None:
    assert said in refusal(study, **options)


def test_the_assumptions_are_said() -> None:
    study = small(4, {"a": "yes_no", "b": "yes_no"}, [("a", "yes", "50%"), ("b", "no", "100%")], [("a", "b")])
    grouped = replace(figure(3, ("a", "yes", "1%")), group="b = yes")
    said = "; ".join(reconstruct(replace(study, figures=(*study.figures, grouped), bases={"a": 2})).assumptions)
    assert "4 respondents, 2 questions, 2 published shares; rounding half_up" in said
    assert "bases as declared or printed: a 2; any base from 1 to 4: b" in said
    assert "no two questions tied to the same persons; left out, because no share of all respondents" in said
    assert said.endswith("F3")
    tied = reconstruct(study, joint={"a_b": 0}).assumptions
    assert "the same persons answered both questions of a_b, 0 of them on both sides" in tied
