"""The register of a study of real responses: gathered from results, held against earlier runs, kept in its folder.

``register.csv`` stands in the study's folder, because it has to outlive what is built: a later run, with a few
respondents more, can be subtracted from the pages of an earlier one.
"""

import csv
import io
import json
from itertools import combinations
from pathlib import Path

import pandas as pd

from collabstudy.counting import count_patterns
from collabstudy.disclosure import (
    Conflict,
    Entry,
    Known,
    Release,
    conflicts,
    is_open,
    known_as,
    left_out,
    named,
    routing,
)
from collabstudy.errors import CollabstudyError
from collabstudy.files import file_hash, write_if_changed
from collabstudy.processed import read_responses
from collabstudy.reporting.released import PUBLIC
from collabstudy.runner.plan import Workspace
from collabstudy.study import Study
from collabstudy.study.places import processed_folder, shown

FILE = "register.csv"
RESPONSES = "responses.sha256"  # beside a run with parameters of its own
COLUMNS = ("data", "notebook", "key", "variables", "identifying", "filter", "base", "minimum_base", "values", "known")
LISTS = ("variables", "identifying")


def told_entries(work: Workspace) -> list[Entry]:
    """What the study's results tell of its respondents; nothing of an open study."""
    return [] if is_open(work.study) else _told(work)


def check_entries(work: Workspace, entries: list[Entry]) -> None:
    """Raises :class:`CollabstudyError`, with the pair named, where two of them, or one and what an earlier run told,
    give away what neither may; and where the register is damaged."""
    if not entries:
        return
    earlier = _read(work.study.folder / FILE)
    _refuse_contradiction(work.study, entries, earlier)
    pairs, routed = _pairs(work.study, entries), _routing(work.study, entries)
    try:
        found = next(conflicts(entries, earlier, pairs, routed), None)
    except ValueError:
        raise CollabstudyError(_untrue(work.study, entries, earlier)) from None
    if found is not None:
        raise CollabstudyError(_refusal(found, earlier, work.study))


def earlier_entries(work: Workspace) -> list[Entry]:
    """What runs of other responses told, as the register has it."""
    now = responses_hash(work.study)
    return [entry for entry in _read(work.study.folder / FILE) if entry.data != now]


def unchecked(study: Study, entries: list[Entry]) -> dict[str, list[str]]:
    """By the questions of a breakdown those that were left out of what it was held against, for lack of room."""
    return left_out([entry.release for entry in entries], [*_pairs(study, entries), *_routing(study, entries)])


def record(work: Workspace, entries: list[Entry]) -> None:
    """Add what is told to the register in the study's folder; what it holds stays."""
    if is_open(work.study):
        return
    path = work.study.folder / FILE
    known = _read(path)
    seen = {(entry.data, entry.release) for entry in known}
    new = [entry for entry in entries if (entry.data, entry.release) not in seen]
    if new or not path.exists():
        first = {(entry.data, entry.release): entry for entry in reversed(new)}  # of equals the first place
        write_if_changed(path, _text([*known, *(entry for entry in new if first[entry.data, entry.release] is entry)]))


def responses_hash(study: Study) -> str:
    """What tells the responses of one run from those of another; empty where none were cleaned."""
    path = processed_folder(study) / "responses.parquet"
    return file_hash(path)[:12] if path.is_file() else ""


def responses_of_run(folder: Path) -> str:
    """The responses that a run with parameters of its own was of; what it told of others stands in the register."""
    path = folder / RESPONSES
    return path.read_text(encoding="utf-8").strip() if path.is_file() else ""


def _told(work: Workspace) -> list[Entry]:
    data = responses_hash(work.study)
    runs = [path for path in sorted(work.folder.glob("runs/*/*.json")) if responses_of_run(path.parent) == data]
    files = [*sorted(work.results("x").parent.glob("*.json")), *runs]
    found = []
    for path in files:
        name = path.stem if path.parent.name == "results" else f"{path.stem} ({path.parent.name})"
        for key, result in json.loads(path.read_text(encoding="utf-8")).items():
            releases = [Release.of_plain(plain) for plain in result.get("releases", [])]
            found += [Entry(data, name, key, release) for release in releases if release not in PUBLIC]
    return found


def _refuse_contradiction(study: Study, entries: list[Entry], earlier: list[Entry]) -> None:
    """Raises :class:`CollabstudyError` where two results count the same answers and do not agree: one of them is then
    not of all respondents."""
    now = {entry.data for entry in entries}
    counted: dict[object, tuple[int, Entry]] = {}
    for entry in [*entries, *(one for one in earlier if one.data in now)]:
        for item in entry.release.known:
            if item.least != item.most:
                continue
            persons, other = counted.setdefault(item.levels, (item.least, entry))
            if persons != item.least and entry in earlier and entry not in entries:
                raise CollabstudyError(_untrue(study, entries, earlier))
            if persons != item.least:
                raise CollabstudyError(
                    f"{other.place} and {entry.place} tell two numbers of {named(item.levels)} ({persons} and "
                    f"{item.least}): one of them is of some respondents only; show tables of all of them."
                )


def _untrue(study: Study, entries: list[Entry], earlier: list[Entry]) -> str:
    if {entry.data for entry in earlier} & {entry.data for entry in entries}:
        return (
            f"what the notebooks tell and {shown(study.folder / FILE)} cannot both be true of the same respondents: "
            f"show tables of all of them, or restore {FILE} from a copy."
        )
    return "what the notebooks tell cannot all be true of the same respondents; show tables of all of them."


def _routing(study: Study, entries: list[Entry]) -> list[Known]:
    """Which answers the questionnaire leaves nobody."""
    return [*routing(study, sorted({name for one in entries for item in one.release.known for name in item.questions}))]


def _pairs(study: Study, entries: list[Entry]) -> list[Known]:
    """How many respondents belong to each pair of groups: others may hold a list of who they are."""
    names = sorted(
        {name for entry in entries for name in entry.release.identifying if len(entry.release.variables) > 1}
    )
    frame = read_responses(study) if len(names) > 1 else None
    if frame is None:
        return []
    return [
        known_as({first: [row[first]], second: [row[second]]}, int(row["persons"]))
        for first, second in combinations(names, 2)
        for row in count_patterns(frame, study, [first, second]).to_dict("records")
    ]


def _refusal(found: Conflict, earlier: list[Entry], study: Study) -> str:
    first, second = found.first, found.second
    if first.data == second.data:
        mend = "take one of them out of its notebook, or delete the run that holds it"
        if first == second:
            return f"{first.place} gives away {found.what} together with what others know; take it out of its notebook."
        how = "together give away" if found.alone else "together with other tables give away"
        return f"{first.place} and {second.place} {how} {found.what}; {mend}."
    path = study.folder / FILE
    line = earlier.index(first) + 2
    return (
        f"{second.place} differs from what an earlier run showed by few persons ({found.what}; {shown(path)}, line "
        f"{line}), so their answers could be found by subtraction. If those pages were given to nobody, delete "
        f"{path.name}; else wait until enough respondents have been added."
    )


def _text(entries: list[Entry]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        plain = entry.release.plain() | {"filter": entry.release.filter}
        lists = {name: "|".join(plain[name]) for name in LISTS}
        row = {**plain, **lists, "known": json.dumps(plain["known"], ensure_ascii=False)}
        writer.writerow([entry.data, entry.notebook, entry.key, *(row[name] for name in COLUMNS[3:])])
    return out.getvalue().encode()


def _read(path: Path) -> list[Entry]:
    if not path.exists():
        return []
    found = []
    try:
        rows = pd.read_csv(path, dtype=str, keep_default_na=False).to_dict("records")
    except (ValueError, OSError):
        raise CollabstudyError(f"{shown(path)} cannot be read as a table; restore it from a copy.") from None
    for line, row in enumerate(rows, start=2):
        try:
            lists = {name: [*filter(None, row[name].split("|"))] for name in LISTS}
            numbers = {name: int(row[name]) for name in ("base", "minimum_base")}
            plain = {"values": row["values"], "known": json.loads(row["known"]), **lists, **numbers}
            found.append(Entry(row["data"], row["notebook"], row["key"], Release.of_plain(plain)))
        except (KeyError, TypeError, ValueError, AttributeError):
            raise CollabstudyError(
                f"{shown(path)}, line {line}: this is no entry of the register; restore the file from a copy."
            ) from None
    return found
