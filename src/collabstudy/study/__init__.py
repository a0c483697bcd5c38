"""The study folder: loaded and validated once, all faults in one list."""

from collabstudy.study.model import (
    LEFT_EMPTY,
    NOT_ASKED,
    Analysis,
    Choice,
    Comparison,
    Figure,
    Question,
    Responses,
    Rule,
    Selection,
    Statement,
    Study,
)

__all__ = [
    "LEFT_EMPTY",
    "NOT_ASKED",
    "Analysis",
    "Choice",
    "Comparison",
    "Figure",
    "Question",
    "Responses",
    "Rule",
    "Selection",
    "Statement",
    "Study",
]
