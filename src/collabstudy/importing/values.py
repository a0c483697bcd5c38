"""Typed values of binary files as text: numbers without a false precision, dates as ISO 8601 prints them."""

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import numpy as np

TRUE, FALSE = "TRUE", "FALSE"


def number_text(value: float | np.float32) -> str:
    """The shortest decimal text that reads back as the same number of the same type: 5, not 5.0; 0.1, not 0.1000001.

    Never an exponent. Infinities and not-a-number raise ``ValueError``.
    """
    exact = Decimal(str(value))  # numpy prints a float32 with the digits of a float32
    if not exact.is_finite():
        raise ValueError(f"{value} is no number that can be written")
    if exact == exact.to_integral_value():
        return f"{exact.to_integral_value():f}".removeprefix("-") if exact == 0 else f"{int(exact)}"
    return f"{exact:f}"


def time_text(moment: dt.time | dt.timedelta) -> str:
    """Hours, minutes and seconds; a duration may have more than 24 hours and be negative."""
    if isinstance(moment, dt.time):
        return moment.isoformat().rstrip("0") if moment.microsecond else moment.isoformat()
    microseconds = round(abs(moment) / dt.timedelta(microseconds=1))
    seconds, rest = divmod(microseconds, 1_000_000)
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    sign = "-" if moment < dt.timedelta(0) else ""
    return sign + text + (f".{rest:06}".rstrip("0") if rest else "")


def moment_text(moment: dt.datetime) -> str:
    """Date and time with a space between them; a fraction of a second only where there is one."""
    text = moment.isoformat(sep=" ")
    return text.rstrip("0") if moment.microsecond else text


def cell_text(value: object) -> str:
    """The text of a cell of a workbook, as the reader of workbooks types it."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return TRUE if value else FALSE
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, dt.datetime):
        return moment_text(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    assert isinstance(value, dt.time | dt.timedelta)
    return time_text(value)


def texts(values: Sequence[Any], text: Callable[[Any], str]) -> list[str]:
    """``text`` of each value, computed once for each that differs; ``None`` and not-a-number are blank."""
    known = {value: "" if value is None or value != value else text(value) for value in set(values)}
    return [known[value] for value in values]
