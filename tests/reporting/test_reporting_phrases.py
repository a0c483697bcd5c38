"""Phrases: said in each language, and the same after a way through JSON."""

import json
from typing import Any

import pytest
from readings import everything

from collabstudy.reporting import Finding, Missing
from collabstudy.reporting.languages.phrases import (
    Noun,
    Own,
    Phrase,
    Quantity,
    Row,
    Value,
    counted,
    from_plain,
    phrase,
    plain,
    said,
    span,
)
from collabstudy.reporting.show import MIME, bundle

SENTENCE = phrase(
    "named",
    "comparing",
    name="evaluation",
    text=Row([phrase("mid_p", p=Quantity("p", 0.0412)), Quantity("percent 1", 0.125), 3]),
)


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "evaluation: mid-p p = .041, 12.5% and 3."), ("nl", "evaluation: mid-p p = 0,041, 12,5% en 3.")],
)
def test_a_phrase_is_said_in_each_language(language: str, text: str) -> None:
    assert said(SENTENCE, language) == text


def test_a_phrase_comes_back_from_json() -> None:
    assert from_plain(json.loads(json.dumps(plain(SENTENCE)))) == SENTENCE


@pytest.mark.parametrize(
    ("value", "english", "dutch"),
    [
        (Quantity("whole", 5468), "5,468", "5.468"),
        (Quantity("p", 0.0005), "p = .0005", "p = 0,0005"),
        (Quantity("plain", 0.05), "0.05", "0,05"),
        (Quantity("points 1", 0.147), "+14.7", "+14,7"),
        (Row(["a", "b"], "; "), "a; b", "a; b"),
        (Row(["a"]), "a", "a"),
        (Row([]), "", ""),
        ("as it is", "as it is", "as it is"),
        (counted("table", 1), "1 table", "1 tabel"),
        (counted("table", 5468), "5,468 tables", "5.468 tabellen"),
        (Noun("invited", 75, span("whole", 65, 75)), "the 65 to 75 persons invited", "de 65 tot 75 uitgenodigden"),
        (Own({"en": "Library", "nl": "Bibliotheek"}), "Library", "Bibliotheek"),
        (Own({"nl": "Alleen Nederlands"}), "Alleen Nederlands", "Alleen Nederlands"),
        (span("p digits", 0.12541, 0.12549), ".125", "0,125"),
    ],
)
def test_numbers_and_rows(value: Value, english: str, dutch: str) -> None:
    assert (said(value, "en"), said(value, "nl")) == (english, dutch)


def test_an_unknown_phrase_is_an_error() -> None:
    with pytest.raises(KeyError):
        said(Phrase("sentences", "unheard of"), "en")


def test_results_hold_no_language(gemeenten: Any, library: Any, report: Any) -> None:
    seen = 0
    for item in (gemeenten, library, report):
        for name, result in everything(item):
            if not isinstance(result, Finding | Missing):
                continue
            english, dutch = (bundle(result, name, language) for language in ("en", "nl"))
            assert english[MIME] == dutch[MIME]
            if isinstance(result, Finding) and all(isinstance(sentence, Phrase) for sentence in result.sentences):
                assert english["text/plain"] != dutch["text/plain"]
                assert [said(from_plain(one), "nl") for one in json.loads(json.dumps(english[MIME]))["sentences"]] == (
                    dutch["text/plain"].splitlines()[:-1]
                )
                seen += 1
    assert seen > 20
