"""The claims ledger as a page, with what can be taken along of it."""

from functools import partial

from collabstudy.reporting.ledger import Links, ledger_files, ledger_page
from collabstudy.site.data_page import row_address
from collabstudy.site.rendering import Renderer
from collabstudy.site.results import Results, address
from collabstudy.site.sources import Part, page

PLACE = "06_claims", "ledger"


def has_ledger(results: Results) -> bool:
    """Whether there is anything for it to say: published figures, or statements."""
    values = results.get(*PLACE)
    return values is not None and values["kind"] == "ledger"


def ledger_source(results: Results, renderer: Renderer) -> bytes:
    """The source of the page; its CSV and JSON are put beside it."""
    values, language = results.found[PLACE[0]][PLACE[1]], renderer.language
    up = "" if language == "en" else "../"

    def result(notebook: str, key: str) -> str | None:
        return f"{up}{address(notebook, key)}" if results.get(notebook, key) else None

    links = Links(result, row_address)
    for place, content in ledger_files(values, language, links).items():
        renderer.files[place] = partial(bytes, content)
    return page(renderer.words("ledger", "site"), [Part("", ledger_page(values, language, links))])
