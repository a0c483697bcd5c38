"""The first page: the study, its findings with their certainty, what is real, and where to read on."""

from collections.abc import Container, Iterator, Sequence

from collabstudy.reporting.citation import cite
from collabstudy.reporting.languages import fill
from collabstudy.reporting.languages.phrases import Value, between, compared, counted, phrase, quantity, said
from collabstudy.reporting.provenance import Provenance
from collabstudy.reporting.words import label
from collabstudy.safe_text import for_html
from collabstudy.scaffold.draft import MARK
from collabstudy.site.data_page import row_address
from collabstudy.site.html import link, listing, paragraphs, table
from collabstudy.site.rendering import Renderer
from collabstudy.site.results import Results, Values, address, sentences
from collabstudy.site.sources import Part, page
from collabstudy.study import Figure, Study

INDEX = "00_index"
TIERS = ("among", "significance", "invited")
SUMMARY = {"en": "summary.pdf", "nl": "samenvatting.pdf"}
PICTURES = ((INDEX, "response_picture"), (INDEX, "ladder"))
Contents = Sequence[tuple[str, Sequence[str]]]


def first_page(study: Study, results: Results, renderer: Renderer, provenance: Provenance, contents: Contents) -> bytes:
    """The source of the page; ``contents`` are the captions of the navigation with their pages."""
    title = study.title.get(renderer.language) or next(iter(study.title.values()))
    return page(title, _parts(study, results, renderer, provenance, contents), contents)


def _parts(
    study: Study, results: Results, renderer: Renderer, provenance: Provenance, contents: Contents
) -> Iterator[Part]:
    words = renderer.words
    yield Part(
        "", f'<p class="opening">{for_html(said(lead(study), renderer.language))}</p>{_real(study, results, renderer)}'
    )
    yield Part(words("the findings"), _findings(study, results, renderer))
    if questions := "".join(_compared(study, renderer.language)):
        yield Part(words("what was compared"), f'<dl class="compared">{questions}</dl>')
    for name, key in PICTURES:
        values = results.get(name, key)
        if values is not None and "drawing" in values:
            yield Part("", renderer.drawn(name, key, values))
    yield Part(words("evidence title"), paragraphs([words("evidence lead")]) + _evidence(renderer))
    yield Part(words("read on"), _read_on(renderer, [name for _, pages in contents for name in pages]))
    yield Part(words("cite"), paragraphs(cite(provenance, renderer.language)))


def lead(study: Study) -> Value:
    """Who answered, of how many, and what was printed."""
    values: dict[str, Value] = {"respondents": counted("person answering", study.respondents)}
    invited: Value = ""
    if study.invited:
        low, high = (quantity("whole", number) for number in study.invited)
        invited = phrase("lead invited", "site", invited=between(low, high))
    values["invited"] = invited
    values["figures"] = counted("published figure", len(study.figures))
    return phrase("lead figures" if study.figures else "lead", "site", **values)


def _real(study: Study, results: Results, renderer: Renderer) -> str:
    """What is real, in a box of its own; also that a codebook still holds guesses of the program."""
    found = results.get(INDEX, "headline_1")
    texts = sentences(found, renderer.language) if found else []
    guessed = sum(question.note.startswith(MARK) for question in study.questions)
    texts += [renderer.words("guessed", number=guessed, questions=len(study.questions))] if guessed else []
    return f'<div class="what-is-real">{paragraphs(texts)}</div>'


def _findings(study: Study, results: Results, renderer: Renderer) -> str:
    found = {tier: results.get(INDEX, f"tier_{tier}") for tier in TIERS}
    cards = "".join(_card(study, tier, values, renderer) for tier, values in found.items() if values)
    others = [text for _, values in more(results, bool(cards)) for text in sentences(values, renderer.language)]
    rest = listing(map(for_html, others))
    return f'<div class="cards">{cards}</div>{rest}' if cards else rest


def more(results: Results, carded: bool) -> Iterator[tuple[str, Values]]:
    """The other findings: where tiers have cards, what those do not say; of real responses also their tests."""
    headlines = list(results.beginning(INDEX, "headline_"))[1:]
    yield from ((key, values) for key, values in headlines if not carded or "impossible" in values.get("data", {}))
    tests = results.get("04_significance", "test_sentences")
    if tests is not None and "responses" in tests.get("evidence", ()):
        yield "test_sentences", tests


def _card(study: Study, tier: str, values: Values, renderer: Renderer) -> str:
    certainty, language = values["data"]["certainty"], renderer.language
    heading = fill("tests" if tier == "significance" else tier, language, "tiers")
    up = "" if language == "en" else "../"
    code = link(f"{up}{address(INDEX, f'tier_{tier}')}", renderer.words("code"))
    rests = "".join(_rests(study, values, renderer))
    return (
        f'<section class="card-finding {certainty}"><h3>{for_html(heading)}</h3>'
        f'<p class="certainty">{for_html(fill(certainty, language, "tiers"))}</p>'
        f"{listing(for_html(text) for text in sentences(values, language))}"
        f'<p class="why">{for_html(why(tier, values, language))}</p>'
        f'{rests}<p class="tools">{code}</p></section>'
    )


def why(tier: str, values: Values, language: str) -> str:
    """The reason why a tier's finding is as certain as it is."""
    reason = values["data"].get("why", f"{tier} {values['data']['certainty']}")
    return fill(f"why {reason}", language, "tiers")


def _rests(study: Study, values: Values, renderer: Renderer) -> Iterator[str]:
    """Links to the rows of the published figures or of the questions that a finding rests on."""
    language, data = renderer.language, values["data"]
    figures = [_figure(study, name, language) for name in data.get("figures", ())]
    asked = [
        link(row_address("question", name), name, label(study.question(name), language))
        for name in data.get("questions", ())
    ]
    for name, links in (("rests on figures", figures), ("rests on questions", asked)):
        if links:
            yield f'<p class="rests">{for_html(renderer.words(name))}: {", ".join(links)}</p>'


def _figure(study: Study, name: str, language: str) -> str:
    """The figure's wording, with a link to where it was printed."""
    figure = study.figure(name)
    return link(row_address("figure", name), figure.wording, label(study.question(figure.question), language))


def _compared(study: Study, language: str) -> Iterator[str]:
    """Each comparison with its two figures and what was asked."""
    for comparison in study.comparisons:
        figures = study.figures_for(comparison) or ()
        rows = [f"{_figure(study, one.id, language)} {_question(study, one, language)}" for one in figures]
        if rows:
            yield f"<dt>{for_html(said(compared(comparison), language))}</dt>" + "".join(
                f"<dd>{row}</dd>" for row in rows
            )


def _question(study: Study, figure: Figure, language: str) -> str:
    return for_html(label(study.question(figure.question), language))


def _evidence(renderer: Renderer) -> str:
    names = ("published", "identified", "assumed", "responses", "synthetic")
    language = renderer.language
    rows = [("", [fill(name, language, "evidence"), fill(name, language, "evidence meaning")]) for name in names]
    return table(renderer.words("evidence title"), renderer.words("evidence columns").split("|"), rows)


def _read_on(renderer: Renderer, names: Container[str]) -> str:
    pages = [f"{name}.html" for name in ("ledger", "results", "data", "register", "provenance") if name in names]
    up = "" if renderer.language == "en" else "../"
    about = {place: f"about {place}" for place in pages}
    about |= {} if "ledger" in names else {"data.html": "about own data"}
    items = [
        f"{link(place, renderer.words(f'to {place}'))}: {for_html(renderer.words(about[place]))}" for place in pages
    ]
    notebooks = link(f"{up}{INDEX}.html", renderer.words("notebooks"))
    printed = link(SUMMARY[renderer.language], renderer.words("to summary"))
    return listing(
        [
            *items,
            f"{notebooks}: {for_html(renderer.words('about notebooks'))}",
            f"{printed}: {for_html(renderer.words('about summary'))}",
        ]
    )
