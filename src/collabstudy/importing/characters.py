"""What is looked for inside cells once they are characters: control characters, and text that was encoded twice."""

import re
from collections.abc import Sequence

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
# How the bytes 80 to BF of UTF-8 look in windows-1252; what that leaves open keeps its number, as browsers do.
CONTINUED = "".join(
    bytes([code]).decode("cp1252") if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(code)
    for code in range(0x80, 0xC0)
)
TWICE = re.compile(f"[ÂÃ][{CONTINUED}]|â[€‚„][{CONTINUED}]|ðŸ[{CONTINUED}]{{2}}")
LEADS = "ÃÂâð"  # `in` is many times faster than the pattern
BYTES = {ord(character): code for code, character in enumerate(CONTINUED, start=0x80)}


def read_once_more(text: str) -> str:
    """``text`` with each piece that was encoded twice decoded a second time: ``cafÃ©`` becomes ``café``."""
    return TWICE.sub(lambda piece: _decoded(piece[0]), text)


def _decoded(piece: str) -> str:
    try:
        return bytes(BYTES.get(ord(character), ord(character)) for character in piece).decode("utf-8")
    except ValueError:
        return piece


def encoded_twice(cells: Sequence[str]) -> list[int]:
    """The places of the cells in which text was encoded twice."""
    return [place for place, cell in enumerate(cells) if read_once_more(cell) != cell]


def without_controls(cells: Sequence[str]) -> tuple[list[str], int]:
    """The cells without control characters (tab and line ends stay), and how many cells had any."""
    plain = [CONTROL.sub("", cell) for cell in cells]
    return plain, sum(before != after for before, after in zip(cells, plain, strict=True))
