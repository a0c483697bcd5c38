"""What may be shown of real responses: thresholds, pooled groups, suppressed cells and the check of them.

A table of counts goes in and a table that may be published comes out; nothing here knows a notebook or a rendering.
"""

from collabstudy.disclosure.bounds import cell_bounds
from collabstudy.disclosure.groups import OTHER, pooled
from collabstudy.disclosure.rules import FLOOR, SMALL, USUAL, Rules, is_open, rules_of
from collabstudy.disclosure.suppression import Protected, protected

__all__ = [
    "FLOOR",
    "OTHER",
    "SMALL",
    "USUAL",
    "Protected",
    "Rules",
    "cell_bounds",
    "is_open",
    "pooled",
    "protected",
    "rules_of",
]
