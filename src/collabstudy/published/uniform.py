"""One whole number, every value below a limit equally likely, out of SHA-256: no random number generator.

The hash runs in counter mode and a value that is too large is rejected, so that the number is exactly as
uniform as the hash's output; the same key gives the same number on every machine and every Python.
"""

from hashlib import sha256
from itertools import count


def uniform_integer(limit: int, key: str) -> int:
    """A number from 0 to ``limit`` - 1 that is decided by ``key``. Raises ``ValueError`` for a limit below 1."""
    if limit < 1:
        raise ValueError("there is no number below a limit under 1")
    bits = (limit - 1).bit_length()
    blocks = -(-bits // 256)
    for attempt in count():
        digest = b"".join(sha256(f"{key}|{attempt}|{block}".encode()).digest() for block in range(blocks))
        value = int.from_bytes(digest, "big") >> (256 * blocks - bits)
        if value < limit:  # at least every second attempt on average
            return value
    raise AssertionError("the count never ends")
