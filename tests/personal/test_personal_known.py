"""Values of an export found again in any text, word by word, and what is too little to tell anything."""

import html
import json

import pytest

from collabstudy.personal import KnownValues

NAME, REMARK = "Zwaantje O'Brouwer-Quist", "Onze wethouder vond het plan te duur en heeft het stilletjes laten liggen"


def known(*values: str, said: tuple[str, ...] = ()) -> KnownValues:
    return KnownValues.of({"a cell": values}, said)


@pytest.mark.parametrize(
    "page",
    [
        f"first line\n<td>{html.escape(NAME)}</td>",
        f"first line\n{json.dumps({'name': NAME})}",
        "first line\nzwaantje\to’brouwer quist",
        "first line\n<b>Zwaantje</b> O&#x27;Brouwer-Quist".replace("&#x27;", "'")
        .replace("<b>", "")
        .replace("</b>", ""),
        "first line\nZwaantje\u200b O'Brouwer\u00ad-Quist",
    ],
)
def test_a_name_is_found_whatever_stands_between_its_words(page: str) -> None:
    (found,) = known(NAME).find(html.unescape(page))
    assert (found.kind, found.line) == ("a cell", 2)
    assert "rouwer" not in repr(found)


@pytest.mark.parametrize(("length", "found"), [(4, False), (5, True)])
def test_five_words_in_a_row_of_a_longer_answer_are_found(length: int, found: bool) -> None:
    part = " ".join(REMARK.split()[3 : 3 + length])
    assert bool(known(REMARK).find(f"somebody wrote: {part}!")) is found


@pytest.mark.parametrize(("value", "found"), [("Jans", False), ("Janse", True), ("123456", False), ("1234567", True)])
def test_a_value_needs_five_letters_or_seven_digits(value: str, found: bool) -> None:
    assert bool(known(value).find(f"x {value} y")) is found


def test_a_value_is_found_as_words_only() -> None:
    assert not known("Berg1", "1234567").find("Bergen Oudeberg1 0.1234567 12345678 a1234567")


def test_what_stands_there_for_another_reason_is_not_looked_for() -> None:
    answers = known("Library card", "Zwaantje", said=("a library card, or none",))
    assert not answers.find("library card")
    assert answers.find("zwaantje")
    assert len(answers) == 1
