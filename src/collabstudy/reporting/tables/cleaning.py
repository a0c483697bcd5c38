"""How the export was read and cleaned, who took part, what was left empty."""

from collections.abc import Mapping
from dataclasses import asdict

import pandas as pd

from collabstudy.cleaning import Cleaned
from collabstudy.counting import Counts
from collabstudy.errors import shortened
from collabstudy.importing import ImportLog, Note
from collabstudy.reporting.gate import NOTHING_LARGE_ENOUGH, all_shown, cells_told, share_format, shown_counts, withheld
from collabstudy.reporting.languages.phrases import Row, phrase
from collabstudy.reporting.released import of_base, of_counts, of_people
from collabstudy.reporting.results import NO_LEVELS, NO_RESPONSES, Missing, Table
from collabstudy.reporting.tables.breakdown import SECTION
from collabstudy.reporting.words import count, percent
from collabstudy.study import NOT_ASKED, NOT_SEEN, Study


def import_table(log: ImportLog | None, study: Study) -> Table | Missing:
    """How the export was read; of real responses how many cells a note is about only for questions that tell nobody
    apart."""
    if log is None:
        return NO_RESPONSES
    rows = [(name.replace("_", " "), str(value)) for name, value in asdict(log).items() if name != "notes"]
    rows += [("note", _noted(note, cells_told(study, note.where))) for note in log.notes]
    told = of_base(study, (), study.respondents)
    return Table(
        pd.DataFrame(rows, columns=["of the export", "value"]),
        phrase("import", SECTION),
        (study.evidence,),
        releases=told,
    )


def _noted(note: Note, counted: bool) -> str:
    """A note in words: what, in which column, and where they may be ``counted`` in how many cells."""
    where = f", column {shortened(note.where)!r}" if note.where else ""
    cells = f" ({count(note.cells, 'cell')})" if note.cells and counted else ""
    return f"{shortened(note.what, 150)}{where}{cells}"


def account_table(cleaned: Cleaned | None, study: Study) -> Table | Missing:
    """Rows read, removed by reason, used."""
    if cleaned is None:
        return NO_RESPONSES
    account = cleaned.row_account
    removed = [(f"removed: {reason}", -persons) for reason, persons in account.removed.items()]
    kept = [] if account.kept_partial is None else [("of these, incomplete", account.kept_partial)]
    frame = pd.DataFrame([("read", account.read), *removed, ("used", account.used), *kept], columns=["rows", "number"])
    told = of_people(study, account.used)
    return Table(frame, phrase("account", SECTION), (study.evidence,), releases=told)


def repair_table(cleaned: Cleaned | None, study: Study) -> Table | Missing:
    """What was done to cells, summed by question and kind of repair.

    Of real responses only where all counts of the question are shown: a kind of repair can be that of one answer.
    """
    if cleaned is None:
        return NO_RESPONSES
    if cleaned.repair_log.empty:
        return Missing(phrase("nothing repaired", "missing"))
    frame = cleaned.repair_log.groupby(["question", "repair"], sort=False, as_index=False)["cells"].sum()
    repaired = list(dict.fromkeys(frame["question"]))
    open_to_all = [name for name in repaired if all_shown(cleaned.responses, study, name)]
    hidden = [name for name in repaired if name not in open_to_all]
    frame = frame[frame["question"].isin(open_to_all)].reset_index(drop=True)
    if frame.empty:
        return NOTHING_LARGE_ENOUGH
    note = phrase("repairs hidden", SECTION, questions=Row(hidden)) if hidden else ""
    told = of_base(study, open_to_all, cleaned.row_account.used)
    return Table(frame, phrase("repairs", SECTION), (study.evidence,), note, releases=told)


def participation_table(study: Study, used: int | None) -> Table:
    """Who was invited, who answered, and the participation rate, as an interval where "about" was printed."""
    rows: list[tuple[str, str, str]] = []
    if study.invited:
        low, high = study.invited
        evidence = "assumed" if low < high else "published"
        rate = (
            percent(study.respondents / low)
            if low == high
            else (f"{percent(study.respondents / high)} to {percent(study.respondents / low)}")
        )
        rows.append(("invited", str(low) if low == high else f"{low} to {high}", evidence))
        rows.append(("participation rate", rate, evidence))
    own = study.responses is not None and not study.synthetic
    rows.append(("respondents", str(study.respondents), "responses" if own else "published"))
    if study.questions_asked:
        rows.append(("questions asked", str(study.questions_asked), "published"))
    if used is not None:
        rows.append(("rows used after cleaning", str(used), study.evidence))
    frame = pd.DataFrame(rows, columns=["what", "number", "evidence"])
    told = of_base(study, (), study.respondents) + (of_people(study, used) if used is not None else ())
    return Table(frame, phrase("participation", "tables"), tuple(dict.fromkeys(frame["evidence"])), releases=told)


def _options_as_one(counts: Mapping[str, Counts]) -> dict[str, Counts]:
    """The options of a question under its name where all of them miss the same answers, as they do if ticked or not."""
    by_question: dict[str, list[str]] = {}
    for name in counts:
        by_question.setdefault(name.partition(".")[0], []).append(name)
    found: dict[str, Counts] = {}
    for question, names in by_question.items():
        items = [counts[name] for name in names]
        alike = all((item.base, item.missing) == (items[0].base, items[0].missing) for item in items)
        found |= {question: items[0]} if alike else dict(zip(names, items, strict=True))
    return found


def missing_table(counts: Mapping[str, Counts], study: Study) -> Table | Missing:
    """Item nonresponse: base and kinds of missing answer, by question."""
    if not counts:
        return NO_RESPONSES if study.responses is None else NO_LEVELS
    allowed = shown_counts(counts, study)
    if not allowed:
        return NOTHING_LARGE_ENOUGH
    left_out = withheld(counts, study)
    told = of_counts(study, allowed)
    counts = _options_as_one({name: counts[name] for name in allowed})
    kinds = list(dict.fromkeys(kind for item in counts.values() for kind in item.missing))
    rows = []
    for name, item in counts.items():
        silent = sum(persons for kind, persons in item.missing.items() if kind not in (NOT_ASKED, NOT_SEEN))
        asked = item.base + silent
        kinds_of = [item.missing.get(kind) for kind in kinds]
        rows.append((name, item.base, *kinds_of, silent / asked if asked else None))
    names = [kind.replace("_", " ") for kind in kinds]
    frame = pd.DataFrame(rows, columns=["question", "base", *names, "item nonresponse"])
    frame = frame.astype(dict.fromkeys(names, "Int64") | {"item nonresponse": "Float64"})
    more = phrase("not seen", "tables") if NOT_SEEN in kinds else ""
    note = phrase("item nonresponse note", "tables", more=more, withheld=left_out)
    format = share_format(study, [item.base for item in allowed.values()])
    return Table(
        frame, phrase("item nonresponse", "tables"), (study.evidence,), note, {"item nonresponse": format}, told
    )
