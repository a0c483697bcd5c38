"""What a count out of a base prints as: the way back from shares to printed percentages.

Whole-number formulas, so that one formula serves one count or an array of them.
"""

from typing import Any

from collabstudy.published.rounding import ANY_RULE, RULES, rule_meaning


def printed_units(count: Any, base: Any, decimals: int, rounding: str, ties_up: bool = True) -> Any:
    """The percentage that ``count`` out of ``base`` prints as, in units of the last of ``decimals`` digits.

    ``rounding`` is one of the seven rules; where it lets a half go either way, ``ties_up`` says which.
    Under ``nearest_5`` ``decimals`` must be 0.
    """
    step = 5 if rounding == "nearest_5" else 1
    scaled = count * (100 // step * 10**decimals)
    if rounding == "floor":
        return scaled // base
    if rounding == "ceiling":
        return -(-scaled // base)
    up = (2 * scaled + base) // (2 * base)
    tie = (2 * scaled + base) % (2 * base) == 0
    if rounding == "half_even":
        return up - (tie & (up % 2 == 1))
    down = rounding == "half_down" or (rounding in ("half_any", "nearest_5") and not ties_up)
    return step * (up - tie if down else up)


def printable_units(base: int, decimals: int, rounding: str) -> list[int]:
    """Every percentage that some count out of ``base`` prints as, in units of the last digit, ascending.

    Under ``any_rule`` by any of the seven. Raises ``ValueError`` for an unknown rule, no base or
    negative decimals.
    """
    rule_meaning(rounding)
    if base < 1 or decimals < 0:
        raise ValueError(f"give a base of at least 1 and no negative decimals; they are {base} and {decimals}")
    rules = RULES if rounding == ANY_RULE else [rounding]
    counts = range(base + 1)
    return sorted(
        {
            printed_units(count, base, decimals, rule, ties_up)
            for rule in rules
            if rule != "nearest_5" or decimals == 0
            for count in counts
            for ties_up in (True, False)
        }
    )


def as_percentage(units: int, decimals: int) -> str:
    """Units of the last digit as they are printed: 625 with one decimal is "62.5%"."""
    whole, rest = divmod(units, 10**decimals)
    return f"{whole}.{rest:0{decimals}d}%" if decimals else f"{whole}%"
