"""What the statistics return: small frozen records that carry their method, assumptions and source."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import overload


@dataclass(frozen=True, kw_only=True)
class Interval:
    """An estimate with a confidence interval; shares are between 0 and 1, differences between -1 and 1.

    `lower_count`, `upper_count` (persons) and `population` (smallest, largest) are set for a finite
    population only.
    """

    estimate: float
    lower: float
    upper: float
    method: str
    confidence: float
    assumptions: tuple[str, ...]
    source: str
    lower_count: int | None = None
    upper_count: int | None = None
    population: tuple[int, int] | None = None


@dataclass(frozen=True, kw_only=True)
class HypothesisTest:
    """A test of one null hypothesis.

    `pvalue` is never 0, as the observed table is possible: a p below the smallest positive float is that float.
    `pvalue_exact` is the same p-value as a fraction where the method is exact, else None: compare that one
    with alpha, so that no rounding decides. `standard_error` is that of a p-value from random tables, else None;
    `degrees_of_freedom` belongs to a chi-square; `odds_ratio` comes with Fisher's test of a 2 x 2 table.
    """

    pvalue: float
    statistic: float
    method: str
    assumptions: tuple[str, ...]
    source: str
    pvalue_exact: Fraction | None = None
    standard_error: float | None = None
    degrees_of_freedom: int | None = None
    odds_ratio: Interval | None = None

    def __post_init__(self) -> None:
        if self.pvalue == 0:
            object.__setattr__(self, "pvalue", math.nextafter(0, 1))


@dataclass(frozen=True, kw_only=True)
class PairwiseTest:
    """The test of two questions out of several: its own p is in `test`, `adjusted` allows for all the pairs."""

    first: str
    second: str
    test: HypothesisTest
    adjusted: float


@dataclass(frozen=True, kw_only=True)
class EffectSize:
    """An effect size without interval; where it is not defined `estimate` is None and `reason` says why."""

    estimate: float | None
    method: str
    assumptions: tuple[str, ...]
    source: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class AdjustedPvalues(Sequence[float]):
    """Adjusted p-values in the order they came in; the record itself can be used as that sequence.

    `pvalues_exact` holds them as fractions where all those given were exact, else None.
    """

    pvalues: tuple[float, ...]
    method: str
    assumptions: tuple[str, ...]
    source: str
    pvalues_exact: tuple[Fraction, ...] | None = None

    def __len__(self) -> int:
        return len(self.pvalues)

    @overload
    def __getitem__(self, index: int) -> float: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[float, ...]: ...
    def __getitem__(self, index: int | slice) -> float | tuple[float, ...]:
        return self.pvalues[index]


@dataclass(frozen=True)
class Bounds:
    """Worst-case bounds of a share; `item_silent` and `unit_silent` (smallest, largest) are persons."""

    lower: Fraction
    upper: Fraction
    among_those_who_answered: Fraction
    item_silent: int
    unit_silent: tuple[int, int]
    assumptions: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class BreakEven:
    """How far the silent must be from those who answered for a share to lose its side of a threshold.

    `silent_share` is the share of yes among the silent at which the whole share equals the threshold (outside 0
    to 1: impossible), `difference` the share of those who answered less that one. `persons` is the number of
    silent yes-sayers at which the side is just lost, None where no number of them can.
    """

    share: Fraction
    threshold: Fraction
    above: bool
    invited: int
    silent: int
    silent_share: Fraction
    difference: Fraction
    persons: int | None
    assumptions: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Rate:
    """A rate with its definition; `lower` and `upper` differ where `unknown` names what was not recorded."""

    name: str
    definition: str
    lower: Fraction
    upper: Fraction
    unknown: tuple[str, ...]
    source: str
