"""The last two columns of a table with given margins, counted in whole numbers (for `freeman_halton`).

Given what is left of each row, a cell of the last column but one decides the cell beside it, and a table of the two
has as many ways as the product over rows of C(rest, cell), times a constant. These products run to hundreds of digits.
So they are sorted by their logarithms, and summed as remainders by several moduli without common divisor, which numpy
does fast, and by 2^64 without dividing at all; a sum is put together again only where it is asked for (Chinese
remainder theorem; Knuth 1997, The Art of Computer Programming 2, section 4.3.2).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

Past = dict[int, int]  # likelihood of the columns so far -> in how many ways
WORD = 2**64  # unsigned integers of numpy leave their remainder by it of themselves
WHOLE = 40  # a remainder of a whole number of Python costs as much as so many cells, and more if it is long
CLOSE = 1e-9  # logarithms this near are told apart by the whole numbers themselves


def at_most(rests: tuple[int, ...], past: Past, column: int, observed: int) -> int:
    """The ways of all tables with one rest of the rows that are no more likely than `observed`.

    `column` is the total of the last column but one; `past` holds the likelihoods of the columns before it.
    """
    import numpy as np

    constant = math.factorial(column) * math.factorial(sum(rests) - column)
    divisor = math.prod(map(math.factorial, rests))
    limits = {likelihood: observed * divisor // (likelihood * constant) for likelihood in past}
    reachable = [limit for limit in limits.values() if limit]  # no product is below 1
    logs, possible = _products(rests, column, None)
    places = np.flatnonzero(possible)
    order = places[np.argsort(logs[places])]
    logs = logs[order]
    thresholds = np.array([math.log(limit) for limit in reachable])
    sure = np.searchsorted(logs, thresholds - CLOSE)
    near = np.searchsorted(logs, thresholds + CLOSE)
    doubtful = np.unique(np.concatenate([np.arange(0), *map(np.arange, sure, near)]))
    used = _used(rests, column)
    sums, products = [], []
    for modulus in used:
        remainders = _products(rests, column, modulus)[0][order]
        up_to = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(remainders)])
        sums.append(_remainder(up_to[sure], modulus).tolist())
        products.append(remainders[doubtful].tolist())
    whole = dict(zip(doubtful.tolist(), together(products, used), strict=True))
    below = {
        limit: value + sum(whole[at] for at in range(first, last) if whole[at] <= limit)
        for limit, value, first, last in zip(reachable, together(sums, used), sure.tolist(), near.tolist(), strict=True)
    }
    ways = sum(likelihood * times * below.get(limits[likelihood], 0) for likelihood, times in past.items())
    return ways * constant // divisor


def work(layer: Iterable[tuple[int, ...]], column: int) -> int:
    """How many cells of numpy the rests of a layer take, the binomials of whole numbers among them."""
    found, rows = 0, set()
    for rests in layer:
        ranges = _ranges(rests, column)
        used = 2 + max(0, math.comb(sum(rests), column).bit_length() - 64) // 31  # moduli, without seeking them
        found += math.prod(len(cells) for cells in ranges[:-1]) * used
        rows |= {(rest, cells) for rest, cells in zip(rests, ranges, strict=True)}
    return found + sum(len(cells) * used * (WHOLE + rest // 64) for rest, cells in rows)


def _used(rests: tuple[int, ...], column: int) -> tuple[int, ...]:
    return moduli(math.comb(sum(rests), column).bit_length())  # that binomial is all products together (Vandermonde)


def _ranges(rests: tuple[int, ...], column: int) -> list[range]:
    """Which cells each row can have in the column."""
    whole = sum(rests)
    return [range(max(0, column - whole + rest), min(rest, column) + 1) for rest in rests]


def _products(rests: tuple[int, ...], column: int, modulus: int | None) -> tuple[Any, Any]:
    """The product of binomials of every filling of the column: its remainder, or its logarithm without a modulus.

    They stand in a grid over all rows but the last; the second array says which of its places are fillings.
    """
    import numpy as np

    ranges = _ranges(rests, column)
    binomials = [_binomials(rest, cells, modulus) for rest, cells in zip(rests, ranges, strict=True)]
    left, product = np.array([column]), np.zeros(1) if modulus is None else np.ones(1, dtype=np.uint64)
    for row, cells in zip(binomials[:-2], ranges, strict=False):
        left, product = left[:, None] - np.array(cells), _times(product[:, None], row, modulus)
        kept = (left >= 0) & (left <= sum(rests))
        left, product = left[kept], product[kept]
    wanted, which = np.unique(left, return_inverse=True)
    last = wanted[:, None] - np.array(ranges[-2])
    fits = (last >= ranges[-1][0]) & (last <= ranges[-1][-1])
    pair = _times(binomials[-2], binomials[-1][np.where(fits, last - ranges[-1][0], 0)], modulus)
    return _times(product[:, None], pair[which], modulus).ravel(), fits[which].ravel()


def _times(first: Any, second: Any, modulus: int | None) -> Any:
    return first + second if modulus is None else _remainder(first * second, modulus)


def _remainder(values: Any, modulus: int) -> Any:
    import numpy as np

    return values if modulus == WORD else values % np.uint64(modulus)


@lru_cache(maxsize=2**10)
def _binomials(rest: int, cells: range, modulus: int | None) -> Any:
    import numpy as np

    if modulus is None:
        return np.array([math.log(way) for way in _ways(rest, cells)])
    return np.array([way % modulus for way in _ways(rest, cells)], dtype=np.uint64)


@lru_cache(maxsize=2**10)
def _ways(rest: int, cells: range) -> tuple[int, ...]:
    ways = [math.comb(rest, cells[0])]
    for cell in cells[:-1]:
        ways.append(ways[-1] * (rest - cell) // (cell + 1))
    return tuple(ways)


@lru_cache
def moduli(bits: int) -> tuple[int, ...]:
    """Numbers without common divisor whose product has more than so many bits: 2^64, then odd ones below 2^32."""
    found = [WORD]
    candidate, product = 2**32 - 1, WORD
    while product.bit_length() <= bits:
        if math.gcd(candidate, product) == 1:
            found.append(candidate)
            product *= candidate
        candidate -= 2
    return tuple(found)


def together(remainders: list[list[int]], used: tuple[int, ...]) -> list[int]:
    """The whole numbers, below the product of the moduli, that leave these remainders; one list a modulus."""
    product = math.prod(used)
    parts = [product // modulus * pow(product // modulus, -1, modulus) for modulus in used]
    return [sum(map(int.__mul__, parts, each)) % product for each in zip(*remainders, strict=True)]
