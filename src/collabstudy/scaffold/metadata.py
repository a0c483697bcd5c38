"""Columns that a survey tool adds: which rows count, which are tests, what identifies a row."""

from collections.abc import Sequence
from dataclasses import dataclass

from collabstudy.importing.metadata import PERSONAL, headers_of, meaning
from collabstudy.importing.qualtrics import LEGACY
from collabstudy.scaffold.seen import Seen
from collabstudy.study import Rule

FILLED = ""
# What says that an answer is complete, the surest first.
COMPLETE = {
    "finished": ("True", "TRUE", "true", "1", "Waar", "WAAR", "Wahr", "WAHR", "Verdadero", "VERDADERO"),
    "status": ("Complete",),
    "progress": ("100",),
    "submitted": (FILLED,),
}
# What the same column says of an answer that is not: then the rule holds for nobody, which is better said than passed.
INCOMPLETE = {"False": "True", "FALSE": "TRUE", "false": "true", "0": "1", "Partial": "Complete"}
INCOMPLETE |= {"Onwaar": "Waar", "ONWAAR": "WAAR", "Falsch": "Wahr", "FALSCH": "WAHR"}
INCOMPLETE |= {"Falso": "Verdadero", "FALSO": "VERDADERO"}
TEST = {
    "status": (
        *("Survey Preview", "Survey Test", "Umfragevorschau", "Umfragetest", "Vista previa de la encuesta"),
        *("Vista previa", "Prueba de la encuesta", "Enquêtevoorbeeld", "Voorbeeld van enquête", "Enquêtetest"),
    ),
    "channel": ("preview", "Survey Preview"),
}
TEST_CODES = ("1", "2", "9", "17")  # Qualtrics's numbers of a status: preview, test, either of them as spam or offline
ID_WORDS = ("id", "token", "respondent", "responseid", "nummer", "number", "code", "key", "index")
FEW_WORDS = 3  # a longer header asks something
NO_ID = 3


@dataclass(frozen=True)
class Rules:
    """What the columns of the tool say of the rows: ``None`` where they say nothing."""

    complete_when: Rule | None
    test_when: Rule | None


def role(column: Seen, platform: str) -> str:
    """What the tool uses the column for; empty where it is none of a tool's columns.

    Qualtrics's older exports name their own columns V1 to V10, and say in the label what they are.
    """
    name = column.field.label if platform == "qualtrics" and column.field.name in LEGACY else column.field.name
    return meaning(name, platform if headers_of(platform) else "") or ""


def is_personal(role: str) -> bool:
    """Whether a tool keeps something of a person there."""
    return role in PERSONAL


def rules(columns: Sequence[Seen], platform: str) -> Rules:
    """Proposed rules, none that nothing in the export speaks for; one may leave no row, which is better said."""
    by_role: dict[str, Seen] = {}
    for column in columns:
        by_role.setdefault(role(column, platform), column)
    complete = (_complete(by_role.get(what), values) for what, values in COMPLETE.items())
    codes = TEST_CODES if platform == "qualtrics" else ()
    test = (_test(by_role.get(what), (*values, *codes)) for what, values in TEST.items())
    chosen = next((rule for rule in complete if rule), None)
    tests = next((rule for rule in test if rule and not (chosen and rule.column == chosen.column)), None)
    return Rules(chosen, tests)


def id_column(columns: Sequence[Seen], platform: str) -> Seen | None:
    """The column that tells the rows apart: a tool's own, one whose header says so, or whole numbers in the first."""
    apart = [column for column in columns if column.tells_rows_apart and column.field.name and not column.field.levels]
    ranked = [(_id_rank(column, platform, column is columns[0]), column) for column in apart]
    rank, best = min(ranked, key=lambda pair: pair[0], default=(NO_ID, None))
    return best if rank < NO_ID else None


def _id_rank(column: Seen, platform: str, first: bool) -> int:
    words = column.header.code.casefold().replace("-", "_").replace(" ", "_").split("_")
    if role(column, platform) in ("id", "row"):
        return 0
    if len(words) <= FEW_WORDS and any(word in ID_WORDS for word in words):
        return 1
    return 2 if first and all(text.isdigit() for text in column.texts) else NO_ID


def _complete(column: Seen | None, values: Sequence[str]) -> Rule | None:
    """The rule with every spelling of complete that occurs; known words of an incomplete answer are ``ordinary``."""
    if column is None:
        return None
    if values == (FILLED,):
        return Rule(column.field.name, filled=True) if column.filled < column.rows else None
    found = tuple(value for value in values if value in column.texts)
    if not found:
        partial = [INCOMPLETE.get(text, "100" if text.isdigit() else "") for text in column.texts]
        found = tuple(value for value in values if value in partial)[:1]
    ordinary = tuple(text for text in column.texts if INCOMPLETE.get(text) in values)
    return Rule(column.field.name, equals=_one_or_all(found), ordinary=ordinary) if found else None


def _test(column: Seen | None, values: Sequence[str]) -> Rule | None:
    """The rule with every text of the column that means a test."""
    found = tuple(value for value in values if column and value in column.texts)
    return Rule(column.field.name, equals=_one_or_all(found)) if column and found else None


def _one_or_all(found: tuple[str, ...]) -> str | tuple[str, ...]:
    return found if len(found) > 1 else found[0]
