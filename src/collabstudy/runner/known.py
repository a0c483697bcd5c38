"""What of an export may stand nowhere: the cells of every column that holds no answer of the codebook."""

from collections import Counter
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import pyarrow.compute as pc

from collabstudy.cleaning.columns import export_columns, is_personal
from collabstudy.cleaning.rows import rules
from collabstudy.disclosure import USUAL
from collabstudy.importing import TextTable, read_study_export
from collabstudy.personal import KnownValues, column_kind
from collabstudy.processed import read_responses
from collabstudy.study import OTHER_TEXT, Question, Study
from collabstudy.study.places import project_root

STUDY_FILES = ("study.toml", "questions.csv", "choices.csv", "published.csv", "statements.csv")
THEMES = ("sphinx_book_theme", "pydata_sphinx_theme", "sphinx")


def known_values(study: Study) -> KnownValues:
    """The texts of ids, free text, dropped columns and texts of one's own, by column, that fewer than ten rows share.

    Not among them is what stands in the study's own files, in answers, or in the program and the frame of a page.
    """
    assert study.responses is not None
    table, _ = read_study_export(study)
    kept = {
        column
        for question in study.questions
        if _is_kept(study, question)
        for column in export_columns(study, question)
    }
    kept |= {rule.column for rule in rules(study.responses) if not is_personal(rule.column)}
    values = {column: _rare(table, column) for column in table.columns if column not in kept}
    said = [*table.columns, *_said(study), *_answers(study, table, kept)]
    free = {question.column for question in study.questions if question.type == "text"}
    free -= {column for column in free if is_personal(column)}  # a name that was asked for is no free text
    texts, others = ({name: values[name] for name in values if (name in free) is own} for own in (True, False))
    # a paraphrase may use a word that somebody wrote, but for a name or an id; cleaning.paraphrases refuses quotations
    by_text = KnownValues.of(_sourced(texts), [*said, *(item.text for item in study.paraphrases)])
    return by_text.with_others(KnownValues.of(_sourced(others), said))


def _sourced(values: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {f"what stands in column {column!r} of the export": texts for column, texts in values.items()}


def _is_kept(study: Study, question: Question) -> bool:
    own = any(OTHER_TEXT in choice.raw for choice in study.choices_of(question))
    return question.type not in ("id", "text") and not own


def _rare(table: TextTable, column: str) -> list[str]:
    """The texts of a column that fewer than ten rows share; of names each word too, such as a surname alone."""
    counted = pc.value_counts(table.cells[table.columns.index(column)]).to_pylist()
    texts = Counter({pair["values"]: pair["counts"] for pair in counted})
    if is_personal(column) and not column_kind(texts):
        for text, rows in list(texts.items()):
            for word in {word for word in text.split() if word != text}:
                texts[word] += rows
    return [text for text, rows in texts.items() if rows < USUAL]


def _answers(study: Study, table: TextTable, kept: set[str]) -> Iterator[str]:
    """Answers, numbers and dates, as the export writes them and as they are kept."""
    for column in kept & set(table.columns):
        yield from table.cells[table.columns.index(column)].unique().to_pylist()
    try:
        responses = read_responses(study)
    except FileNotFoundError:  # nothing is cleaned yet
        return
    for question in study.questions if responses is not None else ():
        if question.type in ("integer", "decimal", "date") and responses is not None:
            yield from map(str, responses[question.name].dropna().unique())


def _said(study: Study) -> Iterator[str]:
    """The study's own files, the program with its notebooks, and the templates of a page."""
    own = [study.folder / name for name in STUDY_FILES]
    package = Path(str(files("collabstudy")))
    program = [path for path in package.rglob("*") if path.suffix in (".py", ".toml", ".csv", ".json", ".md")]
    notebooks = project_root().glob("notebooks/*.ipynb")
    places = [Path(spec.origin).parent for spec in map(find_spec, THEMES) if spec and spec.origin]
    templates = [path for place in places for path in place.rglob("*.html")]
    for path in (*own, *program, *templates, *project_root().glob("docs/*.*")):
        if path.is_file():
            yield path.read_text(encoding="utf-8", errors="replace")
    from collabstudy.runner import notebook as notebooks_

    for path in notebooks:
        yield "\n".join(cell.source for cell in notebooks_.read(path).cells)
