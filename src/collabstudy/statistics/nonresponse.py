"""What silence leaves open: worst-case bounds of a share, and how different the silent would have to be.

Exact fractions and whole persons, standard library only. Nothing here assumes that those who answered resemble
those who did not.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction

from collabstudy.statistics.checks import count_and_base, fraction_between, whole_number
from collabstudy.statistics.finite import population_ends
from collabstudy.statistics.results import Bounds, BreakEven, Rate

Ends = tuple[Fraction, Fraction]
MANSKI = "Manski (1989), J. Hum. Resour. 24:343; Horowitz and Manski (1995), Econometrica 63:281"


def worst_case(counts: Iterable[int], base: int, size: int) -> Ends:
    """The lowest and highest share among `size` persons of whom `base` answered: the rest all no, or all yes.

    `counts` are the yes-sayers that those who answered may have held: one number, or the smallest and largest.
    """
    known = list(counts)
    return Fraction(min(known), size), Fraction(max(known) + size - base, size)


def item_nonresponse(base: int, respondents: int, not_asked: int = 0) -> Rate:
    """The share of those asked an item who did not answer it.

    (respondents - not_asked - base) / (respondents - not_asked); those for whom the item was not relevant were
    not asked. Not a rate of unit nonresponse: those who returned nothing are outside it.

    Raises:
        ValueError: numbers that are not whole or negative; nobody asked; a base above the number asked.
    """
    base, respondents, skipped = (
        whole_number(value, name)
        for value, name in ((base, "base"), (respondents, "respondents"), (not_asked, "not_asked"))
    )
    asked = respondents - skipped
    if asked < 1:
        raise ValueError("the item was asked of nobody: an item nonresponse rate is not defined")
    if base > asked:
        raise ValueError(f"base must not be above the number asked, but {base} is above {asked}")
    rate = Fraction(asked - base, asked)
    definition = "asked and not answered / asked"
    return Rate(
        "item nonresponse",
        definition,
        rate,
        rate,
        (),
        "OMB (2006), Standards and Guidelines for Statistical Surveys, section 3.2",
    )


def share_bounds(
    count: int, base: int, respondents: int | None = None, invited: int | tuple[int, int] | None = None
) -> Bounds:
    """Worst-case (Manski) bounds of a share: everyone who is silent said no, or everyone said yes.

    The target is the invited if `invited` is given, else the respondents (item nonresponse alone), else those
    who answered, whose share is known. Sharp without any assumption on the silent: every share between the
    bounds on the grid of whole persons is possible. Not a confidence interval, and not for a wider population
    than the one named (Manski 1989; Horowitz and Manski 1995).

    Args:
        count, base: those who gave the answer, of those who answered the item.
        respondents: persons who took part, base or more.
        invited: persons invited; (low, high) where known only as an interval, which gives the widest bounds.

    Raises:
        ValueError: a count above its base, a base above respondents or either above the invited; base 0.
    """
    count, base = count_and_base(count, base)
    took_part = base if respondents is None else whole_number(respondents, "respondents")
    if took_part < base:
        raise ValueError(f"respondents must not be below the base, but {took_part} is below {base}")
    low, high = (took_part, took_part) if invited is None else population_ends(invited, took_part, "share_bounds")
    ends = [worst_case([count], base, size) for size in {low, high}]
    who = "the persons who answered" if respondents is None else "the respondents"
    target = who if invited is None else f"the {low} persons invited" if low == high else f"the {low} to {high} invited"
    notes = [f"target: {target}", "nothing is assumed of those who did not answer"]
    if invited is not None and low < high:
        notes.append("number invited known only as an interval: the widest bounds over every size in it")
    bounds = min(one for one, _ in ends), max(other for _, other in ends)
    return Bounds(
        *bounds, Fraction(count, base), took_part - base, (low - took_part, high - took_part), tuple(notes), MANSKI
    )


def break_even(
    count: int, base: int, invited: int | tuple[int, int], threshold: Fraction | float = Fraction(1, 2)
) -> BreakEven:
    """How different the silent must be from those who answered for the share to lose its side of `threshold`.

    Above the threshold, the most silent yes-sayers with whom the share among all is at or below it; below it, the
    fewest with whom it is at or above. In persons (whole), and as the silent share at which the whole share equals
    the threshold exactly (a fraction, outside 0 to 1 where no answer of the silent can cross). Of a number invited
    known as (low, high) the result is that of the size which takes the smallest difference. A breakdown point in
    the sense of Horowitz and Manski (1995). Not a probability: says nothing of how likely such a
    difference is.

    Raises:
        ValueError: a count above its base; nobody silent at any size; a share that equals the threshold and so
            has no side; threshold not between 0 and 1.
    """
    count, base = count_and_base(count, base)
    line, share = fraction_between(threshold, "threshold"), Fraction(count, base)
    low, high = population_ends(invited, base, "break_even")
    if high == base:
        raise ValueError("everyone invited answered: nobody is silent")
    if share == line:
        raise ValueError(f"{count} of {base} is at the threshold {line}: it has no side to lose")
    sizes = range(max(low, base + 1), high + 1)
    size = min(sizes, key=lambda size: (abs(share - (line * size - count) / (size - base)), size))
    above, silent = share > line, size - base
    persons = math.floor(line * size) - count if above else math.ceil(line * size) - count
    possible = 0 <= persons <= silent
    exact = (line * size - count) / silent
    notes = [f"target: the {size} persons invited", f"{silent} silent", "the share loses its side at the threshold"]
    if low < high:
        notes.append(f"of {low} to {high} invited, the number that takes the smallest difference")
    return BreakEven(
        share, line, above, size, silent, exact, share - exact, persons if possible else None, tuple(notes), MANSKI
    )
