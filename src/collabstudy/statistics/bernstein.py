"""The largest value of a probability that is a polynomial in one unknown share, without missing it.

The chance of rejecting, given n respondents of whom each is marked with probability p, is
sum over m of C(n, m) p^m (1 - p)^(n - m) r_m, with r_m the chance given m marked: r is its vector of Bernstein
coefficients. A polynomial never exceeds its largest coefficient, so a stretch of p whose coefficients are all
at or below a value already attained holds nothing better; every other stretch is halved (de Casteljau; Farin
2002, Curves and Surfaces for CAGD, section 4.6). No grid, so no maximum between its points.
"""

from __future__ import annotations

from typing import Any

TOLERANCE = 1e-11  # a maximum may be missed by this part of itself, never more


def largest_value(coefficients: Any, low: float = 0.0, high: float = 1.0) -> float:
    """The maximum over low <= p <= high of the polynomial with these Bernstein coefficients, none of them negative.

    Right to a part `TOLERANCE` of the maximum itself, however small that is; an absolute tolerance would answer 0
    where no coefficient exceeds it.
    """
    import numpy as np

    whole = np.asarray(coefficients, dtype=float)
    if high < 1:
        whole = _split(whole, high)[0]
    if low > 0:
        whole = _split(whole, low / high)[1]
    best = max(whole[0], whole[-1])
    stretches = [whole]
    while stretches:
        stretch = stretches.pop()
        if stretch.max() <= best * (1 + TOLERANCE):
            continue
        left, right = _split(stretch, 0.5)
        best = max(best, right[0])
        stretches += sorted((left, right), key=lambda half: half.max())  # the most promising is taken next
    return min(1.0, float(best))


def _split(coefficients: Any, at: float) -> tuple[Any, Any]:
    """The coefficients on either side of a point, by repeated interpolation."""
    import numpy as np

    level = coefficients.copy()
    left, right = np.empty_like(level), np.empty_like(level)
    for step in range(len(level)):
        left[step], right[-1 - step] = level[0], level[-1]
        level = (1 - at) * level[:-1] + at * level[1:]
    return left, right
