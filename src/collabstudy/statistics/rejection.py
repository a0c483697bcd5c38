"""How often a McNemar test rejects, by full enumeration of the discordant counts; nothing is simulated."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from collabstudy.statistics.paired import mcnemar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray


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
