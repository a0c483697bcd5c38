"""What may say who somebody is: in a whole cell, inside longer text, and as a value that is known beforehand.

The one place for such patterns, on the ground floor since error messages ask it too; standard library only.
``docs/disclosure.md`` says what is looked for where, and what none of it can know.
"""

from collabstudy.personal.cells import CELL_KINDS, ENOUGH, cell_kind, column_kind, is_bsn, is_iban
from collabstudy.personal.known import KnownValues
from collabstudy.personal.text import Found, find_personal, form

__all__ = [
    "CELL_KINDS",
    "ENOUGH",
    "Found",
    "KnownValues",
    "cell_kind",
    "column_kind",
    "find_personal",
    "form",
    "is_bsn",
    "is_iban",
]
