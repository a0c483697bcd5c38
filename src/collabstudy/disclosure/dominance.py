"""Whether the sum behind a mean is that of one respondent, so that another who knows a value works it out."""

from collections.abc import Iterable

NEAR = 0.1  # of the largest value: what the respondent with the second largest may not know more closely


def dominated(values: Iterable[float]) -> bool:
    """The p% rule (Hundepool and others 2012, section 4.2), of sizes without their sign: whoever gave the second
    largest could take it from the total and know the largest to within a tenth. True also where all are zero.
    """
    sizes = sorted(map(abs, values), reverse=True)
    return not sizes or sum(sizes[2:]) <= NEAR * sizes[0]
