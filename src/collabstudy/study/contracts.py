"""The columns of the four CSV files of a study folder, and the closed lists of values in them."""

import re

from collabstudy.study.tables import Column

TYPES = ("select_one", "select_multiple", "integer", "decimal", "date", "text", "id")
RELATIONS = ("majority", "minority", "first > second", "none")
ARITY = {"majority": 1, "minority": 1, "first > second": 2}
STATISTICS = ("share", "mean")
LINE = "(line)"  # as the column of an id: the line of each record, where no column tells the rows apart
NOT = "!"  # before a text of ``raw``: this option was not chosen
# Texts that survey tools and people write for a box that was not ticked, in small letters.
NEGATIVES = frozenset(
    (
        *("no", "nee", "nein", "non", "n", "f", "false", "onwaar", "0", "0.0", "0,0", "-", "off", "uit", "☐"),
        *("unchecked", "uncheck", "unticked", "unselected", "deselected"),
        *("not selected", "not chosen", "not checked", "not ticked", "not mentioned"),
        *("niet geselecteerd", "niet gekozen", "niet aangevinkt", "niet aangekruist", "niet genoemd"),
        *("nicht gewählt", "nicht ausgewählt", "nicht genannt"),
        *("n/a", "na", "n.v.t.", "nvt", "not applicable", "niet van toepassing"),
    )
)

_NAME = r"[A-Za-z][A-Za-z0-9_]*"
_NAME_MEND = "use letters, digits and _, beginning with a letter"
_COUNT = r"\d*"

OTHER_TEXT = "*"  # in ``raw``: any text of one's own means this level
SEPARATORS = {"space": " ", "line break": "\n"}  # words for separators that a trimmed cell cannot hold
# XLSForm's language, as far as it says which numbers or dates can be an answer
CONSTRAINT_TERM = (
    r"\s*\.\s*(?P<compare>>=|<=|!=|>|<|=)\s*"
    r"(?:(?P<number>-?\d+(?:\.\d+)?)|(?:date\()?'(?P<date>\d{4}-\d{2}-\d{2})'\)?)\s*"
)
_TERM = re.sub(r"\?P<\w+>", "?:", CONSTRAINT_TERM)


def is_negative(text: str) -> bool:
    """Whether a text is a usual one for an option that was not chosen."""
    return text.casefold() in NEGATIVES


def _one_of(*values: str) -> str:
    return "|".join(values)


QUESTIONS = (
    Column("name", _NAME, _NAME_MEND),
    Column(
        "type",
        rf"(select_one|select_multiple) {_NAME}|(integer|decimal)( {_NAME})?|date|text|id",
        "use select_one LIST, select_multiple LIST, integer, decimal, date, text or id",
    ),
    Column("number", _COUNT, "use a whole number, or leave it empty"),
    Column("column"),
    Column("separator"),
    Column("relevant"),
    Column(
        "constraint",
        rf"({_TERM}(and{_TERM})*)?",
        "use comparisons such as `. >= 0 and . <= 120`, or `. >= date('2026-01-01')`",
        optional=True,
    ),
    Column("dimension"),
    Column("identifying", "yes|no", "use yes or no"),
    Column("note"),
)
CHOICES = (
    Column("list_name", _NAME, _NAME_MEND),
    Column("name", _NAME, _NAME_MEND),
    Column("score", r"(-?\d+(\.\d+)?)?", "use a number, or leave it empty"),
    Column("missing", r"([a-z][a-z_]*)?", "use a kind such as dont_know or refused, or leave it empty"),
    Column("raw"),
    Column("column"),
)
FIGURES = (
    Column("figure", _NAME, _NAME_MEND),
    Column("question", _NAME, _NAME_MEND),
    Column("answers"),
    Column("statistic", _one_of(*STATISTICS), f"use {' or '.join(STATISTICS)}"),
    Column("wording", r".+", "write the number as it is printed"),
    Column("group"),
    Column("wave"),
    Column("base", _COUNT, "use a whole number, or leave it empty where none is printed"),
    Column("unit_as_printed"),
    Column("format"),
    Column("section", r"\d+", "use a whole number"),
    Column("paragraph", r"\d+", "use a whole number"),
    Column("note"),
)
STATEMENTS = (
    Column("id", _NAME, _NAME_MEND),
    Column("section", r"\d+", "use a whole number"),
    Column("paragraph", r"\d+", "use a whole number"),
    Column("kind", r"[a-z_ ]+", "use a word such as share, comparison or trend"),
    Column("figures"),
    Column("relation", _one_of(*RELATIONS), f"use one of {', '.join(RELATIONS)}"),
    Column("paraphrase", r".+", "say the claim in your own words"),
    Column("paraphrase::nl", optional=True),
)
PARAPHRASES = (
    Column("question", _NAME, _NAME_MEND),
    Column("paraphrase", r".+", "say what was answered in your own words"),
    Column("approved_by", r".+", "name who read it and found nobody in it"),
)
