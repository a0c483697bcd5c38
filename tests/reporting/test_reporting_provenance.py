"""Provenance and "cite this" as a page prints them, against text written by hand."""

import tomllib
from dataclasses import replace

import pytest
from support import ROOT

from collabstudy.published.rounding import RULES
from collabstudy.reporting.citation import cite
from collabstudy.reporting.languages import templates
from collabstudy.reporting.provenance import Provenance

SAMPLE = Provenance(
    study="gemeenten",
    title={"en": "Figures", "nl": "Cijfers"},
    evidence=("published", "synthetic"),
    data="0123456789abcdef" * 4,
    lock="fedcba9876543210" * 4,
    version="0.1.0",
    commit="89abcdef" * 5,
    changes=False,
    versions={"Python": "3.11.7", "numpy": "2.4.0"},
    parameters={"02_descriptives": {"study": "gemeenten", "confidence": None, "language": "en", "pairs": []}},
    rounding="half_up",
    alpha=0.05,
    confidence=0.95,
    open=True,
    minimum_base=10,
    smallest_cell=5,
)


def test_lines_in_english() -> None:
    assert SAMPLE.lines("en") == [
        ("Study", "gemeenten"),
        ("Evidence class", "published, synthetic"),
        ("Data (SHA-256)", "0123456789ab"),
        ("Program", "collabstudy 0.1.0, commit 89abcdef89ab"),
        ("Locked packages (SHA-256)", "fedcba987654"),
        ("Versions", "Python 3.11.7, numpy 2.4.0"),
        ("Rounding rule", "to the nearest, halves upwards"),
        ("Alpha and confidence", "0.05; 95%"),
        ("Disclosure rule", "nothing to protect: no real responses"),
    ]


def test_lines_in_dutch_with_a_notebook() -> None:
    closed = replace(SAMPLE, open=False, changes=True, evidence=("responses",), rounding="nearest_5", confidence=0.995)
    assert closed.lines("nl", "02_descriptives") == [
        ("Onderzoek", "gemeenten"),
        ("Soort bewijs", "antwoorden"),
        ("Gegevens (SHA-256)", "0123456789ab"),
        ("Programma", "collabstudy 0.1.0, commit 89abcdef89ab, met wijzigingen die niet zijn vastgelegd"),
        ("Vastgezette pakketten (SHA-256)", "fedcba987654"),
        ("Versies", "Python 3.11.7, numpy 2.4.0"),
        ("Parameters", "study: gemeenten; confidence: niet opgegeven; language: en; pairs: niet opgegeven"),
        ("Afrondingsregel", "hele percentages op een veelvoud van vijf, helften naar een van beide kanten"),
        ("Alfa en betrouwbaarheid", "0,05; 99,5%"),
        (
            "Bescherming van deelnemers",
            "echte antwoorden: geen groep of tabel onder 10 personen, in een uitsplitsing geen cel onder 5",
        ),
    ]


@pytest.mark.parametrize(("language", "said"), [("en", "commit unknown"), ("nl", "commit onbekend")])
def test_outside_git_the_commit_is_unknown(language: str, said: str) -> None:
    value = dict(replace(SAMPLE, commit="unknown", changes=None).lines(language))
    assert f"collabstudy 0.1.0, {said}" in value.values()


def test_every_rule_and_class_has_its_words() -> None:
    english, dutch = templates("en"), templates("nl")
    assert english["rounding"] == {name: rule.meaning for name, rule in RULES.items()}
    assert set(dutch["rounding"]) == set(RULES)
    classes = {"published", "identified", "assumed", "responses", "synthetic"}  # the five of docs/evidence.md
    assert set(english["evidence"]) == set(dutch["evidence"]) == classes


def test_cite_in_both_languages() -> None:
    assert cite(SAMPLE, "en") == [
        "The collabstudy authors. collabstudy (version 0.1.0, commit 89abcdef89ab) [Computer software]. Licence: MIT.",
        "Study: Figures (gemeenten; data SHA-256 0123456789ab).",
        "Cite the publication whose figures these are as well; the study's DATASHEET.md names it.",
        "The responses are synthetic and support no conclusion: do not cite a number that rests on them as a finding.",
    ]
    assert cite(replace(SAMPLE, evidence=("responses",)), "nl") == [
        "The collabstudy authors. collabstudy (versie 0.1.0, commit 89abcdef89ab) [Software]. Licentie: MIT.",
        "Onderzoek: Cijfers (gemeenten; SHA-256 van de gegevens 0123456789ab).",
    ]


@pytest.mark.parametrize("changed", [{"changes": True}, {"commit": "unknown", "changes": None}])
def test_a_commit_that_does_not_say_what_ran_is_not_cited(changed: dict[str, object]) -> None:
    assert "(version 0.1.0) " in cite(replace(SAMPLE, **changed), "en")[0]  # type: ignore[arg-type]


def test_a_title_in_another_language_is_better_than_none() -> None:
    assert cite(replace(SAMPLE, title={"fr": "Chiffres"}), "nl")[1].startswith("Onderzoek: Chiffres (gemeenten;")


def test_authors_and_licence_are_those_of_pyproject() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    sentence = cite(SAMPLE)[0]
    assert sentence.startswith(f"{project['authors'][0]['name']}. {project['name']} (")
    assert sentence.endswith(f"Licence: {project['license']}.")


@pytest.mark.parametrize("ask", [SAMPLE.lines, lambda language: cite(SAMPLE, language)])
def test_a_language_without_words_is_refused(ask: object) -> None:
    with pytest.raises(ValueError, match="no sentences in the language 'fr'"):
        ask("fr")  # type: ignore[operator]
