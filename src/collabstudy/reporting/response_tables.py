"""Tables made from responses: how many answered, what they answered, pairs and their tests."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd

from collabstudy.cleaning import Cleaned
from collabstudy.counting import Counts, all_variables, count_pairs, count_selections
from collabstudy.importing import ImportLog
from collabstudy.reporting.results import NO_COMPARISON, NO_LEVELS, NO_RESPONSES, Missing, Table
from collabstudy.reporting.words import answer_label, count, label, percent
from collabstudy.statistics import adjust_pvalues, cohen_g, mcnemar, paired_difference, proportion_interval
from collabstudy.study import LEFT_EMPTY, NOT_ASKED, Comparison, Question, Study

SELF_SELECTED = (
    "The interval with the finite population holds if those who answered were a simple random sample of the invited; "
    "here they chose themselves."
)
IN_ALL = "in all"  # with a blank, which no question's name has
SHARE_FORMATS = dict.fromkeys(("share", "lower", "upper", "finite lower", "finite upper"), ".1%")


def import_table(log: ImportLog | None, study: Study) -> Table | Missing:
    """How the export was read."""
    if log is None:
        return NO_RESPONSES
    rows = [(name.replace("_", " "), str(value)) for name, value in asdict(log).items()]
    return Table(pd.DataFrame(rows, columns=["of the export", "value"]), "How the export was read", (study.evidence,))


def account_table(cleaned: Cleaned | None, study: Study) -> Table | Missing:
    """Rows read, removed by reason, used."""
    if cleaned is None:
        return NO_RESPONSES
    account = cleaned.row_account
    removed = [(f"removed: {reason}", -persons) for reason, persons in account.removed.items()]
    frame = pd.DataFrame([("read", account.read), *removed, ("used", account.used)], columns=["rows", "number"])
    return Table(frame, "Row account: read = used + removed", (study.evidence,))


def repair_table(cleaned: Cleaned | None, study: Study) -> Table | Missing:
    """What was done to cells, summed by question and kind of repair."""
    if cleaned is None:
        return NO_RESPONSES
    if cleaned.repair_log.empty:
        return Missing("No cell had to be brought onto the codebook.")
    frame = cleaned.repair_log.groupby(["question", "repair"], sort=False, as_index=False)["cells"].sum()
    return Table(frame, "Cells that were brought onto the codebook", (study.evidence,))


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
    return Table(frame, "Participation", tuple(dict.fromkeys(frame["evidence"])))


def missing_table(counts: Mapping[str, Counts], study: Study) -> Table | Missing:
    """Item nonresponse: base and kinds of missing answer, by question."""
    if not counts:
        return NO_RESPONSES if study.responses is None else NO_LEVELS
    kinds = list(dict.fromkeys(kind for item in counts.values() for kind in item.missing))
    rows = []
    for name, item in counts.items():
        asked = item.base + sum(persons for kind, persons in item.missing.items() if kind != NOT_ASKED)
        silent = sum(persons for kind, persons in item.missing.items() if kind != NOT_ASKED)
        kinds_of = [item.missing.get(kind) for kind in kinds]
        rows.append((name, item.base, *kinds_of, silent / asked if asked else None))
    names = [kind.replace("_", " ") for kind in kinds]
    frame = pd.DataFrame(rows, columns=["question", "base", *names, "item nonresponse"])
    frame = frame.astype(dict.fromkeys(names, "Int64") | {"item nonresponse": "Float64"})
    note = (
        f"Base: respondents who answered the item. {LEFT_EMPTY.replace('_', ' ').capitalize()}: asked and not answered."
    )
    return Table(frame, "Item nonresponse", (study.evidence,), note, {"item nonresponse": ".1%"})


def share_table(counts: Mapping[str, Counts], study: Study, names: list[str] | None = None) -> Table | Missing:
    """Each question with base, share and interval, with and without the finite population."""
    if not counts:
        return NO_RESPONSES if study.responses is None else NO_LEVELS
    rows = [
        row
        for question in study.questions
        for name, item in counts.items()
        if name.partition(".")[0] == question.name and (names is None or question.name in names)
        for row in _share_rows(study, question, item)
    ]
    method = f"Wilson interval, {percent(study.analysis.confidence)} confidence"
    finite = "; finite: exact hypergeometric interval for the shares of the invited. " + SELF_SELECTED
    note = method + (finite if study.invited else ".")
    return Table(pd.DataFrame(rows), "Shares with their bases", (study.evidence,), note, SHARE_FORMATS)


def _share_rows(study: Study, question: Question, item: Counts) -> list[dict[str, object]]:
    option = item.question.partition(".")[2]
    levels = list(item.levels)
    shown = levels[:1] if option or len(levels) == 2 else levels
    rows = []
    for level in shown:
        row: dict[str, object] = {
            "question": question.name,
            "answer": answer_label(study, question, option or level),
            "count": item.levels[level],
            "base": item.base,
        }
        rows.append(row | _intervals(study, item.levels[level], item.base))
    return rows


def _intervals(study: Study, persons: int, base: int) -> dict[str, float | None]:
    if base == 0:
        return {name: None for name in SHARE_FORMATS if study.invited or not name.startswith("finite")}
    confidence = study.analysis.confidence
    wilson = proportion_interval(persons, base, "wilson", confidence)
    found: dict[str, float | None] = {"share": wilson.estimate, "lower": wilson.lower, "upper": wilson.upper}
    if study.invited:
        finite = proportion_interval(persons, base, "hypergeometric", confidence, study.invited)
        found |= {"finite lower": finite.lower, "finite upper": finite.upper}
    return found


def number_table(frame: pd.DataFrame | None, study: Study) -> Table | Missing:
    """Base, mean and standard deviation of each numeric question."""
    if frame is None:
        return NO_RESPONSES
    names = [question.name for question in study.questions if question.type in ("integer", "decimal")]
    if not names:
        return Missing("The study has no question that is answered by a number.")
    rows = [
        (name, int(values.notna().sum()), _or_none(values.mean()), _or_none(values.std()))
        for name in names
        for values in [frame[name]]
    ]
    table = pd.DataFrame(rows, columns=["question", "base", "mean", "standard deviation"])
    return Table(table, "Numbers", (study.evidence,), "", {"mean": ".1f", "standard deviation": ".1f"})


def _or_none(value: object) -> float | None:
    return None if value is pd.NA or value != value else float(value)  # type: ignore[arg-type]


def pair_table(frame: pd.DataFrame | None, study: Study, comparison: Comparison) -> Table | Missing:
    """The two-by-two table of a comparison, among those who answered both questions."""
    if frame is None:
        return NO_RESPONSES
    table = count_selections(frame, study, comparison.first, comparison.second)
    first, second = table.index.name, table.columns.name
    names = {"yes": f"{second}: yes", "no": f"{second}: no"}
    shown = table.rename(columns=names).assign(**{IN_ALL: table.sum(axis=1)})
    shown.insert(0, first, list(table.index))
    total = shown.sum(numeric_only=True)
    shown.loc[len(shown)] = ["all", *total]
    chosen = "; ".join(
        f"{selection.question}: {' or '.join(selection.answers)}" for selection in (comparison.first, comparison.second)
    )
    note = f"Persons who answered both questions; yes means {chosen}."
    title = f"{comparison.name}: {label(study.question(comparison.first.question))} / "
    title += label(study.question(comparison.second.question))
    return Table(shown.reset_index(drop=True), title, (study.evidence,), note)


def significance_table(frame: pd.DataFrame | None, study: Study) -> Table | Missing:
    """Exact and mid-p McNemar tests of the study's paired comparisons, differences, effect sizes, Holm."""
    if frame is None:
        return NO_RESPONSES
    if not study.comparisons:
        return NO_COMPARISON
    paired = [comparison for comparison in study.comparisons if comparison.design == "paired"]
    if not paired:
        return Missing("The study names no paired comparison, and McNemar's test is for pairs.")
    rows = [_test_row(frame, study, comparison) for comparison in paired]
    adjusted = adjust_pvalues([row["exact p"] for row in rows], study.analysis.correction)
    for row, pvalue in zip(rows, adjusted, strict=True):
        row["Holm p"] = float(pvalue)
    note = (
        "McNemar tests, two-sided; difference of first minus second share with Newcombe's "
        f"{percent(study.analysis.confidence)} interval (method 10); g: Cohen's g; "
        f"Holm over {count(len(rows), 'comparison')}, on the exact p. "
        "A test speaks of a superpopulation from which respondents are independent draws."
    )
    formats = {"difference": "+.3f", "lower": "+.3f", "upper": "+.3f", "g": ".3f"}
    formats |= dict.fromkeys(("exact p", "mid-p", "Holm p"), ".4f")
    return Table(pd.DataFrame(rows), "Tests of the comparisons", (study.evidence,), note, formats)


def _test_row(frame: pd.DataFrame, study: Study, comparison: Comparison) -> dict[str, Any]:
    table = count_selections(frame, study, comparison.first, comparison.second)
    both = int(table.to_numpy().sum())
    row: dict[str, Any] = {
        "comparison": comparison.name,
        "origin": comparison.origin,
        "both": both,
        "first only": int(table.loc["yes", "no"]),
        "second only": int(table.loc["no", "yes"]),
    }
    if both:
        difference = paired_difference(table, confidence=study.analysis.confidence)
        row |= {"difference": difference.estimate, "lower": difference.lower, "upper": difference.upper}
    else:
        row |= dict.fromkeys(("difference", "lower", "upper"))
    return row | {
        "g": cohen_g(table).estimate,
        "exact p": mcnemar(table, "exact").pvalue,
        "mid-p": mcnemar(table, "mid_p").pvalue,
    }


def cross_table(frame: pd.DataFrame | None, study: Study, first: str, second: str) -> Table | Missing:
    """Two questions crossed on all their levels, among those who answered both.

    Raises ``ValueError`` for a question that has no levels.
    """
    if frame is None:
        return NO_RESPONSES
    known = all_variables(study)
    for name in (first, second):
        if name not in known:
            raise ValueError(f"there is no question {name!r} with levels: use one of {', '.join(known)}")
    table = count_pairs(frame, study, [(first, second)])[first, second]
    shown = table.rename(columns=lambda level: f"{second}: {level}").assign(**{IN_ALL: table.sum(axis=1)})
    shown.insert(0, first, list(table.index))
    title = f"{first} by {second}"
    return Table(shown.reset_index(drop=True), title, (study.evidence,), "Persons who answered both; an exploration.")
