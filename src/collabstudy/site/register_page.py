"""The register of what is told of respondents, as a page: the rules, every question's mark, and every table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from collabstudy.counting import Counts, all_variables
from collabstudy.disclosure import Entry, routed
from collabstudy.reporting.gate import shown_counts, unmarked_counts
from collabstudy.reporting.languages import fill
from collabstudy.reporting.thresholds import rule_sentence
from collabstudy.runner.plan import STEPS
from collabstudy.site.html import Html, link, paragraphs, table
from collabstudy.site.results import address
from collabstudy.site.sources import Part, page
from collabstudy.study import Question, Study

ROW, CROSSED = " | ", " × "


@dataclass(frozen=True)
class Told:
    """What the pages of a study tell, and what earlier runs of other responses told.

    ``left_out``: by the questions of a breakdown those that no check together with it had room for. ``counts``: of the
    responses, from which follows what is shown of each question.
    """

    entries: Sequence[Entry]
    earlier: Sequence[Entry]
    left_out: Mapping[str, Sequence[str]]
    counts: Mapping[str, Counts]


def register_page(told: Told, study: Study, language: str) -> bytes:
    """The source of the page."""
    return page(fill("register title", language, "register"), _parts(told, study, language))


def _parts(told: Told, study: Study, language: str) -> Iterator[Part]:
    def words(name: str, **values: object) -> str:
        return fill(name, language, "register", **values)

    out = [words("left out", first=first, names=", ".join(names)) for first, names in told.left_out.items()]
    yield Part("", paragraphs([rule_sentence(study, language), words("held together"), *out]))
    yield Part(words("questions"), paragraphs([words("questions note")]) + _questions(told, study, language))
    yield Part(words("tables"), paragraphs([words("tables note")]) + _tables(told, language))


def _questions(told: Told, study: Study, language: str) -> str:
    """Each question with its mark and what becomes of its answers."""
    rows = [
        (
            "",
            [
                item.name,
                item.type,
                fill("yes" if item.identifying else "no", language, "site"),
                fill("yes" if routed(study, item.name) else "no", language, "site"),
                fill(_treatment(item, told.counts, study), language, "register"),
            ],
        )
        for item in study.questions
    ]
    return table(fill("questions", language, "register"), _columns("question columns", language), rows)


def _treatment(question: Question, counts: Mapping[str, Counts], study: Study) -> str:
    """In a word what is shown of a question by itself."""
    columns = [name for name in all_variables(study) if name.partition(".")[0] == question.name]
    if not columns:
        return "mean at most" if question.type in ("integer", "decimal") else "nothing"
    shown, plain = (allowed(counts, study) for allowed in (shown_counts, unmarked_counts))
    here = [name for name in columns if name in shown]
    if not here:
        return "nothing"
    return "every count" if all(name in plain for name in columns) else "pooled or in part"


def _tables(told: Told, language: str) -> str:
    columns = _columns("table columns", language)
    earlier = list(dict.fromkeys(entry.data for entry in told.earlier))
    runs = {data: fill("earlier", language, "register", number=at) for at, data in enumerate(earlier, start=1)}
    now = fill("now", language, "register")
    rows = [("", _row(entry, now, language)) for entry in told.entries]
    rows += [("", _row(entry, runs[entry.data], language)) for entry in told.earlier]
    return table(fill("tables", language, "register"), columns, rows)


def _row(entry: Entry, run: str, language: str) -> list[str]:
    release, up = entry.release, "" if language == "en" else "../"
    here = entry.notebook in {step.name for step in STEPS} and run == fill("now", language, "register")
    place = Html(link(f"{up}{address(entry.notebook, entry.key)}", entry.key)) if here else entry.key
    asked = CROSSED.join(release.variables) or fill("everybody", language, "register")
    exact = sum(item.least == item.most for item in release.known)
    return [
        run,
        entry.notebook,
        place,
        asked,
        CROSSED.join(release.identifying) or "–",
        str(release.base),
        str(exact),
        str(len(release.known) - exact),
        fill("yes" if release.values else "no", language, "site"),
    ]


def _columns(name: str, language: str) -> list[str]:
    return fill(name, language, "register").split("|")
