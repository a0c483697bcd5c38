"""The columns of a user's frame as arrays; a wrong cell is one sentence that names row, column and value."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

_DIGITS = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]{1,30}))?")


def wrong_cell(frame: pd.DataFrame, position: int, column: str, message: str) -> ValueError:
    """The error of one cell; the row is named by its label in the index."""
    row, value = frame.index[position], frame[column].iloc[position]
    return ValueError(f"row {row!r:.40}, column {column!r}, value {value!r:.60}: {message}")


def whole_numbers(
    frame: pd.DataFrame, column: str, least: int, may_miss: bool = False
) -> tuple[np.ndarray, np.ndarray]:
    """A column of whole numbers of at least ``least``, and where it is missing (there the number is ``least``).

    The numbers are int64, or Python's own where one does not fit. Raises ``ValueError`` for any other cell.
    """
    cells = frame[column]
    missing = cells.isna().to_numpy()
    if missing.any() and not may_miss:
        raise wrong_cell(frame, int(np.argmax(missing)), column, "this is missing; give a whole number")
    if pd.api.types.is_integer_dtype(cells.dtype):
        numbers = cells.to_numpy(dtype="int64", na_value=least) if missing.any() else cells.to_numpy(dtype="int64")
    else:
        numbers = np.array([least if gap else _whole(cell) for cell, gap in zip(cells, missing, strict=True)], object)
        unfit = np.array([number is None for number in numbers], dtype=bool)
        if unfit.any():
            raise wrong_cell(frame, int(np.argmax(unfit)), column, "this is no whole number")
        if all(abs(number) < 2**63 for number in numbers):
            numbers = numbers.astype(np.int64)
    if len(numbers) and numbers.min() < least:
        raise wrong_cell(frame, int(np.argmax(numbers < least)), column, f"give a whole number of at least {least}")
    return numbers, missing


def _whole(cell: Any) -> int | None:
    """A whole number from a cell; a float counts where it is whole, as a column with gaps has been read."""
    if isinstance(cell, bool | np.bool_):
        return None
    if isinstance(cell, float | np.floating):
        return int(cell) if float(cell).is_integer() else None
    return int(cell) if isinstance(cell, int | np.integer) else None


def distinct(frame: pd.DataFrame, columns: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """For each row the number of its distinct combination of cells, and the position of each combination's first row.

    Raises ``ValueError`` where a cell is missing.
    """
    numbers = np.zeros(len(frame), dtype=np.int64)
    for place, column in enumerate(columns):
        codes, cells = pd.factorize(frame[column])
        if (codes < 0).any():
            raise wrong_cell(frame, int(np.argmax(codes < 0)), column, "this is missing")
        numbers = codes if place == 0 else pd.factorize(numbers * len(cells) + codes)[0]
    firsts = np.full(int(numbers.max(initial=-1)) + 1, len(frame), dtype=np.int64)
    firsts[numbers[::-1]] = np.arange(len(frame))[::-1]  # the last one written is the first row
    return numbers, firsts


def wording_of_value(frame: pd.DataFrame, position: int) -> str:
    """The wording of a row with ``value`` (text, or a number) and perhaps ``decimals``.

    Raises ``ValueError`` where they do not fit each other; a float needs ``decimals``, since it has lost its zeros.
    """
    value = frame["value"].iloc[position]
    refuse: Callable[[str, str], ValueError] = lambda column, message: wrong_cell(frame, position, column, message)  # noqa: E731
    if isinstance(value, float) and "decimals" not in frame.columns:
        raise refuse("value", "a number has lost its trailing zeros; give text, or a column 'decimals'")
    text = f"{value:.15g}" if isinstance(value, float) else str(value).strip()
    number = _DIGITS.fullmatch(text)
    if number is None:
        raise refuse("value", "this is no percentage; write digits, such as 62.5")
    digits = number[2] or ""
    if "decimals" in frame.columns:
        decimals = _whole(frame["decimals"].iloc[position])
        if decimals is None or not len(digits) <= decimals <= 30:
            raise refuse("decimals", f"{text} needs a whole number from {len(digits)} to 30 here")
        digits = digits.ljust(decimals, "0")
    return f"{number[1]}.{digits}%" if digits else f"{number[1]}%"
