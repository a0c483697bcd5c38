"""No result holds a sentence in a language: whatever a study shows can be said in Dutch as well."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from readings import everything
from support import ROOT

from collabstudy.reporting.languages import templates
from collabstudy.reporting.rendering import grid
from collabstudy.reporting.show import MIME, bundle

STUDIES = ["gemeenten", "library", "report"]
# Said alike in both languages: names of files, formats and methods, letters of a formula, remarks of a reader.
SAME = re.compile(
    r"[\w.-]+\.csv|limesurvey|utf-8.*|.* expected columns .*|mid-p|\(I \+ P\) / invited|economics class|voters"
)


def results(name: str, request: pytest.FixtureRequest) -> Iterator[tuple[str, dict[str, Any]]]:
    """All that the notebooks show: of the default study as they stand there, of another as they would."""
    if name != "gemeenten":
        for key, shown in everything(request.getfixturevalue(name)):
            yield key, json.loads(json.dumps(bundle(shown, "key")[MIME]))
        return
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            for output in cell.get("outputs", []):
                if MIME in output.get("data", {}):
                    yield f"{path.stem}, {output['data'][MIME]['key']}", output["data"][MIME]


@pytest.mark.parametrize("name", STUDIES)
def test_every_sentence_title_note_and_reason_belongs_to_no_language(name: str, request: pytest.FixtureRequest) -> None:
    seen = set()
    for key, values in results(name, request):
        texts = [*values.get("sentences", []), *(values[field] for field in ("title", "reason") if field in values)]
        assert all(isinstance(text, dict) for text in [*texts, values.get("note") or {}]), key
        seen.add(values["kind"])
    assert seen >= {"table", "finding", "plot"}


def own_words(study: Any) -> set[str]:
    """What stands in the study's folder: names, labels, wordings, paraphrases."""
    found = {study.name, *(comparison.name for comparison in study.comparisons)}
    for item in study.questions:
        found |= {item.name, *item.label.values()}
    for choices in study.choices.values():
        found |= {text for choice in choices for text in (choice.name, *choice.label.values())}
    for figure in study.figures:
        found |= {figure.wording, figure.group, figure.unit}
    for statement in study.statements:
        found |= {statement.paraphrase, *statement.translations.values()}
    return found - {""}


def said_alike(values: dict[str, Any]) -> set[str]:
    """The names of columns and the cells of a table that read the same in Dutch as in English, if they have words."""
    english, dutch = (grid(values, language) for language in ("en", "nl"))
    pairs = [*zip(english.columns, dutch.columns, strict=True)]
    for one, other in zip(english.rows, dutch.rows, strict=True):
        pairs += zip(one, other, strict=True)
    return {one for one, other in pairs if one == other and re.search("[a-z]{2}", one) and not SAME.fullmatch(one)}


@pytest.mark.parametrize("name", STUDIES)
def test_every_column_and_every_cell_of_words_is_said_in_dutch(name: str, request: pytest.FixtureRequest) -> None:
    own, words = own_words(request.getfixturevalue(name).study), templates("nl")
    same = {*words["columns"].values(), *words["cells"].values(), *words["methods"].values()}
    tables = {key: values for key, values in results(name, request) if values["kind"] == "table"}
    unsaid = {(key, text) for key, values in tables.items() for text in said_alike(values) - same}
    validation = {"08_validation"}  # of real data with names of its own
    assert {(key, text) for key, text in unsaid if key[:13] not in validation and not _of_the_study(text, own)} == set()


def _of_the_study(text: str, own: set[str]) -> bool:
    """Whether a text is made of the study's own words, ids of figures, numbers and signs."""
    for word in sorted(own, key=len, reverse=True):
        text = text.replace(word, "")
    return not re.search("[a-z]{2}", re.sub(r"^F\d+ | = | or ", "", text))
