"""Tables of responses against counts made by hand from the export, and statistics made by scipy."""

import csv
import json
import statistics
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from readings import note, rows, spoken
from scipy.stats import binom, binomtest, hypergeom
from studies import change
from support import FIXTURES, ROOT

from collabstudy.importing import Note
from collabstudy.reporting import Finding, Table, comparing, crossing, tables
from collabstudy.reporting.languages.phrases import said
from collabstudy.reporting.show import bundle
from collabstudy.study import Study

# The library's export without its test and its partial submission, counted by hand:
# question or option, answer, persons, base.
LIBRARY = [
    ("visits_weekly", "Yes", 5, 11),
    ("would_recommend", "Strongly disagree", 0, 11),
    ("would_recommend", "Disagree", 1, 11),
    ("would_recommend", "Neutral", 1, 11),
    ("would_recommend", "Agree", 6, 11),
    ("would_recommend", "Strongly agree", 3, 11),
    ("services", "Borrowing", 4, 5),
    ("services", "Study places", 2, 5),
    ("services", "Courses", 2, 5),
    ("branch", "Centre", 6, 12),
]
AGES = [34, 71, 42, 28, 55, 61, 47, 39, 66, 50]


def finite_interval(persons: int, base: int, invited: int) -> tuple[float, float]:
    """The shares of the invited that an exact test at 2.5% a side does not refuse."""
    kept = [
        yes
        for yes in range(persons, invited - base + persons + 1)
        if hypergeom.cdf(persons, invited, yes, base) > 0.025 and hypergeom.sf(persons - 1, invited, yes, base) > 0.025
    ]
    return kept[0] / invited, kept[-1] / invited


def synthetic_answers() -> dict[str, dict[str, str]]:
    """The article's synthetic export by token: complete, no test, of two submissions the last."""
    path = ROOT / "data" / "raw" / "gemeenten" / "responses_synthetic.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file, delimiter=";"))
    kept = {}
    for line in lines:
        if line["submitdate. Datum verzonden"] and line["token. Toegangscode"] != "test":
            kept[line["token. Toegangscode"]] = {name.split(".")[0]: cell for name, cell in line.items()}
    return kept


def crossed(first: str, second: str) -> list[list[int]]:
    """Yes and no of two questions in the synthetic export; the headers begin with q01, q02 ..."""
    pairs = [(answers[first], answers[second]) for answers in synthetic_answers().values()]
    return [[pairs.count((one, other)) for other in ("Ja", "Nee")] for one in ("Ja", "Nee")]


def test_how_the_export_was_read(library: Any) -> None:
    found = {row["of the export"]: row["value"] for row in rows(tables.import_table(library.log, library.study))}
    lines = (FIXTURES / "library" / "responses.csv").read_text(encoding="utf-8-sig").splitlines()
    assert found["file"] == "responses.csv"
    assert found["separator"] == ";"
    assert found["records"] == "14"
    assert found["columns"] == str(lines[0].count(";") + 1)


def test_notes_of_reading_are_sentences_of_their_own(library: Any) -> None:
    notes = (Note("decoded as windows-1252"), Note("controls taken out", "remark", 1), Note("blanks", "x" * 80, 3))
    shown = rows(tables.import_table(replace(library.log, notes=notes), library.study))
    assert [row["value"] for row in shown if row["of the export"] == "note"] == [
        "decoded as windows-1252",
        "controls taken out, column 'remark' (1 cell)",
        f"blanks, column '{'x' * 59}…' (3 cells)",
    ]


def test_the_row_account_adds_up(library: Any) -> None:
    shown = tables.account_table(library.cleaned, library.study)
    found = [(row["rows"], row["number"]) for row in rows(shown)]
    assert found == [
        ("read", 14),
        ("removed: test", -1),
        ("removed: partial", -1),
        ("removed: double", 0),
        ("used", 12),
    ]


def test_repairs_are_summed_by_question_and_kind(library: Any) -> None:
    found = {
        (row["question"], row["repair"]): row["cells"]
        for row in rows(tables.repair_table(library.cleaned, library.study))
    }
    assert found["visits_weekly", "blanks removed"] == 1  # " Nee "
    assert found["visits_weekly", "answer to level"] == 12


def test_participation(library: Any, gemeenten: Any) -> None:
    assert rows(tables.participation_table(library.study, 12)) == [
        {"what": "invited", "number": "40", "evidence": "published"},
        {"what": "participation rate", "number": "30%", "evidence": "published"},
        {"what": "respondents", "number": "12", "evidence": "responses"},
        {"what": "questions asked", "number": "5", "evidence": "published"},
        {"what": "rows used after cleaning", "number": "12", "evidence": "responses"},
    ]
    shown = tables.participation_table(gemeenten.study, 31)
    assert shown.evidence == ("assumed", "published", "synthetic")
    assert [(row["number"], row["evidence"]) for row in rows(shown)] == [
        ("65 to 75", "assumed"),
        ("41% to 48%", "assumed"),  # 31/75 and 31/65
        ("31", "published"),
        ("16", "published"),
        ("31", "synthetic"),
    ]


def test_item_nonresponse_is_counted_in_whole_persons(library: Any) -> None:
    shown = tables.missing_table(library.counts, library.study)
    found = {row["question"]: row for row in rows(shown)}
    assert found["visits_weekly"]["dont know"] == 1
    assert found["visits_weekly"]["item nonresponse"] == pytest.approx(1 / 12)
    assert found["services"]["not asked"] == 7
    assert found["services"]["item nonresponse"] == 0  # who was not asked did not refuse
    assert found["branch"]["item nonresponse"] == 0
    line = next(line for line in bundle(shown, "k")["text/plain"].splitlines() if "visits_weekly" in line)
    assert line.split() == ["visits_weekly", "11", "1", "0", "–", "–", "8.3%"]


def test_who_was_asked_and_kept_silent_is_item_nonresponse(library_copy: Path, read: Callable[[Path], Any]) -> None:
    answered = '"192.0.2.9";"";"Ja";"Eens";"Ja";"";"";""'
    change(library_copy, "responses.csv", answered, '"192.0.2.9";"";"Ja";"Eens";"";"";"";""')
    item = read(library_copy)
    found = {row["question"]: row for row in rows(tables.missing_table(item.counts, item.study))}
    row = found["services"]
    assert (row["base"], row["left empty"], row["not asked"]) == (4, 1, 7)
    assert row["item nonresponse"] == pytest.approx(1 / 5)  # of the five who were asked


def test_shares_of_every_question_type(library: Any) -> None:
    shown = tables.share_table(library.counts, library.study)
    found = rows(shown)
    assert [(row["question"], row["answer"], row["count"], row["base"]) for row in found] == LIBRARY
    for row in found:
        wilson = binomtest(row["count"], row["base"]).proportion_ci(method="wilson")
        finite = finite_interval(row["count"], row["base"], 40)
        assert row["share"] == pytest.approx(row["count"] / row["base"])
        assert (row["lower"], row["upper"]) == pytest.approx((wilson.low, wilson.high))
        assert (row["finite lower"], row["finite upper"]) == pytest.approx(finite)
    assert isinstance(shown, Table)
    assert "95% confidence" in note(shown)
    assert "chose themselves" in note(shown)


def test_the_article_s_shares_cover_every_number_of_invited(gemeenten: Any) -> None:
    found = {row["question"]: row for row in rows(tables.share_table(gemeenten.counts, gemeenten.study))}
    declared = {
        "growth_expected": (30, 31),
        "external_orientation": (28, 31),
        "acts_on_orientation": (16, 31),
        "whole_organisation": (15, 24),
        "expects_partner_adapts": (20, 24),
        "evaluates_with_partners": (12, 29),
    }
    for name, counted in declared.items():
        assert (found[name]["count"], found[name]["base"]) == counted
        ends = [finite_interval(*counted, invited) for invited in range(65, 76)]
        assert found[name]["finite lower"] == pytest.approx(min(low for low, _ in ends))
        assert found[name]["finite upper"] == pytest.approx(max(high for _, high in ends))


def test_the_confidence_can_be_varied(library: Any) -> None:
    shown = tables.share_table(library.counts, library.study.varied(confidence=0.8), ["visits_weekly"])
    (row,) = rows(shown)
    wilson = binomtest(5, 11).proportion_ci(0.8, method="wilson")
    assert (row["lower"], row["upper"]) == pytest.approx((wilson.low, wilson.high))
    assert isinstance(shown, Table)
    assert "80% confidence" in note(shown)


def test_numbers(library: Any) -> None:
    (row,) = rows(tables.number_table(library.frame, library.study))
    assert row["question"] == "age"
    assert row["base"] == 10
    assert row["mean"] == pytest.approx(49.3)
    assert row["standard deviation"] == pytest.approx(statistics.stdev(AGES))


def test_a_study_without_numbers_says_so(gemeenten: Any) -> None:
    shown = tables.number_table(gemeenten.frame, gemeenten.study)
    assert spoken(shown) == ["The study has no question that is answered by a number."]


def test_the_pair_table_of_the_library(library: Any) -> None:
    (comparison,) = library.study.comparisons
    shown = tables.pair_table(library.frame, library.study, comparison)
    assert [list(row.values()) for row in rows(shown)] == [["yes", 5, 0, 5], ["no", 4, 1, 5], ["all", 9, 1, 10]]
    assert isinstance(shown, Table)
    assert said(shown.title, "en") == "visits: Do you visit every week? / I would recommend the library"
    assert note(shown).endswith("yes means visits_weekly: yes; would_recommend: agree or strongly_agree.")


def test_the_pair_tables_of_the_article(gemeenten: Any) -> None:
    headers = {"evaluation": ("q12", "q13"), "processes": ("q11", "q10"), "orientation_acting": ("q02", "q03")}
    for comparison in gemeenten.study.comparisons:
        (a, b), (c, d) = crossed(*headers[comparison.name])
        shown = tables.pair_table(gemeenten.frame, gemeenten.study, comparison)
        assert [list(row.values())[1:] for row in rows(shown)] == [
            [a, b, a + b],
            [c, d, c + d],
            [a + c, b + d, a + b + c + d],
        ]


def newcombe(first: Sequence[int], second: Sequence[int]) -> tuple[float, float]:
    """The interval for a paired difference by his method 10 (Newcombe 1998), 95%."""
    (a, b), (c, d) = first, second
    n, z = a + b + c + d, 1.959963984540054
    shares = (a + b) / n, (a + c) / n
    ends = [
        tuple(
            (p + z**2 / n / 2 + sign * z * (p * (1 - p) / n + z**2 / n**2 / 4) ** 0.5) / (1 + z**2 / n)
            for sign in (-1, 1)
        )
        for p in shares
    ]
    product = a * d - b * c
    phi = (max(product - n / 2, 0) if product > 0 else product) / ((a + b) * (c + d) * (a + c) * (b + d)) ** 0.5
    (l1, u1), (l2, u2) = ends
    p1, p2 = shares
    below = ((p1 - l1) ** 2 - 2 * phi * (p1 - l1) * (u2 - p2) + (u2 - p2) ** 2) ** 0.5
    above = ((u1 - p1) ** 2 - 2 * phi * (u1 - p1) * (p2 - l2) + (p2 - l2) ** 2) ** 0.5
    return p1 - p2 - below, p1 - p2 + above


def named(table: object, study: Study) -> dict[str, dict[str, Any]]:
    """The rows of a table of comparisons, by the comparison's name; each says its label in the first cell."""
    found = rows(table)
    assert [row["comparison"] for row in found] == [item.label["en"] for item in study.comparisons]
    return {item.name: row for item, row in zip(study.comparisons, found, strict=True)}


def test_the_tests_of_the_article_s_comparisons(gemeenten: Any) -> None:
    found = named(tables.significance_table(gemeenten.frame, gemeenten.study), gemeenten.study)
    headers = {"evaluation": ("q12", "q13"), "processes": ("q11", "q10"), "orientation_acting": ("q02", "q03")}
    exact = {}
    for name, questions in headers.items():
        (a, b), (c, d) = crossed(*questions)
        row, both = found[name], a + b + c + d
        exact[name] = binomtest(b, b + c).pvalue
        mid = 2 * (binom.cdf(min(b, c), b + c, 0.5) - binom.pmf(min(b, c), b + c, 0.5) / 2)
        assert (row["both"], row["first only"], row["second only"]) == (both, b, c)
        assert row["g"] == pytest.approx(max(b, c) / (b + c) - 0.5)
        assert row["exact p"] == pytest.approx(exact[name])
        assert row["mid-p"] == pytest.approx(mid)
    ordered = sorted(exact, key=exact.__getitem__)
    adjusted = [min(1.0, exact[name] * (3 - rank)) for rank, name in enumerate(ordered)]
    for before, after in pairwise(range(3)):
        adjusted[after] = max(adjusted[before], adjusted[after])
    assert [found[name]["Holm p"] for name in ordered] == pytest.approx(adjusted)
    # Benjamini and Hochberg: the smallest of p times 3 over the rank, over this rank and those after it
    stepped = [min(exact[name] * 3 / (rank + 1) for rank, name in list(enumerate(ordered))[at:]) for at in range(3)]
    assert [found[name]["BH p"] for name in ordered] == pytest.approx(stepped)


def test_the_differences_of_the_article_s_comparisons(gemeenten: Any) -> None:
    found = named(tables.difference_table(gemeenten.frame, gemeenten.study), gemeenten.study)
    (a, b), (c, d) = crossed("q12", "q13")
    row, both = found["evaluation"], a + b + c + d
    assert row["difference"] == pytest.approx((b - c) / both)
    assert (row["lower"], row["upper"]) == pytest.approx(newcombe((a, b), (c, d)))
    assert row["odds ratio"] == b / c
    chance = binomtest(b, b + c).proportion_ci(method="exact")
    ends = chance.low / (1 - chance.low), chance.high / (1 - chance.high)
    assert (row["OR lower"], row["OR upper"]) == pytest.approx(ends)
    # Tango's ends: the score of the difference is the critical value there, the other shares at their most likely
    for end in (row["Tango lower"], row["Tango upper"]):
        assert abs(score(b, c, both, end)) == pytest.approx(1.959963984540054, abs=1e-6)


def score(b: int, c: int, n: int, difference: float) -> float:
    """Tango's score statistic (1998, Stat. Med. 17:891, equations 6 to 9)."""
    linear = -b - c + (2 * n - b + c) * difference
    constant = -c * difference * (1 - difference)
    q = ((linear**2 - 8 * n * constant) ** 0.5 - linear) / (4 * n)
    return float((b - c - n * difference) / (n * (2 * q + difference * (1 - difference))) ** 0.5)


def test_an_end_that_is_not_finite_is_a_dash(library: Any) -> None:
    (row,) = rows(tables.difference_table(library.frame, library.study))
    assert row["OR upper"] == pytest.approx((1 - 0.025 ** (1 / 4)) / 0.025 ** (1 / 4))  # 0 to 4: none the first way
    assert row["odds ratio"] == 0
    turned = replace(
        library.study.comparisons[0],
        first=library.study.comparisons[0].second,
        second=library.study.comparisons[0].first,
    )
    shown = tables.difference_table(library.frame, replace(library.study, comparisons=(turned,)))
    assert [rows(shown)[0][name] for name in ("odds ratio", "OR upper")] == [None, None]
    assert "Infinity" not in json.dumps(bundle(shown, "k"))


def test_the_test_of_the_library(library: Any) -> None:
    shown = tables.significance_table(library.frame, library.study)
    (row,) = rows(shown)
    assert (row["both"], row["first only"], row["second only"]) == (10, 0, 4)
    assert (row["exact p"], row["mid-p"], row["Holm p"]) == pytest.approx((0.125, 0.0625, 0.125))
    assert row["BH p"] == 0.125
    (other,) = rows(tables.difference_table(library.frame, library.study))
    ends = other["difference"], other["lower"], other["upper"]
    assert ends == pytest.approx((-0.4, -0.675912, 0.002356), abs=1e-6)
    assert isinstance(shown, Table)
    assert "over 1 comparison," in note(shown)


def test_a_correction_does_not_know_what_was_looked_at_and_left_out(gemeenten: Any) -> None:
    first, *others = gemeenten.study.comparisons
    notes = []
    for origins in (("article", "preregistered"), ("exploratory", "preregistered"), ("preregistered", "preregistered")):
        kept = [replace(first, origin=origins[0]), *(replace(item, origin=origins[1]) for item in others)]
        shown = tables.significance_table(gemeenten.frame, replace(gemeenten.study, comparisons=tuple(kept)))
        assert isinstance(shown, Table)
        notes.append(note(shown))
    for text in notes[:2]:
        assert "Chosen after the answers were seen: Evaluating inside and with partners. The corrections" in text
        assert "not those that were looked at and left out" in text
    assert "looked at" not in notes[2]


def test_any_two_questions_crossed(library: Any) -> None:
    shown = tables.cross_table(library.frame, library.study, "branch", "services.lending")
    found = [list(row.values()) for row in rows(shown)]
    assert found == [["centre", 3, 1, 4], ["north", 1, 0, 1]]  # persons 1, 5, 9 and 7; 11
    with pytest.raises(ValueError, match="no question 'age' with levels: use one of visits_weekly, would_recommend"):
        tables.cross_table(library.frame, library.study, "branch", "age")


def test_all_that_rests_on_synthetic_responses_says_so(gemeenten: Any) -> None:
    study, frame, counts = gemeenten.study, gemeenten.frame, gemeenten.counts
    shown = [
        tables.import_table(gemeenten.log, study),
        tables.account_table(gemeenten.cleaned, study),
        tables.repair_table(gemeenten.cleaned, study),
        tables.missing_table(counts, study),
        tables.share_table(counts, study),
        tables.significance_table(frame, study),
        tables.difference_table(frame, study),
        crossing.cross_finding(frame, study, "moves_along", "partner_perspective"),
        comparing.significance_finding(frame, study),
        comparing.dependence_finding(frame, study),
        tables.cross_table(frame, study, "moves_along", "partner_perspective"),
        *(tables.pair_table(frame, study, comparison) for comparison in study.comparisons),
    ]
    for table in shown:
        assert isinstance(table, Table | Finding)
        assert table.evidence == ("synthetic",)
