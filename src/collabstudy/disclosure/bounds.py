"""What a reader can work out of a table: the smallest and the largest count that each hidden cell can have.

Integer programming over every table that agrees with all that is published (Fischetti and Salazar-Gonzalez 2001,
the attacker's problem). scipy's solver does it, so that suppression is not checked by the code that suppresses.
"""

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]


def cell_bounds(
    lowest: Counts, highest: Counts, rows: Counts, columns: Counts, wanted: NDArray[np.bool_] | None = None
) -> tuple[Counts, Counts]:
    """Sharp bounds of the cells of a two-way table whose margins are known.

    ``lowest`` and ``highest`` (shape r x c) say what is known of each cell (equal where it is shown), ``rows`` (r) and
    ``columns`` (c) are the totals. Only ``wanted`` cells are solved; the others keep what is known.

    Raises ``ValueError`` where no table agrees with all of it.
    """
    from scipy.optimize import LinearConstraint, milp

    height, width = lowest.shape
    sums = np.vstack([np.kron(np.eye(height), np.ones(width)), np.kron(np.ones(height), np.eye(width))])
    totals = np.concatenate([rows, columns])
    least, most = lowest.copy(), highest.copy()
    for place in np.argwhere((lowest < highest) if wanted is None else wanted & (lowest < highest)):
        at = tuple(place)
        for sign, found in ((1.0, least), (-1.0, most)):
            aim = np.zeros(height * width)
            aim[np.ravel_multi_index(at, lowest.shape)] = sign
            solved = milp(
                aim,
                constraints=LinearConstraint(sums, totals, totals),
                integrality=np.ones(height * width),
                bounds=(lowest.ravel(), highest.ravel()),
            )
            if not solved.success:
                raise ValueError("no table agrees with the totals and the cells that are shown")
            found[at] = round(sign * solved.fun)
    return least, most
