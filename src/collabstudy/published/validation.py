"""Whether the truth lies where printed figures put it: real answers, printed as a report would, and hidden again.

Every share of a frame of yes/no answers is printed by a rounding rule. From the printed percentages and the
number of respondents alone come the feasible counts and the identified sets; then the answers are looked at
again. Each true count and base, and on each rung that is true of the data each true paired table, p-value and
difference, must lie inside. One that does not is an error of ours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import pandas as pd

from collabstudy.published.feasible import feasible
from collabstudy.published.identified import OVERLAPS, PairedTable
from collabstudy.published.paired_set import PairedIdentifiedSet, paired_identified_set
from collabstudy.published.printing import as_percentage, printed_units
from collabstudy.published.wording import share_interval
from collabstudy.statistics.discordant import mcnemar_exact_pvalue

Pair = tuple[str, str]


@dataclass(frozen=True)
class Validation:
    """What came out for one frame under one rule.

    ``shares`` has one row a question and way to print it: ``question``, ``count``, ``base``, ``printed``,
    ``pairs`` (feasible counts and bases), ``inside``. ``tables`` has one row a pair, way to print it and rung:
    ``first``, ``second``, ``printed``, ``rung``, ``tables`` (in the set), ``true_of_data`` (whether the rung's
    assumption is), ``inside`` (missing where it is not), and p and difference, each with ``_low`` and ``_high``.
    """

    respondents: int
    rounding: str
    shares: pd.DataFrame
    tables: pd.DataFrame

    @property
    def misses(self) -> int:
        """How many truths lie outside; anything but nought is an error."""
        return int((~self.shares["inside"]).sum() + (self.tables["inside"] == False).sum())  # noqa: E712


def as_yes_no(frame: pd.DataFrame) -> pd.DataFrame:
    """Answers as nullable booleans: yes/no columns as they are, each level of any other as a column ``name = level``.

    Missing stays missing. A column that nobody answered is left out.
    """
    found: dict[str, pd.Series[bool]] = {}
    for name in frame.columns:
        answers = frame[name]
        if pd.api.types.is_bool_dtype(answers):
            found[str(name)] = answers.astype("boolean")
            continue
        for level in sorted(answers.dropna().unique(), key=str):
            chosen = (answers == level).astype("boolean")
            found[f"{name} = {level}"] = chosen.mask(answers.isna(), pd.NA)
    return pd.DataFrame({name: answers for name, answers in found.items() if answers.notna().any()})


def printed_percentages(count: int, base: int, rounding: str, decimals: int = 0) -> tuple[str, ...]:
    """What ``count`` of ``base`` prints as: one percentage, or two at a tie that may go either way."""
    decimals = 0 if rounding == "nearest_5" else decimals
    units = {printed_units(count, base, decimals, rounding, ties_up) for ties_up in (False, True)}
    return tuple(as_percentage(unit, decimals) for unit in sorted(units))


def validate(
    frame: pd.DataFrame, rounding: str = "half_up", decimals: int = 0, compared: Sequence[Pair] | None = None
) -> Validation:
    """Print, hide and look again: ``frame`` holds one row a respondent, one nullable boolean column a question.

    ``compared`` names the pairs of questions; by default all. Raises ``ValueError`` for an unknown rule, and
    for a frame without a row or with a question that nobody answered.
    """
    for name in frame.columns:
        if not frame[name].notna().any():
            raise ValueError(f"nobody answered {name!r}: leave it out")
    if not len(frame.columns):
        raise ValueError("there is no question to print")
    chosen = list(combinations(frame.columns, 2)) if compared is None else list(compared)
    printed = {name: printed_percentages(*_counted(frame[name]), rounding, decimals) for name in frame.columns}
    shares = [row for name in frame.columns for row in _share_rows(frame, str(name), printed[name], rounding)]
    tables = [
        {"first": first, "second": second, "printed": " and ".join(wordings), **row}
        for first, second in chosen
        for wordings in product(printed[first], printed[second])
        for row in _rungs(frame[first], frame[second], wordings, rounding)
    ]
    columns = ["first", "second", "printed", "rung", "tables", "true_of_data", "inside", *_STATISTICS]
    return Validation(
        len(frame), rounding, pd.DataFrame(shares), pd.DataFrame(tables, columns=columns).astype({"inside": "boolean"})
    )


_STATISTICS = ("p", "p_low", "p_high", "difference", "difference_low", "difference_high")


def _counted(answers: "pd.Series[bool]") -> tuple[int, int]:
    return int(answers.sum()), int(answers.notna().sum())


def _share_rows(frame: pd.DataFrame, name: str, wordings: Sequence[str], rounding: str) -> Iterator[dict[str, object]]:
    count, base = _counted(frame[name])
    for wording in wordings:
        counts = feasible(share_interval(wording, rounding), range(1, len(frame) + 1))
        yield {
            "question": name,
            "count": count,
            "base": base,
            "printed": wording,
            "pairs": sum(map(len, counts.values())),
            "inside": count in counts.get(base, ()),
        }


def _rungs(
    first: "pd.Series[bool]", second: "pd.Series[bool]", wordings: tuple[str, str], rounding: str
) -> Iterator[dict[str, object]]:
    both = first.notna() & second.notna()
    one, other = first[both].astype(bool), second[both].astype(bool)
    truth = PairedTable(*(int((a & b).sum()) for a in (one, ~one) for b in (other, ~other)))
    holds = {
        "any": True,
        "equal_bases": first.notna().sum() == second.notna().sum(),
        "complete": first.notna().equals(second.notna()),
    }
    for rung in OVERLAPS:
        found = paired_identified_set(*wordings, len(first), rounding, rung)
        yield {"rung": rung, "true_of_data": bool(holds[rung]), **_rung(found, truth, bool(holds[rung]))}


def _rung(found: PairedIdentifiedSet, truth: PairedTable, holds: bool) -> dict[str, object]:
    if found.is_empty:
        return {"tables": 0, "inside": False if holds else None}
    p_low, p_high = found.bounds("mcnemar", method="exact")
    row: dict[str, object] = {"tables": found.size, "p_low": p_low, "p_high": p_high}
    p = float(mcnemar_exact_pvalue(truth.yes_no, truth.no_yes))
    inside = truth in found and p_low <= p <= p_high
    row["p"] = p
    if sum(truth):
        low, high = found.bounds("difference")
        difference = (truth.yes_no - truth.no_yes) / sum(truth)
        row |= {"difference": difference, "difference_low": low, "difference_high": high}
        inside = inside and low <= difference <= high
    return row | {"inside": inside if holds else None}
