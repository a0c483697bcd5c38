"""``study.toml``: read, held against ``schema.json``, faults with their line."""

import json
import math
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Any

import fastjsonschema

from collabstudy.errors import Fault
from collabstudy.study.guarding import unsafe

FILE = "study.toml"


def read_settings(path: Path, faults: list[Fault]) -> dict[str, Any]:
    """The tables of a ``study.toml`` that satisfy the schema; what is wrong is appended to ``faults``, with its line.

    A table with a fault is left out, so that the others can still be held against the rest of the study.
    """
    if (fault := unsafe(path)) is not None:
        faults.append(fault)
        return {}
    try:
        text = path.read_text(encoding="utf-8-sig")
        settings = tomllib.loads(text, parse_float=_number)
    except (OSError, UnicodeDecodeError) as error:
        faults.append(_unreadable(error))
        return {}
    except RecursionError:
        faults.append(Fault(FILE, "lists or tables lie too deep inside each other", mend="see docs/studies.md"))
        return {}
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        message = f"this is no TOML ({str(error).split(' (at')[0]})"
        mend = "compare the line with the example in docs/studies.md"
        faults.append(Fault(FILE, message, int(line[1]) if line else None, mend=mend))
        return {}
    schema = json.loads(files("collabstudy.study").joinpath("schema.json").read_text(encoding="utf-8"))
    try:
        fastjsonschema.validate(schema, settings)
    except fastjsonschema.JsonSchemaException as error:
        found = list(_faults(settings, schema, text))
        faults.extend(found or [Fault(FILE, str(error))])
        wrong = {(fault.column or "").partition(".")[0] for fault in found}
        return {table: settings[table] for table in settings if found and table not in wrong}
    return settings


def located(path: Path, faults: Iterable[Fault]) -> list[Fault]:
    """The faults, those of a readable ``study.toml`` with the line of the key that they name."""
    faults = list(faults)
    if not any(fault.file == FILE for fault in faults):
        return faults
    text = path.read_text(encoding="utf-8-sig")
    return [
        replace(fault, line=line_of(text, [int(part) if part.isdigit() else part for part in fault.column.split(".")]))
        if fault.file == FILE and fault.line is None and fault.column
        else fault
        for fault in faults
    ]


def line_of(text: str, path: Sequence[str | int]) -> int | None:
    """The line on which the key at ``path`` is set, or its table begins; ``None`` if it is not there."""
    wanted = [str(part) for part in path if isinstance(part, str)]
    nth = next((part for part in path if isinstance(part, int)), 0)
    table: list[str] = []
    seen: dict[str, int] = {}
    best: int | None = None
    depth = 0
    for number, line in enumerate(text.split("\n"), start=1):
        header = re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", line)
        if header:
            table = header[1].split(".")
            seen[header[1]] = seen.get(header[1], -1) + 1
        key = re.match(r"\s*([\w.\"-]+)\s*=", line)
        where = table + (key[1].replace('"', "").split(".") if key and not header else [])
        this_one = seen.get(".".join(table), 0) == nth or "comparison" not in table
        if this_one and len(where) > depth and where == wanted[: len(where)]:
            best, depth = number, len(where)
    return best


def _faults(settings: dict[str, Any], schema: dict[str, Any], text: str) -> Iterator[Fault]:
    """Every fault; fastjsonschema stops at the first, and this import takes a second."""
    from jsonschema import Draft7Validator

    for error in Draft7Validator(schema).iter_errors(settings):
        path = list(error.absolute_path)
        if error.validator == "additionalProperties":
            known = error.schema.get("properties", {})
            for key in sorted(set(error.instance) - set(known)):
                near = get_close_matches(key, known, 1)
                mend = f"perhaps {near[0]!r} is meant" if near else f"known here: {', '.join(known)}"
                yield Fault(FILE, "unknown key", line_of(text, [*path, key]), _dotted([*path, key]), mend=mend)
        elif error.validator == "required":
            missing = next(key for key in error.validator_value if error.message.startswith(repr(key)))
            yield Fault(
                FILE, f"the key {missing!r} is missing", line_of(text, path), _dotted(path) or None, mend="add it"
            )
        else:
            mend = error.schema.get("description", error.message)
            value = json.dumps(error.instance, ensure_ascii=False, default=str)
            yield Fault(FILE, "this value is not allowed", line_of(text, path), _dotted(path), value, mend)


def _number(text: str) -> float | int | str:
    """A number of TOML; 12.0 is the whole number 12, and what is not finite stays text, which no key allows."""
    value = float(text)
    if not math.isfinite(value):
        return text
    return int(value) if value.is_integer() else value


def _dotted(path: Sequence[str | int]) -> str:
    return ".".join(str(part) for part in path)


def _unreadable(error: OSError | UnicodeDecodeError) -> Fault:
    if isinstance(error, UnicodeDecodeError):
        line = error.object[: error.start].count(b"\n") + 1
        return Fault(FILE, "this is not UTF-8", line, mend="save the file as UTF-8")
    if isinstance(error, FileNotFoundError):
        return Fault(FILE, "the file is missing", mend="add it; docs/studies.md shows its keys")
    return Fault(FILE, f"the file cannot be read ({type(error).__name__})")
