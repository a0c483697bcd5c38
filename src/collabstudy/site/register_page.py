"""The register of what is told of respondents, as a page."""

from collections.abc import Sequence

from collabstudy.disclosure import Entry
from collabstudy.reporting.show import bundle
from collabstudy.reporting.tables.registered import register_table
from collabstudy.site.sources import Part, page
from collabstudy.study import Study


def register_page(told: Sequence[Entry], study: Study) -> bytes:
    """The source of the page."""
    shown = bundle(register_table(told, study), "register")
    return page("Register of what is told", [Part("", shown["text/html"])])
