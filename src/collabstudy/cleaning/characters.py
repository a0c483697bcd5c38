"""Characters that look like others or like nothing: what is mended with a record, and what nobody may guess away.

Composition is Unicode's normalization form C (Unicode Standard Annex 15); format characters are its category Cf,
to which zero-width characters, the soft hyphen and the controls of direction belong.
"""

import unicodedata
from collections.abc import Callable, Iterator

Step = tuple[str, Callable[[str], str]]
SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")  # those whose capitals look alike


def composed(text: str) -> str:
    """``text`` with each accent in one character with its letter."""
    return unicodedata.normalize("NFC", text)


def trimmed(text: str) -> str:
    """``text`` without blanks around it; no-break and other wide or thin spaces in it become plain ones."""
    if text.isascii():
        return text.strip()
    return "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in text).strip()


STEPS: tuple[Step, ...] = (("composed (NFC)", composed), ("blanks removed", trimmed))


def tidied(text: str, steps: tuple[Step, ...] = STEPS) -> tuple[str, list[tuple[str, str, str]]]:
    """``text`` after each step, and what was changed: step, before, after."""
    changes = []
    for name, step in steps:
        after = step(text)
        if after != text:
            changes.append((name, text, after))
        text = after
    return text, changes


def deceptive(text: str) -> str:
    """What in ``text`` cannot be seen, or looks like a letter of another script, with code points; or nothing."""
    if text.isascii():
        return ""
    hidden = [sign for sign in dict.fromkeys(text) if unicodedata.category(sign) == "Cf"]
    if hidden:
        return f"an invisible character: {_named(hidden)}"
    by_script = dict(_letters(text))
    if len(by_script) < 2:
        return ""
    usual = max(by_script, key=lambda script: len(by_script[script]))
    others = [sign for script, signs in by_script.items() if script != usual for sign in dict.fromkeys(signs)]
    return f"letters of several scripts: {_named(others)}"


def held(text: str) -> str:
    """What is deceptive in ``text``, as the end of a fault's message; empty where nothing is."""
    found = deceptive(text)
    return f"; it holds {found}" if found else ""


def _letters(text: str) -> Iterator[tuple[str, str]]:
    for script in SCRIPTS:
        signs = "".join(sign for sign in text if unicodedata.name(sign, "").startswith(script))
        if signs:
            yield script, signs


def _named(signs: list[str]) -> str:
    return ", ".join(f"U+{ord(sign):04X} {unicodedata.name(sign, '').lower()}".strip() for sign in signs)
