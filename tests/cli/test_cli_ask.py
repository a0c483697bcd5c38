"""``collabstudy ask``: each kind of sentence; the expected numbers are counted by hand or stand in the design."""

import json
from pathlib import Path

import pytest
from studies import change, copied
from support import FIXTURES, ROOT

from collabstudy import Study
from collabstudy.cli import main
from collabstudy.published.asking import half_disclosures, larger_disclosures
from collabstudy.reporting.asking import asked
from collabstudy.reporting.results import Missing, Table
from collabstudy.reporting.tables import asking_table

GEMEENTEN = str(ROOT / "data" / "raw" / "gemeenten")


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["ask", *arguments]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def test_each_kind_of_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, GEMEENTEN)
    processes = text[text.index("processes:") : text.index("orientation_acting:")]
    assert (
        "the same persons answered both, exact McNemar test: some (2 of 5 tables); this is open. Ask how many "
        "respondents gave the named answers to both questions: that decides it whatever the answer (5 are possible)."
    ) in processes
    assert "Kunt u ons laten weten hoeveel respondenten op beide vragen het genoemde antwoord gaven?" in processes
    evaluation = text[: text.index("processes:")]
    assert "none (0 of 23 tables); this stands, and nothing need be asked." in evaluation
    assert "first question only, and how many to the second only: that decides it whatever the answer" in evaluation
    assert "No single number does; the best, " in evaluation
    # 75% half-up: 3/4, 6/8 ... 21/28, seven counts, each with one base
    assert (
        "Ask how many respondents gave the named answer: that decides it whatever the answer (7 are possible)" in text
    )
    # 63%: at most 19 of 30 said yes, 65 invited, 33 make a majority: 14 of the 35 silent, or 22 against it
    assert "S47, 63% (F5): no number about those who answered can settle it" in text
    assert "a majority takes at least 14 yes among them, no majority at least 22 no." in text


def test_the_same_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    values = json.loads(said(capsys, GEMEENTEN, "--json"))
    found = {(item["about"], item["assumption"]): item for item in values["verdicts"]}
    one = found["processes", "the same persons answered both"]
    assert (one["ask_for"], one["answers"], one["deciding"]) == (["yes_yes"], 5, 5)
    assert set(one["sentence"]) == {"en", "nl"}
    assert not found["evaluation", "the same persons answered both"]["open"]
    assert not any(item["settled_by_numbers"] for item in values["invited"])


def test_independent_samples_and_no_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = copied("report", tmp_path)
    change(folder, "study.toml", 'design = "paired"', 'design = "independent"')
    assert "training: the two shares are of different persons" in said(capsys, str(folder))
    header = (folder / "published.csv").read_text(encoding="utf-8").splitlines()[0]
    (folder / "published.csv").write_text(header + "\n", encoding="utf-8")
    toml = (folder / "study.toml").read_text(encoding="utf-8").partition("[[comparison]]")[0]
    (folder / "study.toml").write_text(toml, encoding="utf-8")
    head = (folder / "statements.csv").read_text(encoding="utf-8").splitlines()[0]
    (folder / "statements.csv").write_text(head + "\n", encoding="utf-8")
    assert said(capsys, str(folder)).count("\n") == 1
    assert isinstance(asking_table(Study.load(folder)), Missing)


def test_the_table_lists_the_open_verdicts() -> None:
    table = asking_table(Study.load(GEMEENTEN))
    assert isinstance(table, Table)
    # two weaker rungs of three comparisons, the top rung of 83/54, and two shares against one half
    assert len(table.frame) == 9 == len(asked(Study.load(GEMEENTEN)))
    assert isinstance(asking_table(Study.load(FIXTURES / "library")), Missing)


def test_what_is_larger_among_those_who_answered() -> None:
    """1/2 or 2/4 or 3/4, beside 2/3: only 3/4 is more, so the first count decides alone."""
    found = larger_disclosures({2: range(1, 2), 4: range(2, 4)}, {3: range(2, 3)})
    assert (found[0].numbers, found[0].answers, found[0].deciding) == (("first_count",), 3, 3)
    half = half_disclosures({2: range(1, 2), 4: range(2, 4)}, above=True)
    assert (half[0].numbers, half[0].decides) == (("count",), True)
