"""Phrases: said in each language, and the same after a way through JSON."""

import json

import pytest

from collabstudy.reporting.languages.phrases import Phrase, Quantity, Row, Value, from_plain, phrase, plain, said

SENTENCE = phrase(
    "named",
    "comparing",
    name="evaluation",
    text=Row([phrase("mid_p", p=Quantity("p", 0.0412)), Quantity("percent_1", 0.125), 3]),
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
        (Quantity("points_1", 0.147), "+14.7", "+14,7"),
        (Row(["a", "b"], "; "), "a; b", "a; b"),
        (Row(["a"]), "a", "a"),
        (Row([]), "", ""),
        ("as it is", "as it is", "as it is"),
    ],
)
def test_numbers_and_rows(value: Value, english: str, dutch: str) -> None:
    assert (said(value, "en"), said(value, "nl")) == (english, dutch)


def test_an_unknown_phrase_is_an_error() -> None:
    with pytest.raises(KeyError):
        said(Phrase("sentences", "unheard of"), "en")
