"""What the locks pin, and where they are."""

import re
from collections.abc import Iterable
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-uv.lock")


def pins(paths: Iterable[Path]) -> list[Requirement]:
    """Every requirement of some lock files, with its marker and without its hashes.

    Raises ``OSError`` for a file that cannot be read, ``ValueError`` for a line that pins no version or a file that
    pins nothing: what is not understood is never left out.
    """
    found = []
    for path in paths:
        lines = re.sub(r"\\\n", " ", path.read_text(encoding="utf-8")).splitlines()
        texts = [re.sub(r"\s+--hash=\S+", "", line).strip() for line in lines]
        pinned = [_pin(text, path.name) for text in texts if text and not text.startswith("#")]
        if not pinned:
            raise ValueError(f"{path.name} pins nothing: restore it, or run `make lock`")
        found += pinned
    return found


def version(pin: Requirement) -> str:
    """The one version that a pin allows."""
    return next(iter(pin.specifier)).version


def _pin(text: str, name: str) -> Requirement:
    try:
        pin = Requirement(text)
    except InvalidRequirement:
        raise ValueError(f"{name}: {text!r:.80} is no requirement: run `make lock`") from None
    if len(pin.specifier) != 1 or next(iter(pin.specifier)).operator != "==" or str(pin.specifier).endswith("*"):
        raise ValueError(f"{name}: {text!r:.80} pins no version: run `make lock`")
    return pin
