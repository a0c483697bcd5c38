"""CITATION.cff, held against pyproject.toml, the licence and the rules of the format."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# Of schema 1.2.0 of the Citation File Format: what it requires, and what it knows of what this file may use.
REQUIRED = {"cff-version", "message", "title", "authors"}
KNOWN = REQUIRED | {"abstract", "commit", "date-released", "doi", "identifiers", "keywords", "license", "references"}
KNOWN |= {"repository-code", "type", "url", "version"}
REFERENCE = {"type", "title", "authors"}
REFERENCE_KNOWN = REFERENCE | {"doi", "journal", "languages", "notes", "publisher", "url", "year"}
PERSON = {"family-names", "given-names", "name-particle", "name-suffix", "orcid", "affiliation"}


def citation() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    return found


def cff_faults(found: dict[str, Any]) -> list[str]:
    """What the schema would refuse."""
    faults = [f"{key} is missing" for key in sorted(REQUIRED - set(found))]
    faults += [f"{key} is unknown" for key in sorted(set(found) - KNOWN)]
    faults += [] if found.get("cff-version") == "1.2.0" else ["cff-version is another"]
    faults += [] if found.get("type", "software") in ("software", "dataset") else ["type is unknown"]
    for entry in [found, *found.get("references", [])]:
        people = entry.get("authors", [])
        faults += [] if people else ["nobody wrote it"]
        faults += [
            f"{person} is no author" for person in people if not ({"name"} == set(person) or set(person) <= PERSON)
        ]
    for entry in found.get("references", []):
        faults += [f"{key} is missing from a reference" for key in sorted(REFERENCE - set(entry))]
        faults += [f"{key} is unknown in a reference" for key in sorted(set(entry) - REFERENCE_KNOWN)]
        faults += [] if all(re.fullmatch("[a-z]{2,3}", code) for code in entry.get("languages", [])) else ["languages"]
    return faults


def test_it_is_a_citation_file() -> None:
    assert cff_faults(citation()) == []


@pytest.mark.parametrize("key", sorted(REQUIRED))
def test_a_missing_key_is_noticed(key: str) -> None:
    assert f"{key} is missing" in cff_faults({name: value for name, value in citation().items() if name != key})


def test_other_faults_are_noticed() -> None:
    wrong = {
        **citation(),
        "autor": "x",
        "references": [{"title": "y", "authors": [{"nick": "z"}], "languages": ["Dutch"]}],
    }
    assert cff_faults(wrong) == [
        "autor is unknown",
        "{'nick': 'z'} is no author",
        "type is missing from a reference",
        "languages",
    ]


def test_it_says_what_pyproject_says() -> None:
    found = citation()
    assert (found["title"], str(found["version"]), found["license"]) == (
        PROJECT["name"],
        PROJECT["version"],
        PROJECT["license"],
    )
    assert [author["name"] for author in found["authors"]] == [author["name"] for author in PROJECT["authors"]]
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith(f"{found['license']} License")


def test_the_sources_are_those_of_the_datasheet_and_nothing_is_made_up() -> None:
    sheet = " ".join((ROOT / "data" / "raw" / "gemeenten" / "DATASHEET.md").read_text(encoding="utf-8").split())
    article, book = citation()["references"]
    assert f"article *{article['title']}*" in sheet
    (author,) = book["authors"]
    name = f"{author['given-names']} {author['name-particle']} {author['family-names']} ({book['year']})"
    place = f"{book['publisher']['city']}: {book['publisher']['name']}"
    assert f"{name}, *{book['title']}*, {place}." in sheet
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.findall(r"^\s*-?\s*(doi|orcid|url|date-released|journal):", text, re.MULTILINE) == []
