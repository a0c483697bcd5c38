"""The repair log of several answers: each mark and each joined answer has a line, and so has what was dropped."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from studies import choices, export, in_columns, question, study_of

from collabstudy.cleaning import clean
from collabstudy.importing import TextTable
from collabstudy.study import Study

FORMS = choices("forms", "talks", "treaty", raw={"talks": "Overleg", "treaty": "Convenant"})
USED = question("used", "select_multiple forms", separator=",")


def log_of(table: TextTable, study: Study) -> list[tuple[object, ...]]:
    return [tuple(row) for row in clean(table, study).repair_log.to_numpy().tolist()]


def joined(*cells: str) -> list[tuple[object, ...]]:
    table = export("id|used", *(f"{number}|{cell}" for number, cell in enumerate(cells)))
    return log_of(table, study_of(USED, lists=[FORMS]))


def test_what_is_dropped_from_joined_answers_is_logged() -> None:
    read = [("used", "answer to level", "Convenant", "treaty", 2), ("used", "answer to level", "Overleg", "talks", 2)]
    assert joined("Overleg, , Convenant", "Overleg,Convenant") == [*read, ("used", "empty answer dropped", ",", "", 1)]
    assert joined("Overleg,Convenant,Overleg", "Convenant, Overleg") == [
        *read,
        ("used", "repeated answer counted once", "talks", "talks", 1),
    ]
    assert joined(",Overleg,", ",", "") == [
        ("used", "answer to level", "Overleg", "talks", 1),
        ("used", "empty answer dropped", ",", "", 2),
        ("used", "trailing separator dropped", ",", "", 2),
    ]


def test_a_text_of_ones_own_beside_an_empty_answer_is_not_kept() -> None:
    own = (*FORMS, replace(FORMS[0], name="other", raw=("*",)))
    log = log_of(export("id|used", "1|Overleg, , Ann thinks so"), study_of(USED, lists=[own]))
    assert ("used", "empty answer dropped", ",", "", 1) in log
    assert "Ann" not in str(log)


MARKS = st.sampled_from(["X", "-", ""])


@settings(max_examples=50)
@given(st.lists(st.tuples(MARKS, MARKS), max_size=8))
def test_every_mark_of_an_option_is_logged_once(rows: list[tuple[str, str]]) -> None:
    """Counted here from the cells: a mark means chosen or not chosen of the option whose column it stands in."""
    options = tuple(replace(option, not_chosen=("-",)) for option in in_columns(FORMS))
    table = export("id|forms talks|forms treaty", *(f"{number}|{a}|{b}" for number, (a, b) in enumerate(rows)))
    study = study_of(question("used", "select_multiple forms"), lists=[options])
    said = {"X": "yes", "-": "no"}
    marks = [(name, mark) for row in rows for name, mark in zip(("talks", "treaty"), row, strict=True) if mark]
    expected = Counter(("used", "answer to level", mark, f"{name}: {said[mark]}") for name, mark in marks)
    assert {(*line[:4],): line[4] for line in log_of(table, study)} == expected
