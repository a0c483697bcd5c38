"""Planning the next survey: power for two questions to the same persons (a given width: `precision`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from numbers import Real

from collabstudy.statistics.checks import fraction_between, whole_number
from collabstudy.statistics.limits import root
from collabstudy.statistics.rejection import FAGERLAND, rejection_probability

PAIRS = (
    "target: a superpopulation of which the respondents are independent draws",
    "power before the survey; not to be computed from the difference that a survey found",
)


@dataclass(frozen=True, kw_only=True)
class PairedPower:
    """The chance that McNemar's test reaches alpha at a true difference and discordance."""

    base: int
    difference: float
    discordance: float
    method: str
    alpha: float
    power: float
    assumptions: tuple[str, ...] = PAIRS
    source: str = FAGERLAND


@dataclass(frozen=True, kw_only=True)
class DetectableDifference:
    """The smallest true difference found with the power asked for; None where the largest possible is not.

    `largest_power` is the power at the largest difference that the discordance allows, all one way.
    """

    base: int
    discordance: float
    difference: float | None
    largest_power: float
    power: float
    method: str
    alpha: float
    assumptions: tuple[str, ...] = PAIRS
    source: str = FAGERLAND


def mcnemar_power(
    base: int, difference: float, discordance: float, method: str = "exact", alpha: float = 0.05
) -> PairedPower:
    """Exact power of McNemar's test with `base` pairs, by enumeration of the multinomial discordant counts.

    `discordance` is the chance that a respondent answers the two questions differently, `difference` the share of
    yes on the first less that on the second; the discordant cells have chances (discordance + difference) / 2 and
    (discordance - difference) / 2. Neither a rule of thumb nor conditional on a number of discordant pairs. Not for
    two groups of different respondents.

    Raises:
        ValueError: a base that is not whole or below 1; a discordance outside 0 to 1 or below the size of the
            difference; an unknown method; alpha not between 0 and 1.
    """
    pairs = _pairs(base)
    level = fraction_between(alpha, "alpha")
    for value, name, low in ((discordance, "discordance", 0), (difference, "difference", -1)):
        if isinstance(value, bool) or not isinstance(value, Real) or not low <= float(value) <= 1:
            raise ValueError(f"{name} must be a number from {low} to 1, not {value!r}")
    if abs(difference) > discordance:
        raise ValueError(f"a difference of {difference} needs a discordance of at least that, not {discordance}")
    return PairedPower(
        base=pairs,
        difference=float(difference),
        discordance=float(discordance),
        method=method,
        alpha=float(alpha),
        power=_power(pairs, float(difference), float(discordance), method, level),
    )


def minimum_detectable_difference(
    base: int, discordances: Iterable[float], power: float = 0.8, method: str = "exact", alpha: float = 0.05
) -> tuple[DetectableDifference, ...]:
    """For each discordance, the smallest difference that McNemar's test finds with at least this power.

    Power grows with the difference at a given discordance, so halving finds it. Take the range of discordances
    that an identified set of an earlier survey allows. Not to be read as what an earlier survey could not find.

    Raises:
        ValueError: as `mcnemar_power`; a discordance of 0; power not between alpha and 1.
    """
    level, wanted, pairs = fraction_between(alpha, "alpha"), fraction_between(power, "power"), _pairs(base)
    if wanted <= level:
        raise ValueError(f"power must be above alpha, but {power} is not above {alpha}")
    found = []
    for discordance in discordances:
        largest = mcnemar_power(pairs, discordance, discordance, method, alpha).power
        if discordance == 0:
            raise ValueError("discordance must be above 0: where nobody answers differently there is no difference")

        def excess(difference: float, discordance: float = discordance) -> float:
            return _power(pairs, difference, discordance, method, level) - float(wanted)

        found.append(
            DetectableDifference(
                base=pairs,
                discordance=float(discordance),
                difference=root(excess, 0.0, float(discordance)) if largest >= float(wanted) else None,
                largest_power=largest,
                power=float(power),
                method=method,
                alpha=float(alpha),
            )
        )
    return tuple(found)


def _power(base: int, difference: float, discordance: float, method: str, alpha: Fraction) -> float:
    cells = (discordance + difference) / 2, max(0.0, (discordance - difference) / 2)
    return float(rejection_probability(base, *cells, method, alpha))


def _pairs(base: object) -> int:
    pairs = whole_number(base, "base")
    if pairs == 0:
        raise ValueError("base must be at least 1: nobody answered")
    return pairs
