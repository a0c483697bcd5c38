"""The headers that platforms add are known in four languages, and no spelling means two things on one platform."""

from collections import Counter

import pytest

from collabstudy.importing.metadata import aliases, headers_of, key, meaning


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("StartDate", "started"),
        ("Anfangsdatum", "started"),
        ("Begintijd", "started"),
        ("Tijd van voltooien", "submitted"),
        ("Respons ID", "id"),
        ("Datum verstuurd", "submitted"),
        ("Tijdstempel", "submitted"),
        ("Marca temporal", "submitted"),
        ("id. Respons-ID", "id"),
        ("submitdate. Datum verzonden", "submitted"),
        ("IP\u00a0adres", None),
        ("ip-ADRES", "ip"),
        ("Time\u00a0 Started", "started"),
        ("_submission_time", "recorded"),
        ("Heeft u een mening?", None),
        ("", None),
    ],
)
def test_what_a_header_means(header: str, expected: str | None) -> None:
    assert meaning(header) == expected


def test_a_platform_decides_where_two_differ() -> None:
    assert (meaning("username", "kobo"), meaning("Username", "googleforms"), meaning("Username")) == (
        "name",
        "email",
        None,
    )
    assert meaning("Time Started", "qualtrics") is None


def test_no_platform_gives_one_header_two_meanings() -> None:
    pairs = {(alias.platform, key(alias.header), alias.meaning) for alias in aliases()}
    twice = [place for place, count in Counter(pair[:2] for pair in pairs).items() if count > 1]
    assert twice == []
    assert {alias.evidence for alias in aliases()} == {"seen", "documented", "unverified"}
    assert {alias.language for alias in aliases()} == {"code", "en", "nl", "de", "es"}
    assert headers_of("googleforms")["tijdstempel"] == "submitted"
