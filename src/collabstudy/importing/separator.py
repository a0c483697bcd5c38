"""Which character separates the fields: the one under which the codebook's columns are there, never a guess."""

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from collabstudy.errors import Fault, StudyError
from collabstudy.importing.headers import answered
from collabstudy.importing.table import Field, Note, Options
from collabstudy.personal import form

NAMES = {";": "semicolon", ",": "comma", "\t": "tab", "|": "bar"}
SAMPLE = 1000  # records that are held against the header where there is no codebook
Headings = Callable[[Sequence[Sequence[str]]], "Heading"]


@dataclass(frozen=True)
class Heading:
    """What the first records of a file say: the fields, how many of those records are headings, and notes."""

    fields: Sequence[Field]
    rows: int
    notes: Sequence[Note] = ()


def check_heading(file: str, heading: Heading, options: Options, line: int) -> None:
    """Raise :class:`StudyError` where the headings, which begin on ``line``, are a respondent's answers, or stand in
    another number of rows than ``study.toml`` says."""
    if value := answered([field.name for field in heading.fields], options.expected):
        message = "the first line looks like a respondent, not like headings"
        mend = "export the responses with headings, or write headings above them"
        raise StudyError([Fault(file, message, line, mend=mend, form=form(value))])
    if options.header_rows and options.header_rows != heading.rows:
        message = f"the file has {heading.rows} header rows, and study.toml says {options.header_rows}"
        raise StudyError([Fault(file, message, mend="correct header_rows in study.toml, or export again")])


def chosen(
    file: str, lines: Callable[[], Iterable[str]], options: Options, headings: Headings, only: str
) -> tuple[str, tuple[Note, ...]]:
    """The separator, and how it was found; ``lines`` gives those of the file anew on each call.

    With ``options.expected`` the one under which most of those columns are there; else the one under which the first
    thousand records are as wide as the header, and of several the one with most columns. Raises :class:`StudyError`
    where not exactly one is best.
    """
    if only:
        return only, ()
    samples = {separator: list(islice(_records(lines(), separator), SAMPLE)) for separator in NAMES}
    if all(len(records[0]) < 2 for records in samples.values() if records):
        return ",", ()  # one column, under every separator
    if options.expected:
        found = {separator: _expected(records, options, headings) for separator, records in samples.items()}
        best = max(found.values())
        if best:
            winner = _only(file, {separator: (count,) for separator, count in found.items()}, "expected columns")
            what = f"{best} of {len(set(options.expected))} expected columns match with {NAMES[winner]}s"
            others = max(count for separator, count in found.items() if separator != winner)
            return winner, (Note(f"{what}, at most {others} with another separator"),)
    ranks = {separator: _rank(records) for separator, records in samples.items()}
    return _only(file, ranks, "columns"), ()


def _records(lines: Iterable[str], separator: str) -> Iterable[list[str]]:
    """The records as far as they can be read: a broken quote ends them, and the full reading reports it."""
    try:
        yield from csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_MINIMAL, strict=True)
    except csv.Error:
        return


def _expected(records: Sequence[Sequence[str]], options: Options, headings: Headings) -> int:
    names = {field.name for field in headings(records[:4]).fields} if records else set()
    return len({name.replace("\r\n", "\n").strip() for name in options.expected} & names)


def _rank(records: Sequence[Sequence[str]]) -> tuple[float, ...]:
    """How well the records agree with a header of at least two columns, and then how many columns that has."""
    if not records or len(records[0]) < 2:
        return (0, 1)
    filled = [record for record in records[1:] if any(record)]
    agree = sum(len(record) == len(records[0]) for record in filled)
    share = 1 if agree == len(filled) else 0.99 * agree / len(filled)
    return (share, len(records[0])) if share >= 0.5 or len(filled) < 3 else (0.1, len(records[0]))


def _only(file: str, ranks: dict[str, tuple[float, ...]], what: str) -> str:
    best = max(ranks.values())
    winners = [separator for separator, rank in ranks.items() if rank == best]
    if len(winners) == 1:
        return winners[0]
    each = ", ".join(f"{NAMES[separator]} {rank[-1]:.0f}" for separator, rank in ranks.items())
    message = f"no separator is better than all others ({what}: {each})"
    raise StudyError(
        [Fault(file, message, 1, mend="export it again with semicolons, or correct the codebook's columns")]
    )


def declared(line: str) -> str:
    """The separator of Excel's first line ``sep=;``, or nothing."""
    text = line.rstrip("\r\n").removeprefix("\ufeff").strip('"')
    return text[4] if len(text) == 5 and text.lower().startswith("sep=") and text[4] in NAMES else ""
