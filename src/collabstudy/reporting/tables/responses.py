"""What was answered: shares with their intervals, numbers."""

from collections.abc import Iterator, Mapping

import pandas as pd

from collabstudy.counting import Counts
from collabstudy.disclosure import OTHER, is_open
from collabstudy.reporting.gate import (
    NOTHING_LARGE_ENOUGH,
    ONE_IS_A_POINT,
    number_shown,
    share_format,
    shown_counts,
    spread_shown,
    withheld,
)
from collabstudy.reporting.languages.phrases import phrase, quantity
from collabstudy.reporting.released import of_base, of_counts
from collabstudy.reporting.results import NO_LEVELS, NO_RESPONSES, Missing, Table
from collabstudy.reporting.words import answer_label
from collabstudy.statistics import proportion_interval
from collabstudy.study import Study

SHARE_COLUMNS = ("share", "lower", "upper", "finite lower", "finite upper")


def share_table(counts: Mapping[str, Counts], study: Study, names: list[str] | None = None) -> Table | Missing:
    """Each question with base, share and interval, with and without the finite population."""
    if not counts:
        return NO_RESPONSES if study.responses is None else NO_LEVELS
    rows = [
        row | _intervals(study, item.levels[level], item.base)
        for row, item, level in share_rows(counts, study)
        if names is None or row["question"] in names
    ]
    if not rows:
        return NOTHING_LARGE_ENOUGH
    note = phrase(
        "shares note",
        "tables",
        level=quantity("level", study.analysis.confidence),
        finite=phrase("shares finite" if study.invited else "no finite", "tables"),
        withheld=withheld(counts, study) if names is None else "",
    )
    allowed = shown_counts(counts, study)
    told = {name: item for name, item in allowed.items() if names is None or name.partition(".")[0] in names}
    formats = dict.fromkeys(SHARE_COLUMNS, share_format(study, [item.base for item in told.values()]))
    return Table(
        pd.DataFrame(rows), phrase("shares", "tables"), (study.evidence,), note, formats, of_counts(study, told)
    )


def share_rows(counts: Mapping[str, Counts], study: Study) -> Iterator[tuple[dict[str, object], Counts, str]]:
    """The shares worth showing: question, answer, count and base, with the counts and the level they come from.

    Of two levels the first says all; in the order of the codebook. Of real responses only what may be shown.
    """
    allowed = shown_counts(counts, study)
    for question in study.questions:
        for name, item in allowed.items():
            if name.partition(".")[0] != question.name:
                continue
            option = name.partition(".")[2]
            levels = list(item.levels)
            two = len(levels) == 2 and OTHER not in levels  # a pool does not say which it leaves out
            for level in levels[:1] if option or two else levels:
                row: dict[str, object] = {
                    "question": question.name,
                    "answer": answer_label(study, question, option or level),
                    "count": item.levels[level],
                    "base": item.base,
                }
                yield row, item, level


def _intervals(study: Study, persons: int, base: int) -> dict[str, float | None]:
    if base == 0:
        return {name: None for name in SHARE_COLUMNS if study.invited or not name.startswith("finite")}
    confidence = study.analysis.confidence
    wilson = proportion_interval(persons, base, "wilson", confidence)
    found: dict[str, float | None] = {"share": wilson.estimate, "lower": wilson.lower, "upper": wilson.upper}
    if study.invited:
        finite = proportion_interval(persons, base, "hypergeometric", confidence, study.invited)
        found |= {"finite lower": finite.lower, "finite upper": finite.upper}
    return found


def number_table(frame: pd.DataFrame | None, study: Study) -> Table | Missing:
    """Base, mean and standard deviation of each numeric question."""
    if frame is None:
        return NO_RESPONSES
    names = [question.name for question in study.questions if question.type in ("integer", "decimal")]
    if not names:
        return Missing(phrase("no number", "missing"))
    names = [name for name in names if number_shown(study, name, frame[name].dropna())]
    if not names:
        return NOTHING_LARGE_ENOUGH
    rows = [(name, *_moments(study, frame[name].dropna())) for name in names]
    table = pd.DataFrame(rows, columns=["question", "base", "mean", "standard deviation"])
    told = [
        item
        for name, base, mean, deviation in rows
        for item in of_base(study, (name,), base, f"mean {mean}, standard deviation {deviation}")
    ]
    formats = {"mean": ".1f", "standard deviation": ".1f"}
    note = "" if is_open(study) else phrase("numbers note", "response_tables", persons=ONE_IS_A_POINT)
    return Table(table, phrase("numbers", "response_tables"), (study.evidence,), note, formats, tuple(told))


def _moments(study: Study, values: "pd.Series[float]") -> tuple[int, float | None, float | None]:
    """Base, mean and standard deviation, the last where it may be shown."""
    deviation = _or_none(values.std()) if spread_shown(study, len(values)) else None
    return len(values), _or_none(values.mean()), deviation


def _or_none(value: object) -> float | None:
    return None if value is pd.NA or value != value else float(value)  # type: ignore[arg-type]
