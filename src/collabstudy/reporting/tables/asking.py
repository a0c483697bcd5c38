"""What to ask the authors for, verdict by verdict."""

import pandas as pd

from collabstudy.reporting.asking import NOTHING, asked, judged
from collabstudy.reporting.asking_words import deciding, letter, numbers_in_words
from collabstudy.reporting.results import Missing, Table
from collabstudy.study import Study


def asking_table(study: Study) -> Table | Missing:
    """One row an open verdict: the smallest disclosure, how far it decides, and the sentence to send."""
    if not judged(study):
        return Missing(NOTHING)
    rows = [
        {
            "about": item.about,
            "assumption": item.assumption,
            "open verdict": item.verdict,
            "ask for": numbers_in_words(item.best) if item.best else "too many tables to work out",
            "decides": deciding(item.best) if item.best else "–",
            "sentence": letter(study, item.figures, item.best, "en") if item.best else "–",
        }
        for item in asked(study)
    ]
    if not rows:
        return Missing("Every verdict among those who answered stands, so nothing need be asked.")
    note = (
        f"Significance at alpha = {study.analysis.alpha}; {study.respondents} respondents, rounding "
        f"{study.analysis.rounding}; worked out over every consistent table. A verdict that is not listed stands. "
        "What is open among the invited only answers of the silent can settle."
    )
    return Table(pd.DataFrame(rows), "One number to ask for", ("identified", "assumed"), note)
