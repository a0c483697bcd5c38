"""Groups that are too small to stand alone are pooled, so that no base of a breakdown is below the minimum."""

from collections.abc import Mapping

OTHER = "other groups"


def pooled(sizes: Mapping[str, int], minimum: int) -> dict[str, str] | None:
    """For each group the name under which it is shown: its own, or ``OTHER``.

    Groups below ``minimum`` persons are pooled. If they are together still below it, so is the smallest of the
    rest (the later of equals), until the pool is large enough; a pool of groups without anybody counts as large
    enough. ``None`` where fewer than two groups would be left, so that there is no breakdown to show.
    """
    small = {group for group, persons in sizes.items() if persons < minimum}
    while 0 < sum(sizes[group] for group in small) < minimum and len(small) < len(sizes):
        small.add(min(reversed([group for group in sizes if group not in small]), key=lambda group: sizes[group]))
    left = len(sizes) - len(small) + (sum(sizes[group] for group in small) > 0)
    return {group: OTHER if group in small else group for group in sizes} if left > 1 else None
