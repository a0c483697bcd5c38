"""Free text as people paraphrased and approved it; the text itself is never shown."""

import pandas as pd

from collabstudy.reporting.gate import large_enough
from collabstudy.reporting.languages.phrases import Row, phrase
from collabstudy.reporting.released import of_base
from collabstudy.reporting.results import Missing, Table
from collabstudy.study import Study

NO_TEXT = Missing(phrase("no text", "missing"))
NO_PARAPHRASE = Missing(phrase("no paraphrase", "missing"))
SECTION = "response_tables"


def paraphrase_table(study: Study) -> Table | Missing:
    """Each paraphrase of ``paraphrases.csv`` with its question, in the order of the file."""
    if not any(question.type == "text" for question in study.questions):
        return NO_TEXT
    if not study.paraphrases:
        return NO_PARAPHRASE
    if not large_enough(study, study.respondents):
        return Missing(phrase("few paraphrased", "missing"))
    rows = [(item.question, item.text) for item in study.paraphrases]
    approved = Row(list(dict.fromkeys(item.approved_by for item in study.paraphrases)))
    note = phrase("free text note", SECTION, approved=approved)
    frame = pd.DataFrame(rows, columns=["question", "paraphrase"])
    names = list(dict.fromkeys(frame["question"]))
    told = of_base(study, names, study.respondents, "paraphrases, and no count")
    return Table(frame, phrase("free text", SECTION), (study.evidence,), note, releases=told)
