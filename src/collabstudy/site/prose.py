"""Numbers in prose: each has a result behind it, or a reason in ``docs/digits.csv``.

Results are shown by cells and pages, so a digit in a sentence that somebody typed can only grow old. What is looked
through are the notebooks' texts, the README, the documents, and the words of every language. Code, links, blocks that
are generated, numbers of headings and lists, and years are no such numbers.
"""

import csv
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from collabstudy.errors import CollabstudyError
from collabstudy.reporting.languages import LANGUAGES
from collabstudy.runner.plan import cells
from collabstudy.study.places import project_root

ALLOWED = "docs/digits.csv"
_NOT_PROSE = re.compile(
    r"<!-- (?P<name>[a-z ]+) -->.*?<!-- end of (?P=name) -->|<!--.*?-->|```.*?```|`[^`\n]*`|\]\([^()\s]*\)|\bhttps?://\S+",
    re.DOTALL,
)
_MARKER = re.compile(r"^(?:#+\s+)?(?:\d+\.\s|\|\s*\d+\s*\|)", re.MULTILINE)  # of a heading, a list, a row of a table
_NUMBER = re.compile(r"(?<![\w.,/])(?<!\w-)\.?\d(?:[\d.,]*\d)?%?(?![\w/])")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_BRACES = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True)
class Text:
    """A text with the file it stands in and its place there."""

    file: str
    place: str
    text: str


@dataclass(frozen=True)
class Allowed:
    """A row of the list: in which files, what may stand there (a regular expression), and why."""

    line: int
    where: str
    text: str
    reason: str


def check_prose() -> None:
    """Raises :class:`CollabstudyError` for the first number without a result or a reason, and for a reason that
    nothing needs any more."""
    allowed, used = _allowed(project_root() / ALLOWED), set[int]()
    for text in _texts(project_root()):
        prose = _MARKER.sub(_blanked, _NOT_PROSE.sub(_blanked, text.text))
        rows = [row for row in allowed if fnmatch(text.file, row.where)]
        spans = [(found.span(), row) for row in rows for found in re.finditer(row.text, prose)]
        for number in _NUMBER.finditer(prose):
            if _YEAR.fullmatch(number[0]):
                continue
            covers = [row for (start, end), row in spans if start <= number.start() and number.end() <= end]
            if not covers:
                raise CollabstudyError(_sentence(text, prose, number))
            used |= {row.line for row in covers}
    for row in allowed:
        if row.line not in used:
            raise CollabstudyError(
                f"{ALLOWED}, line {row.line}: nothing needs {row.text!r} any more; take the line out."
            )


def _allowed(path: Path) -> list[Allowed]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return [Allowed(rows.line_num, row["where"], row["text"], row["reason"]) for row in rows]


def _texts(root: Path) -> Iterator[Text]:
    for path in sorted(root.glob("notebooks/*.ipynb")):
        for number, (kind, source, _) in enumerate(cells(path), start=1):
            if kind == "markdown":
                yield Text(f"notebooks/{path.name}", f"cell {number}", source)
    for path in [root / "README.md", *sorted((root / "docs").glob("*.md"))]:
        if path.is_file():
            yield Text(path.relative_to(root).as_posix(), "", path.read_text(encoding="utf-8"))
    for language in LANGUAGES:
        yield from _words(Path(__file__).parents[1] / "reporting" / "languages" / language)


def _words(folder: Path) -> Iterator[Text]:
    """Every template of a language without what is filled in."""
    for path in sorted(folder.glob("*.toml")):
        for section, words in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for name, word in words.items():
                for text in word if isinstance(word, list) else [word]:
                    yield Text(f"languages/{folder.name}/{path.name}", f"[{section}] {name}", _BRACES.sub("", text))


def _blanked(found: re.Match[str]) -> str:
    """As many lines and signs, so that places stay what they are."""
    return re.sub(r"[^\n]", " ", found[0])


def _sentence(text: Text, prose: str, number: re.Match[str]) -> str:
    place = text.place or f"line {prose.count(chr(10), 0, number.start()) + 1}"
    return (
        f"{text.file}, {place}: the number {number[0]!r} has no result behind it; let a cell show it, write the "
        f"sentence without it, or give a reason in {ALLOWED}."
    )
