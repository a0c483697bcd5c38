"""Arguments of the statistics, checked once: whole counts, two-by-two tables, confidence levels, methods."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from numbers import Integral, Real
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

YES_NO = (("yes", "no"), ("ja", "nee"), ("true", "false"), ("1", "0"))


def whole_number(value: object, name: str) -> int:
    """`value` as an int of 0 or more; 17.0 counts as whole, True and "17" do not. Raises ValueError."""
    whole = not isinstance(value, bool) and (
        isinstance(value, Integral) or (isinstance(value, Real) and float(value).is_integer())
    )
    if not whole:
        raise ValueError(f"{name} must be a whole number, not {value!r}")
    number: int = int(value)  # type: ignore[call-overload]
    if number < 0:
        raise ValueError(f"{name} must not be negative, it is {number}")
    return number


def count_and_base(count: object, base: object) -> tuple[int, int]:
    """A count and the base it belongs to, with 0 <= count <= base and base >= 1. Raises ValueError."""
    whole_count, whole_base = whole_number(count, "count"), whole_number(base, "base")
    if whole_base == 0:
        raise ValueError("base must be at least 1: a share of nobody is not defined")
    if whole_count > whole_base:
        raise ValueError(f"count must not be above its base, but {whole_count} is above {whole_base}")
    return whole_count, whole_base


def contingency_table(table: ArrayLike) -> list[list[int]]:
    """The counts of a table of any number of rows and columns, as ints. Raises ValueError.

    `table` is anything numpy reads as two-dimensional and that counts somebody.
    """
    import numpy as np

    try:
        cells = np.asarray(table, dtype=object)  # object keeps True and 5.5 recognisable
    except ValueError as error:
        raise ValueError("table must have rows of equal length") from error
    if cells.ndim != 2 or cells.size == 0:
        raise ValueError(f"table must have rows and columns of counts, its shape is {cells.shape}")
    counts = [[whole_number(cell, "each count of the table") for cell in row] for row in cells]
    if not any(map(any, counts)):
        raise ValueError("table counts nobody: there is nothing to test or to estimate")
    return counts


def same_order(table: object) -> None:
    """Raise ValueError where a labelled frame lists the same answers in another order by row than by column.

    In a paired table the diagonal holds those who answered both questions alike.
    """
    rows, columns = getattr(table, "index", None), getattr(table, "columns", None)
    if columns is not None and rows is not None:
        first, second = list(rows), list(columns)
        if first != second and sorted(map(str, first)) == sorted(map(str, second)):
            raise ValueError(f"rows are ordered {first} but columns {second}: put both in the same order")


def two_by_two(table: ArrayLike, paired: bool = True) -> tuple[int, int, int, int]:
    """The four counts of a table by row; of a paired one yes/yes, yes/no, no/yes, no/no. Raises ValueError.

    `table` is anything numpy reads as 2 x 2. Its first row and column are the yes, with one exception: a paired frame
    whose rows and columns are both labelled yes and no, ja and nee, True and False or 1 and 0 (as text too, in any
    case) is put in that order, as `pandas.crosstab` sorts no before yes. Other labels of a paired frame must stand in
    the same order by row and by column, because the diagonal holds those who answered both questions alike. A table
    of groups, `paired` False, has no diagonal: its order counts as given. So do the labels 0 and 1 that pandas
    numbers a frame with where none were given.
    """
    import numpy as np

    order = yes_first(table) if paired else None
    if paired and order is None:
        same_order(table)
    try:
        cells = np.asarray(table, dtype=object)  # object keeps True and 5.5 recognisable
    except ValueError as error:
        raise ValueError("table must have 2 rows and 2 columns of counts") from error
    if cells.shape != (2, 2):
        raise ValueError(f"table must have 2 rows and 2 columns of counts, its shape is {cells.shape}")
    if order is not None:
        cells = cells[np.ix_(*order)]
    yes_yes, yes_no, no_yes, no_no = (whole_number(cell, "each count of the table") for cell in cells.flat)
    return yes_yes, yes_no, no_yes, no_no


def yes_first(table: object) -> tuple[list[int], list[int]] | None:
    """Where yes and no stand in the rows and columns of a frame; None where its labels do not say."""
    rows, columns = getattr(table, "index", None), getattr(table, "columns", None)
    if rows is None or columns is None:
        return None
    order = []
    for labels in (rows, columns):
        if hasattr(labels, "step"):  # only pandas' numbering of what nobody labelled has one
            return None
        names = [str(label).strip().casefold().removesuffix(".0") for label in labels]
        pair = next((pair for pair in YES_NO if sorted(names) == sorted(pair)), None)
        if pair is None:
            return None
        order.append([names.index(answer) for answer in pair])
    return order[0], order[1]


def fraction_between(value: object, name: str) -> Fraction:
    """`value` as the fraction it stands for: 0.95 is 19/20 and 2 / 3 is 2/3. Outside (0, 1): ValueError."""
    if isinstance(value, bool) or not isinstance(value, Real) or not 0 < float(value) < 1:
        raise ValueError(f"{name} must be a number between 0 and 1, both excluded, not {value!r}")
    if isinstance(value, Fraction):
        return value
    simple = Fraction(float(value)).limit_denominator(10**6)
    return simple if float(simple) == value else Fraction(str(value))


def one_of(value: object, allowed: Iterable[str], name: str = "method") -> None:
    """Raise ValueError unless the argument `name` is one of the allowed words."""
    names = list(allowed)
    if value not in names:
        raise ValueError(f"{name} must be one of {', '.join(names)}, not {value!r}")
