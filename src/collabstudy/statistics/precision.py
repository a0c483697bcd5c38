"""Planning the next survey: how many respondents a given width takes in a finite population."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from collabstudy.statistics.checks import fraction_between, whole_number
from collabstudy.statistics.hypergeometric import count_limits

LARGEST_POPULATION = 500
SOURCE = "Buonaccorsi (1987), Am. Stat. 41:215"


@dataclass(frozen=True, kw_only=True)
class RequiredRespondents:
    """Respondents with whom, and with any larger number, the interval is no wider than asked for at any count."""

    respondents: int
    population: int
    width: Fraction
    worst_width: Fraction
    confidence: float
    assumptions: tuple[str, ...]
    source: str = SOURCE


def worst_width(respondents: int, population: int, confidence: float = 0.95) -> Fraction:
    """The widest exact hypergeometric interval, over every count, as a share of the population (Buonaccorsi 1987).

    Not for people who choose themselves to answer: it holds for a simple random sample of the population.

    Raises:
        ValueError: numbers that are not whole; no respondent or more than the population; confidence not between
            0 and 1.
    """
    base, size = whole_number(respondents, "respondents"), whole_number(population, "population")
    if base == 0:
        raise ValueError("respondents must be at least 1")
    if base > size:
        raise ValueError(f"respondents must not be above the population, but {base} is above {size}")
    return _worst_width(base, size, fraction_between(confidence, "confidence"))


def respondents_for_width(width: float | Fraction, population: int, confidence: float = 0.95) -> RequiredRespondents:
    """The fewest respondents from which on the exact interval, whatever they answer, is no wider than `width`.

    Upper less lower end of the equal-tail hypergeometric interval, as a share of the population. Counted down from
    the whole population, as the width jumps: a smaller number may meet it by luck of whole persons and the next one
    not. Not for people who choose themselves to answer: it holds for a simple random sample, and more answers of theirs
    do not narrow what nonresponse leaves open (`share_bounds`).

    Raises:
        ValueError: a width not between 0 and 1; a population that is not whole, is 0 or above 500 (a scan over all
            counts would take minutes); confidence not between 0 and 1.
    """
    size, level = whole_number(population, "population"), fraction_between(confidence, "confidence")
    wanted = fraction_between(width, "width")
    if not 1 <= size <= LARGEST_POPULATION:
        raise ValueError(f"population must be from 1 to {LARGEST_POPULATION}, not {size}")
    needed, widest = size, _worst_width(size, size, level)
    while needed > 1:
        narrower = _worst_width(needed - 1, size, level)
        if narrower > wanted:
            break
        needed, widest = needed - 1, narrower
    return RequiredRespondents(
        respondents=needed,
        population=size,
        width=wanted,
        worst_width=widest,
        confidence=float(confidence),
        assumptions=(
            f"target: the finite population of the {size} persons invited",
            "those who answer are a simple random sample of the invited, drawn without replacement",
            "worst case over every count",
        ),
    )


def _worst_width(base: int, population: int, level: Fraction) -> Fraction:
    tail = (1 - level) / 2
    limits = (count_limits(count, base, population, tail) for count in range(base // 2 + 1))  # the rest mirrors
    return Fraction(max(high - low for low, high in limits), population)
