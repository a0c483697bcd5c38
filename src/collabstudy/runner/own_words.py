"""What people wrote into a study folder, searched before anything runs: pages will show it."""

from collections.abc import Iterator

from collabstudy.disclosure import is_open
from collabstudy.errors import Fault
from collabstudy.personal import find_personal
from collabstudy.runner.known import STUDY_FILES, known_values
from collabstudy.study import Study
from collabstudy.study.loading import DATASHEET, PARAPHRASES

MEND = "no page is made while it stands there; leave it out, or name an organisation in its place"


def personal_faults(study: Study) -> Iterator[Fault]:
    """Every line of a study's own files that seems to hold an address or a number of a person, and every paraphrase
    that names somebody as the export does. Nothing for a study without real responses."""
    if is_open(study):
        return
    for name in (*STUDY_FILES, PARAPHRASES, DATASHEET):
        path = study.folder / name
        for found in find_personal(path.read_text(encoding="utf-8-sig", errors="replace")) if path.is_file() else ():
            yield Fault(name, f"this looks like personal data: {found.kind} ({found.form})", found.line, mend=MEND)
    known = known_values(study) if study.paraphrases else None
    for item in study.paraphrases if known else ():
        for found in known.find(item.text) if known else ():
            yield Fault("paraphrases.csv", f"this holds {found.kind}", item.line, "paraphrase", mend="leave it out")
