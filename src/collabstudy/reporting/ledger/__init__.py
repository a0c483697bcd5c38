"""The claims ledger: every statement and every figure with its verdicts, what they rest on and what would settle them.

:func:`ledger` makes the result, in no language; the others render it from its plain values, without the study.
"""

from collabstudy.reporting.ledger.entries import ledger
from collabstudy.reporting.ledger.files import ledger_files
from collabstudy.reporting.ledger.links import Links
from collabstudy.reporting.ledger.page import ledger_page

__all__ = ["Links", "ledger", "ledger_files", "ledger_page"]
