"""What to ask the authors for, verdict by verdict."""

from collections.abc import Sequence
from functools import partial

import pandas as pd

from collabstudy.published.asking import Disclosure
from collabstudy.reporting.asking import asked, judged
from collabstudy.reporting.asking_words import deciding, letter, numbers_in_words
from collabstudy.reporting.languages.phrases import Own, compared, in_languages, phrase, quantity
from collabstudy.reporting.results import Missing, Table
from collabstudy.reporting.tables.published import SECTION
from collabstudy.study import Figure, Study

NONE = {"ask for": "too many tables to work out", "decides": "–", "sentence": "–"}


def asking_table(study: Study) -> Table | Missing:
    """One row an open verdict: the smallest disclosure, how far it decides, and the sentence to send."""
    if not judged(study):
        return Missing(phrase("nothing to ask", "missing"))
    labels = {comparison.name: compared(comparison) for comparison in study.comparisons}
    rows = [
        {
            "about": labels.get(item.about, item.about),
            "assumption": item.assumption,
            "open verdict": item.verdict,
            **(_cells(study, item.figures, item.best) if item.best else NONE),
        }
        for item in asked(study)
    ]
    if not rows:
        return Missing(phrase("all stands", "missing"))
    note = phrase(
        "asking note",
        SECTION,
        alpha=quantity("plain", study.analysis.alpha),
        respondents=study.respondents,
        rounding=phrase(study.analysis.rounding, "cells"),
    )
    return Table(pd.DataFrame(rows), phrase("asking", SECTION), ("identified", "assumed"), note)


def _cells(study: Study, figures: Sequence[Figure], best: Disclosure) -> dict[str, Own]:
    """What to ask for, how far it decides and the sentence to send, in every language."""
    return {
        "ask for": Own(in_languages(partial(numbers_in_words, best))),
        "decides": Own(in_languages(partial(deciding, best))),
        "sentence": Own(in_languages(partial(letter, study, figures, best))),
    }
