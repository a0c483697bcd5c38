"""Studies that lack something: each result is there, or one sentence says why it is not."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from readings import everything, spoken, title
from studies import change

from collabstudy.reporting import Finding, Missing, Plot, Table, choosing, tables
from collabstudy.reporting.results import NO_COMPARISON, NO_LEVELS, NO_PUBLICATION, NO_RESPONSES, Shown
from collabstudy.reporting.show import MIME, bundle

Read = Callable[[Path], Any]

TESTS = ("tests", "test sentences", "test dependence", "differences")
SHARES = ("nonresponse", "dependence", "silence", "resemblance")
REAL = (
    "the responses are real; no base below 10 (the study's own threshold); no cell below 5 in a breakdown by who "
    "somebody is."
)


def shown(item: Any) -> dict[str, Shown]:
    """The same by name; each can be displayed, and what is missing is one sentence."""
    found = dict(everything(item))
    for name, result in found.items():
        assert bundle(result, name)[MIME]["key"] == name
        if isinstance(result, Missing):
            assert re.fullmatch(r"[A-Z][^.]*\.", spoken(result)[0])
    return found


def said(found: dict[str, Shown]) -> dict[str, str]:
    return {name: spoken(result)[0] for name, result in found.items() if isinstance(result, Missing)}


def blanked(folder: Path, keep: int) -> None:
    """Empty every answer of the export, but for the metadata in the first columns."""
    path = folder / "responses.csv"
    text = path.read_text(encoding="utf-8-sig")
    header, rest = text.split("\n", 1)
    rows = re.findall(r'"\d+"(?:;"[^"]*"){14}', rest)
    emptied = [";".join([*row.split(";")[:keep], *['""'] * (15 - keep)]) for row in rows]
    path.write_text("\ufeff" + "\n".join([header, *emptied]) + "\n", encoding="utf-8")


def test_the_fixture_shows_everything(library: Any) -> None:
    assert said(shown(library)) == {}


def test_without_responses(report: Any) -> None:
    found = shown(report)
    silent = [
        "import",
        "account",
        "repairs",
        "missing",
        "shares",
        "dots",
        "numbers",
        "dumbbell",
        *TESTS,
        *SHARES,
        "question",
        "pair",
        *("likert 0", "pair training", "pair test training"),
    ]
    assert {name for name, result in found.items() if result == NO_RESPONSES} == set(silent)
    assert isinstance(found["ladder plot"], Plot)


def test_without_a_publication(library_copy: Path, read: Read) -> None:
    (library_copy / "published.csv").unlink()
    (library_copy / "statements.csv").unlink()
    found = shown(read(library_copy))
    names = ["figure_table", "impossible_table", "cover_table", "cover_sizes_table", "map", "figure"]
    assert {name for name, result in found.items() if result == NO_PUBLICATION} == {*names, "published shares"}
    reasons = said(found)
    assert reasons["hedge_table"] == "No published share is hedged."
    assert reasons["claims"] == "The study lists no statements, so there is nothing to show here."
    assert reasons["ledger"] == "The study has no published figures and lists no statements, so there is no ledger."
    assert reasons["ladder visits"] == "The shares of the comparison 'visits' were not both published."
    assert reasons["ladder plot"].startswith("Of no paired comparison were both shares published")
    assert reasons["published dumbbell"].startswith("Of no comparison")
    headline = found["headline 0"]
    assert isinstance(headline, Finding)
    assert spoken(headline) == [f"What is real: {REAL}"]
    assert headline.evidence == ("responses",)
    assert isinstance(found["tests"], Table)


def test_without_comparisons(library_copy: Path, read: Read) -> None:
    settings = library_copy / "study.toml"
    settings.write_text(settings.read_text(encoding="utf-8").partition("[[comparison]]")[0], encoding="utf-8")
    found = shown(read(library_copy))
    names = {"dumbbell", *TESTS, "ladder plot", "published dumbbell"}
    assert {name for name, result in found.items() if result == NO_COMPARISON} == names
    assert isinstance(found["pair"], Table)  # then the first two questions


def test_with_an_independent_comparison_only(library_copy: Path, read: Read) -> None:
    change(library_copy, "study.toml", 'design = "paired"  ', 'design = "independent"  ')
    reasons = said(shown(read(library_copy)))
    assert reasons == {
        **dict.fromkeys(TESTS, "The study names no paired comparison, and McNemar's test is for pairs."),
        "ladder plot": "Of no paired comparison were both shares published, so there is no ladder.",
        "ladder visits": "The comparison 'visits' is not paired, and the ladder is about pairs.",
    }


def test_where_nobody_answered_anything(library_copy: Path, read: Read) -> None:
    blanked(library_copy, keep=7)
    item = read(library_copy)
    assert {counts.base for counts in item.counts.values()} == {0}
    found = shown(item)
    reasons = said(found)
    assert reasons == {
        "repairs": "No cell had to be brought onto the codebook.",
        "dots": "Nobody answered a question that has answer levels, so there is no share to draw.",
        "dumbbell": "Of no comparison were both questions answered.",
        **dict.fromkeys(
            SHARES[1:], "Nobody answered a question that has answer levels, so there is no share to look at."
        ),
    }
    likert = found["likert 0"]
    assert isinstance(likert, Plot)
    assert likert.alt == "I would recommend the library: nobody answered."
    shares, tests, numbers = found["shares"], found["tests"], found["numbers"]
    assert isinstance(shares, Table)
    assert isinstance(tests, Table)
    assert isinstance(numbers, Table)
    assert shares.frame["base"].eq(0).all()
    assert shares.frame[["share", "lower", "finite upper"]].isna().all(axis=None)
    row = bundle(tests, "k")[MIME]["rows"][0]
    assert (row["both"], row["exact p"], row["Holm p"]) == (0, 1.0, 1.0)
    assert bundle(found["differences"], "k")[MIME]["rows"][0]["difference"] is None
    nobody = "visits: nobody answered both questions, so there is nothing to test."
    for name in ("pair test visits", "test sentences"):
        assert spoken(found[name])[0] == nobody
    assert bundle(numbers, "k")[MIME]["rows"][0]["mean"] is None
    assert "–" in bundle(numbers, "k")["text/plain"]


def test_where_one_question_was_answered_by_nobody(library_copy: Path, read: Read) -> None:
    path = library_copy / "responses.csv"
    text = path.read_text(encoding="utf-8-sig")
    for branch in ('"Centrum"', '"Noord"'):
        text = text.replace(branch, '""')
    path.write_text("\ufeff" + text, encoding="utf-8")
    item = read(library_copy)
    found = shown(replace(item, study=replace(item.study, invited=None)))
    shares, dots = found["shares"], found["dots"]
    assert isinstance(shares, Table)
    assert isinstance(dots, Plot)
    assert not [
        name for name in shares.frame.columns if name.startswith("finite")
    ]  # nobody knows how many were invited
    assert shares.frame["share"].isna().sum() == 1
    assert dots.alt.startswith("9 shares of respondents")


def test_with_numbers_only(library_copy: Path, read: Read) -> None:
    (library_copy / "published.csv").unlink()
    (library_copy / "statements.csv").unlink()
    questions = library_copy / "questions.csv"
    lines = questions.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.split(",")[0] in {"name", "response_id", "age"}]
    questions.write_text("\n".join(kept) + "\n", encoding="utf-8")
    settings = library_copy / "study.toml"
    text = settings.read_text(encoding="utf-8").partition("[[comparison]]")[0]
    dropped = re.findall(r'"(q[1235]\S*[^"]*|q6[^"]*)"', (library_copy / "responses.csv").read_text("utf-8-sig"))
    text = text.replace('"refurl"]', '"refurl", ' + ", ".join(f'"{name}"' for name in dropped) + "]")
    settings.write_text(text.replace("visits_weekly = 11\n", ""), encoding="utf-8")
    found = shown(read(library_copy))
    for name in ("missing", "shares", "dots", "question", *SHARES):
        assert found[name] == NO_LEVELS
    reasons = said(found)
    assert reasons["pair"] == "The study has no two questions with answer levels, so there is no pair to cross."
    assert reasons["likert 0"].startswith("The study has no question with ordered answers")
    assert isinstance(found["numbers"], Table)


def test_with_an_option_of_several_in_a_comparison(library_copy: Path, read: Read) -> None:
    second = 'second = { question = "would_recommend", answers = ["agree", "strongly_agree"] }'
    change(library_copy, "study.toml", second, 'second = { question = "services", answers = ["lending"] }')
    found = shown(read(library_copy))
    assert said(found) == {}
    pair, dumbbell = found["pair visits"], found["dumbbell"]
    assert isinstance(pair, Table)
    # The five who come weekly are the five who were asked: four of them borrowed.
    assert pair.frame.to_numpy().tolist() == [["yes", 4, 1, 5], ["no", 0, 0, 0], ["all", 4, 1, 5]]
    assert isinstance(dumbbell, Plot)
    assert "Borrowing, 80%, 4 of 5: a difference of -34.5 percentage points." in dumbbell.alt


def test_with_a_figure_that_nobody_can_have_printed(library_copy: Path, read: Read) -> None:
    change(library_copy, "published.csv", "45%", "47%")
    found = shown(read(library_copy))
    assert said(found) == {
        "published dumbbell": "Of no comparison can both published shares be drawn.",
        "cover_table": "No set of bases explains every figure: at least one cannot be printed by any number of "
        "respondents.",
    }
    claims, ladder, finding = found["claims"], found["ladder visits"], found["finding visits"]
    assert isinstance(claims, Table)
    assert isinstance(ladder, Table)
    assert isinstance(finding, Finding)
    assert claims.frame["among respondents"].tolist() == ["assumptions refuted", "assumptions refuted"]
    assert claims.frame["amount"].tolist() == ["–", "–"]
    assert ladder.frame["verdict"].tolist() == ["assumptions refuted"] * 3
    assert bundle(ladder, "k")[MIME]["rows"][0]["exact p from"] is None
    assert spoken(finding) == [
        "47% beside just over 80% (visits): no data set can have printed both, rounded to the nearest, halves upwards; "
        "assumptions refuted."
    ]
    assert finding.evidence == ("published", "identified", "assumed")


def test_a_claim_about_a_mean_has_no_verdict(library_copy: Path, read: Read) -> None:
    change(library_copy, "statements.csv", "S1,1,2,share,F1,minority,", "S1,1,2,share,F4,minority,")
    claims = shown(read(library_copy))["claims"]
    assert isinstance(claims, Table)
    row = claims.frame.iloc[0]
    assert (row["among respondents"], row["amount"], row["invited"]) == ("no figure", "–", "–")


def test_a_question_may_have_the_name_of_a_column(library_copy: Path, read: Read) -> None:
    for name in ("questions.csv", "study.toml", "published.csv"):
        path = library_copy / name
        path.write_text(path.read_text(encoding="utf-8").replace("would_recommend", "all"), encoding="utf-8")
    item = read(library_copy)
    table = tables.cross_table(item.frame, item.study, "all", "branch")
    assert isinstance(table, Table)
    assert list(table.frame.columns) == ["all", "branch: centre", "branch: north", "in all"]
    assert isinstance(shown(item)["pair visits"], Table)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda item: choosing.question_table(item.frame, item.study, "no_such"), "no question 'no_such': pick one of"),
        (lambda item: choosing.pair_table(item.frame, item.study, ["branch"]), "give two questions, not 1"),
        (lambda item: choosing.pair_table(item.frame, item.study, ["branch", "age"]), "no question 'age': pick one of"),
        (lambda item: choosing.figure_table(item.study, "F9"), "no figure 'F9': pick one of F1, F2, F3"),
    ],
)
def test_a_wrong_name_is_answered_with_the_right_ones(library: Any, call: Callable[[Any], Shown], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        call(library)


def test_what_is_picked_in_explore(library: Any) -> None:
    question = choosing.question_table(library.frame, library.study, "services")
    pair = choosing.pair_table(library.frame, library.study, ["branch", "services.lending"])
    figure = choosing.figure_table(library.study, "F1")
    assert isinstance(question, Table)
    assert isinstance(pair, Table)
    assert isinstance(figure, Table)
    assert question.frame["answer"].tolist() == ["Borrowing", "Study places", "Courses"]
    assert title(pair) == "branch by services.lending"
    # 3/7 and 4/9 print as 45 to a multiple of five, 4/9 rounded up too, 5/11 under every rule but that.
    columns = ["base", "half_up", "floor", "ceiling", "nearest_5"]
    assert figure.frame[columns].to_numpy().tolist() == [
        [7, "–", "–", "–", "3"],
        [9, "–", "–", "4", "4"],
        [11, "5", "5", "–", "5"],
    ]
    first = choosing.question_table(library.frame, library.study)
    assert isinstance(first, Table)
    assert first.frame["question"].unique().tolist() == ["visits_weekly"]
    last = choosing.figure_table(library.study)
    assert isinstance(last, Table)
    assert title(last) == "F3: counts that print as 62.5% (services)"
