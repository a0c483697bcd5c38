"""A frame of published figures, checked row by row at once: can the figure have been printed?"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from collabstudy.published.columns import distinct, whole_numbers, wording_of_value, wrong_cell
from collabstudy.published.hedges import Readings, check_readings
from collabstudy.published.rounding import ShareInterval, rule_meaning
from collabstudy.published.vectorised import FITS, Printed, lower_ends, over_bases, upper_ends
from collabstudy.published.wording import interval_of, parsed

RESULTS = ("consistent", "smallest_count", "largest_count", "counts", "nearest_below", "nearest_above", "bases")
MOST_DIGITS = 12  # beyond, nothing is said of neighbours
MOST_BASES = 10_000_000  # that one row may leave open


@dataclass(frozen=True)
class Cases:
    """The distinct figures of a frame, each with its interval, and which of them each row is."""

    of_row: np.ndarray
    intervals: list[ShareInterval]
    printed: Printed


def check_figures(frame: pd.DataFrame, rounding: str = "half_up", *, hedges: Readings | None = None) -> pd.DataFrame:
    """Whether each figure of a frame can have been printed (GRIM for shares: Brown and Heathers 2017), exactly.

    A row is one figure: ``wording`` (as in :func:`share_interval`), or ``value`` (the digits as text, or a number
    with a column ``decimals``); ``base``, how many answered. Optional: ``rounding`` (else the argument);
    ``respondents`` and ``minimum_base``, between which a missing base is tried, every one of them.

    Returns the frame with ``consistent``; ``smallest_count`` and ``largest_count`` that print as the figure (missing
    where none does); ``counts``, how many, over all bases where the base is missing; ``nearest_below`` and
    ``nearest_above``, the percentages next to an inconsistent one that its base can print under its rule (text;
    missing where there is none, where the base is open, for anything but a plain percentage, and under
    ``any_rule``); with ``respondents`` also ``bases``, how many bases fit.

    Raises ``ValueError``, in one sentence that names row, column and value, for the first wrong cell.
    """
    _check_columns(frame)
    cases = _cases(frame, rounding, hedges)
    bases, low, high, is_open = _bases(frame)
    largest_base = max(int(bases.max(initial=1)), int(high.max(initial=1)))
    lower, upper = lower_ends(cases.intervals, largest_base), upper_ends(cases.intervals, largest_base)
    smallest, largest = lower.counts(cases.of_row, bases), upper.counts(cases.of_row, bases)
    consistent = smallest <= largest
    counts = np.where(consistent, largest - smallest + 1, 0)
    below, above = _nearest(cases, bases, smallest, largest, np.flatnonzero(~consistent & ~is_open))
    fitting = consistent.astype(np.int64)
    rows = np.flatnonzero(is_open)
    if len(rows):
        found = over_bases(lower, upper, cases.of_row[rows], low[rows], high[rows])
        smallest[rows], largest[rows] = found.smallest, found.largest
        counts[rows], fitting[rows] = found.counts, found.bases
        consistent = fitting > 0
    values = (consistent, _counts(smallest, consistent), _counts(largest, consistent), counts, below, above, fitting)
    shown = RESULTS if "respondents" in frame.columns else RESULTS[:-1]
    return frame.assign(**dict(zip(shown, values, strict=False)))


def _check_columns(frame: pd.DataFrame) -> None:
    if ("wording" in frame.columns) == ("value" in frame.columns):
        raise ValueError("the frame needs a column 'wording', or a column 'value' and perhaps 'decimals', not both")
    if not {"base", "respondents"} & set(frame.columns):
        raise ValueError("the frame needs a column 'base', or 'respondents' where the bases are not known")
    taken = [column for column in RESULTS if column in frame.columns]
    if taken:
        raise ValueError(f"the frame has a column {taken[0]!r} already, which would be overwritten: rename it")


def _cases(frame: pd.DataFrame, rounding: str, hedges: Readings | None) -> Cases:
    rule_meaning(rounding)
    check_readings(hedges or {})
    column = "wording" if "wording" in frame.columns else "value"
    keys = [name for name in (column, "decimals", "rounding") if name in frame.columns]
    if column == "wording" and "decimals" in keys:
        keys.remove("decimals")
    of_row, firsts = distinct(frame, keys)
    intervals, units, decimals = [], [], []
    by_value = column == "value"
    texts = [wording_of_value(frame, at) for at in firsts] if by_value else frame["wording"].iloc[firsts].tolist()
    rules = frame["rounding"].iloc[firsts].tolist() if "rounding" in keys else [rounding] * len(firsts)
    for position, wording, rule in zip(firsts.tolist(), texts, rules, strict=True):
        try:
            rule_meaning(rule)
        except ValueError as error:
            raise wrong_cell(frame, position, "rounding", str(error)) from None
        try:
            parts = parsed(wording)
        except ValueError as error:
            raise wrong_cell(frame, position, column, str(error)) from None
        intervals.append(interval_of(wording, parts, rule, hedges))
        words, value, digits = parts
        plain = words is None and digits is not None and digits <= MOST_DIGITS
        decimals.append(digits if plain and digits is not None else -1)
        units.append(value.numerator * 10 ** decimals[-1] // value.denominator if plain else 0)
    return Cases(of_row, intervals, Printed(np.array(units, dtype=np.int64), np.array(decimals, dtype=np.int64), rules))


def _bases(frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The bases, the smallest and the largest there can be, and where they are not known (there the base is 1)."""
    everywhere = np.ones(len(frame), dtype=np.int64)
    known = "base" in frame.columns
    bases, is_open = whole_numbers(frame, "base", 1, may_miss=True) if known else (everywhere, everywhere == 1)
    low, high = everywhere, everywhere[:0]
    if "minimum_base" in frame.columns:
        low, _ = whole_numbers(frame, "minimum_base", 1)
        _refuse(frame, ~is_open & (bases < low), "base", "this is smaller than the row's minimum_base")
    if "respondents" in frame.columns:
        high, _ = whole_numbers(frame, "respondents", 1)
        _refuse(frame, ~is_open & (bases > high), "base", "this is larger than the row's respondents")
        _refuse(frame, high < low, "respondents", "this is smaller than the row's minimum_base")
        _refuse(frame, is_open & (high - low >= MOST_BASES), "respondents", f"more than {MOST_BASES:,} bases to try")
    elif is_open.any():
        _refuse(frame, is_open, "base", "this is missing; give it, or a column 'respondents'")
    return bases, low, high, is_open


def _refuse(frame: pd.DataFrame, wrong: np.ndarray, column: str, message: str) -> None:
    if wrong.any():
        raise wrong_cell(frame, int(np.argmax(wrong)), column, message)


def _nearest(
    cases: Cases, bases: np.ndarray, smallest: np.ndarray, largest: np.ndarray, rows: np.ndarray
) -> tuple[Any, Any]:
    found = cases.printed.nearest(cases.of_row[rows], bases[rows], largest[rows], smallest[rows])
    places = np.full(len(bases), -1, dtype=np.int64)
    places[rows] = np.arange(len(rows))
    return found[0].take(places, allow_fill=True), found[1].take(places, allow_fill=True)


def _counts(numbers: np.ndarray, consistent: np.ndarray) -> Any:
    """Counts with gaps where the figure is inconsistent; Python's own numbers where one is beyond int64."""
    if numbers.dtype == object and any(abs(number) >= FITS for number in numbers):
        return [number if fits else None for number, fits in zip(numbers, consistent, strict=True)]
    return pd.arrays.IntegerArray(numbers.astype(np.int64), ~consistent)
