"""Findings: five lines at most, each from published figures, and no synthetic number among them."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from readings import spoken
from studies import change
from support import ROOT

from collabstudy import Study
from collabstudy.reporting import findings
from collabstudy.reporting.findings import headlines
from collabstudy.reporting.results import Finding, Table
from collabstudy.reporting.tables import share_table, significance_table


def sentences(found: list[Finding]) -> list[str]:
    return [sentence for finding in found for sentence in spoken(finding)]


def test_the_findings_of_the_article(gemeenten: Any) -> None:
    assert sentences(headlines(gemeenten.study, 31)) == [
        "What is real: 14 published wordings transcribed as printed; the responses are SYNTHETIC, made to print the "
        "same figures, and support no conclusion.",
        "Bases: rounded to the nearest, halves upwards, 63%, 62,5%, 75%, 54%, 83% and 41% cannot come from all 31 "
        "respondents (63% and 62,5% under no rule); explaining all 9 plain figures takes at least 3 different bases, "
        "in 13 ways.",
        "If the same persons answered both (rounded to the nearest, halves upwards), exact McNemar p and tables with p "
        "at most 0.05: 55% beside 41%: p .125 to .664, none of 23 tables; 83% beside 54%: p .016 to .118, some of 5 "
        "tables; 90% beside iets meer dan de helft: p .0005 to .039, all of 19 tables.",
        "Whatever the bases (rounded to the nearest, halves upwards), exact McNemar p and tables with p at most 0.05: "
        "55% beside 41%: p .0005 to 1, some of 5,468 tables; 83% beside 54%: p .0002 to 1, some of 2,398 tables; 90% "
        "beside iets meer dan de helft: p .0001 to 1, some of 1,433 tables.",
        "The invited (65 to 75): no figure identifies a majority of them; ruim 95% comes nearest and leaves 27% to 99% "
        "possible.",
    ]


def test_synthetic_responses_move_no_finding(gemeenten: Any, tmp_path: Path, read: Callable[[Path], Any]) -> None:
    folder = tmp_path / "gemeenten"
    folder.mkdir()
    for path in (ROOT / "data" / "raw" / "gemeenten").iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    digest = re.search(r'sha256 = "(\w+)"', (folder / "study.toml").read_text(encoding="utf-8"))
    assert digest is not None
    change(folder, "study.toml", digest[1], "")
    path = folder / "responses_synthetic.csv"
    text = path.read_bytes().replace(b'"Ja"', b'"?"').replace(b'"Nee"', b'"Ja"').replace(b'"?"', b'"Nee"')
    path.write_bytes(text)
    mutated = read(folder)
    before, after = (share_table(item.counts, item.study) for item in (gemeenten, mutated))
    assert isinstance(before, Table)
    assert isinstance(after, Table)
    assert before.frame["count"].tolist() != after.frame["count"].tolist()  # every answer was turned round
    assert headlines(mutated.study, 31) == headlines(gemeenten.study, 31)
    assert headlines(mutated.study, 7) == headlines(gemeenten.study, 31)
    assert findings.claims_finding(mutated.study) == findings.claims_finding(gemeenten.study)


def test_no_p_value_of_synthetic_responses_in_a_headline(gemeenten: Any) -> None:
    tests = significance_table(gemeenten.frame, gemeenten.study)
    assert isinstance(tests, Table)
    said = " ".join(sentences(headlines(gemeenten.study, 31)))
    for column in ("exact p", "mid-p", "Holm p"):
        for value in tests.frame[column]:
            # .0156 is both: the synthetic table of the second comparison is the extreme one of the identified set.
            if f"{value:.4f}" != "0.0156":
                assert f"{value:.3f}".lstrip("0") not in said.split()


def test_every_finding_but_the_first_is_identified(gemeenten: Any) -> None:
    found = headlines(gemeenten.study, 31)
    assert found[0].evidence == ("published", "synthetic")
    assert {finding.evidence for finding in found[1:]} == {("published", "identified", "assumed")}


def test_real_responses_say_how_many_took_part(library: Any) -> None:
    found = headlines(library.study, 12)
    assert sentences(found)[:2] == [
        "What is real: 4 published wordings transcribed as printed; the responses are real; no base below 10 (the "
        "study's own threshold); no cell below 5 in a breakdown by who somebody is.",
        "Responses: 12 respondents used after cleaning, a participation rate of 30%.",
    ]
    assert found[1].evidence == ("responses",)
    assert len(found) == 5
    assert "6 respondents used after cleaning, a participation rate of 8% to 9%." in _participation(library.study)


def _participation(study: Study) -> str:
    found = findings.participation_finding(replace(study, invited=(65, 75)), 6)
    assert found is not None
    return spoken(found)[0]


def test_a_report_says_that_there_are_no_responses(report: Any) -> None:
    found = sentences(headlines(report.study, None))
    assert found[0] == (
        "What is real: 2 published wordings transcribed as printed; "
        "no responses: answers of individuals are not available."
    )
    assert "Bases: every plain figure can come from all 40 respondents." in found
    assert not any(line.startswith("The invited") for line in found)
    assert found[-1] == "Claims: 3 statements, 1 without a figure; among those who answered, the other 2: holds 2."


@pytest.mark.parametrize("comparisons", [0, 1, 3])
def test_there_are_five_lines_at_most(gemeenten: Any, comparisons: int) -> None:
    study = replace(gemeenten.study, comparisons=gemeenten.study.comparisons[:comparisons])
    assert len(sentences(headlines(study, 31))) <= 5
    assert len(sentences(headlines(replace(study, synthetic=False), 31))) <= 5


def test_a_claim_flips_with_its_figure(gemeenten: Any) -> None:
    changed = tuple(
        replace(figure, wording="58%") if figure.id == "F14" else figure for figure in gemeenten.study.figures
    )
    before, after = (
        findings.claims_finding(study) for study in (gemeenten.study, replace(gemeenten.study, figures=changed))
    )
    assert before is not None
    assert after is not None
    assert before.data == {"holds": 13, "fails": 1}
    assert after.data == {"holds": 12, "fails": 2}


def test_all_the_invited_are_named_where_a_majority_is_certain(gemeenten: Any) -> None:
    found = findings.invited_finding(replace(gemeenten.study, invited=(31, 31)))
    assert found is not None
    # 28 of 31 say 90 per cent; at a smaller base too, such as 9 of 10, the others may all have said no.
    assert spoken(found) == ["The invited (31): F1 holds for a majority whatever the others would have said."]
