"""A file that is UTF-8 in part only: two encodings in one file, or an end that was cut off."""

import codecs
from pathlib import Path

from collabstudy.errors import Fault, StudyError

TWO = "two exports may have been pasted together; export it again in one encoding, such as UTF-8"
CUT = "download it again, or name its encoding in study.toml"
CUT_LEADS = "\u00c2\u00c3\u00e2\u00f0".encode("latin-1")  # most begin so in UTF-8, hardly a word ends so
SIGNS = range(0x0250, 0x0370)  # phonetic signs and loose accents: a capital and a mark in windows-1252, such as CAFÉ»


def check_alone(path: Path, line: int) -> None:
    """Raise :class:`StudyError` where ``line``, the first that is not UTF-8, contradicts the rest of the file.

    Another line whose letters are UTF-8 does, and so does an end in the middle of a character.
    """
    other = 0
    with path.open("rb") as file:
        for at, text in enumerate(file, start=1):
            if not text.isascii() and not other and _is_utf8(text):
                other = at
            last = at, text
    begun = _begun(last[1]) if last[0] == line else b""
    if begun and (other or begun[0] in CUT_LEADS):
        raise StudyError([Fault(path.name, "the file ends in the middle of a character of UTF-8", line, mend=CUT)])
    if other:
        message = f"line {line} is in another encoding than line {other}, which is UTF-8"
        raise StudyError([Fault(path.name, message, line, mend=TWO)])


def _is_utf8(line: bytes) -> bool:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return any(not character.isascii() and ord(character) not in SIGNS for character in text)


def _begun(end: bytes) -> bytes:
    """The bytes of a last character that lacks one or more, where the line before it is UTF-8; else nothing."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(end)
    except UnicodeDecodeError:
        return b""
    return decoder.getstate()[0]
