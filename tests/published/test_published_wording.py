"""What a wording can mean: exact ends, which of them belong, and what is no wording at all."""

from dataclasses import FrozenInstanceError
from fractions import Fraction

import pytest

from collabstudy.published import HEDGES, RULES, is_hedged, share_interval


def ends(wording: str, rounding: str = "half_up") -> str:
    """The interval as mathematicians write it, in exact percentages: "[40.5, 41.5)"."""
    interval = share_interval(wording, rounding)
    left, right = "(["[interval.includes_lower], ")]"[interval.includes_upper]
    return f"{left}{_number(interval.lower * 100)}, {_number(interval.upper * 100)}{right}"


def _number(value: Fraction) -> str:
    return f"{float(value):g}" if Fraction(f"{float(value):g}") == value else str(value)


@pytest.mark.parametrize(
    "wording",
    [
        *("62.5%", "62,5%", "62,5 %", "62.5 %", "62,5\u00a0%", "62,5\u202f%", "62.5\t%", " 62.5% ", "\n62.5%"),
        *("62.5 per cent", "62.5 percent", "62,5 procent", "62,5procent", "62,5 PROCENT", "62.5 Per  Cent", "062.5%"),
    ],
)
def test_one_percentage_in_many_hands(wording: str) -> None:
    assert ends(wording) == "[62.45, 62.55)"
    assert share_interval(wording).wording == wording


@pytest.mark.parametrize(
    ("rounding", "whole", "even", "tenths"),
    [
        ("half_up", "[40.5, 41.5)", "[41.5, 42.5)", "[62.45, 62.55)"),
        ("half_down", "(40.5, 41.5]", "(41.5, 42.5]", "(62.45, 62.55]"),
        ("half_even", "(40.5, 41.5)", "[41.5, 42.5]", "(62.45, 62.55)"),
        ("half_any", "[40.5, 41.5]", "[41.5, 42.5]", "[62.45, 62.55]"),
        ("floor", "[41, 42)", "[42, 43)", "[62.5, 62.6)"),
        ("ceiling", "(40, 41]", "(41, 42]", "(62.4, 62.5]"),
    ],
)
def test_which_ends_belong(rounding: str, whole: str, even: str, tenths: str) -> None:
    assert [ends(wording, rounding) for wording in ("41%", "42%", "62.5%")] == [whole, even, tenths]


@pytest.mark.parametrize(
    ("rounding", "nought", "hundred"),
    [
        ("half_up", "[0, 0.5)", "[99.5, 100]"),
        ("half_down", "[0, 0.5]", "(99.5, 100]"),
        ("half_even", "[0, 0.5]", "[99.5, 100]"),
        ("half_any", "[0, 0.5]", "[99.5, 100]"),
        ("floor", "[0, 1)", "[100, 100]"),
        ("ceiling", "[0, 0]", "(99, 100]"),
        ("nearest_5", "[0, 2.5]", "[97.5, 100]"),
    ],
)
def test_nought_and_hundred_are_cut_and_belong(rounding: str, nought: str, hundred: str) -> None:
    assert (ends("0%", rounding), ends("100%", rounding)) == (nought, hundred)


@pytest.mark.parametrize(
    ("wording", "half_up", "half_even"),
    [
        ("62%", "[61.5, 62.5)", "[61.5, 62.5]"),
        ("62.0%", "[61.95, 62.05)", "[61.95, 62.05]"),
        ("62.1%", "[62.05, 62.15)", "(62.05, 62.15)"),
        ("62.10%", "[62.095, 62.105)", "[62.095, 62.105]"),
        ("62.11%", "[62.105, 62.115)", "(62.105, 62.115)"),
        ("0.0%", "[0, 0.05)", "[0, 0.05]"),
        ("100.0%", "[99.95, 100]", "[99.95, 100]"),
        ("99.9%", "[99.85, 99.95)", "(99.85, 99.95)"),
    ],
)
def test_trailing_zeros_and_the_parity_of_the_last_digit_count(wording: str, half_up: str, half_even: str) -> None:
    assert (ends(wording), ends(wording, "half_even")) == (half_up, half_even)


def test_nearest_5_prints_whole_multiples_of_five_only() -> None:
    assert [ends(wording, "nearest_5") for wording in ("5%", "65%", "95%")] == [
        "[2.5, 7.5]",
        "[62.5, 67.5]",
        "[92.5, 97.5]",
    ]
    assert [share_interval(wording, "nearest_5").is_empty for wording in ("62%", "65.0%", "62.5%", "65%")] == [
        True,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("rounding", RULES)
@pytest.mark.parametrize(
    ("wording", "share"),
    [
        ("5/8", Fraction(5, 8)),
        ("5 / 8", Fraction(5, 8)),
        ("10/16", Fraction(5, 8)),
        ("0/5", Fraction(0)),
        ("8/8", Fraction(1)),
        ("half", Fraction(1, 2)),
        ("Half", Fraction(1, 2)),
        ("a half", Fraction(1, 2)),
        ("the half", Fraction(1, 2)),
        ("de helft", Fraction(1, 2)),
        ("helft", Fraction(1, 2)),
        ("een derde", Fraction(1, 3)),
        ("a third", Fraction(1, 3)),
        ("two thirds", Fraction(2, 3)),
        ("twee derde", Fraction(2, 3)),
        ("a quarter", Fraction(1, 4)),
        ("een kwart", Fraction(1, 4)),
        ("three quarters", Fraction(3, 4)),
        ("driekwart", Fraction(3, 4)),
    ],
)
def test_a_ratio_and_a_part_in_words_mean_themselves(wording: str, share: Fraction, rounding: str) -> None:
    interval = share_interval(wording, rounding)
    assert (interval.lower, interval.upper, interval.hedged) == (share, share, False)
    assert share in interval


@pytest.mark.parametrize("rounding", RULES)
@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("ruim 95%", "(95, 100)"),
        ("Ruim 95%", "(95, 100)"),
        ("ruim 96%", "(96, 100]"),
        ("ruim 62,5%", "(62.5, 67.5)"),
        ("just over 70%", "(70, 75)"),
        ("only just over half", "(50, 55)"),
        ("slightly more than 60 per cent", "(60, 65)"),
        ("iets meer dan de helft", "(50, 55)"),
        ("maar iets meer dan de helft", "(50, 55)"),
        ("meer dan de helft", "(50, 100]"),
        ("more than half", "(50, 100]"),
        ("over 95%", "(95, 100]"),
        ("over 0%", "(0, 100]"),
        ("bijna de helft", "(45, 50)"),
        ("almost half", "(45, 50)"),
        ("nearly two thirds", "(185/3, 200/3)"),
        ("just under 5/8", "(57.5, 62.5)"),
        ("net geen 50%", "(45, 50)"),
        ("slightly less than 3%", "[0, 3)"),
        ("iets minder dan de helft", "(45, 50)"),
        ("minder dan de helft", "[0, 50)"),
        ("less than 100%", "[0, 100)"),
        ("under a quarter", "[0, 25)"),
        ("ongeveer 70%", "(65, 75)"),
        ("circa 3%", "[0, 8)"),
        ("rond de helft", "(45, 55)"),
        ("rond de 40%", "(35, 45)"),
        ("about 98%", "(93, 100]"),
        ("around a third", "(85/3, 115/3)"),
        ("approximately 95%", "(90, 100)"),
        ("minstens 40%", "[40, 100]"),
        ("ten minste 100%", "[100, 100]"),
        ("at least 0%", "[0, 100]"),
        ("hoogstens 40%", "[0, 40]"),
        ("ten hoogste 0%", "[0, 0]"),
        ("at most 5/8", "[0, 62.5]"),
        ("JUST  over\u00a070 %", "(70, 75)"),
    ],
)
def test_a_hedge_is_our_reading_whatever_the_rule(wording: str, expected: str, rounding: str) -> None:
    assert ends(wording, rounding) == expected
    assert share_interval(wording, rounding).hedged
    assert is_hedged(wording)


@pytest.mark.parametrize("wording", ["ruim 100%", "more than 100%", "bijna 0%", "less than 0%"])
def test_a_hedge_can_leave_no_share(wording: str) -> None:
    interval = share_interval(wording)
    assert interval.is_empty
    assert not any(Fraction(count, 20) in interval for count in range(21))
    assert str(interval) == "no share"


@pytest.mark.parametrize("words", [words for hedge in HEDGES for words in hedge.words])
def test_every_hedge_word_is_the_longest_that_fits(words: str) -> None:
    (hedge,) = [hedge for hedge in HEDGES if words in hedge.words]
    interval = share_interval(f"{words} 50%")
    assert interval.lower == Fraction(max(0, 50 + hedge.low), 100)
    assert interval.upper == Fraction(min(100, 50 + hedge.high), 100)


def test_a_plain_figure_is_not_hedged() -> None:
    assert [is_hedged(wording) for wording in ("41%", "5/8", "de helft")] == [False, False, False]


NONSENSE = [
    *("", " ", "%", "text", "half%", "5/8 %", "ruim", "ruim ", "ruim%", "ruim95%", "bijna ruim 40%", "the 40%"),
    *("-5%", "+5%", "\u20135%", "1e3%", "0x10%", "nan%", "inf%", "1_0%", "62.5", "0.625", "62.%", ".5%", "6 2%"),
    *("62.5.1%", "1.000,5%", "41 %%", "41% 42%", "41%, 5", "41\u2030", "5/0", "0/0", "5//8", "-5/8", "5/8/2", "1.5/8"),
    *("9/8", "150%", "100.1%", "100,0001%", "101 procent", "ruim 150%", "at most 9/8", "exactly 41%"),
    *("４１%", "٤١%", "４１/５０", "²%", "½", "41％", "4\u200b1%"),
    *("9" * 5000 + "%", "0." + "5" * 5000 + "%", "5/" + "9" * 5000, "9" * 5000, "ruim " + "1" * 5000 + "/2"),
]


@pytest.mark.parametrize("wording", NONSENSE, ids=lambda wording: ascii(wording[:20]))
def test_nonsense_is_refused_in_one_sentence_that_names_it(wording: str) -> None:
    with pytest.raises(ValueError, match=" is ") as refused:
        share_interval(wording)
    message = str(refused.value)
    assert message.startswith(repr(wording)[:40])
    assert any(reason in message for reason in ("wording of a share", "more than 100%", "less than 0%"))
    assert "\n" not in message
    assert len(message) < 220


def test_more_than_everybody_is_told_apart() -> None:
    for wording in ("150%", "9/8", "ruim 150%", "100.1%"):
        with pytest.raises(ValueError, match="more than 100%"):
            share_interval(wording)


def test_an_interval_is_frozen_and_reads_well() -> None:
    interval = share_interval("62,5%")
    with pytest.raises(FrozenInstanceError):
        interval.lower = Fraction(0)  # type: ignore[misc]
    assert str(interval) == "[62.45%, 62.55%)"
    assert str(share_interval("two thirds")) == "[66.6667%, 66.6667%]"
    assert share_interval("62,5%") == interval
    assert share_interval("62.5%") != interval


def test_hedges_read_well() -> None:
    assert {str(hedge) for hedge in HEDGES} >= {"(+0, +5)", "(-5, +0)", "(+0, +100]", "[-100, +0]"}


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("1 op de 3", "[100/3, 100/3]"),
        ("één op de drie", "[100/3, 100/3]"),
        ("e\u0301e\u0301n op de drie", "[100/3, 100/3]"),
        ("one in three", "[100/3, 100/3]"),
        ("1 in every 4", "[25, 25]"),
        ("5 van de 8", "[62.5, 62.5]"),
        ("five out of eight", "[62.5, 62.5]"),
        ("two-thirds", "[200/3, 200/3]"),
        ("tweederde", "[200/3, 200/3]"),
        ("vier vijfde", "[80, 80]"),
        ("drie kwart", "[75, 75]"),
        ("bijna alle", "(95, 100)"),
        ("zo\u2019n 40%", "(35, 45)"),
        ("±40%", "(35, 45)"),
        ("krap een derde", "(85/3, 100/3)"),
        ("well over 40%", "(40, 50)"),
        ("no more than 40%", "[0, 40]"),
        ("hooguit 40%", "[0, 40]"),
        ("maximaal 40%", "[0, 40]"),
        ("fewer than 1 in 4", "[0, 25)"),
        ("≥ 40%", "[40, 100]"),
        ("rond de 40%", "(35, 45)"),
    ],
)
def test_what_reports_print(wording: str, expected: str) -> None:
    assert ends(wording) == expected


@pytest.mark.parametrize("wording", ["40\u201350%", "40-50%", "40% - 50%", "40 tot 50%", "tussen 40 en 50%"])
def test_a_range_is_refused_with_its_mend(wording: str) -> None:
    with pytest.raises(ValueError, match=r"is a range .*at least 40%"):
        share_interval(wording)


def test_cut_points_can_be_set() -> None:
    interval = share_interval("ruim 60%", hedges={"ruim": (0, 2.5)})
    assert (interval.lower, interval.upper, interval.includes_upper) == (Fraction(60, 100), Fraction(625, 1000), False)
    assert share_interval("just over 60%", hedges={"ruim": (0, 2.5)}).upper == Fraction(65, 100)


@pytest.mark.parametrize(
    "hedges", [{"rium": (0, 5)}, {"ruim": (5, 0)}, {"ruim": (0,)}, {"ruim": "05"}, {"ruim": (0, 101)}]
)
def test_wrong_cut_points_are_refused(hedges: dict[str, tuple[float, float]]) -> None:
    with pytest.raises(ValueError, match=r"no hedge word: perhaps 'ruim'|no cut points of 'ruim'"):
        share_interval("41%", hedges=hedges)


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("41%", "(40, 42)"),
        ("40%", "[37.5, 42.5]"),
        ("40.0%", "(39.9, 40.1)"),
        ("0%", "[0, 2.5]"),
        ("100%", "[97.5, 100]"),
    ],
)
def test_any_rule_is_the_union_of_the_seven(wording: str, expected: str) -> None:
    assert ends(wording, "any_rule") == expected
