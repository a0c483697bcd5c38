"""The methods beside each other at a study's size: coverage, width, size, and which are used and why."""

import pandas as pd

from collabstudy.reporting.defaults import finite_use, mcnemar_use, share_use
from collabstudy.reporting.languages.phrases import counted, phrase, quantity
from collabstudy.reporting.methods import (
    DESIGN,
    INNER,
    finite_coverages,
    inner_least,
    mcnemar_sizes,
    near,
    share_coverages,
)
from collabstudy.reporting.results import Missing, Table
from collabstudy.reporting.words import percent
from collabstudy.statistics import Coverage
from collabstudy.study import Study

SECTION = "method_tables"
NO_DATA = phrase("no data", SECTION)
PERCENT = ".1%"


def interval_method_table(study: Study) -> Table | Missing:
    """Each interval for a share: least and mean coverage, mean width, its use."""
    found = share_coverages(study)
    if isinstance(found, Missing):
        return found
    inner = f"least from {percent(INNER[0])} to {percent(INNER[1])}"
    rows = [
        _row(name, item) | {inner: inner_least(item), "mean width": item.mean_width, "use": share_use(name, found)}
        for name, item in found.items()
    ]
    level = quantity("level", study.analysis.confidence)
    note = phrase("intervals note", SECTION, level=level, no_data=NO_DATA)
    title = phrase("intervals", SECTION, respondents=counted("person answering", study.respondents))
    formats = dict.fromkeys(("least", "at share", "mean", inner, "mean width"), PERCENT)
    return Table(pd.DataFrame(rows), title, DESIGN, note, formats)


def finite_method_table(study: Study) -> Table | Missing:
    """Each interval for a share of the invited, at the largest number of them."""
    found = finite_coverages(study)
    if isinstance(found, Missing):
        return found
    rows = [
        _row(name, item) | {"mean width": item.mean_width, "use": finite_use(name, found)}
        for name, item in found.items()
    ]
    invited = next(iter(found.values())).population or 0
    note = phrase("finite note", SECTION, invited=invited, no_data=NO_DATA)
    title = phrase("finite", SECTION, invited=invited, respondents=study.respondents)
    return Table(
        pd.DataFrame(rows), title, DESIGN, note, dict.fromkeys(("least", "at share", "mean", "mean width"), PERCENT)
    )


def mcnemar_method_table(study: Study) -> Table | Missing:
    """Each McNemar test: the largest chance of a false rejection, where it is, its use."""
    found = mcnemar_sizes(study)
    if isinstance(found, Missing):
        return found
    rows = [
        {
            "test": phrase(name, "methods"),
            "largest size": item.maximum,
            "at discordance": item.maximum_at,
            "use": mcnemar_use(name, found),
        }
        for name, item in found.items()
    ]
    note = phrase(
        "tests note",
        SECTION,
        alpha=quantity("plain", study.analysis.alpha),
        no_data=NO_DATA,
        left_out="" if "exact_unconditional" in found else phrase("left out", SECTION),
    )
    title = phrase("tests", SECTION, pairs=counted("pair", study.respondents))
    return Table(pd.DataFrame(rows), title, DESIGN, note, {"largest size": PERCENT, "at discordance": PERCENT})


def _row(name: str, item: Coverage) -> dict[str, object]:
    return {
        "interval": phrase(name, "methods"),
        "least": item.minimum,
        "at share": near(item.minimum_at),
        "mean": item.mean,
    }
