"""What is found in longer text and in whole cells: cases as data, and the checks against sums of our own."""

import csv
import random

import pytest
from support import ROOT

from collabstudy.personal import cell_kind, column_kind, find_personal, form, is_bsn, is_iban

with (ROOT / "tests" / "reference" / "personal.csv").open(encoding="utf-8", newline="") as file:
    CASES = [(row["kind"], row["text"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("kind", "text"), CASES)
def test_each_case_is_found_as_what_it_is_or_not_at_all(kind: str, text: str) -> None:
    assert [found.kind for found in find_personal(text)] == ([kind] if kind else [])


@pytest.mark.parametrize(("kind", "text"), [case for case in CASES if case[0]])
def test_it_is_found_in_prose_with_its_line_and_never_shown(kind: str, text: str) -> None:
    page = f"A first line.\nThen: {text}\nand a last one, of 31 people."
    (found,) = find_personal(page)
    assert (found.kind, found.line) == (kind, 2)
    assert not any(word in repr(found) for word in text.split() if any(sign.isdigit() or sign == "@" for sign in word))


def test_every_kind_has_a_case() -> None:
    assert {kind for kind, _ in CASES if kind} == {
        *("e-mail address", "telephone number", "IP address", "bank account"),
        *("citizen service number", "postcode", "coordinates"),
    }


def test_a_service_number_passes_just_where_its_weighted_sum_is_a_multiple_of_eleven() -> None:
    draw = random.Random(11)
    for _ in range(2000):
        digits = [draw.randrange(10) for _ in range(9)]
        total = sum((9 - place) * digit for place, digit in enumerate(digits[:8])) - digits[8]
        expected = total % 11 == 0 and any(digits)
        text = "".join(map(str, digits))
        assert is_bsn(text) is expected
        assert bool(find_personal(f"BSN: {text}")) is expected
    assert not is_bsn("11122233")
    assert not is_bsn("1112223330")


def test_one_wrong_digit_makes_no_account() -> None:
    right = "NL91ABNA0417164300"
    assert is_iban(right)
    for place in (*range(2, 4), *range(8, 18)):
        for digit in "0123456789":
            text = right[:place] + digit + right[place + 1 :]
            assert is_iban(text) is (text == right)


@pytest.mark.parametrize(("octet", "found"), [(255, True), (256, False)])
def test_an_octet_ends_at_255(octet: int, found: bool) -> None:
    assert bool(find_personal(f"192.0.{octet}.14")) is found


@pytest.mark.parametrize(("between", "found"), [(37, True), (38, False)])
def test_the_word_must_stand_within_forty_characters(between: int, found: bool) -> None:
    assert bool(find_personal(f"BSN{'.' * (between - 1)} 111222333")) is found


def test_a_whole_cell_is_read_more_freely_than_prose() -> None:
    assert cell_kind("111222333") == "citizen service number"
    assert cell_kind("1234 ab") == "postcode"
    assert cell_kind(" 31-12-2026 ") == ""
    assert cell_kind("Ja") == ""


@pytest.mark.parametrize(("mails", "kind"), [(1, ""), (2, "e-mail address")])
def test_half_of_the_distinct_texts_make_a_column_of_a_kind(mails: int, kind: str) -> None:
    texts = [f"p{number}@example.org" for number in range(mails)] + ["Ja", "Nee", "", "Nee"]
    assert column_kind(texts) == kind


def test_the_form_says_nothing_of_the_text() -> None:
    assert form("06-123456") == "9 characters, digits and a hyphen"
    assert form("3 dagen") == "7 characters, digits, blanks and letters"
    assert form("x") == "1 character, letters"
    assert form("") == "0 characters"
