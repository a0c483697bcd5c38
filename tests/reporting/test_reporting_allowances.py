"""What few respondents allow, bounds and rates, and the findings of comparisons: against counts made by brute force."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from readings import note, rows, spoken, title
from scipy.stats import binomtest, chi2, hypergeom
from studies import change, choices, export, question, study_of

from collabstudy.cleaning import clean
from collabstudy.counting import count
from collabstudy.reporting import Finding, Missing, Table, comparing, crossing, tables
from collabstudy.reporting.allowances import allowance, allowance_finding
from collabstudy.reporting.show import bundle
from collabstudy.reporting.silence import resemblance_finding, silence_finding
from collabstudy.statistics import mcnemar_largest_effect


def said(found: object, language: str = "en") -> str:
    assert isinstance(found, Finding), found
    return "\n".join(spoken(found, language))


def enough(found: list[int]) -> int | None:
    return min(found, default=None)


@pytest.mark.parametrize("base", [1, 2, 5, 6, 7, 12, 31])
@pytest.mark.parametrize("alpha", [0.05, 0.01])
def test_the_fewest_against_every_count(base: int, alpha: float) -> None:
    invited = (base + 2, base + 6)
    found = allowance(base, invited, alpha, 0.95)
    majority = [k for k in range(base + 1) if 2 * k > base and binomtest(k, base).pvalue <= alpha]
    # one-sided: half of the invited, or fewer, would leave this count or a larger one a chance of at most 2.5%
    shown = [
        k
        for k in range(base + 1)
        if all(
            hypergeom.sf(k - 1, size, yes, base) <= 0.025
            for size in range(invited[0], invited[1] + 1)
            for yes in range(size // 2 + 1)
        )
    ]
    pairs = [
        (b - c) for b in range(base + 1) for c in range(base + 1 - b) if b > c and binomtest(b, b + c).pvalue <= alpha
    ]
    assert found.majority == enough(majority)
    assert found.invited_majority == enough(shown)
    assert found.discordant == enough(pairs)  # the smallest difference, in persons, over every pair of counts


def test_the_article_s_respondents_allow_this_much(gemeenten: Any) -> None:
    found = allowance_finding(gemeenten.study)
    assert found.evidence == ("published", "assumed")  # no answer, so nothing synthetic
    text = said(found)
    p = [f"{binomtest(k, 31).pvalue:.3f}"[1:] for k in (22, 21)]
    assert "A majority is shown from 22 of 31 yes on" in text
    assert f"p at most 0.05 (p = {p[0]}; one fewer: p = {p[1]})." in text
    assert "fewer than 6 who answer them differently can never reach p at most 0.05" in text
    assert "the fewest above one half whose two-sided exact binomial test" in text  # 9 of 31 have as small a p
    assert f"an observed difference below {600 / 31:.1f} points at a base of 31 does not reach it" in text
    dutch = said(allowance_finding(gemeenten.study), "nl")
    for words in (
        "het kleinste aantal boven de helft waarbij de tweezijdige",
        "met één minder",
        "een gevonden verschil",
    ):
        assert words in dutch
    assert f"one respondent is {100 / 31:.1f} points" in text
    assert "of the 65 to 75 invited 95% CI" in text
    assert said(allowance_finding(gemeenten.study), "nl").count("3,2 procentpunten") == 1


def test_two_by_two_beyond_fisher_s_size_is_answered_all_the_same(
    gemeenten: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = gemeenten.frame, gemeenten.study, "evaluates_internally", "evaluates_with_partners"
    assert "Fisher's exact test" in said(crossing.cross_finding(*both))
    monkeypatch.setattr(crossing, "LARGEST", 5)
    assert "Fisher-Freeman-Halton test, exact p" in said(crossing.cross_finding(*both))


def test_the_note_of_the_grid_has_single_spaces(gemeenten: Any) -> None:
    shown = tables.dependence_table(gemeenten.counts, gemeenten.study)
    assert isinstance(shown, Table)
    assert "  " not in note(shown)


def test_resemblance_is_said_of_each_target_apart(gemeenten: Any) -> None:
    for language, tendency, invited in (
        ("en", "tend to make p too small and intervals about a superpopulation too narrow", "where colleagues came in"),
        ("nl", "doorgaans te klein en intervallen over een superpopulatie te smal", "waar collega's samen meededen"),
    ):
        for found in (
            comparing.dependence_finding(gemeenten.frame, gemeenten.study),
            resemblance_finding(gemeenten.counts, gemeenten.study),
        ):
            assert tendency in said(found, language)
            assert invited in said(found, language)


def test_one_respondent_allows_nothing(report: Any) -> None:
    for invited in (None, (1, 1), (1, 9)):
        study = replace(report.study, respondents=1, invited=invited)
        for language, nothing in (("en", "no number of yes-answers shows"), ("nl", "geen aantal ja-antwoorden")):
            text = said(allowance_finding(study), language)
            assert nothing in text
            assert not re.search("nan|None", text)
    assert "How many were invited is not known" in said(allowance_finding(report.study))


def test_rates_are_exact_where_the_numbers_say_so_and_bounds_elsewhere(gemeenten: Any, library: Any) -> None:
    found = {row["rate"]: row for row in rows(tables.rate_table(gemeenten.study))}
    assert (found["RR2"]["from"], found["RR2"]["to"]) == pytest.approx((31 / 75, 31 / 65))
    assert (found["RR1"]["from"], found["RR1"]["to"]) == pytest.approx((0, 31 / 65))  # all of them may be partial
    assert found["REF1"]["not recorded"] == "R"
    submitted = {row["rate"]: row for row in rows(tables.rate_table(library.study))}
    assert (submitted["RR1"]["from"], submitted["RR1"]["to"]) == (0.3, 0.3)  # 12 of 40, all of them submitted


def test_bounds_of_every_share_among_the_invited(gemeenten: Any, library: Any) -> None:
    found = {row["question"]: row for row in rows(tables.nonresponse_table(gemeenten.counts, gemeenten.study))}
    row = found["evaluates_internally"]  # 16 of 29 of 31
    assert (row["item silent"], row["lower"], row["upper"]) == (2, 16 / 75, (16 + 75 - 29) / 75)
    # with 75 invited 37 are the most below half: 21 more of the 46 silent
    assert row["reaches half"] == "≤ 21 of 46"
    shown = tables.nonresponse_table(gemeenten.counts, gemeenten.study)
    assert isinstance(shown, Table)
    assert "(synthetic responses)" in title(shown)
    assert "34 to 44 invited did not take part" in note(shown)
    other = {
        (row["question"], row["answer"]): row for row in rows(tables.nonresponse_table(library.counts, library.study))
    }
    assert other["branch", "Centre"]["reaches half"] == "is at half"
    assert other["services", "Courses"]["reaches half"] == "–"  # asked of some only
    assert other["visits_weekly", "Yes"]["reaches half"] == "≥ 15 of 29"


def test_the_sensitivity_takes_the_share_nearest_one_half(gemeenten: Any) -> None:
    shown = tables.dependence_table(gemeenten.counts, gemeenten.study)
    assert isinstance(shown, Table)
    assert title(shown) == "If colleagues resemble each other: acts_on_orientation: Yes, 16 of 31 (synthetic responses)"
    assert shown.evidence == ("assumed", "synthetic")
    assert "which respondents share an organisation is not known" in note(shown)
    widest = shown.frame.iloc[-1]  # three alike: as 16/3 of 31/3
    ends = binomtest(16, 31).proportion_ci(method="wilson")
    assert shown.frame.iloc[0]["correlation 1"] == f"{ends.low:.0%} to {ends.high:.0%}"
    n, p, z = 31 / 3, 16 / 31, 1.959964
    half = z * (p * (1 - p) / n + z**2 / n**2 / 4) ** 0.5
    low, high = ((p + z**2 / n / 2 + sign * half) / (1 + z**2 / n) for sign in (-1, 1))
    assert widest["correlation 1"] == f"{low:.0%} to {high:.0%}"


def test_of_two_shares_as_near_one_half_the_larger_base_is_taken() -> None:
    study, frame = ordered(*["low|low|yes|yes|yes", "low|low|no|no|yes", "low|low|yes||yes", "low|low|no||yes"])
    for names in (["d", "c"], ["c", "d"]):
        counts = count(frame, study)
        shown = tables.dependence_table({name: counts[name] for name in names}, study)
        assert isinstance(shown, Table)
        assert title(shown).endswith("c: no, 2 of 4")


def test_one_share_in_words(gemeenten: Any, library: Any) -> None:
    text = said(silence_finding(gemeenten.counts, gemeenten.study))
    # 16/75 and 60/75; with 75 invited 37 are the most below half: 21 more of 44
    assert "acts_on_orientation: Yes: 21% to 80% of the 65 to 75 persons invited" in text
    assert "if at most 21 of the 44 silent would say yes (48% of them, beside 52% of those who answered)" in text
    assert text.count("(synthetic responses)") == 2
    assert "nothing is assumed of those who did not answer" in text
    half = said(silence_finding(library.counts, library.study), "nl")  # 6 of 12: no side to lose
    assert "branch: Centre: 15% tot 85% van de 40 uitgenodigden" in half
    assert "50%" not in half
    text = said(resemblance_finding(gemeenten.counts, gemeenten.study), "nl")
    assert text.startswith("Welke respondenten uit dezelfde organisatie komen is niet bekend")
    assert "groepen van 3 met een intraklassecorrelatie van 1: 52%, 95%-BI 25% tot 77%" in text


@pytest.mark.parametrize(("b", "c"), [(14, 2), (9, 2), (8, 4), (0, 0), (4, 0), (3, 3)])
def test_the_largest_design_effect_brings_p_to_alpha(b: int, c: int) -> None:
    found = mcnemar_largest_effect([[3, b], [c, 5]], 0.05)
    plain = (b - c) ** 2 / (b + c) if b + c else 0.0
    if chi2.sf(plain, 1) > 0.05:
        assert found is None
    else:
        assert found is not None
        assert chi2.sf(plain / found, 1) == pytest.approx(0.05)


def test_comparisons_in_words(gemeenten: Any, library: Any) -> None:
    text = said(comparing.significance_finding(gemeenten.frame, gemeenten.study))
    p = f"{binomtest(8, 12).pvalue:.3f}"[1:]
    assert f"evaluation: exact McNemar, p = {p}; difference {400 / 29:.0f} points" in text
    assert "yes to the first only: 8, to the second only: 4; conditional odds ratio 2.00" in text
    assert text.count("(synthetic responses)") == 3
    dutch = said(comparing.significance_finding(gemeenten.frame, gemeenten.study), "nl")
    assert "p = 0,388 na Holm voor 3 vergelijkingen (synthetische antwoorden)." in dutch
    (comparison,) = library.study.comparisons
    assert said(comparing.pair_finding(library.frame, library.study, comparison)).startswith(
        "visits: exact McNemar, p = .125; difference -40 points"
    )
    alike = said(comparing.dependence_finding(library.frame, library.study))
    assert "visits: the exact p is above 0.05 even if the respondents are independent." in alike
    effect = 144 / 16 / chi2.isf(0.05, 1)
    assert f"about {effect:.2f} among" in said(comparing.dependence_finding(gemeenten.frame, gemeenten.study))


def test_a_comparison_that_is_not_of_pairs(library_copy: Path, read: Callable[[Path], Any]) -> None:
    change(library_copy, "study.toml", 'design = "paired"  ', 'design = "independent"  ')
    item = read(library_copy)
    (comparison,) = item.study.comparisons
    text = said(comparing.pair_finding(item.frame, item.study, comparison))
    assert text == "visits: the study does not call it a comparison of pairs, so McNemar's test does not apply."
    assert isinstance(comparing.significance_finding(item.frame, item.study), Missing)


def ordered(*answers: str) -> tuple[Any, Any]:
    """A study of two questions on one ordered list and two with yes and no, and its responses."""
    levels = tuple(
        replace(choice, score=float(at)) for at, choice in enumerate(choices("scale", "low", "middle", "high"))
    )
    asked = [question("a", "select_one scale"), question("b", "select_one scale")]
    asked += [question(name, "select_one yn") for name in ("c", "d", "e")]
    study = study_of(*asked, lists=[levels, choices("yn", "no", "yes")])
    table = export("id|a|b|c|d|e", *(f"{at}|{row}" for at, row in enumerate(answers)))
    return study, clean(table, replace(study, respondents=max(1, len(answers)))).responses


ANSWERS = [
    "low|high|yes|no|no",
    "low|high|yes|no|no",
    "low|middle|yes|no|yes",
    "high|high|yes|yes|yes",
    "low|low|no|no|no",
]


def test_each_pair_gets_the_tests_that_fit_its_questions() -> None:
    study, frame = ordered(*ANSWERS)
    text = said(crossing.cross_finding(frame, study, "a", "b"))
    assert "Stuart-Maxwell" in text
    # three go down, by 2, 2 and 1: V, of the ups, is 0 and p two of eight choices of signs
    assert "Wilcoxon signed rank test, V = 0, exact p = .250" in text
    assert "Fisher-Freeman-Halton" in text
    text = said(crossing.cross_finding(frame, study, "c", "d"))
    # the list has no before yes: still four say yes to c, one to d, so three of three discordant
    assert "exact McNemar, p = .250; difference 60 points" in text
    assert "yes to the first only: 3, to the second only: 0" in text
    assert "Fisher's exact test, p = 1;" in text  # one yes to d and one no to c: of 5 ways to place it 4 are as seen
    text = said(crossing.cross_finding(frame, study, "a", "c"))
    assert "McNemar" not in text
    assert "Stuart-Maxwell" not in text


def test_a_large_table_is_answered_by_named_random_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    study, frame = ordered(*ANSWERS)
    monkeypatch.setattr("collabstudy.statistics.freeman_halton.LARGEST_WORK", 0)
    text = said(crossing.cross_finding(frame, study, "b", "c"))
    # the one no to c stands with the one low or middle, not with one of three high: p is 2 of 5
    found = re.search(r"p = (\.\d{3}) \(Monte Carlo, 100,000 random tables, seed 0, standard error 0\.0015\)", text)
    assert found is not None
    assert float(found[1]) == pytest.approx(0.4, abs=0.006)


def test_several_questions_at_once() -> None:
    study, frame = ordered(*ANSWERS)
    text = said(crossing.several_finding(frame, study, ["c", "d", "e"]))
    # totals 4, 1, 2 of 5 persons: Q = 2 * (3 * 21 - 49) / (2 + 2 + 2) = 4.67
    assert "Equal shares of yes on 3 questions, among the 5 who answered all: Cochran's Q(2) = 4.67, exact p = " in text
    found = rows(crossing.pairwise_table(frame, study, ["c", "d", "e"]))
    assert [(row["first"], row["second"], row["exact p"]) for row in found] == [
        ("c", "d", 0.25),
        ("c", "e", 0.5),
        ("d", "e", 1.0),
    ]
    assert [row["Holm p"] for row in found] == [0.75, 1.0, 1.0]


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["c"], "give two or more different questions, not c"),
        (["c", "c"], "give two or more different questions, not c, c"),
        (["c", "a"], "'a' is not answered by yes or no"),
        (["c", "zz"], "there is no question 'zz' with levels"),
    ],
)
def test_several_refuses(names: list[str], message: str) -> None:
    study, frame = ordered(*ANSWERS)
    with pytest.raises(ValueError, match=re.escape(message)):
        crossing.several_finding(frame, study, names)


@pytest.mark.parametrize("answers", [["||||"], ["low|high|yes|no|no"], ANSWERS[:1] * 3], ids=["none", "one", "alike"])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_nobody_one_and_all_alike_have_defined_sentences(answers: list[str], language: str) -> None:
    study, frame = ordered(*answers)
    study = replace(study, invited=(9, 12), respondents=len(answers))
    counts = count(frame, study)
    found: list[Any] = [crossing.cross_finding(frame, study, one, other) for one, other in ("ab", "cd", "ac", "aa")]
    found += [crossing.several_finding(frame, study, ["c", "d", "e"])]
    found += [crossing.pairwise_table(frame, study, ["c", "d", "e"]), allowance_finding(study)]
    found += [silence_finding(counts, study), resemblance_finding(counts, study)]
    found += [tables.nonresponse_table(counts, study), tables.dependence_table(counts, study), tables.rate_table(study)]
    for item in found:
        text = bundle(item, "k", language)["text/plain"]
        assert text
        assert not re.search(r"\bnan\b|None|p = 0(?!,\d)|\{", text)


def test_without_responses_or_with_another_language(report: Any, library: Any) -> None:
    (comparison,) = report.study.comparisons
    for found in (
        comparing.pair_finding(None, report.study, comparison),
        comparing.significance_finding(None, report.study),
        comparing.dependence_finding(None, report.study),
        crossing.cross_finding(None, report.study, "a", "b"),
        crossing.several_finding(None, report.study, ["a", "b"]),
        crossing.pairwise_table(None, report.study, ["a", "b"]),
        silence_finding({}, report.study),
        resemblance_finding({}, report.study),
        tables.nonresponse_table({}, report.study),
        tables.dependence_table({}, report.study),
        tables.rate_table(report.study),
        tables.difference_table(None, report.study),
    ):
        assert isinstance(found, Missing)
    uninvited = tables.nonresponse_table(library.counts, replace(library.study, invited=None))
    assert isinstance(uninvited, Missing)
    with pytest.raises(ValueError, match="no sentences in the language 'de'"):
        bundle(comparing.significance_finding(library.frame, library.study), "k", "de")
