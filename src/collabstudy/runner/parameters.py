"""Parameters as they are given to a notebook: of the kind that it declares, and within their range."""

from collections.abc import Mapping
from typing import Any

from collabstudy.errors import CollabstudyError, shortened
from collabstudy.published.rounding import RULES
from collabstudy.study import Study

KINDS = {str: "a text", list: "a list such as [a, b]", bool: "true or false", int: "a whole number", float: "a number"}


def check_kinds(declared: Mapping[str, Any], given: Mapping[str, Any], name: str) -> None:
    """Raises :class:`CollabstudyError` for a value of another kind than the default; a default of None takes any."""
    for key, value in given.items():
        default = declared[key]
        if default is not None and value is not None and type(value) is not type(default):
            raise CollabstudyError(
                f"{name}: the parameter {key!r} must be {KINDS.get(type(default), 'of its own kind')};"
                f" it is {shortened(repr(value))}."
            )


def check_ranges(study: Study, given: Mapping[str, Any]) -> None:
    """Raises :class:`CollabstudyError` for an alpha, confidence or rounding that study.toml could not have."""
    try:
        study.varied(alpha=given.get("alpha"), confidence=given.get("confidence"))
    except ValueError as error:
        raise CollabstudyError(f"{error}.") from None
    rounding = given.get("rounding")
    if rounding is not None and rounding not in RULES:
        raise CollabstudyError(f"rounding must be one of {', '.join(RULES)}; it is {shortened(repr(rounding))}.")
