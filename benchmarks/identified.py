"""Bounds of p and of the difference for 55% beside 41%, beside going through every table, in one run.

    python benchmarks/identified.py

The same persons answered both, half-up rounding. The plain enumeration makes each table and keeps no list;
it is run as far as it takes seconds, and there the bounds are asserted equal. Peak memory is that of one
call, as Python counts it (tracemalloc), in a run that is not timed.
"""

import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from fractions import Fraction

sys.path.pop(0)  # this folder: its statistics.py would stand before the standard module of that name

from collabstudy.published import paired_identified_set
from collabstudy.statistics.discordant import mcnemar_exact_pvalue

Bounds = tuple[tuple[float, float], tuple[float, float]]
ENUMERATED = (31, 310, 620)
BOUNDED = (31, 310, 620, 1_240, 3_100)


def bounded(respondents: int) -> Bounds:
    """By this project."""
    found = paired_identified_set("55%", "41%", respondents)
    return found.bounds("mcnemar"), found.bounds("difference")


def enumerated(respondents: int) -> Bounds:
    """By a loop over bases, counts and joint cells."""
    pvalues, differences = [Fraction(2), Fraction(-1)], [Fraction(2), Fraction(-2)]
    for base, b, c in tables(respondents):
        p, difference = mcnemar_exact_pvalue(b, c), Fraction(b - c, base)
        pvalues = [min(pvalues[0], p), max(pvalues[1], p)]
        differences = [min(differences[0], difference), max(differences[1], difference)]
    low, high = map(float, pvalues)
    return (low, high), (float(differences[0]), float(differences[1]))


def tables(respondents: int) -> Iterator[tuple[int, int, int]]:
    """Base and discordant counts of every table that prints as both figures."""
    for base in range(1, respondents + 1):
        ones = [k for k in range(base + 1) if 109 * base <= 200 * k < 111 * base]
        others = [k for k in range(base + 1) if 81 * base <= 200 * k < 83 * base]
        for first in ones:
            for second in others:
                for joint in range(max(0, first + second - base), min(first, second) + 1):
                    yield base, first - joint, second - joint


def seconds(run: Callable[[int], Bounds], respondents: int) -> tuple[float, Bounds]:
    """Time and result of one call, from an empty cache of p-values."""
    mcnemar_exact_pvalue.cache_clear()
    start = time.perf_counter()
    found = run(respondents)
    return time.perf_counter() - start, found


def peak(respondents: int) -> float:
    """MiB at the peak of one call."""
    tracemalloc.start()
    bounded(respondents)
    mebibytes = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return mebibytes


def main() -> None:
    """Print the times, their ratio and how they grow."""
    before: tuple[int, float] | None = None
    for respondents in BOUNDED:
        ours, found = seconds(bounded, respondents)
        size = paired_identified_set("55%", "41%", respondents).size
        line = f"N = {respondents:>5,}: {size:>11,} tables; bounds {ours:8.4f} s, peak {peak(respondents):5.1f} MiB"
        if before is not None:
            grown = respondents / before[0]
            line += f"; N x {grown:.1f}, time x {ours / before[1]:.1f} (squared: x {grown**2:.0f})"
        if respondents in ENUMERATED:
            plain, expected = seconds(enumerated, respondents)
            assert found == expected, (found, expected)
            line += f"; enumeration {plain:.3f} s, {plain / ours:.0f} times as long, same bounds"
        print(line, flush=True)
        before = respondents, ours


if __name__ == "__main__":
    main()
