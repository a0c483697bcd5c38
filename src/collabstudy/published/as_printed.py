"""A share as a report prints it, under each of the seven rounding rules: the way back of a printed interval."""

from fractions import Fraction

from collabstudy.published.rounding import rule_named

HALF = Fraction(1, 2)


def printed_percentages(count: int, base: int, rounding: str = "half_up", decimals: int = 0) -> tuple[str, ...]:
    """What ``count`` of ``base`` prints as: one percentage, or two at a tie that may go either way.

    Under ``nearest_5`` percentages have no decimals. Raises ``ValueError`` for an unknown rule, or a
    count that is not between 0 and a base of at least 1.
    """
    rule_named(rounding)
    if not 0 <= count <= base or base < 1:
        raise ValueError(f"{count} of {base} is no share")
    if rounding == "nearest_5":
        return tuple(f"{5 * unit}%" for unit in _units(Fraction(20 * count, base), "half_any"))
    units = _units(Fraction(100 * count * 10**decimals, base), rounding)
    return tuple(_text(unit, decimals) for unit in units)


def _units(share: Fraction, rounding: str) -> tuple[int, ...]:
    """The whole number, or the two, to which a share in units of the last digit is rounded."""
    below, rest = share // 1, share % 1
    if rest == 0 or rounding == "floor":
        return (below,)
    if rounding == "ceiling":
        return (below + 1,)
    if rest != HALF:
        return (below + (rest > HALF),)
    ties = {
        "half_up": (below + 1,),
        "half_down": (below,),
        "half_even": (below + below % 2,),
        "half_any": (below, below + 1),
    }
    return ties[rounding]


def _text(units: int, decimals: int) -> str:
    whole, digits = divmod(units, 10**decimals)
    return f"{whole}.{digits:0{decimals}d}%" if decimals else f"{whole}%"
