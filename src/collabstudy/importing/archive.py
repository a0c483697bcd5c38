"""Zip archives: looked into before anything is unpacked, so that a small file cannot fill the memory."""

import copy
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from collabstudy.errors import Fault, StudyError
from collabstudy.importing.magic import AGAIN

MEGABYTE = 10**6
CHUNK = 2**16
NESTED = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")
SMALLER = "save only the sheet with the answers as a new workbook"


@dataclass(frozen=True)
class Limits:
    """What an archive may hold: sizes in bytes when unpacked, ``ratio`` of unpacked to packed size, ``cells`` a sheet.

    The ratio counts from ``small`` bytes on: a short sheet of equal answers packs very well and harms nobody. The one
    real workbook that was measured has a ratio of 10; a bomb of zeros comes to about 1,000.
    """

    total: int = 500 * MEGABYTE
    member: int = 400 * MEGABYTE
    ratio: int = 100
    members: int = 2_000
    small: int = 10 * MEGABYTE
    cells: int = 100_000_000


def check_archive(path: Path, limits: Limits | None = None) -> None:
    """Refuse an archive that is damaged, encrypted or larger inside than ``limits`` allow.

    First by its directory, then by unpacking each member once without keeping it, since a directory can lie.
    Raises :class:`StudyError` with the sizes.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            faults = list(_directory_faults(path, archive.infolist(), limits or Limits()))
            if not faults:
                faults = list(_member_faults(path, archive))
    # the last two: a way of packing that zipfile does not know, and a member that only a password opens
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        size = path.stat().st_size
        message = f"the archive is damaged or cut off ({size:,} bytes)"
        faults = [Fault(path.name, message, mend=AGAIN)]
    if faults:
        raise StudyError(faults)


def _directory_faults(path: Path, members: list[zipfile.ZipInfo], limits: Limits) -> Iterator[Fault]:
    if any(member.flag_bits & 1 for member in members):
        yield Fault(path.name, "the archive is encrypted", mend="save it without a password")
        return
    if len(members) > limits.members:
        message = f"it holds {len(members):,} members (limit {limits.members:,}); refused"
        yield Fault(path.name, message, mend=SMALLER)
        return
    packed, total = path.stat().st_size, sum(member.file_size for member in members)
    expands = f"it expands from {_megabytes(packed)} to {_megabytes(total)}"
    if total > limits.total:
        yield Fault(path.name, f"{expands} (limit {_megabytes(limits.total)}); refused", mend=SMALLER)
    elif total > limits.small and total > limits.ratio * packed:
        yield Fault(path.name, f"{expands}, {total // packed} times (limit {limits.ratio}); refused", mend=SMALLER)
    for member in members:
        if member.file_size > limits.member:
            message = f"its member {member.filename!r} expands to {_megabytes(member.file_size)}"
            yield Fault(path.name, f"{message} (limit {_megabytes(limits.member)}); refused", mend=SMALLER)


def _member_faults(path: Path, archive: zipfile.ZipFile) -> Iterator[Fault]:
    for member in archive.infolist():
        one_more = copy.copy(member)
        one_more.file_size += 1  # so that a member longer than it says does not pass its checksum
        with archive.open(one_more) as content:
            start = content.read(CHUNK)
            while content.read(CHUNK):
                pass
        if start.startswith(NESTED):
            message = f"its member {member.filename!r} is an archive itself; refused"
            yield Fault(path.name, message, mend=SMALLER)


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.1f} MB"
