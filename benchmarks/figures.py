"""How many published figures are checked in a second beside `grim` (PyPI), the same cases in one run.

    python benchmarks/figures.py

Every percentage from 0 to 100 with none and with one decimal, out of every base to 1,000: can it have been printed?
`grim` decides one case at a time with `decimal`, `check_figures` a frame at once with whole numbers; it also
gives the counts and, for an impossible figure, the percentages on either side. The results must be the same.
"""

import decimal
import sys
import time
from decimal import Decimal

sys.path.pop(0)  # this folder: its statistics.py would stand before the standard module of that name

import pandas as pd
from grim import mean_tester

from collabstudy.published import check_figures

BASES = range(1, 1001)
RUNS = 5
RULE = {"half_up": decimal.ROUND_HALF_UP, "half_even": decimal.ROUND_HALF_EVEN, "floor": decimal.ROUND_FLOOR}


def cases() -> pd.DataFrame:
    """One row a case: ``wording`` and ``base``."""
    percentages = [f"{number}%" for number in range(101)] + [f"{number / 10:.1f}%" for number in range(1001)]
    return pd.DataFrame([(wording, base) for base in BASES for wording in percentages], columns=["wording", "base"])


def theirs(proportions: list[Decimal], bases: list[Decimal], rounding: str) -> list[bool]:
    """The verdicts of `grim`, which takes means: here proportions, with two digits more than the percentage."""
    check, method = mean_tester.consistency_check, RULE[rounding]
    return [check(proportion, base, method) for proportion, base in zip(proportions, bases, strict=True)]


def main() -> None:
    """Print cases a second of both, and the ratio, by rounding rule."""
    frame = cases()
    proportions = [Decimal(wording[:-1]).scaleb(-2) for wording in frame["wording"]]  # parsing is not counted
    bases = [Decimal(base) for base in frame["base"]]
    for rounding in RULE:
        start = time.perf_counter()
        expected = theirs(proportions, bases, rounding)
        slow = time.perf_counter() - start
        print(f"{rounding}: {len(frame):,} cases; grim {len(frame) / slow:,.0f} a second")
        for neighbours in (False, True):
            taken = []
            for _ in range(RUNS):
                start = time.perf_counter()
                found = check_figures(frame, rounding, neighbours=neighbours)
                taken.append(time.perf_counter() - start)
            assert found["consistent"].tolist() == expected
            fast = sorted(taken)[RUNS // 2]
            what = "verdicts, counts and neighbours" if neighbours else "verdicts and counts"
            print(
                f"  check_figures, {what}: {len(frame) / fast:,.0f} a second (median of {RUNS}); "
                f"ratio {slow / fast:.0f}, same verdicts"
            )


if __name__ == "__main__":
    main()
