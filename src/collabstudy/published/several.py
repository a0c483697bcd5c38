"""Several comparisons at once: Holm's correction over identified sets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from collabstudy.published.paired_set import PairedIdentifiedSet
from collabstudy.statistics import adjust_pvalues


@dataclass(frozen=True)
class AdjustedBounds:
    """Bounds of the Holm-adjusted p-value of each comparison, by name.

    ``sharp`` says whether each end is attained by some data set: so it is where no comparison shares a
    question with another, because then any tables can stand side by side; bases are not taken to be the same
    across comparisons. Where questions are shared the bounds still hold but may be wider than sharp.
    """

    bounds: Mapping[str, tuple[float, float]]
    sharp: bool


def holm_bounds(
    sets: Mapping[str, PairedIdentifiedSet], questions: Mapping[str, Sequence[str]], method: str = "exact"
) -> AdjustedBounds:
    """Holm's correction over the p-values of several identified sets.

    An adjusted p-value never falls when any of the p-values rises (Holm 1979: maxima of multiples of ordered
    p-values), so its bounds come from all the smallest and from all the largest p-values together.
    ``questions`` names, for each set, the questions whose answers it pairs. Raises ``ValueError`` where a set
    is empty, for an unknown method, and where ``questions`` lacks a set.
    """
    missing = [name for name in sets if name not in questions]
    if missing:
        raise ValueError(f"which questions does {missing[0]!r} compare?")
    ends = {name: found.extreme_pvalues(method) for name, found in sets.items()}
    low, high = (adjust_pvalues([ends[name][end] for name in sets], "holm") for end in (0, 1))
    named = [question for name in sets for question in set(questions[name])]
    bounds = {name: (float(a), float(b)) for name, a, b in zip(sets, low, high, strict=True)}
    return AdjustedBounds(bounds, sharp=len(named) == len(set(named)))
