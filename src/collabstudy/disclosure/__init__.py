"""What may be shown of real responses: thresholds, groups, suppressed cells, and what tables give away together.

A table of counts goes in and a table that may be published comes out; nothing here knows a notebook or a rendering.
"""

from collabstudy.disclosure.bounds import Attack
from collabstudy.disclosure.dominance import dominated
from collabstudy.disclosure.entries import Conflict, Entry, named
from collabstudy.disclosure.groups import OTHER, pooled
from collabstudy.disclosure.linked import left_out
from collabstudy.disclosure.register import conflicts
from collabstudy.disclosure.releases import Known, Levels, Release, admit, known_as
from collabstudy.disclosure.routing import identifying, routed, routed_by_groups, routing
from collabstudy.disclosure.rules import FLOOR, SMALL, USUAL, Rules, is_open, rules_of
from collabstudy.disclosure.suppression import Protected, protected

__all__ = [
    "FLOOR",
    "OTHER",
    "SMALL",
    "USUAL",
    "Attack",
    "Conflict",
    "Entry",
    "Known",
    "Levels",
    "Protected",
    "Release",
    "Rules",
    "admit",
    "conflicts",
    "dominated",
    "identifying",
    "is_open",
    "known_as",
    "left_out",
    "named",
    "pooled",
    "protected",
    "routed",
    "routed_by_groups",
    "routing",
    "rules_of",
]
