"""From bytes to characters, strictly: UTF-8, UTF-16, or windows-1252 where that is plausible; nothing else by itself.

A detector's guess never decides: short Dutch text in windows-1252 is taken for cp1250 or cp775 by the usual ones.
"""

import codecs
import re
from dataclasses import dataclass, replace
from pathlib import Path

from collabstudy.errors import Fault, StudyError
from collabstudy.importing.characters import LEADS
from collabstudy.importing.mixed import check_alone
from collabstudy.importing.table import Note, Options

BLOCK = 1 << 20  # bytes looked at in one go
TWICE = "utf-8 twice"
NO_TEXT = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "unicode-escape", "raw-unicode-escape"}
MARKS = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")  # bytes that windows-1252 leaves open
LETTERS = re.compile(rb"[\x8a\x8c\x8e\x9a\x9c\x9e\x9f\xc0-\xff]")
# What Mac Roman's accented letters look like in windows-1252: a capital or a sign right behind a small letter.
STRANGE = re.compile(
    rb"[a-z\xdf-\xff][\x82-\x84\x86-\x8c\x8e\x95\x98\x9b\x9f]|[\x8c\x8e\x9f][\xc0-\xff]|[\xc0-\xff]{5}"
)
LOW, LATIN = re.compile(rb"[\x8a\x8c\x8e\x9a\x9c\x9e\x9f]"), re.compile(rb"[\xc0-\xff]")
HINT = 'name it in study.toml, such as encoding = "mac_roman", or export the file again as UTF-8'


@dataclass(frozen=True)
class Decoding:
    """How a file is to be decoded: ``codec`` for Python, ``name`` for the log, and what must be looked for in it.

    ``controls`` says that there are control characters; ``leads`` that there are letters with which text that was
    encoded twice begins. Such cells are decoded twice where ``repaired`` asks for it, refused where ``checked``.
    """

    codec: str
    name: str
    notes: tuple[Note, ...] = ()
    controls: bool = False
    leads: bool = False
    checked: bool = True
    repaired: bool = False
    first: tuple[int, int] | None = None  # line and byte of the first that is not UTF-8


def inspect(path: Path, options: Options) -> Decoding:
    """One pass over the bytes, in blocks. Raises :class:`StudyError` where they are no text that is certain."""
    with path.open("rb") as file:
        head = file.read(4096)
    if not head:
        raise StudyError([Fault(path.name, "the file is empty", mend="export it again with its headings")])
    if options.encoding:
        return _asked(path, options.encoding)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _scanned(path, "utf-16", "utf-16 with byte order mark")
    if order := _order(head):
        note = Note(f"decoded as {order}, which its zero bytes show; the file has no byte order mark")
        return _scanned(path, order, order, (note,))
    if head.startswith(codecs.BOM_UTF8):
        return _scanned(path, "utf-8-sig", "utf-8 with byte order mark")
    try:
        return _scanned(path, "utf-8", "utf-8")
    except _NotUtf8 as error:
        check_alone(path, error.line)
        return _windows(path, error.line, error.byte)


class _NotUtf8(StudyError):
    def __init__(self, path: Path, name: str, line: int, byte: int) -> None:
        self.line, self.byte = line, byte
        what = "UTF-8" if name.startswith("utf-8") else name
        mend = "export it again as UTF-8"
        super().__init__([Fault(path.name, f"this is not {what}", line, mend=mend)])


def _asked(path: Path, encoding: str) -> Decoding:
    """The encoding that the study names; ``utf-8 twice`` repairs text that was encoded two times."""
    twice = encoding.casefold().replace("_", "-") == TWICE
    try:
        codec = "utf-8-sig" if twice else codecs.lookup(encoding).name
        "".encode(codec)
    except (LookupError, ValueError):
        codec = ""
    if not codec or codec in NO_TEXT:
        mend = f"use a name such as utf-8, windows-1252, mac_roman or {TWICE!r}"
        raise StudyError([Fault(path.name, "there is no such encoding", value=encoding, mend=mend)])
    with path.open("rb") as file:
        begin = file.read(4)
    if codec in MARKS and begin.startswith(MARKS[codec]):
        codec = "utf-16"
    elif codec in {"utf-16", "utf-32"} and not begin.startswith((*MARKS.values(), codecs.BOM_UTF32_BE)):
        message = "the file has no byte order mark, with which this encoding begins"
        mend = f"write {codec}-le or {codec}-be, or leave `encoding` out"
        raise StudyError([Fault(path.name, message, value=encoding, mend=mend)])
    codec = "utf-8-sig" if codec == "utf-8" else codec
    note = Note(f"decoded as {encoding}, as study.toml says")
    found = _scanned(path, codec, encoding, (note,))
    return Decoding(found.codec, found.name, found.notes, found.controls, found.leads, checked=False, repaired=twice)


def _order(head: bytes) -> str:
    """The byte order of UTF-16 without a mark: plain letters leave a zero in every second byte."""
    even, odd, half = head[::2].count(0), head[1::2].count(0), len(head) / 2
    if half >= 2 and odd > 0.5 * half and not even:
        return "utf-16-le"
    return "utf-16-be" if half >= 2 and even > 0.5 * half and not odd else ""


def _scanned(path: Path, codec: str, name: str, notes: tuple[Note, ...] = ()) -> Decoding:
    """Decode the whole file once, keeping nothing of it: is it valid, without zero bytes, with control characters?"""
    decoder = codecs.getincrementaldecoder(codec)(errors="strict")
    line, controls, leads, last = 1, False, False, False
    with path.open("rb") as file:
        while not last:
            block = file.read(BLOCK)
            last = not block
            try:
                text = decoder.decode(block, final=last)
            except UnicodeDecodeError as error:
                bad = error.object[: error.start]
                byte = error.object[error.start] if error.start < len(error.object) else 0
                raise _NotUtf8(path, name, line + bad.count(b"\n"), byte) from None
            if "\0" in text:
                where = line + text[: text.index("\0")].count("\n")
                mend = "a text file has none; export it again"
                raise StudyError([Fault(path.name, "there is a zero byte (NUL) in the text", where, mend=mend)])
            plain = block if codec.startswith("utf-8") else text.encode("utf-8", "surrogatepass")
            controls = controls or len(plain.translate(None, CONTROLS)) != len(plain)
            leads = leads or (not text.isascii() and any(lead in text for lead in LEADS))
            line += text.count("\n")
    return Decoding(codec, name, notes, controls, leads)


def _windows(path: Path, line: int, byte: int) -> Decoding:
    """Windows-1252, where every byte is defined and no word looks as if another encoding had written it."""
    low = latin = 0
    with path.open("rb") as file:
        at = 1
        while lines := file.readlines(BLOCK):
            block = b"".join(lines)
            if odd := UNDEFINED.search(block) or STRANGE.search(block):
                raise StudyError([_uncertain(path, at + block[: odd.end() - 1].count(b"\n"), odd[0][-1])])
            low, latin = low + len(LOW.findall(block)), latin + len(LATIN.findall(block))
            at += block.count(b"\n")
    if low and not latin:  # the accented letters of windows-1252 stand elsewhere; Mac Roman's stand here
        raise StudyError([_uncertain(path, line, byte)])
    found = _scanned(path, "cp1252", "windows-1252")
    note = Note(f"decoded as windows-1252: byte 0x{byte:02X} on line {line} is not UTF-8")
    return replace(found, notes=(note,), first=(line, byte))


def _uncertain(path: Path, line: int, byte: int) -> Fault:
    return Fault(path.name, f"encoding uncertain (byte 0x{byte:02X})", line, mend=HINT)
