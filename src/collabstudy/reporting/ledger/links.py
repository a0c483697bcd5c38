"""Where the ledger's links lead: the pages know their own addresses."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Links:
    """``result`` gives the address of a result by notebook and key, or ``None`` where no page shows it; ``row`` that of
    a row of the study's own files by kind (``figure`` or ``statement``) and id."""

    result: Callable[[str, str], str | None]
    row: Callable[[str, str], str]
