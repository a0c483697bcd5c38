"""The data page: in Dutch it says the statements in Dutch, where somebody wrote them so."""

import re
from dataclasses import replace

import pytest

from collabstudy import Study
from collabstudy.site.data_page import data_page


def row(page: str, name: str) -> list[str]:
    (found,) = re.findall(rf'<tr id="statement-{name}">(.*?)</tr>', page)
    return re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", found)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["comparison", "F13 | F14", "the first is larger", "collaborations are evaluated internally more than"]),
        ("nl", ["vergelijking", "F13 | F14", "het eerste is groter", "samenwerkingen worden vaker intern geëvalueerd"]),
    ],
)
def test_a_statement_in_the_language_of_the_page(language: str, said: list[str]) -> None:
    found = row(data_page(Study.load("gemeenten"), language).decode(), "S84")[2:]
    assert found[:3] == said[:3]
    assert found[3].startswith(said[3])


def test_a_statement_without_a_translation_and_of_a_kind_of_ones_own_stands_as_it_is() -> None:
    study = Study.load("gemeenten")
    statement = replace(study.statements[0], kind="rumour", translations={}, paraphrase="<b>it is said</b>")
    found = row(data_page(replace(study, statements=(statement,)), "nl").decode(), statement.id)
    assert found[2:] == ["rumour", "–", "–", "&lt;b&gt;it is said&lt;/b&gt;"]
