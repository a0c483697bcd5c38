"""Whatever stands in an export: every row is accounted for, and no answer changes without a line in the log."""

import datetime
from collections import Counter
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from studies import choices, question, study_of

from collabstudy.cleaning import clean
from collabstudy.errors import StudyError
from collabstudy.importing import TextTable
from collabstudy.study import Repairs, Rule, Study

LEVELS = choices("levels", "yes", "no", "caf\u00e9", raw={"yes": "Ja|ja"})
STUDY = study_of(
    *(question("mind", "select_one levels"), question("hours", "decimal"), question("day", "date")),
    question("used", "select_multiple levels", separator=";"),
    lists=[LEVELS],
    complete_when=Rule("done", filled=True),
    test_when=Rule("done", equals="test"),
    duplicates="keep_last",
    decimal=",",
    repairs=Repairs(case=True, spelling={"Jaa": "yes"}),
)
COLUMNS = ("id", "done", "mind", "hours", "day", "used")
PIECES = [
    "Ja",
    "ja",
    "JA",
    "Jaa",
    "no",
    "cafe\u0301",
    " ",
    "\u00a0",
    ";",
    "",
    "\u200b",
    "1",
    ",5",
    ".000",
    "2026-03-02",
    "x",
]
CELL = st.lists(st.sampled_from(PIECES), max_size=3).map("".join)
ANSWER = st.sampled_from(["Ja", "ja", "JA", " Ja\u00a0", "Jaa", "no", "cafe\u0301", "caf\u00e9", ""])
GOOD = st.tuples(
    st.sampled_from("abcd"),
    st.sampled_from(["", "done", "test"]),
    ANSWER,
    st.sampled_from(["", "1", "1,5", "1.000", " 7", "007"]),
    st.sampled_from(["", "2026-03-02", "2026-03-02 10:11", "3 mei 2026", "2026/3/2 00:30 GMT+1"]),
    st.lists(ANSWER, max_size=3).map(";".join),
)
ANY = st.tuples(st.sampled_from(["a", "b", "", "c "]), st.sampled_from(["", "done", "test"]), CELL, CELL, CELL, CELL)


def table_of(rows: list[tuple[str, ...]]) -> TextTable:
    return TextTable.of("export.csv", COLUMNS, rows, range(2, len(rows) + 2))


@settings(max_examples=50)
@given(st.lists(st.one_of(GOOD, ANY), max_size=6))
def test_whatever_stands_there_is_cleaned_or_refused_by_line(rows: list[tuple[str, ...]]) -> None:
    try:
        account = clean(table_of(rows), STUDY).row_account
    except StudyError as error:
        faults = error.faults
    else:
        assert account.read == len(rows) == account.used + sum(account.removed.values())
        return
    assert faults
    assert all(fault.line is not None and 2 <= fault.line <= len(rows) + 1 for fault in faults)
    assert all(fault.mend and fault.column in COLUMNS for fault in faults)


def used_cells(rows: list[tuple[str, ...]], column: str) -> list[str]:
    """The cells of the rows that count, by the rules of the study, told apart here once more."""
    last = {row[0]: place for place, row in enumerate(rows) if row[1] == "done"}
    return [row[COLUMNS.index(column)] for place, row in enumerate(rows) if last.get(row[0]) == place]


@settings(max_examples=50)
@given(st.lists(GOOD, max_size=8))
def test_no_answer_changes_without_a_line_in_the_log(rows: list[tuple[str, ...]]) -> None:
    cleaned = clean(table_of(rows), STUDY)
    log = [tuple(row) for row in cleaned.repair_log.to_numpy().tolist()]
    replayed: dict[str, int] = Counter()
    for before, after in zip(used_cells(rows, "mind"), cleaned.responses["mind"].tolist(), strict=True):
        text = before
        for step in ("composed (NFC)", "blanks removed"):
            text = next((to for name, kind, of, to, _ in log if (name, kind, of) == ("mind", step, text)), text)
        if not text:
            assert after == "left_empty"
            continue
        (named,) = [(kind, of) for name, kind, of, to, _ in log if (name, of, to) == ("mind", text, after)
                    and kind not in ("composed (NFC)", "blanks removed")]  # fmt: skip
        replayed[named] += 1
    counted = {
        (kind, of): cells
        for name, kind, of, _, cells in log
        if name == "mind" and kind not in ("composed (NFC)", "blanks removed")
    }
    assert replayed == counted
    _numbers_and_dates(rows, cleaned.responses, {(name, kind) for name, kind, *_ in log})


def _numbers_and_dates(rows: list[tuple[str, ...]], responses: object, kinds: set[tuple[str, str]]) -> None:
    for before, after in zip(used_cells(rows, "hours"), responses["hours"].tolist(), strict=True):  # type: ignore[index]
        if not before.strip():
            assert str(after) == "<NA>" or after != after
            continue
        assert Fraction(after) == Fraction(before.strip().replace(".", "").replace(",", "."))
        if before != f"{after:g}":
            assert {kind for name, kind in kinds if name == "hours"}
    for before, after in zip(used_cells(rows, "day"), responses["day"].tolist(), strict=True):  # type: ignore[index]
        expected = {"2026-03-02": "2026-03-02", "2026-03-02 10:11": "2026-03-02", "3 mei 2026": "2026-05-03"}
        if before:
            assert after == expected.get(before, "2026-03-01")
            assert datetime.date.fromisoformat(after)
        if before not in ("", after):
            assert {kind for name, kind in kinds if name == "day"}


ROUTE = st.tuples(*[st.sampled_from(["", "yes", "no"])] * 3)


@settings(max_examples=50)
@given(st.lists(st.tuples(st.booleans(), ROUTE), max_size=6))
def test_who_left_is_told_from_who_skipped(rows: list[tuple[bool, tuple[str, ...]]]) -> None:
    """Against a plain reading: after the last answer of an incomplete row, and nowhere else, nothing was seen."""
    levels = choices("levels", "yes", "no")
    asked = [question(name, "select_one levels") for name in ("a", "b", "c")]
    study = study_of(*asked, lists=[levels], complete_when=Rule("done", filled=True), partials="keep")
    cells = [(str(number), "1" * done, *answers) for number, (done, answers) in enumerate(rows)]
    table = TextTable.of("export.csv", ("id", "done", "a", "b", "c"), cells, range(2, len(cells) + 2))
    responses = clean(table, study).responses
    for place, name in enumerate("abc"):
        expected = []
        for done, answers in rows:
            later = any(answers[place:])
            expected.append(answers[place] or ("left_empty" if done or later else "not_seen"))
        assert responses[name].tolist() == expected


def test_the_study_of_these_properties_can_fail() -> None:
    """The log of a repair is what the property reads: one is there to be found."""
    log = clean(table_of([("a", "done", "JA", "", "", "")]), STUDY).repair_log.to_numpy().tolist()
    assert log == [["mind", "case ignored as declared", "JA", "yes", 1]]
    assert isinstance(STUDY, Study)
