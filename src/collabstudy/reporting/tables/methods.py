"""The methods beside each other at a study's size: coverage, width, size, and which are used and why."""

import pandas as pd

from collabstudy.reporting.defaults import finite_use, mcnemar_use, share_use
from collabstudy.reporting.methods import (
    DESIGN,
    INNER,
    NAMES,
    exact_percent,
    finite_coverages,
    inner_least,
    mcnemar_sizes,
    near,
    share_coverages,
)
from collabstudy.reporting.results import Missing, Table
from collabstudy.reporting.words import count, percent
from collabstudy.statistics import Coverage
from collabstudy.study import Study

NO_DATA = "A property of the methods: no answer is used, only the number of respondents."
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
    note = (
        f"Exact, nothing simulated; {exact_percent(study.analysis.confidence)} asked for. Mean coverage: over all "
        f"shares alike; mean width: over all counts alike. Target: a superpopulation. {NO_DATA}"
    )
    title = f"Intervals for a share of {count(study.respondents, 'respondent')}"
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
    invited = next(iter(found.values())).population
    note = (
        f"Every number of yes-sayers among {invited} invited, the most that there may have been; true if those who "
        "answered are a simple random sample, which people who choose themselves are not. A count without an "
        f"interval counts as missed. {NO_DATA}"
    )
    title = f"Intervals for a share of {invited} invited, of whom {study.respondents} answered"
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
            "test": NAMES[name],
            "largest size": item.maximum,
            "at discordance": item.maximum_at,
            "use": mcnemar_use(name, found),
        }
        for name, item in found.items()
    ]
    left_out = "" if "exact_unconditional" in found else " The exact unconditional test takes too long here; left out."
    note = (
        f"Every pair of discordant counts, both ways equally likely, alpha {study.analysis.alpha}; the largest over a "
        f"grid of discordances. {NO_DATA}{left_out}"
    )
    title = f"McNemar's tests of {count(study.respondents, 'pair')}"
    return Table(pd.DataFrame(rows), title, DESIGN, note, {"largest size": PERCENT, "at discordance": PERCENT})


def _row(name: str, item: Coverage) -> dict[str, object]:
    return {"interval": NAMES[name], "least": item.minimum, "at share": near(item.minimum_at), "mean": item.mean}
