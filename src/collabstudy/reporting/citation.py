"""How to cite what a page shows: the program, the study, and whose figures they are."""

from importlib.metadata import metadata

from collabstudy.reporting.languages import fill
from collabstudy.reporting.provenance import NO_COMMIT, SHORT, Provenance


def cite(provenance: Provenance, language: str = "en") -> list[str]:
    """Sentences that say what to cite; a commit only where it says all that ran.

    Raises ``ValueError`` for a language without words.
    """
    known = provenance.commit != NO_COMMIT and not provenance.changes
    commit = fill("commit", language, "citation", commit=provenance.commit[:SHORT]) if known else ""
    about = metadata("collabstudy")
    program = fill(
        "program",
        language,
        "citation",
        authors=about["Author"],
        name=about["Name"],
        version=provenance.version,
        commit=commit,
        licence=about["License-Expression"],
    )
    title = provenance.title.get(language) or next(iter(provenance.title.values()), provenance.study)
    study = fill("study", language, "citation", title=title, name=provenance.study, data=provenance.data[:SHORT])
    warned = [name for name in ("published", "synthetic") if name in provenance.evidence]
    return [program, study, *(fill(name, language, "citation") for name in warned)]
