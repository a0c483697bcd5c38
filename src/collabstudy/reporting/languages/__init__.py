"""The words of every language, read from ``en/*.toml`` and ``nl/*.toml``: no language stands in code."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "nl")


@cache
def templates(language: str) -> dict[str, dict[str, Any]]:
    """The templates of a language, by section; each section stands in one file.

    Raises ValueError for a language in which nobody has written any.
    """
    if language not in LANGUAGES:
        raise ValueError(f"there are no sentences in the language {language!r}: use one of {', '.join(LANGUAGES)}")
    found: dict[str, dict[str, Any]] = {}
    for file in sorted(files(__package__).joinpath(language).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            found |= tomllib.loads(file.read_text(encoding="utf-8"))
    return found


def fill(name: str, language: str, section: str = "sentences", /, **values: object) -> str:
    """A template of the language with its values."""
    text: str = templates(language)[section][name]
    return text.format(**values)
