"""Names for the codebook, made from headers and answers: letters, digits and ``_``, short and unique."""

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass

from collabstudy.study import LEFT_EMPTY, NOT_ASKED

LENGTH = 32
_CODED = re.compile(r"(?P<code>[A-Za-z]\w*)(?P<sub>(?:\[[^\[\]]*\])*)\.\s+(?P<text>.*)", re.DOTALL)
_CODE_ONLY = re.compile(r"(?P<code>[A-Za-z]\w*)(?P<sub>(?:\[[^\[\]]*\])+)")
_NUMBERED = re.compile(r"(?P<stem>.*[^_])_(?P<part>\d+)", re.DOTALL)
_NOT_A_NAME = (LEFT_EMPTY, NOT_ASKED, "evidence", "persons", "missing", "answered")


@dataclass(frozen=True)
class Header:
    """A header taken apart. ``stem`` is what the columns of one set share (empty: it stands alone), ``part`` this
    column's place in it; ``text`` is the question's text, ``part_text`` that of the part; ``code`` is short."""

    code: str
    stem: str
    part: str
    text: str
    part_text: str

    @property
    def label(self) -> str:
        """The text of the column as a question of its own."""
        return ": ".join(text for text in (self.text, self.part_text) if text) or self.code


def header(name: str, label: str = "", group: str = "") -> Header:
    """The parts of a header: LimeSurvey's ``q1[SQ001]. Text [Option]``, ``q3_1``, ``Text [Row]``, ``group/name``."""
    coded = _CODED.fullmatch(name) or _CODE_ONLY.fullmatch(name)
    if coded:
        text, part_text = _split(coded.groupdict().get("text") or label)
        part = coded["sub"].strip("[]").replace("][", "_")
        stem = group or (coded["code"] if coded["sub"] else "")
        code = f"{coded['code']}_{part}" if part else coded["code"]
        return Header(code, stem, part or (coded["code"] if group else ""), text, part_text)
    numbered = _NUMBERED.fullmatch(name)
    if numbered:
        text, part_text = ("", label) if group else (label, "")
        return Header(name, group or numbered["stem"], numbered["part"], text, part_text)
    text, part_text = _split(label or name)
    if group:
        return Header(name, group, part_text or text, "", part_text or text)
    if part_text and not label:
        return Header(f"{text} {part_text}", text, part_text, text, part_text)
    return Header(name.rpartition("/")[2] or name, "", "", text, part_text)


def named(text: str, used: Container[str], otherwise: str = "question") -> str:
    """A name made from a text that no other of ``used`` has, whatever its capitals."""
    ascii_text = unicodedata.normalize("NFKD", text.replace("ß", "ss")).encode("ascii", "ignore").decode()
    words = re.findall(r"[A-Za-z0-9]+", ascii_text.replace("'", ""))
    if not words:
        words = [otherwise]
    name = words[0]
    for word in words[1:]:
        if len(name) + len(word) >= LENGTH:
            break
        name = f"{name}_{word}"
    name = name[:LENGTH]
    if not re.match(r"[A-Za-z]", name):
        name = f"{otherwise[0]}{name}"
    return _free(name, used)


def level_name(text: str, used: Container[str]) -> str:
    """A name for an answer, in small letters."""
    return _free(named(text, (), "level").lower(), used)


def _free(name: str, used: Container[str]) -> str:
    if name in _NOT_A_NAME:
        name = f"{name}_1"
    free, number = name, 2
    while free in used or free.lower() in used:
        free, number = f"{name}_{number}", number + 1
    return free


def _split(text: str) -> tuple[str, str]:
    """``Text [Part]`` in its two halves; brackets inside the part stay in it."""
    text = " ".join(text.split())
    if not text.endswith("]"):
        return text, ""
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        depth += (text[place] == "]") - (text[place] == "[")
        if depth == 0:
            return text[:place].strip(), text[place + 1 : -1].strip()
    return text, ""
