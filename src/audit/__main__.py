"""``python -m audit``: 0 all is well, 1 something was found, 2 a lock cannot be read, 3 something was not checked."""

import argparse
import sys
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

from packaging.requirements import Requirement

from audit.advisories import Advisories, advisories
from audit.licences import ELSEWHERE, FOUND, LOOKED_AT, PERMISSIVE, UNCHECKED, WEAK, Judged, installed, judge
from audit.locks import LOCKS, ROOT, pins

CLEAN, SOMETHING, UNREADABLE, UNKNOWN = 0, 1, 2, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Check licences, then vulnerabilities; print both and return the exit status."""
    options = _options(arguments)
    try:
        locked = pins(options.root / name for name in LOCKS)
        project = tomllib.loads((options.root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    except (OSError, ValueError, KeyError) as error:
        print(f"audit: {error}.", file=sys.stderr)
        return UNREADABLE
    judged = judge(locked, installed(options.path))
    print("\n".join(_licence_lines(judged)))
    known = advisories(locked, project["requires-python"], options.uv, options.service)
    print("\n".join(_advisory_lines(known, locked)))
    if known.found or any(item.kind in FOUND for item in judged):
        return SOMETHING
    return UNKNOWN if known.problem or any(item.kind in UNCHECKED for item in judged) else CLEAN


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="audit", description=__doc__, allow_abbrev=False)
    parser.add_argument("--root", type=Path, default=ROOT, help="the folder of the locks")
    parser.add_argument("--path", action="append", help="look for installed packages in this folder alone")
    parser.add_argument("--uv", type=Path, default=Path(sys.executable).parent / "uv")
    parser.add_argument("--service", default="", help="another database of vulnerabilities than uv's own")
    return parser.parse_args(arguments)


def _licence_lines(judged: Sequence[Judged]) -> list[str]:
    """A short table: how many of which kind, with the names of all but the permissive, and a line a fault."""
    lines = [f"Licences of {len(judged)} locked packages, by what they declare (what else they hold was not read):"]
    for kind in (PERMISSIVE, WEAK, LOOKED_AT, ELSEWHERE, *UNCHECKED):
        names = [item.name for item in judged if item.kind == kind]
        said = kind if kind in (PERMISSIVE, WEAK, LOOKED_AT) else f"not looked at, {kind}"
        if names:
            lines.append(f"  {len(names):>3} {said}{'' if kind == PERMISSIVE else ': ' + ', '.join(names)}")
    for item in judged:
        if item.kind in FOUND:
            reason = f" ({item.reason})" if item.reason else ""
            lines.append(
                f"  FOUND {item.name} {item.version}: {item.kind}: {item.licence or 'nothing'}{reason}; "
                "look at it, then add it to src/audit/looked_at.csv, or its licence to src/audit/licences.csv"
            )
        elif item.kind in UNCHECKED:
            lines.append(f"  {item.name}: {item.version} is locked and {item.reason}; rm -rf .venv, then make setup")
    return lines


def _advisory_lines(known: Advisories, locked: Iterable[Requirement]) -> list[str]:
    number = len(list(locked))
    lines = [f"  FOUND {sentence}" for sentence in known.found]
    lines += [f"  Be wary of {sentence}" for sentence in known.wary]
    if known.problem:
        checked = f"only {known.asked}" if known.asked else "none"
        lines.append(
            f"NOT CHECKED for known vulnerabilities: {checked} of the {number} packages of {' and '.join(LOCKS)} could "
            f"be, because the advisory data could not be had ({known.problem}); whether they have any is not known."
        )
    elif not known.found:
        lines.append(f"No vulnerability is known of the {number} packages of {' and '.join(LOCKS)}.")
    return lines


if __name__ == "__main__":
    sys.exit(main())
