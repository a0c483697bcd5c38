"""The study folder: loaded and validated once, all faults in one list."""

from collabstudy.study.contracts import OTHER_TEXT
from collabstudy.study.model import (
    LEFT_EMPTY,
    NOT_ASKED,
    NOT_SEEN,
    Analysis,
    Choice,
    Comparison,
    Figure,
    Paraphrase,
    Question,
    Repairs,
    Responses,
    Rule,
    Selection,
    Statement,
    Study,
)

__all__ = [
    "LEFT_EMPTY",
    "NOT_ASKED",
    "NOT_SEEN",
    "OTHER_TEXT",
    "Analysis",
    "Choice",
    "Comparison",
    "Figure",
    "Paraphrase",
    "Question",
    "Repairs",
    "Responses",
    "Rule",
    "Selection",
    "Statement",
    "Study",
]
