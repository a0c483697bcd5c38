"""Free text as people paraphrased and approved it; the text itself is never shown."""

import pandas as pd

from collabstudy.reporting.gate import large_enough
from collabstudy.reporting.released import of_base
from collabstudy.reporting.results import Missing, Table
from collabstudy.reporting.words import listed
from collabstudy.study import Study

NO_TEXT = Missing("The study has no question that is answered in free text.")
NO_PARAPHRASE = Missing(
    "Free text is never shown. What was answered may be told in paraphrases.csv, in the words of somebody who approves "
    "that it names nobody; the study has no such file."
)


def paraphrase_table(study: Study) -> Table | Missing:
    """Each paraphrase of ``paraphrases.csv`` with its question, in the order of the file."""
    if not any(question.type == "text" for question in study.questions):
        return NO_TEXT
    if not study.paraphrases:
        return NO_PARAPHRASE
    if not large_enough(study, study.respondents):
        return Missing("Not shown: paraphrases of so few respondents could tell who wrote what.")
    rows = [(item.question, item.text) for item in study.paraphrases]
    approved = listed(list(dict.fromkeys(item.approved_by for item in study.paraphrases)))
    note = f"Paraphrased by people, approved by {approved}; no answer is quoted, and nothing is counted."
    frame = pd.DataFrame(rows, columns=["question", "paraphrase"])
    names = list(dict.fromkeys(frame["question"]))
    told = of_base(study, names, study.respondents, "paraphrases, and no count")
    return Table(frame, "Free text", (study.evidence,), note, releases=told)
