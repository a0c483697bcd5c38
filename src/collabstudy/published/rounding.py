"""Seven rules by which a share may have been rounded to the number that was printed.

Each rule says which exact shares print as a given number; everything is a fraction of
whole numbers, so that no rounding error of ours can decide about one of theirs.
"""

from dataclasses import dataclass
from fractions import Fraction

HALF = Fraction(1, 2)
ANY_RULE = "any_rule"  # the union of the seven, for a report of which nobody knows how it was rounded


@dataclass(frozen=True)
class Rule:
    """How far below and above the printed number, in units of its last digit, a share may lie."""

    meaning: str
    below: Fraction
    above: Fraction
    includes_lower: bool
    includes_upper: bool


RULES = {
    "half_up": Rule("to the nearest, halves upwards", HALF, HALF, True, False),
    "half_down": Rule("to the nearest, halves downwards", HALF, HALF, False, True),
    "half_even": Rule("to the nearest, halves to the even digit", HALF, HALF, True, True),
    "half_any": Rule("to the nearest, halves either way", HALF, HALF, True, True),
    "floor": Rule("cut off", Fraction(0), Fraction(1), True, False),
    "ceiling": Rule("rounded up", Fraction(1), Fraction(0), False, True),
    "nearest_5": Rule(
        "whole percentages to a multiple of five, halves either way", Fraction(5, 2), Fraction(5, 2), True, True
    ),
}


@dataclass(frozen=True)
class ShareInterval:
    """The exact shares that a wording can stand for.

    ``lower`` and ``upper`` are fractions in [0, 1]; ``includes_lower`` and ``includes_upper``
    say which ends belong. ``hedged`` marks an interval that rests on our reading of a hedge
    word (evidence class *assumed*) and not on a rounding rule.
    """

    wording: str
    rounding: str
    lower: Fraction
    upper: Fraction
    includes_lower: bool
    includes_upper: bool
    hedged: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether no share at all prints as this wording under this rule."""
        return self.lower > self.upper or (
            self.lower == self.upper and not (self.includes_lower and self.includes_upper)
        )

    def meets(self, other: "ShareInterval") -> bool:
        """Whether some share lies in both."""
        lower, upper = max(self.lower, other.lower), min(self.upper, other.upper)
        return lower < upper or (lower == upper and lower in self and lower in other)

    def __contains__(self, share: Fraction) -> bool:
        above = share > self.lower or (self.includes_lower and share == self.lower)
        below = share < self.upper or (self.includes_upper and share == self.upper)
        return above and below

    def __str__(self) -> str:
        if self.is_empty:
            return "no share"
        left, right = "(["[self.includes_lower], ")]"[self.includes_upper]
        return f"{left}{_percentage(self.lower)}, {_percentage(self.upper)}{right}"


def _percentage(share: Fraction) -> str:
    return f"{float(share * 100):.6g}%"


def printed_interval(wording: str, value: Fraction, decimals: int, rounding: str) -> ShareInterval:
    """The shares that print as ``value`` (a percentage) with ``decimals`` digits under a rule.

    The result is cut to [0, 1]. Under ``nearest_5`` only whole multiples of five can be
    printed; any other number gives an empty interval. Raises ``ValueError`` for an unknown rule.
    """
    rule_meaning(rounding)
    if rounding == ANY_RULE:
        return _union(wording, [printed_interval(wording, value, decimals, rule) for rule in RULES])
    rule = RULES[rounding]
    unit = Fraction(1, 10**decimals)
    includes = rule.includes_lower, rule.includes_upper
    if rounding == "half_even":
        even = (value / unit) % 2 == 0
        includes = even, even
    if rounding == "nearest_5" and (decimals > 0 or value % 5 != 0):
        return ShareInterval(wording, rounding, value / 100, value / 100, False, False)
    return clipped(wording, rounding, value - rule.below * unit, value + rule.above * unit, *includes)


def clipped(
    wording: str,
    rounding: str,
    lower: Fraction,
    upper: Fraction,
    includes_lower: bool,
    includes_upper: bool,
    hedged: bool = False,
) -> ShareInterval:
    """An interval of percentages as shares, cut to [0, 1] with the ends of the unit interval included."""
    if lower < 0:
        lower, includes_lower = Fraction(0), True
    if upper > 100:
        upper, includes_upper = Fraction(100), True
    return ShareInterval(wording, rounding, lower / 100, upper / 100, includes_lower, includes_upper, hedged)


def _union(wording: str, intervals: list[ShareInterval]) -> ShareInterval:
    """One interval, because each that is not empty holds the printed number."""
    found = [interval for interval in intervals if not interval.is_empty]
    lower, upper = min(interval.lower for interval in found), max(interval.upper for interval in found)
    return ShareInterval(
        wording,
        ANY_RULE,
        lower,
        upper,
        any(interval.lower == lower and interval.includes_lower for interval in found),
        any(interval.upper == upper and interval.includes_upper for interval in found),
    )


def rule_meaning(rounding: str) -> str:
    """What a rule does, in words; ``ValueError`` names the seven there are and their union."""
    if rounding == ANY_RULE:
        return "any of the seven rules"
    if rounding not in RULES:
        raise ValueError(f"unknown rounding rule {rounding!r}: use one of {', '.join((*RULES, ANY_RULE))}")
    return RULES[rounding].meaning
