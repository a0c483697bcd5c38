"""One date in words or digits: our own reader, since general ones guess the order and turn time zones round.

A date with a time zone is that of its moment in UTC. Google Forms writes ``GMT+1`` for one hour east of Greenwich
(the names of POSIX have that sign the other way).
"""

import datetime
import re
from dataclasses import dataclass

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("january januari jan", "february februari feb", "march maart mrt mar", "april apr", "may mei"),
            *("june juni jun", "july juli jul", "august augustus aug", "september sep sept", "october oktober oct okt"),
            *("november nov", "december dec"),
        ),
        start=1,
    )
    for name in names.split()
}
ZONES = {"z": 0, "utc": 0, "gmt": 0, "cet": 60, "cest": 120}  # minutes east
STAMP = re.compile(
    r"(?P<date>.+?)(?:(?:[ T]|, )\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"(?:\s*(?P<half>[ap])\.?m\.?)?(?:\s*(?P<zone>z|cet|cest|(?:utc|gmt)?(?:[+-]\d{1,2}(?::?\d{2})?)?))?)?",
    re.IGNORECASE | re.ASCII,
)
DAY_FIRST, MONTH_FIRST = "day-month-year", "month-day-year"
ORDERS = (DAY_FIRST, MONTH_FIRST)


@dataclass(frozen=True)
class Stamp:
    """A text that was read: its date (in UTC where it names a zone), and what was left out of it."""

    date: datetime.date
    written: datetime.date
    timed: bool
    zone: str


def sure(text: str) -> bool:
    """Whether the order of a date is beyond doubt: the year stands first, or the month is a word."""
    return (
        re.match(r"\d{4}\D", text, re.ASCII) is not None or re.search(r"[a-z]{3}", text.split(":")[0], re.I) is not None
    )


def read(text: str, order: str) -> Stamp | None:
    """The date in ``text``; ``None`` where it is none. ``order`` counts where the year does not stand first."""
    match = STAMP.fullmatch(text)
    if match is None:
        return None
    try:
        written = _date(match["date"], order)
        if written is None:
            return None
        if not match["hour"]:
            return Stamp(written, written, False, "")
        moment = datetime.datetime.combine(written, _time(match))
        zone = match["zone"] or ""
        shift = datetime.timedelta(minutes=_east(zone)) if zone else datetime.timedelta()
        return Stamp((moment - shift).date(), written, True, zone)
    except (ValueError, OverflowError):
        return None


def _date(text: str, order: str) -> datetime.date | None:
    numbers = re.fullmatch(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})", text, re.ASCII)
    if numbers:
        first, middle, last = numbers[1], numbers[3], numbers[4]
        if len(first) == 4 and len(last) <= 2:
            return datetime.date(int(first), int(middle), int(last))
        if len(first) > 2 or len(last) != 4 or order not in ORDERS:
            return None
        day, month = (first, middle) if order == DAY_FIRST else (middle, first)
        return datetime.date(int(last), int(month), int(day))
    for pattern in (
        r"(?P<d>\d{1,2})[ -](?P<m>[a-z]+)\.?[ -](?P<y>\d{4})",
        r"(?P<m>[a-z]+)\.? (?P<d>\d{1,2}),? (?P<y>\d{4})",
    ):
        words = re.fullmatch(pattern, text, re.ASCII | re.IGNORECASE)
        if words and words["m"].lower() in MONTHS:
            return datetime.date(int(words["y"]), MONTHS[words["m"].lower()], int(words["d"]))
    return None


def _time(match: re.Match[str]) -> datetime.time:
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= 12:
            raise ValueError("a 12-hour clock goes from 1 to 12")
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    return datetime.time(hour, int(match["minute"]), int(match["second"] or 0))


def _east(zone: str) -> int:
    """Minutes east of Greenwich; ``GMT+1`` is one hour east."""
    if zone.lower() in ZONES:
        return ZONES[zone.lower()]
    parts = re.fullmatch(r"(?:utc|gmt)?([+-])(\d{1,2}):?(\d{2})?", zone, re.IGNORECASE)
    if parts is None or int(parts[2]) > 14:
        raise ValueError(f"{zone!r} is no time zone")
    return (1 if parts[1] == "+" else -1) * (60 * int(parts[2]) + int(parts[3] or 0))
