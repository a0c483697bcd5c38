"""A draft as the files of a study folder: settings, questions, choices and the questions of a datasheet."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from itertools import combinations

from collabstudy.importing import Options
from collabstudy.safe_text import neutral
from collabstudy.scaffold.draft import MARK, Draft
from collabstudy.study import Choice, Question, Rule
from collabstudy.study.contracts import NOT
from collabstudy.study.tables import LABEL

QUESTION_COLUMNS = ("number", "column", "separator", "relevant", "dimension", "identifying", "note")
CHOICE_COLUMNS = ("score", "missing", "raw", "column")


def questions_csv(questions: Sequence[Question]) -> str:
    """The text of questions.csv."""
    languages = _languages(questions)
    return _csv(
        ["name", "type", *(LABEL + code for code in languages), *QUESTION_COLUMNS],
        (
            [
                question.name,
                f"{question.type} {question.list_name or ''}".strip(),
                *(question.label.get(code, "") for code in languages),
                "" if question.number is None else str(question.number),
                question.column,
                question.separator,
                question.relevant,
                question.dimension,
                "yes" if question.identifying else "no",
                question.note,
            ]
            for question in questions
        ),
    )


def choices_csv(choices: Sequence[Choice]) -> str:
    """The text of choices.csv."""
    languages = _languages(choices) or ["en"]
    return _csv(
        ["list_name", "name", *(LABEL + code for code in languages), *CHOICE_COLUMNS],
        (
            [
                choice.list_name,
                choice.name,
                *(choice.label.get(code, "") for code in languages),
                "" if choice.score is None else f"{choice.score:g}",
                choice.missing,
                "|".join([*choice.raw, *(NOT + text for text in choice.not_chosen)]),
                choice.column,
            ]
            for choice in choices
        ),
    )


def study_toml(draft: Draft, title: str, file: str, sha256: str, format: str, options: Options) -> str:
    """The text of study.toml; every line that was guessed says so. ``options`` are what was said of the export."""
    lines = [
        "# Drafted by `collabstudy new`. What was guessed says so: look at it, then remove the word.",
        "[study]",
        f"title = {{ {draft.language} = {_text(title)} }}  # {MARK}the folder's name",
        "synthetic = false",
        f"respondents = {max(draft.used, 1)}  # {MARK}the rows that count under the rules below",
        "# invited = { low = 40, high = 50 }  # how many were asked to take part; the same number twice if you know it",
    ]
    if file:
        lines += ["", "[responses]", f"file = {_text(file)}", f"sha256 = {_text(sha256)}", f"format = {_text(format)}"]
        said = {"sheet": options.sheet, "encoding": options.encoding}
        lines += [f"{name} = {_text(value)}" for name, value in said.items() if value]
        lines += [f"id = {_text(draft.id)}  # {MARK}{_id_reason(draft)}", *_rules(draft), *_ignored(draft)]
    lines += ["", "[analysis]", "confidence = 0.95", "alpha = 0.05", 'correction = "holm"', "", *_to_be_said(draft), ""]
    return "\n".join(lines)


def _to_be_said(draft: Draft) -> Iterable[str]:
    """What nobody can guess: comparisons, and a threshold of the study's own; to be taken out of the comment."""
    first, second = _alike(draft)
    yield "# [[comparison]]  # two questions that the same persons answered, for the tables and tests of 03 and 04"
    yield f'# name = "first_comparison"\n# label = {{ {draft.language} = "..." }}'
    yield f"# first = {first}"
    yield f"# second = {second}"
    yield '# design = "paired"\n# relation = "first > second"'
    yield '# origin = "exploratory"  # or "preregistered", where it was chosen before the answers were seen'
    yield ""
    yield "# [disclosure]  # of real responses"
    yield "# minimum_base = 10  # nothing is shown of fewer persons; 5 or more"


def _alike(draft: Draft) -> tuple[str, str]:
    """Two questions with an answer each, as study.toml names them: with the same few answers if there are such."""
    asked = [item for item in draft.questions if item.type == "select_one" and not item.identifying]
    answers = {item.name: [one.name for one in draft.choices if one.list_name == item.list_name] for item in asked}
    pairs = [pair for pair in combinations(asked, 2) if all(answers[item.name] for item in pair)]
    first = min(
        pairs, key=lambda pair: (pair[0].list_name != pair[1].list_name, len(answers[pair[0].name])), default=()
    )
    named = [(item.name, answers[item.name][0]) for item in first] or [("...", "...")] * 2
    one, other = (f"{{ question = {_text(name)}, answers = [{_text(answer)}] }}" for name, answer in named)
    return one, other


def _id_reason(draft: Draft) -> str:
    return next(question.note for question in draft.questions if question.name == draft.id).removeprefix(MARK)


def _rules(draft: Draft) -> Iterable[str]:
    rules = draft.rules
    if rules.complete_when:
        yield f"complete_when = {_rule(rules.complete_when)}  # {MARK}other rows are partial, and not counted"
    else:
        yield '# complete_when = { column = "...", filled = true }  # where partial answers should not count'
    if rules.test_when:
        yield f"test_when = {_rule(rules.test_when)}  # {MARK}such rows are tests"
    yield 'duplicates = "error"  # or keep_first, keep_last: which of two rows with the same id counts'


def _rule(rule: Rule) -> str:
    if rule.equals is None:
        value = f"filled = {str(rule.filled).lower()}"
    elif isinstance(rule.equals, str):
        value = f"equals = {_text(rule.equals)}"
    else:
        value = f"equals = {_texts(rule.equals)}"
    if rule.ordinary:
        value += f", ordinary = {_texts(rule.ordinary)}"
    return f"{{ column = {_text(rule.column)}, {value} }}"


def _texts(values: Iterable[str]) -> str:
    return f"[{', '.join(map(_text, values))}]"


def _ignored(draft: Draft) -> Iterable[str]:
    """The columns left out, each with the reason; a column to be read is taken out here and given a question."""
    if not draft.ignored:
        yield "ignore_columns = []"
        return
    yield "ignore_columns = [  # read, never kept"
    for name, why in draft.ignored:
        yield f"    {_text(name)},  # {MARK}{why}"
    yield "]"


def _text(value: str) -> str:
    """A basic string of TOML, which escapes as JSON does, and one character more."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _languages(rows: Iterable[Question | Choice]) -> list[str]:
    return list(dict.fromkeys(code for row in rows for code in row.label))


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([neutral(cell) for cell in row] for row in (header, *rows))
    return text.getvalue()
