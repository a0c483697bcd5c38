"""The data page: the datasheet, the codebook, the published figures and the statements, each row with an address."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt

from collabstudy.reporting.languages import fill, templates
from collabstudy.reporting.words import label
from collabstudy.safe_text import visible_lines
from collabstudy.site.html import paragraphs, region, table
from collabstudy.site.sources import Part, page
from collabstudy.study import Choice, Question, Study
from collabstudy.study.loading import DATASHEET


def data_page(study: Study, language: str) -> bytes:
    """The source of the page."""
    return page(fill("data title", language, "site"), _parts(study, language))


def row_address(kind: str, name: str) -> str:
    """Where the row of a figure, a statement or a question stands on the data page."""
    return f"data.html#{row_anchor(kind, name)}"


def row_anchor(kind: str, name: str) -> str:
    """The part of that address after ``#``."""
    return f"{kind}-" + re.sub(r"[^A-Za-z0-9_-]", lambda sign: f".{ord(sign[0]):x}", name)


def _parts(study: Study, language: str) -> Iterator[Part]:
    def words(name: str) -> str:
        return fill(name, language, "site")

    if study.figures:
        yield Part(words("published"), paragraphs([words("published note")]) + _figures(study, language))
    yield Part(words("codebook"), paragraphs([words("codebook note")]) + _questions(study, language))
    yield Part("", _choices(study, language))
    if study.statements:
        yield Part(words("statements"), paragraphs([words("statements note")]) + _statements(study, language))
    if (study.folder / DATASHEET).is_file():
        yield Part(words("datasheet"), _datasheet(study, language))


def _figures(study: Study, language: str) -> str:
    columns = fill("published columns", language, "site").split("|")
    rows = [
        (
            row_anchor("figure", item.id),
            [
                item.id,
                item.wording,
                _question(study, item.question, language),
                " | ".join(item.answers),
                _place(item.section, item.paragraph, language),
                str(item.base or "–"),
                item.note,
            ],
        )
        for item in study.figures
    ]
    return table("published.csv", columns, rows)


def _questions(study: Study, language: str) -> str:
    columns = fill("codebook columns", language, "site").split("|")
    rows = [(row_anchor("question", item.name), _described(item, language)) for item in study.questions]
    return table("questions.csv", columns, rows)


def _described(item: Question, language: str) -> list[str]:
    kind = f"{item.type} {item.list_name}" if item.list_name else item.type
    identifying = fill("yes" if item.identifying else "no", language, "site")
    return [item.name, kind, label(item, language), item.dimension or "–", identifying, item.note]


def _choices(study: Study, language: str) -> str:
    columns = fill("choices columns", language, "site").split("|")
    rows = [
        ("", [item.list_name, item.name, _label(item, language), item.missing or "–"])
        for choices in study.choices.values()
        for item in choices
    ]
    return table("choices.csv", columns, rows)


def _statements(study: Study, language: str) -> str:
    columns = fill("statements columns", language, "site").split("|")
    rows = [
        (
            row_anchor("statement", item.id),
            [
                item.id,
                _place(item.section, item.paragraph, language),
                templates(language)["ledger_kinds"].get(item.kind, item.kind),
                " | ".join(item.figures) or "–",
                fill(item.relation, language, "ledger_relations") if item.figures else "–",
                item.translations.get(language, item.paraphrase),
            ],
        )
        for item in study.statements
    ]
    return table("statements.csv", columns, rows)


def _datasheet(study: Study, language: str) -> str:
    """The datasheet as its author wrote it, without HTML and without links that do anything but lead somewhere."""
    text = visible_lines((study.folder / DATASHEET).read_text(encoding="utf-8", errors="replace"))
    rendered = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image").render(text)
    lower = re.sub(r"<(/?)h([1-4])>", lambda tag: f"<{tag[1]}h{int(tag[2]) + 2}>", rendered)
    return region(fill("datasheet", language, "site"), f'<div class="tex2jax_ignore mathjax_ignore">{lower}</div>')


def _question(study: Study, name: str, language: str) -> str:
    return label(study.question(name), language)


def _label(choice: Choice, language: str) -> str:
    return choice.label.get(language) or next(iter(choice.label.values()), "–")


def _place(section: int, paragraph: int, language: str) -> str:
    return fill("place", language, "site", section=section, paragraph=paragraph)
