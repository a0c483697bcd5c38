"""Whatever is exported: the drafted folder is valid, cleans it without a fault, and no answer is lost on the way."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from collabstudy.cleaning import clean
from collabstudy.importing import Field, ImportLog, TextTable
from collabstudy.scaffold import Draft, drafted
from collabstudy.scaffold.folder import write
from collabstudy.study import LEFT_EMPTY, Question, Study

LOG = ImportLog("export.csv", "limesurvey", "utf-8", ";", 0, 0, 0)


def draft_and_clean(table: TextTable) -> tuple[Draft, Study, pd.DataFrame, int, int]:
    """A draft through the files of a folder and back, and the export cleaned by it."""
    with tempfile.TemporaryDirectory() as made:
        draft = drafted(table, LOG)
        export = Path(made) / "an export.csv"
        export.write_text("stands for the table", encoding="utf-8")
        write(Path(made) / "study", draft, export, "limesurvey")
        study = Study.load(Path(made) / "study")
        cleaned = clean(table, study)
        account = cleaned.row_account
        return draft, study, cleaned.responses, account.read, account.used + sum(account.removed.values())


def answers_lost(table: TextTable, study: Study, responses: pd.DataFrame) -> Iterator[str]:
    """Cells of used rows that the responses do not give back, looked up in the codebook by their text."""
    assert study.responses is not None
    rule = study.responses.complete_when
    used = [row for row in range(len(table)) if rule is None or rule.holds(table.column(rule.column)[row])]
    test = study.responses.test_when
    used = [row for row in used if test is None or not test.holds(table.column(test.column)[row])]
    assert len(used) == len(responses)
    for question in study.questions:
        if question.type in ("id", "text"):
            continue
        columns = [question.column] if question.column else [c.column for c in study.choices_of(question)]
        for column in columns:
            for place, row in enumerate(used):
                cell = table.column(column)[row].replace("\u00a0", " ").strip()
                given_back = back(study, question, column, responses.iloc[place])
                if not given_back(cell):
                    yield f"{question.name}: {cell!r} in row {row}"


def back(study: Study, question: Question, column: str, row: pd.Series):  # type: ignore[no-untyped-def]
    choices = study.choices_of(question)
    if question.type == "select_one":
        level = row[question.name]
        texts = [text for c in choices if c.name == level for text in c.raw or (c.name,)]
        known = {text for c in choices for text in c.raw or (c.name,)}
        return lambda cell: (cell in texts or (cell not in known and "*" in texts)) if cell else level == LEFT_EMPTY
    if question.type == "select_multiple" and question.separator:
        chosen = {t for c in choices if row[f"{question.name}.{c.name}"] == "yes" for t in c.raw or (c.name,)}
        parts = {p.strip() for text in chosen for p in text.split(question.separator) if p.strip()}
        known = {p.strip() for c in choices for t in c.raw or (c.name,) for p in t.split(question.separator)}
        return lambda cell: (
            {p if p in known else "*" for p in map(str.strip, cell.split(question.separator)) if p} == parts
        )
    if question.type == "select_multiple":
        option = next(c for c in choices if c.column == column)
        state = row[f"{question.name}.{option.name}"]
        return lambda cell: (
            state == "yes" if cell in option.raw else state == "no" if cell else state in ("no", LEFT_EMPTY)
        )
    value = row[question.name]
    if question.type == "date":
        return lambda cell: cell[:10] == value if cell else pd.isna(value)
    return lambda cell: float(cell.replace(",", ".")) == value if cell else pd.isna(value)


WORDS = st.sampled_from(
    [
        "Ja",
        "Nee",
        "ja",
        "Yes",
        "No",
        "Y",
        "N",
        "Weet niet",
        "1",
        "0",
        "2",
        "3",
        "1.5",
        "2,5",
        "0363",
        "1 - weinig",
        "5 - veel",
        "Eens",
        "Zeer eens",
        "zeer eens",
        "Oneens",
        "Neutraal",
        "2026-03-02",
        "2026-02-30",
        "3-4-2026",
        "2026-03-02 10:11",
        "A;B",
        "A;C",
        "B;A;C;",
        "A, B",
        "C, A, B",
        "een heel lang eigen woord",
        "A, iets dat iemand zelf schreef",
        "B, C",
        "NA",
        "N/A",
        "!Nee",
        "a@b.nl",
        "True",
        "False",
        "Never",
        "Often",
        "=1+1",
        "1.000",
        "+50",
        "*",
        "e\u0301",
        "a\u2009b",
        "a\u00a0b",
        "\u200bJa",
        "12\u00a0000",
        "\xa0Ja ",
        "left_empty",
        "missing",
        "not_asked",
        "yes_no",
        "- ",
        "é",
        "ß",
        "ſ",
        "İ",
        "١٢",
    ]
)
CELLS = st.one_of(WORDS, st.just(""), st.just(""), st.text(max_size=5), st.just("a|b"), st.just("een\nregel"))
HEADERS = st.one_of(
    st.sampled_from(
        [
            "id",
            "submitdate",
            "Finished",
            "Status",
            "q1[SQ001]. Welke? [Lezen]",
            "q1[SQ002]. Welke? [Zwemmen]",
            "q1[other]. Welke? [Anders]",
            "q2_1",
            "q2_2",
            "q2_3",
            "Leeftijd",
            "E-mail",
            "Wat vindt u? [Prijs]",
            "Wat vindt u? [Sfeer]",
            "evidence",
            "persons",
            "Naam",
            "missing",
            "q3. Gemeente",
            "g/a",
            "g/b",
            "Q1",
            "q1",
            "1",
            "?",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8).map(str.strip).filter(bool),
)


@st.composite
def tables(draw: st.DrawFn) -> TextTable:
    headers = draw(st.lists(HEADERS, min_size=1, max_size=6, unique=True))
    height = draw(st.integers(0, 12))
    columns = []
    for _ in headers:
        few = draw(st.one_of(st.lists(CELLS, min_size=1, max_size=3), st.just([])))
        cells = st.sampled_from(few) if few else CELLS
        columns.append(draw(st.lists(cells, min_size=height, max_size=height)))
    coded = {"1": "Ja", "2": "Nee", "9": "Weet niet"}
    fields = [
        Field(header, levels=coded, missing=("9",)) if draw(st.integers(0, 9)) == 0 else Field(header)
        for header in headers
    ]
    return TextTable.of("export.csv", fields, list(zip(*columns, strict=True)), range(2, height + 2))


@settings(max_examples=80)
@given(tables())
def test_new_then_clean_loses_nothing(table: TextTable) -> None:
    draft, study, responses, read, accounted = draft_and_clean(table)
    assert read == accounted == len(table)
    assert list(answers_lost(table, study, responses)) == []
    read_somewhere = {question.column for question in study.questions} | {
        choice.column for levels in study.choices.values() for choice in levels
    }
    ruled = {rule.column for rule in (draft.rules.complete_when, draft.rules.test_when) if rule}
    assert set(table.columns) <= read_somewhere | {name for name, _ in draft.ignored} | ruled


@settings(max_examples=150)
@given(tables())
def test_every_guess_is_marked(table: TextTable) -> None:
    draft = drafted(table, LOG)
    assert all(question.note.startswith("guess: ") for question in draft.questions)
    assert all(why for _, why in draft.ignored)
