"""Hedge words, such as "ruim" or "just over", and the percentage points that we read in them.

The cut points are ours (evidence class *assumed*): :data:`HEDGES` declares them, and a caller may set others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from fractions import Fraction

Points = int | float | Fraction
Readings = Mapping[str, Sequence[Points]]
FURTHEST = 100  # percentage points: as far as a share can lie from a number


@dataclass(frozen=True)
class Hedge:
    """Our reading of hedge words: from ``low`` to ``high`` percentage points beside the number,
    ends excluded unless ``includes`` names them ("low", "high"). Assumed, and printed as assumed."""

    words: tuple[str, ...]
    low: int | Fraction
    high: int | Fraction
    includes: str = ""

    @property
    def has_cut_point(self) -> bool:
        """Whether an end is a choice of ours; "more than" and "at most" reach as far as shares do."""
        return any(end not in (0, -FURTHEST, FURTHEST) for end in (self.low, self.high))

    def widened(self, points: Points) -> "Hedge":
        """The same hedge with each cut point of ours at that many percentage points from the number."""
        width = _exact(points)
        low, high = (
            end if end in (0, -FURTHEST, FURTHEST) else (width if end > 0 else -width) for end in (self.low, self.high)
        )
        return replace(self, low=low, high=high)

    def __str__(self) -> str:
        left, right = "(["["low" in self.includes], ")]"["high" in self.includes]
        return f"{left}{float(self.low):+g}, {float(self.high):+g}{right}"


# Five points is the distance between the round numbers that hedges lean on; "well over" is read as twice that.
HEDGES = (
    Hedge(
        (
            *("ruim", "dik", "iets meer dan", "maar iets meer dan", "net iets meer dan", "iets boven", "iets boven de"),
            *("net boven", "net boven de", "just over", "only just over", "just above", "slightly more than"),
            *("slightly over", "slightly above", "a little more than", "a little over"),
        ),
        0,
        5,
    ),
    Hedge(
        (
            *("bijna", "vrijwel", "haast", "krap", "een kleine", "iets minder dan", "net iets minder dan", "net geen"),
            *("iets onder", "iets onder de", "net onder", "net onder de", "tegen de", "almost", "nearly", "just under"),
            *("just below", "slightly less than", "slightly under", "slightly below", "a little less than"),
            "a little under",
        ),
        -5,
        0,
    ),
    Hedge(
        (
            *("ongeveer", "circa", "ca", "ca.", "zo'n", "rond", "rond de", "om en nabij", "om en nabij de", "about"),
            *("around", "approximately", "approx.", "roughly", "some", "close to", "±", "~", "≈"),
        ),
        -5,
        5,
    ),
    Hedge(("ruim meer dan", "ruim boven", "ruim boven de", "ruimschoots meer dan", "well over", "well above"), 0, 10),
    Hedge(("ruim minder dan", "ruim onder", "ruim onder de", "well under", "well below"), -10, 0),
    Hedge(("meer dan", "boven", "boven de", "more than", "over", "above", ">"), 0, FURTHEST, "high"),
    Hedge(("minder dan", "onder", "onder de", "less than", "fewer than", "under", "below", "<"), -FURTHEST, 0, "low"),
    Hedge(
        (
            *("minstens", "ten minste", "tenminste", "minimaal", "op zijn minst", "niet minder dan", "at least"),
            *("no less than", "no fewer than", "not less than", "≥"),
        ),
        0,
        FURTHEST,
        "low high",
    ),
    Hedge(
        (
            *("hoogstens", "ten hoogste", "hooguit", "maximaal", "niet meer dan", "at most", "no more than"),
            *("not more than", "up to", "≤"),
        ),
        -FURTHEST,
        0,
        "low high",
    ),
)
_BY_WORD = {words: hedge for hedge in HEDGES for words in hedge.words}
_LONGEST = max(words.count(" ") + 1 for words in _BY_WORD)


def split_hedge(text: str) -> tuple[str | None, str]:
    """The longest hedge (its words) with which a text begins, or ``None``; and the rest of the text."""
    parts = text.split(" ")
    for length in range(min(_LONGEST, len(parts) - 1), 0, -1):
        words = " ".join(parts[:length])
        if words in _BY_WORD:
            return words, " ".join(parts[length:])
    return None, text


def reading(words: str, readings: Readings | None = None) -> Hedge:
    """The declared hedge of these words, at the cut points of (checked) ``readings`` where it names them."""
    hedge = _BY_WORD[words]
    if not readings or words not in readings:
        return hedge
    low, high = map(_exact, readings[words])
    return replace(hedge, words=(words,), low=low, high=high)


def check_readings(readings: Readings) -> None:
    """Refuse cut points that cannot be meant.

    ``readings`` gives, by hedge word, the lowest and the highest percentage points beside the number,
    such as ``{"ruim": (0, 10)}``; which ends belong stays as :data:`HEDGES` declares it.

    Raises ``ValueError``, in one sentence, for a word that is no hedge, and for anything but two
    finite numbers from -100 to 100, the first below the second.
    """
    for words, points in readings.items():
        if words not in _BY_WORD:
            near = get_close_matches(str(words), _BY_WORD, 1)
            mend = f"perhaps {near[0]!r} is meant" if near else "HEDGES lists those there are"
            raise ValueError(f"{words!r:.60} is no hedge word: {mend}")
        if not _is_pair(points):
            raise ValueError(
                f"{points!r:.60} are no cut points of {words!r}: give two numbers of percentage points, "
                "the lower one first, such as (0, 10)"
            )


def _is_pair(points: object) -> bool:
    if isinstance(points, str) or not isinstance(points, Sequence) or len(points) != 2:
        return False
    if any(isinstance(end, bool) or not isinstance(end, int | float | Fraction) for end in points):
        return False
    return bool(-FURTHEST <= points[0] < points[1] <= FURTHEST)


def _exact(points: Points) -> Fraction:
    """A float means the decimal number that it prints as."""
    return Fraction(str(points)) if isinstance(points, float) else Fraction(points)
