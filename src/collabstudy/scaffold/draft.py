"""An export as a drafted codebook: every column mapped, ignored with a reason, or used by a rule."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from collabstudy.errors import Fault, StudyError
from collabstudy.importing import ImportLog, TextTable
from collabstudy.scaffold import guess, metadata, personal, ticks
from collabstudy.scaffold.form import Form
from collabstudy.scaffold.guess import Guess
from collabstudy.scaffold.language import language_of
from collabstudy.scaffold.lists import Lists
from collabstudy.scaffold.matching import as_exported, column_of, matched, routed
from collabstudy.scaffold.metadata import Rules
from collabstudy.scaffold.names import named
from collabstudy.scaffold.seen import Seen, seen
from collabstudy.study import Choice, Question
from collabstudy.study.contracts import LINE

MARK = "guess: "
NO_EXPORT = ImportLog("the form", "kobo", "", "", 0, 0, 0)


@dataclass(frozen=True)
class Draft:
    """A study folder's contents before they are written; ``ignored`` pairs a header with the reason."""

    questions: tuple[Question, ...]
    choices: tuple[Choice, ...]
    ignored: tuple[tuple[str, str], ...]
    personal: tuple[str, ...]
    rules: Rules
    id: str
    rows: int
    used: int
    language: str
    doubtful: tuple[str, ...]
    unsupported: tuple[str, ...] = ()
    from_form: bool = False


def drafted(table: TextTable, log: ImportLog, form: Form | None = None) -> Draft:
    """What every column of an export seems to be; a form says it of its own questions.

    Raises :class:`StudyError` where a header cannot be written in questions.csv.
    """
    columns = seen(table)
    _refuse_unwritable(table, columns)
    found = metadata.rules(columns, log.format)
    by_rule = {rule.column for rule in (found.complete_when, found.test_when) if rule}
    apart = metadata.id_column([column for column in columns if column.field.name not in by_rule], log.format)
    rest = [column for column in columns if column is not apart]
    ignored = _ignored([column for column in rest if column.field.name not in by_rule], log.format)
    left = {name for name, _ in ignored} | by_rule
    asked = [column for column in rest if column.field.name not in left]
    language = language_of(columns)
    known, missing, joined = matched(form, asked) if form else ([], [], [])
    ignored += [(name, "the same answers as in the columns of its options") for name in joined]
    guesses = _guesses([column for column in asked if column.field.name not in joined], known)
    questions, choices = _codebook(apart, guesses, language)
    if form:
        levels = {
            made.name or question.name: made.levels for made, question in zip(guesses, questions[1:], strict=True)
        }
        questions = (questions[0], *routed(form, questions[1:], levels))
    unsure = [
        question.name for made, question in zip(guesses, questions[1:], strict=True) if made.doubt == guess.UNSURE
    ]
    passed = [column for column in columns if column.field.name in left or column is apart]
    absent = [f"{question.name} (not in the export)" for question in missing if not column_of(question, passed)]
    return Draft(
        questions,
        choices,
        tuple(ignored),
        tuple(name for name, why in ignored if why.startswith("perhaps personal")),
        found,
        questions[0].name,
        len(table),
        _used(table, found),
        language,
        tuple(unsure),
        (*form.unsupported, *absent) if form else (),
    )


def drafted_form(form: Form) -> Draft:
    """The codebook of a form before anybody has answered; its columns are those that an export would have."""
    draft = drafted(as_exported(form), NO_EXPORT, form)
    return replace(draft, questions=draft.questions[1:], from_form=True)


def _refuse_unwritable(table: TextTable, columns: Iterable[Seen]) -> None:
    faults = []
    for column in columns:
        name = column.field.name
        empty = not name and (not column.texts or column.tells_rows_apart)
        if (not name and not empty) or name != name.strip() or name == LINE or "\r" in name or "\0" in name:
            message = "questions.csv cannot name a column with this header"
            faults.append(Fault(table.file, message, 1, name, mend="give the column a plain header in the export"))
    if faults:
        raise StudyError(faults)


def _ignored(columns: Iterable[Seen], platform: str) -> list[tuple[str, str]]:
    """The columns that no question reads, with the reason: a tool's own, personal data, or no header."""
    found = []
    for column in columns:
        role, kind = metadata.role(column, platform), personal.personal_kind(column)
        if kind or metadata.is_personal(role):
            found.append((column.field.name, f"perhaps personal data: {kind or role}"))
        elif role:
            found.append((column.field.name, f"of the survey tool: {role}"))
        elif not column.field.name:
            found.append((column.field.name, "it has no header; its cells number the rows, or are empty"))
    return found


def _guesses(columns: Sequence[Seen], known: Iterable[Guess]) -> list[Guess]:
    """A guess for each question, in the order of the export; what is ``known`` from a form stays."""
    done = {column.field.name: made for made in known for column in made.columns}
    for members in ticks.families(column for column in columns if column.field.name not in done):
        options = ticks.ticks(members)
        if options:
            made = guess.several(options)
            done |= {tick.column.field.name: made for tick in options}
        elif not any(member.field.levels for member in members) and (scale := ticks.grid(members)):
            done |= {made.header: made for made in guess.rows_of_grid(members, *scale)}
    in_order = (done.get(column.field.name) or guess.single(column) for column in columns)
    return list({made.header: made for made in in_order}.values())


def _codebook(
    apart: Seen | None, guesses: Iterable[Guess], language: str
) -> tuple[tuple[Question, ...], tuple[Choice, ...]]:
    lists = Lists(language)
    questions = [_id_question(apart, language)]
    used = {questions[0].name.lower()}
    for made in guesses:
        header = made.columns[0].header
        name = named(made.name or (header.stem if made.ticks else header.code), used)
        used.add(name.lower())
        text = header.text if made.ticks else header.label
        kind = f"{made.type} {lists.of(made, name)}".split() if made.levels or made.ticks else [made.type]
        question = _question(name, kind, text or name, language, MARK + made.reason)
        column = "" if made.ticks else made.header
        question = replace(question, label=dict(made.labels) or question.label)
        questions.append(replace(question, column=column, separator=made.separator, identifying=made.identifying))
    return tuple(questions), lists.choices


def _id_question(apart: Seen | None, language: str) -> Question:
    if apart is None:
        note = MARK + "no column tells the rows apart, so the line of the export does"
        return replace(_question("response_id", ["id"], "Line of the export", language, note), column=LINE)
    note = MARK + "each row has a text of its own here"
    question = _question(named(apart.header.code, ()), ["id"], apart.header.label, language, note)
    return replace(question, column=apart.field.name)


def _question(name: str, kind: Sequence[str], label: str, language: str, note: str) -> Question:
    list_name = kind[1] if len(kind) > 1 else None
    return Question(name, kind[0], list_name, {language: label}, None, "", "", "", "", False, note)


def _used(table: TextTable, rules: Rules) -> int:
    """How many rows count under the proposed rules."""
    counts = [True] * len(table)
    for rule, wanted in ((rules.complete_when, True), (rules.test_when, False)):
        if rule:
            cells = table.column(rule.column)
            counts = [counted and rule.holds(cell) is wanted for counted, cell in zip(counts, cells, strict=True)]
    return sum(counts)
