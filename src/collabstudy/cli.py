"""``collabstudy ...``: exit 0 when done, 1 when a notebook failed, 2 when the user can mend it, 70 for a bug."""

import argparse
import os
import re
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from collabstudy import commands
from collabstudy.errors import CollabstudyError
from collabstudy.safe_text import visible, visible_lines

MOST = 10_000  # respondents for which every base is gone through in seconds
Add = Callable[..., argparse.ArgumentParser]


class _Parser(argparse.ArgumentParser):
    """Repeats what was typed, but nothing that a terminal would obey."""

    def error(self, message: str) -> NoReturn:
        super().error(visible(message))


def parser() -> argparse.ArgumentParser:
    """Every command with its arguments."""
    main = _Parser(
        prog="collabstudy",
        description="Small surveys as notebooks, and what published percentages can and cannot support.",
        epilog="Exit codes: 0 done, 1 a notebook failed, 2 you can mend it, 70 a bug of the program.",
        allow_abbrev=False,
    )
    add = main.add_subparsers(dest="command", required=True, metavar="COMMAND").add_parser
    _collection(add)
    _notebooks(add)
    _study(add)
    _figures(add)
    return main


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; whoever stops reading the output is let go in silence."""
    # Jupyter's schemas load a checker of web addresses whose grammars take most of a second; they ask it nothing.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes once more at its end
        return 141
    return code


def _run(arguments: Sequence[str] | None) -> int:
    """What is wrong is said in one sentence, with a traceback only where ``COLLABSTUDY_DEBUG`` is set."""
    try:
        _refuse_negative(sys.argv[1:] if arguments is None else arguments)
        options = parser().parse_args(arguments)
        return int(options.run(options) or 0)
    except SystemExit as leaving:  # after --help, or arguments that argparse has refused
        return int(leaving.code or 0)
    except BrokenPipeError:
        raise
    except KeyboardInterrupt:
        print("collabstudy: interrupted; the same command goes on where it stopped.", file=sys.stderr)
        return 130
    except Exception as error:
        if os.environ.get("COLLABSTUDY_DEBUG"):
            print(visible_lines(traceback.format_exc()), end="", file=sys.stderr)
        sentence, code = _said(error)
        print(f"collabstudy: {visible_lines(sentence)}", file=sys.stderr)
        return code


def _refuse_negative(arguments: Sequence[str]) -> None:
    """A figure such as -5% looks like an option to the parser; it gets the sentence that it deserves."""
    negative = [text for text in arguments if re.fullmatch(r"-[0-9.,]+\s*%", text)]
    if negative and arguments[0] == "figures":
        raise CollabstudyError(f"{negative[0]!r:.60} is less than 0%: a share of respondents cannot be.")


def _said(error: Exception) -> tuple[str, int]:
    """What is said of an error, and the exit code."""
    if isinstance(error, CollabstudyError):
        return str(error), error.exit_code
    if isinstance(error, ValueError):
        return f"{error}.", 2
    if isinstance(error, OSError):
        return ": ".join(filter(None, [str(error.filename or ""), error.strerror or str(error)])) + ".", 2
    what = ": ".join(filter(None, [type(error).__name__, str(error).partition("\n")[0]]))
    return f"this is a bug of the program, not a mistake of yours ({what}); COLLABSTUDY_DEBUG=1 shows where.", 70


def _collection(add: Add) -> None:
    for name, run, text in (
        ("reproduce", commands.reproduce, "execute what is stale, render the pages, print the findings"),
        ("notebooks", commands.notebooks, "execute what is stale"),
        ("site", commands.site, "render the executed notebooks to pages"),
    ):
        command = add(name, help=text)
        command.add_argument("study", help="a name under data/raw, or the path of a study folder")
        command.add_argument("--jobs", type=_positive, default=2, help="notebooks at a time (default: 2)")
        command.set_defaults(run=run)
    command = add("scan", help="search what was made of real responses for personal data")
    command.add_argument("study", help="a name under data/raw, or the path of a study folder")
    command.set_defaults(run=commands.scan)
    command = add("verify", help="hold every output and input against build/STUDY/manifest.json")
    command.add_argument("study", nargs="?", default=commands.DEFAULT, help="default: %(default)s")
    command.set_defaults(run=commands.verify)
    command = add("run", help="execute one notebook with parameters of your own")
    command.add_argument("notebook", help="its name, such as 02_descriptives")
    command.add_argument("--study", default="gemeenten")
    command.add_argument("-p", dest="parameters", metavar="NAME=VALUE", action="append", default=[])
    command.set_defaults(run=commands.run)


def _notebooks(add: Add) -> None:
    add("accept", help="freshly executed outputs into notebooks/").set_defaults(run=commands.accept)
    command = add("lab", help="prepare the scratch copy for JupyterLab and print its folder")
    command.add_argument("study")
    command.set_defaults(run=commands.lab)
    add("keep", help="take changed notebooks of the scratch copy back").set_defaults(run=commands.keep)


def _study(add: Add) -> None:
    command = add("new", help="draft a study folder from an export, or from an XLSForm")
    command.add_argument("name", metavar="NAME", help="a new name under data/raw, or the path of a new folder")
    command.add_argument("export", metavar="EXPORT", nargs="?", type=Path, help="the export; it is copied")
    command.add_argument("--format", help="the export's format, where its content does not show it")
    command.add_argument("--sheet", default="", help="the sheet of a workbook that holds the answers")
    command.add_argument("--encoding", default="", help="the encoding of a text, where the file does not show it")
    command.add_argument("--xlsform", metavar="FORM", type=Path, help="the questionnaire as an XLSForm (.xlsx)")
    command.set_defaults(run=commands.new)
    command = add("check", help="validate a study folder without running anything")
    command.add_argument("study")
    command.add_argument("--write-hash", action="store_true", help="record the hash of the responses in study.toml")
    command.set_defaults(run=commands.check)
    command = add("reconstruct", help="make the synthetic responses of a study from its published figures")
    command.add_argument("study")
    where = command.add_mutually_exclusive_group()
    where.add_argument("--write", action="store_true", help="replace the study's synthetic file")
    where.add_argument("--to", metavar="FILE", help="draw data sets into a new .parquet or .csv file")
    where.add_argument("--count", action="store_true", help="print how many data sets there are")
    command.add_argument("--draws", type=_positive, help="how many data sets to draw (with --to; default: 1)")
    command.add_argument(
        "--same-persons", metavar="COMPARISON", action="append", default=[], help="the same persons answered both"
    )
    command.add_argument(
        "--joint", metavar="COMPARISON=PERSONS", action="append", default=[], help="how many chose both sides of it"
    )
    command.add_argument("--any-bases", action="store_true", help="set the study's declared bases aside")
    command.set_defaults(run=commands.reconstruct)
    command = add("ask", help="the smallest number that would decide each open verdict, and the sentence to send")
    command.add_argument("study")
    command.add_argument("--json", action="store_true")
    command.set_defaults(run=commands.ask)


def _figures(add: Add) -> None:
    command = add("figures", help="what published percentages can and cannot support")
    command.add_argument("wordings", nargs="*", metavar="WORDING", help="such as 55%% or 'just over 60%%'")
    command.add_argument("--respondents", type=_persons, help="who answered anything")
    command.add_argument("--rounding", default="half_up", help="a rule, or any_rule (default: half_up)")
    command.add_argument("--minimum-base", type=_persons, help="with --paired: no base is smaller")
    command.add_argument("--csv", type=Path, metavar="FILE", help="check a file of figures (columns wording, base)")
    command.add_argument("--paired", action="store_true", help="compare two figures of the same respondents")
    command.add_argument("--json", action="store_true")
    command.set_defaults(run=commands.figures)


def _persons(text: str) -> int:
    number = _positive(text) if len(text) < 19 else MOST + 1
    if number > MOST:
        raise argparse.ArgumentTypeError(f"{text:.30} is more than {MOST:,}, and this is for small surveys")
    return number


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number of at least 1")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
