"""Parameters as they are given to a notebook: of the kind that it declares, and within their range."""

from collections.abc import Mapping
from typing import Any

from collabstudy.counting import all_variables
from collabstudy.errors import CollabstudyError, shortened
from collabstudy.published.rounding import RULES
from collabstudy.reporting.languages import LANGUAGES
from collabstudy.study import Study

LISTED = 500  # characters of the names that are listed
KINDS = {str: "a text", list: "a list such as [a, b]", bool: "true or false", int: "a whole number", float: "a number"}


def check_kinds(declared: Mapping[str, Any], given: Mapping[str, Any], name: str) -> None:
    """Raises :class:`CollabstudyError` for a value of another kind than the default; a default of None takes any."""
    for key, value in given.items():
        default = declared[key]
        number = isinstance(default, float) and type(value) is int
        if default is not None and value is not None and type(value) is not type(default) and not number:
            raise CollabstudyError(
                f"{name}: the parameter {key!r} must be {KINDS.get(type(default), 'of its own kind')};"
                f" it is {shortened(repr(value))}."
            )


def check_ranges(study: Study, given: Mapping[str, Any]) -> None:
    """Raises :class:`CollabstudyError` for a value that no notebook can use, of those whose range is known here."""
    try:
        study.varied(alpha=given.get("alpha"), confidence=given.get("confidence"))
    except ValueError as error:
        raise CollabstudyError(f"{error}.") from None
    for name, known in (("rounding", RULES), ("language", LANGUAGES)):
        value = given.get(name)
        if value is not None and not (isinstance(value, str) and value in known):
            raise CollabstudyError(f"{name} must be one of {', '.join(known)}; it is {shortened(repr(value))}.")
    _check_columns(study, given)
    power = given.get("power")
    if power is not None and not study.analysis.alpha < power < 1:
        raise CollabstudyError(f"power must be a number between alpha and 1, such as 0.8; it is {power!r}.")


def _check_columns(study: Study, given: Mapping[str, Any]) -> None:
    """Questions that are to be crossed: two for each pair, and only such as have answer levels."""
    pairs, several, known = given.get("pairs") or [], given.get("several") or [], all_variables(study)
    for pair in pairs:
        if not isinstance(pair, list) or len(pair) != 2 or pair[0] == pair[1]:
            raise CollabstudyError(
                f"pairs must hold pairs of two questions, such as [[first, second]]; one is {shortened(repr(pair))}."
            )
    if several and len(several) < 2:
        raise CollabstudyError(f"several must name two questions or more; it is {shortened(repr(several))}.")
    for name in [*(name for pair in pairs for name in pair), *several]:
        if not isinstance(name, str) or name not in known:
            raise CollabstudyError(
                f"there is no question {shortened(repr(name))} with answer levels: use some of "
                f"{shortened(', '.join(known), LISTED)}."
            )
