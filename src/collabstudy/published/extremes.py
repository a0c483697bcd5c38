"""The smallest and the largest p-value, or effect, among tables; each with a table that attains it."""

from collections.abc import Callable, Iterable
from fractions import Fraction

from collabstudy.published.discordance import Frontier
from collabstudy.published.identified import PairedTable
from collabstudy.statistics.discordant import (
    mcnemar_asymptotic_pvalue,
    mcnemar_exact_pvalue,
    mcnemar_mid_pvalue,
)

Number = Fraction | float
Extreme = tuple[Number, PairedTable]
Effect = Callable[[PairedTable], tuple[int, int]]
PVALUES: dict[str, Callable[[int, int], Number]] = {
    "exact": mcnemar_exact_pvalue,
    "mid_p": mcnemar_mid_pvalue,
    "asymptotic": mcnemar_asymptotic_pvalue,
}
# Each effect as numerator and denominator, so that two are compared by whole numbers; 0 below is infinite.
EFFECTS: dict[str, Effect] = {
    "difference": lambda table: (table.yes_no - table.no_yes, sum(table)),
    "odds_ratio": lambda table: (table.yes_no, table.no_yes),
    "cohen_g": lambda table: (abs(table.yes_no - table.no_yes), 2 * (table.yes_no + table.no_yes)),
    "joint": lambda table: (table.yes_yes, 1),
}


def extreme_pvalues(found: Frontier, pvalue: Callable[[int, int], Number]) -> tuple[Extreme, Extreme]:
    """The lowest and the highest p over a frontier."""
    lowest, highest = ([(pvalue(table.yes_no, table.no_yes), table) for table in tables] for tables in found)
    return min(lowest, key=_value), max(highest, key=_value)


def extreme_effects(tables: Iterable[PairedTable], effect: Effect) -> tuple[Extreme, Extreme] | None:
    """The smallest and the largest effect, compared in whole numbers; ``None`` where no table defines it."""
    low = high = None
    for table in tables:
        above, below = effect(table)
        if above == below == 0:
            continue  # nobody answered both, or no discordant pair
        if low is None or above * low[1] < low[0] * below:
            low = above, below, table
        if high is None or above * high[1] > high[0] * below:
            high = above, below, table
    if low is None or high is None:
        return None
    lowest, highest = (
        (Fraction(above, below) if below else float("inf"), table) for above, below, table in (low, high)
    )
    return lowest, highest


def _value(found: Extreme) -> Number:
    return found[0]
