"""Several tests at once."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from numbers import Real

from collabstudy.statistics.checks import one_of
from collabstudy.statistics.results import AdjustedPvalues


def adjust_pvalues(pvalues: Iterable[float | Fraction], method: str = "holm") -> AdjustedPvalues:
    """P-values adjusted for their number, in the order given.

    `holm`: with the m p-values in rising order, the i-th is multiplied by m - i + 1, raised to the largest so
    far and kept at 1 or below (Holm 1979). Holds the chance of any false rejection at alpha under any
    dependence. Not for p-values picked from a longer list: m is the number of tests made, not of those shown.

    `benjamini_hochberg`: the i-th of m is multiplied by m / i and lowered to the smallest after it (Benjamini
    and Hochberg 1995). Holds the expected share of false ones among the rejections, if the tests are
    independent or positively dependent. Not where a single false rejection is one too many.

    Returns:
        AdjustedPvalues: floats in `pvalues`; also `pvalues_exact` where every p-value given is a Fraction.

    Raises:
        ValueError: a p-value that is no number or lies outside 0 to 1; an unknown method.
    """
    one_of(method, ADJUSTMENTS)
    adjust, dependence, source = ADJUSTMENTS[method]
    given = [_pvalue(value) for value in pvalues]
    adjusted = adjust([Fraction(value) for value in given])
    return AdjustedPvalues(
        pvalues=tuple(map(float, adjusted)),
        method=method,
        assumptions=("every test that was made is in the list", dependence),
        source=source,
        pvalues_exact=tuple(adjusted) if all(isinstance(value, Fraction) for value in given) else None,
    )


def _pvalue(value: object) -> float | Fraction:
    if isinstance(value, bool) or not isinstance(value, Real) or not 0 <= float(value) <= 1:
        raise ValueError(f"each p-value must be a number from 0 to 1, not {value!r}")
    return value if isinstance(value, Fraction) else float(value)


def _holm(values: list[Fraction]) -> list[Fraction]:
    adjusted = list(values)
    largest = Fraction(0)
    for rank, position in enumerate(sorted(range(len(values)), key=values.__getitem__)):
        largest = max(largest, min(Fraction(1), (len(values) - rank) * values[position]))
        adjusted[position] = largest
    return adjusted


def _benjamini_hochberg(values: list[Fraction]) -> list[Fraction]:
    adjusted = list(values)
    smallest = Fraction(1)
    falling = sorted(range(len(values)), key=values.__getitem__, reverse=True)
    for rank, position in zip(range(len(values), 0, -1), falling, strict=True):
        smallest = min(smallest, values[position] * len(values) / rank)
        adjusted[position] = smallest
    return adjusted


ADJUSTMENTS = {
    "holm": (_holm, "any dependence between the tests", "Holm (1979), Scand. J. Stat. 6:65"),
    "benjamini_hochberg": (
        _benjamini_hochberg,
        "tests independent or positively dependent",
        "Benjamini and Hochberg (1995), J. R. Stat. Soc. B 57:289",
    ),
}
