"""How often a McNemar test rejects, by full enumeration of the discordant counts; nothing is simulated."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from collabstudy.statistics.checks import fraction_between, whole_number
from collabstudy.statistics.paired import mcnemar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

FAGERLAND = "Fagerland, Lydersen and Laake (2013), BMC Med. Res. Methodol. 13:91 (complete enumeration)"


@dataclass(frozen=True, kw_only=True, eq=False)
class Size:
    """Chance of a false rejection by discordance (the chance that a respondent answers the two differently)."""

    method: str
    base: int
    alpha: float
    discordances: NDArray[np.float64]
    size: NDArray[np.float64]
    maximum: float
    maximum_at: float
    source: str = FAGERLAND


@lru_cache(maxsize=32)
def rejection_region(base: int, method: str, alpha: Fraction) -> NDArray[np.bool_]:
    """Whether p <= alpha at discordant counts b (row) and c (column) of `base` pairs; False where b + c > base."""
    import numpy as np

    rejects = np.zeros((base + 1, base + 1), dtype=bool)
    for b in range(base + 1):
        for c in range(min(b, base - b) + 1):  # the tests are symmetric in b and c
            test = mcnemar([[0, b], [c, base - b - c]], method)
            pvalue = test.pvalue if test.pvalue_exact is None else test.pvalue_exact
            rejects[b, c] = rejects[c, b] = pvalue <= alpha
    rejects.setflags(write=False)  # shared by all callers
    return rejects


def rejection_probability(
    base: int, first_only: ArrayLike, second_only: ArrayLike, method: str, alpha: Fraction
) -> NDArray[np.float64]:
    """P(p <= alpha) where a respondent says yes to the first question only, or the second only, with these chances.

    The sum of multinomial probabilities over the rejection region (Fagerland, Lydersen and Laake 2013, complete
    enumeration). `first_only` and `second_only` are broadcast; the result has their shape.
    """
    import numpy as np
    from scipy.special import gammaln, xlogy

    p, q = np.broadcast_arrays(np.asarray(first_only, dtype=float), np.asarray(second_only, dtype=float))
    b, c = np.nonzero(rejection_region(base, method, alpha))
    alike = base - b - c
    ways = gammaln(base + 1) - gammaln(b + 1) - gammaln(c + 1) - gammaln(alike + 1)
    same = np.clip(1 - p - q, 0, 1)
    logs = ways + xlogy(b, p[..., None]) + xlogy(c, q[..., None]) + xlogy(alike, same[..., None])
    return np.clip(np.exp(logs).sum(axis=-1), 0, 1)


@lru_cache(maxsize=32)
def mcnemar_size(base: int, method: str = "exact", alpha: float = 0.05, points: int = 1001) -> Size:
    """Exact size of a McNemar test with `base` pairs, on a grid of discordances from 0 to 1.

    With both discordant cells equally likely, every pair of discordant counts is enumerated (Fagerland, Lydersen
    and Laake 2013). The maximum is that over the grid, not the supremum. Not for respondents who are dependent.

    Raises:
        ValueError: a base that is not whole or below 1; an unknown method; alpha not between 0 and 1; fewer than
            two points.
    """
    import numpy as np

    base, points = whole_number(base, "base"), whole_number(points, "points")
    if base < 1 or points < 2:
        raise ValueError(f"base must be 1 or more and points 2 or more, they are {base} and {points}")
    discordances = np.linspace(0, 1, points)
    size = rejection_probability(base, discordances / 2, discordances / 2, method, fraction_between(alpha, "alpha"))
    for shared in (discordances, size):  # by all callers
        shared.setflags(write=False)
    return Size(
        method=method,
        base=base,
        alpha=float(alpha),
        discordances=discordances,
        size=size,
        maximum=float(size.max()),
        maximum_at=float(discordances[size.argmax()]),
    )
