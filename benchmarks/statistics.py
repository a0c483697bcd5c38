"""Exact tests beside scipy's, in one run; p-values are asserted equal where scipy is right.

    python benchmarks/statistics.py

Freeman-Halton: scipy draws random tables, so its p must only lie within five standard errors. Boschloo: scipy
searches for the largest chance without a guarantee, and may stay below. Signed ranks with ties: scipy's exact
method is wrong, its permutations are right and random beyond some twenty pairs.
"""

import math
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path = [entry for entry in sys.path if Path(entry or ".").resolve() != Path(__file__).resolve().parent]

import numpy as np  # noqa: E402  (this file has the name of a standard module, which must not be shadowed)
from scipy.stats import MonteCarloMethod, PermutationMethod, boschloo_exact, fisher_exact, wilcoxon  # noqa: E402

from collabstudy.statistics import boschloo, fisher_freeman_halton, signed_rank  # noqa: E402

JOB = [[1, 3, 10, 6], [2, 3, 10, 7], [1, 6, 14, 12], [0, 1, 9, 11]]
DRAWS = 9_999


def timed(call: Callable[[], Any], runs: int = 3) -> tuple[float, Any]:
    """The median of some runs, in seconds, and the answer of the last."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        answer = call()
        seconds.append(time.perf_counter() - start)
    return sorted(seconds)[runs // 2], answer


def compare(title: str, ours: Callable[[], Any], theirs: Callable[[], Any], allowed: float | None) -> None:
    """Print one line; `allowed` None stands for five standard errors of scipy's random p."""
    mine, result = timed(ours)
    other, peer = timed(theirs, 1 if allowed is None else 3)
    apart = abs(result.pvalue - peer.pvalue)
    spread = 5 * math.sqrt(result.pvalue * (2 - result.pvalue) / DRAWS) + 2 / DRAWS  # of twice one tail
    assert apart <= (spread if allowed is None else allowed), f"{title}: {result.pvalue} and {peer.pvalue}"
    print(
        f"{title:<44} {mine:9.4f} s, scipy {other:9.4f} s, ratio {mine / other:8.4f}; "
        f"p {result.pvalue:.6f}, scipy {peer.pvalue:.6f}"
    )


def freeman_halton() -> None:
    """The 4 x 4 table of n = 96, a third of it and twice it."""
    generator = np.random.default_rng(5)
    for name, table in (
        ("n = 31, 3 x 4", [[1, 3, 4, 2], [3, 3, 2, 2], [1, 5, 4, 1]]),
        ("n = 96, 4 x 4", JOB),
        ("n = 192, 4 x 4", [[2 * cell for cell in row] for row in JOB]),
    ):
        draw = MonteCarloMethod(n_resamples=DRAWS, rng=generator)
        compare(
            f"Freeman-Halton {name}, scipy random",
            lambda table=table: fisher_freeman_halton(table),
            lambda table=table, draw=draw: fisher_exact(table, method=draw),
            None,
        )


def unconditional() -> None:
    """Groups of 15, 50 and 150, one-sided, where both mean the same test."""
    for size in (15, 50, 150):
        table = [[size * 2 // 3, size - size * 2 // 3], [size // 2, size - size // 2]]
        compare(
            f"Boschloo one-sided, 2 x {size}",
            lambda table=table: boschloo(table, "greater"),
            lambda table=table: boschloo_exact(np.array(table).T, "greater"),
            1e-4,
        )


def ranks() -> None:
    """Differences of ordered answers, hence with ties, and untied ones where scipy is exact."""
    generator = np.random.default_rng(6)
    for pairs in (31, 100, 300):
        drawn = generator.choice([-3, -2, -1, 1, 2, 3], pairs, p=[0.1, 0.1, 0.2, 0.25, 0.2, 0.15])
        tied = [int(value) for value in drawn]
        untied = [(at + 1) * (1 if coin < 0.55 else -1) for at, coin in enumerate(generator.random(pairs))]
        compare(
            f"signed rank without ties, n = {pairs}",
            lambda untied=untied: signed_rank(untied),
            lambda untied=untied: wilcoxon(untied, method="exact"),
            1e-10,
        )
        permute = PermutationMethod(n_resamples=DRAWS, rng=generator)
        compare(
            f"signed rank with ties, n = {pairs}, scipy random",
            lambda tied=tied: signed_rank(tied),
            lambda tied=tied, permute=permute: wilcoxon(tied, method=permute),
            None,
        )


if __name__ == "__main__":
    freeman_halton()
    unconditional()
    ranks()
