"""The management summary as a PDF of two pages, from results, by typst; the same bytes each time."""

import json
from importlib.resources import files
from typing import Any

from collabstudy.reporting.citation import cite
from collabstudy.reporting.languages import fill
from collabstudy.reporting.languages.phrases import said
from collabstudy.reporting.provenance import Provenance
from collabstudy.safe_text import visible
from collabstudy.site.first_page import INDEX, PICTURES, TIERS, lead, more, why
from collabstudy.site.rendering import Renderer
from collabstudy.site.results import Results, Values, sentences
from collabstudy.study import Study

HEIGHTS = {"response_picture": 6.1, "ladder": 9.6}  # centimetres; two pages hold both
SENTENCES = 6  # beside the cards; more would not fit


def summary_pdf(study: Study, results: Results, provenance: Provenance, renderer: Renderer) -> bytes:
    """The summary of a study in a language. Texts go in as data, which typst never reads as markup."""
    import typst

    given = json.dumps(_visible(_given(study, results, provenance, renderer)), ensure_ascii=False)
    template = files(__package__).joinpath("summary.typ").read_bytes()
    made = typst.compile(template, sys_inputs={"data": given}, ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def _given(study: Study, results: Results, provenance: Provenance, renderer: Renderer) -> dict[str, Any]:
    language = renderer.language

    def words(name: str, **values: object) -> str:
        return fill(name, language, "summary", **values)

    found = [(tier, results.get(INDEX, f"tier_{tier}")) for tier in TIERS]
    cards = [_card(tier, values, language) for tier, values in found if values]
    real = results.get(INDEX, "headline_1")
    rest = [text for _, values in more(results, bool(cards)) for text in sentences(values, language)]
    return {
        "language": language,
        "title": study.title.get(language) or next(iter(study.title.values())),
        "kind": words("kind"),
        "lead": said(lead(study), language),
        "real": " ".join(sentences(real, language)) if real else "",
        "synthetic": study.synthetic,
        "findings": fill("the findings", language, "site"),
        "cards": cards,
        "more": rest[:SENTENCES],
        "explained": words("explained") if cards and study.figures else "",
        "pictures": _pictures(results, renderer),
        "evidence-title": fill("evidence title", language, "site"),
        "evidence": [
            [fill(name, language, "evidence"), fill(name, language, "evidence meaning")] for name in _evidence(study)
        ],
        "unsaid-title": words("unsaid title"),
        "unsaid": [words(name) for name in _unsaid(study)],
        "read-title": fill("read on", language, "site"),
        "read": words("read" if study.figures or study.statements else "read own"),
        "cite": cite(provenance, language),
        "footer": "; ".join(f"{name}: {text}" for name, text in provenance.lines(language)[:4]),
    }


def _card(tier: str, values: Values, language: str) -> dict[str, Any]:
    certainty = values["data"]["certainty"]
    return {
        "certainty": certainty,
        "heading": fill("tests" if tier == "significance" else tier, language, "tiers"),
        "label": fill(certainty, language, "tiers"),
        "sentences": sentences(values, language),
        "why": why(tier, values, language),
    }


def _pictures(results: Results, renderer: Renderer) -> list[dict[str, Any]]:
    found = [(name, key, results.get(name, key)) for name, key in PICTURES]
    drawn = {key: renderer.drawing(name, key, values) for name, key, values in found if values and "drawing" in values}
    return [{"svg": svg, "alt": alt, "height": HEIGHTS[key]} for key, (svg, alt) in drawn.items()]


def _evidence(study: Study) -> list[str]:
    """The classes that the summary's numbers can have."""
    return list(dict.fromkeys([*study.sources, *(("identified", "assumed") if study.figures else ())]))


def _unsaid(study: Study) -> list[str]:
    """What no number of this study can say."""
    names = ["why"]
    names += ["others"] if study.invited else ["uninvited"]
    names += ["cause"]
    return names


def _visible(value: Any) -> Any:
    """The same with every character to be seen; a drawing's markup is ours."""
    if isinstance(value, dict):
        return {name: item if name == "svg" else _visible(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_visible(item) for item in value]
    return visible(value) if isinstance(value, str) else value
